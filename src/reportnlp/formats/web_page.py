"""A saved web page (.html) as a document: its text blocks, headings and table cells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.document import Document, Paragraph, Source, Span
from reportnlp.errors import UnreadableFileError
from reportnlp.formats.encodings import decode
from reportnlp.formats.opening import read_bytes, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = frozenset(
    "script style noscript template head title meta link svg iframe object select button input "
    "textarea nav".split()
)
_BLOCKS = frozenset(
    "p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table "
    "thead tbody tfoot tr td th caption blockquote pre hr figure figcaption form fieldset address "
    "center body".split()
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_web_page(path: Path | str, *, encoding: str = "") -> Document:
    """The text of a saved web page.

    encoding: "" for the one that the page names, or that its bytes show.

    Raises UnreadableFileError.
    """
    from lxml import etree, html

    data = read_bytes(path)
    text, name = decode(data, path, encoding or _declared(data))
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True)
        root = html.document_fromstring(text.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFileError(
            shown(path), "不是有效的网页", "请把文字复制到 .docx 或 .txt 后再试。"
        ) from error
    writer = _Blocks()
    body = root.find("body")
    if body is not None:
        writer.walk(body)
        writer.close()
    if not writer.blocks:
        raise UnreadableFileError(
            shown(path), "网页里没有文字", "请把文字复制到 .docx 或 .txt 后再试。"
        )
    source = Source(str(path), "html", name, hashlib.sha256(data).hexdigest())
    return Document(
        "\n".join(block for block, _, _ in writer.blocks),
        tuple(_placed(writer.blocks)),
        source=source,
    )


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    if match is None:
        return ""
    name = match.group(1).decode("ascii").lower()
    return "gb18030" if name in ("gb2312", "gbk", "gb18030", "x-gbk") else ""


def _placed(blocks: list[tuple[str, int, str]]) -> Iterator[Paragraph]:
    start = 0
    for text, level, origin in blocks:
        yield Paragraph(Span(start, start + len(text)), level, origin)
        start += len(text) + 1


@dataclass(slots=True)
class _Blocks:
    """Text blocks in the order of the page: text, heading level, place in a table."""

    blocks: list[tuple[str, int, str]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    level: int = 0
    origin: str = ""
    tables: int = 0

    def walk(self, element: _Element) -> None:
        """An element and all below it; deep nesting is walked without recursion."""
        stack: list[tuple[_Element, bool]] = [(element, False)]
        places: list[tuple[int, int, int]] = []
        while stack:
            node, leaving = stack.pop()
            tag = node.tag if isinstance(node.tag, str) else ""
            if leaving:
                if tag in _BLOCKS:
                    self.close()
                self._leave(tag, places)
                self.pieces.append(node.tail or "" if node is not element else "")
                continue
            if not tag or tag in _UNSEEN or node.get("hidden") is not None:
                self.pieces.append(node.tail or "" if node is not element else "")
                continue
            if tag in _BLOCKS or tag == "br":
                self.close()
            self._enter(tag, places)
            self.pieces.append(node.text or "")
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))

    def close(self) -> None:
        """Ends the block that was being written."""
        text = _SPACE.sub(" ", "".join(self.pieces)).strip(" \u00a0")
        self.pieces.clear()
        if text:
            self.blocks.append((text, self.level, self.origin))

    def _enter(self, tag: str, places: list[tuple[int, int, int]]) -> None:
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.level = int(tag[1])
        elif tag == "table":
            self.tables += 1
            places.append((self.tables, 0, 0))
        elif tag == "tr" and places:
            table, row, _ = places[-1]
            places[-1] = (table, row + 1, 0)
        elif tag in ("td", "th") and places:
            table, row, column = places[-1]
            places[-1] = (table, row, column + 1)
            self.origin = f"表{table} 第{row}行 第{column + 1}列"

    def _leave(self, tag: str, places: list[tuple[int, int, int]]) -> None:
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.level = 0
        elif tag == "table" and places:
            places.pop()
            self.origin = ""
        elif tag in ("td", "th"):
            self.origin = ""

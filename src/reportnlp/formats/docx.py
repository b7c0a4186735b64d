"""Reading a Word file (.docx): its text as a reader sees it, and where each character stands.

The text is the body in reading order, then footnotes, endnotes, headers and footers. Tracked
insertions are in and deletions out; automatic numbers are written out; a text box follows the
paragraph that it is anchored in. Comments are no part of the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportnlp.document import Document, Paragraph, Source, Span
from reportnlp.errors import UnreadableFileError
from reportnlp.formats.fragments import Definitions, StoryParagraph
from reportnlp.formats.numbering import read_numbering
from reportnlp.formats.ooxml import (
    RELATION,
    SECTION_TAGS,
    attribute,
    child,
    children,
    is_on,
    kind_of,
)
from reportnlp.formats.opening import read_bytes
from reportnlp.formats.package import (
    Package,
    Relationship,
    main_part,
    open_package,
    parse_part,
    relationships,
)
from reportnlp.formats.story import read_story
from reportnlp.formats.styles import read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element


# Most of a large .docx is pictures, which are never unpacked.
_MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with the place in the file that it comes from.

    start:     offset in the text.
    text:      the characters; none are a line end between paragraphs.
    node:      the element: w:t or m:t, whose own text has them, or w:tab, w:br and the like;
               None for an automatic number.
    shift:     characters of the node's own text that stand before them.
    paragraph: the w:p that holds the node.
    part:      name of the part: "word/document.xml".
    """

    start: int
    text: str
    node: _Element | None
    shift: int
    paragraph: _Element
    part: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its pieces.

    pieces: in the order of the text; together they hold all of it but the line ends between
            paragraphs.
    roots:  from a part's name to the root of its XML, for the parts that the pieces point into.
    """

    document: Document
    pieces: tuple[Piece, ...]
    package: Package
    roots: Mapping[str, _Element]


def read_docx(path: Path) -> Document:
    """The document in a Word file.

    Paragraphs without a visible character are lines of the text, but no `Paragraph`.

    Raises UnreadableFileError if it is no .docx, broken, protected or unsafe.
    """
    return read_pieces(read_bytes(path, limit=_MOST_BYTES), path).document


def read_docx_bytes(data: bytes, path: Path | str = "") -> Document:
    """The document in the bytes of a Word file; otherwise like `read_docx`.

    path: for the source and for messages.
    """
    return read_pieces(data, path).document


def read_pieces(data: bytes, path: Path | str = "") -> Reading:
    """The document in the bytes of a Word file, with the place of every character in its XML.

    path: for the source and for messages.

    Raises UnreadableFileError if it is no .docx, broken, protected or unsafe.
    """
    package = open_package(data, path)
    source = Source(str(path), "docx", "", hashlib.sha256(data).hexdigest())
    main = main_part(package)
    links = relationships(package, main)
    parts = _Parts(package, main, links, _body(package, main))
    return _assembled(parts, tuple(_paragraphs(parts)), source)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a package: main is the name of the body's, root its XML."""

    package: Package
    main: str
    links: tuple[Relationship, ...]
    root: _Element

    def of_kind(self, kind: str) -> tuple[str, _Element | None]:
        """Name and root of the part that the main part links to as its styles, footnotes, …"""
        for link in self.links:
            if link.kind == kind:
                return link.target, parse_part(self.package, link.target)
        return "", None


# A paragraph with the name and the root of its part.
_Placed = tuple[str, "_Element", StoryParagraph]


def _body(package: Package, name: str) -> _Element:
    root = parse_part(package, name)
    if root is None or kind_of(root) != "document":
        advice = "请用 Word 或 WPS 打开后另存为 .docx 再试。"
        raise UnreadableFileError(package.path, f"文件内部的 {name} 不是 Word 正文", advice)
    return root


def _paragraphs(parts: _Parts) -> Iterator[_Placed]:
    styles = read_styles(parts.of_kind("styles")[1])
    definitions = Definitions(styles, read_numbering(parts.of_kind("numbering")[1], styles))
    body = read_story(parts.root, "", definitions)
    yield from ((parts.main, parts.root, paragraph) for paragraph in body.paragraphs)
    for kind, name in (("footnote", "脚注"), ("endnote", "尾注")):
        wanted = [identifier for found, identifier in body.notes if found == kind]
        yield from _notes(parts, kind, name, wanted, definitions)
    for kind, name in (("header", "页眉"), ("footer", "页脚")):
        yield from _margins(parts, kind, name, definitions)


def _notes(
    parts: _Parts, kind: str, name: str, wanted: list[str], definitions: Definitions
) -> Iterator[_Placed]:
    """The notes that the text refers to, numbered as it does."""
    if not wanted:
        return
    part, root = parts.of_kind(f"{kind}s")
    if root is None:
        return
    notes = {attribute(note, "id"): note for note in children(root, kind)}
    for number, identifier in enumerate(wanted, start=1):
        if identifier in notes:
            story = read_story(notes[identifier], f"{name}{number}", definitions)
            yield from ((part, root, item) for item in story.paragraphs if not item.is_blank)


def _margins(parts: _Parts, kind: str, name: str, definitions: Definitions) -> Iterator[_Placed]:
    """The headers or footers that are shown, each once however many sections repeat it."""
    targets = {link.id: link.target for link in parts.links if link.kind == kind}
    seen_parts: set[str] = set()
    seen_texts: set[str] = set()
    for identifier in _shown_margins(parts, f"{kind}Reference"):
        part = targets.get(identifier, "")
        if not part or part in seen_parts:
            continue
        seen_parts.add(part)
        root = parse_part(parts.package, part)
        if root is None:
            continue
        story = read_story(root, f"{name}{len(seen_texts) + 1}", definitions)
        kept = [item for item in story.paragraphs if not item.is_blank]
        text = "\n".join(_text_of(item) for item in kept)
        if kept and text not in seen_texts:
            seen_texts.add(text)
            yield from ((part, root, item) for item in kept)


def _shown_margins(parts: _Parts, reference: str) -> Iterator[str]:
    """Ids of the header or footer parts of all sections, without the kinds that are turned off."""
    sections = [
        section
        for section in parts.root.iter(*SECTION_TAGS)
        if (parent := section.getparent()) is None or kind_of(parent) != "sectPrChange"
    ]
    shown = {"default", None}
    if any(is_on(child(section, "titlePg")) for section in sections):
        shown.add("first")
    if is_on(child(parts.of_kind("settings")[1], "evenAndOddHeaders")):
        shown.add("even")
    for section in sections:
        for item in children(section, reference):
            if attribute(item, "type") in shown:
                yield attribute(item, "id", RELATION) or ""


def _text_of(paragraph: StoryParagraph) -> str:
    return "".join(fragment.text for fragment in paragraph.fragments)


def _assembled(parts: _Parts, placed: tuple[_Placed, ...], source: Source) -> Reading:
    texts: list[str] = []
    pieces: list[Piece] = []
    paragraphs: list[Paragraph] = []
    roots = {parts.main: parts.root}
    offset = 0
    for part, root, item in placed:
        roots[part] = root
        start = offset
        for text, node, shift, element in item.fragments:
            pieces.append(Piece(offset, text, node, shift, element, part))
            offset += len(text)
        text = _text_of(item)
        texts.append(text)
        if text.strip():
            paragraphs.append(Paragraph(Span(start, offset), item.level, item.origin))
        offset += 1
    document = Document("\n".join(texts), tuple(paragraphs), source=source)
    return Reading(document, tuple(pieces), parts.package, MappingProxyType(roots))

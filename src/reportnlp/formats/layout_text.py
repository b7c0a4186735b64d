"""A laid-out report as plain text and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from reportnlp.formats.layout import Laid, LaidParagraph, LaidRun, LaidTable

_MARKS = MappingProxyType(
    {
        "title": "# ",
        "heading1": "## ",
        "heading2": "### ",
        "heading3": "#### ",
        "heading4": "##### ",
    }
)
# What Markdown would take for its own; a lone _ between Chinese characters is none.
_INLINE = re.compile(r"[\\`<]|\*+|_{2,}|\](?=\()")
_AT_START = re.compile(
    r"[ \t]*(?:#{1,6}(?=[ \t]|$)|>|[-+](?=[ \t]|$)|[0-9]{1,9}[.)](?=[ \t]|$)|[-=]{3,})"
)


def laid_text(laid: Laid) -> str:
    """A line a paragraph; the cells of a table row with tabs between them."""
    return "".join(f"{line}\n" for item in laid for line in _plain_lines(item))


def laid_markdown(laid: Laid) -> str:
    """CommonMark with the tables of GFM: an empty line between paragraphs."""
    return "\n\n".join(_marked(item) for item in laid) + "\n"


def _plain_lines(item: LaidParagraph | LaidTable) -> Iterator[str]:
    if isinstance(item, LaidParagraph):
        yield _lines_joined(item.text)
    else:
        for row in item.rows:
            yield "\t".join(_lines_joined(_text_of(cell)) for cell in row)


def _marked(item: LaidParagraph | LaidTable) -> str:
    if isinstance(item, LaidTable):
        rows = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in item.rows]
        rule = "|" + " --- |" * len(item.rows[0])
        return "\n".join((rows[0], rule, *rows[1:]))
    text = _INLINE.sub(_escaped, _lines_joined(item.text))
    mark = _MARKS.get(item.kind, "")
    start = None if mark else _AT_START.match(text)
    if start:
        text = f"{text[: start.end() - 1]}\\{text[start.end() - 1 :]}"
    return mark + text


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match.group())


def _cell(runs: tuple[LaidRun, ...]) -> str:
    return _INLINE.sub(_escaped, _lines_joined(_text_of(runs))).replace("|", "\\|")


def _text_of(runs: tuple[LaidRun, ...]) -> str:
    return "".join(run.text for run in runs)


def _lines_joined(text: str) -> str:
    return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text

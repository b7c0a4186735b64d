"""A report as a page to read: the text laid out, marks in it, and a list of them beside it.

The page is one HTML file that needs no network, no server and, for reading, no script. It knows
nothing of findings: whoever has places to show passes marks, blocks, tables and notes.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

from reportnlp.annotations import Related
from reportnlp.document import Document, Span
from reportnlp.rendering.excerpt import excerpt
from reportnlp.rendering.places import Places
from reportnlp.rendering.runs import RELATED, Highlight
from reportnlp.rendering.sheet import Block, escaped, sheet_as_html

_FOLDER = Path(__file__).parent
_QUOTE_WIDTH = 46
"""Cells of the excerpt in an entry: about a line of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to highlight, with its entry in the list.

    span:    its characters.
    style:   CSS class; page.css draws "error", "warning" and "info".
    label:   the same in a word for the reader: "错误".
    title:   what the mark says; the first line of its entry, and shown on hovering.
    details: more lines of the entry.
    group:   what it can be filtered by besides its label: "缺项".
    note:    key of the note that explains it, "" where there is none.
    related: other places that belong to it.
    """

    span: Span
    style: str
    label: str
    title: str
    details: tuple[str, ...] = ()
    group: str = ""
    note: str = ""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table beside the text.

    rows: cells, and the index of the mark that the row leads to, -1 for none.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands behind marks: the explanation of a rule. `key` is unique in the page."""

    key: str
    title: str
    text: str


def page_as_html(
    document: Document,
    marks: Sequence[Mark],
    *,
    title: str,
    summary: str,
    styles: Sequence[str],
    groups: Sequence[str] = (),
    blocks: Sequence[Block] = (),
    tables: Sequence[Table] = (),
    notes: Sequence[Note] = (),
    levels: Mapping[int, int] | None = None,
) -> str:
    """The whole file. The same arguments give the same characters.

    marks:   in the order of the text; they are numbered from 1 as given.
    title:   of the page; the path of the document stands under it.
    summary: one line with the counts.
    styles:  of the marks, the gravest first: so the filters stand, and where marks overlap the
             gravest gives the colour.
    groups:  of the marks, in the order of the filters.
    blocks:  in the order of the text, not overlapping.
    levels:  heading level by index of paragraph, where the document itself declares none.
    """
    style, script = _read("page.css"), _read("page.js")
    sheet, anchors = sheet_as_html(
        document, list(_highlights(marks)), styles=styles, blocks=blocks, levels=levels or {}
    )
    places = Places.of(document)
    return Template(_read("page.html")).substitute(
        policy=_policy(style, script),
        style=style,
        script=script,
        title=escaped(title),
        path=escaped(document.source.path.removeprefix("-")),
        summary=escaped(summary),
        filters=_filters(marks, styles, groups),
        sheet=sheet,
        tables=_contents(blocks) + "".join(_table(table, anchors) for table in tables),
        list="".join(_entry(n, mark, places, anchors) for n, mark in _numbered(marks)),
        notes=_notes(notes),
    )


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, and only our own style and script may act."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _numbered(marks: Sequence[Mark]) -> Iterator[tuple[int, Mark]]:
    return enumerate(marks, start=1)


def _highlights(marks: Sequence[Mark]) -> Iterator[Highlight]:
    for number, mark in _numbered(marks):
        yield Highlight(mark.span, mark.style, number, f"{mark.label}：{mark.title}")
        for other in mark.related:
            yield Highlight(other.span, RELATED, number, other.message)


def _filters(marks: Sequence[Mark], styles: Sequence[str], groups: Sequence[str]) -> str:
    labels = {mark.style: mark.label for mark in marks}
    of_style = Counter(mark.style for mark in marks)
    of_group = Counter(mark.group for mark in marks)
    rows = (
        [
            _chip("style", style, _dot(style) + escaped(labels[style]), of_style[style])
            for style in styles
            if style in labels
        ],
        [
            _chip("group", group, escaped(group), of_group[group])
            for group in groups
            if group in of_group
        ],
    )
    return "".join(f'<div class="chips">{"".join(row)}</div>' for row in rows if row)


def _dot(style: str) -> str:
    return f'<i class="dot {escaped(style)}"></i>'


def _chip(kind: str, value: str, words: str, count: int) -> str:
    return (
        f'<label class="chip"><input type="checkbox" checked data-{kind}="{escaped(value)}">'
        f"<span>{words} <b>{count}</b></span></label>"
    )


def _entry(number: int, mark: Mark, places: Places, anchors: Mapping[int, str]) -> str:
    start = mark.span.start
    details = "".join(f'<p class="detail">{escaped(line)}</p>' for line in mark.details if line)
    related = "".join(_related(other, places) for other in mark.related)
    note = f' · <a href="#note-{escaped(mark.note)}">{escaped(mark.note)}</a>' if mark.note else ""
    return (
        f'<li class="entry {escaped(mark.style)}" data-n="{number}" '
        f'data-style="{escaped(mark.style)}" data-group="{escaped(mark.group)}">'
        f'<a class="go" href="#{anchors[number]}"><span class="tag">{escaped(mark.label)}</span>'
        f"<b>{number}</b> {escaped(mark.title)}</a>"
        f"{_quote(mark, places)}{details}{related}"
        f'<p class="meta">{escaped(places.name(start))}{note}</p></li>\n'
    )


def _quote(mark: Mark, places: Places) -> str:
    part = excerpt(places.document, places.sentence(mark.span), mark.span, _QUOTE_WIDTH)
    before, marked, after = escaped(part.before), escaped(part.marked), escaped(part.after)
    return f'<p class="quote">{before}<b>{marked}</b>{after}</p>'


def _related(other: Related, places: Places) -> str:
    number = places.paragraph(other.span.start)
    words = f"另见{places.name(other.span.start)}：{other.message}"
    return f'<p class="detail"><a href="#p{number}">{escaped(words)}</a></p>'


def _contents(blocks: Sequence[Block]) -> str:
    lines = [
        f'<li class="{escaped(block.style)}"><a href="#b{number}"><b>{escaped(block.label)}</b>'
        f"<span>{escaped(block.title)}</span><i>{escaped(block.detail)}</i></a></li>\n"
        for number, block in enumerate(blocks, start=1)
        if block.title
    ]
    if not lines:
        return ""
    return (
        f'<details class="card contents" open><summary>章节 <b>{len(lines)}</b></summary>'
        f'<ol class="scroll">\n{"".join(lines)}</ol></details>'
    )


def _table(table: Table, anchors: Mapping[int, str]) -> str:
    heads = "".join(f'<th scope="col">{escaped(column)}</th>' for column in table.columns)
    rows = "".join(
        _first_cell(cells[0], index, anchors)
        + "".join(f"<td>{escaped(cell)}</td>" for cell in cells[1:])
        + "</tr>\n"
        for cells, index in table.rows
    )
    return (
        f'<details class="card" open><summary>{escaped(table.title)} '
        f'<b>{len(table.rows)}</b></summary><div class="scroll"><table><thead><tr>{heads}</tr>'
        f"</thead><tbody>\n{rows}</tbody></table></div></details>"
    )


def _first_cell(words: str, index: int, anchors: Mapping[int, str]) -> str:
    """The beginning of a row, with a link where it leads to a mark."""
    if index < 0:
        return f"<tr><td>{escaped(words)}</td>"
    link = f'<a href="#{anchors[index + 1]}">{escaped(words)}</a>'
    return f'<tr data-n="{index + 1}"><td>{link}</td>'


def _notes(notes: Sequence[Note]) -> str:
    if not notes:
        return ""
    items = "".join(
        f'<dt id="note-{escaped(note.key)}">{escaped(note.title)}</dt>'
        f"<dd>{escaped(note.text)}</dd>\n"
        for note in notes
    )
    return f'<section class="notes"><h2>规则说明</h2><dl>\n{items}</dl></section>'

"""Figures in table cells: the unit from the head or the caption, the name from row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.annotations import Metric
from reportnlp.document import Document, Span
from reportnlp.extraction.quantity import Quantity
from reportnlp.extraction.units import UNITS
from reportnlp.patterns import Pattern

_PLACE = Pattern(r"^(表[0-9]+) 第([0-9]+)行 第([0-9]+)列$")
_IN_BRACKETS = Pattern(
    r"[（(](?:单位[:：])?([万亿]?[^（）()\s]{1,8})[）)]|单位[:：][ ]?([^\s（）()，。；]{1,8})"
)
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    span: Span


def find_table_metrics(document: Document, quantities: Sequence[Quantity]) -> list[Metric]:
    """The figures of all tables; cells that hold words or nothing give none.

    quantities: those of the whole document, in the order of the text.
    """
    found: list[Metric] = []
    for name, cells, caption in _tables(document):
        heads = {cell.column: cell for cell in cells if cell.row == 1}
        rows = {cell.row: cell for cell in cells if cell.column == 1}
        whole_unit = _unit_in(caption)
        for cell in cells:
            if cell.row == 1 or cell.column == 1:
                continue
            head = heads.get(cell.column)
            row = rows.get(cell.row)
            metric = _metric_of(document.text, cell, head, row, whole_unit, name, quantities)
            if metric is not None:
                found.append(metric)
    return found


def _tables(document: Document) -> Iterator[tuple[str, list[_Cell], str]]:
    tables: dict[str, list[_Cell]] = {}
    captions: dict[str, str] = {}
    last = ""
    for paragraph in document.paragraphs:
        match = _PLACE.match(paragraph.origin)
        if match is None:
            if not paragraph.origin:
                last = paragraph.span.cut(document.text)
            continue
        table, row, column = match.groups()
        captions.setdefault(table, last)
        tables.setdefault(table, []).append(_Cell(int(row), int(column), paragraph.span))
    for table, cells in tables.items():
        yield table, cells, captions[table]


def _unit_in(words: str) -> str:
    """万元 in 金额（万元） or 单位：万元; "" where there is none."""
    for match in _IN_BRACKETS.finditer(words):
        unit = match.group(1) or match.group(2) or ""
        if unit.lstrip("万亿") in UNITS or unit in UNITS:
            return unit
    return ""


def _bare_head(words: str) -> str:
    match = _IN_BRACKETS.search(words)
    return (words[: match.start()] if match else words).strip()


def _metric_of(
    text: str,
    cell: _Cell,
    head: _Cell | None,
    row: _Cell | None,
    whole_unit: str,
    table: str,
    quantities: Sequence[Quantity],
) -> Metric | None:
    inside = [quantity for quantity in quantities if quantity.span in cell.span]
    if len(inside) != 1 or inside[0].span.cut(text) != cell.span.cut(text).strip():
        return None
    quantity = inside[0]
    head_words = head.span.cut(text) if head else ""
    row_words = row.span.cut(text).strip() if row else ""
    unit, factor, kind = quantity.unit, Decimal(1), quantity.kind
    if not unit:
        written = _unit_in(head_words) or _unit_in(row_words) or whole_unit
        factor = _SCALES.get(written[:1], Decimal(1)) if written not in UNITS else Decimal(1)
        base = written if written in UNITS else written.lstrip("万亿")
        known = UNITS.get(base)
        unit = known.base if known else ""
        kind = known.kind if known else "count"
        factor *= known.factor if known else 1
    name = "".join(part for part in (_bare_head(row_words), _bare_head(head_words)) if part)
    value_max = quantity.value_max * factor if quantity.value_max is not None else None
    kind = {"volume": "other", "": "count"}.get(kind, kind)
    return Metric(
        quantity.span,
        name or table,
        quantity.value * factor,
        unit,
        kind,
        value_max,
        quantity.approx,
    )

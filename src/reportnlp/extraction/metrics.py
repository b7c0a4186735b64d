"""Figures with what they measure (指标), on the numeral grammar.

Placeholders come first and never get a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportnlp.annotations import Metric, Placeholder
from reportnlp.document import Document, Span
from reportnlp.extraction.counting import counts
from reportnlp.extraction.dates import Date, find_dates
from reportnlp.extraction.metric_details import change_of, period_of, wholes_of
from reportnlp.extraction.metric_names import metric_names
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.placeholders import find_placeholders
from reportnlp.extraction.quantity import Quantity
from reportnlp.extraction.tables import find_table_metrics
from reportnlp.patterns import Pattern


def find_metrics(
    document: Document,
    placeholders: tuple[Placeholder, ...] | None = None,
    dates: tuple[Date, ...] | None = None,
    quantities: tuple[Quantity, ...] | None = None,
) -> tuple[Metric, ...]:
    """Every figure of a document without hard line wraps, in the order of the text.

    placeholders, dates, quantities: if they have been found already.
    """
    text = document.text
    if placeholders is None:
        placeholders = find_placeholders(document)
    if dates is None:
        dates = find_dates(text)
    if quantities is None:
        skip = sorted([p.span for p in placeholders] + [d.span for d in dates])
        quantities = find_quantities(text, skip)
    cells = [
        paragraph.span for paragraph in document.paragraphs if paragraph.origin.startswith("表")
    ]
    counted = [
        quantity
        for quantity in quantities
        if counts(text, quantity) and not _within(quantity, cells)
    ]
    names = metric_names(text, counted)
    wholes = wholes_of(text, counted)
    found = [
        _metric(text, quantity, name, wholes.get(index), dates)
        for index, (quantity, name) in enumerate(zip(counted, names, strict=True))
        if name
    ]
    if cells:
        found += find_table_metrics(document, quantities)
        found.sort(key=lambda metric: metric.span)
    return tuple(found)


def _within(quantity: Quantity, cells: Sequence[Span]) -> bool:
    return bool(cells) and any(quantity.span in cell for cell in cells)


def _metric(
    text: str, quantity: Quantity, name: str, whole: Span | None, dates: Sequence[Date]
) -> Metric:
    kind = {"volume": "other", "": "count"}.get(quantity.kind, quantity.kind)
    if quantity.unit == "位" and _MOVED.search(
        text, max(quantity.span.start - 6, 0), quantity.span.start
    ):
        kind = "rank"
    if not quantity.unit and quantity.kind == "" and "." in quantity.number.cut(text):
        kind = "ratio" if quantity.number.cut(text)[-1] not in "万亿" else kind
    return Metric(
        quantity.span,
        name,
        quantity.value,
        quantity.unit,
        kind,
        quantity.value_max,
        quantity.approx,
        period_of(text, quantity, dates),
        change_of(text, quantity),
        whole,
    )


_MOVED = Pattern(r"(?:前移|上升|提升|后移|下降|前进|跃升|跨越)了?$")


def plain(value: Decimal | None) -> str | None:
    """A value as JSON gives it: exact, without exponent or trailing zeros; None for none."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

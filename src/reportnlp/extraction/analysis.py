"""All that is found in a report, in one pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from reportnlp.annotations import Analysis, Metric, Placeholder, Section, Slogan
from reportnlp.document import Document, Offsets
from reportnlp.extraction.dates import find_dates
from reportnlp.extraction.metrics import find_metrics
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.placeholders import find_placeholders, without_numbers
from reportnlp.extraction.sections import find_sections
from reportnlp.extraction.slogans import find_slogans

_Annotation = TypeVar("_Annotation", Section, Metric, Placeholder, Slogan)


def analyse(document: Document) -> Analysis:
    """Sections, metrics, placeholders and slogans of a report, each in the order of the text.

    Spans point into the document as given, also where it is hard-wrapped.
    """
    joined, offsets = document.unwrapped()
    placeholders = find_placeholders(joined)
    dates = find_dates(joined.text)
    quantities = find_quantities(joined.text, without_numbers(placeholders, dates))
    metrics = find_metrics(joined, placeholders, dates, quantities)
    return Analysis(
        _placed(find_sections(joined), offsets),
        tuple(_with_whole(metric, offsets) for metric in _placed(metrics, offsets)),
        _placed(placeholders, offsets),
        _placed(find_slogans(joined, placeholders), offsets),
    )


def _placed(found: tuple[_Annotation, ...], offsets: Offsets) -> tuple[_Annotation, ...]:
    """The annotations of an unwrapped document as those of the document itself."""
    if not offsets.starts:
        return found
    return tuple(replace(one, span=offsets.original(one.span)) for one in found)


def _with_whole(metric: Metric, offsets: Offsets) -> Metric:
    if metric.whole is None or not offsets.starts:
        return metric
    return replace(metric, whole=offsets.original(metric.whole))

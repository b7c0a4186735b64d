"""An analysis as pandas data frames; pandas is needed only here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reportnlp.annotations import Analysis
from reportnlp.document import Document
from reportnlp.errors import MissingExtraError
from reportnlp.rendering.analysis_machine import (
    JsonObject,
    metric_object,
    placeholder_object,
    section_object,
    slogan_object,
)
from reportnlp.rendering.outline import Parts

if TYPE_CHECKING:
    from pandas import DataFrame

_PLACE = ("start", "end", "text")
_SECTION = ("label", "start", "end", "heading", "confidence")
_METRIC = (
    *_PLACE, "value", "value_max", "unit", "name", "kind", "approx", "period", "change", "section",
)  # fmt: skip
_PLACEHOLDER = (*_PLACE, "kind", "unit", "name", "section")
_SLOGAN = (*_PLACE, "kind", "count")


def sections_frame(document: Document, analysis: Analysis) -> DataFrame:
    """A row a section; columns as in the JSON output.

    Raises MissingExtraError if pandas is not installed.
    """
    return _frame((section_object(one) for one in analysis.sections), _SECTION)


def metrics_frame(document: Document, analysis: Analysis) -> DataFrame:
    """A row a metric; columns as in the JSON output, but "value" and "value_max" are float64, to
    reckon and to plot with. The exact values stand in the analysis.

    Raises MissingExtraError if pandas is not installed.
    """
    parts = Parts(analysis.sections)
    rows = (metric_object(document, parts, one) for one in analysis.metrics)
    frame = _frame(rows, _METRIC)
    return frame.astype({"value": "float64", "value_max": "float64"})


def placeholders_frame(document: Document, analysis: Analysis) -> DataFrame:
    """A row a placeholder; columns as in the JSON output.

    Raises MissingExtraError if pandas is not installed.
    """
    parts = Parts(analysis.sections)
    rows = (placeholder_object(document, parts, one) for one in analysis.placeholders)
    return _frame(rows, _PLACEHOLDER)


def slogans_frame(document: Document, analysis: Analysis) -> DataFrame:
    """A row a slogan; columns as in the JSON output.

    Raises MissingExtraError if pandas is not installed.
    """
    return _frame((slogan_object(document, one) for one in analysis.slogans), _SLOGAN)


def _frame(rows: Iterable[JsonObject], columns: Sequence[str]) -> DataFrame:
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise MissingExtraError("转成 pandas 数据表", "pandas") from error
    return DataFrame(list(rows), columns=list(columns))

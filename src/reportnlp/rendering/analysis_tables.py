"""An analysis as tables: a sheet each for figures, set phrases, blanks and parts; or one CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from reportnlp.annotations import Analysis, Metric, Slogan
from reportnlp.document import Document
from reportnlp.extraction.metrics import plain
from reportnlp.rendering.analysis_wording import (
    APPROX_WORDS,
    METRIC_WORDS,
    PLACEHOLDER_WORDS,
    SLOGAN_WORDS,
    Analyses,
    change_word,
    section_word,
)
from reportnlp.rendering.outline import (
    Found,
    Parts,
    Weights,
    distinct_slogans,
    found_in_order,
    opening_words,
    written,
)
from reportnlp.rendering.places import Places
from reportnlp.rendering.spreadsheet import Grid, Value, grid_as_csv, grids_as_xlsx
from reportnlp.rendering.wording import path_word

_Row = tuple[Value, ...]
_Rows = Callable[[Document, Analysis], Iterator[_Row]]

_METRIC_HEADS = (
    "部分", "指标名称", "原文", "数值", "上限", "单位", "约数", "变化", "时期", "类型", "行",
)  # fmt: skip
_SLOGAN_HEADS = ("提法", "类型", "次数", "包括", "又作", "部分", "行")
_BLANK_HEADS = ("部分", "缺什么", "单位", "类型", "原文", "行")
_SECTION_HEADS = ("部分", "标题", "字数", "占比（%）", "把握（%）", "行")
_CSV_HEADS = (
    "类别", "部分", "名称", "原文", "数值", "上限", "单位", "约数", "变化", "时期", "类型",
    "次数", "行",
)  # fmt: skip
_FILE = "文件"


def analyses_as_csv(results: Analyses) -> str:
    """One table of figures, set phrases and blanks; the first column tells which."""
    return grid_as_csv(_grid("分析", _CSV_HEADS, _csv_rows, results))


def analyses_as_xlsx(results: Analyses) -> bytes:
    """A workbook with the sheets 指标, 提法, 缺项 and 章节.

    Raises MissingExtraError if openpyxl is not installed.
    """
    return grids_as_xlsx(analysis_grids(results))


def analysis_grids(results: Analyses) -> tuple[Grid, ...]:
    """The sheets, with the reports one after the other."""
    return (
        _grid("指标", _METRIC_HEADS, _metric_rows, results),
        _grid("提法", _SLOGAN_HEADS, _slogan_rows, results),
        _grid("缺项", _BLANK_HEADS, _blank_rows, results),
        _grid("章节", _SECTION_HEADS, _section_rows, results),
    )


def _grid(title: str, heads: tuple[str, ...], rows: _Rows, results: Analyses) -> Grid:
    """Each row ends with the file that it comes from."""
    return Grid(
        title,
        (*heads, _FILE),
        tuple(
            (*row, path_word(document))
            for document, analysis in results
            for row in rows(document, analysis)
        ),
    )


def _metric_rows(document: Document, analysis: Analysis) -> Iterator[_Row]:
    places, parts = Places.of(document), Parts(analysis.sections)
    for one in analysis.metrics:
        yield (
            section_word(parts.label(one.span.start)),
            one.name,
            written(document, one.span),
            _exact(one.value),
            _exact(one.value_max),
            one.unit,
            APPROX_WORDS.get(one.approx, ""),
            change_word(one),
            one.period,
            METRIC_WORDS[one.kind],
            places.line_and_column(one.span.start)[0],
        )


def _slogan_rows(document: Document, analysis: Analysis) -> Iterator[_Row]:
    places, parts = Places.of(document), Parts(analysis.sections)
    for one, _ in distinct_slogans(document, analysis.slogans):
        yield (
            written(document, one.span),
            SLOGAN_WORDS[one.kind],
            one.count,
            "、".join(one.parts),
            "、".join(one.variants),
            section_word(parts.label(one.span.start)),
            places.line_and_column(one.span.start)[0],
        )


def _blank_rows(document: Document, analysis: Analysis) -> Iterator[_Row]:
    places, parts = Places.of(document), Parts(analysis.sections)
    for one in analysis.placeholders:
        yield (
            section_word(parts.label(one.span.start)),
            one.name,
            one.unit,
            PLACEHOLDER_WORDS[one.kind],
            written(document, one.span),
            places.line_and_column(one.span.start)[0],
        )


def _section_rows(document: Document, analysis: Analysis) -> Iterator[_Row]:
    places, weights = Places.of(document), Weights.of(document)
    for one in analysis.sections:
        yield (
            section_word(one.label),
            one.heading or f"（{opening_words(document, one.span.start)}…）",
            weights.count(one.span),
            round(weights.share(one.span) * 100),
            round(one.confidence * 100),
            places.line_and_column(one.span.start)[0],
        )


def _csv_rows(document: Document, analysis: Analysis) -> Iterator[_Row]:
    places, parts = Places.of(document), Parts(analysis.sections)
    slogans = tuple(one for one, _ in distinct_slogans(document, analysis.slogans))
    for one in found_in_order(replace(analysis, slogans=slogans)):
        kind, *cells = _csv_cells(document, one)
        line = places.line_and_column(one.span.start)[0]
        yield (kind, section_word(parts.label(one.span.start)), *cells, line)


def _csv_cells(document: Document, one: Found) -> _Row:
    words = written(document, one.span)
    if isinstance(one, Metric):
        return (
            "指标",
            one.name,
            words,
            _exact(one.value),
            _exact(one.value_max),
            one.unit,
            APPROX_WORDS.get(one.approx, ""),
            change_word(one),
            one.period,
            METRIC_WORDS[one.kind],
            None,
        )
    nothing = (None, None)
    if isinstance(one, Slogan):
        kind, count = SLOGAN_WORDS[one.kind], one.count
        return ("提法", words, words, *nothing, "", "", "", "", kind, count)
    kind = PLACEHOLDER_WORDS[one.kind]
    return ("缺项", one.name, words, *nothing, one.unit, "", "", "", kind, None)


def _exact(value: Decimal | None) -> Decimal | None:
    """The value without exponent, so that every program reads it alike."""
    text = plain(value)
    return None if text is None else Decimal(text)

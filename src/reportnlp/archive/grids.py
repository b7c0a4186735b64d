"""What an archive holds and answers, as tables for Excel, CSV and Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import PurePath

from reportnlp.archive.listing import Entry, Failure
from reportnlp.archive.search import Hit
from reportnlp.archive.similarity import Copy
from reportnlp.archive.slogans_over_time import Drift, SloganUse, years_word
from reportnlp.archive.store import Archive, told
from reportnlp.archive.terminal import WAYS
from reportnlp.archive.trends import Series
from reportnlp.rendering.analysis_wording import (
    APPROX_WORDS,
    METRIC_WORDS,
    PLACEHOLDER_WORDS,
    SLOGAN_WORDS,
    section_word,
)
from reportnlp.rendering.spreadsheet import Grid, Value

_CHANGE = {"up": "上升", "down": "下降"}


def reports_grid(entries: Sequence[Entry]) -> Grid:
    """A row a report; 文件, 单位, 年份 and 文种 can be corrected and taken in again."""
    heads = (
        "文件",
        "单位",
        "年份",
        "文种",
        "成绩年份",
        "标题",
        "字数",
        "指标",
        "缺项",
        "提法",
        "同内容文件",
        "状态",
    )
    return Grid(
        "报告",
        heads,
        tuple(
            (
                one.path, one.unit, one.year, one.kind, one.covers, one.title, one.characters,
                one.metrics, one.placeholders, one.slogans, one.files,
                "文件已不在" if one.gone else "",
            )
            for one in entries
        ),
    )  # fmt: skip


def failures_grid(failures: Sequence[Failure]) -> Grid:
    """A row a file that could not be analysed."""
    return Grid("失败", ("文件", "原因"), tuple((one.path, one.reason) for one in failures))


def metrics_grid(archive: Archive, *, most: int = 1_000_000) -> Grid:
    """A row a figure of a report: made for pivot tables.

    most: rows; a sheet holds 1,048,576.
    """
    heads = (
        "单位",
        "年份",
        "成绩年份",
        "部分",
        "指标",
        "原文",
        "数值",
        "上限",
        "基本单位",
        "类别",
        "约数",
        "变化",
        "时期",
        "文件",
    )
    with told(archive.path):
        rows = archive.connection.execute(
            "SELECT documents.unit, year, covers, section, name, metrics.text, value, value_max, "
            "metrics.unit, metrics.kind, approx, change, period, (SELECT min(path) FROM files "
            "WHERE document_id = documents.id) FROM metrics JOIN documents "
            "ON documents.id = document_id ORDER BY documents.unit, covers, documents.id, position "
            "LIMIT ?",
            (most,),
        ).fetchall()
    return Grid(
        "指标明细",
        heads,
        tuple(
            (
                row[0], row[1], row[2], section_word(row[3]), row[4], row[5], Decimal(row[6]),
                None if row[7] is None else Decimal(row[7]), row[8],
                METRIC_WORDS.get(row[9], row[9]), APPROX_WORDS.get(row[10], ""),
                _change(row[11]), row[12], PurePath(row[13] or "").name,
            )
            for row in rows
        ),
    )  # fmt: skip


def _change(change: str) -> str:
    way, _, base = change.partition(" ")
    return base + _CHANGE.get(way, way)


def series_grid(series: Sequence[Series]) -> Grid:
    """A row a year of a figure, gaps and blanks too."""
    heads = ("单位", "指标", "年份", "状态", "数值", "上限", "基本单位", "约数", "原文", "写作")
    rows: list[tuple[Value, ...]] = []
    for one in series:
        points = {point.year: point for point in one.points}
        for year in sorted({*points, *one.silent}):
            point = points.get(year)
            if point is None:
                rows.append(
                    (one.unit_name, one.figure, year, "没有写", *[None] * 2, one.unit, "", "", "")
                )
                continue
            state = "空缺" if point.value is None else "有"
            rows.append(
                (
                    one.unit_name, one.figure, year, state, point.value, point.value_max,
                    one.unit, APPROX_WORDS.get(point.approx, ""), point.text, point.name,
                )
            )  # fmt: skip
    return Grid("历年指标", heads, tuple(rows))


def matrix_grid(series: Sequence[Series]) -> Grid:
    """A row a figure, a column a year; "空缺" for a blank, empty for what is not told."""
    years = sorted({point.year for one in series for point in one.points})
    rows = []
    for one in series:
        points = {point.year: point for point in one.points}
        cells: list[Value] = []
        for year in years:
            point = points.get(year)
            cells.append(None if point is None else "空缺" if point.value is None else point.value)
        names = "、".join(name for name, _ in one.names if name != one.figure)
        rows.append((one.unit_name, one.figure, one.unit, *cells, names))
    heads = ("单位", "指标", "基本单位", *(str(year) for year in years), "其他写法")
    return Grid("指标矩阵", heads, tuple(rows))


def names_grid(series: Sequence[Series]) -> Grid:
    """A row a wording and the figure that it was taken for; can be corrected and taken in again."""
    rows = dict.fromkeys((name, one.figure) for one in series for name, _ in one.names)
    return Grid("指标写法", ("写法", "指标"), tuple(rows))


def slogans_grid(uses: Sequence[SloganUse]) -> Grid:
    """A row a set phrase."""
    heads = (
        "提法",
        "类别",
        "首次",
        "最近",
        "年份",
        "报告数",
        "单位数",
        "单位",
        "其他形式",
        "所在部分",
    )
    return Grid(
        "提法",
        heads,
        tuple(
            (
                one.text, SLOGAN_WORDS.get(one.kind, one.kind), one.first, one.last,
                years_word([year for year, _ in one.years]), one.reports, len(one.units),
                "、".join(one.units[:5]), "、".join(one.variants),
                "、".join(section_word(label) for label in one.sections),
            )
            for one in uses
        ),
    )  # fmt: skip


def drifts_grid(changes: Sequence[Drift]) -> Grid:
    """A row a set phrase that took another form."""
    rows = tuple((one.unit, one.year, one.old, one.new, WAYS[one.way]) for one in changes)
    return Grid("提法变化", ("单位", "年份", "原来", "后来", "变化"), rows)


def blanks_grid(archive: Archive) -> Grid:
    """A row a blank or mask of a report."""
    heads = ("单位", "年份", "部分", "名称", "应有单位", "类别", "原文", "文件")
    with told(archive.path):
        rows = archive.connection.execute(
            "SELECT documents.unit, year, section, name, placeholders.unit, placeholders.kind, "
            "placeholders.text, (SELECT min(path) FROM files WHERE document_id = documents.id) "
            "FROM placeholders JOIN documents ON documents.id = document_id "
            "ORDER BY documents.unit, year, documents.id, position"
        ).fetchall()
    return Grid(
        "缺项",
        heads,
        tuple(
            (
                row[0], row[1], section_word(row[2]), row[3], row[4],
                PLACEHOLDER_WORDS.get(row[5], row[5]), row[6], PurePath(row[7] or "").name,
            )
            for row in rows
        ),
    )  # fmt: skip


def copies_grid(copies: Sequence[Copy]) -> Grid:
    """A row a pair of like passages, side by side."""
    heads = (
        "相似度",
        "较早单位",
        "较早年份",
        "较早段落",
        "较晚单位",
        "较晚年份",
        "较晚段落",
        "部分",
        "较早文件",
        "较晚文件",
    )
    return Grid(
        "相似段落",
        heads,
        tuple(
            (
                Decimal(str(round(one.score, 2))), one.old.unit, one.old.year, one.old.body,
                one.new.unit, one.new.year, one.new.body, section_word(one.new.section),
                PurePath(one.old.path).name, PurePath(one.new.path).name,
            )
            for one in copies
        ),
    )  # fmt: skip


def hits_grid(hits: Sequence[Hit]) -> Grid:
    """A row a passage that answers."""
    heads = ("单位", "年份", "部分", "标题", "段落", "一字不差", "文件")
    return Grid(
        "查找",
        heads,
        tuple(
            (
                one.unit, one.year, section_word(one.section), one.heading, one.body,
                "是" if one.exact else "", PurePath(one.path).name,
            )
            for one in hits
        ),
    )  # fmt: skip

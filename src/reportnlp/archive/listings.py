"""The reports, figures and failures of an archive as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath

from reportnlp.archive.listing import Entry, Failure
from reportnlp.archive.slogans_over_time import years_word
from reportnlp.archive.terminal import bars
from reportnlp.archive.trends import Series
from reportnlp.rendering.cells import shown
from reportnlp.rendering.columns import Column, Group, Row, table
from reportnlp.rendering.ink import BOLD, DIM, Ink


def reports_as_text(entries: Sequence[Entry], failures: int, *, width: int, colour: bool) -> str:
    """A table of the reports, unit by unit, and the counts."""
    ink = Ink(colour)
    columns = (
        Column("年份", whole=True), Column("文种"), Column("文件"),
        Column("字数", right=True, whole=True),
        Column("指标", right=True, whole=True), Column("缺项", right=True, whole=True),
        Column("提法", right=True, whole=True), Column("状态"),
    )  # fmt: skip
    groups = [
        Group(unit or "（单位不明）", tuple(_row(one) for one in members), (BOLD,))
        for unit, members in groupby(entries, key=lambda one: one.unit)
    ]
    units = len(groups)
    counts = f"{len(entries)} 份报告，{units} 个单位"
    counts += f"，{failures} 个文件没能分析（--failed 可看）" if failures else ""
    if not entries:
        return f"{counts}。\n"
    return f"{table(columns, groups, width, ink)}\n\n{counts}。\n"


def _row(entry: Entry) -> Row:
    year = str(entry.year or "不明")
    if entry.covers and entry.covers != entry.year:
        year += f"（写{entry.covers}）"
    state = "文件已不在" if entry.gone else f"{entry.files} 个相同" if entry.files > 1 else ""
    return Row(
        (
            year, entry.kind, PurePath(entry.path).name, f"{entry.characters:,}",
            str(entry.metrics), str(entry.placeholders or ""), str(entry.slogans), state,
        )
    )  # fmt: skip


def figures_as_text(series: Sequence[Series], *, width: int, colour: bool) -> str:
    """A table of the figures, unit by unit, with their wordings."""
    columns = (Column("指标"), Column("单位"), Column("走势", whole=True), Column("写法"))
    ordered = sorted(series, key=lambda one: (one.unit_name, -len(one.points), one.figure))
    groups = [
        Group(
            unit or "（单位不明）",
            tuple(
                Row(
                    (
                        one.figure,
                        one.unit,
                        bars(one),
                        "、".join(f"{name}（{years_word(years)}）" for name, years in one.names),
                    )
                )
                for one in members
            ),
            (BOLD,),
        )
        for unit, members in groupby(ordered, key=lambda one: one.unit_name)
    ]
    ink = Ink(colour)
    note = (
        "写法合并得不对？用 archive list --figures -o 写法.csv 写出，"
        "改“指标”一列，再 archive correct。"
    )
    return (
        f"{table(columns, groups, width, ink)}\n\n{ink(note, DIM)}\n" if groups else "没有指标。\n"
    )


def failures_as_text(failures: Sequence[Failure]) -> str:
    """A line a file."""
    if not failures:
        return "没有失败的文件。\n"
    return "".join(f"{shown(one.path)}：{one.reason}\n" for one in failures)

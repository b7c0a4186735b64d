"""Aims that an earlier part of the report or a table sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.checking.aims import (
    BETTER_LESS,
    FILLING,
    SEVERAL_YEARS,
    STRONG,
    Aim,
    aim_of,
    comparable,
    segment_before,
)
from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.grids import Grid, Row, find_grids
from reportnlp.checking.rule import Draft
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_SETS = Pattern(r"计划|目标|任务|拟|确保|力争|要求|承诺|下达|确定")
_ANNOUNCES = Pattern(r"计划|目标[是为：]|拟|确保|力争|总体要求|确定[^，。]{0,6}目标")
_NOT_SET = Pattern(r"完成|实现|达到|超额|圆满|同比|比上年|较上年|下一步|明年|来年|今后|其中|涉及")
_WORDS_OF_AIMS = Pattern(
    r"确保|力争|争取|要求|总体|承诺|工作|主要|以上|左右|各类|开展|做好|[：:；;“”]"
)
_LEAST_NAME = 2
_LEAST_PART = 3
_SHORT = 16


def name_of(segment: str) -> str:
    """What a figure counts: its clause without the words of aiming, telling and dating."""
    return _WORDS_OF_AIMS.sub("", FILLING.sub("", segment))


def aims_of(draft: Draft, name: str, done: Amount, before: int) -> Iterator[Aim]:
    """What the text before an offset, or a table, sets for a thing of that name."""
    if not _LEAST_NAME <= len(name) <= _SHORT:
        return
    text = draft.text
    ends = -1
    for match in _SETS.finditer(text, 0, before):
        if match.start() < ends:
            continue
        begin, ends = sentence_start(text, match.start()), sentence_end(text, match.start())
        amounts = draft.amounts.between(begin, ends)
        for amount in amounts:
            if amount.span.start < before and comparable(amount, done):
                segment = segment_before(text, amount, amounts)
                if _is_same(name, name_of(segment)) and not _NOT_SET.search(segment):
                    aim = aim_of(text, amount, amounts) or _announced(text, begin, amount)
                    if aim is not None:
                        yield aim
    for grid in find_grids(draft):
        yield from _in_table(grid, name, done)


def _is_same(done: str, aim: str) -> bool:
    """Whether the names are one, or the deed is told in fewer of the aim's words."""
    return done == aim or (len(done) >= _LEAST_PART and done in aim)


def _announced(text: str, begin: int, amount: Amount) -> Aim | None:
    """计划改造小区26个，新建泊位1200个: the aim's sentence goes on."""
    at = amount.span.start
    if (
        _ANNOUNCES.search(text, begin, at) is None
        or STRONG.search(text[begin:at])
        or SEVERAL_YEARS.search(text, begin, at)
    ):
        return None
    said = text[begin : amount.span.end]
    return Aim(amount, False, True, said, said)


def _in_table(grid: Grid, name: str, done: Amount) -> Iterator[Aim]:
    columns = _columns(grid)
    for row in grid.rows if columns is not None else ():
        aim = row.figures.get(columns.aim) if columns is not None else None
        if aim is not None and comparable(aim, done) and _is_same(name, name_of(row.name)):
            yield Aim(aim, False, True, row.name, grid.head(columns.aim) if columns else "")


# -------------------------------------------------------------------------------------- tables

_AIM_HEAD = Pattern(r"目标|计划|任务|指标值|应[完达]")
_DONE_HEAD = Pattern(r"完成|实际|实绩|实现|达到|现值")
_NO_FIGURE_HEAD = Pattern(r"率|比例|占|百分|进度|情况|时间|时限|说明|下年|明年|[%％]")
_VERDICT = Pattern(
    r"超额完成|超额|(?:已|全面|圆满|如期|全部|提前)(?:完成|达标)|完成(?![率数值量度情时])|达标(?!率)"
)
_HONEST = Pattern(r"未|没|不|差|欠|滞后|推进中|进行中|基本")


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    aim: int
    done: int


def _columns(grid: Grid) -> _Columns | None:
    """The columns of a table that tell an aim and what was done of it."""
    heads = [*enumerate(grid.heads)]
    aims = [i for i, h in heads if _AIM_HEAD.search(h) and not _DONE_HEAD.search(h)]
    done = [i for i, h in heads if _DONE_HEAD.search(h) and not _AIM_HEAD.search(h)]
    aims = [i for i in aims if not _NO_FIGURE_HEAD.search(grid.heads[i])]
    done = [i for i in done if not _NO_FIGURE_HEAD.search(grid.heads[i])]
    return _Columns(aims[0], done[0]) if len(aims) == len(done) == 1 else None


def missed_rows(grid: Grid) -> Iterator[tuple[Row, Amount, Amount]]:
    """The rows that show less done than aimed at."""
    columns = _columns(grid)
    for row in grid.rows if columns is not None else ():
        aim = row.figures.get(columns.aim) if columns is not None else None
        done = row.figures.get(columns.done) if columns is not None else None
        if aim is None or done is None or not comparable(aim, done):
            continue
        if done.value < aim.value and not BETTER_LESS.search(row.name):
            yield row, aim, done


def boasting_rows(draft: Draft) -> Iterator[tuple[Span, Amount, Amount]]:
    """走访企业, 60家, 52家, 超额完成: the verdict, the aim and what was done."""
    text = draft.text
    for grid in find_grids(draft):
        starts = [row.place.start for row in grid.rows] + [grid.place.end]
        for row, aim, done in missed_rows(grid):
            end = next(start for start in starts if start > row.place.start)
            figures = max(aim.span.end, done.span.end)
            verdict = _VERDICT.search(text, figures, end)
            if verdict is not None and not _HONEST.search(text, figures, end):
                yield Span(*verdict.span()), aim, done

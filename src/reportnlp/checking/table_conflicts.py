"""Tables that do not add up, and prose that says otherwise than its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, shown
from reportnlp.checking.grids import Grid, Row, find_grids
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.tabled import find_figures_of_rows, find_figures_of_totals
from reportnlp.patterns import Pattern

_NOT_ADDED = Pattern(
    r"率|均|占比|比重|增长|增速|增幅|同比|单价|价格|序号|排名|位次|年份|[%％]|标准|温度|湿度|密度|比例|得分|分值"
)


def find_table_conflicts(draft: Draft) -> Iterator[Fault]:
    """A total of 24 over parts of 22; 固定资产投资48.6亿元 beside 46.8 in the table."""
    grids = find_grids(draft)
    told: set[int] = set()
    for grid in grids:
        yield from _wrong_column_sums(draft.text, grid)
        for find in (find_figures_of_rows, find_figures_of_totals):
            for name, cell, amount in find(draft, grid, grids):
                if amount.span.start not in told:
                    told.add(amount.span.start)
                    yield _conflict(draft.text, grid, name, cell, amount)


def _conflict(text: str, grid: Grid, name: str, cell: tuple[int, Amount], amount: Amount) -> Fault:
    column, figure = cell
    head = grid.head(column).partition("（")[0].partition("(")[0]
    unit = _unit_shown(amount, figure, text)
    return Fault(
        amount.span,
        {
            "what": f"表中“{name}{'·' if head else ''}{head}”为{figure.number.cut(text)}{unit}，"
            f"正文为{amount.span.cut(text)}"
        },
        related=(Related(figure.span, "表中的数"),),
    )


def _unit_shown(amount: Amount, figure: Amount, text: str) -> str:
    """The unit of a cell as one would write it: 万元 where the cell counts them."""
    if len(figure.span) > len(figure.number):
        return figure.span.cut(text)[len(figure.number) :]
    bare = Decimal(figure.number.cut(text).replace(",", ""))
    scale = figure.value / bare if bare else Decimal(1)
    words = {Decimal(10_000): "万", Decimal(100_000_000): "亿"}
    return words.get(scale, "") + (figure.unit or amount.unit)


def _wrong_column_sums(text: str, grid: Grid) -> Iterator[Fault]:
    totals = [row for row in grid.rows if row.is_total]
    if len(totals) != 1:
        return
    total, parts = totals[0], [row for row in grid.rows if not row.is_total]
    if len(parts) < 2 or total not in (grid.rows[0], grid.rows[-1]):
        return
    for column, whole in sorted(total.figures.items()):
        if _NOT_ADDED.search(grid.head(column)) or whole.kind == "percent":
            continue
        groups = (
            parts,
            [row for row in parts if not row.part],
            [row for row in parts if row.name != "小计"],
            [row for row in parts if row.name == "小计"],
        )
        sums = [_sum(group, column) for group in groups]
        if sums[0] is None or any(one is not None and _fits(one, whole) for one in sums):
            continue
        added, count = sums[1] or sums[0]
        if not count or any(row.name == "小计" or not row.name for row in parts):
            continue
        shown_parts = "+".join(
            row.figures[column].number.cut(text)
            for row in parts
            if column in row.figures and not row.part
        )
        scale = whole.value / bare if (bare := _bare(whole, text)) else Decimal(1)
        yield Fault(
            whole.span,
            {"what": f"{shown_parts}={shown(added / scale, most=4)}，合计为{whole.span.cut(text)}"},
        )


def _bare(figure: Amount, text: str) -> Decimal:
    return Decimal(figure.number.cut(text).replace(",", ""))


def _sum(rows: Sequence[Row], column: int) -> tuple[Decimal, int] | None:
    """The sum of a column and of how many figures; None where a filled cell is no figure."""
    figures = [row.figures[column] for row in rows if column in row.figures]
    if len(figures) < 2 or any(column in row.filled and column not in row.figures for row in rows):
        return None
    if len({figure.unit for figure in figures}) > 1:
        return None
    return sum((figure.value for figure in figures), Decimal(0)), len(figures)


def _fits(added: tuple[Decimal, int], whole: Amount) -> bool:
    value, count = added
    rounded = whole.step != 1 or whole.kind == "money"
    slack = whole.step * (count + 1) / 2 if rounded and "." in str(whole.value / whole.step) else 0
    return abs(value - whole.value) <= max(slack, _slack(whole, count))


def _slack(whole: Amount, count: int) -> Decimal:
    """What rounding of so many parts may add up to; whole numbers are exact."""
    return whole.step * count / 2 if whole.step < 1 else Decimal(0)


RULES = (
    Rule(
        code="AR313",
        name="table-conflict",
        severity="error",
        message="表格与数字对不上：{what}。",
        suggestion="核对表格与正文，改成一致。",
        find=find_table_conflicts,
        source="统计",
        explanation="表格的合计等于各行之和；正文引用表中的指标、合计，要与表一致。单位换算、四舍五入不算差错；"
        "年度、口径（计划、完成、增幅）不同的不比较。",
        bad=(
            "全年实施微更新项目28个，明细如下：\n|项目|数量（个）|\n|路面修补|12|\n|楼道亮化|8|\n|口袋公园|4|\n|合计|24|",
            "明细如下：\n|项目|数量（个）|\n|路面修补|12|\n|楼道亮化|8|\n|口袋公园|4|\n|合计|26|",
            "固定资产投资完成48.6亿元。\n|指标|本年|\n|固定资产投资（亿元）|46.8|",
            "单位：万元\n项目\t计划\t完成\n村道改造\t8600\t8170\n村道改造完成8710万元。",
        ),
        good=(
            "微更新项目28个，明细见附件。",
            "全年实施微更新项目24个，明细如下：\n|项目|数量（个）|\n|路面修补|12|\n|楼道亮化|8|\n|口袋公园|4|\n|合计|24|",
            "单位：万元\n项目\t2022年\t2023年\n村道改造\t8600\t8170\n村道改造完成投资0.82亿元，比上年少430万元。",
        ),
    ),
)

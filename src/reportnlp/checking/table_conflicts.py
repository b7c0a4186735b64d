"""Tables that do not add up, and prose that says otherwise than its table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import sentence_start
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_PLACE = Pattern(r"(表[0-9]+) 第([0-9]+)行 第([0-9]+)列")
_SCALE = Pattern(r"[（(](?:单位[:：])?(?P<unit>[^（）()]{1,8})[）)]")
_NUMBER = Pattern(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_TOTALS = ("合计", "总计", "共计", "总数", "小计")


@dataclass(frozen=True, slots=True)
class _Table:
    """Cells by row and column, from 1; first: the paragraph before the table."""

    cells: dict[tuple[int, int], Span]
    before: int


def find_table_conflicts(draft: Draft) -> Iterator[Fault]:
    """微更新项目28个，明细如下 with a total of 24; 固定资产投资48.6亿元 beside 46.8 in the "
    "table."""
    for table in _tables(draft):
        yield from _wrong_column_sums(draft, table)
        yield from _announced_totals(draft, table)
        yield from _named_rows(draft, table)


def _tables(draft: Draft) -> Iterator[_Table]:
    tables: dict[str, dict[tuple[int, int], Span]] = {}
    before: dict[str, int] = {}
    last, row = -1, 0
    for index, paragraph in enumerate(draft.document.paragraphs):
        match = _PLACE.match(paragraph.origin) if paragraph.origin else None
        if match is not None:
            before.setdefault(match[1], last)
            tables.setdefault(match[1], {})[int(match[2]), int(match[3])] = paragraph.span
        elif not paragraph.origin and draft.text[paragraph.span.start] == "|":
            row += 1
            before.setdefault(str(last), last)
            cells = tables.setdefault(str(last), {})
            cells.update(_cells_of_line(draft.text, paragraph.span, row))
        elif not paragraph.origin:
            last, row = index, 0
    for name, cells in tables.items():
        if cells:
            yield _Table(cells, before[name])


def _cells_of_line(text: str, line: Span, row: int) -> Iterator[tuple[tuple[int, int], Span]]:
    """The cells of a table that was typed with bars."""
    position = line.start + 1
    for column, words in enumerate(line.cut(text).strip("|").split("|"), 1):
        yield (row, column), Span(position, position + len(words))
        position += len(words) + 1


def _value(draft: Draft, span: Span | None) -> Decimal | None:
    if span is None:
        return None
    written = span.cut(draft.text).strip().strip("*")
    return Decimal(written.replace(",", "")) if _NUMBER.fullmatch(written) else None


def _words(draft: Draft, span: Span | None) -> str:
    return span.cut(draft.text).strip().strip("*") if span is not None else ""


def _total_row(draft: Draft, table: _Table) -> int:
    for (row, column), span in table.cells.items():
        if column == 1 and row > 1 and _words(draft, span) in _TOTALS:
            return row
    return 0


def _wrong_column_sums(draft: Draft, table: _Table) -> Iterator[Fault]:
    total = _total_row(draft, table)
    if total < 4 or (total + 1, 1) in table.cells:
        return
    for column in sorted({column for _, column in table.cells if column > 1}):
        span = table.cells.get((total, column))
        whole = _value(draft, span)
        values = [_value(draft, table.cells.get((row, column))) for row in range(2, total)]
        parts = [value for value in values if value is not None]
        if span is None or whole is None or len(parts) != len(values):
            continue
        decimals = max(-int(part.as_tuple().exponent) for part in (*parts, whole))
        slack = Decimal(10) ** -decimals * len(parts) / 2 if decimals else Decimal(0)
        if abs(sum(parts, Decimal(0)) - whole) > slack and "率" not in _words(
            draft, table.cells.get((1, column))
        ):
            yield Fault(
                span,
                {"what": f"{'+'.join(map(str, parts))}={sum(parts, Decimal(0))}，合计为{whole}"},
            )


_ANNOUNCES = Pattern(r"如下|见(?:下)?表|下表|附后|详见")


def _announced_totals(draft: Draft, table: _Table) -> Iterator[Fault]:
    total = _total_row(draft, table)
    if not total or table.before < 0:
        return
    paragraph = draft.document.paragraphs[table.before].span
    announced = _ANNOUNCES.search(draft.text, paragraph.start, paragraph.end)
    if announced is None:
        return
    begin = sentence_start(draft.text, announced.start())
    for match in _COUNT_BEFORE.finditer(draft.text, max(begin, paragraph.start), announced.start()):
        for column in range(2, 12):
            head = _words(draft, table.cells.get((1, column)))
            unit = _SCALE.search(head)
            value = _value(draft, table.cells.get((total, column)))
            if value is None or unit is None or unit["unit"] != match["unit"]:
                continue
            if Decimal(match["number"]) != value:
                yield Fault(
                    Span(match.start("number"), match.end()),
                    {
                        "what": f"表中合计为{value}{unit['unit']}，"
                        f"正文为{match['number']}{match['unit']}"
                    },
                    related=(Related(table.cells[total, column], "表中的合计"),),
                )
            break


_COUNT_BEFORE = Pattern(
    r"(?P<number>[0-9]{1,9}(?:\.[0-9]+)?)(?P<unit>[万亿]?元|[个项件条家户名人处场次座])"
)


def _named_rows(draft: Draft, table: _Table) -> Iterator[Fault]:
    text = draft.text
    cells = list(table.cells.values())
    first, last = cells[0].start, cells[-1].end
    for (row, column), span in table.cells.items():
        words = _words(draft, span)
        unit = _SCALE.search(words)
        name = words[: unit.start()] if unit else ""
        if column != 1 or row == 1 or unit is None or len(name) < 4:
            continue
        values = [
            value
            for (other, _), cell in table.cells.items()
            if other == row and (value := _value(draft, cell)) is not None
        ]
        pattern = re.compile(
            re.escape(name)
            + rf"(?:完成|实现|达到?|为|共)?(?P<figure>(?P<number>[0-9.]+){re.escape(unit['unit'])})"
        )
        for match in pattern.finditer(text):
            if first <= match.start() < last or not values or match["number"].count(".") > 1:
                continue
            if Decimal(match["number"].strip(".")) not in values:
                yield Fault(
                    Span(*match.span("figure")),
                    {
                        "what": f"表中“{name}”为{'、'.join(map(str, values))}，"
                        f"正文为{match['figure']}"
                    },
                    related=(Related(span, "表中的一行"),),
                )


RULES = (
    Rule(
        code="AR313",
        name="table-conflict",
        severity="error",
        message="表格与数字对不上：{what}。",
        suggestion="核对表格与正文，改成一致。",
        find=find_table_conflicts,
        source="统计",
        explanation="表格的合计等于各行之和；正文引用表中的指标、合计，要与表一致。单位相同的才比较。",
        bad=(
            "全年实施微更新项目28个，明细如下：\n|项目|数量（个）|\n|路面修补|12|\n|楼道亮化|8|\n|口袋公园|4|\n|合计|24|",
            "明细如下：\n|项目|数量（个）|\n|路面修补|12|\n|楼道亮化|8|\n|口袋公园|4|\n|合计|26|",
            "固定资产投资完成48.6亿元。\n|指标|本年|\n|固定资产投资（亿元）|46.8|",
        ),
        good=(
            "微更新项目28个，明细见附件。",
            "全年实施微更新项目24个，明细如下：\n|项目|数量（个）|\n|路面修补|12|\n|楼道亮化|8|\n|口袋公园|4|\n|合计|24|",
        ),
    ),
)

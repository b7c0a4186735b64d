"""Figures of the prose that tell what a cell of a table tells, and tell it otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportnlp.checking.aims import PARTIAL, share_words
from reportnlp.checking.amounts import SENTENCE_ENDS, Amount, sentence_end, sentence_start
from reportnlp.checking.grids import TOTALS, Grid, Row
from reportnlp.checking.rule import Draft
from reportnlp.checking.same_things import same_unit
from reportnlp.extraction.naming import VERBS
from reportnlp.patterns import Pattern

_CHANGE = Pattern(
    r"增长|下降|同比|环比|[比较](?=上|去|20|年初|同期|前)|增加|减少|提高|增幅|降幅|上升|净增"
)
_TO_LEVEL = Pattern(r"[加长升高少低增][至到为]|[增降]至")
_PLANNED = Pattern(r"计划|目标|任务|预算|预期|力争|应[^急用对]")
_PAST = Pattern(r"上年|去年|同期|上期|年初")
_YEAR = Pattern(r"20[0-9]{2}(?=年|—|$)")
_NARROWS = (
    "新增 其中 户均 人均 平均 每 最 仅 另 占 剩余 超 多 少 差 约 再 单 日 各 分别 至 当月 未 力争 "
    "明年 下一步 脱贫 总 两项 上半年 季度 同比 预计"
).split()
_WIDE = Pattern(r"[全共总][县市区镇乡村局院校年省]?|累计|合计|各类|辖区|汛期")
_FILLING = Pattern(
    r"全[年县市区镇乡村局院校省国]|今年|本年度?|年度|年末|年底|20[0-9]{2}年(?:末|底|度)?|目前|截至|共计?|累计|合计|"
    r"实际|完成|实现|达到?|已经?|总数|总量|总额|余额|金额|资金|投入|为|了|是|有|由|从|到|至|增|的|在|和|及|其中|"
    r"实施|开展|举办|受理|办理|发放|组织|[我本该][县市区镇乡村局院校省]|[，：:、（）“”\s]"
)
_UNIT_OF_HEAD = Pattern(r"[（(][^（）()]*[）)]|数$|情况$|名称$|类型$|类别$")
_ANNOUNCES = Pattern(r"如下|见(?:下)?表|下表|附后|详见")
_EMPTY_HEADS = frozenset(("项目", "指标", "类别", "名称", "类型", "科目", "单位", "月份", "内容"))
_GENERAL_HEADS = frozenset(("金额", "数量", "资金", "面积", "件数", "规模"))
_TELLS_ALL = Pattern(r"总[额数量计]|合计|共|现有")
_COUNTS = frozenset(("人次", "场次", "批次", "台次", "件次"))
_FORESEEN = Pattern(r"预期|力争|目标是|明年|来年|下一步|将")
_MOST = 4

_Found = tuple[str, tuple[int, Amount], Amount]
"""The name of a row, the column and figure of its cell, and the figure of the prose."""


def find_figures_of_rows(draft: Draft, grid: Grid, grids: Sequence[Grid]) -> Iterator[_Found]:
    """民事案件1268件 where the table's row 民事 has 1286."""
    text = draft.text
    names = [row.name for row in grid.rows if len(row.name) >= 2 and not row.is_total]
    for row in grid.rows:
        if row.name not in names or names.count(row.name) > 1 or not row.figures:
            continue
        for name in _both_orders(row.name):
            at = text.find(name)
            while at >= 0:
                alone = _is_prose(at, grids) and _stands_alone(text, at, name, names)
                if alone and not _is_aimed_at(text, at, grid, row):
                    yield from _told_of_row(draft, grid, row, at, names)
                at = text.find(name, at + len(name))


def _is_aimed_at(text: str, at: int, grid: Grid, row: Row) -> bool:
    """2024年主要目标：…各项贷款净增6.5亿元: what is aimed at, where no column tells of aims."""
    planned = _PLANNED.search(text, sentence_start(text, at), at) is not None
    return planned and not any(_PLANNED.search(grid.head(column)) for column in row.figures)


def _both_orders(name: str) -> tuple[str, ...]:
    """火灾扑救 is told as 扑救火灾, too."""
    return (name, name[2:] + name[:2]) if len(name) == 4 else (name,)


def _is_prose(at: int, grids: Sequence[Grid]) -> bool:
    return not any(grid.place.start <= at < grid.place.end for grid in grids)


def _stands_alone(text: str, at: int, name: str, names: Sequence[str]) -> bool:
    """Whether no longer name hides the row's: 涉农贷款 for 贷款, 17月 for 7月."""
    end = at + len(name)
    if (name[0].isdigit() and text[at - 1 : at].isdigit()) or (
        name[-1] == "月" and text[end].isdigit()
    ):
        return False
    for other in names:
        if len(other) > len(name) and name in other:
            shift = other.find(name)
            if text.startswith(other, at - shift):
                return False
    begin = at
    while begin > 0 and text[begin - 1] not in "，。；：！？、\n（":
        if text[begin - 1].isdigit() and text[begin] != "年":
            break
        begin -= 1 if not text[begin - 1].isdigit() else min(4, begin)
    before = text[begin:at]
    if any(word in before for word in _NARROWS if word != "其中"):
        return False
    return before[-2:] in VERBS or len(_FILLING.sub("", before)) <= 2


def _told_of_row(
    draft: Draft, grid: Grid, row: Row, at: int, names: Sequence[str]
) -> Iterator[_Found]:
    text = draft.text
    begin, end = at + len(row.name), sentence_end(text, at, most=80)
    stop = text.find("；", begin, end)
    end = stop if stop >= 0 else end
    for other in (*names, *TOTALS):
        place = text.find(other, begin, end)
        end = place if place >= 0 else end
    start = sentence_start(text, at)
    opening = text[start:at]
    if _FORESEEN.search(opening) or set(PARTIAL.findall(opening)) - set(
        PARTIAL.findall(grid.caption + row.name)
    ):
        return
    whole, among, _ = opening.rpartition("，其中")
    if among and _PAST.search(whole[whole.rfind("，") + 1 :]):
        return  # the parts of last year's total
    known = " ".join((*grid.heads, grid.caption, row.name))
    last = begin
    for amount in draft.amounts.between(begin, end)[:_MOST]:
        segment = text[last : amount.number.start]
        if not _leads_from(segment, known, row.name):
            return
        cell = _cell_for(
            grid, row.figures, amount, opening[-30:] + text[at : amount.number.start], segment
        )
        if cell is not None and is_conflict(cell, amount, row.figures, grid, segment):
            yield row.name, cell, amount
        last = amount.span.end


def _leads_from(segment: str, known: str, name: str) -> bool:
    """Whether nothing between name and figure makes it another thing's."""
    rest = _CHANGE.sub("", segment)
    rest = _TO_LEVEL.sub("", rest)
    if any(word in rest and word not in known for word in _NARROWS):
        return False
    if PARTIAL.search(rest) and not PARTIAL.search(name):
        return False
    rest = _FILLING.sub("", _PLANNED.sub("", _PAST.sub("", rest)))
    unknown = "".join(c for c in rest if c not in known)
    return len(unknown) < 2 or unknown in VERBS


def _cell_for(
    grid: Grid, figures: Mapping[int, Amount], amount: Amount, before: str, segment: str
) -> tuple[int, Amount] | None:
    """The cell that a figure tells of, by unit, year, kind of column and words of its head."""
    cells = {c: figure for c, figure in figures.items() if _may_be(figure, amount)}
    changed = bool(_CHANGE.search(segment)) and not _TO_LEVEL.search(segment[-3:])
    heads = {c: grid.head(c) for c in cells}
    cells = {c: f for c, f in cells.items() if bool(_is_change(heads[c])) == changed}
    cells = _of_year(cells, heads, before, segment)
    planned = bool(_PLANNED.search(segment))
    plans = {c for c in cells if _PLANNED.search(heads[c])}
    if planned and not plans:
        return None
    if plans != set(cells):
        cells = {c: f for c, f in cells.items() if (c in plans) == planned}
    named = {c: f for c, f in cells.items() if _core(heads[c]) and _core(heads[c]) in segment}
    cells = named or cells
    return min(cells.items(), key=lambda c: abs(c[1].value - amount.value), default=None)


def _may_be(figure: Amount, amount: Amount) -> bool:
    if amount.approx or amount.kind in ("rank", "ratio"):
        return False
    if not figure.unit:
        return amount.kind == "count"
    if figure.unit == "次" and amount.unit.endswith("次"):
        return True
    if "percent" in (figure.kind, amount.kind):
        return figure.kind == amount.kind
    return same_unit(figure, amount)


def _is_change(head: str) -> bool:
    return _CHANGE.search(head) is not None or "增减" in head or head.startswith("增")


def _of_year(
    cells: dict[int, Amount], heads: Mapping[int, str], before: str, segment: str
) -> dict[int, Amount]:
    years = {c: match[0] for c in cells if (match := _YEAR.search(heads[c]))}
    told = _YEAR.findall(before)
    past = _PAST.search(segment) is not None and not _CHANGE.search(segment)
    if years:
        wanted = told[-1] if told else sorted(set(years.values()))[-2 if past else -1 :][0]
        return {c: f for c, f in cells.items() if years.get(c, wanted) == wanted}
    if any(_PAST.search(heads[c]) for c in cells):
        return {c: f for c, f in cells.items() if bool(_PAST.search(heads[c])) == past}
    return {} if past else cells


def _core(head: str) -> str:
    """实际栽植 of 实际栽植（亩）; "" where nothing is left that names a thing."""
    core = _UNIT_OF_HEAD.sub("", head)
    return core if len(core) >= 2 and core not in _EMPTY_HEADS | _COUNTS else ""


def is_conflict(
    cell: tuple[int, Amount],
    amount: Amount,
    figures: Mapping[int, Amount],
    grid: Grid,
    segment: str,
) -> bool:
    """Whether a figure is told otherwise than in its cell, and by a slip rather than of a part."""
    column, figure = cell
    if same_value(figure, amount) or not _is_slip(figure, amount):
        return False
    core = _core(grid.head(column))
    certain = bool(core) and core in segment
    return certain or not any(same_value(other, amount) for other in figures.values())


def same_value(one: Amount, two: Amount) -> bool:
    """Whether two figures agree as exactly as the coarser one is given, rounded or cut off."""
    steps = sorted((_step(one), _step(two)))
    gap = abs(one.value - two.value)
    return gap == 0 if steps[0] == steps[1] else gap < steps[1]


def _step(amount: Amount) -> Decimal:
    """The worth of the last figure shown; 万 of 86万元."""
    if amount.step:
        return amount.step
    for scale in (100_000_000, 10_000):
        if (
            len(amount.span)
            and amount.value % scale == 0
            and len(amount.number) < len(str(int(amount.value)))
        ):
            return Decimal(scale)
    return Decimal(1)


def _is_slip(one: Amount, two: Amount) -> bool:
    """Whether a figure could be the other one miswritten: near it, or by one figure or two."""
    first, second = abs(one.value), abs(two.value)
    if not first or not second:
        return False
    if abs(first - second) * 4 <= max(first, second):
        return True
    if max(first, second) > 3 * min(first, second):
        return False  # another scale is another rule's
    return _has_like_digits(one, two)


def _has_like_digits(one: Amount, two: Amount) -> bool:
    """Whether two figures are of the same digits, or of the same but for one."""
    a, b = (
        f"{abs(amount.value).normalize():f}".replace(".", "").strip("0") for amount in (one, two)
    )
    if sorted(a) == sorted(b):
        return True
    return len(a) == len(b) > 2 and sum(x != y for x, y in zip(a, b, strict=True)) == 1


# ------------------------------------------------------------------------------------- totals


def find_figures_of_totals(draft: Draft, grid: Grid, grids: Sequence[Grid]) -> Iterator[_Found]:
    """全年受理矛盾纠纷166件 where the table adds up to 161."""
    total = next((row for row in grid.rows if row.is_total), None)
    if total is None or (total is not grid.rows[-1] and total is not grid.rows[0]):
        return
    text = draft.text
    names = [row.name for row in grid.rows if len(row.name) >= 2]
    for column, figure in total.figures.items():
        head = grid.head(column)
        if _is_change(head) or _YEAR.search(head) or _PAST.search(head):
            continue
        core = _core(head)
        for begin, end in _sentences(draft, grid, core):
            if not _is_prose(begin, grids):
                continue
            inside = draft.amounts.between(begin, end)
            for index, amount in enumerate(inside):
                if any(same_value(figure, told) for told in inside[:index]):
                    break
                if not _may_be(figure, amount) or any(
                    n in text[begin : amount.span.start] for n in names
                ):
                    continue
                announced = figure.unit == amount.unit and _announced(text, amount, grid)
                other = [f for c, f in total.figures.items() if c != column]
                vouched = any(same_value(f, told) for told in inside[:index] for f in other)
                told = _tells_total(text, begin, amount, grid, (column, figure), vouched)
                if (announced and not same_value(figure, amount)) or (
                    told and is_conflict((column, figure), amount, total.figures, grid, "")
                ):
                    yield total.name, (column, figure), amount


def _sentences(draft: Draft, grid: Grid, core: str) -> Iterator[tuple[int, int]]:
    """The sentences that hold a column's name, and those of the paragraphs next to the table."""
    text = draft.text
    begins: dict[int, None] = {}
    at = text.find(core) if core else -1
    while at >= 0:
        begins.setdefault(sentence_start(text, at))
        at = text.find(core, at + 1)
    before = len(text[: grid.place.start].rstrip(" \t|\n"))
    if before:
        first = max(text.rfind("\n", 0, before) + 1, 0)
        if len(text[first:before]) <= 60 and "。" not in text[first:before] and first:
            first = text.rfind("\n", 0, first - 1) + 1
        while first < before:
            begins.setdefault(first)
            first = sentence_end(text, first) + 1
    after = text.find("\n", grid.place.end)
    if after >= 0:
        while after < len(text) and text[after] in "\n|":
            after += 1
        begins.setdefault(after)
    for begin in sorted(begins):
        yield begin, sentence_end(text, begin)


def _announced(text: str, amount: Amount, grid: Grid) -> bool:
    """微更新项目28个，明细如下: the sentence that opens the table."""
    end = sentence_end(text, amount.span.end)
    match = _ANNOUNCES.search(text, amount.span.end, end)
    if match is None or text[end : grid.place.start].strip(" \t|。：:\n"):
        return False
    return len(text[amount.span.end : match.end()]) <= 30 and not any(
        word in text[sentence_start(text, amount.span.start) : amount.span.start]
        for word in ("其中", "同比", "比上年")
    )


def _tells_total(
    text: str, begin: int, amount: Amount, grid: Grid, cell: tuple[int, Amount], vouched: bool
) -> bool:
    """vouched: whether the sentence has told another column's total before."""
    column, figure = cell
    start = amount.number.start
    clause = start
    while clause > begin and text[clause - 1] not in f"，；：{SENTENCE_ENDS}":
        clause -= 1
    segment, opening = text[clause:start], text[begin:start]
    if not (vouched or _WIDE.search(opening)) or _CHANGE.search(segment) or _PAST.search(opening):
        return False
    if _FORESEEN.search(opening):
        return False
    head, core = grid.head(column), _core(grid.head(column))
    if bool(_PLANNED.search(segment)) != bool(_PLANNED.search(head)):
        return False
    general = not core or core in _GENERAL_HEADS
    known = f"{grid.caption if len(grid.caption) <= 40 else ''} {' '.join(grid.heads)}"
    known += "总" if general else ""
    if any(word in segment and word not in known for word in _NARROWS):
        return False
    if set(PARTIAL.findall(opening)) - set(PARTIAL.findall(grid.caption)):
        return False
    years, others = set(_YEAR.findall(opening)), set(_YEAR.findall(grid.caption))
    if years and others and not years & others:
        return False
    if not general:
        return core in segment or (len(core) >= 3 and share_words(core[-2:], segment))
    first = _core(grid.head(grid.names))
    if core in segment and (
        share_words(first, segment) or (len(known) <= 90 and share_words(segment[-4:], known))
    ):
        return True
    miswritten = figure.unit == amount.unit and _has_like_digits(figure, amount)
    return miswritten and _TELLS_ALL.search(segment) is not None

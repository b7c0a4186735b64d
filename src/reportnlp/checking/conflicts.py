"""One thing with two values: in two places, in table and prose, in two scales."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.extraction.naming import counted_noun, measured_name
from reportnlp.patterns import Pattern

_FIGURE = Pattern(r"(?<![0-9.])[0-9][0-9.,]{1,14}[万亿]?(?=[^0-9.，。；、%％])")
_FILLERS = "达到为约共是已了"
_MONEY = Pattern(_FIGURE + "(?=元)")
_OTHER_SCOPE = Pattern(
    r"目标|计划|力争|预计|预期|争取|将|拟|明年|来年|下一步|打算|确保|不低于|不少于|上年|去年|前年|累计|截至|以来|五年|三年|期间|上半年|季度|"
    r"[0-9一二三四五六七八九十]月|平均|人均|每|其中|历年|过去|比上|同比|环比|由|从|至20|增加|新增|减少|较|比|规划|到20|另|再"
)
_YEAR = Pattern(r"20[0-9]{2}年")
_WHOLE_YEAR = ("量", "收入", "产值", "总额", "人口", "面积", "总数", "支出", "利润", "存款", "贷款")


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure with what it measures."""

    amount: Amount
    name: str
    years: frozenset[str]


def find_conflicting_values(draft: Draft) -> Iterator[Fault]:
    """完成供水量8650万吨 … 完成供水量8560万吨."""
    for first, second in _pairs(draft):
        if _is_slip(draft, first, second):
            yield _conflict(draft, first, second)
    yield from _stocks(draft)


def find_scale_breaks(draft: Draft) -> Iterator[Fault]:
    """营业收入6.8亿元，比上年的63000万元; 工业产值12.6亿元 … 工业产值126000元."""
    text = draft.text
    for first, second in _pairs(draft, money=True):
        if _other_scale(first.amount, second.amount):
            yield Fault(
                second.amount.span,
                {"other": first.amount.span.cut(text)},
                related=(Related(first.amount.span, "前面的写法"),),
            )
    for match in _LONG_MONEY.finditer(text):
        start = sentence_start(text, match.start())
        near = text[max(start, match.start() - 60) : match.start()]
        found = _IN_YI.search(near)
        if found is not None:
            base = match.start() - len(near)
            span = Span(base + found.start("figure"), base + found.end("figure"))
            yield Fault(
                Span(*match.span()),
                {"other": span.cut(text)},
                related=(Related(span, "前面的写法"),),
            )


_LONG_MONEY = Pattern(r"(?<![0-9.])[0-9]{5,7}(?:\.[0-9]{1,4})?万元")
_IN_YI = Pattern(
    r"(?P<figure>[0-9.]{1,8}亿元)[，,、]?(?:同比|比|较|由|从)[^。；0-9]{0,8}(?:20[0-9]{2}年的?)?$"
)


def _pairs(draft: Draft, *, money: bool = False) -> Iterator[tuple[_Said, _Said]]:
    """Two figures of one unit for a thing of exactly the same name, if it has no third.

    Names cost most, so only figures that stand in like places and have like digits get one.
    """
    text = draft.text
    groups: dict[tuple[str, str], list[re.Match[str]]] = defaultdict(list)
    for match in (_MONEY if money else _FIGURE).finditer(text):
        before = text[max(match.start() - 5, 0) : match.start()].rstrip(_FILLERS)[-2:]
        groups[before, text[match.end() : match.end() + 1]].append(match)
        groups["", text[match.end() : match.end() + 3]].append(match)
    seen: set[tuple[int, int]] = set()
    for (before, _), same in groups.items():
        if not 2 <= len(same) <= 4 or not _may_slip(before, same):
            continue
        named: dict[tuple[str, str], list[_Said]] = defaultdict(list)
        for match in same:
            said = _said(draft, match.start())
            if said is not None:
                named[said.name, said.amount.unit].append(said)
        for group in named.values():
            if len(group) != 2 or group[0].amount.value == group[1].amount.value:
                continue
            key = (group[0].amount.span.start, group[1].amount.span.start)
            if key not in seen and _may_be_compared(text, group[0], group[1]):
                seen.add(key)
                yield group[0], group[1]


def _may_slip(before: str, same: Sequence[re.Match[str]]) -> bool:
    """Whether any two of the figures could be one figure mistyped or in another scale."""
    digits = [
        match[0].rstrip("万亿").replace(".", "").replace(",", "").strip("0") for match in same
    ]
    if before.endswith(_WHOLE_YEAR) and len({match[0] for match in same}) > 1:
        return True
    return any(
        one == two
        or (len(one) == len(two) and (sorted(one) == sorted(two) or _differences(one, two) == 1))
        for (one, first), (two, second) in combinations(
            zip(digits, (match[0] for match in same), strict=True), 2
        )
        if first != second and len(one) >= 2
    )


def _differences(one: str, two: str) -> int:
    return sum(a != b for a, b in zip(one, two, strict=True))


def _said(draft: Draft, start: int) -> _Said | None:
    text = draft.text
    found = [
        a
        for a in draft.amounts.between(max(start - 4, 0), min(start + 24, len(text)))
        if a.number.start == start
    ]
    if not found or found[0].kind in ("percent", "rank", "ratio", "duration", "score"):
        return None
    amount = found[0]
    begin = sentence_start(text, start)
    comma = text.find("，", amount.span.end, amount.span.end + 12)
    end = comma if comma >= 0 else min(sentence_end(text, amount.span.end), amount.span.end + 12)
    clause = text[max(begin, start - 40) : end]
    if amount.approx or not amount.unit or _OTHER_SCOPE.search(clause.replace("今年以来", "")):
        return None
    name = measured_name(text, amount.span.start, amount.span.end)
    if len(name) < 3:
        noun = counted_noun(text, amount.span.start, amount.span.end)
        name = noun if len(noun) >= 3 else ""
    if not name:
        return None
    years = frozenset(found_year[0] for found_year in _YEAR.finditer(text, begin, start))
    return _Said(amount, name, years)


_PLANS = Pattern(
    r"目标|工作安排|工作打算|工作计划|工作思路|下一步|下步|新的一年|总体要求|重点工作|工作建议|主要任务|明年|来年|今后"
)


def _may_be_compared(text: str, first: _Said, second: _Said) -> bool:
    """Whether the two are told of one time: no plans begin between them."""
    if first.years and second.years and first.years != second.years:
        return False
    return _PLANS.search(text, first.amount.span.end, second.amount.span.start) is None


def _digits(amount: Amount) -> str:
    return format(amount.value.normalize(), "f").replace(".", "").strip("0")


def _is_slip(draft: Draft, first: _Said, second: _Said) -> bool:
    """Whether the two values look like one value mistyped, or stand for a whole year."""
    one, two = _digits(first.amount), _digits(second.amount)
    low, high = sorted((first.amount.value, second.amount.value))
    if low * 2 < high or len(one) < 2:
        return False
    slack = max(first.amount.step, second.amount.step) / 2
    if high - low <= slack:
        return False
    if len(one) == len(two) and sorted(one) == sorted(two):
        return True
    if len(one) == len(two) and _differences(one, two) == 1:
        return len(one) >= 3 or first.name.endswith(_WHOLE_YEAR)
    return first.name.endswith(_WHOLE_YEAR) and len(first.name) >= 5


def _other_scale(first: Amount, second: Amount) -> bool:
    low, high = sorted((first.value, second.value))
    if low <= 0 or first.kind != "money" or len(_digits(first)) < 2:
        return False
    ratio = high / low
    return ratio in (Decimal(10) ** power for power in (1, 3, 4, 5))


def _conflict(draft: Draft, first: _Said, second: _Said) -> Fault:
    text = draft.text
    certain = "全年" in text[sentence_start(text, second.amount.span.start) :][:60]
    return Fault(
        second.amount.span,
        {
            "name": first.name,
            "first": first.amount.span.cut(text),
            "second": second.amount.span.cut(text),
        },
        severity="error" if certain else "warning",
        related=(Related(first.amount.span, "前面的数"),),
    )


# --------------------------------------------------------------------------------- stocks

_ALL = Pattern(
    r"(?:全部|所有|覆盖全[县镇区市乡村街道社院校]{1,2}|全[县镇区市乡村街道社院校]{1,2}共?)(?P<number>[0-9]{1,5})[个家所户名条座](?P<noun>[^\x00-\x7f，。；、“”（）]{2,8})"
)


def _stocks(draft: Draft) -> Iterator[Fault]:
    """有住宅小区11个 … 覆盖全部13个住宅小区."""
    text = draft.text
    for match in _ALL.finditer(text):
        noun = counted_noun(text, match.start("number"), match.start("noun"))
        if len(noun) < 3 or _OTHER_SCOPE.search(text[match.start() - 6 : match.start()]):
            continue
        pattern = re.compile(
            rf"(?:有|辖|共){re.escape(noun)}(?P<a>[0-9]{{1,5}})[个家所户名条座]"
            rf"|(?:现有|共有|下辖|管辖|设有|有)(?P<b>[0-9]{{1,5}})[个家所户名条座]{re.escape(noun)}"
        )
        for other in pattern.finditer(text):
            group = "a" if other["a"] else "b"
            if int(other[group]) == int(match["number"]):
                continue
            first = Span(other.start(group), other.end(group) + 1)
            second = Span(match.start("number"), match.start("noun"))
            yield Fault(
                second,
                {"name": noun, "first": first.cut(text), "second": second.cut(text)},
                severity="warning",
                related=(Related(first, "前面的数"),),
            )


RULES = (
    Rule(
        code="AR307",
        name="value-conflict",
        severity="warning",
        message="“{name}”前后不一：前面是{first}，这里是{second}。",
        suggestion="核对哪一个数是对的；口径、时期不同的，写明口径和时期。",
        find=find_conflicting_values,
        triggers="0123456789",
        source="统计",
        explanation="同一件事、同一时期、同一单位的数，全文要一致。累计与当年、截至某月与全年、计划与完成、"
        "上年与今年、人均与总量不比较。",
        bad=(
            "今年以来，完成供水量8650万吨。\n开展安全检查96次。全年完成供水量8560万吨。",
            "社区有住宅小区11个。\n建充电棚9处，覆盖全部13个住宅小区。",
        ),
        good=(
            "全年新增就业3600人，2019年以来累计新增就业1.6万人。",
            "今年以来，完成供水量8650万吨。\n明年计划完成供水量8560万吨。",
            "社区有住宅小区11个。\n建充电棚9处，覆盖全部11个住宅小区。",
            "东片新建管网12公里。\n西片新建管网14公里。",
        ),
    ),
    Rule(
        code="NU205",
        name="scale-break",
        severity="warning",
        message="“{quote}”与“{other}”的数量级或写法不一。",
        suggestion="核对小数点和“万、亿”，同一个指标用同一个单位。",
        find=find_scale_breaks,
        triggers="元",
        source="统计",
        explanation="同一指标前后用不同的“万、亿”，容易看错数量级。不同的指标不在此列。",
        bad=(
            "实现营业收入6.8亿元，比2023年的63000万元增长7.9%。",
            "规模以上工业产值12.6亿元。\n继续抓好调度。规模以上工业产值126000元。",
        ),
        good=(
            "规模以上工业产值为12.6亿元，镇办企业产值为8600万元。",
            "项目总投资1.2亿元，首期到位资金为4800万元。",
            "税收收入102102万元，非税收入43758万元。",
        ),
    ),
)

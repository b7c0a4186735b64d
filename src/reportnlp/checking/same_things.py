"""Figures of a text that tell of one thing: by what they measure, their units and their time."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from reportnlp.checking.amounts import SENTENCE_ENDS, Amount, sentence_start
from reportnlp.checking.rule import Draft
from reportnlp.extraction.naming import STOPS, VERBS, measured_name
from reportnlp.patterns import Pattern

_FIGURE = Pattern(r"[0-9](?<![0-9.第〔+×/-].)[0-9.,]{0,14}[万亿]?(?![0-9.,万亿]|年|月|日|号|:)")
_FILLERS = "达到为约共是已了近超有"
# A bigram that so many figures stand beside says nothing of any two of them.
_MOST_ALIKE = 10
_NEAR_BEFORE, _NEAR_AFTER = 8, 5

_KINDS_OF_UNIT = ("人名位员", "次场期轮届回", "件起宗例", "个项家户处座所条只支间栋")
_UNIT_CLASS = {unit: units for units in _KINDS_OF_UNIT for unit in units} | {
    "场次": _KINDS_OF_UNIT[1],
    "批次": "批",
}
_NOT_COMPARED = frozenset(("rank", "ratio", "duration", "score"))


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A figure with what it measures.

    name:   as `measured_name` or `counted_noun` gives it, without words of scope.
    verb:   what was done, where the name begins or ends with it: 破获, 调解; "" elsewhere.
    thing:  the name without that verb.
    lead:   what stands before the name in its clause, without words of time: whose figure it is.
    clause: the figure's clause up to the figure.
    times:  the words of time that hold for it, without those that mean the whole year.
    whole:  whether the text says that it is the whole: 全年, 共, 现有.
    bound:  whether the clause only goes on with what an earlier one of its sentence began.
    """

    amount: Amount
    name: str
    verb: str
    thing: str
    lead: str
    clause: str
    times: frozenset[str]
    whole: bool
    bound: bool


def told_of_one_thing(
    draft: Draft, forms: Callable[[str], Iterable[str]], figures: Pattern = _FIGURE
) -> Iterator[tuple[Told, Told]]:
    """Pairs of figures with one kind of unit beside some of the same characters.

    forms:   of a figure as written; two that have none in common are no pair.
    figures: matches those that may take part.
    """
    amount = functools.cache(functools.partial(_amount_at, draft))
    told = functools.cache(functools.partial(_told, draft.text))
    for one, two in _alike(draft.text, forms, figures):
        this, that = amount(one), amount(two)
        if this and that and same_unit(this, that):
            first, second = told(this), told(that)
            if first and second:
                yield first, second


def _alike(
    text: str, forms: Callable[[str], Iterable[str]], figures: Pattern
) -> Iterator[tuple[int, int]]:
    """Where pairs of figures of one form begin that stand beside some of the same characters."""
    groups: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in figures.finditer(text):
        for form in forms(match[0]):
            groups[form].append(match)
    beside = functools.cache(functools.partial(_beside, text))
    near: Counter[str] | None = None
    seen = set()
    for group in groups.values():
        if len(group) < 2:
            continue
        for one, two in combinations(group, 2):
            if one[0] == two[0] or (one.start(), two.start()) in seen:
                continue
            seen.add((one.start(), two.start()))
            shared = beside(one) & beside(two)
            if shared and near is None:
                near = Counter(
                    bigram for match in figures.finditer(text) for bigram in beside(match)
                )
            if near is not None and any(near[bigram] <= _MOST_ALIKE for bigram in shared):
                yield one.start(), two.start()


def _beside(text: str, match: re.Match[str]) -> frozenset[str]:
    """Every two Chinese characters that follow each other beside a figure."""
    start, end = match.span()
    before = text[max(start - _NEAR_BEFORE, 0) : start].rstrip(_FILLERS)
    around = f"{before}\n{text[end : end + _NEAR_AFTER]}"
    pairs = (around[i : i + 2] for i in range(len(around) - 1))
    return frozenset(pair for pair in pairs if pair.isalpha())


def same_unit(first: Amount, second: Amount) -> bool:
    """14人 and 16名; a number of 万 without a unit takes that of the other."""
    if first.kind in _NOT_COMPARED or second.kind in _NOT_COMPARED:
        return False
    if first.unit == second.unit:
        return bool(first.unit)
    if not first.unit or not second.unit:
        return max(first.value, second.value) >= 10_000 and "count" in (first.kind, second.kind)
    return unit_class(first.unit) == unit_class(second.unit)


def unit_class(unit: str) -> str:
    """One name for the units of a kind: 人, 名 and 位."""
    return _UNIT_CLASS.get(unit, unit)


# ------------------------------------------------------------------------------- names

_IN_NAMES = Pattern(r"各类|各种|各项|了|的|共有|现有|共|累计|先后|新(?=[建增发改])")
_LEADING = Pattern(
    r"(?:(?:本)?(?:全年|今年以来|一年来|一年中|今年|本年度|年内|截至目前|目前|20[0-9]{2}年)|综上|回顾|总的来看|同时|"
    r"先后|累计|共计|总共|一共|全年|共|虽然?|还|也|已|牵头|组织|认真|扎实|深入|积极|持续|全面|我们|本人|"
    r"[一二三四五六七]是|"
    r"(?:我|本|全|该)?[省市县区乡镇村局院校委办科厅所站馆街道社区支部中心公司]{1,2}|"
    r"[，：:、\s]|（[一二三四五六七八九十]）)+"
)


def plain_name(name: str) -> str:
    """A name without words of scope: 各类招聘会 -> 招聘会."""
    return _IN_NAMES.sub("", name)


def one_thing(first: Told, second: Told) -> bool:
    """Whether one name is given to both, and what was done is the same, as far as it is told."""
    told_apart = first.verb and second.verb and first.verb != second.verb
    return first.thing == second.thing and not told_apart


def like_things(first: Told, second: Told) -> bool:
    """As `one_thing`, or one name says a little more: 受理诉求 and 受理群众诉求."""
    one, two = sorted((first.name, second.name), key=len)
    if one_thing(first, second):
        told_whole = one in VERBS and (first.whole or second.whole)
        return len(first.thing) >= 3 or len(one) >= 4 or told_whole
    if first.verb and first.verb == second.verb:
        short, long = sorted((first.thing, second.thing), key=len)
        if len(short) >= 2 and long.endswith(short):
            return True  # 改造农村户厕, 户厕改造
    if one[:2] in VERBS and len(one) >= 4:
        return one[:2] == two[:2] and two.endswith(one[2:])
    # What follows a measure word may run on: 为87户脱贫户制定计划.
    return (len(one) >= 4 and two.endswith(one)) or (len(one) >= 3 and two.startswith(one))


def _amount_at(draft: Draft, start: int) -> Amount | None:
    """The figure that begins at an offset, if it is one of those that are compared."""
    near = draft.amounts.between(max(start - 4, 0), min(start + 24, len(draft.text)))
    amount = next((a for a in near if a.number.start == start), None)
    if amount is None or amount.kind in _NOT_COMPARED or amount.approx:
        return None
    return amount


def _told(text: str, amount: Amount) -> Told | None:
    start = amount.number.start
    begin = sentence_start(text, start)
    clause_begin = start
    while clause_begin > begin and text[clause_begin - 1] not in STOPS:
        clause_begin -= 1
    if text.endswith("其中，", 0, clause_begin):
        return None
    clause = text[clause_begin:start]
    name = _name_of(text, amount, clause)
    if len(name) < 2:
        return None
    verb, thing = _parted(name)
    at = clause.find(name)
    before = text[begin:start]
    return Told(
        amount,
        name,
        verb,
        thing,
        _lead(clause[:at]) if at >= 0 else "",
        clause,
        frozenset(TIMES.findall(_WHOLE_YEAR.sub("", before))),
        _WHOLE.search(before) is not None,
        clause_begin > begin and not _WHOLE.search(clause) and not _NO_NAME.fullmatch(clause),
    )


def _lead(before: str) -> str:
    lead = plain_name(_LEADING.sub("", before)).removesuffix("新")
    return "" if lead in VERBS else lead


_NOUN_FIRST = Pattern(
    r"(?P<noun>[\u4e00-\u9fff]{3,12}?)(?:全年|今年以来|今年|一年来|共|累计|先后|已)+[\u4e00-\u9fff]{2}了?"
)


# 对54个采购项目, 为87户脱贫户: the noun behind the figure is counted.
_NO_NAME = Pattern(r"(?:[对为将给使让向]|帮助|带动|其|全部|目前|同时|我[县市区镇乡局院校])*")


def _name_of(text: str, amount: Amount, clause: str) -> str:
    inverted = _NOUN_FIRST.fullmatch(clause)
    if inverted is not None and clause.rstrip("了")[-2:] in VERBS:
        return inverted["noun"]
    name = measured_name(text, amount.span.start, amount.span.end)
    if len(name) < 3 or clause.endswith("的") or _NO_NAME.fullmatch(clause):
        noun = _noun_behind(text, amount.span.end)
        name = noun if len(noun) >= 3 else name
    return plain_name(name)


_NOUN = Pattern(r"[\u4e00-\u9fff]{2}[^\x00-\x7f，。；：！？、“”（）《》的了和与均全进已被获]{0,6}")


def _noun_behind(text: str, start: int) -> str:
    """The noun behind a measure word, which may begin with a verb: 54个采购项目, 78户脱贫户."""
    match = _NOUN.match(text, start)
    noun = match[0] if match else ""
    ends = (at for at in range(2, len(noun) - 1) if noun[at : at + 2] in VERBS)
    return noun[: next(ends, len(noun))]


def _parted(name: str) -> tuple[str, str]:
    """调解矛盾纠纷, 矛盾纠纷调解 -> 调解, 矛盾纠纷."""
    if len(name) >= 4 and name[:2] in VERBS:
        return name[:2], name[2:]
    if len(name) >= 5 and name[-2:] in VERBS:
        return name[-2:], name[:-2]
    return "", name


# ------------------------------------------------------------------------- time and scope

_WHOLE_YEAR = Pattern(r"今年以来|一年来|截至目前|截至年底|到目前为止")
_WHOLE = Pattern(
    r"全年|今年|一年来|年内|本年度|综上|总的|[共现]有?|全部|全体|全[省市县区乡镇局院校街]|20[0-9]{2}年[，,]"
)
TIMES = Pattern(
    r"[上去前明来]年|20[0-9]{2}年(?!度)|“?[十一二三四]{1,2}五”?|[上下]半年|[一二三四]季度|[0-9一二三四五六七八九十]{1,2}月|"
    r"累计|以来|[三四五两十]年|期间|历年|过去"
)
_PART = Pattern(
    r"其中|平均|人均|户均|每|目标|计划|力争|预计|预期|争取|[将拟]|不低于|不少于|确保|比|较|由|从|"
    r"增加|减少|再|[又另]|还有|分别|各(?!类|项|种|级)|其余|剩余|仍|尚|第[一二三四五六七八九十0-9]|同比|环比|至少"
)
PLANS = Pattern(
    r"目标|工作安排|工作打算|工作计划|工作思路|下一步|下步|新的一年|总体要求|重点工作|工作建议|主要任务|明年|来年|今后"
)


def same_scope(text: str, first: Told, second: Told) -> bool:
    """Whether two figures are told of one time, and both of the whole thing."""
    return (
        same_time(first, second) and not _is_part(first, second) and not _plans(text, first, second)
    )


def same_time(first: Told, second: Told) -> bool:
    """2023年 and 全年 are one time; 2022年 and 2023年, 上半年 and 全年 are two."""
    apart = first.times ^ second.times
    if not apart:
        return True
    one_year = len(apart) == 1 and next(iter(apart)).startswith("20")
    return one_year and not (first.times and second.times) and first.whole and second.whole


def _is_part(first: Told, second: Told) -> bool:
    return bool(_PART.search(first.clause) or _PART.search(second.clause))


def _plans(text: str, first: Told, second: Told) -> bool:
    return PLANS.search(between(text, first, second)) is not None


def between(text: str, first: Told, second: Told) -> str:
    return text[first.amount.span.end : second.amount.span.start]


def sentence_between(text: str, first: Told, second: Told) -> bool:
    return any(mark in between(text, first, second) for mark in SENTENCE_ENDS)

"""A draft against the facts that it should rest on (`--facts`).

A figure is sourced if a fact of its unit has its value as shown, or if its own words declare how
it follows from facts: 合计 a sum, 占 a share, 增长 a rate, 增加 a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reportnlp.annotations import Metric
from reportnlp.checking.rule import Draft
from reportnlp.extraction.likeness import dice
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern

_Ratio = Callable[[Decimal, Decimal], Decimal]
_PEOPLE = frozenset(("人", "名", "位"))
_FILLERS = str.maketrans("", "", "的了共达到为约次数量全年累计完成开展组织召开实现")
_UNSOURCED_KINDS = frozenset(("duration", "ratio", "rank"))
_SURE = 0.75
_POSSIBLE = 0.34
_TELLING = 3
"""A value of so many digits is no chance, whatever the names are."""
_MOST_FACTS, _MOST_IN_SUMS = 150, 40
"""Derivations are tried among so many facts, sums of several among the first of them."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure of the draft with the facts that it rests on; none where it rests on none."""

    metric: Metric
    facts: tuple[Fact, ...]
    conflict: Fact | None = None


def find_sources(draft: Draft) -> tuple[Sourced, ...]:
    """Every figure of the draft with its facts; () if no facts are given."""
    facts = draft.sources.facts
    if facts is None:
        return ()
    known = [fact for fact in facts.facts if fact.value is not None and fact.name]
    metrics = [m for m in draft.metrics() if m.kind not in _UNSOURCED_KINDS]
    exact = {index: _stating(draft, metric, known) for index, metric in enumerate(metrics)}
    stated = {fact.id for found in exact.values() for fact in found}
    return tuple(
        Sourced(metric, exact[index]) if exact[index] else _judged(draft, metric, known, stated)
        for index, metric in enumerate(metrics)
    )


def _judged(draft: Draft, metric: Metric, known: Sequence[Fact], stated: set[str]) -> Sourced:
    derived = _derivation(draft, metric, known)
    if derived:
        return Sourced(metric, derived)
    near = [
        (_likeness(draft, metric, fact), fact)
        for fact in known
        if _same_unit(metric, fact) and _same_period(metric, fact)
    ]
    told = [
        (score, fact.period, fact)
        for score, fact in near
        if (_names_it(draft, metric, fact) if fact.id in stated else score >= _SURE)
    ]
    best = max(told, key=lambda one: one[:2], default=None)
    conflict = best[2] if best and not metric.change else None
    return Sourced(metric, (), conflict)


def _names_it(draft: Draft, metric: Metric, fact: Fact) -> bool:
    """Whether the very name of a fact that is stated elsewhere leads to a figure of no part."""
    before = draft.text[max(metric.span.start - 16, 0) : metric.span.start]
    return metric.whole is None and "其中" not in before and before.endswith(fact.name)


def _stating(draft: Draft, metric: Metric, known: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that have the figure's value, the likest name first."""
    same = [
        (_likeness(draft, metric, fact), fact)
        for fact in known
        if _same_unit(metric, fact) and _same_value(draft, metric, fact.value, fact.value_max)
    ]
    same.sort(key=lambda pair: -pair[0])
    long = len(format(metric.value.normalize(), "f").replace(".", "").strip("0")) >= _TELLING
    return tuple(fact for score, fact in same if long or score >= _POSSIBLE)[:1]


def _same_unit(metric: Metric, fact: Fact) -> bool:
    return metric.unit == fact.base_unit or (metric.unit in _PEOPLE and fact.base_unit in _PEOPLE)


def _same_period(metric: Metric, fact: Fact) -> bool:
    if not fact.period or not metric.period or fact.period == metric.period:
        return True
    return metric.period in _THIS_YEAR and _YEAR.fullmatch(fact.period) is not None


_THIS_YEAR = frozenset(("全年", "今年", "今年以来", "一年来", "年内", "本年", "本年度"))
_YEAR = Pattern(r"20[0-9]{2}(?:年度?)?")


def _same_value(
    draft: Draft, metric: Metric, value: Decimal | None, value_max: Decimal | None = None
) -> bool:
    if value is None:
        return False
    if metric.value_max is not None or value_max is not None:
        return metric.value == value and metric.value_max == value_max
    if metric.approx == "over":
        return metric.value <= value < metric.value * Decimal("1.3")
    if metric.approx == "under":
        return metric.value * Decimal("0.8") < value <= metric.value
    half = _step(draft, metric) / 2
    if metric.approx == "approx":
        half = max(half, metric.value / 20)
    return abs(metric.value - value) <= half


_DECIMALS = Pattern(r"(?P<whole>[0-9,]+)(?:\.(?P<decimals>[0-9]+))?")


def _step(draft: Draft, metric: Metric) -> Decimal:
    """Worth of the last digit shown; 0 for a whole number without 万 or 亿."""
    written = metric.span.cut(draft.text)
    match = _DECIMALS.search(written)
    if match is None:
        return Decimal(0)
    shown = Decimal(match.group().replace(",", ""))
    if not shown or (metric.value == shown and not match["decimals"]):
        return Decimal(0)
    return abs(metric.value / shown) * Decimal(10) ** -len(match["decimals"] or "")


def _likeness(draft: Draft, metric: Metric, fact: Fact) -> float:
    """0 to 1: how many characters the names share, or the fact's name and the figure's clause."""
    name, wanted = metric.name.translate(_FILLERS), fact.name.translate(_FILLERS)
    wanted = wanted or fact.name
    both = dice(Counter(name), Counter(wanted))
    text = draft.text
    begin = max(metric.span.start - 24, 0)
    begin = max(max(text.rfind(mark, begin, metric.span.start) for mark in "。；，\n") + 1, begin)
    clause = text[begin : metric.span.start] + text[metric.span.end : metric.span.end + 8]
    common = sum((Counter(wanted) & Counter(clause)).values())
    return max(both, 0.9 * common / len(wanted))


# ---------------------------------------------------------------------------- derivations

_SUM_WORDS = Pattern(r"合计|共计|总计|总共|累计|共")
_SHARE_WORDS = Pattern(r"占|率|比重")
_RATE_WORDS = Pattern(r"增长|下降|提高|上升|减少|增加|降低|降幅|增幅")
_DIFFERENCE_WORDS = Pattern(r"增加|减少|新增|净增|多|少|其余|剩余|下降|提高|压减")


def _derivation(draft: Draft, metric: Metric, known: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that the figure follows from in the way that its own words declare."""
    text = draft.text
    before = text[max(metric.span.start - 14, 0) : metric.span.start]
    before = before[max(before.rfind(mark) for mark in "。；\n") + 1 :]
    if metric.unit == "%":
        if _SHARE_WORDS.search(before):
            return _pair(draft, metric, known, lambda part, whole: part / whole * 100)
        if _RATE_WORDS.search(before):
            return _pair(draft, metric, known, lambda new, old: abs(new / old - 1) * 100)
        return ()
    same = [fact for fact in known if _same_unit(metric, fact)]
    if _SUM_WORDS.search(before):
        for count in (2, 3):
            for chosen in combinations(
                same[:_MOST_FACTS] if count == 2 else same[:_MOST_IN_SUMS], count
            ):
                if _same_value(draft, metric, sum((_of(fact) for fact in chosen), Decimal(0))):
                    return chosen
    if _DIFFERENCE_WORDS.search(before):
        for first, second in combinations(same[:_MOST_FACTS], 2):
            if _same_value(draft, metric, abs(_of(first) - _of(second))):
                return first, second
    return ()


def _of(fact: Fact) -> Decimal:
    return fact.value if fact.value is not None else Decimal(0)


def _pair(draft: Draft, metric: Metric, known: Sequence[Fact], rule: _Ratio) -> tuple[Fact, ...]:
    """Two facts of one unit, or a fact and the sum of two, that the rule makes the figure of."""
    decimals = "." in metric.span.cut(draft.text)
    half = (_step(draft, metric) if decimals else Decimal(1)) / 2
    near = known[:_MOST_FACTS]
    wholes = [(fact,) for fact in near] + [
        (first, second)
        for first, second in combinations(near[:_MOST_IN_SUMS], 2)
        if first.base_unit == second.base_unit
    ]
    for whole in wholes:
        total = sum((_of(fact) for fact in whole), Decimal(0))
        for part in near:
            if not total or (part,) == whole or part.base_unit != whole[0].base_unit:
                continue
            if abs(rule(_of(part), total) - metric.value) <= half:
                return (part, *(fact for fact in whole if fact is not part))
    return ()

"""The earlier and the later value that a stated change belongs to, before or behind it."""

from __future__ import annotations

from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.changes import Pair, two_years
from reportnlp.checking.rule import Draft
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_REACHED = (
    r"(?:增加|增长|提高|提升|上升|扩大|扩充|发展|壮大|跃升|攀升|下降|降低|减少|压减|压缩|缩短|缩减|精简|回落|拓展|延长|"
    r"[增升降减涨缩变])[至到为]|变成|提至"
)
_FROM_TO = Pattern(
    rf"(?:由|从)?[^，。；！？由从]{{1,40}}?(?P<reached>{_REACHED})了?(?:今年的?|本年的?|每[日天月年])?[^，。；]{{1,24}}"
    r"[，,、（(]?(?:同比|比上年|较上年|总体|累计|共|净|实际|分别)?$"
)
_THAN = Pattern(
    r"(?P<than>比|较|同比|相比)(?P<label>[^，。；比较增减提升降高低多少]{0,16}?)[0-9][^，。；比较]{0,14}$"
)
_BASE_AFTER = Pattern(
    r"[，,（(；](?P<label>上年|去年|上年同期|去年同期|前年|上月|20[0-9]{2}年)(?:同期|全年)?(?:为|是|仅为|只有|达|共)?"
)
_FROM_BEHIND = Pattern(
    rf"[，,（(](?:已|总量|数量)?[由从][^，。；！？由从至到]{{1,24}}?(?P<reached>{_REACHED}|到|至)了?"
    r"(?:今年的?|本年的?)?(?=[0-9])"
)
_RATE_BEHIND = Pattern(
    r"[，,、（(]?[^，。；0-9]{0,4}[增升涨降减幅长高][^，。；0-9]{0,4}[0-9.]{1,6}[ ]?[%％倍]"
)
_OTHER_MEASURE = Pattern(
    r"可比|年均|年平均|实际(?:增|下|上|提|减)|不变价|剔除|扣除|同口径|名义|折合|增速|增幅由|生产总值|增加值|GDP|还原|平均每年|两年"
)
STATED_DIFFERENCE = Pattern(
    r"(?:增加?|增长|多增?|减少|下降|降低|提高|提升)了?[0-9.]{1,12}[^，。；0-9%％]{1,6}"
    r"[，、（ ]{0,2}(?:同比)?$"
)
_LINKS = Pattern(
    r"[，,、（(]?(?:与?(?:同比|环比|(?:比|较)(?:上年同期|去年同期|上年末?|去年|年初|年底|上月|同期|20[0-9]{2}年底?)))?"
    r"(?:分别|净|实现|又|再|已|共)*"
)
_THAN_BASE = Pattern(r"(?:比|较)[^，。；比较]{1,20}$")
_THEN = Pattern(r"[，,](?:已?达到?|增至|增加到|为|共有?)了?")


def pair_around(draft: Draft, change: Span) -> Pair | None:
    """Two values of what changed: before the change, beside a difference, or behind it."""
    offset = change.start - len(clause_before(draft.text, change.start))
    if offset == change.start:
        return pair_behind(draft, change)
    return (
        pair_before(draft, change.start)
        or _given_after(draft, change, offset)
        or _pair_before_difference(draft, change.start, offset)
        or than_then(draft, change)
        or pair_behind(draft, change)
    )


def clause_before(text: str, end: int) -> str:
    """What stands before a change in its part of the sentence; "" if it cannot be computed."""
    before = text[sentence_start(text, end) : end]
    clause = before[max(before.rfind("；"), 0) :]
    if _OTHER_MEASURE.search(clause) or not any(character.isdigit() for character in clause):
        return ""
    return clause


def pair_before(draft: Draft, end: int) -> Pair | None:
    clause = clause_before(draft.text, end)
    if not clause:
        return None
    offset = end - len(clause)
    pair = (
        _from_to(draft, end, clause, offset)
        or _than(draft, end, clause, offset)
        or two_years(draft, end)
    )
    if pair is None or any(a.unit == "年" for a in pair):
        return None
    return pair


def _pair_before_difference(draft: Draft, start: int, offset: int) -> Pair | None:
    """132万人次，比上年的110万人次增加22万人次，增长20%."""
    stated = STATED_DIFFERENCE.search(draft.text, max(start - 24, offset), start)
    return pair_before(draft, stated.start()) if stated is not None else None


def comparable(first: Amount, second: Amount, *, bare: bool = False) -> bool:
    """Whether one can be the later value of the other; bare: also where a unit is not known."""
    return (
        (first.unit == second.unit or (bare and "" in (first.unit, second.unit)))
        and (bare or bool(first.unit))
        and first.kind not in ("percent", "rank")
        and first.value > 0
        and second.value > 0
        and not first.approx
        and not second.approx
    )


def _from_to(draft: Draft, end: int, clause: str, offset: int) -> Pair | None:
    near = clause[-40:]
    if not any(mark in near for mark in "至到为成"):
        return None
    match = _FROM_TO.search(clause, max(len(clause) - 80, 0))
    if match is None:
        return None
    amounts = draft.amounts.between(offset + match.start(), end)
    reached = offset + match.start("reached")
    earlier = [amount for amount in amounts if amount.span.end <= reached]
    later = [amount for amount in amounts if amount.span.start >= reached]
    if not earlier or len(later) != 1 or reached - earlier[-1].span.end > 3:
        return None
    if len(earlier) > 1 and not _is_from(draft.text, earlier[-1]):
        return None
    return (earlier[-1], later[0]) if comparable(earlier[-1], later[0], bare=True) else None


def _is_from(text: str, amount: Amount) -> bool:
    before = text[max(amount.span.start - 14, 0) : amount.span.start]
    return "由" in before or "从" in before


def _than(draft: Draft, end: int, clause: str, offset: int) -> Pair | None:
    """412万元，比2021年的320万元增长32.8%."""
    near = clause[-34:]
    if "比" not in near and "较" not in near:
        return None
    match = _THAN.search(clause, max(len(clause) - 34, 0))
    if match is None:
        return None
    than = offset + match.start("than")
    amounts = draft.amounts.between(offset, end)
    bases = [amount for amount in amounts if amount.span.start >= than]
    if len(bases) != 1 or end - bases[0].span.end > 2:
        return None
    values = [a for a in amounts if a.span.end <= than and a.unit == bases[0].unit]
    if not values or than - values[-1].span.end > 3:
        return None
    return (bases[0], values[-1]) if comparable(bases[0], values[-1]) else None


def _given_after(draft: Draft, change: Span, offset: int) -> Pair | None:
    """57件，同比上升18.5%，2022年为50件."""
    text = draft.text
    match = _BASE_AFTER.match(text, change.end)
    if match is None:
        return None
    after = [
        amount
        for amount in draft.amounts.between(match.end(), sentence_end(text, match.end(), most=24))
        if amount.span.start - match.end() <= 1
    ]
    if not after:
        return None
    base = after[0]
    values = [a for a in draft.amounts.between(offset, change.start) if a.unit == base.unit]
    if not values or _LINKS.fullmatch(text[values[-1].span.end : change.start]) is None:
        return None
    return (base, values[-1]) if comparable(base, values[-1]) else None


def than_then(draft: Draft, change: Span) -> Pair | None:
    """较2020年的86家 before a change, 达到120家 behind it."""
    text = draft.text
    begin = sentence_start(text, change.start)
    than = _THAN_BASE.search(text[max(begin, change.start - 24) : change.start])
    then = _THEN.match(text, change.end)
    if than is None or then is None:
        return None
    base = draft.amounts.between(change.start - len(than[0]), change.start)
    value = draft.amounts.between(then.end(), sentence_end(text, then.end(), most=24))
    if len(base) != 1 or base[0].span.end != change.start or not value:
        return None
    if value[0].span.start != then.end() or not comparable(base[0], value[0]):
        return None
    return base[0], value[0]


def pair_behind(draft: Draft, change: Span) -> Pair | None:
    """同比下降20%，由150件降至130件: of the same thing, for nothing else is named between."""
    text = draft.text
    match = _FROM_BEHIND.match(text, change.end)
    if match is None or _OTHER_MEASURE.search(
        text, sentence_start(text, change.start), match.end()
    ):
        return None
    amounts = draft.amounts.between(match.start(), sentence_end(text, match.end(), most=24))
    reached = match.start("reached")
    earlier = [amount for amount in amounts if amount.span.end <= reached]
    later = [amount for amount in amounts if amount.span.start >= match.end()]
    if len(earlier) != 1 or not later or reached - earlier[0].span.end > 1:
        return None
    if later[0].span.start != match.end() or _RATE_BEHIND.match(text, later[0].span.end):
        return None
    return (earlier[0], later[0]) if comparable(earlier[0], later[0], bare=True) else None

"""Values of two years side by side, and the differences that are stated between two values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_end, sentence_start, shown
from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_LAST = Pattern(r"(?:上年|去年|上一年)(?:度|末|底)?(?:同期|全年)?")
_THIS = Pattern(r"(?:今年|本年)(?:度|末|底)?(?:以来|全年|同期)?")
_YEAR = Pattern(r"(?P<year>20[0-9]{2})年(?:度|末|底)?(?:同期|全年)?")
_TELLING = Pattern(r"(?:完成|实现|达到|达|共|为|是|有|仅|只|累计|全年|全县|全市|全区|全镇|则|的)")
_LINKS = Pattern(r"[，,（(]?(?:同比|与?上年相比|与?去年相比|比上年|比去年|较上年|较去年|共|净)*")
_DIFFERENCE = Pattern(
    r"(?P<verb>净增加?|多增|增加|净减少?|减少|缩短|压缩|压减)了?"
    r"(?=[0-9]{1,9}(?:\.[0-9]{1,4})?[ ]?[^0-9%％倍])"
)

_UP = ("净增", "净增加", "多增", "增加")
_LABEL = Pattern(r"[去上]年|20[0-9]{2}年")
_FEW = 10
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)

Pair = tuple[Amount, Amount]
"""The earlier value and the later one."""


def two_years(draft: Draft, start: int, end: int) -> Pair | None:
    """去年立案45件，今年立案58件，同比上升…; 32.4亿元，上年为27.6亿元，增速….

    start: of the sentence; end: where the change is stated.
    """
    text = draft.text
    amounts = draft.amounts.between(max(start, end - 70), end)
    if len(amounts) < 2:
        return None
    first, second = amounts[-2:]
    if not _alike(first, second) or not _LINKS.fullmatch(text[second.span.end : end]):
        return None
    between = text[first.span.end : second.span.start]
    if between[:1] not in ("，", ",") or "，" in between[1:] or any(c in between for c in "比较；"):
        return None
    before = text[max(text.rfind("，", start, first.span.start) + 1, start) : first.span.start]
    return _in_order(first, second, before, between[1:])


def _alike(first: Amount, second: Amount) -> bool:
    return (
        first.unit == second.unit != ""
        and first.kind not in ("percent", "rank")
        and min(first.value, second.value) > 0
        and not (first.approx or second.approx)
    )


def _in_order(first: Amount, second: Amount, before: str, between: str) -> Pair | None:
    things = _thing(before), _thing(between)
    if not (set(things[1]) <= set(things[0]) or (things[1] and set(things[0]) <= set(things[1]))):
        return None
    years = _YEAR.search(before), _YEAR.search(between)
    if years[0] is not None and years[1] is not None:
        if int(years[1]["year"]) - int(years[0]["year"]) == 1:
            return first, second
        return None
    if _LAST.search(before) and _THIS.search(between):
        return first, second
    if _LAST.match(between) and not _LAST.search(before):
        return second, first
    return None


def _thing(part: str) -> str:
    """What is measured, without the year and the words of telling."""
    for pattern in (_LAST, _THIS, _YEAR, _TELLING):
        part = pattern.sub("", part)
    return part


def jumps(draft: Draft, most: int) -> Iterator[tuple[Amount, Amount, str]]:
    """全年接待35200人次，上年为3486人次: the earlier value, the later one, what is counted.

    most: so many times as much is a jump. Money is left to the rule on scales, small counts to
    chance.
    """
    for earlier, later in side_by_side(draft):
        low, high = sorted((earlier.value, later.value))
        if earlier.kind != "money" and low >= _FEW and high >= low * most:
            first = min(earlier.span.start, later.span.start)
            start = sentence_start(draft.text, first)
            comma = draft.text.rfind("，", start, first) + 1
            yield earlier, later, _thing(draft.text[max(comma, start) : first]) or earlier.unit


def side_by_side(draft: Draft) -> Iterator[Pair]:
    """Values of one thing in two years that follow each other in a sentence."""
    done = -1
    for match in _LABEL.finditer(draft.text):
        if match.start() < done:
            continue
        start = sentence_start(draft.text, match.start())
        done = sentence_end(draft.text, match.start())
        for _, second in pairwise(draft.amounts.between(start, done)):
            pair = two_years(draft, start, second.span.end)
            if pair is not None:
                yield pair


def wrong_differences(
    draft: Draft, pair_of: Callable[[Draft, int], Pair | None]
) -> Iterator[Fault]:
    """由86家增加到112家，净增28家; 326万人次，较去年的285万人次增加51万人次."""
    text = draft.text
    for match in _DIFFERENCE.finditer(text):
        pair = pair_of(draft, match.start())
        if pair is None or not _alike(*pair):
            continue
        stated = draft.amounts.between(match.end(), match.end() + 24)
        if not stated or stated[0].span.start != match.end() or not _alike(pair[0], stated[0]):
            continue
        fault = _judged(draft, *pair, stated[0], down=match["verb"] not in _UP)
        if fault is not None:
            yield fault


def _judged(
    draft: Draft, base: Amount, value: Amount, stated: Amount, *, down: bool
) -> Fault | None:
    true = base.value - value.value if down else value.value - base.value
    slack = sum((_step(a) for a in (base, value, stated)), start=Decimal(0)) / 2
    if abs(true - stated.value) <= slack or draft.amounts.has_blank(
        min(base.span.start, value.span.start), stated.span.end
    ):
        return None
    text = draft.text
    more, less = (base, value) if down else (value, base)
    written = [Span(a.number.start, a.span.end).cut(text) for a in (more, less)]
    scale = _scale(text, stated)
    return Fault(
        stated.span,
        {
            "sum": f"{written[0]}−{written[1]}={shown(true / scale[0])}{scale[1]}{stated.unit}",
            "stated": stated.span.cut(text),
        },
        related=(Related(base.span, "原来的数"), Related(value.span, "现在的数")),
    )


def _step(amount: Amount) -> Decimal:
    """How exactly a figure is meant: whole 万 and 亿 may be rounded."""
    if amount.step or amount.value < _WAN:
        return amount.step
    return next((scale for scale in (_YI, _WAN) if not amount.value % scale), amount.step)


def _scale(text: str, amount: Amount) -> tuple[Decimal, str]:
    written = amount.span.cut(text)
    if "亿" in written:
        return _YI, "亿"
    return (_WAN, "万") if "万" in written else (Decimal(1), "")

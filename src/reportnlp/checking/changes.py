"""Values of two years side by side, and the differences that are stated between two values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_start, shown
from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_LAST = Pattern(r"(?:上年|去年|上一年)(?:度|末|底)?(?:同期|全年)?")
_THIS = Pattern(r"(?:今年|本年)(?:度|末|底)?(?:以来|全年|同期)?")
_YEAR = Pattern(r"(?P<year>20[0-9]{2})年(?:度|末|底)?(?:同期|全年)?")
_TELLING = Pattern(
    r"(?:^[与同和较]|^而|完成|实现|达到|达|共|为|是|有|仅|只|累计|全年|全县|全市|全区|全镇|则|的)"
)
_LINKS = Pattern(r"[，,（(]?(?:同比|与?上年相比|与?去年相比|比上年|比去年|较上年|较去年|共|净)*")
_DIFFERENCE = Pattern(
    r"(?P<verb>净增加?|多增|增[加多长]|净减少?|减少|缩短|压缩|压减|下降|降低|(?:多|(?<![不至缺])少)[^0-9，。；到至于达为]{0,3}?)"
    r"了?(?=[0-9]{1,9}(?:\.[0-9]{1,4})?[ ]?[^0-9%％倍])"
)

_UP = ("净增", "多", "增")
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)

Pair = tuple[Amount, Amount]
"""The earlier value and the later one."""


def two_years(draft: Draft, end: int) -> Pair | None:
    """去年立案45件，今年立案58件，同比上升…; 32.4亿元，上年为27.6亿元，增速….

    end: where the change is stated; the earlier value may stand in the sentence before.
    """
    text = draft.text
    start = _sentence_before(text, sentence_start(text, end))
    amounts = draft.amounts.between(max(start, end - 70), end)
    if len(amounts) < 2:
        return None
    first, second = amounts[-2:]
    if not _alike(first, second) or not _LINKS.fullmatch(text[second.span.end : end]):
        return None
    between = text[first.span.end : second.span.start].removeprefix("相比")
    between = _OPENING.sub(r"\g<label>", between)
    if between[:1] not in _BETWEEN or any(c in between[1:] for c in "，；。比较"):
        return None
    begin = max(text.rfind(mark, start, first.span.start) for mark in _BETWEEN) + 1
    label = _LABEL_CLAUSE.search(text, max(begin - 16, start), begin)
    begin = label.start("label") if label is not None else max(begin, start)
    return _in_order(first, second, text[begin : first.span.start].replace("，", ""), between[1:])


_YEAR_LABEL = r"(?:截[至止]|到)?(?:[上去今本]年|20[0-9]{2}年)[度末底]?(?:同期|全年|以来)?"
_LABEL_CLAUSE = Pattern(rf"(?P<label>{_YEAR_LABEL})，$")
"""2023年末，全镇有志愿者320人: the year stands in a clause of its own."""
_OPENING = Pattern(rf"^(?P<label>[，；。]?{_YEAR_LABEL})，")
_BETWEEN = ("，", ",", "；", "。")


def _sentence_before(text: str, start: int) -> int:
    """Where the sentence before one begins, in the same paragraph; else where it begins itself."""
    return sentence_start(text, start - 1) if text[max(start - 1, 0)] == "。" else start


def _alike(first: Amount, second: Amount) -> bool:
    return (
        first.unit == second.unit != ""
        and first.kind not in ("percent", "rank")
        and min(first.value, second.value) > 0
        and not (first.approx or second.approx)
    )


def _in_order(first: Amount, second: Amount, before: str, between: str) -> Pair | None:
    things = thing_of(before), thing_of(between)
    if not (set(things[1]) <= set(things[0]) or (things[1] and set(things[0]) <= set(things[1]))):
        return None
    years = _YEAR.search(before), _YEAR.search(between)
    if years[0] is not None and years[1] is not None:
        later = int(years[1]["year"]) - int(years[0]["year"])
        return {1: (first, second), -1: (second, first)}.get(later)
    if _LAST.search(before) and _THIS.search(between):
        return first, second
    if _LAST.match(between) and not _LAST.search(before):
        return second, first
    return None


def thing_of(part: str) -> str:
    """What is measured, without the year and the words of telling."""
    for pattern in (_LAST, _THIS, _YEAR, _TELLING):
        part = pattern.sub("", part)
    return part


def wrong_differences(
    draft: Draft, pair_of: Callable[[Draft, Span], Pair | None]
) -> Iterator[Fault]:
    """由86家增加到112家，净增28家; 326万人次，较去年的285万人次增加51万人次.

    pair_of: the earlier and the later value that belong to a stated change.
    """
    text = draft.text
    for match in _DIFFERENCE.finditer(text):
        stated = draft.amounts.between(match.end(), match.end() + 24)
        if not stated or stated[0].span.start != match.end():
            continue
        pair = pair_of(draft, Span(match.start(), stated[0].span.end))
        if pair is None or not (_alike(*pair) and _alike(pair[0], stated[0])):
            continue
        fault = _judged(draft, *pair, stated[0], down=not match["verb"].startswith(_UP))
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

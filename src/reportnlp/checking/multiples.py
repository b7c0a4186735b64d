"""Changes told in other ways than by a rate: 翻了一番, 是去年86家的1.5倍, 年均增长8%."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_start, shown
from reportnlp.checking.changes import Pair
from reportnlp.checking.rule import Draft, Fault
from reportnlp.checking.two_values import than_then
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_DOUBLED = Pattern(r"翻(?:了|上)?(?P<times>[一两二123])?番(?P<more>多|以上|有余)?")
_TIMES = {"一": 1, "两": 2, "二": 2, "1": 1, "2": 2, "3": 3}
_TIMES_OF = Pattern(
    r"[是为](?P<base>[^，。；、是为]{1,24})的(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,2})?)倍(?![以多左])"
)
_GREW = Pattern(
    r"(?:增加|增长|提高|提升|扩大)了?(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,2})?)倍(?=[，,])"
)
_YEARLY = Pattern(
    r"[由从](?P<first>20[0-9]{2})年[底末]?的?[^，。；年]{1,16}?(?:[到至])(?P<last>20[0-9]{2})年[底末]?的?"
    r"[^，。；年]{1,16}[，,]?(?:实现)?年均(?:增长|递增|增幅|增速)(?:率?[为达]到?|了)?"
    r"(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,2})?)[%％]"
)
_OTHER_MEASURE = Pattern(r"生产总值|增加值|GDP|可比|实际|不变价|约|近|超")

_ALMOST, _MUCH = Decimal("0.93"), Decimal("1.4")
"""翻一番 is said of what nearly doubled, and of what more than doubled."""
_LOOSE = Decimal("0.15")
"""Per cent that a yearly rate may differ: it is often reckoned from unrounded values."""


def wrong_multiples(draft: Draft, pair_of: Callable[[Draft, int], Pair | None]) -> Iterator[Fault]:
    """由12万元增加到18万元，翻了一番; 140家，是2022年86家的1.5倍; 年均增长8%.

    pair_of: the earlier and the later value that stand right before an offset.
    """
    text = draft.text
    for match in _DOUBLED.finditer(text):
        pair = pair_of(draft, match.start()) or than_then(draft, Span(*match.span()))
        if pair is not None:
            times = Decimal(2) ** _TIMES.get(match["times"] or "一", 1)
            most = times * 2 if match["more"] else times * _MUCH
            if not times * _ALMOST <= pair[1].value / pair[0].value <= most:
                yield from _fault(draft, pair, Span(*match.span()))
    for match in _TIMES_OF.finditer(text):
        pair = _beside(draft, match.start(), Span(*match.span("base")), match.end())
        if pair is not None and not _is_near(pair, match["figure"]):
            yield from _fault(draft, pair, Span(match.start("figure"), match.end()))
    for match in _GREW.finditer(text):
        pair = than_then(draft, Span(*match.span()))
        figure = match["figure"]
        more = str(Decimal(figure) + 1)
        if pair is not None and not _is_near(pair, figure) and not _is_near(pair, more):
            yield from _fault(draft, pair, Span(match.start("figure"), match.end()))
    yield from _wrong_yearly_rates(draft)


def _beside(draft: Draft, start: int, base: Span, end: int) -> Pair | None:
    """The value before 是…的1.5倍 and the one within."""
    bases = draft.amounts.between(base.start, base.end)
    before = draft.amounts.between(max(sentence_start(draft.text, start), start - 24), start)
    if len(bases) != 1 or bases[0].span.end != base.end or not before:
        return None
    if draft.text[before[-1].span.end : start] not in ("", "，", ","):
        return None
    return _pair(bases[0], before[-1])


def _pair(base: Amount, value: Amount) -> Pair | None:
    exact = not base.approx and not value.approx and base.value > 0 and value.value > 0
    return (base, value) if exact and base.unit == value.unit != "" else None


def _is_near(pair: Pair, figure: str) -> bool:
    """Whether the later value is so many times the earlier one, by one of the last digit shown."""
    step = Decimal(10) ** -len(figure.partition(".")[2])
    return abs(pair[1].value / pair[0].value - Decimal(figure)) <= max(step / 2, Decimal("0.05"))


def _fault(draft: Draft, pair: Pair, stated: Span) -> Iterator[Fault]:
    base, value = pair
    ratio = value.value / base.value
    if draft.amounts.has_blank(min(base.span.start, value.span.start), stated.end):
        return
    text = draft.text
    yield Fault(
        stated,
        {
            "sum": f"{value.span.cut(text)}÷{base.span.cut(text)}={shown(ratio)}倍",
            "stated": stated.cut(text),
        },
        related=(Related(base.span, "原来的数"), Related(value.span, "现在的数")),
    )


def _wrong_yearly_rates(draft: Draft) -> Iterator[Fault]:
    """从2018年的20亿元增加到2023年的32亿元，年均增长8%."""
    text = draft.text
    for match in _YEARLY.finditer(text) if "年均" in text else ():
        years = int(match["last"]) - int(match["first"])
        amounts = draft.amounts.between(*match.span())
        values = [amount for amount in amounts if amount.kind != "percent"]
        begin = sentence_start(text, match.start())
        if years < 2 or len(values) != 2 or _OTHER_MEASURE.search(text, begin, match.end()):
            continue
        pair = _pair(*values)
        if pair is None or pair[1].value <= pair[0].value:
            continue
        ratio = float(pair[1].value / pair[0].value)
        compound = Decimal((ratio ** (1 / years) - 1) * 100)
        simple = Decimal((ratio - 1) * 100 / years)
        figure = Decimal(match["figure"])
        if min(abs(compound - figure), abs(simple - figure)) > _LOOSE:
            stated = Span(match.start("figure"), match.end())
            yield Fault(
                stated,
                {
                    "sum": f"{years}年由{pair[0].span.cut(text)}到{pair[1].span.cut(text)}，"
                    f"年均增长{shown(compound, most=1)}%",
                    "stated": stated.cut(text),
                },
                severity="warning",
                related=(Related(pair[0].span, "原来的数"), Related(pair[1].span, "现在的数")),
            )

"""One sum of money in two scales: 6.8亿元 and 63000万元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_start
from reportnlp.checking.changes import two_years
from reportnlp.checking.rule import Draft, Fault
from reportnlp.checking.same_things import Told, same_scope, told_of_one_thing
from reportnlp.document import Span
from reportnlp.patterns import Pattern


def find_scale_breaks(draft: Draft) -> Iterator[Fault]:
    """营业收入6.8亿元，比上年的63000万元; 工业产值12.6亿元 … 工业产值126000元."""
    text = draft.text
    for first, second in told_of_one_thing(draft, lambda figure: (_digits(figure),), _MONEY):
        other_scale = _other_scale(first.amount, second.amount)
        if other_scale and _one_name(first, second) and same_scope(text, first, second):
            yield Fault(
                second.amount.span,
                {"other": first.amount.span.cut(text)},
                related=(Related(first.amount.span, "前面的写法"),),
            )
    for end in _ends_of_leaps(text):
        pair = two_years(draft, end)
        if pair is not None:
            shown, odd = sorted(pair, key=lambda amount: amount.span.start)
            yield Fault(
                odd.span,
                {"other": shown.span.cut(text)},
                related=(Related(shown.span, "前面的写法"),),
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


def _ends_of_leaps(text: str) -> Iterator[int]:
    """Where the second of two sums ends that follow each other, one far more than the other."""
    before, last = 0.0, -_NEAR
    end = text.find("元")
    while end >= 0:
        match = _SUM.search(text, max(end - _LONGEST_SUM, 0), end)
        if match is not None:
            value = float(match["digits"]) * _SCALES[match["scale"]]
            low, high = sorted((before, value))
            if match.start() - last <= _NEAR and 0 < low * _UNLIKELY <= high:
                yield end + 1
            before, last = value, end
        end = text.find("元", end + 1)


_SUM = Pattern(r"(?P<digits>[0-9]{1,12}(?:\.[0-9]{1,6})?)(?P<scale>[万亿]?)$")
_LONGEST_SUM = 20
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_NEAR = 60
_LONG_MONEY = Pattern(r"[0-9](?<![0-9.].)[0-9]{4,6}(?:\.[0-9]{1,4})?万元")
_IN_YI = Pattern(
    r"(?P<figure>[0-9.]{1,8}亿元)[，,、]?(?:同比|比|较|由|从)[^。；0-9]{0,8}(?:20[0-9]{2}年的?)?$"
)


_LEAST_NAME = 4
_UNLIKELY = 1000
"""Times as much money as the year before: 全年实现税收36亿元，上年为33.2万元."""


def _one_name(first: Told, second: Told) -> bool:
    """污水处理收入 and 污水处理板块实现收入: the characters of one stand in the other, in order."""
    if first.name == second.name:
        return True
    short, long = sorted((first.lead + first.name, second.lead + second.name), key=len)
    rest = iter(long)
    return len(short) >= _LEAST_NAME and short[-1] == long[-1] and all(c in rest for c in short)


_MONEY = Pattern(r"[0-9](?<![0-9.].)[0-9.,]{0,14}[万亿]?(?=元)")


def _digits(figure: str) -> str:
    return figure.rstrip("万亿").replace(".", "").replace(",", "").strip("0")


def _other_scale(first: Amount, second: Amount) -> bool:
    low, high = sorted((first.value, second.value))
    if low <= 0 or first.kind != "money" or len(_digits(format(low, "f"))) < 2:
        return False
    return high / low in (Decimal(10) ** power for power in (1, 3, 4, 5))

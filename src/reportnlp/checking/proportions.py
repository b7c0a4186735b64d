"""Parts, wholes and the shares that are told of them: which figures explain which share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, bounds, shown
from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span

NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,4})?"
LOOK_BACK = 240
_PARAGRAPH_BACK = 200
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A share that the text tells.

    start:     where the words that tell it begin.
    span:      as written: "39.5%", "三分之二以上".
    low, high: per cent that it may stand for.
    """

    start: int
    span: Span
    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2


def claim_of(start: int, span: Span, figure: str) -> Claim:
    """A share told in figures; figure: without its sign."""
    value = Decimal(figure)
    half = Decimal(10) ** -len(figure.partition(".")[2]) / 2
    return Claim(start, span, value - half, value + half)


def countable(amounts: Iterable[Amount]) -> list[Amount]:
    """Those that can be parts and wholes."""
    return [a for a in amounts if a.unit and a.kind not in ("percent", "rank", "ratio")]


_PEOPLE = frozenset(("人", "名", "位", "余人"))


def are_alike(first: Amount, second: Amount) -> bool:
    """Whether two figures count the same kind of thing."""
    if first.unit == second.unit:
        return True
    return first.unit in _PEOPLE and second.unit in _PEOPLE


def explains(part: Amount, whole: Amount, claim: Claim) -> bool:
    """Whether a share is what a part is of a whole, as exactly as the three are given."""
    low, high = _shares_of(part, whole)
    if part.approx or whole.approx:
        low, high = low * Decimal("0.9"), high * Decimal("1.1")
    return low <= claim.high and claim.low <= high


def _shares_of(part: Amount, whole: Amount) -> tuple[Decimal, Decimal]:
    step = min((s for s in (part.step, whole.step) if s), default=Decimal(0))
    part_low, part_high = bounds(part, step=step)
    whole_low, whole_high = bounds(whole, step=step)
    if whole_low <= 0:
        return Decimal(0), _HUNDRED
    return part_low / whole_high * 100, part_high / whole_low * 100


def is_explained(draft: Draft, begin: int, end: int, claim: Claim) -> bool:
    """Whether any two figures of a sentence give the share, or one of them with one before it.

    begin, end: the sentence, up to the share.
    """
    inside = countable(draft.amounts.between(begin, end))
    return _some_pair_explains(inside, claim) or any(
        explains(own, whole, claim)
        for whole in before_in_paragraph(draft, begin)
        for own in inside
        if are_alike(own, whole) and 0 < own.value <= whole.value
    )


def before_in_paragraph(draft: Draft, begin: int) -> list[Amount]:
    """The figures of the sentences before one."""
    floor = max(begin - _PARAGRAPH_BACK, 0)
    start = max(draft.text.rfind("\n", floor, max(begin, 0)) + 1, floor)
    return countable(draft.amounts.between(start, begin))


def _some_pair_explains(amounts: Sequence[Amount], claim: Claim) -> bool:
    """Whether any two figures of one unit, or a figure and a sum of two, give the share."""
    rest = Claim(claim.start, claim.span, _HUNDRED - claim.high, _HUNDRED - claim.low)
    told_by_rest = claim.high < _HUNDRED and claim.high - claim.low < _VAGUE
    for whole in amounts:
        if whole.value <= 0:
            continue
        same = [a for a in amounts if a is not whole and are_alike(a, whole) and a.value > 0]
        for index, part in enumerate(same):
            if explains(part, whole, claim) or (told_by_rest and explains(part, whole, rest)):
                return True
            for other in same[index + 1 :]:
                both = (part.value + other.value) / whole.value * 100
                joined = part.value / (whole.value + other.value) * 100
                if any(claim.low <= share <= claim.high for share in (both, joined)):
                    return True
    return False


_VAGUE = Decimal(5)
"""Per cent between the ends of a share in words: 不足一半 is not told of the other half."""
_FAR = Decimal("2.5")
"""A share so many times too large or too small is one of another whole rather than an error."""


def is_far(part: Amount, whole: Amount, claim: Claim, *, times: Decimal = _FAR) -> bool:
    true = part.value / whole.value * 100
    return true > claim.high * times or claim.low > true * times


def wrong_share(draft: Draft, part: Amount, whole: Amount, claim: Claim) -> Fault:
    """The fault of a share that its part and whole do not give."""
    true = part.value / whole.value * 100
    nearest = min(max(true, claim.low), claim.high)
    return Fault(
        claim.span,
        {
            "sum": f"{_number(draft, part)}÷{_number(draft, whole)}={shown(true)}%",
            "stated": claim.span.cut(draft.text),
        },
        severity="warning" if abs(true - nearest) <= (claim.high - claim.low) / 2 else "",
        related=(Related(part.span, "部分"), Related(whole.span, "总数")),
    )


def _number(draft: Draft, amount: Amount) -> str:
    return Span(amount.number.start, amount.span.end).cut(draft.text)

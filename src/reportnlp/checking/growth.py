"""Two values and the change between them: 由4200万元增至4830万元，增长18%.

The rate that the two values give is computed from the figures as shown; it may differ from the
stated one by half of the last digit shown. Whole numbers of 万 and 亿 may be rounded, so that what
rounding could explain is only likely wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, bounds, shown
from reportnlp.checking.changes import Pair, wrong_differences
from reportnlp.checking.multiples import wrong_multiples
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.two_values import (
    STATED_DIFFERENCE,
    clause_before,
    comparable,
    pair_around,
    pair_before,
)
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_UP_WORDS = "提标率|增长率|增长|增产|增收|增加|提高|提升|上升|上涨|增幅|涨幅|升幅|增|涨|扩大"
_DOWN_WORDS = "下降|减产|减少|降低|回落|下滑|降幅|减幅|压减率|压减|压缩率|压缩|缩短|缩减|减|降"
_CLAIM = Pattern(r"(?P<figure>[0-9][0-9]{0,5}(?:\.[0-9]{1,4})?)[ ]?(?P<unit>[%％]|倍(?!增))")
_WAY = Pattern(rf"(?P<way>增速|{_UP_WORDS}|{_DOWN_WORDS})(?:了|达到?|为|约为|幅度为|率为?)?[ ]?$")
_DIFFERENCE = Pattern(
    r"(?:比|较|同比|比上年|较上年)?[^，。；]{0,12}(?P<verb>净?新?增加|净增|新增|增长|多|减少|下降|降低|提高|提升)了?$"
)


# Both values rounded the worst way at once is rare: this much of the interval is believed.
_LIKELY = Decimal("0.7")


@dataclass(frozen=True, slots=True, eq=False)
class _Claim:
    """A stated change.

    unit: "%" or "倍".
    down: whether it is a fall.
    """

    span: Span
    figure: Span
    value: Decimal
    step: Decimal
    unit: str
    down: bool


def _claims(draft: Draft) -> Iterator[_Claim]:
    text = draft.text
    for match in _CLAIM.finditer(text):
        way = _WAY.search(text, max(match.start() - 8, 0), match.start())
        if way is None:
            continue
        decimals = len(match["figure"].partition(".")[2])
        yield _Claim(
            Span(way.start(), match.end()),
            Span(*match.span()),
            Decimal(match["figure"]),
            Decimal(10) ** -decimals,
            "倍" if match["unit"] == "倍" else "%",
            way["way"] in _DOWN_WORDS.split("|"),
        )


def find_wrong_growth(draft: Draft) -> Iterator[Fault]:
    for claim in _claims(draft):
        if claim.unit == "倍" and claim.down:
            continue
        pair = _pair_of(draft, claim)
        if pair is not None and not _blank_near(draft, claim, pair):
            fault = _judged(draft, claim, *pair)
            if fault is not None:
                yield fault
    yield from wrong_differences(draft, pair_around)
    yield from wrong_multiples(draft, pair_before)


def _pair_of(draft: Draft, claim: _Claim) -> tuple[Amount, Amount, Decimal | None] | None:
    """The earlier and the later value that a claim speaks of.

    The third value is a difference from which the earlier one was computed, else None.
    """
    pair = pair_around(draft, claim.span)
    if pair is None:
        return _by_difference(draft, claim)
    return None if _told_otherwise(claim, pair) else (*pair, None)


def _told_otherwise(claim: _Claim, pair: Pair) -> bool:
    """效率提高40%，由10天缩短至6天: values behind a change that go the other way."""
    behind = pair[0].span.start > claim.span.start
    return (
        behind
        and pair[1].span.start > claim.span.start
        and ((pair[1].value < pair[0].value) is not claim.down)
    )


def _blank_near(draft: Draft, claim: _Claim, pair: tuple[Amount, Amount, Decimal | None]) -> bool:
    spans = (claim.span, pair[0].span, pair[1].span)
    return draft.amounts.has_blank(min(s.start for s in spans), max(s.end for s in spans))


def _by_difference(draft: Draft, claim: _Claim) -> tuple[Amount, Amount, Decimal | None] | None:
    """186.4亿元，比上年增加15.2亿元，增长8.9%."""
    text = draft.text
    offset = claim.span.start - len(clause_before(text, claim.span.start))
    near = max(claim.span.start - 24, offset)
    if STATED_DIFFERENCE.search(text, near, claim.span.start) is None:
        return None
    amounts = [a for a in draft.amounts.between(offset, claim.span.start) if a.kind != "percent"]
    if len(amounts) < 2 or claim.unit != "%":
        return None
    value, difference = amounts[-2], amounts[-1]
    between = text[value.span.end : difference.span.start]
    match = _DIFFERENCE.search(between)
    if (
        match is None
        or not between.startswith(("，", "、", "比", "较", "（"))
        or "，" in between[1:]
        or text[difference.span.end : claim.span.start].strip("，、（ ") not in ("", "同比")
        or not comparable(value, difference)
    ):
        return None
    down = match.group("verb") in _DOWN_WORDS.split("|")
    base = value.value + difference.value if down else value.value - difference.value
    if down != claim.down or base <= 0:
        return None
    return difference, value, base


def _judged(
    draft: Draft, claim: _Claim, base: Amount, value: Amount, computed: Decimal | None
) -> Fault | None:
    step = _common_step(base, value)
    if computed is None:
        low_base, high_base = bounds(base, step=(base.step or step) * _LIKELY)
    else:
        low_base, high_base = computed - step, computed + step
    low_value, high_value = bounds(value, step=(value.step or step) * _LIKELY)
    if low_base <= 0:
        return None
    low, high = _changes(claim, (low_base, high_base), (low_value, high_value))
    half = claim.step / 2
    if low - half <= claim.value <= high + half:
        return None
    true = _changes(claim, (computed or base.value,) * 2, (value.value,) * 2)[0]
    severity = "warning" if _rounding_explains(claim, base, value, computed) else ""
    if abs(true - claim.value) <= claim.step:
        # 截尾 instead of rounding, or a base that was rounded before: not surely wrong.
        severity = "warning"
    return Fault(
        claim.figure,
        {
            "sum": _arithmetic(draft.text, claim, base, value, computed, true),
            "stated": claim.figure.cut(draft.text),
        },
        severity=severity,
        related=(
            Related(base.span, "增加额" if computed is not None else "原来的数"),
            Related(value.span, "现在的数"),
        ),
    )


def _common_step(first: Amount, second: Amount) -> Decimal:
    """How exactly a whole number beside decimals is meant: 由20万元增至26.5万元."""
    steps = [step for step in (first.step, second.step) if step]
    return min(steps, default=Decimal(0))


def _changes(
    claim: _Claim, base: tuple[Decimal, Decimal], value: tuple[Decimal, Decimal]
) -> tuple[Decimal, Decimal]:
    """The least and the greatest change in the claim's unit and direction."""
    least, most = value[0] / base[1] - 1, value[1] / base[0] - 1
    if claim.down:
        least, most = -most, -least
    factor = 100 if claim.unit == "%" else 1
    return least * factor, most * factor


def _rounding_explains(
    claim: _Claim, base: Amount, value: Amount, computed: Decimal | None
) -> bool:
    """Whether the values, were they rounded to whole 万 or 亿, could give the stated change."""
    if computed is not None:
        return False
    step = _common_step(base, value)
    wide = [bounds(a, step=a.step or step) if step else _scaled_bounds(a) for a in (base, value)]
    if wide[0][0] <= 0:
        return True
    low, high = _changes(claim, wide[0], wide[1])
    return low - claim.step / 2 <= claim.value <= high + claim.step / 2


def _scaled_bounds(amount: Amount) -> tuple[Decimal, Decimal]:
    if amount.value < 10_000:
        return bounds(amount)
    scale = Decimal(100_000_000) if not amount.value % 100_000_000 else Decimal(10_000)
    return bounds(amount, step=scale) if not amount.value % scale else bounds(amount)


def _arithmetic(
    text: str,
    claim: _Claim,
    base: Amount,
    value: Amount,
    computed: Decimal | None,
    true: Decimal,
) -> str:
    first, second = _written(text, base), _written(text, value)
    unit = "%" if claim.unit == "%" else "倍"
    if computed is not None:
        whole = f"{second}{'+' if claim.down else '−'}{first}"
        return f"{first}÷（{whole}）={shown(true)}{unit}"
    if true < 0:
        return f"由{first}到{second}是{'上升' if claim.down else '下降'}{shown(-true)}{unit}"
    if claim.down:
        return f"（{first}−{second}）÷{first}={shown(true)}{unit}"
    return f"（{second}−{first}）÷{first}={shown(true)}{unit}"


def _written(text: str, amount: Amount) -> str:
    return Span(amount.number.start, amount.span.end).cut(text)


RULES = (
    Rule(
        code="AR306",
        name="growth-mismatch",
        severity="error",
        message="增减幅度与前后数字对不上：{sum}，文中为{stated}。",
        suggestion="核对两个数和增减幅度，改正其中的错误。",
        find=find_wrong_growth,
        triggers=("%", "％", "倍", "番", "增", "多", "减", "降", "少", "缩短", "压缩"),
        source="统计",
        explanation="同一句里给出前后两个数时，增减幅度按显示的数字计算，允许末位四舍五入；“增长3倍”是原来的4倍。按可比价、同口径、年均计算的不在此列，"
        "带约数的不算。取整可以解释的差别只作警告。",
        bad=(
            "办公经费由20.0万元增至26.0万元，增长25%。",
            "合作社社员由60户发展到84户，增长60%。",
            "检测能力由每日2000管提升至每日8000管，提升了4倍。",
            "总收入达到412万元，比2021年的320万元增长32.8%。",
            "实际到位外资由800万美元增加到1000万美元，增长20%。",
            "低保标准由每人每月720元提高到780元，提标率9.3%。",
            "提前介入案件57件，同比上升18.5%，2022年为50件。",
            "存款余额186.4亿元，比上年增加15.2亿元，增长12.6%。",
            "去年立案45件，今年立案58件，同比上升32.4%。",
            "专业合作社由86家增加到112家，净增28家。",
        ),
        good=(
            "粮食产量由48万吨增至51万吨，增幅为6.25%。",
            "按可比价计算，地区生产总值由50亿元增至54亿元，实际增长6.2%。",
            "案件由186起降至158起，下降15.1%。",
            "按可比价，产值由50亿元增至54亿元，实际增长6.2%。",
            "用户由2000户增至8000户，增长3倍。",
            "去年立案45件，今年立案58件，同比上升28.9%。",
            "专业合作社由86家增加到112家，净增26家。",
            "存款余额186.4亿元，比上年增加15.2亿元，增长8.9%。",
            "五年来，年均投入由20万元增至40万元，年均增长14.9%。",
        ),
    ),
)

"""One thing with two values in two places of the text."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_start
from reportnlp.checking.retold import CLOSES, PLANNED, Count, find_retold
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.same_things import (
    Told,
    like_things,
    same_scope,
    same_time,
    sentence_between,
    told_of_one_thing,
)
from reportnlp.checking.scales import find_scale_breaks
from reportnlp.checking.stocks import find_conflicting_stocks


def find_conflicting_values(draft: Draft) -> Iterator[Fault]:
    """完成供水量8650万吨 … 完成供水量8560万吨."""
    for first, second in told_of_one_thing(draft, _slips):
        if _conflicts(draft.text, first, second) and not _has_parts(draft, second):
            yield _conflict(draft, first.name, first, second)
    for one, two in find_retold(draft):
        yield _conflict(draft, one.deed + one.thing, one, two)
    yield from find_conflicting_stocks(draft)


# A thing with three values has three parts, or three times.
_MOST_VALUES = 2
_NEAR = 4


def _has_parts(draft: Draft, told: Told) -> bool:
    """Whether more than two values of its kind stand right behind the name of a thing."""
    text, values, start = draft.text, set(), -1
    while (start := text.find(told.name, start + 1)) >= 0:
        end = start + len(told.name)
        for amount in draft.amounts.between(end, end + _NEAR + len(told.amount.span)):
            begin = sentence_start(text, start)
            if (
                amount.kind == told.amount.kind
                and amount.span.start <= end + _NEAR
                and PLANNED.search(text, begin, start) is None
            ):
                values.add(amount.value)
    return len(values) > _MOST_VALUES


def _slips(figure: str) -> Iterator[str]:
    """What a figure has in common with those that differ by a slip: 1268 with 1286 and 1258."""
    figures = figure.rstrip("万亿")
    scale = figure[len(figures) :]
    if len(figures) > 1:
        yield "".join(sorted(figures)) + scale
    if len(figures) > _FEW_FIGURES:
        for index in range(len(figures)):
            yield f"{figures[:index]}?{figures[index + 1 :]}{scale}"


_FEW_FIGURES = 2


def _is_slip(first: Amount, second: Amount) -> bool:
    """Whether two values look like one value mistyped: 120 and 102, 3215 and 3251."""
    one, two = _digits(first), _digits(second)
    if len(one) != len(two) or len(one) < 2:
        return False
    if sorted(one) == sorted(two):
        return True
    return len(one) >= 3 and sum(a != b for a, b in zip(one, two, strict=True)) == 1


def _digits(amount: Amount) -> str:
    digits = format(amount.value.normalize(), "f").replace(".", "")
    return digits.rstrip("0") if len(digits) > 3 else digits


def _conflicts(text: str, first: Told, second: Told) -> bool:
    low, high = sorted((first.amount.value, second.amount.value))
    if high - low <= max(first.amount.step, second.amount.step) / 2:
        return False
    if not sentence_between(text, first, second):
        return False
    if first.amount.kind == "percent" and not first.name.endswith(_SHARES):
        return False
    if first.bound and second.bound and len(first.name) < _OWN_NAME:
        return False
    if not _is_slip(first.amount, second.amount):
        return False
    exchanged = sorted(_digits(first.amount)) == sorted(_digits(second.amount))
    if not exchanged and not (_is_closed(text, first) or _is_closed(text, second)):
        return False  # 组织志愿者300人参加植树, 320人开展清扫
    if _is_surely_slip(first, second) and same_time(first, second):
        return first.thing == second.thing or like_things(first, second)
    return like_things(first, second) and same_scope(text, first, second)


def _is_closed(text: str, told: Told) -> bool:
    """Whether nothing behind a figure says more of what was counted."""
    end = told.amount.span.end
    return text[end : end + 1] in CLOSES


def _is_surely_slip(first: Told, second: Told) -> bool:
    """1268 and 1286: figures of a plan, or of a part, are too rarely so by chance."""
    one, two = _digits(first.amount), _digits(second.amount)
    long = len(one) >= 4 or (len(one) == 3 and min(len(first.thing), len(second.thing)) >= 5)
    return long and sorted(one) == sorted(two)


_SHARES = ("率", "度", "比例", "占比")
# 举办消防培训班12期，培训人员860人次: what is named so shortly belongs to the clause before it.
_OWN_NAME = 5


def _conflict(draft: Draft, name: str, first: Told | Count, second: Told | Count) -> Fault:
    text = draft.text
    return Fault(
        second.amount.span,
        {
            "name": name,
            "first": first.amount.span.cut(text),
            "second": second.amount.span.cut(text),
        },
        severity="error" if first.whole and second.whole else "warning",
        related=(Related(first.amount.span, "前面的数"),),
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

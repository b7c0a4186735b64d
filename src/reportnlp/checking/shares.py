"""Parts of a whole in per cent: 占比, 整改率.

A share is questioned only after every figure that could be its base has been tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import (
    Amount,
    bounds,
    sentence_start,
    shown,
)
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,4})?"
_CLAIM = Pattern(
    rf"(?:占|比[重例])(?P<of>[^，。；！？、\n%％0-9]{{0,16}})(?P<figure>{NUMBER})[ ]?[%％](?!以|"
    rf"左右)"
)
_RATE_CLAIM = Pattern(rf"率(?:达到?|为|约为|已达)?(?P<figure>{NUMBER})[ ]?[%％](?!以|左右)")
_DONE: dict[str, tuple[str, ...]] = {
    "结案": ("结案", "审结", "执结", "办结"),
    "办结": ("办结", "结案"),
    "完成": ("完成", "办结", "建成"),
    "整改": ("整改", "整治"),
}
"""What the deed of a rate may be called where it is counted."""
_NO_DEEDS = frozenset(
    (
        "增长 满意 利用 毕业 入学 参保 及时 正确 准确 有效 负债 使用 周转 失业 死亡 发病 下降 "
        "提升 贡献 "
        "城镇 绿化 达标 优良 优秀 覆盖 普及 知晓 就业"
    ).split()
)
OTHER_BASE = Pattern(
    r"计划|任务|目标|时序|序时|预算|生产总值|GDP|全[国省市县区镇乡]|同期|上年|去年|年度|约占|近|超|左右|以上|比重(?:提|上|下|由)|支出的|收入的|地方"
)
_PLANNED = Pattern(r"计划|任务|目标|预算")
_CHANGED = Pattern(r"提[高升]|上升|下降|降低|增长|[由从][^，]{0,6}[0-9]|增加|较|比上|环比|同比")
_DIGITS = Pattern(r"[0-9]")
_LOOK_BACK = 240
_PARAGRAPH_BACK = 200


def find_wrong_shares(draft: Draft) -> Iterator[Fault]:
    """112个项目中完成33个，占39.5%; 受理5180件，办结4921件，办结率97%."""
    text = draft.text
    for match in _CLAIM.finditer(text):
        figure, claimed = _claimed(match)
        if 0 < claimed <= 100:
            yield from _share_faults(draft, match.start(), match["of"], figure, claimed)
    for match in _RATE_CLAIM.finditer(text):
        figure, claimed = _claimed(match)
        verb = text[max(match.start() - 2, 0) : match.start()]
        if verb not in _NO_DEEDS and 0 < claimed <= 100:
            yield from _rate_faults(draft, verb, match.start() - 2, figure, claimed)


def _claimed(match: re.Match[str]) -> tuple[Span, Decimal]:
    return Span(match.start("figure"), match.end()), Decimal(match["figure"])


def _half(figure: Span, text: str) -> Decimal:
    decimals = figure.cut(text).rstrip("%％ ").partition(".")[2]
    return Decimal(10) ** -len(decimals) / 2


def _shares_of(part: Amount, whole: Amount) -> tuple[Decimal, Decimal]:
    step = min((s for s in (part.step, whole.step) if s), default=Decimal(0))
    part_low, part_high = bounds(part, step=step)
    whole_low, whole_high = bounds(whole, step=step)
    if whole_low <= 0:
        return Decimal(0), Decimal(100)
    return part_low / whole_high * 100, part_high / whole_low * 100


def _explains(part: Amount, whole: Amount, claimed: Decimal, half: Decimal) -> bool:
    low, high = _shares_of(part, whole)
    if part.approx or whole.approx:
        low, high = low * Decimal("0.9"), high * Decimal("1.1")
    return low - half <= claimed <= high + half


def _some_pair_explains(amounts: Sequence[Amount], claimed: Decimal, half: Decimal) -> bool:
    """Whether any two figures of one unit, or a figure and a sum of two, give the share."""
    for whole in amounts:
        if whole.value <= 0 or whole.kind in ("percent", "rank"):
            continue
        same = [a for a in amounts if a is not whole and _alike(a, whole) and a.value > 0]
        for index, part in enumerate(same):
            if _explains(part, whole, claimed, half):
                return True
            if abs(100 - claimed) > half and _explains(part, whole, 100 - claimed, half):
                return True
            for other in same[index + 1 :]:
                both = part.value + other.value
                if abs(both / whole.value * 100 - claimed) <= half:
                    return True
                if abs(part.value / (whole.value + other.value) * 100 - claimed) <= half:
                    return True
    return False


_PEOPLE = frozenset(("人", "名", "位", "余人"))


def _alike(first: Amount, second: Amount) -> bool:
    if first.unit == second.unit:
        return True
    return first.unit in _PEOPLE and second.unit in _PEOPLE


def _judged(draft: Draft, part: Amount, whole: Amount, figure: Span, claimed: Decimal) -> Fault:
    true = part.value / whole.value * 100
    unit = Decimal(2) * _half(figure, draft.text)
    return Fault(
        figure,
        {
            "sum": f"{_number(draft, part)}÷{_number(draft, whole)}={shown(true)}%",
            "stated": figure.cut(draft.text),
        },
        severity="warning" if abs(true - claimed) <= unit else "",
        related=(Related(part.span, "部分"), Related(whole.span, "总数")),
    )


def _number(draft: Draft, amount: Amount) -> str:
    return Span(amount.number.start, amount.span.end).cut(draft.text)


def _rate_faults(
    draft: Draft, verb: str, start: int, figure: Span, claimed: Decimal
) -> Iterator[Fault]:
    """整改率 with 整改6个 right before it, and the figure that it is a part of before that."""
    text = draft.text
    begin = sentence_start(text, start, most=_LOOK_BACK)
    clause_start = max(text.rfind(mark, begin, start) for mark in "，；、（") + 1
    if text[max(clause_start, begin) : start].strip("，；、（ "):
        # 按期办结率, 一次性办结率: another whole.
        return
    if not any(word in text[begin:start] for word in _DONE.get(verb, (verb,))):
        return
    amounts = _countable(draft.amounts.between(begin, start))
    done = [a for a in amounts if a.kind == "count" and _verb_before(text, a, verb)]
    if not done:
        return
    part = done[-1]
    if start - part.span.end > 40 or draft.amounts.has_blank(part.span.start, figure.end):
        return
    wholes = [a for a in amounts if a.span.end <= part.span.start and _alike(a, part)]
    half = _half(figure, text)
    region = begin
    if not wholes:
        region = max(begin - _PARAGRAPH_BACK, text.rfind("\n", 0, max(begin - 2, 0)) + 1, 0)
        if draft.amounts.has_blank(region, begin):
            return
        wholes = [a for a in _countable(draft.amounts.between(region, begin)) if _alike(a, part)]
    whole = next((a for a in reversed(wholes) if a.value >= part.value), None)
    if (
        whole is None
        or part.approx
        or whole.approx
        or draft.amounts.has_blank(whole.span.start, start)
    ):
        return
    if _is_explained(draft, (min(region, begin), start), claimed, half):
        return
    yield _judged(draft, part, whole, figure, claimed)


def _is_explained(draft: Draft, stretch: tuple[int, int], claimed: Decimal, half: Decimal) -> bool:
    """Whether any two figures of the sentence give the share, or one of them with one before.

    stretch: the sentence, up to the share.
    """
    begin, end = stretch
    inside = _countable(draft.amounts.between(begin, end))
    if _some_pair_explains(inside, claimed, half):
        return True
    floor = max(begin - _PARAGRAPH_BACK, 0)
    paragraph = max(draft.text.rfind("\n", floor, begin) + 1, floor)
    return any(
        _explains(own, whole, claimed, half)
        for whole in _countable(draft.amounts.between(paragraph, begin))
        for own in inside
        if _alike(own, whole) and 0 < own.value <= whole.value
    )


def _countable(amounts: Sequence[Amount]) -> list[Amount]:
    return [a for a in amounts if a.unit and a.kind not in ("percent", "rank", "ratio")]


def _verb_before(text: str, amount: Amount, verb: str) -> bool:
    """已整改6个, 整改282项, 有4921件办结."""
    before = text[max(amount.span.start - 8, 0) : amount.span.start]
    after = text[amount.span.end : amount.span.end + 6]
    head = before[max(before.rfind(mark) for mark in "，；。、") + 1 :]
    words = _DONE.get(verb, (verb,))
    return any(word in head or after.startswith((word, "已" + word)) for word in words)


_AMONG = ("其中", "中", "里", "含", "包括")


def _share_faults(
    draft: Draft, start: int, of: str, figure: Span, claimed: Decimal
) -> Iterator[Fault]:
    """33个，占39.5%: the last figure before is the part, its whole stands in the same sentence."""
    text = draft.text
    begin = sentence_start(text, start, most=_LOOK_BACK)
    if OTHER_BASE.search(text[start : figure.end]) or _PLANNED.search(
        text, max(start - 10, begin), start
    ):
        return
    if not _DIGITS.search(text, max(start - 40, begin), start):
        return
    amounts = _countable(draft.amounts.between(begin, start))
    if not amounts:
        return
    part = amounts[-1]
    between = text[part.span.end : start]
    if _has_own_subject(text, part, between):
        return
    if len(between) > 24 or "；" in between or _CHANGED.search(between + of):
        return
    if draft.amounts.has_blank(begin, figure.end):
        return
    inner = _countable(draft.amounts.between(start, figure.start))
    wholes = [a for a in (*amounts[:-1], *inner) if _alike(a, part)]
    if not wholes:
        return
    whole = _stated_whole(text, wholes, part)
    if whole is None or whole.approx or part.approx or whole.value < part.value:
        return
    half = _half(figure, text)
    if _is_explained(draft, (begin, figure.start), claimed, half):
        return
    if _is_far(part, whole, claimed):
        return
    yield _judged(draft, part, whole, figure, claimed)


_FAR = Decimal("2.5")
"""A share so many times too large or too small is one of another whole rather than an error."""


def _is_far(part: Amount, whole: Amount, claimed: Decimal) -> bool:
    true = part.value / whole.value * 100
    return true > claimed * _FAR or claimed > true * _FAR


_ADVERBS = Pattern(r"^(?:约|仅|只|均|已|共|就|合计|同样|也|分别)*$")


def _has_own_subject(text: str, part: Amount, between: str) -> bool:
    """2名，女教师占43.8%: the share is of something that was not counted just before."""
    clause, comma, subject = between.rpartition("，")
    if _ADVERBS.match(subject) or not comma:
        return False
    before = text[max(part.span.start - 8, 0) : part.span.start] + clause
    return not any(subject[i : i + 2] in before for i in range(len(subject) - 1))


def _stated_whole(text: str, wholes: Sequence[Amount], part: Amount) -> Amount | None:
    """The figure that a part is taken of: right before 其中 or 中, or the only one there is."""
    for whole in reversed(wholes):
        between = text[whole.span.end : part.span.start]
        if any(mark in between for mark in _AMONG):
            return whole
    return wholes[0] if len(wholes) == 1 else None


RULES = (
    Rule(
        code="AR303",
        name="share-mismatch",
        severity="error",
        message="占比与前面的数对不上：{sum}，文中为{stated}。",
        suggestion="核对部分、总数和占比，改正其中的错误。",
        find=find_wrong_shares,
        triggers=("占", "比重", "比例", "率"),
        source="统计",
        explanation="占比、整改率、办结率等于部分除以总数，允许末位四舍五入。同一句里任何一对同单位的数能算出这个比例就不报；"
        "以计划、任务、全县总量为底数的，带约数的，夹着空缺的都不算。",
        bad=(
            "全年112个项目中完成33个，占39.5%。",
            "督察反馈的8个问题已整改6个，整改率72.5%。",
            "受理12345工单5180件，办结4921件，办结率97%。",
            "开展网络同步课堂82节，其中41节由青年教师主讲，占80%。",
        ),
        good=(
            "完成治理任务33个，占年度计划44个的75%。",
            "全年项目112个，开工60个，其中51个已竣工，占开工项目的85%。",
            "受理工单5180件，办结4921件，按时办结率99.2%。",
            "新签约项目42个，其中工业项目31个，占73.8%。",
            "发放贷款3.2亿元，其中首贷1.1亿元，占34.4%。",
        ),
    ),
)

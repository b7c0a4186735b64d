"""Parts of a whole in per cent: 占比, 整改率, shares that fill or overfill the whole.

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

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,4})?"
_CLAIM = Pattern(
    rf"(?:占|比[重例])(?P<of>[^，。；！？、\n%％0-9]{{0,16}})(?P<figure>{_NUMBER})[ ]?[%％](?!以|"
    rf"左右)"
)
_RATE_CLAIM = Pattern(rf"率(?:达到?|为|约为|已达)?(?P<figure>{_NUMBER})[ ]?[%％](?!以|左右)")
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
_OTHER_BASE = Pattern(
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
    if _OTHER_BASE.search(text[start : figure.end]) or _PLANNED.search(
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


# ------------------------------------------------------------------------- more than all

_OVER_HUNDRED = Pattern(
    r"(?<![0-9.])(?:10[1-9]|100\.[0-9]*[1-9]|1[1-9][0-9]|[2-9][0-9]{2})(?:\.[0-9]{1,4})?[ ]?[%％]"
)
_RATE_BEFORE = Pattern(
    r"(?P<name>[^\x00-\x7f]{0,10}(?:率|满意度|占比|比重))(?:均|已|分别)?(?:达到?了?|为|约为|超过|"
    r"高达|提高到|提升到|提升至|保持在|占)?[ ]?$"
)
_SHARE_BEFORE = Pattern(r"占[^，。；！？\n0-9]{0,14}$")
_PEOPLE_AFTER = Pattern(
    r"的(?:[群居党员干职学家住农教代用客户主众民师生长工]{2,4}|受访者|企业|业主)"
)
_LIMITED = (
    "满意率 满意度 合格率 整改率 办结率 参与率 参学率 到会率 出勤率 到课率 接种率 入学率 升学率 "
    "知晓率 参保率 普及率 达标率 "
    "销号率 回复率 答复率 化解率 采纳率 优良率 优秀率 及格率 就业率 好评率 成活率 调解率 巩固率 "
    "抽查率 建档率 参训率 签约率 落实率 "
    "准确率 及时率 通过率 保有率 参会率 支持率 认可率 结案率 处置率 处理率 破案率 起诉率 "
    "服判息诉率 正确率 有效率 治愈率 "
    "覆盖率 占比 比重 参检率 入户率 使用率 绿化率 绿地率 录取率 结业率 毕业率 在线率 公开率 "
    "按时办结率 分类率 投放率 安装率"
).split()
_UNLIMITED = Pattern(
    r"完成|增长|拨备|流动性|杠杆|毛入学|床位|病床|负债|充足|产出|周转|保障倍|利息|自给|计划|任务|目标|涨|增幅|回报|收益|倍|设备使用|偿付|运行|满负荷|产能"
)


def find_more_than_all(draft: Draft) -> Iterator[Fault]:
    """满意率达到102.5%, 占112%, 102%的户主."""
    text = draft.text
    for match in _OVER_HUNDRED.finditer(text):
        floor = max(match.start() - 26, 0)
        before = text[floor : match.start()]
        rate = _RATE_BEFORE.search(before)
        if rate is not None:
            limited = rate["name"].endswith(tuple(_LIMITED))
            found = limited and not _UNLIMITED.search(rate["name"])
        else:
            share = _SHARE_BEFORE.search(before)
            found = (
                (share is not None or _PEOPLE_AFTER.match(text, match.end()) is not None)
                and not _UNLIMITED.search(before[-14:])
                and not (share and _OTHER_BASE.search(share[0]))
            )
        if found:
            yield Fault(Span(*match.span()))


# -------------------------------------------------------------------------- shares of all

_INDUSTRIES = Pattern(
    r"(?:产业|结构|比例|比重|占比|之比)[^，。；"
    r"\n0-9]{0,16}(?P<ratio>[0-9]{1,2}(?:\.[0-9]{1,2})?(?:[ ]?[:：∶][ "
    r"]?[0-9]{1,2}(?:\.[0-9]{1,2})?){2,5})(?![0-9:：∶.])"
)
_THREE_SHARES = Pattern(
    rf"(?P<list>占比?{_NUMBER}[ ]?[%％](?:[、，；](?![^，。]{{0,4}}(?:合计|总和|共计))[^，。；"
    rf"、\n0-9%％]{{1,14}}占?(?:比)?{_NUMBER}[ ]?[%％]){{1,9}})"
)
_SEVERAL = Pattern(
    r"分别占(?:比|总数的|全部的)?[^，。；0-9]{0,8}"
    rf"(?P<list>{_NUMBER}[ ]?[%％](?:[、，和与]{_NUMBER}[ ]?[%％]){{2,9}})"
)
_PERCENT = Pattern(rf"({_NUMBER})[ ]?[%％]")
_TOTAL = Pattern(r"合计(?:为|占|达)?100[%％]|总和为?100[%％]|共计100[%％]")
_OVERLAP = Pattern(
    r"女|男|岁|党员|学历|本科|研究生|大专|博士|硕士|职称|少数民族|以上|以下|从业|代表|一线|基层|高级|同比|提高|上升|下降|增长|财政|全[国省市县区]|其中"
)


def find_uneven_shares(draft: Draft) -> Iterator[Fault]:
    """三次产业结构9.2:51:41.9; 质量类占41%、安全类占38%、扬尘类占31%，三类合计100%."""
    text = draft.text
    for match in _INDUSTRIES.finditer(text):
        numbers = [Decimal(part) for part in _split_ratio(match.group("ratio"))]
        whole = sum(numbers, Decimal(0))
        # 3:4:3 is a ratio, not three shares.
        if 80 <= whole <= 120 and abs(whole - 100) > _slack(match.group("ratio"), len(numbers)):
            yield _uneven(Span(*match.span("ratio")), numbers, whole)
    for pattern in (_THREE_SHARES, _SEVERAL):
        for match in pattern.finditer(text):
            figures = [found[:6] for found in _PERCENT.findall(match.group("list"))]
            numbers = [Decimal(figure) for figure in figures]
            whole = sum(numbers, Decimal(0))
            total = _TOTAL.search(text, match.end(), match.end() + 14)
            if len(numbers) < 2 or abs(whole - 100) <= _slack(" ".join(figures), len(numbers)):
                continue
            if total is None and (
                len(numbers) < 3
                or not 100 < whole <= 130
                or _OVERLAP.search(text[max(match.start() - 20, 0) : match.end()])
                or draft.amounts.has_blank(match.start(), match.end())
            ):
                continue
            yield _uneven(Span(*match.span("list")), numbers, whole)


def _split_ratio(ratio: str) -> list[str]:
    return ratio.replace("：", ":").replace("∶", ":").replace(" ", "").split(":")


def _slack(figures: str, count: int) -> Decimal:
    return (Decimal("0.1") if "." in figures else Decimal(1)) * count / 2 + Decimal("0.05")


def _uneven(span: Span, numbers: Sequence[Decimal], whole: Decimal) -> Fault:
    return Fault(span, {"sum": f"{'+'.join(map(str, numbers))}={shown(whole)}"})


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
    Rule(
        code="AR305",
        name="percent-over-100",
        severity="error",
        message="“{quote}”超过了100%：这里以总数为限。",
        suggestion="核对数字；按计划算的完成率请写明是计划。",
        find=find_more_than_all,
        triggers="%％",
        source="统计",
        explanation="满意率、合格率、整改率和占比以总数为限。计划完成率、增长率、拨备覆盖率、毛入学率、病床使用率可以超过100%。",
        bad=("住院患者满意率达到102.5%。", "参学人数占总数的112%。", "102%的户主签了字。"),
        good=(
            "全县固定资产投资计划完成率为112%，超出进度要求。",
            "病床使用率为103.2%，已增设床位60张。",
            "拨备覆盖率达到186.5%。",
            "群众满意率达到100%。",
        ),
    ),
    Rule(
        code="AR304",
        name="shares-not-100",
        severity="warning",
        message="各部分之和不是100%：{sum}。",
        suggestion="核对各部分的比重。",
        find=find_uneven_shares,
        triggers=(":", "：", "∶", "占"),
        source="统计",
        explanation="产业结构等把整体分完的比重，相加应是100%，每项允许0.1个百分点的舍入差。互相重叠的比重（女性、党员）不在此列。",
        bad=(
            "三次产业结构为9.2:51:41.9。",
            "下发通知书157份，质量类占41%、安全类占38%、扬尘类占31%，三类合计100%。",
        ),
        good=(
            "三次产业结构为9.2:51:39.9。",
            "女教师占62%、党员占48%、研究生占15%。",
            "质量类占41%、安全类占38%、扬尘类占21%。",
        ),
    ),
)

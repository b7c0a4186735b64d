"""Parts of a whole in per cent: 33个，占29.5%; 占比过半.

A share is questioned only after every figure that could be its base has been tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportnlp.checking.amounts import Amount, sentence_start
from reportnlp.checking.proportions import (
    LOOK_BACK,
    NUMBER,
    Claim,
    are_alike,
    before_in_paragraph,
    claim_of,
    countable,
    explains,
    is_explained,
    is_far,
    wrong_share,
)
from reportnlp.checking.rates import find_wrong_rates
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_CLAIM = Pattern(
    r"(?:占|比[重例]|完成(?=[^，。；\n0-9]{0,4}(?:任务|目标)[^，。；\n0-9]{0,2}的))"
    rf"(?P<of>[^，。；！？、\n%％0-9]{{0,16}})(?P<figure>{NUMBER})[ ]?[%％]"
    "(?!以|左右)"
)
_OF_STATED = Pattern(
    r"占(?P<of>[^，。；！？、\n%％]{2,30}?)的(?:比[重例]|份额)?(?:达到?|约?为|是)?"
    rf"(?P<figure>{NUMBER})[ ]?[%％](?!以|左右)"
)
_FRACTION = Pattern(
    r"占(?:比|了)?(?P<of>[^，。；！？、\n%％0-9]{0,12}?)(?:达到?了?)?(?P<figure>(?P<mark>约|近|超过?|不[足到])?"
    r"(?P<fraction>过半|超?半数|一半|半|[二三四五六七八九十]分之[一二三四五六七八九]|[一二三四五六七八九]成(?![员果效功本绩立]))"
    r"(?P<more>以上|多|左右)?)(?=[，。；、）\n])"
)
OTHER_BASE = Pattern(
    r"全球|世界|我国|中国|计划|任务|目标|时序|序时|进度|预算|生产总值|GDP|全[国省市县区镇乡]|同期|上年|去年|年度|约占|近|超|左右|以上|比重(?:提|上|下|由)|支出的|收入的|地方"
)
_PLANNED = Pattern(r"计划|任务|目标|预算")
_CHANGED = Pattern(r"提[高升]|上升|下降|降低|增长|[由从][^，]{0,6}[0-9]|增加|较|比上|环比|同比")
_DIGITS = Pattern(r"[0-9]")
_AMONG = ("其中", "中", "里", "含", "包括")
_TELLS_WHOLE = Pattern(r"共|总|现有|在[册职校编岗]|合计|全[校镇村局县]")


def find_wrong_shares(draft: Draft) -> Iterator[Fault]:
    """112个项目中完成33个，占39.5%; 受理5180件，办结4921件，办结率97%."""
    text = draft.text
    for match in _CLAIM.finditer(text):
        claim = claim_of(match.start(), Span(match.start("figure"), match.end()), match["figure"])
        if 0 < claim.middle <= 100:
            yield from _share_faults(draft, claim, match["of"])
    for match in _OF_STATED.finditer(text):
        if _DIGITS.search(match["of"]):
            span = Span(match.start("figure"), match.end())
            claim = claim_of(match.start(), span, match["figure"])
            yield from _faults_of_stated(draft, claim, match.span("of"))
    for match in _FRACTION.finditer(text):
        low, high = _worth(match["fraction"], match["mark"] or "", match["more"] or "")
        claim = Claim(match.start(), Span(*match.span("figure")), low, high)
        yield from _share_faults(draft, claim, match["of"])
    yield from find_wrong_rates(draft)


_NUMERALS = "零一二三四五六七八九十"
_HALF = ("过半", "超半数", "半数", "一半", "半")


def _worth(fraction: str, mark: str, more: str) -> tuple[Decimal, Decimal]:
    """Per cent that 过半, 近三分之一 or 六成以上 may stand for."""
    if fraction in _HALF:
        value = Decimal(50)
    elif fraction.endswith("成"):
        value = Decimal(10 * _NUMERALS.index(fraction[0]))
    else:
        value = Decimal(100 * _NUMERALS.index(fraction[-1])) / _NUMERALS.index(fraction[0])
    if more in ("以上", "多") or mark.startswith("超") or fraction in ("过半", "超半数"):
        return value - 1, Decimal(100)
    if mark.startswith("不"):
        return value * Decimal("0.7"), value
    slack = value * Decimal("0.12")
    return value - slack - (slack if mark == "近" else 0), value + (0 if mark == "近" else slack)


# --------------------------------------------------------------------------- 占…128亿元的35%


def _faults_of_stated(draft: Draft, claim: Claim, of: tuple[int, int]) -> Iterator[Fault]:
    """42.6亿元，占地区生产总值128.4亿元的35.2%: the whole stands within the share."""
    begin = sentence_start(draft.text, claim.start, most=LOOK_BACK)
    wholes = countable(draft.amounts.between(*of))
    parts = countable(draft.amounts.between(begin, claim.start))
    if len(wholes) != 1 or not parts or draft.amounts.has_blank(begin, claim.span.end):
        return
    part, whole = parts[-1], wholes[0]
    between = draft.text[part.span.end : claim.start]
    if not are_alike(part, whole) or part.approx or whole.approx or part.value > whole.value:
        return
    if len(between) > 16 or _has_own_subject(draft.text, part, between):
        return
    if is_explained(draft, begin, claim.span.start, claim) or is_far(part, whole, claim):
        return
    yield wrong_share(draft, part, whole, claim)


# ------------------------------------------------------------------------------- 33个，占29.5%


def _share_faults(draft: Draft, claim: Claim, of: str) -> Iterator[Fault]:
    """33个，占39.5%: the last figure before is the part; its whole stands before it."""
    text, start = draft.text, claim.start
    begin = sentence_start(text, start, most=LOOK_BACK)
    part = _part_before(draft, claim, begin)
    if part is None or part.approx or draft.amounts.has_blank(begin, claim.span.end):
        return
    between = text[part.span.end : start]
    if part.kind == "count" and _NOT_COUNTED.search(of):
        return
    if _CHANGED.search(between + of) or _has_own_subject(text, part, between):
        return
    among = _AMONG_HAS.search(text, max(part.span.start - 8, begin), part.span.start)
    if among is None and _PLANNED.search(text, max(start - 10, begin), start):
        return
    whole = _whole_of(draft, claim, part, begin)
    if whole is None or whole.approx or whole.value < part.value:
        return
    if OTHER_BASE.search(text, start, claim.span.start) and not _is_named(text, whole, of):
        return
    if explains(part, whole, claim) or is_far(part, whole, claim):
        return
    if _is_of_another(text, whole, part, of):
        return
    if not is_explained(draft, begin, claim.span.start, claim):
        yield wrong_share(draft, part, whole, claim)


def _is_of_another(text: str, whole: Amount, part: Amount, of: str) -> bool:
    """耕地86万亩，其中高标准农田62万亩，占基本农田的: the base that is named is not the whole."""
    named = _GENERAL_NAME.sub("", of[:-1]) if of.endswith("的") else ""
    if len(named) < 2:
        return False
    said = text[max(whole.span.start - 24, 0) : whole.span.start]
    said += text[whole.span.end : min(whole.span.end + 16, part.span.start)].partition("，")[0]
    likely = any(named[i : i + 2] in said for i in range(len(named) - 1))
    return not likely and not all(character in said for character in named)


def _is_named(text: str, whole: Amount, of: str) -> bool:
    """财政支出18.6亿元 … 占财政支出的27%: the base is told by name, and is this one."""
    name = of.removesuffix("的").removesuffix("总数").removesuffix("总额")
    before = text[max(whole.span.start - 12, 0) : whole.span.start]
    if name.endswith(("任务", "计划", "目标")):
        return name[-2:] in before and "总" not in before
    return len(name) >= _LEAST_NAME and name in before


_LEAST_NAME = 3
_GENERAL_NAME = Pattern(
    r"^(?:到|了|全[部县市区镇乡村校院局]?|所有|其)+|总[数量额]?|合计|人数|比[重例]"
)
_NOT_COUNTED = Pattern(r"额|值|产量|面积|收入|支出")
_AMONG_HAS = Pattern(r"[中里][，]?已?有$")
_MOST_BETWEEN = 24


def _part_before(draft: Draft, claim: Claim, begin: int) -> Amount | None:
    """The last figure before a share, unless it stands too far away or in another half."""
    text = draft.text
    if not _DIGITS.search(text, max(claim.start - 40, begin), claim.start):
        return None
    amounts = countable(draft.amounts.between(begin, claim.start))
    if not amounts:
        return None
    between = text[amounts[-1].span.end : claim.start]
    if len(between) > _MOST_BETWEEN or "；" in between or _DIGITS.search(between):
        return None
    return amounts[-1]


def _whole_of(draft: Draft, claim: Claim, part: Amount, begin: int) -> Amount | None:
    """The figure that a part is taken of.

    Right before 其中 or 中, or the only one there is but other parts with shares of their own, or
    one that gives another share of the same row.
    """
    text = draft.text
    before = [
        a for a in countable(draft.amounts.between(begin, part.span.start)) if are_alike(a, part)
    ]
    inner = countable(draft.amounts.between(claim.start, claim.span.start))
    for whole in reversed(before):
        if any(mark in text[whole.span.end : part.span.start] for mark in _AMONG):
            return whole
    row = [other for other in _row(draft, begin, claim) if other[0] is not part]
    parts = {other.span for other, _ in row}
    wholes = [a for a in (*before, *inner) if are_alike(a, part) and a.span not in parts]
    if len(wholes) == 1:
        return wholes[0]
    confirmed = [w for w in wholes if any(explains(other, w, told) for other, told in row)]
    if wholes:
        return confirmed[0] if len(confirmed) == 1 else None
    return _whole_of_row(draft, part, begin, row)


def _row(draft: Draft, begin: int, claim: Claim) -> list[tuple[Amount, Claim]]:
    """The other parts of a sentence with the shares that follow them."""
    text, row = draft.text, []
    end = text.find("。", claim.span.end, claim.span.end + 120)
    for match in _CLAIM.finditer(text, begin, end if end >= 0 else claim.span.end + 60):
        if match.start() == claim.start:
            continue
        span = Span(match.start("figure"), match.end())
        told = claim_of(match.start(), span, match["figure"])
        part = _part_before(draft, told, begin)
        if part is not None:
            row.append((part, told))
    return row


def _whole_of_row(
    draft: Draft, part: Amount, begin: int, row: Sequence[tuple[Amount, Claim]]
) -> Amount | None:
    """From the sentences before: one that explains another share, or the total told last."""
    before = [
        a for a in before_in_paragraph(draft, begin) if are_alike(a, part) and a.value >= part.value
    ]
    for whole in reversed(before):
        if any(are_alike(other, whole) and explains(other, whole, told) for other, told in row):
            return whole
    last = sentence_start(draft.text, max(begin - 2, 0))
    latest = [a for a in before if a.span.start >= last]
    if len(latest) != 1 or row:
        return None
    clause = draft.text[max(latest[0].span.start - 16, last) : latest[0].span.start]
    return latest[0] if _TELLS_WHOLE.search(clause) else None


_ADVERBS = Pattern(r"^(?:约|仅|只|均|已|共|就|合计|同样|也|分别)*$")


def _has_own_subject(text: str, part: Amount, between: str) -> bool:
    """2名，女教师占43.8%: the share is of something that was not counted just before."""
    clause, comma, subject = between.rpartition("，")
    if _ADVERBS.match(subject) or not comma:
        return False
    # 项目, 企业 and the like end many names; what a name begins with tells it from others.
    before = text[max(part.span.start - 12, 0) : part.span.start] + clause
    return subject[:2] not in before


RULES = (
    Rule(
        code="AR303",
        name="share-mismatch",
        severity="error",
        message="占比与前面的数对不上：{sum}，文中为{stated}。",
        suggestion="核对部分、总数和占比，改正其中的错误。",
        find=find_wrong_shares,
        triggers=("占", "比重", "比例", "率", "面达", "面为", "任务的", "目标的"),
        source="统计",
        explanation="占比、整改率、办结率等于部分除以总数，允许末位四舍五入。同一句里任何一对同单位的数能算出这个比例就不报；"
        "以计划、任务、全县总量为底数的，带约数的，夹着空缺的都不算。",
        bad=(
            "全年112个项目中完成33个，占39.5%。",
            "督察反馈的8个问题已整改6个，整改率72.5%。",
            "受理12345工单5180件，办结4921件，办结率97%。",
            "开展网络同步课堂82节，其中41节由青年教师主讲，占80%。",
            "应到人数1176人次，实到1082人次，到课率94.6%。",
            "签约服务15.2万人，占常住人口38.6万人的42.4%。",
            "全校共有教职工214人，党员98人，占比过半。",
            "毕业生共612人。升学318人，占52.0%；直接就业276人，占46.1%。",
        ),
        good=(
            "完成治理任务33个，占年度计划44个的75%。",
            "全年项目112个，开工60个，其中51个已竣工，占开工项目的85%。",
            "受理工单5180件，办结4921件，按时办结率99.2%。",
            "新签约项目42个，其中工业项目31个，占73.8%。",
            "发放贷款3.2亿元，其中首贷1.1亿元，占34.4%。",
            "签约项目109个，其中投资5亿元以上项目93个，制造业项目占69%。",
            "受理申请860份，批准774份，满意率99%。",
            "办理时限由15个工作日压缩到6个工作日，压缩率达到60%。",
        ),
    ),
)

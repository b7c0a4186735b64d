"""Parts that are more than their whole: 会议32场，其中大型会议41场."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.partitions import (
    clause_before,
    countable,
    figures_between,
    like_unit,
    partitions_between,
    same_unit,
)
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.stages import is_later_stage
from reportnlp.document import Span
from reportnlp.extraction.naming import VERBS
from reportnlp.patterns import Pattern

_LOOK_BACK = 160
_DIGITS = Pattern(r"[0-9]+")
_AMONG = Pattern(r"[其当](?<=[，。；：、（(）)].)中")
_BREAKS = Pattern(
    r"同比|环比|比上年|较上年|增长|下降|提高|以上|以下|累计|占|人均|平均|目标|计划|上年|去年"
)
_OTHERS_THAN = Pattern(r"累计|目标|计划|上年|去年|20[0-9]{2}年|每|平均|人均|余额|含有|最[高大多长]")
_NEW = Pattern(
    r"[，。；：、共总全新已增减另均各达至到比较超]|其中|完成|目标|计划|带动|惠及|覆盖|涉及|同时|参[加与训]|服务"
)
_QUOTED = Pattern(r"“[^”]{0,20}”")
_RANGE = Pattern(r"[0-9][至到—～~-][0-9]")
_AVERAGE = Pattern(r"[每均]")
_AMONG_DEALT = Pattern(r"其中[^，。；：\n]{1,24}分别")
_FAR = 36


def find_excesses(draft: Draft) -> Iterator[Fault]:
    """Figures that are part of another one and more than it, each told once."""
    told: set[Span] = set()
    for reading in (_behind_among, _of_pairs, _dealt_out):
        for fault in reading(draft):
            if fault.span not in told:
                told.add(fault.span)
                yield fault


def _fault(draft: Draft, kind: str, part: Amount, whole: Amount) -> Fault:
    return Fault(
        part.span,
        {"kind": kind, "part": _written(draft, part), "whole": _written(draft, whole)},
        severity="warning" if kind == _SLIGHTLY else "",
        related=(Related(whole.span, "总数"),),
    )


def _written(draft: Draft, amount: Amount) -> str:
    return Span(amount.number.start, amount.span.end).cut(draft.text)


def _is_more(part: Amount, whole: Amount) -> bool:
    return part.value - part.step / 2 > whole.value + whole.step / 2


# ------------------------------------------------------------------------- behind 其中


def _behind_among(draft: Draft) -> Iterator[Fault]:
    """The first figure behind 其中, and the largest of its unit before."""
    text = draft.text
    for match in _AMONG.finditer(text):
        begin = sentence_start(text, match.start(), most=_LOOK_BACK)
        semicolon = text.rfind("；", begin, match.start())
        begin = semicolon + 1 if semicolon >= 0 else begin
        if not _DIGITS.search(text, match.end(), match.end() + 24):
            continue
        before = countable(draft.amounts.between(begin, match.start()))
        end = min(sentence_end(text, match.end(), most=40), match.end() + 40)
        after = countable(draft.amounts.between(match.end(), end))
        if not before or not after:
            continue
        for part, label in _parts_among(text, match.end(), after):
            whole = _whole_before(draft, before, part, match, label)
            if whole is not None and (part in after[:1] or not _is_apart(part, whole, after)):
                yield _fault(draft, "“其中”的", part, whole)


def _parts_among(text: str, start: int, after: list[Amount]) -> Iterator[tuple[Amount, str]]:
    """What 其中 leads to, each with the words before it: its first clause, and a row of its like.

    In 其中公办6家，星级以上17家 the second is a part, too; in 其中公办6家，走访17家 it is not.
    """
    first = after[0]
    stop = text.find("，", first.span.end)
    for index, part in enumerate(after):
        if stop < 0 or part.span.start < stop:
            yield part, text[start : part.span.start].lstrip("，：")
            continue
        previous = after[index - 1].span.end
        label = text[previous + 1 : part.span.start]
        said = text[first.span.end : previous]
        if text[previous] != "，" or "；" in said or not same_unit(part, first):
            return
        if not _is_name(label):
            return
        yield part, label


def _is_apart(part: Amount, whole: Amount, after: list[Amount]) -> bool:
    """Whether a later figure of a row is none of it: far more, or behind all that there was."""
    row = after[: after.index(part)]
    return part.value >= 2 * whole.value or sum(a.value for a in row) == whole.value


def _is_name(label: str) -> bool:
    """Whether words before a figure name a part, and tell no new deed."""
    if not 1 < len(label) < 9 or _NEW.search(label):
        return False
    return not any(label[:length] in VERBS for length in (2, 3, 4))


def _whole_before(
    draft: Draft, before: list[Amount], part: Amount, among: re.Match[str], label: str
) -> Amount | None:
    """The largest figure of its unit before 其中, if the part is more than that."""
    text = draft.text
    wholes = [a for a in before if same_unit(a, part)]
    if not wholes or "，" in label or "；" in label or _nearer_range(text, wholes[-1], among):
        return None
    if _OTHERS_THAN.search(_QUOTED.sub("", label)):
        return None
    whole = max(wholes, key=lambda amount: amount.value)
    if not _is_more(part, whole) or _may_be_other(draft, whole, part):
        return None
    changed = _BREAKS.search(text[wholes[-1].span.end : among.start()])
    return None if changed and len(before) > len(wholes) else whole


def _nearer_range(text: str, whole: Amount, among: re.Match[str]) -> bool:
    """12人死亡，2700至2800人受伤，其中: what is taken apart is given as from … to …."""
    return _RANGE.search(text, whole.span.end, among.start()) is not None


def _may_be_other(draft: Draft, whole: Amount, part: Amount) -> bool:
    text = draft.text
    if _AVERAGE.search(text, max(whole.span.start - 6, 0), whole.span.start):
        return True
    return whole.approx in ("over", "approx") or draft.amounts.has_blank(
        whole.span.start, part.span.end
    )


# --------------------------------------------------------------- two figures side by side

_CARRIED = Pattern(r"结转|历年|往年|存量|积案|旧存|上年|去年")
_OTHER_TIME = Pattern(
    r"累计|历史|以前|此前|含|新收|新立|目标|计划|超[过额]|另|同期"
    r"|增|余额|预计|确保|力争|争取|拟|在建"
)
_ELSEWHERE = Pattern(
    r"全[国省市]|电子|数字(?!化)|带动|惠及|覆盖|撬动|吸引|今年|总|未|不(?!合格|达标|符合)|新[开签建引上设招投]"
)
_IN_A_PLAN = Pattern(r"(?:[纳列]入|属于)[^，。]{0,6}计划的?")
_ALREADY = Pattern(r"(?:截至[^，。]{0,6}|目前|现)?已经?(?![达成是为有近超])")
_STATE = Pattern(r"完成|通过|纳入|参加|享受|落实|安装|签订|损坏|故障|闲置|停用|缺失|完好|达标")
"""What is said of some of all that there are: 共有消防栓620个，损坏待修86个."""
_GIVEN = Pattern(r"任务|指标|下达|年初|分配|定额|编制|核定|设计|最[高低]|至少|不少于")
_DUE = Pattern(r"应(?=[签到参缴收检受入办接种安上纳])")
_SLIGHT = Decimal("1.25")
_INVESTED = Pattern(
    r"(?:目前|现|今年|全年|年内|本年度?|当年|已经?|累计)*(?:完成|实现)(?:年度)?投资(?:额)?"
)
_STAFF = Pattern(r"职工|干部|教师|人员|党员|代表|委员|员工|民警|公务员|医生|护士|队员")
_ATTRIBUTE = Pattern(
    r"女(?:性|同志)?|少数民族|(?:大专|本科|研究生|硕士|博士)(?:及?以上)?(?:学历)?|[中副正]?高级?职称|持证(?:上岗)?(?:人员)?"
)
_PEOPLE = frozenset("人名位")
_SLIGHTLY = "其中一部分的"
"""What may be a part by its words, and is one if it is little more: another thing would be far."""
_UNQUALIFIED = Pattern(
    r".{0,4}(?:全[省市县区镇乡村校院局]|现有?|一?共有?|总[计共]?有?|注册|在册|各[类级]|所有|有)*"
)
_COUNTS_ALL = Pattern(r"(?<!公)共(?![享同建])|现有|总|全[省市县区镇乡村校院局]|注册|在册")
_SAYS_HOW_MANY = ("就达", "已达", "达到", "就有", "达", "有", "为", "共", "已")


def _of_pairs(draft: Draft) -> Iterator[Fault]:
    """受理35件，审结41件; 党员1126名，流动党员达1260名; 42件，包括科级干部51件."""
    text = draft.text
    for first, second in _rises(text):
        kind = _kind_of_pair(text, first, second)
        if not kind:
            continue
        begin = sentence_start(text, first.start, most=_LOOK_BACK)
        inside = figures_between(text, draft.amounts, begin, sentence_end(text, second.end))
        index = next((i for i, a in enumerate(inside) if a.number.start == second.start), 0)
        before = [a for a in inside[:index] if same_unit(a, inside[index])]
        if not before or before[-1].number.start != first.start:
            continue
        whole, part = before[-1], inside[index]
        if part.approx == "under" or not all(_is_more(part, a) for a in before):
            continue
        if kind == _SLIGHTLY and part.value > whole.value * _SLIGHT:
            continue
        if not _may_be_other(draft, whole, part):
            yield _fault(draft, kind, part, whole)


_ROUGH = Pattern(
    r"(?<![0-9.,第])([0-9]{1,9}(?:\.[0-9]{1,4})?)([万亿]?)([^0-9.,，。；、：%％年月日)）\n])"
)
_SCALES = {"": 1.0, "万": 1e4, "亿": 1e8}


def _rises(text: str) -> Iterator[tuple[Span, Span]]:
    """Two figures of one unit of which the second seems more; much faster than to read them."""
    last: dict[str, tuple[int, int, float]] = {}
    for match in _ROUGH.finditer(text):
        digits, scale, unit = match.groups()
        unit = like_unit(unit)
        value = float(digits) * _SCALES[scale]
        begin, end = match.span()
        if unit in last:
            before, until, smaller = last[unit]
            if value > smaller and begin - until <= _FAR:
                yield Span(before, until), Span(begin, end)
        last[unit] = begin, end, value


def _kind_of_pair(text: str, whole: Span, part: Span) -> str:
    """What makes the second of two figures a part of the first; "" for nothing.

    whole, part: up to the first character of their units.
    """
    between = text[whole.end : part.start]
    if "；" in between or between.count("，") > 2 or "其中" in between:
        return ""
    label = between[between.rfind("，") + 1 :]
    before = _IN_A_PLAN.sub("", clause_before(text, whole.start))
    tail = text[part.end : part.end + 12].partition("，")[0].partition("。")[0]
    if before.endswith("总投资") and _INVESTED.fullmatch(label):
        return "完成的投资"
    if label.startswith("实") and _DUE.search(before):
        return "实际的"
    if _ELSEWHERE.search(label) or _DIGITS.search(between):
        return ""
    if _CARRIED.search(f"{before}，{label}，{tail}") or _OTHER_TIME.search(f"{before}，{label}"):
        return ""
    bare = label in ("", "有", "已有")
    told = before + between.partition("，")[0]
    if is_later_stage(before, label) or (bare and is_later_stage(told + tail, tail)):
        return "办成的"
    if "。" in between or between.count("，") > 1 + between.startswith("，"):
        return ""
    if _follows_link(between):
        return "“其中”的"
    if _is_kind_of(before, label) or _is_stressed(label, tail) or _is_some(before, label, tail):
        return "作为部分的"
    pause = between.find("，")  # a deed of the first comes between, if this is far
    if 0 <= pause < 2 and text[part.end - 1] in _PEOPLE and _is_attribute(before, label):
        return "作为部分的"
    kind = label.rpartition("的")[2]
    some = "的" in label and (kind in ("", "达", "达到") or (len(kind) > 1 and kind in before))
    done = some or _ALREADY.match(label) is not None
    done = done or (_STATE.match(label) is not None and _COUNTS_ALL.search(before) is not None)
    return _SLIGHTLY if 0 <= pause < 3 and done and _GIVEN.search(before) is None else ""


def _follows_link(between: str) -> bool:
    """，包括科级干部案件; 家餐饮单位中，有."""
    head, comma, tail = between.rpartition("，")
    if tail.startswith(("包括", "包含")) and len(head) < 2:
        return True
    return bool(comma) and head.endswith("中") and tail in ("有", "已有", "共有")


def _is_stressed(label: str, tail: str) -> bool:
    """仅电商培训就达7200人次; 专题研讨达28次之多."""
    return label.endswith(("就达", "就有")) or (label.endswith("达") and tail.startswith("之多"))


def _is_some(before: str, label: str, tail: str) -> bool:
    """共有农户, 参加合作医疗的有; 共有学校64所, 已有71所学校."""
    if _COUNTS_ALL.search(before) is None:
        return False
    if label in ("有", "已有"):
        return tail[:2] in before if len(tail) > 1 else False
    return label.endswith(("的有", "的就有", "的共有"))


def _is_attribute(before: str, label: str) -> bool:
    """党员, 女党员; 职工, 女性: what some of them are."""
    if "男" in before or _STAFF.search(before) is None:
        return False
    return _ATTRIBUTE.fullmatch(label) is not None or (label[:1] == "女" and label[1:] in before)


def _is_kind_of(before: str, label: str) -> bool:
    """共有党员, 流动党员达: the second name is the first with a word before it."""
    for word in _SAYS_HOW_MANY:
        label = label.removesuffix(word)
    before = before.rstrip("共有计")
    length = 0
    while length < min(len(before), len(label)) and before[-1 - length] == label[-1 - length]:
        length += 1
    if length < 2 or length == len(label) or "、" in label or "共" in label:
        return False
    head = before[: len(before) - length]
    return _COUNTS_ALL.search(before) is not None and _UNQUALIFIED.fullmatch(head) is not None


# ----------------------------------------------------------------- together more than the whole


def _dealt_out(draft: Draft) -> Iterator[Fault]:
    """268人，其中博士、硕士分别为96人、187人: each less than all, together more."""
    text = draft.text
    for match in _AMONG_DEALT.finditer(text) if "分别" in text else ():
        begin = sentence_start(text, match.start() - 1, most=_LOOK_BACK)
        end = sentence_end(text, match.end())
        for partition in partitions_between(text, draft.amounts, begin, end):
            whole, parts = partition.whole, [part.amount for part in partition.parts]
            if partition.link != "其中" or not partition.distributed or partition.open:
                continue
            if whole.approx or any(part.approx for part in parts):
                continue
            total = sum(part.value for part in parts)
            if max(p.value for p in parts) <= whole.value < total <= whole.value * 2:
                yield _fault(draft, "“其中”各部分相加，", parts[-1], whole)


RULES = (
    Rule(
        code="AR302",
        name="part-over-whole",
        severity="error",
        message="{kind}{part}比总数{whole}还多。",
        suggestion="核对总数和其中的部分；含上年结转的，写明结转数。",
        find=find_excesses,
        source="统计",
        explanation="部分不会多于整体，整改、办结的不会多于发现、受理的。口径、时期不同的两个数不要用“其中”连接；"
        "说到结转、历年、新收的不在此列。",
        bad=(
            "召开会议32场，其中大型会议41场。",
            "排查隐患218处，整改到位221处。",
            "全镇共有党员1126名，流动党员达1260名。",
            "抽检食品820批次，合格865批次。",
        ),
        good=(
            "上半年办件1200件，全年办件2600件，网办占比稳步提高。",
            "召开会议32场，其中大型会议12场。",
            "新增就业3600人，其中累计帮扶1.6万人。",
            "抽检量超过每千人6.6批次，其中快检5万批次。",
            "排查隐患218处，整改到位211处。",
            "受理案件218件，含上年结转共办结221件。",
            "发放贷款3.2亿元，收回贷款3.6亿元。",
        ),
    ),
)

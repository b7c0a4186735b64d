"""One thing counted twice in a report, in the same words or in another order of them.

A figure's clause without words of time, of scope and of doing says what was counted. Two clauses
that then hold the same characters tell of one thing: 新增城镇就业3200人 and 城镇新增就业3020人,
36个教学班 and 教学班36个.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reportnlp.checking.amounts import SENTENCE_ENDS, Amount, sentence_start
from reportnlp.checking.rule import Draft
from reportnlp.checking.same_things import PLANS, TIMES, unit_class
from reportnlp.extraction.naming import STOPS, VERBS
from reportnlp.patterns import Pattern

_DOING = (
    r"开展|举办|举行|组织|召开|完成|实现|实施|进行|新增|新?建成|新建|落实|印发|编发|编印|发放|接待|累计|共计|总计|合计|一共|"
    r"先后|成功|顺利|圆满|扎实|深入|认真|积极|持续|全面|牵头|主动|协调|帮助|协助|各类|各种|各项|各级|全部|全体|所有|总共|"
    r"已经?|虽然?|分别|我们|本人|同时|目前|综上|当前|现有|共有|共(?![产同建享治])|拥有|设有|建有|下[辖设]|内设|管辖|辖区内?|所属|下属|所辖|被|有"
)
_WHOLE_WORDS = (
    r"(?:[一今全本]年)?(?:全年|截至(?:20[0-9]{2}年)?12月底?|今年以来|一年来|一年中|今年|本年度?|年内|年度|截至目前|到目前为止|20[0-9]{2}年度?)|"
    r"[全我本该](?:省|市|县|区|镇|乡|村|局|院|校|街道?|系统|中心|公司|社区|支部|所|站|馆|队|办|委|库|园)"
)
# Whose report it is: it goes without saying in most of its clauses.
_OWNER = Pattern(
    r"(?:学校|党?支部|党委|党组|中心|[图文博][书化物]馆|办公室|公司|集团|街道|社区|医院|法院|检察院|公安机关|[大支中]队)"
    r"(?!.?$)"
)
_ENDS = r"总?数量?|总量|总额|面积|活动|工作|班|达到?|约?为|是|等|共|计"
_EMPTY = Pattern(
    rf"{_WHOLE_WORDS}|{_DOING}|(?:{_ENDS})+$|^[对为将给使让向把但因]|新(?=[建增发改引])|设(?!施|备|计)"
    r"|[去上前]年[末底初]?|[ \u3000“”‘’了的]"
)
_WHOLE = Pattern(
    rf"{_WHOLE_WORDS}|[共现]有?|累计|总计|合计|综上|总的|全部|全体|下[辖设]|内设|设有|管辖|达到?$"
)
_PART = Pattern(
    r"其中|已有|中有|平均|人均|户均|均|每|目标|计划|力争|预计|预期|争取|[将拟可]|不低于|不少于|确保|比|较|由|从|增加|减少|再|[又另]|"
    r"还有|各(?!类|项|种|级)|其[余他]|剩余|仍|尚|第|同比|环比|至少|最|分别|连续|又|超"
)
_BEHIND = Pattern(
    r"[^\x00-\x7f，。；：！？、“”（）《》的了和与均全进已被获得在为是有中内可占需由以将按达提增减下上较比同]{2,8}"
)
_WHOLE_YEAR = Pattern(
    r"全年累计|截至(?:20[0-9]{2}年)?12月底?|今年以来|一年来|截至目前|截至年底|到目前为止"
)
_DEEDS = VERBS | {"发现", "参训", "创建", "吸引"}
_NTH = Pattern(r"第[一二三四五六七八九十0-9]{1,3}[期批轮次场届季组]")
_FRESH = Pattern(r"新|全年|今年|年内|本年|当年")
PLANNED = Pattern(r"计划|力争|预计|目标|打算")
_YEAR = Pattern(r"20[0-9]{2}年")
_TITLE = 60
_MOST_VALUES = 2
_LONG_FIGURE = 1000
"""A plan of next year is too rarely the figure of this one with two digits exchanged."""
CLOSES = frozenset("，。；、）,;)\n") | {""}
_LEAST, _MOST_BACK = 2, 40
_OWN_WORDS = 4
_SURE = 3
_GENERAL = frozenset(("案件", "案件总", "项目", "问题"))
_SHARES = ("率", "度", "比例", "占比")
_LEAST_PART = Decimal("0.6")
_NOT_COUNTED = frozenset(("rank", "ratio", "duration", "score"))


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """A figure and what was counted.

    thing: the characters that say it, in their order.
    deed:  the verb at an end of them, "" where there is none.
    whole: whether the text says that this is all.
    times: the words of time before it in its sentence.
    bound: whether its clause goes on with what an earlier one of the sentence began.
    closed: whether nothing behind it says more of what was counted.
    fresh: whether it was counted within the year.
    """

    amount: Amount
    thing: str
    deed: str
    whole: bool
    times: frozenset[str]
    bound: bool
    closed: bool
    fresh: bool


def find_retold(draft: Draft) -> Iterator[tuple[Count, Count]]:
    """Pairs of counts of one thing that differ, where only two values are told of it."""
    groups: dict[tuple[str, str], list[_Read]] = defaultdict(list)
    behind: list[_Read] = []
    for amount in draft.amounts.between(0, len(draft.text)):
        read = _read(draft.text, amount)
        if read is not None and read.behind:
            behind.append(read)
        elif read is not None:
            groups[unit_class(amount.unit), "".join(sorted(read.thing))].append(read)
    for read in sorted(behind, key=lambda read: len(read.thing)):
        # Where the noun behind a figure ends, only another place can tell.
        unit = unit_class(read.amount.unit)
        keys = [(unit, "".join(sorted(read.thing[:end]))) for end in _ends(read.thing)]
        groups[next((key for key in keys if key in groups), keys[0])].append(read)
    first_line = draft.text.find("\n", 0, _TITLE)
    year = _YEAR.search(draft.text, 0, max(first_line, 0))
    for group in groups.values():
        if len(group) > 1 and len({read.amount.value for read in group}) > 1:
            yield from _differing(draft.text, group, year[0] if year is not None else "")


def _ends(thing: str) -> range:
    return range(len(thing), _LEAST - 1, -1)


def _differing(text: str, group: list[_Read], year: str) -> Iterator[tuple[Count, Count]]:
    """year: the one that the report is about: told or not, it is the same."""
    in_order = sorted(group, key=lambda read: read.amount.span)
    shortest = min((read.thing for read in group), key=len)
    told = (_count(text, read, shortest, year) for read in in_order)
    counts = [count for count in told if count is not None]
    if len({count.amount.value for count in counts}) != _MOST_VALUES:
        return  # three values are three parts, or three times
    for first, second in combinations(counts, 2):
        if _differ(text, first, second):
            yield first, second
            return


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A figure with where its clause begins, and what is left of the words that say what it is.

    behind: whether they stand behind the figure.
    """

    amount: Amount
    begin: int
    thing: str
    deed: str
    behind: bool


def _read(text: str, amount: Amount) -> _Read | None:
    if amount.kind in _NOT_COUNTED or amount.approx or not amount.unit:
        return None
    start = amount.number.start
    floor = max(start - _MOST_BACK, 0)
    begin = start
    while begin > floor and text[begin - 1] not in STOPS:
        begin -= 1
    words = text[begin:start]
    owner = _OWNER.match(words)
    thing, deed = _parted(_EMPTY.sub("", words[owner.end() :] if owner else words))
    if not thing and "面积" in words:
        thing = "面积"
    if thing in _DEEDS:
        thing, deed = "", thing
    elif deed and thing in _GENERAL:
        thing, deed = "", deed  # 审结案件总数 is what 审结 tells
    behind = None
    if len(thing) < _LEAST or words.endswith("的"):
        behind = _noun_behind(text, amount)
        noun, _ = _parted(_EMPTY.sub("", behind[0])) if behind is not None else ("", "")
        thing = thing + noun
        if len(thing) < _LEAST:
            thing, deed, behind = deed, "", None
    if len(thing) < _LEAST or not thing.isalpha():
        return None
    return _Read(amount, begin, thing, deed, behind is not None)


def _noun_behind(text: str, amount: Amount) -> re.Match[str] | None:
    """36个教学班; 1260万元用于校舍维修."""
    if amount.kind == "count":
        return _BEHIND.match(text, amount.span.end)
    spent = amount.kind == "money" and text.startswith("用于", amount.span.end)
    return _BEHIND.match(text, amount.span.end + 2) if spent else None


def _count(text: str, read: _Read, thing: str, year: str) -> Count | None:
    """With what its sentence says of it; None for a part, a plan or a change."""
    start = read.amount.number.start
    clause = text[read.begin : start]
    if _PART.search(clause) or text.endswith("其中，", 0, read.begin):
        return None
    opening = sentence_start(text, start)
    before = text[opening:start]
    if PLANNED.search(before) or _NTH.search(before):
        return None
    return Count(
        read.amount,
        thing,
        read.deed,
        _WHOLE.search(before) is not None,
        frozenset(TIMES.findall(_WHOLE_YEAR.sub("", before))) - {year},
        read.begin > opening,
        text[read.amount.span.end : read.amount.span.end + 1] in CLOSES
        or _is_all(text, read, thing),
        _FRESH.search(before) is not None,
    )


def _is_all(text: str, read: _Read, thing: str) -> bool:
    """36个教学班，; 12个社区全部建成; but 12个社区建成 may be some of them."""
    end = read.amount.span.end
    if not read.behind:
        return False
    named = text.startswith(thing, end) and text[end + len(thing) : end + len(thing) + 1]
    return named in CLOSES or _ALL_OF.match(text, end) is not None


_ALL_OF = Pattern(r"[^，。；：\n]{2,12}?(?:全部|均(?!衡)|都|逐[一户个]|[人户]均)")


def _parted(words: str) -> tuple[str, str]:
    """走访困难群众, 困难群众走访 -> 困难群众, 走访."""
    if len(words) >= _LEAST + 2:
        if words[:2] in _DEEDS:
            return words[2:], words[:2]
        if words[-2:] in _DEEDS and not words.endswith("进出口"):
            return words[:-2], words[-2:]
    return words, ""


def _differ(text: str, first: Count, second: Count) -> bool:
    low, high = sorted((first.amount.value, second.amount.value))
    step = max(first.amount.step, second.amount.step)
    if high - low <= step / 2 or (low < high * _LEAST_PART and not _is_slip(first, second)):
        return False
    if not _are_of_one_time(first, second):
        return False
    between = text[first.amount.span.end : second.amount.span.start]
    if "\n" not in between or not _ends_sentence(between):
        return False
    if PLANS.search(between) and not (_is_slip(first, second) and high >= _LONG_FIGURE):
        return False
    return _are_one(first, second) and not _are_of_two(text, first, second)


def _are_of_one_time(first: Count, second: Count) -> bool:
    """累计建成9个 and 目前建成8个 are both what there is."""
    if first.times ^ second.times == {"累计"} and not (first.fresh or second.fresh):
        return True
    return first.times == second.times


def _ends_sentence(between: str) -> bool:
    return any(mark in between for mark in SENTENCE_ENDS)


def _are_one(first: Count, second: Count) -> bool:
    """Whether the words are enough to take two counts for counts of one thing."""
    if first.amount.kind == "percent":
        return first.thing.endswith(_SHARES)
    if first.deed and second.deed and first.deed != second.deed:
        return False
    one_whole, all_whole = first.whole or second.whole, first.whole and second.whole
    if first.amount.kind == "money":
        return one_whole and (len(first.thing) >= _SURE or _is_slip(first, second))
    if first.thing in _DEEDS or not (first.closed and second.closed):
        return _is_slip(first, second)  # 组织志愿者300人参加植树
    long_slip = _is_slip(first, second) and first.amount.value >= _LONG_FIGURE
    if bool(first.deed) != bool(second.deed) and len(first.thing) < _SURE:
        return all_whole or long_slip
    own = len(first.thing) + len(first.deed or second.deed)
    if _is_slip(first, second) or all_whole:
        return True
    if first.bound and second.bound and own < _SURE:
        return False
    return one_whole or own >= _OWN_WORDS


def _are_of_two(text: str, first: Count, second: Count) -> bool:
    """Whether they stand below headings that name two of a kind: 第一网格 and 第二网格."""
    one, two = (_line_above(text, count.amount.span.start) for count in (first, second))
    return one != two and one[-1:] == two[-1:] != "" and one[-1] in _KINDS_OF_PLACE


_KINDS_OF_PLACE = frozenset("村镇乡区县市街道局所站队科室部校院班组格支公司厂园片")
_LONGEST_HEADING = 16


def _line_above(text: str, offset: int) -> str:
    end = text.rfind("\n", 0, offset)
    line = text[text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)].rstrip("。：: ")
    return line if len(line) <= _LONGEST_HEADING else ""


def _is_slip(first: Count, second: Count) -> bool:
    """Whether the figures are the same in another order: 137 and 173."""
    one, two = (f"{count.amount.value.normalize():f}" for count in (first, second))
    return len(one) > 1 and sorted(one) == sorted(two)

"""A number of things and the things themselves, side by side: 三个村，即…; 甲组、乙组两个组."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.patterns import Pattern

VALUES = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "双": 2,
    "十一": 11,
    "十二": 12,
}
# One set first: the search for it is many times faster than for alternatives.
_NUMBER = (
    r"(?P<number>[十两三四五六七八九2-9](?<![第每近约十百0-9.].)"
    r"(?:(?<=十)[一二]?|(?<=[两三四五六七八九])|(?<=[2-9])(?![0-9])))"
)
_MEASURE = r"(?P<measure>[个项件条大类点家名种])"
_PLAIN = r"[^\x00-\x7f，。；：、“”（）《》]"
# 三个村，即东沟村、西坪村; 3名同志受到表彰，分别是…; 三项行动（清河行动、净土行动）.
_BEFORE_LIST = Pattern(
    rf"{_NUMBER}{_MEASURE}(?P<noun>{_PLAIN}{{0,12}}?)"
    r"(?:[，：:]?(?:即|就是|也就是|分别是|分别为)[：:]?|[：:，](?=《)|(?P<bracket>[（(])(?:即|分别是|分别为)?[：:]?)"
    r"(?P<list>(?:《[^》\n]{1,40}》[、和与及]?|[^《，。；：！？\n（）()]){3,160})(?P<after>[，。；：！？\n（）()]|$)"
)
# 综合组、督导组、宣传组三个工作组; 《甲》《乙》《丙》四项制度.
_BEHIND_LIST = Pattern(
    rf"(?P<list>(?:[^\x00-\x7f，。；：！？“”（）《》]{{2,60}}、{_PLAIN}{{2,12}}?|(?:《[^》\n]{{1,40}}》[、和与及]?){{2,12}}))"
    rf"(?P<open>等)?(?P<total>共计?|合计)?“?{_NUMBER}{_MEASURE}(?P<noun>{_PLAIN}{{1,8}})"
)
# What the end of every such list looks like; most texts hold none.
_LIST_END = Pattern(
    rf"[、》](?:(?<=、){_PLAIN}{{2,12}}?|(?<=》)[、和与及]?)等?(?:共计?|合计)?“?{_NUMBER}{_MEASURE}"
)
_EDGES = frozenset("，。；：！？\n \u3000")
_TITLE = Pattern(r"《[^》]+》")
_MOST_PART = 14
_OFFICES = tuple("局办委院部会处")
_OFFICE_NOUNS = ("单位", "部门", "机关", "委办局")
# 学习、宣传、落实、督查“三个环节”: words of one length.
_SHORT_PART = 4
_SIDES = tuple(
    "环节 方面 阶段 层面 步骤 重点 领域 维度 关口 制度 机制 行动 活动 工程 任务 清单 台账 "
    "片区 区域 板块 场所 群体 人群 行业 战线".split()
)
_DEEDS = tuple("行动 工程 制度 机制 任务 领域 体系 活动 战役 攻坚".split())
_HONOURS = ("荣誉", "称号", "奖项")
_PLACES = ("村", "社区", "乡镇", "镇", "街道", "片区")
_LONGEST_PLACE = 3
_WIDER = frozenset("镇乡县区市州省道")
_NOT_THINGS = ("月", "小时", "季度", "工作日", "学期", "百分点", "星期")


def value_of(number: str) -> int:
    """两 -> 2, 十一 -> 11, 5 -> 5."""
    return VALUES.get(number) or int(number)


def find_wrong_apposed_counts(draft: Draft) -> Iterator[Fault]:
    """三个村，即东沟村、西坪村; 综合组、督导组、宣传组四个工作组."""
    text = draft.text
    for match in _BEFORE_LIST.finditer(text):
        counts = _listed_behind(text, match)
        if counts and not match["noun"].startswith(_NOT_THINGS):
            yield from _fault(draft, match, counts, "后面列出的内容")
    for match in _BEHIND_LIST.finditer(text) if _LIST_END.search(text) else ():
        begins = match.start() == 0 or text[match.start() - 1] in _EDGES or "《" in match["list"]
        counts = _listed_before(match) if begins else frozenset()
        if counts:
            yield from _fault(draft, match, counts, "前面列出的内容")


def _fault(
    draft: Draft, match: re.Match[str], counts: frozenset[int], message: str
) -> Iterator[Fault]:
    wanted = value_of(match["number"])
    if wanted in counts or draft.amounts.has_blank(match.start(), match.end()):
        return
    yield Fault(
        Span(match.start("number"), match.end("noun")),
        {"wanted": str(wanted), "count": str(max(counts)), "where": message[:2]},
        related=(Related(Span(*match.span("list")), message),),
    )


def _listed_behind(text: str, match: re.Match[str]) -> frozenset[int]:
    """How many things are listed; empty where that cannot be told."""
    listed = match["list"].strip()
    if "《" in listed:
        return frozenset() if "等" in listed[-8:] else _titles(listed)
    parts = listed.split("、")
    if len(parts) < 2 or "等" in listed[-6:] or not all(1 < len(p) <= _MOST_PART for p in parts):
        return frozenset()
    if match["after"] == "，" and _goes_on(text, match.end(), parts):
        return frozenset()
    return _with_joined(parts)


def _goes_on(text: str, offset: int, parts: list[str]) -> bool:
    """Whether what follows the comma may be one more part: as long as the others."""
    rest = re.match(r"[^，。；：！？\n]*", text[offset : offset + 40])
    mean = sum(map(len, parts)) / len(parts)
    return rest is not None and abs(len(rest[0]) - mean) <= 2


def _titles(listed: str) -> frozenset[int]:
    """How many titles stand in a list of nothing but titles."""
    rest = _TITLE.sub("", listed).strip("、和与及")
    return frozenset() if rest else frozenset((len(_TITLE.findall(listed)),))


def _with_joined(parts: list[str]) -> frozenset[int]:
    return frozenset(range(len(parts), len(parts) + joined_in(parts) + 1))


def joined_in(parts: list[str]) -> int:
    """How many more things parts may hold: 甲和乙 is one or two."""
    return sum(part.count("和") + part.count("与") + part.count("及") for part in parts)


def _listed_before(match: re.Match[str]) -> frozenset[int]:
    """As `_listed_behind`, of parts that are of the same kind as what is counted."""
    listed = match["list"]
    wanted = value_of(match["number"])
    if "《" in listed:
        counts = _titles(listed)
        return frozenset() if match["open"] and max(counts, default=0) <= wanted else counts
    parts = listed.split("、")
    if len(parts) < 2 or any(len(part) > _MOST_PART for part in parts):
        return frozenset()
    if match["open"]:
        more = len(parts) > wanted and len({len(part) for part in parts[1:]}) == 1
        return _with_joined(parts) if more and len(parts[1]) <= _SHORT_PART else frozenset()
    return _with_joined(parts) if _is_row(parts) and _are_counted(match, parts) else frozenset()


def _is_row(parts: list[str]) -> bool:
    """Whether no part holds a number of its own: 东岭镇、西河镇两镇、南塘镇."""
    return not any(character in VALUES for part in parts for character in part[-2:])


def _are_counted(match: re.Match[str], parts: list[str]) -> bool:
    """Whether it is the parts that the number counts: words of one build, or of the noun's kind."""
    noun: str = match["noun"]
    if noun.startswith(_HONOURS):
        return "获" in parts[0]
    alike = len({len(part) for part in parts[1:]}) == 1 and len(parts) > 2
    if alike and noun.startswith(_SIDES):
        return len(parts[1]) <= _SHORT_PART
    if alike and noun.startswith(_PLACES) and not match["total"]:
        # 双泉镇、石桥镇、柳湾镇5个村: the villages of these towns.
        within = any(part[-1] in _WIDER and part[-1] not in noun for part in parts)
        return len(parts[1]) <= _LONGEST_PLACE and not within
    if alike and any(deed in noun for deed in _DEEDS) and len({p[-2:] for p in parts}) == 1:
        return True
    ends = {part[-1] for part in parts}
    if len(ends) != 1:
        return False
    end = ends.pop()
    return end in noun or (end in _OFFICES and noun.startswith(_OFFICE_NOUNS))

"""Names of figures by the frame of their clause: rankings, lists with 分别, what people did."""

from __future__ import annotations

from reportnlp.extraction.naming import (
    FIGURE_CHARACTERS,
    GENERIC,
    STOPS,
    bare_name,
    clause_start,
    measured_name,
)
from reportnlp.patterns import Pattern

_RANKED = Pattern(
    r"(?P<head>[^在居列排位名，。；]{2,16}?)(?:总量|名次)?"
    r"(?:在|位[居列]|[居列]|排名?|跻身|名列|由|从|稳居|跃居|升至|跃升)"
)


def ranked_name(text: str, start: int) -> str:
    """What takes a place in a ranking: 增速居全市第3位 -> 增速; "" where the clause has none."""
    begin = clause_start(text, start)
    match = _RANKED.match(text, begin, start)
    if match is not None:
        name = bare_name(match.group("head"))
        if len(name) >= 2 and name not in GENERIC and name not in _WHOLE_RANKED:
            return name
    contest = _CONTEST.search(text, begin, start)
    if contest is not None:
        return bare_name(contest.group("name")) or contest.group("name")
    if text.startswith(("在", "居", "位", "列", "排", "名列", "总量", "增速"), begin):
        return measured_name(text, begin - 1, begin - 1) if begin else ""
    return ""


_CONTEST = Pattern(
    r"(?P<name>[^在，。；、0-9个家所支名]{2,14}(?:考核|考评|评比|评估|大赛|比赛|测评|联赛|竞赛|比武|评价|检查|督查))中"
)
_WHOLE_RANKED = frozenset(("总量", "增速", "增幅", "名次", "位次", "继续", "连续"))


def told_after(text: str, start: int, end: int) -> str:
    """What is told of people or units that begin a clause: 5人受到嘉奖 -> 受到嘉奖."""
    begin = clause_start(text, start)
    if text[begin:start] not in ("", "有", "其中", "其中有", "共有", "另有"):
        return ""
    stop = end
    while stop < len(text) and stop - end <= _MAX_TOLD:
        if text[stop] in STOPS:
            break
        if text[stop] in FIGURE_CHARACTERS:
            return ""
        stop += 1
    told = text[end:stop]
    return told if 3 <= len(told) <= _MAX_TOLD and told[0] not in "，的以之" else ""


_MAX_TOLD = 12
_HEAD_MARKS = "、和与及"


def distributed_names(text: str, mark: int, count: int) -> tuple[str, ...]:
    """The heads of a list with 分别: 城镇、农村居民人均可支配收入分别 -> one name a figure.

    mark:  where 分别 stands.
    count: how many figures follow.

    Gives () where the heads before it are not as many.
    """
    begin = mark
    floor = max(mark - 80, 0)
    while begin > floor and text[begin - 1] not in "，。；：！？\n":
        begin -= 1
    segment = text[begin:mark]
    for tail in ("同比", "环比", "均", "各", "也"):
        segment = segment.removesuffix(tail)
    heads = [""]
    for character in segment:
        if character in _HEAD_MARKS:
            heads.append("")
        else:
            heads[-1] += character
    heads = [head for head in heads if head]
    if len(heads) != count or count < 2:
        return ()
    first = bare_name(heads[0]) or heads[0]
    last = bare_name(heads[-1]) or heads[-1]
    middle = [bare_name(head) or head for head in heads[1:-1]]
    if len(last) > len(first) + 2 and len(first) <= 4:
        suffix = last[len(first) :]
        return (*tuple(head + suffix for head in (first, *middle)), last)
    return (first, *middle, last)


def following_words(text: str, end: int) -> str:
    """The words behind a figure that nothing names, up to six; "" where a mark follows."""
    stop = end
    while stop < len(text) and stop - end < _MOST_FOLLOWING and "\u4e00" <= text[stop] <= "\u9fff":
        stop += 1
    return text[end:stop] if stop - end >= 2 else ""


_MOST_FOLLOWING = 6

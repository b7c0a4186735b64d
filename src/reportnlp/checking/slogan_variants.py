"""One quoted name in two forms: “税月先锋” and “税悦先锋”, “兰台暖心” and “暖心兰台”."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.slips import (
    Difference,
    are_confused,
    are_contrasted,
    difference,
    is_counted,
    look_or_sound_alike,
)
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_QUOTED = Pattern(r"[“\"](?P<name>[^“”\"\n，。；：？！（）]{3,24})[”\"]")
_SENTENCE_END = frozenset("。；！？\n")
_CLAUSE_END = _SENTENCE_END | {"，"}
_FORMULA = Pattern(r"[0-9NnXx+＋]{3,}")
_HEADS = tuple(
    "品牌 案例 工程 行动 活动 项目 计划 志愿 服务队 先锋 模式 机制 平台 工作室 支部 课堂 调解室"
    " 积分制 制度 党建 专班 产品 论坛 讲堂 驿站 站点 团队 基地 大赛 竞赛 做法 经验 体系 课程"
    " 总要求 理念 工作法 小程序 系统 保卫战 攻坚战".split()
)
# Names of this length that share all but one character with so many others are a series.
_SERIES = 3
# From here on one character is little beside what the two share.
_LONG = 7
_MOST_OF_A_KEY = 8
_MOST_SEARCHED = 60

Places = Mapping[str, Sequence[Span]]


def find_slogan_variants(draft: Draft) -> Iterator[Fault]:
    """Quoted names that differ by a slip, and name one thing as far as the text tells."""
    text = draft.text
    places = _quoted_names(text)
    seen: set[frozenset[str]] = set()
    for names in _neighbours(places):
        for index, first in enumerate(names):
            for second in names[index + 1 :]:
                pair = frozenset((first, second))
                if pair in seen or pair == {first}:
                    continue
                seen.add(pair)
                if _is_variant(text, places, first, second, names):
                    yield from _faults(places, first, second)
    for first, second in (*_formulas(text, places), *_halves(text, places)):
        if not _stand_together(text, places[first], places[second], _SENTENCE_END):
            yield from _faults(places, first, second)
    yield from _unquoted_variants(text, places)


def _formulas(text: str, places: Places) -> Iterator[tuple[str, str]]:
    """“1+3+N”工作机制 and “1+4+N”工作机制."""
    names = [name for name in places if _FORMULA.fullmatch(name)]
    for first, second in itertools.combinations(names[:_MOST_OF_A_KEY], 2):
        how = difference(first, second)
        slip = how is not None and how.kind in ("character", "order")
        if how is not None and slip and ((how.old + how.new) or "0").isdecimal():
            called = [{_called(text, span) for span in places[name]} for name in (first, second)]
            if called[0] & called[1] - {""}:
                yield first, second


def _called(text: str, span: Span) -> str:
    """What directly follows a quoted name, up to the next mark: 工作机制."""
    words = text[span.end + 1 : span.end + 5]
    return words if len(words) == 4 and words.isalpha() else ""


def _halves(text: str, places: Places) -> Iterator[tuple[str, str]]:
    """“一窗受理、集成服务” and “一窗受理、综合服务”: one half the same, and half of the other."""
    groups: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for name in places:
        first, mark, second = name.partition("、")
        if mark and len(first) == len(second) >= 4:
            groups[first, 0].append((name, second))
            groups[second, 1].append((name, first))
    for halves in groups.values():
        for (one, first), (other, second) in itertools.combinations(halves[:_MOST_OF_A_KEY], 2):
            same = sum(a == b for a, b in zip(first, second, strict=True))
            if len(first) - 2 <= same < len(first) - 1:
                yield one, other


def _unquoted_variants(text: str, places: Places) -> Iterator[Fault]:
    """惠农速代 for “惠农速贷”: half of a name without its quotes, and beside it a slip."""
    names = [name for name in places if len(name) in (4, 6, 8) and name.isalpha()]
    for name in names[:_MOST_SEARCHED]:
        middle = len(name) // 2
        for half, offset in ((name[:middle], 0), (name[middle:], middle)):
            for at in _occurrences(text, half):
                span = Span(max(at - offset, 0), max(at - offset, 0) + len(name))
                if _is_slip_of(name, text[span.start : span.end]) and not _is_quoted(text, span):
                    yield Fault(
                        span, {"other": name}, related=(Related(places[name][0], "另一种写法"),)
                    )


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _is_slip_of(name: str, words: str) -> bool:
    how = difference(name, words)
    if how is None or _are_apart(how, name, words):
        return False
    return how.kind == "character" and look_or_sound_alike(how.old, how.new)


def _is_quoted(text: str, span: Span) -> bool:
    return text[span.start - 1 : span.start] in ("“", '"') or text[span.end : span.end + 1] == "”"


def _quoted_names(text: str) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = defaultdict(list)
    for match in _QUOTED.finditer(text):
        places[match["name"]].append(Span(*match.span("name")))
    return places


def _neighbours(places: Places) -> Iterator[list[str]]:
    """Groups of names that share all but one character, in whatever order; in linear time."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in places:
        ordered = "".join(sorted(name))
        keys = {ordered[:index] + ordered[index + 1 :] for index in range(len(ordered))}
        for key in keys | {ordered}:
            groups[key].append(name)
    for names in groups.values():
        if 2 <= len(names) <= _MOST_OF_A_KEY:
            yield names


def _is_variant(text: str, places: Places, first: str, second: str, names: list[str]) -> bool:
    how = difference(first, second)
    if how is None or _are_apart(how, first, second):
        return False
    alike = bool(how.old and how.new) and look_or_sound_alike(how.old, how.new)
    miswritten = alike or (how.kind == "character" and len(first) >= _LONG)
    called_alike = miswritten and _continue_alike(text, places[first], places[second])
    ends = _CLAUSE_END if called_alike else _SENTENCE_END
    if _stand_together(text, places[first], places[second], ends):
        return False
    if how.kind == "character" and not alike and _in_series(how, first, names):
        return False
    return _is_one_thing(text, places, first, second, how)


def _are_apart(how: Difference, first: str, second: str) -> bool:
    """Whether the difference is one that makes another name: a number, a side, a season."""
    if any(is_counted(character) or not character.isalpha() for character in how.old + how.new):
        return True
    if how.kind == "order":
        # 中俄 and 俄中: each side puts itself first; 135 and 315 are numbers.
        return "中" in first[:2] or not first[:1].isalpha()
    if first.startswith("一") and first[2:3] == second[2:3] == "一":
        return True  # 一企一策, 一县一策: a way of speaking
    return bool(how.old and how.new) and are_contrasted(how.old, how.new)


def _in_series(how: Difference, name: str, names: list[str]) -> bool:
    """送教上门、送药上门、送岗上门: three of a kind."""
    head, tail = name[: how.index], name[how.index + 1 :]
    length = len(name)
    return (
        sum(len(one) == length and one.startswith(head) and one.endswith(tail) for one in names)
        >= _SERIES
    )


def _stand_together(
    text: str, first: Sequence[Span], second: Sequence[Span], parting: frozenset[str]
) -> bool:
    """Whether no such mark parts two of them: then they are two, or one is named as a change."""
    ends = sorted(
        [(span.start, span.end, 0) for span in first]
        + [(span.start, span.end, 1) for span in second]
    )
    return any(
        one[2] != other[2] and parting.isdisjoint(text[one[1] : other[0]][:200])
        for one, other in itertools.pairwise(ends)
    )


def _is_one_thing(text: str, places: Places, first: str, second: str, how: Difference) -> bool:
    """Whether the two name one thing: one head behind them, or a difference as slips make it."""
    length = min(sum(not c.isdecimal() for c in name) for name in (first, second))
    before, after = _heads(text, places[first]), _heads(text, places[second])
    shared = (
        bool(before & after)
        or _end_alike(first, second)
        or _continue_alike(text, places[first], places[second])
    )
    if how.kind == "order":
        return shared or length >= 4
    if how.kind == "extra":
        return shared and length >= 4 and 0 < how.index < length
    rare = _is_rare_beside(places, first, second)
    if length <= 3:
        if shared:
            return rare or are_confused(how.old, how.new)
        return look_or_sound_alike(how.old, how.new) and not (before and after)
    if shared or how.kind == "reworded":
        return shared
    if rare or length >= _LONG or are_confused(how.old, how.new) or _is_numbered_frame(first):
        return True
    if length > 4 and 3 <= how.index < length - 1:
        return True  # 惠企直通车, 惠企直达车
    # 五心组工, 五心组干: a number of our own, and all but the last character the same.
    return length == 4 and how.index == 3 and is_counted(first[0]) and first[0] not in "一1"


def _is_rare_beside(places: Places, first: str, second: str) -> bool:
    """Whether one stands once and the other more often: most who err do so once."""
    counts = sorted((len(places[first]), len(places[second])))
    return counts[0] == 1 and counts[1] >= 2


def _end_alike(first: str, second: str) -> bool:
    """十大攻坚项目 and 十大攻关项目: one head at the end, and four characters before it."""
    return any(
        first.endswith(head) and second.endswith(head) and len(first) >= len(head) + 4
        for head in _HEADS
    )


def _is_numbered_frame(first: str) -> bool:
    """五清六有 and 五清六治: the same two numbers, and all words but one the same."""
    return sum(map(is_counted, first)) >= 2


def _heads(text: str, spans: Sequence[Span]) -> set[str]:
    following = [_same_clause(text[span.end + 1 : span.end + 9]) for span in spans]
    return {head for words in following for head in _HEADS if head in words}


def _same_clause(following: str) -> str:
    for index, character in enumerate(following):
        if character in "，。；：、\n“":
            return following[:index]
    return following


def _continue_alike(text: str, first: Sequence[Span], second: Sequence[Span]) -> bool:
    """Whether the same word follows both: “匠心筑梦”德育品牌, “匠心逐梦”德育案例."""
    words = [
        {text[span.end + 1 : span.end + 3] for span in spans if _is_word(text, span.end + 1)}
        for spans in (first, second)
    ]
    return bool(words[0] & words[1])


def _is_word(text: str, start: int) -> bool:
    word = text[start : start + 2]
    return len(word) == 2 and word.isalpha() and "的" not in word


def _faults(places: Places, first: str, second: str) -> Iterator[Fault]:
    common, odd = sorted(
        (first, second), key=lambda name: (-len(places[name]), places[name][0].start)
    )
    for span in places[odd]:
        yield Fault(span, {"other": common}, related=(Related(places[common][0], "另一种写法"),))


RULES = (
    Rule(
        code="TX603",
        name="slogan-variant",
        severity="warning",
        message="“{quote}”与“{other}”相近，可能是同一个提法。",
        suggestion="统一写法；确是两个名称的不用改。",
        find=find_slogan_variants,
        triggers='“"',
        source="实务",
        explanation=(
            "同一个品牌、行动、工程的名称全文要一致。比较引号里只差一个字或者语序不同的名称，"
            "后面的名词相同或者两个字音近、形近、义近才提示；数字、方位一类成系列的字不算，并列的不算。"
        ),
        bad=(
            "成立“税月先锋”志愿队，赴企业服务46次；“税悦先锋”志愿队服务620小时。",
            "以“红芯铸魂”品牌为抓手。\n“红心铸魂”品牌案例获评一等奖。",
            "持续打造“清泉润心”服务品牌。\n“润心清泉”品牌影响力不断扩大。",
        ),
        good=(
            "“十大项目”与“十佳案例”分别由发改部门和宣传部门组织实施。",
            "“银龄行动”面向退休教师，“银发课堂”面向老年居民。",
            "开展“春风行动”“春雨行动”。",
            "“蓝天保卫战”成效明显。“碧水保卫战”取得进展。",
        ),
    ),
)

"""Problems that the plans never come back to.

The parts are told by their headings. A problem is answered when the plans share some of its rare
pairs of characters; weights are those of TF-IDF over the sentences of the report (Salton and
Buckley 1988), so that 工作 and 不够 count for little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_PROBLEMS = Pattern(r"问题|不足|短板|差距|困难")
_PLANS = Pattern(r"思路|打算|计划|下一步|下步|今后|安排|努力方向|整改措施|改进措施|工作重点|举措")
_STOPS = Pattern(r"[。；\n]")
_PLAIN = frozenset(
    (
        "一是 二是 三是 四是 五是 六是 "
        "不够 不足 不强 不高 不深 不多 不实 不平 不到 到位 还有 还存 存在 问题 工作 有待 需要 "
        "加强 提高 提升 "
        "进一 一步 一些 部分 个别 有时 仍有 仍需 方面 是工 差距 短板 薄弱 欠缺 不大 较少 较大 "
        "较多 比较 "
        "相对 能力 水平 质量 力度 意识 推进 开展 落实 干部 单位 全县 全市 全镇 全区 我们 自身"
    ).split()
)
# What a problem and its remedy may name in different words.
_CONCEPTS = (
    Pattern(r"人员|人手|力量|队伍|干部|人才|老化|编制|年龄|年轻|青年"),
    Pattern(r"经费|资金|投入|财力|保障"),
    Pattern(r"设备|装备|设施|器材|硬件"),
    Pattern(r"培训|学习|业务|能力|素质|本领|知识|专业"),
    Pattern(r"宣传|氛围|知晓|意识"),
)
_ANSWERED = 0.08
_RARE = 3
"""Sentences of the report that hold a telling word, at most: 家访."""
_ANSWERED_TO_ONE = 3
_LEAST_ITEMS = 3
_LEAST_PLANS = 40
"""Characters."""


def find_problems_without_remedy(draft: Draft) -> Iterator[Fault]:
    """融合不够紧 among the problems, and no word of 融合 in the plans."""
    problems, plans = _part(draft, _PROBLEMS, _PLANS), _part(draft, _PLANS, _PROBLEMS)
    if problems is None or plans is None or plans.start < problems.end or len(plans) < _LEAST_PLANS:
        return
    items = _items(draft, problems)
    if len(items) < _LEAST_ITEMS:
        return
    sentences = [_pairs(sentence) for sentence in _sentences(draft.text)]
    frequency = Counter(pair for pairs in sentences for pair in pairs)
    answers = _pairs(plans.cut(draft.text))
    ends = [item.start for item in items[1:]] + [problems.end]
    unanswered = []
    for item, end in zip(items, ends, strict=True):
        pairs = _pairs(draft.text[item.start : end]) - _PLAIN
        weights = {pair: math.log(1 + len(sentences) / frequency[pair]) for pair in pairs}
        whole = sum(weights.values())
        shared = sum(weight for pair, weight in weights.items() if pair in answers)
        named = any(pair in answers and frequency[pair] <= _RARE for pair in pairs)
        if len(pairs) >= 4 and whole and shared / whole < _ANSWERED and not named:
            unanswered.append((item, draft.text[item.start : end]))
    # Plans that answer few of the problems are worded in another way throughout.
    if len(unanswered) * _ANSWERED_TO_ONE <= len(items):
        for item, problem in unanswered:
            if not _is_answered_in_other_words(problem, plans.cut(draft.text)):
                yield Fault(item, related=(Related(plans, "下步打算"),))


def _is_answered_in_other_words(problem: str, plans: str) -> bool:
    return any(concept.search(problem) and concept.search(plans) for concept in _CONCEPTS)


def _part(draft: Draft, wanted: Pattern, other: Pattern) -> Span | None:
    """The part below the only heading of that role, to the next heading of its level."""
    found = [
        index
        for index, heading in enumerate(draft.headings)
        if wanted.search(heading.title) and not other.search(heading.title)
    ]
    if not found:
        return None
    heading = draft.headings[found[-1]]
    following = (h for h in draft.headings[found[-1] + 1 :] if h.level <= heading.level)
    end = next((h.span.start for h in following), len(draft.text))
    return Span(heading.span.end, end)


def _items(draft: Draft, problems: Span) -> list[Span]:
    """The problems: from each 一是, 二是 to the next stop."""
    signs = [item.span for item in draft.items if item.span in problems]
    if not signs:
        inside = [sign for sign in draft.signs if sign.sign in problems]
        signs = [sign.sign for sign in inside if sign.style == inside[0].style]
    items = []
    for sign in signs:
        stop = _STOPS.search(draft.text, sign.end, problems.end)
        items.append(Span(sign.start, stop.start() if stop else problems.end))
    return items


def _sentences(text: str) -> list[str]:
    return [
        part for line in text.split("\n") for part in line.replace("；", "。").split("。") if part
    ]


def _pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters."""
    han = "".join(character if "一" <= character <= "龥" else " " for character in text)
    return frozenset(run[i : i + 2] for run in han.split() for i in range(len(run) - 1))


RULES = (
    Rule(
        code="ST505",
        name="problem-no-remedy",
        severity="info",
        message="问题“{quote}”在下步打算里没有对应的措施。",
        suggestion="在打算里补一条对应的措施，或换个说法使二者对得上。",
        find=find_problems_without_remedy,
        triggers=("问题", "不足", "短板", "差距"),
        source="实务",
        explanation="问题和打算要前后照应。只看有标题的问题、打算两部分和用“一是、二是”列出的问题；打算里没有这个问题的任何关键词才提示。",
        bad=(
            "一、存在问题\n一是党建业务融合不够紧密；二是电子台账更新不及时；三是组织生活形式单一。\n二、下一步打算\n"
            "围绕党建业务融合，把支部建在项目上，健全双向考核办法，推动组织生活与项目攻坚同步安排、同步检查、同步考评，全年打造示范项目3个。",
        ),
        good=(
            "一、存在问题\n一是党建业务融合不够紧密；二是电子台账更新不及时。\n二、下一步打算\n"
            "围绕党建业务融合，把支部建在项目上，健全双向考核办法；落实电子台账专人更新、按月核对，全年打造示范项目3个。",
        ),
    ),
)

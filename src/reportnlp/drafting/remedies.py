"""Which plan answers which problem, and typical remedies to propose where none does."""

from __future__ import annotations

from collections.abc import Sequence

from reportnlp.drafting.template import deed_words
from reportnlp.facts import Fact
from reportnlp.resources.loading import load_rows

TYPICAL_PROBLEMS = (
    "理论学习深度不够",
    "工作方法创新不多",
    "与中心工作结合不够紧密",
    "制度执行还有差距",
    "队伍能力与任务要求不相适应",
)
"""Directions in which to look where the facts name no problem; proposals only."""
_REMEDIES = tuple((tuple(row[0].split(" ")), row[1]) for row in load_rows("remedies"))
_FILLERS = frozenset("的了和与及在是不还有个一些够存对于中上下为仍需要进抓强加工作方面问题")
_ENOUGH = 2


def unanswered(problems: Sequence[Fact], plans: Sequence[Fact]) -> tuple[Fact, ...]:
    """The problems in words for which no plan has words in common."""
    if len([plan for plan in plans if plan.is_text]) >= len([p for p in problems if p.is_text]):
        # As many as there are problems: they answer one another in their order.
        return ()
    answers = [_words(deed_words(plan) + plan.name) for plan in plans]
    themes = [_themes(deed_words(plan) + plan.name) for plan in plans]
    return tuple(
        problem
        for problem in problems
        if problem.is_text and not _is_answered(deed_words(problem), answers, themes)
    )


def remedy_for(problem: Fact) -> str:
    """A typical remedy, a proposal only; "" where no word of the problem is known."""
    text = deed_words(problem)
    # 养老服务设施布点不足 lacks 设施: what a Chinese name is about stands last.
    found = [(max(text.rfind(word) for word in words), remedy) for words, remedy in _REMEDIES]
    place, remedy = max(found, key=lambda one: one[0])
    return remedy if place >= 0 else ""


def _is_answered(
    problem: str, answers: Sequence[frozenset[str]], themes: Sequence[frozenset[int]]
) -> bool:
    words, own = _words(problem), _themes(problem)
    return any(
        len(words & answer) >= _ENOUGH or bool(own & theme)
        for answer, theme in zip(answers, themes, strict=True)
    )


def _themes(text: str) -> frozenset[int]:
    return frozenset(
        index for index, (words, _) in enumerate(_REMEDIES) if any(word in text for word in words)
    )


def _words(text: str) -> frozenset[str]:
    """Pairs of characters that carry meaning."""
    return frozenset(
        text[i : i + 2]
        for i in range(len(text) - 1)
        if "\u4e00" <= text[i] <= "\u9fff"
        and "\u4e00" <= text[i + 1] <= "\u9fff"
        and text[i] not in _FILLERS
        and text[i + 1] not in _FILLERS
    )

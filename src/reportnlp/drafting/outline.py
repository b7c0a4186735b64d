"""Facts to an outline: what is said in which order; not yet how."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.facts import FACT_SECTIONS, Fact, Facts

BODY_SECTIONS = ("achievements", "problems", "plans")
_SENTENCE_FIGURES = 4
_SENTENCE_FACTS = 5
_SHORT_DEED = 34
_YEARLY = ("", "全年", "本年", "本年度", "年内")


@dataclass(frozen=True, slots=True)
class Point:
    """What one sentence says.

    facts:  deeds and figures in their order.
    period: the time it holds for where that is not the report's year, else "".
    """

    facts: tuple[Fact, ...]
    period: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading's worth of points.

    title: as in the facts, "" for points without a topic.
    """

    title: str
    points: tuple[Point, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for point in self.points for fact in point.facts)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the report.

    label:     one of `FACT_SECTIONS`.
    proposals: facts to be confirmed that the file does not hold: a problem without a remedy.
    """

    label: str
    topics: tuple[Topic, ...]
    proposals: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for topic in self.topics for fact in topic.facts)


@dataclass(frozen=True, slots=True)
class Outline:
    """A report to be written."""

    facts: Facts
    parts: tuple[Part, ...]

    def part(self, label: str) -> Part | None:
        return next((part for part in self.parts if part.label == label), None)


def plan_outline(facts: Facts, *, sections: Sequence[str] = BODY_SECTIONS) -> Outline:
    """The outline of a report from facts, in the order given.

    sections: which of 成效, 问题 and 思路 are wanted; opening and closing come with them only if
              all three are.

    Raises ValueError for an unknown section.
    """
    for section in sections:
        if section not in BODY_SECTIONS:
            raise ValueError(f"no such section: {section}")
    whole = set(sections) == set(BODY_SECTIONS)
    wanted = FACT_SECTIONS if whole else tuple(s for s in FACT_SECTIONS if s in sections)
    year = facts.year
    parts = []
    for label in wanted:
        own = tuple(fact for fact in facts.facts if fact.section == label)
        topics = tuple(
            Topic(title, _points(group, _years_of(label, year)))
            for title, group in _by_topic(own, together=label not in ("problems", "plans"))
        )
        parts.append(Part(label, topics))
    return Outline(facts, tuple(parts))


def _by_topic(facts: Sequence[Fact], *, together: bool) -> list[tuple[str, tuple[Fact, ...]]]:
    """The facts by topic, topics in the order in which they come first."""
    groups: dict[str, list[Fact]] = {}
    number = 0
    words = ""
    for fact in facts:
        # Problems and plans without a topic are each a point of their own, with the figures that
        # speak of the same.
        number += fact.is_text or not set(fact.name) & set(words)
        words = fact.note if fact.is_text else words + fact.name
        key = fact.topic if fact.topic or together else f"\0{number}"
        groups.setdefault(key, []).append(fact)
    return [(key if not key.startswith("\0") else "", tuple(own)) for key, own in groups.items()]


def _years_of(label: str, year: str) -> tuple[str, ...]:
    """The year that need not be said in a section: of plans also the one that follows."""
    if not year.isdigit():
        return ()
    return (year, str(int(year) + 1)) if label == "plans" else (year,)


def _points(facts: Sequence[Fact], years: Sequence[str]) -> tuple[Point, ...]:
    """Facts in sentences: a deed opens one, some figures follow, a new period begins a new one."""
    groups: list[list[Fact]] = []
    for fact in facts:
        if not groups or _begins_new(groups[-1], fact, years):
            groups.append([])
        groups[-1].append(fact)
    sentences = [sentence for group in groups for sentence in _cut(group)]
    return tuple(_point(sentence, years) for sentence in _with_short_joined(sentences, years))


def _cut(group: Sequence[Fact]) -> list[list[Fact]]:
    """A run of facts in sentences of like weight; a part or change stays with its whole."""
    items: list[list[Fact]] = []
    for fact in group:
        if items and (items[-1][-1].is_text or (not fact.is_text and _belongs(fact))):
            items[-1].append(fact)
        else:
            items.append([fact])
    count = max(
        math.ceil(len(items) / _SENTENCE_FIGURES),
        math.ceil(sum(len(item) for item in items) / _SENTENCE_FACTS),
    )
    whole = sum(len(item) for item in items)
    sentences: list[list[Fact]] = [[]]
    done = 0
    for item in items:
        # A sentence is full where the next item would lie behind its share by more than half.
        if sentences[-1] and done + len(item) / 2 > whole * len(sentences) / count:
            sentences.append([])
        sentences[-1] += item
        done += len(item)
    return sentences


def _with_short_joined(sentences: Sequence[list[Fact]], years: Sequence[str]) -> list[list[Fact]]:
    """审批环评268个，对重点项目提前介入: a deed with one figure takes up the words behind."""
    joined: list[list[Fact]] = []
    for sentence in sentences:
        if joined and _takes_up(joined[-1], sentence, years):
            joined[-1] = [*joined[-1], *sentence]
        else:
            joined.append(list(sentence))
    return joined


def _takes_up(one: Sequence[Fact], other: Sequence[Fact], years: Sequence[str]) -> bool:
    if len(one) != 1 or len(other) != 1 or one[0].is_text or not other[0].is_text:
        return False
    words = other[0].note.strip()
    short = len(words) <= _SHORT_DEED and not _is_several(words)
    return short and not _period(one[0], years) and _follows_a_deed(one[0])


def _point(facts: Sequence[Fact], years: Sequence[str]) -> Point:
    periods = {_period(fact, years) for fact in facts if not fact.is_text}
    return Point(tuple(facts), periods.pop() if len(periods) == 1 else "")


def _begins_new(current: Sequence[Fact], fact: Fact, years: Sequence[str]) -> bool:
    last = current[-1]
    if fact.is_text:
        both_short = last.is_text and len(last.note) + len(fact.note) <= _SHORT_DEED
        return not both_short or any(_is_several(f.note) for f in (last, fact)) or len(current) > 1
    if last.is_text and (_is_several(last.note) or not _follows_a_deed(fact)):
        return True
    figures = [f for f in current if not f.is_text]
    return bool(figures) and _period(figures[-1], years) != _period(fact, years)


def _belongs(fact: Fact) -> bool:
    """Whether it leans on the fact before it, and so stays in its sentence."""
    from reportnlp.drafting.names import form_of

    form = form_of(fact)
    return form.part or form.kind == "change"


def _follows_a_deed(fact: Fact) -> bool:
    """Whether a figure is a deed too, and not a level of something else."""
    from reportnlp.drafting.names import is_deed

    return fact.section != "achievements" or is_deed(fact)


def _is_several(note: str) -> bool:
    """Whether the words are several sentences already, or carry marks that end one."""
    return any(mark in note.strip().rstrip("。") for mark in "。；;！？\n")


def _period(fact: Fact, years: Sequence[str]) -> str:
    period = fact.period.strip()
    own = {f"{year}{end}" for year in years for end in ("", "年", "年度", "年全年")}
    return "" if period in _YEARLY or period in own else period

"""Sentences without a model: locked clauses, joined by phrases that people wrote.

Each variant of a sentence carries the same facts; they differ in how it opens and joins.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.drafting.clauses import Clause, word_clauses
from reportnlp.drafting.names import starts_with_verb
from reportnlp.drafting.outline import Point
from reportnlp.drafting.themes import fitting_phrase, theme_phrases
from reportnlp.drafting.wording import Choice, phrases
from reportnlp.facts import Fact

_ENDS = "。！？；"
_FIELD = 2
_DEED_KINDS = frozenset(("verb", "event"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands.

    section: of `reportnlp.facts.FACT_SECTIONS`.
    topic:   the title that it stands under, "" for none.
    first:   whether it opens its paragraph.
    last:    whether it may end its topic with a clause of purpose.
    yearly:  whether the report is of a whole year, so that 全年 is true of its figures.
    """

    section: str
    topic: str = ""
    first: bool = True
    last: bool = False
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in one of its variants.

    text:    with its end mark.
    locked:  the stretches of it that are facts' own words and figures, in order.
    lead:    what stands before them, "" for nothing: a period, 全年, or a clause with its comma.
    phrase:  the set phrase in it, "" for none; to be counted once the sentence is chosen.
    """

    text: str
    locked: tuple[str, ...]
    lead: str = ""
    phrase: str = ""


def word_point(point: Point, choice: Choice, place: Place) -> tuple[Wording, ...]:
    """The variants of one sentence, the best first and the plainest last."""
    clauses = word_clauses(point.facts, choice, section=place.section)
    if len(clauses) == 1 and clauses[0].kind == "deed":
        return (Wording(_ended(clauses[0].text), (clauses[0].text,)),)
    body = _joined(clauses).strip().rstrip("，、,")
    locked = tuple(clause.text for clause in clauses)
    period = period_lead(point.period)
    framed = [
        Wording(_ended(f"{lead}{body}{end}"), locked, lead, phrase)
        for lead, end, phrase in _frames(point, clauses, choice, place)
    ]
    return (*framed, Wording(_ended(period + body), locked, period))


def period_lead(period: str) -> str:
    """A period as the head of a sentence: "截至11月底，", "上半年，"."""
    return f"{period.rstrip('，,')}，" if period else ""


def _joined(clauses: Sequence[Clause]) -> str:
    """Clauses with a comma between them, a semicolon where one holds commas and a new thing
    follows."""
    text = clauses[0].text
    for before, clause in itertools.pairwise(clauses):
        heavy = before.kind != "deed" and "，" in before.text and clause.kind != "deed"
        text += ("；" if heavy else "，") + clause.text
    return text


def _frames(
    point: Point, clauses: Sequence[Clause], choice: Choice, place: Place
) -> list[tuple[str, str, str]]:
    """What may stand before and behind the clauses, as (before, behind, phrase).

    One for each kind of phrase that has its place here, the kind least used so far first, so that
    no two sentences of a draft are framed alike.
    """
    if place.section != "achievements":
        return []
    period = period_lead(point.period)
    words = "".join(fact.name for fact in point.facts)
    deeds = clauses[0].kind in _DEED_KINDS and not period and place.first
    found: dict[str, tuple[str, str, str]] = {}
    if deeds and place.yearly and clauses[0].yearly:
        lead = next((p for p in choice.order(phrases("lead"), words) if not choice.used.get(p)), "")
        found["lead"] = (lead, "", lead)
    first = "".join(fact.name for fact in clauses[0].facts)
    if deeds and (phrase := fitting_phrase("opening", place.topic, first, choice)):
        found["opening"] = (f"{phrase}，", "", phrase)
    ends_well = place.last and any(clause.kind in _DEED_KINDS for clause in clauses)
    if ends_well and (phrase := fitting_phrase("closing", place.topic, words, choice)):
        found["closing"] = (period, f"，{phrase}", phrase)
    kinds = choice.order([kind for kind, frame in found.items() if frame[2]], place.topic + words)
    return [found[kind] for kind in sorted(kinds, key=lambda kind: _times(kind, choice))]


def _times(kind: str, choice: Choice) -> int:
    own = phrases(kind) if kind == "lead" else theme_phrases(kind)
    return sum(choice.used.get(phrase, 0) for phrase in own)


def _ended(text: str) -> str:
    text = text.strip().rstrip("，、,")
    return text if text.endswith(tuple(_ENDS)) else f"{text}。"


def list_sentence(items: Sequence[str]) -> str:
    """一是…；二是…；三是…。: short points in one paragraph."""
    signs = "一二三四五六七八九十"
    if len(items) == 1:
        return _ended(items[0])
    listed = [f"{signs[i]}是{item.rstrip('。；')}" for i, item in enumerate(items)]
    several = any("。" in item.rstrip("。") for item in items)
    return ("。" if several else "；").join(listed) + "。"


def deed_words(fact: Fact) -> str:
    """A problem or plan in words: topic and note, the topic not said twice."""
    note, topic = fact.note.strip(), fact.topic.strip()
    if not note or note.startswith(topic):
        return note or topic
    if not topic:
        return note
    if says_something(topic):
        return f"{topic}，{note}"
    return f"{'在' if fact.section == 'plans' else ''}{topic}方面，{note}"


def says_something(topic: str) -> bool:
    """Whether a topic is a statement (融合不够紧) or a deed (抓品牌打造), not a field (学科)."""
    if topic.endswith("方面"):
        return True
    # Two characters name a field: 创新, 融合, 学科.
    return len(topic) > _FIELD and (
        starts_with_verb(topic)
        or topic[:1] in _DEEDS
        or any(character in _STATES for character in topic)
    )


_DEEDS = frozenset("抓强促优提建聚深推严守树创办惠护补拓固夯加改坚做搭拧紧突扩壮育引用以把持")
_STATES = frozenset("不够难少弱短低缺大慢欠未偏高差薄窄浅松散乱旧软滞无较还有")

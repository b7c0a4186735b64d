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
from reportnlp.drafting.wording import Choice, phrases
from reportnlp.facts import Fact

_ENDS = "。！？；"
_FIELD = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in one of its variants.

    text:    with its end mark.
    locked:  the stretches of it that are facts' own words and figures, in order.
    lead:    the phrase that opens it, "" for none; to be counted once it is chosen.
    """

    text: str
    locked: tuple[str, ...]
    lead: str = ""


def word_point(
    point: Point, choice: Choice, *, section: str, first: bool, yearly: bool
) -> tuple[Wording, ...]:
    """The variants of one sentence, the best first.

    first:  whether it opens its paragraph.
    yearly: whether the report is of a whole year, so that 全年 is true of its figures.
    """
    clauses = word_clauses(point.facts, choice, section=section)
    if len(clauses) == 1 and clauses[0].kind == "deed":
        return (Wording(_ended(clauses[0].text), (clauses[0].text,)),)
    body = _joined(clauses)
    locked = tuple(clause.text for clause in clauses)
    leads = _leads(point, clauses, choice, section=section, first=first, yearly=yearly)
    return tuple(Wording(_ended(lead + body), locked, lead) for lead in leads)


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


def _leads(
    point: Point,
    clauses: Sequence[Clause],
    choice: Choice,
    *,
    section: str,
    first: bool,
    yearly: bool,
) -> tuple[str, ...]:
    if point.period:
        return (period_lead(point.period),)
    if clauses[0].kind == "deed" or section != "achievements":
        return ("",)
    if not first or not yearly or not clauses[0].yearly:
        return ("",)
    leads = choice.order(phrases("lead"), point.facts[0].id)
    return (*(lead for lead in leads if not choice.used.get(lead)), "")


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
    if _says_something(topic):
        return f"{topic}，{note}"
    return f"{'在' if fact.section == 'plans' else ''}{topic}方面，{note}"


def _says_something(topic: str) -> bool:
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

"""The template's sentence behind a framing clause that a small model chose.

The facts' own clauses stay as they are, exact by construction; the clause before them only says
attitude or purpose (`framing`) and takes the place of the template's 全年 or 一年来.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from reportnlp.drafting.draft import Candidate
from reportnlp.drafting.framing import framing_clauses
from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, ModelCard, Request
from reportnlp.drafting.names import tells_a_deed
from reportnlp.drafting.outline import Point
from reportnlp.drafting.template import Wording
from reportnlp.drafting.verification import refusals
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern

_FIGURE = Pattern(r"[0-9０-９][0-9０-９.,%％]*")
_CONTEXT = 160
_OPENING, _REPEAT = 2, 4
_NEAR = 250
_ENDS = "。；\n"
_SHOWN = 6
_PREDICATE = 6
_SECTIONS = frozenset(("achievements", "plans"))


@runtime_checkable
class ClauseJudge(Protocol):
    """A model too small to word facts, which knows what sounds right before them."""

    @property
    def card(self) -> ModelCard: ...

    def aptest(self, request: Request, clauses: Sequence[str]) -> tuple[str, ...]:
        """Those of the clauses that are apt between `before` and `after`, the aptest first."""
        ...


def framed_candidates(
    judge: ClauseJudge,
    point: Point,
    plain: Wording,
    *,
    section: str,
    topic: str,
    before: str,
    others: Sequence[Fact],
    seed: int,
) -> tuple[Candidate, ...]:
    """The template's sentence with the aptest clauses before it, verified.

    plain:  the template's wording, its lead left out.
    topic:  what the sentence is about; before: the draft so far, with its figures.
    others: further facts of the draft.

    None where a clause has no place: before words of the file, a period, a problem, or a level that
    nobody did (门诊量); and none where none is apt for the first fact.
    """
    first = point.facts[0]
    if section not in _SECTIONS or point.period or first.is_text or not tells_a_deed(first):
        return ()
    body = plain.text[len(plain.lead) :]
    request = Request(
        "clause",
        section,
        topic,
        before=_without_figures(before[-_CONTEXT:]),
        after="，" + _without_figures(body),
        seed=seed,
    )
    made = []
    for clause in judge.aptest(request, framing_clauses(topic, first.name))[:_SHOWN]:
        text = f"{clause}，{body}"
        reasons = (
            *_said_before(clause, before),
            *_echoes(clause, topic, before),
            *refusals(text, point.facts, locked=(*plain.locked, topic), others=others),
        )
        made.append(Candidate(text, judge.card.backend, seed, reasons))
    return tuple(made)


def _said_before(clause: str, before: str) -> tuple[str, ...]:
    """Why a clause would sound like one that stands in the draft already."""
    opening = clause[:_OPENING]
    near = f"。{before}"[-_NEAR:]
    if any(f"{mark}{opening}" in near for mark in _ENDS):
        return (f"上文刚有一句以“{opening}”开头",)
    runs = (clause[i : i + _REPEAT] for i in range(len(clause) - _REPEAT + 1))
    said = next((run for run in runs if run in before), "")
    return (f"上文已有“{said}”",) if said else ()


def _echoes(clause: str, topic: str, before: str) -> tuple[str, ...]:
    """Why a clause would sound like its heading: 学生工作用心用情 wants no 用心守护 behind it.

    before: begins with the headings of the section (`writer`).
    """
    _, _, rest = before.partition(topic)
    predicate = rest.partition("。")[0]
    if not topic or len(predicate) > _PREDICATE:
        return ()
    pairs = (predicate[i : i + 2] for i in range(len(predicate) - 1))
    said = next((pair for pair in pairs if pair in clause), "")
    return (f"标题里已有“{said}”",) if said else ()


def _without_figures(text: str) -> str:
    return _FIGURE.sub(SLOT_OPEN + SLOT_CLOSE, text)

"""The template's sentence behind a clause that a small model words.

The facts' own clauses stay as they are, exact by construction; the clause before them only says
attitude or purpose (`framing`) and takes the place of the template's 全年 or 一年来.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportnlp.drafting.draft import Candidate
from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Request, TextGenerator
from reportnlp.drafting.outline import Point
from reportnlp.drafting.template import Wording
from reportnlp.drafting.verification import refusals
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern

_FIGURE = Pattern(r"[0-9０-９][0-9０-９.,%％]*")
_CONTEXT = 160
_CLAUSE_CHARS = 25
_SECTIONS = frozenset(("achievements", "plans"))


def framed_candidates(
    generator: TextGenerator,
    point: Point,
    plain: Wording,
    *,
    section: str,
    topic: str,
    before: str,
    others: Sequence[Fact],
    seed: int,
    count: int,
) -> tuple[Candidate, ...]:
    """The template's sentence with clauses of a model before it, verified.

    plain:  the template's wording, its lead left out.
    topic:  what the sentence is about; before: the draft so far, with its figures.
    others: further facts of the draft.
    count:  clauses that are asked for; fewer come where few are apt.

    None where a clause has no place: before words of the file, a period, or a problem.
    """
    if section not in _SECTIONS or point.period or point.facts[0].is_text:
        return ()
    body = plain.text[len(plain.lead) :]
    request = Request(
        "clause",
        section,
        topic,
        before=_without_figures(before[-_CONTEXT:]),
        after="，" + _without_figures(body),
        max_chars=_CLAUSE_CHARS,
        seed=seed + len(before),
    )
    made = []
    for number, answer in enumerate(generator.generate(request, count=count)):
        text = f"{answer.text.strip('，。；、 ')}，{body}"
        reasons = refusals(text, point.facts, locked=(*plain.locked, topic), others=others)
        if not answer.finished:
            reasons = ("句子没有写完", *reasons)
        made.append(Candidate(text, generator.card.backend, request.seed + number, reasons))
    return tuple(made)


def _without_figures(text: str) -> str:
    return _FIGURE.sub(SLOT_OPEN + SLOT_CLOSE, text)

"""What a model is asked for a sentence, and what comes of its answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportnlp.drafting.additions import change_of
from reportnlp.drafting.clauses import deed, quantity_of, unsigned
from reportnlp.drafting.draft import Candidate
from reportnlp.drafting.examples import copied, our_examples, pick_examples
from reportnlp.drafting.framed import ClauseJudge, framed_candidates
from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Request, TextGenerator
from reportnlp.drafting.names import form_of
from reportnlp.drafting.outline import Point
from reportnlp.drafting.past import PastSentence
from reportnlp.drafting.policy import MARKS, slot_names
from reportnlp.drafting.prompts import answers_of
from reportnlp.drafting.template import Wording
from reportnlp.drafting.verification import refusals
from reportnlp.facts import Fact

_TRIES = {True: 2, False: 3}
_SEED_STEP = 1000
_CONTEXT = 160
_CHARS_A_FACT = 40
_EXAMPLES = 3
_LINKS = ("", "为", "达", "达到", "共", "共计", "保持", "保持在")
"""What may stand between the name of a thing and its figure."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks a generator for wordings of a point; None answers nothing.

    count:    wordings a request.
    past:     sentences of the user's past report, to be shown as examples.
    listener: told the pieces of text while they are written.
    """

    generator: TextGenerator | None
    count: int
    past: tuple[PastSentence, ...] = ()
    listener: Callable[[str, str], None] | None = None

    def candidates(
        self,
        point: Point,
        *,
        plain: Wording,
        framed: bool,
        section: str,
        topic: str,
        before: str,
        others: Sequence[Fact],
        seed: int,
    ) -> tuple[Candidate, ...]:
        """The model's wordings of a point, verified; refused ones are kept with their reasons.

        plain: the template's wording, for a model that only chooses a clause before it.
        framed: whether a clause may be put before the plain wording.
        """
        if self.generator is None or all(fact.is_text for fact in point.facts):
            return ()
        if isinstance(self.generator, ClauseJudge):
            # Left to word facts it names deeds that nobody reported, which no check sees.
            return framed_candidates(
                self.generator, point, plain, section=section, topic=topic, before=before,
                others=others, seed=seed,
            ) if framed else ()  # fmt: skip
        request, fill = _sentence_request(point, section, topic, before)
        made: list[Candidate] = []
        tries = _TRIES[self.generator.guarded]
        for attempt in range(tries):
            # Small models copy examples instead of wording the facts: ours are for the servers,
            # where large models run, and for their last try.
            ours = not self.generator.guarded and attempt == tries - 1
            request = replace(request, examples=self._examples(point, section, topic, ours=ours))
            shown = (*request.examples, *answers_of(request.task))
            # Another seed for another try, and another for each sentence of the draft.
            own_seed = seed + attempt * _SEED_STEP + len(before)
            answers = self.generator.generate(
                replace(request, seed=own_seed), count=self.count, on_text=self._on_text
            )
            for number, answer in enumerate(answers):
                text, locked = fill(answer.text.strip())
                reasons = refusals(
                    text, point.facts, locked=locked, names=request.names, others=others
                )
                if reason := _loose_slot(answer.text, request):
                    reasons = (reason, *reasons)
                if piece := copied(answer.text, shown, (*locked, before)):
                    reasons = (f"照抄例句“{piece}”", *reasons)
                if piece := copied(answer.text, (before,), locked):
                    reasons = (f"重复上文“{piece}”", *reasons)
                if not answer.finished:
                    reasons = ("句子没有写完", *reasons)
                source = self.generator.card.backend
                made.append(
                    Candidate(text, source, own_seed + number, tuple(dict.fromkeys(reasons)))
                )
            if any(not candidate.reasons for candidate in made):
                break
        return tuple(_distinct(made))

    def weighed(self, before: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The candidates with their likelihood under the model, where it can tell."""
        passed = [c for c in candidates if not c.reasons]
        if self.generator is None or len(passed) < 2:
            return tuple(candidates)
        texts = tuple(c.text for c in passed)
        likelihoods = self.generator.log_likelihoods(before[-_CONTEXT:], texts)
        if likelihoods is None:
            return tuple(candidates)
        known = dict(zip(texts, likelihoods, strict=True))
        return tuple(replace(c, likelihood=known.get(c.text)) for c in candidates)

    def _examples(self, point: Point, section: str, topic: str, *, ours: bool) -> tuple[str, ...]:
        about = topic + "".join(fact.name or fact.note for fact in point.facts)
        return pick_examples(
            about, section, self.past, our_examples() if ours else (), count=_EXAMPLES
        )

    def _on_text(self, piece: str) -> None:
        if self.listener is not None:
            self.listener("piece", piece)


Fill = Callable[[str], tuple[str, tuple[str, ...]]]


def _sentence_request(point: Point, section: str, topic: str, before: str) -> tuple[Request, Fill]:
    """A whole sentence around slots; what the file says in words stands before it, as it is."""
    deeds = [deed(fact) for fact in point.facts if fact.is_text]
    figures = [fact for fact in point.facts if not fact.is_text]
    head = "，".join(deeds) + ("，" if deeds else "")
    if point.period:
        head = f"{point.period}，{head}"
    request = Request(
        task="sentence",
        section=section,
        topic=topic,
        before=_without_figures(before[-_CONTEXT:]) + head,
        slots=tuple(_slot_words(fact) for fact in figures),
        names=tuple(dict.fromkeys(_said_name(fact) for fact in figures)),
        max_chars=_CHARS_A_FACT * len(figures) + 20,
    )

    def fill(answer: str) -> tuple[str, tuple[str, ...]]:
        text = answer
        for number, fact in enumerate(figures, start=1):
            text = text.replace(f"{SLOT_OPEN}{number}{SLOT_CLOSE}", _said_quantity(fact))
        own = [part for fact in figures for part in (_said_name(fact), _said_quantity(fact))]
        return head + text, (*deeds, point.period, *own, topic)

    return request, fill


def _loose_slot(answer: str, request: Request) -> str:
    """Why a slot is not bound to its thing: "" where each has the name before it, a mark behind.

    Words that are merely alike can be another thing: 办理案件 is not 审结案件.
    """
    for number, name in enumerate(slot_names(request), start=1):
        before, _, behind = answer.partition(f"{SLOT_OPEN}{number}{SLOT_CLOSE}")
        if not any(before.endswith(name + link) for link in _LINKS):
            return f"数字前没有写“{name}”"
        if behind[:1] not in MARKS:
            return f"数字后多了“{behind[:1]}”"
    return ""


def _slot_words(fact: Fact) -> str:
    name = ("其中" if form_of(fact).part else "") + _said_name(fact)
    return f"{name}（{fact.unit}）" if fact.unit or name.endswith("）") else name


def _said_name(fact: Fact) -> str:
    """The name of a fact as it stands before its figure: that of what fell says so."""
    form = form_of(fact)
    return form.name.removesuffix(form.how) + change_of(fact)


def _said_quantity(fact: Fact) -> str:
    """The figure with its unit; without the sign that the name says."""
    falls = change_of(fact) != form_of(fact).how
    return unsigned(fact) if falls else quantity_of(fact)


def _without_figures(text: str) -> str:
    """The text with a slot for each run of figures, for a model that shall see none."""
    out: list[str] = []
    inside = False
    for character in text:
        figure = character.isdigit() or (inside and character in ".,%")
        if figure and not inside:
            out.append(f"{SLOT_OPEN}{SLOT_CLOSE}")
        if not figure:
            out.append(character)
        inside = figure
    return "".join(out)


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    return list({candidate.text: candidate for candidate in reversed(candidates)}.values())[::-1]

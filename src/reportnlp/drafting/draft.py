"""A draft in the making and when it is done: paragraphs of sentences that know their facts."""

from __future__ import annotations

from dataclasses import dataclass

from reportnlp.document import Document
from reportnlp.drafting.generator import ModelCard
from reportnlp.facts import Fact, Facts

PARAGRAPH_KINDS = ("title", "author", "heading1", "heading2", "body", "signature", "date")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A wording that was considered.

    text:       with its figures put in.
    source:     the backend that wrote it, or "template".
    seed:       that it was made with.
    reasons:    why it was refused; empty if it passed.
    likelihood: mean log-likelihood in nats a character; None where not asked or not known.
    score:      the higher the better, among those that passed; see `ranking`.
    phrase:     the set phrase in it, "" for none; no phrase stands twice in a draft.
    """

    text: str
    source: str
    seed: int
    reasons: tuple[str, ...] = ()
    likelihood: float | None = None
    score: float = 0.0
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft.

    facts:      those that it says, in the order of the file.
    candidates: all that were considered; empty for set wording (headings, openings).
    source:     who worded it: a backend, or "template".
    proposal:   whether it is offered for confirmation (【请核实】), not stated.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    source: str = "template"
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of a draft.

    kind:    one of `PARAGRAPH_KINDS`.
    section: of `reportnlp.facts.FACT_SECTIONS`, "" for title and signature.
    heading: words at its head that are no sentence: "（一）理论武装。"; part of its text.
    """

    kind: str
    sentences: tuple[Sentence, ...]
    section: str = ""
    heading: str = ""

    @property
    def text(self) -> str:
        return self.heading + "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a report.

    card: of the model that was asked; the template's where none was.
    """

    paragraphs: tuple[DraftParagraph, ...]
    facts: Facts
    card: ModelCard
    seed: int

    @property
    def document(self) -> Document:
        """The draft as a document, to be checked and analysed like any other."""
        return Document.from_paragraphs([paragraph.text for paragraph in self.paragraphs])

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)

    @property
    def blanks(self) -> tuple[Fact, ...]:
        """The facts whose figure is not known yet, in the order of the draft."""
        return tuple(f for s in self.sentences for f in s.facts if f.is_blank)

    @property
    def used(self) -> tuple[Fact, ...]:
        """Every fact that the draft says."""
        return tuple(dict.fromkeys(f for s in self.sentences for f in s.facts))

    @property
    def refused(self) -> int:
        """How many candidates were refused."""
        return sum(bool(c.reasons) for s in self.sentences for c in s.candidates)

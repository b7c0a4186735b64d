"""Facts into the blanks of a draft: what is filled, what is left, what a person has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.collecting.blanks import Blank, find_blanks
from reportnlp.document import Document, Offsets, Span
from reportnlp.extraction.placeholders import find_placeholders
from reportnlp.facts import Fact, Facts
from reportnlp.filling.matching import Match, match_facts
from reportnlp.filling.wording import word_fact

if TYPE_CHECKING:
    from reportnlp.formats.revisions import Replacement

STATES = ("filled", "doubtful", "left")


@dataclass(frozen=True, slots=True)
class Filling:
    """What becomes of a blank.

    state:  one of `STATES`.
    fact:   that is, or might be, meant; None where there is none.
    score:  how well it fits, 0 to 1; 2 where the ids are the same.
    how:    "id", "mark" or "name", see `Match`.
    span:   of the document's text, to be replaced.
    text:   what stands there afterwards; "" where nothing is filled in.
    note:   what a person should know, in Chinese; "" for nothing.
    others: further facts that might be meant.
    """

    blank: Blank
    state: str
    fact: Fact | None
    score: float
    how: str
    span: Span
    text: str = ""
    note: str = ""
    others: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A draft with what becomes of its blanks.

    fillings: in the order of the text.
    unused:   facts with a figure that no blank asked for.
    masked:   blanks that stand for names, places or dates, which facts do not have.
    """

    document: Document
    fillings: tuple[Filling, ...]
    unused: tuple[Fact, ...]
    masked: int

    @property
    def text(self) -> str:
        """The text with its blanks filled."""
        pieces, position = [], 0
        for filling in self.fillings:
            if filling.state == "filled":
                pieces += [self.document.text[position : filling.span.start], filling.text]
                position = filling.span.end
        return "".join((*pieces, self.document.text[position:]))

    def of_state(self, state: str) -> tuple[Filling, ...]:
        return tuple(filling for filling in self.fillings if filling.state == state)


def fill_document(document: Document, facts: Facts) -> Filled:
    """Finds for every blank of a draft the fact that it asks for."""
    joined, offsets = document.unwrapped()
    blanks = find_blanks(document)
    matches = match_facts(joined, blanks, facts)
    fillings = tuple(_filling(joined, match, offsets) for match in matches)
    used = {filling.fact.id for filling in fillings if filling.fact is not None}
    unused = [f for f in facts.facts if f.value is not None and not f.is_text and f.id not in used]
    masked = sum(item.kind != "number" for item in find_placeholders(joined))
    return Filled(document, _apart(fillings), tuple(unused), masked)


def _filling(joined: Document, match: Match, offsets: Offsets) -> Filling:
    blank = match.blank
    if not match.candidates:
        return Filling(blank, "left", None, 0.0, "", blank.span, note=match.reason)
    best = match.candidates[0]
    others = tuple(candidate.fact for candidate in match.candidates[1:])
    score = min(best.score, 2.0)
    if not match.is_sure:
        return Filling(
            blank, "doubtful", best.fact, score, match.how, blank.span, "", match.reason, others
        )
    wording = word_fact(joined.text, blank, best.fact)
    span = offsets.original(wording.span)
    return Filling(
        blank, "filled", best.fact, score, match.how, span, wording.text, wording.note, others
    )


def _apart(fillings: Sequence[Filling]) -> tuple[Filling, ...]:
    """Without two that would change the same characters: the second is left to a person."""
    end = 0
    result = []
    for filling in fillings:
        if filling.state == "filled" and filling.span.start < end:
            filling = _refused(filling, "与前一处缺项连在一起")
        if filling.state == "filled":
            end = filling.span.end
        result.append(filling)
    return tuple(result)


def _refused(filling: Filling, note: str) -> Filling:
    return replace(filling, state="doubtful", text="", note=note, span=filling.blank.span)


# ------------------------------------------------------------------------------ Word files


def fill_word(
    data: bytes,
    filled: Filled,
    *,
    tracked: bool,
    author: str,
    path: Path | str = "",
    written: datetime | None = None,
) -> tuple[bytes, Filled]:
    """The bytes of a Word file with its blanks filled, and what became of them after all.

    data:    of the file that `filled.document` was read from.
    tracked: as tracked changes; else outright.
    written: when, by the writer's clock; now where it is not given.
    """
    from reportnlp.formats.revisions import with_replacements

    changes = {_change(filling): filling for filling in filled.of_state("filled")}
    revised = with_replacements(
        data, changes, author=author, tracked=tracked, written=written, path=path
    )
    refused = {id(changes[change]) for change in revised.refused}
    note = "这一处在 Word 里不能直接替换，请手工填写"
    fillings = tuple(
        _refused(filling, note) if id(filling) in refused else filling
        for filling in filled.fillings
    )
    return revised.data, replace(filled, fillings=fillings)


def _change(filling: Filling) -> Replacement:
    from reportnlp.formats.revisions import Replacement

    # The yellow of 【待补：…】 says that something is missing.
    is_ours = filling.blank.placeholder.rule == "bracket-placeholder"
    return Replacement(filling.span, filling.text, unmarked=is_ours)

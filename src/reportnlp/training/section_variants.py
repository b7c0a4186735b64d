"""Labelled reports in the other shapes that offices write: without headings, in one paragraph."""

from __future__ import annotations

from typing import Any

from reportnlp.annotations import SECTION_LABELS
from reportnlp.document import Document
from reportnlp.extraction.section_units import Layout

_FRONT = frozenset({"title", "salutation", "closing"})


def without_headings(
    layout: Layout, labels: tuple[int, ...], *, joined: bool
) -> tuple[dict[str, Any], Document]:
    """The same report without its standing headings, and its line of labels.jsonl.

    joined: also with all its paragraphs in one, but for title, salutation and closing.
    """
    pieces: list[str] = []
    sections: list[dict[str, Any]] = []
    length = 0
    for index, unit in enumerate(layout.units):
        if unit.heading >= 0 and not layout.headings[unit.heading].run_in:
            continue
        words = layout.text(index)
        if unit.heading >= 0:
            heading = layout.headings[unit.heading]
            words = words[len(heading.sign) :].strip()
        name = SECTION_LABELS[labels[index]]
        last = sections[-1]["label"] if sections else ""
        apart = name in _FRONT or last in _FRONT
        breaks = unit.first and (apart or not joined)
        if pieces and (breaks or _lost_its_stop(pieces[-1], unit.first)):
            pieces.append("\n")
            length += 1
        if name != last:
            if sections:
                sections[-1]["end"] = length
            sections.append({"label": name, "start": length, "end": length})
        pieces.append(words)
        length += len(words)
    sections[-1]["end"] = length
    suffix = "joined" if joined else "bare"
    record = {"file": suffix, "half": "dev", "sections": sections}
    return record, Document.from_text("".join(pieces))


def _lost_its_stop(piece: str, first: bool) -> bool:
    return first and piece[-1:] not in "。！？；：”）\n"

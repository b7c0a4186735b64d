"""The parts of a report and their roles: 成效, 问题, 思路 and the rest (sections).

Headings and cue sentences are evidence that a person wrote down (section_cues.tsv); a small learned
classifier judges the units where they are silent; the best sequence of labels decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportnlp.annotations import SECTION_LABELS, Section
from reportnlp.document import Document, Span
from reportnlp.extraction.section_evidence import find_evidence
from reportnlp.extraction.section_model import (
    SectionModel,
    best_path,
    calibrated,
    emissions,
    load_section_model,
    marginals,
    transitions,
)
from reportnlp.extraction.section_units import Layout, lay_out


@dataclass(frozen=True, slots=True)
class Block:
    """Units in a row with one label.

    first, last: indices of units, last included.
    label:       index into `SECTION_LABELS`.
    probability: mean over the characters, not calibrated.
    """

    first: int
    last: int
    label: int
    probability: float


def find_sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document without hard line wraps; every visible character is in one."""
    layout = lay_out(document)
    return sections_of(load_section_model(), layout) if layout.units else ()


def find_labels(document: Document, wanted: frozenset[str], least: float) -> frozenset[str]:
    """The wanted labels of which there is a section with at least that confidence.

    As `find_sections` would tell, but without weighing sections that are not wanted.
    """
    layout = lay_out(document)
    if not layout.units:
        return frozenset()
    model = load_section_model()
    evidence = find_evidence(layout)
    rows, steps = emissions(model, layout, evidence), transitions(model, layout, evidence)
    path = best_path(model, rows, steps)
    if wanted.isdisjoint(SECTION_LABELS[label] for label in path):
        return frozenset()
    blocks = _blocks(layout, path, marginals(model, rows, steps))
    sure = (block.label for block in blocks if _confidence(model, block) >= least)
    return wanted.intersection(SECTION_LABELS[label] for label in sure)


def _confidence(model: SectionModel, block: Block) -> float:
    return round(calibrated(model, block.probability), 3)


def sections_of(model: SectionModel, layout: Layout) -> tuple[Section, ...]:
    """The sections of a document that is cut into units, of which there is at least one."""
    document = layout.document
    blocks = find_blocks(model, layout)
    starts = [_start(document, layout, block, index) for index, block in enumerate(blocks)]
    ends = [*starts[1:], len(document.text)]
    return tuple(
        Section(
            Span(start, start + len(document.text[start:end].rstrip())),
            SECTION_LABELS[block.label],
            _heading(layout, block),
            _confidence(model, block),
        )
        for block, start, end in zip(blocks, starts, ends, strict=True)
    )


def find_blocks(model: SectionModel, layout: Layout) -> tuple[Block, ...]:
    """The best sequence of blocks."""
    evidence = find_evidence(layout)
    rows, steps = emissions(model, layout, evidence), transitions(model, layout, evidence)
    return _blocks(layout, best_path(model, rows, steps), marginals(model, rows, steps))


def _blocks(layout: Layout, path: list[int], likely: list[list[float]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    first = 0
    for index in range(1, len(path) + 1):
        if index == len(path) or path[index] != path[first]:
            probability = _mean(layout, likely, path[first], first, index)
            blocks.append(Block(first, index - 1, path[first], probability))
            first = index
    return tuple(blocks)


def _mean(layout: Layout, likely: list[list[float]], label: int, first: int, end: int) -> float:
    lengths = [layout.units[index].end - layout.units[index].start for index in range(first, end)]
    weighted = (
        length * likely[index][label]
        for index, length in zip(range(first, end), lengths, strict=True)
    )
    return sum(weighted) / sum(lengths)


def _start(document: Document, layout: Layout, block: Block, index: int) -> int:
    """Where a block begins: with the marks (#, -, |) that stand before it on its line."""
    text = document.text
    if index == 0:
        return len(text) - len(text.lstrip())
    unit = layout.units[block.first]
    if not unit.first:
        return unit.start
    line = max(text.rfind("\n", 0, unit.start) + 1, layout.units[block.first - 1].end)
    before = text[line : unit.start]
    return line + len(before) - len(before.lstrip())


def _heading(layout: Layout, block: Block) -> str:
    unit = layout.units[block.first]
    if unit.heading < 0 or SECTION_LABELS[block.label] in ("title", "salutation"):
        return ""
    return layout.headings[unit.heading].span.cut(layout.document.text)

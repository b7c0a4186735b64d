"""How well sections are found: characters, boundaries, and whether confidences hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.annotations import Section

TOLERANCE = 5
"""Characters that a boundary may be off."""


@dataclass(frozen=True, slots=True)
class SectionScore:
    """Counts over one or more documents.

    right, characters:      visible characters with the right label, and all of them.
    hits, found, expected:  starts of sections that match, that were found, that are gold.
    judged:                 for each section found: confidence, and whether its label is right.
    """

    right: int = 0
    characters: int = 0
    hits: int = 0
    found: int = 0
    expected: int = 0
    judged: tuple[tuple[float, bool], ...] = ()

    def __add__(self, other: SectionScore) -> SectionScore:
        return SectionScore(
            self.right + other.right,
            self.characters + other.characters,
            self.hits + other.hits,
            self.found + other.found,
            self.expected + other.expected,
            self.judged + other.judged,
        )

    @property
    def accuracy(self) -> float:
        return self.right / max(self.characters, 1)

    @property
    def boundary_f1(self) -> float:
        return 2 * self.hits / max(self.found + self.expected, 1)

    @property
    def summary(self) -> str:
        return (
            f"accuracy {self.accuracy:.4f}, boundary F1 {self.boundary_f1:.4f}, "
            f"calibration error {self.calibration_error:.4f}"
        )

    @property
    def calibration_error(self) -> float:
        """Expected calibration error of the confidences, in ten bins."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for confidence, right in self.judged:
            bins.setdefault(min(int(confidence * 10), 9), []).append((confidence, right))
        error = 0.0
        for members in bins.values():
            mean = sum(confidence for confidence, _ in members)
            error += abs(mean - sum(right for _, right in members))
        return error / max(len(self.judged), 1)


def score_sections(text: str, gold: Sequence[Section], found: Sequence[Section]) -> SectionScore:
    """Compare the sections found with the gold ones of the same text."""
    expected = _labels(text, gold)
    given = _labels(text, found)
    visible = [index for index, character in enumerate(text) if not character.isspace()]
    right = sum(expected[index] == given[index] != "" for index in visible)
    judged = tuple(
        (section.confidence, _majority(expected, text, section) == section.label)
        for section in found
    )
    hits = _matched([s.span.start for s in gold], [s.span.start for s in found])
    return SectionScore(right, len(visible), hits, len(found), len(gold), judged)


def _labels(text: str, sections: Sequence[Section]) -> list[str]:
    labels = [""] * len(text)
    for section in sections:
        length = section.span.end - section.span.start
        labels[section.span.start : section.span.end] = [section.label] * length
    return labels


def _majority(expected: list[str], text: str, section: Section) -> str:
    counts: dict[str, int] = {}
    for index in range(section.span.start, section.span.end):
        if not text[index].isspace():
            counts[expected[index]] = counts.get(expected[index], 0) + 1
    return max(counts, key=lambda label: counts[label]) if counts else ""


def _matched(gold: list[int], found: list[int]) -> int:
    hits = position = 0
    for start in gold:
        while position < len(found) and found[position] < start - TOLERANCE:
            position += 1
        if position < len(found) and found[position] <= start + TOLERANCE:
            hits += 1
            position += 1
    return hits

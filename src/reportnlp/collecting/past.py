"""What past reports said: the figure that a blank had, and figures that the draft does not give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportnlp.annotations import Metric
from reportnlp.collecting.blanks import Blank, Places, marked, sentence_at
from reportnlp.collecting.cells import clean_unit, read_measure
from reportnlp.collecting.likeness import likeness, name_likeness
from reportnlp.document import Document
from reportnlp.extraction.metrics import find_metrics

_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)|(?:19|20)[0-9]{2}")
_NUMBER = re.compile(r"[0-9][0-9.,]*|【▁▁】|[*＊×XxＸ_＿]{1,6}")
_TITLE = 120
# Measured: of 260 figures of a ten-year series that the year before had, 213 are found and none is
# wrong; of 1370 figures of single reports whose own sentence was taken away, 5 find another one.
_SAME, _SURE = 0.78, 0.5
_TOLD = 0.6
"""Likeness of names from which a figure counts as told: rather ask for one too few."""
_NO_FIGURES = frozenset(("duration", "ratio", "rank"))
_REPORTED = frozenset(("achievements", "other", "intro"))


@dataclass(frozen=True, slots=True)
class PastFigure:
    """A figure of a past report.

    name, unit: what is measured, and the unit as written.
    base_unit:  without 万 and 亿.
    quantity:   as written: "20余次".
    year:       of the report, "" where it does not say.
    sentence:   with the figure between 【 and 】.
    """

    name: str
    unit: str
    base_unit: str
    quantity: str
    year: str
    section: str
    topic: str
    sentence: str


def find_past_figures(reports: Sequence[Document]) -> tuple[PastFigure, ...]:
    """What was done in figures, the latest report first; each measured thing once a report."""
    dated = sorted(
        ((year_of(report), report) for report in reports), key=lambda pair: pair[0], reverse=True
    )
    return tuple(figure for year, report in dated for figure in _figures(report, year))


def _figures(report: Document, year: str) -> list[PastFigure]:
    joined, _ = report.unwrapped()
    places = Places(joined)
    found: dict[tuple[str, str], PastFigure] = {}
    for metric in find_metrics(joined):
        if metric.kind in _NO_FIGURES or places.label(metric.span.start) not in _REPORTED:
            continue
        quantity = metric.span.cut(joined.text)
        found.setdefault(
            (metric.name, metric.unit),
            PastFigure(
                metric.name,
                _unit_as_written(quantity, metric),
                metric.unit,
                quantity,
                year,
                places.section(metric.span.start),
                places.topic(metric.span.start),
                marked(
                    joined.text,
                    sentence_at(joined.text, metric.span),
                    metric.span,
                    f"【{quantity}】",
                ),
            ),
        )
    return list(found.values())


def _unit_as_written(quantity: str, metric: Metric) -> str:
    measure = read_measure(quantity)
    return measure.unit if measure.unit and not measure.problem else metric.unit


def year_of(report: Document) -> str:
    """The year that the head or the file name of a report tells; "" for none."""
    for text in (report.text[:_TITLE], Path(report.source.path).stem):
        match = _YEAR.search(text)
        if match:
            return match.group()
    return ""


def last_figure(blank: Blank, past: Sequence[PastFigure]) -> PastFigure | None:
    """The figure that stood in the place of a blank, or measured the same thing; None if unsure.

    A draft is often last year's report with the figures taken out: the words around tell most.
    """
    base = read_measure("1", blank.unit).base_unit if blank.unit else ""
    around = _words(blank.sentence)
    best, best_score = None, 0.0
    for figure in past:
        if base and figure.base_unit != base:
            continue
        score = name_likeness(blank.name, figure.name)
        near = likeness(around, _words(figure.sentence))
        score = max(score if score >= _SAME else 0.0, 0.5 * score + 0.5 * near)
        if score > best_score:
            best, best_score = figure, score
    return best if best_score >= _SURE else None


def _words(sentence: str) -> str:
    return _NUMBER.sub("", sentence).replace("【", "").replace("】", "")


def unreported(
    past: Sequence[PastFigure], draft: Document, blanks: Sequence[Blank]
) -> tuple[PastFigure, ...]:
    """The figures of past reports whose measured thing has neither figure nor blank in a draft."""
    joined, _ = draft.unwrapped()
    told = [(metric.name, metric.unit) for metric in find_metrics(joined)]
    told += [
        (blank.name, read_measure("1", blank.unit).base_unit if blank.unit else "")
        for blank in blanks
    ]
    asked = {figure for blank in blanks if (figure := last_figure(blank, past)) is not None}
    missing: list[PastFigure] = []
    for figure in past:
        if figure in asked or any(_is_same(figure, *other) for other in told):
            continue
        if not any(_is_same(figure, other.name, other.base_unit) for other in missing):
            missing.append(figure)
    return tuple(missing)


def _is_same(figure: PastFigure, name: str, unit: str) -> bool:
    if unit and clean_unit(unit) != figure.base_unit:
        return False
    return name_likeness(figure.name, name) >= _TOLD

"""The list of missing figures (缺项清单) of drafts: what departments are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportnlp.collecting.blanks import find_blanks
from reportnlp.collecting.departments import department_of
from reportnlp.collecting.past import (
    PastFigure,
    find_past_figures,
    last_figure,
    unreported,
)
from reportnlp.document import Document
from reportnlp.extraction.identity import identify


@dataclass(frozen=True, slots=True)
class MissingFigure:
    """A row of the list.

    id:         of the blank, or "p…" for a figure that only past reports gave.
    sentence:   of the draft with the blank as 【▁▁】; of the past report with its figure in 【】.
    last:       what was reported last: "20余次"; "" where it is not known.
    last_year:  when; "" where it is not known.
    department: "" where no table of departments was given.
    in_draft:   whether the draft has a blank for it.
    remark:     which drafts ask for it, where there are several; that only past reports gave it.
    value:      what was answered before, as typed: "31", "不适用"; "" where nothing was.
    approx:     that goes with it: "余"; "" where none.
    source:     who answered, where it was said.
    """

    id: str
    section: str
    topic: str
    sentence: str
    name: str
    unit: str
    last: str = ""
    last_year: str = ""
    department: str = ""
    in_draft: bool = True
    remark: str = ""
    value: str = ""
    approx: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose list it is, as far as the drafts agree on it; "" where they do not say.

    unit: the office that reports.
    year: of the report: "2023".
    kind: 述职报告, 工作总结, ….
    """

    unit: str = ""
    year: str = ""
    kind: str = ""


def heading_of(drafts: Sequence[Document]) -> Heading:
    """What the titles of the drafts say in common."""
    read = [identify(Path(draft.source.path).name, draft.text) for draft in drafts]
    return Heading(
        _agreed([one.unit for one in read]),
        _agreed([str(one.year or "") for one in read]),
        _agreed([one.kind for one in read]),
    )


def _agreed(words: Sequence[str]) -> str:
    return words[0] if len(set(words)) == 1 else ""


def find_missing(
    drafts: Sequence[Document],
    past: Sequence[Document] = (),
    departments: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[MissingFigure, ...]:
    """What is missing: the blanks of the drafts, then what past reports gave and no draft does.

    past:        earlier reports of the same office, in any order.
    departments: from `departments.load_departments`.

    A sentence that stands in several drafts is asked for once.
    """
    reported = find_past_figures(past)
    rows: dict[str, MissingFigure] = {}
    for draft in drafts:
        name = Path(draft.source.path).name if len(drafts) > 1 else ""
        for blank in find_blanks(draft):
            last = last_figure(blank, reported)
            known = rows.get(blank.id)
            remark = "、".join(filter(None, (known.remark if known else "", name)))
            rows[blank.id] = MissingFigure(
                blank.id,
                blank.section,
                blank.topic,
                blank.sentence,
                blank.name,
                blank.unit,
                last.quantity if last else "",
                last.year if last else "",
                remark=remark,
            )
    for figure in _unreported_everywhere(reported, drafts):
        row = _past_row(figure)
        rows.setdefault(row.id, row)
    return tuple(
        replace(row, department=department_of(departments, row.name, row.topic, row.sentence))
        if departments is not None
        else row
        for row in rows.values()
    )


def _unreported_everywhere(
    reported: Sequence[PastFigure], drafts: Sequence[Document]
) -> Sequence[PastFigure]:
    left: Sequence[PastFigure] = reported
    for draft in drafts:
        if left:
            left = unreported(left, draft, find_blanks(draft))
    return left


def _past_row(figure: PastFigure) -> MissingFigure:
    key = f"{figure.section}|{figure.name}|{figure.base_unit}"
    return MissingFigure(
        "p" + hashlib.sha256(key.encode()).hexdigest()[:8],
        figure.section,
        figure.topic,
        figure.sentence,
        figure.name,
        figure.unit,
        figure.quantity,
        figure.year,
        in_draft=False,
        remark="上次报告有，草稿里没有",
    )

"""What an earlier list of missing figures already holds: answers go along into the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportnlp.collecting.departments import UNASSIGNED
from reportnlp.collecting.missing import MissingFigure
from reportnlp.collecting.reading import read_records


@dataclass(frozen=True, slots=True)
class Answer:
    """What a department has filled in, as it was typed.

    id:     of the row.
    asked:  the name and unit that were asked for.
    value:  "31", "3.5万", "不适用".
    approx: "余", "近", …; "" where none.
    source: who says so, "" where it is not said.
    note:   a remark of the department, "" where there is none.
    """

    id: str
    asked: tuple[str, str]
    value: str
    approx: str = ""
    source: str = ""
    note: str = ""


def read_answers(path: Path) -> tuple[Answer, ...]:
    """The answers of a list; rows that were left empty are not among them.

    Raises UnreadableFileError for a file that is no facts file.
    """
    answers = []
    for record in read_records(path).records:
        said = {
            column: " ".join(cell.text.split())
            for column, cell in record.cells.items()
            if not cell.problem
        }
        if said.get("value"):
            asked = (said.get("name", ""), said.get("unit", ""))
            rest = (said.get(column, "") for column in ("approx", "source", "note"))
            answers.append(Answer(said.get("id", ""), asked, said["value"], *rest))
    return tuple(answers)


def with_answers(
    rows: Sequence[MissingFigure], answers: Sequence[Answer]
) -> tuple[tuple[MissingFigure, ...], int]:
    """The rows with what was answered for them before, and how many answers were not asked for.

    A row takes the answer with its id; where the sentence was rewritten, the one answer that has
    its name and unit, if no other row does.
    """
    by_id = {answer.id: answer for answer in answers if answer.id}
    found = {row.id: by_id[row.id] for row in rows if row.id in by_id}
    left = [answer for answer in answers if answer not in found.values()]
    open_rows = [row for row in rows if row.id not in found]
    given = Counter(answer.asked for answer in left)
    asked = Counter((row.name, row.unit) for row in open_rows)
    for row in open_rows:
        key = (row.name, row.unit)
        if row.name and given[key] == asked[key] == 1:
            found[row.id] = next(answer for answer in left if answer.asked == key)
    filled = tuple(_filled(row, found[row.id]) if row.id in found else row for row in rows)
    return filled, len(answers) - len(found)


def _filled(row: MissingFigure, answer: Answer) -> MissingFigure:
    source = answer.source.removeprefix(UNASSIGNED)
    return replace(
        row,
        value=answer.value,
        approx=answer.approx,
        source="" if source == row.department else source,
        remark=answer.note or row.remark,
    )

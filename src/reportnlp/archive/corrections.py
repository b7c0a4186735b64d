"""What a person puts right: small tables that an archive takes in and keeps."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportnlp.archive.batch import identify_again
from reportnlp.archive.store import Archive, told
from reportnlp.errors import UnreadableFileError
from reportnlp.formats.opening import shown
from reportnlp.formats.text import read_text

IDENTITY_HEADS = ("文件", "单位", "年份", "文种")
FIGURE_HEADS = ("写法", "指标")
NO_FIGURE = "-"
"""In the column 指标: this wording belongs to no figure."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many rows of each table were taken in."""

    identities: int
    figures: int


def take_in(archive: Archive, path: Path) -> Corrected:
    """Takes in a table (.csv, comma or tab) and puts right what it speaks of.

    With the heads 文件, 单位, 年份, 文种 it says what reports are: rows that agree with the archive
    change nothing, empty cells leave what was read. With 写法 and 指标 it says which figure a
    wording means. Other columns are passed over.

    Raises UnreadableFileError with the row of the first mistake.
    """
    rows = _rows(path)
    heads = tuple(rows[0])
    with told(archive.path):
        archive.connection.execute("BEGIN IMMEDIATE")
        try:
            if all(head in heads for head in FIGURE_HEADS):
                counts = Corrected(0, _take(archive, path, rows, FIGURE_HEADS, _figure))
            elif all(head in heads for head in IDENTITY_HEADS):
                counts = Corrected(_take(archive, path, rows, IDENTITY_HEADS, _identity), 0)
            else:
                raise UnreadableFileError(
                    shown(path),
                    "第一行不是更正表的表头",
                    f"表头应为 {'、'.join(IDENTITY_HEADS)}，或 {'、'.join(FIGURE_HEADS)}。",
                )
        except BaseException:
            archive.connection.execute("ROLLBACK")
            raise
        archive.connection.execute("COMMIT")
    return counts


def _rows(path: Path) -> list[list[str]]:
    text = read_text(path).text
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter="\t" if "\t" in first else ",")
    rows = [[cell.strip().removeprefix("'") for cell in row] for row in reader if any(row)]
    if not rows:
        raise UnreadableFileError(shown(path), "表是空的", "请填好表头和内容后再试。")
    return rows


_Taker = Callable[[Archive, Sequence[str]], bool | str]


def _take(
    archive: Archive, path: Path, rows: list[list[str]], heads: Sequence[str], take: _Taker
) -> int:
    places = [rows[0].index(head) for head in heads]
    count = 0
    for number, row in enumerate(rows[1:], start=2):
        cells = [row[place] if place < len(row) else "" for place in places]
        result = take(archive, cells)
        if isinstance(result, str):
            raise UnreadableFileError(shown(path), f"第 {number} 行{result}", "请改正后再试。")
        count += result
    return count


def _figure(archive: Archive, cells: Sequence[str]) -> bool | str:
    name, figure = cells
    if not name or not figure:
        return f"的{'写法' if not name else '指标'}是空的"
    archive.connection.execute("INSERT OR REPLACE INTO figures VALUES (?, ?)", (name, figure))
    return True


def _identity(archive: Archive, cells: Sequence[str]) -> bool | str:
    file, unit, year, kind = cells
    if year and not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200):
        return f"的年份“{year}”不是四位年份"
    found = archive.connection.execute(
        "SELECT documents.id, unit, year, kind FROM files JOIN documents "
        "ON documents.id = document_id WHERE path = ?1 OR path LIKE '%/' || ?1 "
        "OR path LIKE '%\\' || ?1",
        (file,),
    ).fetchall()
    if not found:
        return f"的文件“{file}”不在档案里"
    wanted = (unit, int(year) if year else None, kind)
    if all(
        value in ("", None, now)
        for row in found
        for value, now in zip(wanted, row[1:], strict=True)
    ):
        return False
    archive.connection.execute(
        "INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?)", (file, *wanted)
    )
    for row in found:
        identify_again(archive, row[0])
    return True

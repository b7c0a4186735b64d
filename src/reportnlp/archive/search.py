"""Full-text search in an archive: how did we put it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.archive.questions import Question, understood
from reportnlp.archive.store import Archive, told
from reportnlp.archive.words import folded, words_of
from reportnlp.document import Span
from reportnlp.errors import SettingsError

_HEADING_WEIGHT = 0.6
_CANDIDATES = 150
_YEAR_BONUS, _UNIT_BONUS, _SECTION_BONUS = 0.9, 0.7, 0.35
"""How much better a passage ranks for what the question names, as a part of its score."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages may answer.

    sections: labels; empty for all.
    years:    both ends included; a report counts by the year it bears or the one it tells of.
    unit:     a part of the unit's name.
    """

    sections: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    unit: str = ""


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers.

    exact:   whether all phrases of the question stand in it word for word.
    matches: places in `body` that agree with the question, in order, apart from each other.
    also:    unit, year and file of other reports that have the very same passage.
    """

    unit: str
    year: int | None
    title: str
    path: str
    section: str
    heading: str
    body: str
    exact: bool
    matches: tuple[Span, ...]
    also: tuple[tuple[str, int | None, str], ...] = ()


_Row = tuple[int, float, str, int | None, int | None, str, str, str, str, str]


def search(
    archive: Archive, question: str, *, only: Filter = EVERYTHING, limit: int = 10
) -> tuple[Hit, ...]:
    """The passages that answer best, the best first; the same passage is told once.

    question: words (all must be there), "phrases", or a whole question in Chinese.

    First come passages with all of its words, then those most like it. Raises SettingsError if the
    question has nothing to look for.
    """
    with told(archive.path):
        units = [
            row[0]
            for row in archive.connection.execute(
                "SELECT DISTINCT unit FROM documents WHERE unit <> ''"
            )
        ]
        asked = understood(question, units)
        if not asked.exact and not asked.alike:
            raise SettingsError("没有可以查找的字词。请给出两个字以上的词语，例如 老旧小区。")
        found = _exact(archive, asked, only, limit)
        have = {row[9] for row in found}
        hits = list(_as_hits(found, asked, exact=True))
        if len(hits) < limit and asked.alike:
            like = [row for row in _alike(archive, asked, only) if row[9] not in have]
            hits += _as_hits(like, asked, exact=False)
    return tuple(hits[:limit])


def _exact(archive: Archive, asked: Question, only: Filter, limit: int) -> list[_Row]:
    if not asked.exact:
        return []
    rows = _ranked(archive, asked.exact, only, max(8 * limit, _CANDIDATES))
    # A word of one character may match in a row of pairs that is none.
    return [row for row in rows if all(p in folded(row[9] + " " + row[8]) for p in asked.phrases)]


def _alike(archive: Archive, asked: Question, only: Filter) -> list[_Row]:
    """The best by words and by what the question names of year, unit and section."""
    named = Filter(
        only.sections or ((asked.section,) if asked.section else ()),
        only.years or asked.years,
        only.unit or (asked.units[0] if len(asked.units) == 1 else ""),
    )
    rows = {row[0]: row for row in _ranked(archive, asked.alike, only, _CANDIDATES)}
    if named != only:
        rows |= {row[0]: row for row in _ranked(archive, asked.alike, named, _CANDIDATES)}
    return sorted(rows.values(), key=lambda row: -_score(row, asked))


def _score(row: _Row, asked: Question) -> float:
    _, rank, unit, year, covers, *_, section, _, _ = row
    bonus = 1.0
    if asked.years and any(
        one is not None and asked.years[0] <= one <= asked.years[1] for one in (year, covers)
    ):
        bonus += _YEAR_BONUS
    if unit in asked.units:
        bonus += _UNIT_BONUS
    if asked.section and section == asked.section:
        bonus += _SECTION_BONUS
    return -rank * bonus


def _ranked(archive: Archive, expression: str, only: Filter, limit: int) -> list[_Row]:
    conditions, values = ["words MATCH ?"], [expression]
    more: list[object] = []
    if only.sections:
        conditions.append(f"section IN ({', '.join('?' * len(only.sections))})")
        more += only.sections
    if only.years:
        conditions.append("(year BETWEEN ? AND ? OR covers BETWEEN ? AND ?)")
        more += (*only.years, *only.years)
    if only.unit:
        conditions.append("instr(unit, ?) > 0")
        more.append(only.unit)
    rows: list[_Row] = archive.connection.execute(
        f"SELECT passages.id, bm25(words, 1.0, {_HEADING_WEIGHT}) AS rank_, unit, year, covers, "
        "title, (SELECT path FROM files WHERE document_id = documents.id ORDER BY gone, path "
        "LIMIT 1), section, passages.heading, passages.body "
        "FROM words JOIN passages ON passages.id = words.rowid "
        "JOIN documents ON documents.id = passages.document_id "
        f"WHERE {' AND '.join(conditions)} ORDER BY rank_ LIMIT ?",
        (*values, *more, limit),
    ).fetchall()
    return rows


def _as_hits(rows: list[_Row], asked: Question, *, exact: bool) -> Iterator[Hit]:
    """One hit for each body, in order, with where else it stands."""
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row[9], []).append(row)
    for body, alike in groups.items():
        _, _, unit, year, _, title, path, section, heading, _ = alike[0]
        yield Hit(
            unit,
            year,
            title,
            path or "",
            section,
            heading,
            body,
            exact,
            _matches(body, asked, exact=exact),
            tuple((row[2], row[3], row[6] or "") for row in alike[1:]),
        )


def _matches(body: str, asked: Question, *, exact: bool) -> tuple[Span, ...]:
    text = folded(body)
    wanted = list(asked.phrases) if exact else []
    if not exact:
        wanted = [word for topic in asked.topics for word in words_of(topic).split()]
    marked = [False] * len(text)
    for phrase in dict.fromkeys(wanted):
        at = text.find(phrase)
        while phrase and at >= 0:
            marked[at : at + len(phrase)] = [True] * len(phrase)
            at = text.find(phrase, at + 1)
    return tuple(_runs(marked))


def _runs(marked: list[bool]) -> Iterator[Span]:
    start = -1
    for index, on in enumerate([*marked, False]):
        if on and start < 0:
            start = index
        elif not on and start >= 0:
            yield Span(start, index)
            start = -1

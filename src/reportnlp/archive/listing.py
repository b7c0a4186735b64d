"""What an archive holds, and taking reports out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportnlp.archive.batch import drop_if_unused
from reportnlp.archive.scan import key_of
from reportnlp.archive.search import EVERYTHING, Filter
from reportnlp.archive.store import Archive, told


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of an archive.

    path:  its file; of several with the same content the first.
    files: how many files hold it.
    gone:  whether none of them was there when last looked for.
    """

    document_id: int
    path: str
    files: int
    gone: bool
    title: str
    unit: str
    year: int | None
    covers: int | None
    kind: str
    characters: int
    metrics: int
    placeholders: int
    slogans: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be analysed, and why."""

    path: str
    reason: str


def list_reports(archive: Archive, only: Filter = EVERYTHING) -> tuple[Entry, ...]:
    """The reports by unit and year."""
    with told(archive.path):
        rows = archive.connection.execute(
            "SELECT documents.id, min(path), count(path), min(gone), title, unit, year, covers, "
            "kind, characters, (SELECT count(*) FROM metrics WHERE document_id = documents.id), "
            "(SELECT count(*) FROM placeholders WHERE document_id = documents.id), "
            "(SELECT count(*) FROM slogans WHERE document_id = documents.id) "
            "FROM documents LEFT JOIN files ON files.document_id = documents.id "
            "WHERE (?1 = '' OR instr(unit, ?1)) AND "
            "(?2 IS NULL OR year BETWEEN ?2 AND ?3 OR covers BETWEEN ?2 AND ?3) "
            "GROUP BY documents.id ORDER BY unit, year, min(path)",
            (only.unit, *(only.years or (None, None))),
        ).fetchall()
    return tuple(Entry(row[0], row[1] or "", row[2], bool(row[3]), *row[4:]) for row in rows)


def list_failures(archive: Archive) -> tuple[Failure, ...]:
    """The files without an analysis, by name."""
    with told(archive.path):
        rows = archive.connection.execute(
            "SELECT path, failure FROM files WHERE failure <> '' ORDER BY path"
        )
        return tuple(Failure(*row) for row in rows)


def remove_files(archive: Archive, paths: Sequence[Path]) -> tuple[str, ...]:
    """Takes files, or all below a folder, out of the archive; gives those that were in it.

    The files themselves stay where they are. A report goes when no file holds it any more.
    """
    keys = [key_of(path) for path in paths]
    with told(archive.path):
        known = [row[0] for row in archive.connection.execute("SELECT path FROM files")]
    wanted = [
        path
        for path in known
        if any(path == key or path.startswith((key + "/", key + "\\")) for key in keys)
        or any(path.endswith(("/" + str(given), "\\" + str(given))) for given in paths)
    ]
    return _remove(archive, wanted)


def remove_gone(archive: Archive) -> tuple[str, ...]:
    """Takes out the files that were not there any more when last looked for."""
    with told(archive.path):
        rows = archive.connection.execute("SELECT path FROM files WHERE gone ORDER BY path")
        return _remove(archive, [row[0] for row in rows])


def remove_failed(archive: Archive) -> tuple[str, ...]:
    """Forgets the files that failed; the next batch tries them again."""
    return _remove(archive, [one.path for one in list_failures(archive)])


def _remove(archive: Archive, paths: Sequence[str]) -> tuple[str, ...]:
    connection = archive.connection
    with told(archive.path):
        connection.execute("BEGIN IMMEDIATE")
        for path in paths:
            row = connection.execute(
                "DELETE FROM files WHERE path = ? RETURNING document_id", (path,)
            ).fetchone()
            if row and row[0] is not None:
                drop_if_unused(archive, row[0])
        connection.execute("COMMIT")
    return tuple(paths)

"""Many reports into an archive, each once: `run_batch`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportnlp.archive.identities import identity_for
from reportnlp.archive.records import Record, document_row
from reportnlp.archive.scan import Changes, Seen, look
from reportnlp.archive.schema import DETAILS
from reportnlp.archive.store import Archive, told
from reportnlp.archive.version import analysis_version
from reportnlp.archive.words import words_of
from reportnlp.archive.work import Engine, Outcome, Task


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: files done, of all that are to be done, of these failed, since when."""

    done: int
    total: int
    failed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch did.

    added:     reports analysed and written: new, changed, or by an older version.
    copies:    files with the content of a report that the archive has under another name.
    renamed:   pairs of old and new name.
    gone:      files that are no more; their reports stay in the archive.
    unchanged: files that needed no work.
    failures:  file and reason, in Chinese without a full stop.
    seconds:   of all.
    """

    added: int
    copies: int
    renamed: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    unchanged: int
    failures: tuple[tuple[str, str], ...]
    seconds: float


def run_batch(
    archive: Archive,
    paths: Sequence[Path],
    engine: Engine,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Summary:
    """Analyses what is new or changed below the paths and writes each result as it comes.

    What the engine hands over is one transaction: whatever ends this process, what was written
    stays, and the next run goes on behind it.

    Raises UnreadableFileError for a folder without reports, ArchiveError if writing fails, and
    what the engine raises.
    """
    begun = time.monotonic()
    version = analysis_version()
    with told(archive.path):
        changes = look(archive, paths, version)
        _write_known(archive, changes, version)
        failures = dict(changes.remembered) | changes.failed
        added = done = 0
        total = len(changes.todo)
        for together in _worked(changes, version, engine):
            archive.connection.execute("BEGIN IMMEDIATE")
            for outcome, keys in together:
                if outcome.record is not None:
                    _write(archive, outcome.record, keys, changes.seen, version)
                    added += 1
                else:
                    _write_failure(archive, outcome, keys, changes.seen, version)
                    failures |= dict.fromkeys(keys, outcome.failure)
            archive.connection.execute("COMMIT")
            done += len(together)
            progress(Progress(done, total, len(failures), time.monotonic() - begun))
        archive.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return Summary(
        added,
        changes.copies,
        tuple(changes.renamed),
        tuple(changes.gone),
        changes.unchanged,
        tuple(sorted(failures.items())),
        time.monotonic() - begun,
    )


def _worked(
    changes: Changes, version: str, engine: Engine
) -> Iterator[list[tuple[Outcome, list[str]]]]:
    """Outcomes, each with the keys of all files that have the same content."""
    if not changes.todo:
        return
    by_path = {changes.places[keys[0]]: sha for sha, keys in changes.todo.items()}
    tasks = (Task(path, sha, version) for path, sha in by_path.items())
    for together in engine.outcomes(tasks):
        yield [(one, changes.todo[by_path[one.path]]) for one in together]


def _write_known(archive: Archive, changes: Changes, version: str) -> None:
    """What needs no analysis: new names, copies, files that went or cannot be read."""
    connection = archive.connection
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("DELETE FROM files WHERE path = ?", [(o,) for o, _ in changes.renamed])
    connection.executemany(
        "UPDATE files SET gone = 1 WHERE path = ?", [(key,) for key in changes.gone]
    )
    connection.executemany(
        "UPDATE files SET stamp = ? WHERE path = ?",
        [(changes.seen[key].stamp, key) for key in changes.touched],
    )
    for key in changes.same:
        sha256 = changes.seen[key].sha256
        found = connection.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,))
        document_id = int(found.fetchone()[0])
        _link(archive, key, changes.seen[key], version, document_id)
        identify_again(archive, document_id)
    for key, reason in changes.failed.items():
        _link(archive, key, Seen("", ""), version, None, reason)
    connection.execute("COMMIT")


def _write(
    archive: Archive, record: Record, keys: Sequence[str], seen: dict[str, Seen], version: str
) -> None:
    connection = archive.connection
    old = connection.execute("SELECT id FROM documents WHERE sha256 = ?", (record.sha256,))
    others: list[str] = []
    if row := old.fetchone():
        found = connection.execute("SELECT path FROM files WHERE document_id = ?", row)
        others = [path for (path,) in found if path not in keys]
        connection.execute("UPDATE files SET document_id = NULL WHERE document_id = ?", row)
        drop_document(archive, row[0])
    identity = identity_for(archive, keys[:1], record.text)
    inserted = connection.execute(
        "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        document_row(record, identity, version),
    )
    document_id = inserted.lastrowid
    assert document_id is not None
    for table in DETAILS:
        rows = record.details[table]
        if rows:
            marks = ", ?" * len(rows[0])
            connection.executemany(
                f"INSERT INTO {table} VALUES (?{marks})", ((document_id, *row) for row in rows)
            )
    _write_passages(archive, document_id, record)
    for key in keys:
        # A file that changed while it was read is looked at again by the next run.
        now = seen[key] if seen[key].sha256 == record.sha256 else Seen(record.sha256, "")
        _link(archive, key, now, version, document_id)
    connection.executemany(
        "UPDATE files SET document_id = ?, version = ? WHERE path = ?",
        [(document_id, version, path) for path in others],
    )


def _write_passages(archive: Archive, document_id: int, record: Record) -> None:
    connection = archive.connection
    first = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM passages").fetchone()[0]
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((first + n, document_id, *row) for n, row in enumerate(record.passages)),
    )
    connection.executemany(
        "INSERT INTO words (rowid, body, heading) VALUES (?, ?, ?)",
        ((first + n, *words) for n, words in enumerate(record.words)),
    )


def _write_failure(
    archive: Archive, outcome: Outcome, keys: Sequence[str], seen: dict[str, Seen], version: str
) -> None:
    for key in keys:
        # Without a hash the next run tries again.
        now = Seen("", "") if outcome.transient else seen[key]
        _link(archive, key, now, version, None, outcome.failure)


def _link(
    archive: Archive,
    key: str,
    now: Seen,
    version: str,
    document_id: int | None,
    failure: str = "",
) -> None:
    """Says what a file holds; a report that no file holds any more is dropped."""
    connection = archive.connection
    before = connection.execute("SELECT document_id FROM files WHERE path = ?", (key,)).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, 0, ?)",
        (key, now.sha256, now.stamp, version, failure, document_id),
    )
    if before and before[0] is not None and before[0] != document_id:
        drop_if_unused(archive, before[0])


def identify_again(archive: Archive, document_id: int) -> None:
    """Reads the identity of a report anew, from the names that its files have now."""
    connection = archive.connection
    keys = [
        row[0]
        for row in connection.execute(
            "SELECT path FROM files WHERE document_id = ? ORDER BY gone, path", (document_id,)
        )
    ]
    text = connection.execute("SELECT text FROM documents WHERE id = ?", (document_id,))
    identity = identity_for(archive, keys, text.fetchone()[0])
    connection.execute(
        "UPDATE documents SET title = ?, unit = ?, year = ?, covers = ?, kind = ? WHERE id = ?",
        (identity.title, identity.unit, identity.year, identity.covers, identity.kind, document_id),
    )


def drop_if_unused(archive: Archive, document_id: int) -> None:
    """Drops a report that no file holds."""
    used = archive.connection.execute(
        "SELECT 1 FROM files WHERE document_id = ? LIMIT 1", (document_id,)
    )
    if used.fetchone() is None:
        drop_document(archive, document_id)


def drop_document(archive: Archive, document_id: int) -> None:
    """Drops a report with all that was found in it; no file may hold it any more."""
    connection = archive.connection
    rows = connection.execute(
        "SELECT id, body, heading FROM passages WHERE document_id = ?", (document_id,)
    ).fetchall()
    # An index without text of its own must be told what to forget.
    connection.executemany(
        "INSERT INTO words (words, rowid, body, heading) VALUES ('delete', ?, ?, ?)",
        ((number, words_of(body), words_of(heading)) for number, body, heading in rows),
    )
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

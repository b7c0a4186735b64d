"""What changed in the folders since the last batch, told from names, stamps and hashes."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportnlp.archive.store import Archive
from reportnlp.errors import UnreadableFileError
from reportnlp.formats.files import find_files
from reportnlp.formats.opening import read_bytes

_MOST_BYTES = 512 * 1024 * 1024
_SETTLED_SECONDS = 2.0
"""A file that was written later than this before we looked may change again under one stamp."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row of `files`."""

    sha256: str
    stamp: str
    version: str
    failure: str
    gone: bool
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it is now: its hash, and a stamp that is "" where a hash must be made each time."""

    sha256: str
    stamp: str


@dataclass(slots=True)
class Changes:
    """What a batch has to do; filled by `look` alone.

    unchanged:  how many files are as the archive has them, or are back as it had them.
    same:       files whose content the archive has, by key: new names, copies, files that are back.
    copies:     how many of these are copies.
    touched:    files with an old content and a new stamp.
    renamed:    from the old key to the new one; the new ones are in `same`.
    gone:       keys of files that were below the folders and are no more.
    todo:       files to analyse, by their hash; the keys of one hash share the work.
    seen:       all files of `same`, `touched` and `todo`.
    failed:     what cannot even be read, by key, with the reason.
    remembered: failures of files that have not changed, by key.
    places:     the path to open, by key, of all files.
    """

    unchanged: int = 0
    copies: int = 0
    same: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    todo: dict[str, list[str]] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    remembered: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def key_of(path: Path | str) -> str:
    """A path as the archive keeps it: absolute, and of characters that every program can print."""
    return os.fsencode(os.path.normpath(Path(path).absolute())).decode("utf-8", "backslashreplace")


def known_files(archive: Archive) -> dict[str, Known]:
    """The rows of `files` by key."""
    rows = archive.connection.execute(
        "SELECT path, sha256, stamp, version, failure, gone, document_id FROM files"
    )
    return {row[0]: Known(row[1], row[2], row[3], row[4], bool(row[5]), row[6]) for row in rows}


def look(archive: Archive, paths: Sequence[Path], version: str) -> Changes:
    """Compares the files that the paths mean with what the archive knows.

    Raises UnreadableFileError as `find_files` does.
    """
    known = known_files(archive)
    rows = archive.connection.execute("SELECT sha256 FROM documents WHERE version = ?", (version,))
    here = {row[0] for row in rows}
    changes = Changes()
    for path in find_files(paths):
        key = key_of(path)
        changes.places[key] = str(path)
        _sort(changes, key, path, known.get(key), here, version)
    roots = tuple(key_of(path).rstrip(os.sep) + os.sep for path in paths if Path(path).is_dir())
    gone = [
        key
        for key, row in known.items()
        if not row.gone and key not in changes.places and key.startswith(roots)
    ]
    changes.renamed = _renamed(gone, known, changes.seen)
    moved = {old for old, _ in changes.renamed}
    changes.gone = [key for key in gone if key not in moved]
    new_names = {new for _, new in changes.renamed}
    changes.copies = sum(key not in known and key not in new_names for key in changes.same)
    changes.unchanged += sum(key in known for key in changes.same)
    return changes


def _sort(
    changes: Changes, key: str, path: Path, old: Known | None, here: set[str], version: str
) -> None:
    """Puts a file where it belongs."""
    try:
        now = _seen(path, old)
    except UnreadableFileError as error:
        changes.failed[key] = f"{error.reason}。{error.advice.rstrip('。')}"
        return
    if old and not old.gone and old.version == version and old.sha256 == now.sha256:
        if old.failure:
            changes.remembered[key] = old.failure
        else:
            changes.unchanged += 1
        if old.stamp != now.stamp:
            changes.seen[key] = now
            changes.touched.append(key)
        return
    changes.seen[key] = now
    if now.sha256 in here:
        changes.same.append(key)
    else:
        changes.todo.setdefault(now.sha256, []).append(key)


def _seen(path: Path, old: Known | None) -> Seen:
    """The hash of a file; the old one where its stamp says that nobody touched it."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        status = None
    if status is None or not path.is_file():
        if status is not None:
            raise UnreadableFileError(path, "不是普通文件", "请给出报告文件。")
        read_bytes(path)  # says why it cannot be read
        raise UnreadableFileError(path, "读不到它", "请检查后再试。")
    stamp = f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"
    if old is not None and old.stamp == stamp:
        return Seen(old.sha256, stamp)
    settled = time.time() - max(status.st_mtime, status.st_ctime) > _SETTLED_SECONDS
    digest = hashlib.sha256(read_bytes(path, limit=_MOST_BYTES)).hexdigest()
    return Seen(digest, stamp if settled else "")


def _renamed(
    gone: Sequence[str], known: dict[str, Known], seen: dict[str, Seen]
) -> list[tuple[str, str]]:
    """Pairs of a name that went and a new name with the same content."""
    fresh: dict[str, list[str]] = {}
    for key, now in seen.items():
        if key not in known or known[key].gone:
            fresh.setdefault(now.sha256, []).append(key)
    pairs = []
    for old in gone:
        new = fresh.get(known[old].sha256)
        if new and known[old].document_id is not None:
            pairs.append((old, new.pop(0)))
    return pairs

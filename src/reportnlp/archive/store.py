"""An archive on disk: one SQLite file, opened to be asked or to be written.

Every failure of SQLite becomes one sentence; see `told`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportnlp.archive.schema import APPLICATION_ID, MIGRATIONS
from reportnlp.errors import ArchiveError
from reportnlp.formats.opening import shown

_OTHER_FILE = ("它不是 reportnlp 的档案", "请检查文件名；要新建档案，请换一个还不存在的文件名。")
_CORRUPT = (
    "文件已损坏",
    "请换上备份，或移走它后用 batch 从报告重新建立（分析只读报告原文，不会丢失内容）。",
)
_READ_ONLY = ("没有写入权限", "请检查文件和文件夹的权限，或换个位置。")
_REASONS = {
    sqlite3.SQLITE_FULL: ("磁盘已满", "请清理磁盘后重新运行同一条命令，已完成的部分不会丢。"),
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _CORRUPT,
    sqlite3.SQLITE_NOTADB: _OTHER_FILE,
    sqlite3.SQLITE_CANTOPEN: ("无法打开或新建这个文件", "请检查文件夹是否存在、有没有读写权限。"),
    sqlite3.SQLITE_BUSY: ("另一个程序正在写入它", "请等它做完再试。"),
    sqlite3.SQLITE_LOCKED: ("另一个程序正在写入它", "请等它做完再试。"),
    sqlite3.SQLITE_IOERR: (
        "读写磁盘时出错（磁盘可能已满或已断开）",
        "请检查磁盘后重新运行同一条命令，已完成的部分不会丢。",
    ),
    sqlite3.SQLITE_TOOBIG: ("有一份内容超过 SQLite 的上限", "请把这份报告拆开后再试。"),
}
_WAIT_SECONDS = 10.0
"""How long a reader or writer waits for the short transactions of another."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive.

    path:       as the user gave it.
    connection: in autocommit mode; rows are tuples.
    """

    path: Path
    connection: sqlite3.Connection


@contextlib.contextmanager
def told(path: Path | str) -> Iterator[None]:
    """Turns what SQLite complains of into an ArchiveError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if isinstance(error, sqlite3.ProgrammingError) and not code:
            raise
        unknown = (f"SQLite 报告“{error}”", "请检查文件后再试；必要时换上备份。")
        reason, advice = _REASONS.get(code, unknown)
        raise ArchiveError(shown(path), reason, advice) from error


@contextlib.contextmanager
def open_to_read(path: Path) -> Iterator[Archive]:
    """An archive to ask; nothing in it can change.

    Raises ArchiveError if there is none, or it is none of ours.
    """
    require_archive(path)
    with told(path):
        connection = _connected_to_read(path)
        try:
            _require_ours(path, connection)
            if _version(connection) < len(MIGRATIONS):
                raise ArchiveError(
                    shown(path), "它由旧版 reportnlp 写成", "请先对它运行一次 reportnlp batch。"
                )
            yield Archive(path, connection)
        finally:
            connection.close()


def require_archive(path: Path) -> None:
    """Raises ArchiveError if there is no such file."""
    if not path.is_file():
        raise ArchiveError(
            shown(path),
            "没有这个文件",
            f"请先建立档案，例如：reportnlp batch 报告文件夹 --archive {shown(path)}。",
        )


def _connected_to_read(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        # A folder that cannot be written has no room for the shared memory of the log.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        if path.with_name(path.name + "-wal").exists():
            raise
        connection = sqlite3.connect(f"{address}?immutable=1", uri=True)
    connection.isolation_level = None
    return connection


@contextlib.contextmanager
def open_to_write(path: Path) -> Iterator[Archive]:
    """An archive to write, made if there is none; one writer at a time.

    Raises ArchiveError if it cannot be made, is none of ours, or has a writer already.
    """
    existed = path.is_file()
    if not path.exists() and not path.absolute().parent.is_dir():
        raise ArchiveError(shown(path), "要放它的文件夹不存在", "请先建好文件夹，或换一个位置。")
    if path.is_dir():
        raise ArchiveError(shown(path), "这是文件夹，不是文件", "请给出档案的文件名，如 档案.db。")
    if existed and not os.access(path, os.W_OK):
        raise ArchiveError(shown(path), *_READ_ONLY)
    with told(path):
        if existed:
            _look_before_writing(path)
        with _only_writer(path):
            connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                _prepare(path, connection)
                yield Archive(path, connection)
            finally:
                connection.close()


def _look_before_writing(path: Path) -> None:
    """So that nothing appears beside a file that is no archive."""
    connection = _connected_to_read(path)
    try:
        if not _is_empty(connection):
            _require_ours(path, connection)
    finally:
        connection.close()


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever made in it: a run may have been killed in its first moment."""
    return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0)


@contextlib.contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    """Holds a lock for as long as this process lives; a kill frees it.

    SQLite's own locks work on every system; so the lock is an empty database beside the archive.
    """
    lock = sqlite3.connect(path.with_name(path.name + "-lock"), timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise ArchiveError(
                shown(path),
                "另一个 batch 正在往里写",
                "请等它做完再运行；查询（archive …）现在就可以用。",
            ) from error
        yield
    finally:
        lock.close()


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    if not _is_empty(connection):
        _require_ours(path, connection)
    connection.execute("PRAGMA journal_mode = WAL")
    # What was committed outlives a kill; a power cut may take the last seconds, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -16000")
    # Each checkpoint waits for the disk: 16 MB of log between two of them instead of 4.
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    for number in range(_version(connection), len(MIGRATIONS)):
        connection.executescript(
            f"BEGIN IMMEDIATE;{MIGRATIONS[number]};PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA user_version = {number + 1};COMMIT;"
        )


def _require_ours(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ArchiveError(shown(path), *_OTHER_FILE)
    if _version(connection) > len(MIGRATIONS):
        raise ArchiveError(shown(path), "它由更新的 reportnlp 写成", "请升级 reportnlp 后再试。")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])

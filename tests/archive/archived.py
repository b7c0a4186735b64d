"""What the tests of the archive share: reports, an engine without processes, and all rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportnlp.archive.work import Outcome, Task, work_on

CORPUS = Path(__file__).parents[2] / "corpora" / "archive"
REPORT = (
    "某县工业局{year}年工作总结\n"
    "　　{year}年，我局围绕中心、服务大局，现将工作情况总结如下。\n"
    "一、工作成效\n"
    "　　全年完成工业投资{n}.2亿元，同比增长5.5%，走访企业2{n}家，打造“暖企先锋”品牌。\n"
    "二、存在问题\n"
    "　　一是项目储备不足，前期工作进展较慢；二是服务意识还不够强，坐等企业上门的多。\n"
    "三、下一步工作打算\n"
    "　　计划新开工项目1{n}个，力争完成投资1.5亿元。\n"
)


class Inline:
    """An engine without processes: one task after the other, one outcome a transaction."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        for task in tasks:
            yield (work_on(task),)


def write_report(path: Path, n: int) -> None:
    """A small report that differs from others by its figures and year."""
    path.write_text(REPORT.format(year=2010 + n, n=n + 1), encoding="utf-8")


_QUERIES = (
    "SELECT sha256, version, format, title, unit, year, covers, kind, characters, text "
    "FROM documents ORDER BY sha256",
    "SELECT sha256, sections.* FROM sections JOIN documents ON id = document_id "
    "ORDER BY sha256, position",
    "SELECT sha256, metrics.* FROM metrics JOIN documents ON id = document_id "
    "ORDER BY sha256, position",
    "SELECT sha256, placeholders.* FROM placeholders JOIN documents ON id = document_id "
    "ORDER BY sha256, position",
    "SELECT sha256, slogans.* FROM slogans JOIN documents ON id = document_id "
    "ORDER BY sha256, position",
    'SELECT sha256, NULL, "start", "end", section, heading, body FROM passages '
    "JOIN documents ON documents.id = document_id ORDER BY sha256, 3",
    "SELECT files.sha256, NULL, path, failure, gone FROM files ORDER BY path",
)


def rows_of(path: Path) -> list[list[tuple[object, ...]]]:
    """All that an archive says of reports, without the numbers that depend on the order of work."""
    connection = sqlite3.connect(path)
    try:
        found = []
        for number, query in enumerate(_QUERIES):
            rows = connection.execute(query).fetchall()
            found.append([row if number == 0 else (row[0], *row[2:]) for row in rows])
        return found
    finally:
        connection.close()


def require_sound(path: Path) -> None:
    """The file, its references and its index are whole."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            return  # killed before the first table was made
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        [(passages,)] = connection.execute("SELECT count(*) FROM passages")
        [(indexed,)] = connection.execute("SELECT count(*) FROM words_docsize")
        assert passages == indexed
    finally:
        connection.close()

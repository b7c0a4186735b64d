"""Whatever happens, nothing is lost and one sentence is said."""

from __future__ import annotations

import ctypes
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from archived import Inline, require_sound, rows_of, write_report

from reportnlp.archive.batch import run_batch
from reportnlp.archive.listing import list_reports
from reportnlp.archive.store import open_to_read, open_to_write
from reportnlp.errors import ArchiveError

_DROP_CAPABILITY, _OVERRIDE_RIGHTS = 24, 1
"""Linux: prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)."""


def without_privilege() -> None:
    """Lets the rights of files hold for root, too; for others they do anyway."""
    ctypes.CDLL(None).prctl(_DROP_CAPABILITY, _OVERRIDE_RIGHTS, 0, 0, 0)


def _batch(
    folder: Path, archive: Path, *, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reportnlp", "batch", folder, "--archive", archive, "--jobs", "1"],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        preexec_fn=limit,
    )


def _require_sentence(done: subprocess.CompletedProcess[str], word: str) -> None:
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("错误："), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert word in done.stderr


def test_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    for n in range(9):
        for copy in range(6):
            write_report(folder / f"{n}-{copy}.txt", n)
            with (folder / f"{n}-{copy}.txt").open("a", encoding="utf-8") as file:
                file.write(f"附：第{copy}稿，走访群众{copy}1户。\n")
    archive, clean = tmp_path / "杀.db", tmp_path / "净.db"
    with open_to_write(clean) as written:
        run_batch(written, [folder], Inline())
    command = [sys.executable, "-m", "reportnlp", "batch", str(folder), "--archive", str(archive)]
    rng = random.Random(20240101)
    have = 0
    for _ in range(5):
        running = subprocess.Popen([*command, "--jobs", "2"], stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.25, 0.7))
        running.kill()
        running.wait()
        if archive.exists() and archive.stat().st_size:
            require_sound(archive)
            connection = sqlite3.connect(archive)
            [(now,)] = connection.execute("SELECT count(*) FROM documents")
            connection.close()
            assert now >= have
            have = now
    assert _batch(folder, archive).returncode == 0
    require_sound(archive)
    assert rows_of(archive) == rows_of(clean)


def test_disk_full(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "满.db"
    assert _batch(folder, archive).returncode == 0
    before = rows_of(archive)
    for n in range(5, 9):
        write_report(folder / f"新{n}.txt", n)

    def full() -> None:
        # SIGXFSZ is ignored by Python: a write beyond the limit fails as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (archive.stat().st_size, resource.RLIM_INFINITY))

    with (folder / "大.txt").open("w", encoding="utf-8") as file:
        file.write("某县水利局2020年工作总结\n" + "全年疏浚渠道5公里，治理河道8公里。\n" * 600)
    _require_sentence(_batch(folder, archive, limit=full), "磁盘")
    require_sound(archive)
    assert rows_of(archive)[0][: len(before[0])] != []
    assert _batch(folder, archive).returncode == 0
    assert len(rows_of(archive)[0]) == 10


def test_disk_full_inside_sqlite(folder: Path, tmp_path: Path) -> None:
    long = "某县水利局2020年工作总结\n" + "全年疏浚渠道5公里，治理河道8公里。\n" * 500
    (folder / "大.txt").write_text(long, encoding="utf-8")
    with open_to_write(tmp_path / "满.db") as archive:
        [(pages,)] = archive.connection.execute("PRAGMA page_count")
        archive.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(ArchiveError, match="磁盘已满"):
            run_batch(archive, [folder], Inline())
    require_sound(tmp_path / "满.db")


def test_a_folder_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    closed = tmp_path / "只读"
    closed.mkdir()
    with open_to_write(closed / "旧.db") as archive:
        run_batch(archive, [folder], Inline())
    (closed / "旧.db-lock").unlink()
    (closed / "旧.db").chmod(0o444)
    closed.chmod(0o555)
    try:
        _require_sentence(_batch(folder, closed / "新.db", limit=without_privilege), "权限")
        old = _batch(folder, closed / "旧.db", limit=without_privilege)
        _require_sentence(old, "没有写入权限")
        asked = subprocess.run(
            [sys.executable, "-m", "reportnlp", "archive", "list", "--archive", closed / "旧.db"],
            capture_output=True,
            check=False,
            preexec_fn=without_privilege,
        )
        assert "5 份报告" in asked.stdout.decode(), asked.stderr.decode()
    finally:
        closed.chmod(0o755)


def _damaged(folder: Path, path: Path, *, start: int, length: int) -> None:
    with open_to_write(path) as archive:
        run_batch(archive, [folder], Inline())
    data = bytearray(path.read_bytes())
    end = min(start + length, len(data))
    data[start:end] = bytes((n * 37 + 11) % 256 for n in range(end - start))
    path.write_bytes(data)


def test_a_damaged_head(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "坏.db"
    _damaged(folder, path, start=0, length=100)
    before = path.read_bytes()

    _require_sentence(_batch(folder, path), "不是 reportnlp 的档案")
    assert path.read_bytes() == before


def test_damaged_pages(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "坏.db"
    _damaged(folder, path, start=4096, length=200_000)

    _require_sentence(_batch(folder, path), "已损坏")
    with pytest.raises(ArchiveError, match="已损坏"), open_to_read(path) as archive:
        list_reports(archive)


def test_half_a_file(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "半.db"
    with open_to_write(path) as archive:
        run_batch(archive, [folder], Inline())
    path.write_bytes(path.read_bytes()[:30_000])

    _require_sentence(_batch(folder, path), "已损坏")


def test_another_database_and_another_file(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    text = tmp_path / "文本.db"
    text.write_text("这是一篇文章。" * 300, encoding="utf-8")

    for path in (other, text):
        before = path.read_bytes()
        _require_sentence(_batch(folder, path), "不是 reportnlp 的档案")
        assert path.read_bytes() == before
        assert sorted(p.name for p in tmp_path.glob(f"{path.name}*")) == [path.name]
    _require_sentence(_batch(folder, tmp_path), "这是文件夹")
    _require_sentence(_batch(folder, tmp_path / "没有" / "a.db"), "文件夹不存在")


def test_a_newer_archive(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "新.db"
    with open_to_write(path) as archive:
        archive.connection.execute("PRAGMA user_version = 99")

    _require_sentence(_batch(folder, path), "更新的 reportnlp")


def test_two_batches_at_once(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "档案.db"
    with open_to_write(path) as archive:
        _require_sentence(_batch(folder, path), "另一个 batch 正在往里写")
        run_batch(archive, [folder], Inline())
    assert _batch(folder, path).returncode == 0

"""Processes that analyse files, and their limits."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from archived import write_report

from reportnlp.archive.processes import LocalProcesses
from reportnlp.archive.version import analysis_version
from reportnlp.archive.work import Outcome, Task


def _tasks(*paths: Path) -> list[Task]:
    return [Task(str(path), "", analysis_version()) for path in paths]


def _by_name(engine: LocalProcesses, *paths: Path) -> dict[str, Outcome]:
    return {
        Path(one.path).name: one for together in engine.outcomes(_tasks(*paths)) for one in together
    }


def _children() -> set[str]:
    """Processes whose parent is this one."""
    return {
        entry.name
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and f"\nPPid:\t{os.getpid()}\n" in _status(entry)
    }


def _status(entry: Path) -> str:
    try:
        return (entry / "status").read_text()
    except OSError:  # it ended while we looked
        return ""


def test_each_task_has_one_outcome(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(6)]
    for n, path in enumerate(paths):
        write_report(path, n)
    found = _by_name(LocalProcesses(2), *paths, tmp_path / "没有.txt")

    assert len(found) == 7
    assert "没有这个文件" in found["没有.txt"].failure
    assert all(found[path.name].record for path in paths)


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    slow, quick = tmp_path / "慢.txt", tmp_path / "快.txt"
    slow.write_text("完成投资1.5亿元，增长5%，" * 400_000, encoding="utf-8")
    write_report(quick, 1)
    found = _by_name(LocalProcesses(1, seconds=1.5), slow, quick)

    assert (found["慢.txt"].failure, found["慢.txt"].transient) == ("1.5 秒内没有分析完", True)
    assert found["快.txt"].record is not None


def test_a_file_that_eats_memory_is_stopped(tmp_path: Path) -> None:
    greedy, modest = tmp_path / "大.txt", tmp_path / "小.txt"
    greedy.write_text("完成投资1.5亿元，增长5%，" * 80_000, encoding="utf-8")
    write_report(modest, 1)
    found = _by_name(LocalProcesses(1, seconds=60, megabytes=100), greedy, modest)

    assert "内存" in found["大.txt"].failure
    assert found["大.txt"].transient
    assert found["小.txt"].record is not None


def test_a_worker_that_is_killed_costs_one_file(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(30)]
    for n, path in enumerate(paths):
        path.write_text(f"第{n}份总结\n" + "完成投资1.5亿元。\n" * 300, encoding="utf-8")
    before = _children()
    outcomes = LocalProcesses(1).outcomes(_tasks(*paths))
    first = next(outcomes)
    for child in _children() - before:
        os.kill(int(child), signal.SIGKILL)
    rest = [one for together in outcomes for one in together]

    failed = [one for one in (*first, *rest) if one.record is None]
    assert len(first) + len(rest) == 30
    assert [one.failure for one in failed] == ["分析它的进程意外结束"]


def test_no_process_outlives_its_engine(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(20)]
    for n, path in enumerate(paths):
        write_report(path, n % 9)
    before = _children()
    outcomes: Iterator[tuple[Outcome, ...]] = LocalProcesses(2).outcomes(_tasks(*paths))
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]

    end = time.monotonic() + 30
    while _children() - before and time.monotonic() < end:
        time.sleep(0.02)
    assert _children() == before

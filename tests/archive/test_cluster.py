"""A Dask scheduler with two workers on this machine: the same rows, also when one is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archived import Inline, rows_of, write_report

from reportnlp.archive.batch import run_batch
from reportnlp.archive.cluster import DaskCluster, work_for_cluster
from reportnlp.archive.store import open_to_write
from reportnlp.archive.version import analysis_version
from reportnlp.archive.work import Task
from reportnlp.errors import ClusterError

_SCHEDULER = """
import sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, processes=True,
                           dashboard_address=None, host="127.0.0.1")
    pids = [worker.pid for worker in cluster.workers.values()]
    print(cluster.scheduler_address, *pids, flush=True)
    sys.stdin.read()
"""


@contextmanager
def _cluster(tmp_path: Path, workers: int) -> Iterator[tuple[str, list[int]]]:
    """Address of the scheduler and process numbers of its workers."""
    program = tmp_path / "cluster.py"
    program.write_text(_SCHEDULER, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, str(program), str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert running.stdout is not None
        address, *pids = running.stdout.readline().split()
        assert re.fullmatch(r"tcp://127\.0\.0\.1:[0-9]+", address)
        yield address, [int(pid) for pid in pids]
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    for n in range(60):
        write_report(folder / f"{n:02}.txt", n % 9)
        with (folder / f"{n:02}.txt").open("a", encoding="utf-8") as file:
            file.write(f"附：走访群众{n + 10}户。\n")
    (folder / "坏.docx").write_bytes(b"no zip")
    return folder


def test_equal_rows_though_a_worker_dies(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    with open_to_write(tmp_path / "本机.db") as archive:
        local = run_batch(archive, [folder], Inline())
    with _cluster(tmp_path, 2) as (address, pids):
        killed: list[int] = []

        def kill_one(_: object) -> None:
            if not killed:
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        with open_to_write(tmp_path / "集群.db") as archive:
            there = run_batch(archive, [folder], DaskCluster(address), progress=kill_one)

    assert killed
    assert there.added == local.added == 60
    assert there.failures == local.failures
    assert rows_of(tmp_path / "集群.db") == rows_of(tmp_path / "本机.db")


def test_files_that_the_worker_cannot_see_are_sent(tmp_path: Path) -> None:
    path = tmp_path / "某县工业局2019年工作总结.txt"
    write_report(path, 1)
    task = Task(str(tmp_path / "别处" / path.name), "", analysis_version())

    assert work_for_cluster(task).elsewhere
    sent = Task(task.path, "", task.version, path.read_bytes())
    record = work_for_cluster(sent).record
    assert record is not None
    assert record.text == path.read_text(encoding="utf-8")


def test_another_file_under_the_same_name_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_report(path, 1)

    assert work_for_cluster(Task(str(path), "0" * 64, analysis_version())).elsewhere


def test_another_version_is_refused(tmp_path: Path) -> None:
    outcome = work_for_cluster(Task(str(tmp_path), "", "another"))

    assert "版本不同" in outcome.failure


def test_a_scheduler_without_workers(tmp_path: Path) -> None:
    with (
        _cluster(tmp_path, 0) as (address, _),
        pytest.raises(ClusterError, match="没有计算节点"),
    ):
        list(DaskCluster(address).outcomes([]))


def test_no_scheduler_at_all() -> None:
    with pytest.raises(ClusterError, match="连不上"):
        list(DaskCluster("tcp://127.0.0.1:9", seconds=0.5).outcomes([]))

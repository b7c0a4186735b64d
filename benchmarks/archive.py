"""How the archive scales, and that nothing breaks it: `make bench-archive`.

usage: archive.py [speed|similar|search|kills|cluster] [--count N] [--rounds N]

speed:   a first run with 1 and with 2 processes, a second run, peak memory, for N reports
similar: near-duplicates among the passages of N reports
search:  words found by pairs of characters, FTS5's trigrams and jieba's words
kills:   50 runs ended with SIGKILL at random moments, then one to the end
cluster: a Dask scheduler on this machine with 1 and with 2 workers
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from archive_maker import make


def _command(*args: object) -> list[str]:
    return [sys.executable, "-m", "reportnlp", *map(str, args)]


def _peak(process: subprocess.Popen[bytes]) -> int:
    """Follows a process with its children to its end; the most memory they had together, in MB."""
    most = 0
    page = os.sysconf("SC_PAGE_SIZE")
    while process.poll() is None:
        total = 0
        for pid in (process.pid, *_children(process.pid)):
            try:
                statm = Path(f"/proc/{pid}/statm").read_text().split()
            except OSError:
                continue
            total += (int(statm[1]) - int(statm[2])) * page
        most = max(most, total)
        time.sleep(0.05)
    return most // 2**20


def _children(pid: int) -> list[int]:
    """Children of all threads of a process."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


def speed(count: int, rounds: int, folder: Path) -> None:
    reports = folder / "reports"
    make(count, reports)
    characters = sum(len(p.read_text("utf-8")) for p in reports.rglob("*.txt"))
    print(f"{count} reports, {characters / count:.0f} characters each")
    rates: dict[int, float] = {}
    first = {1: float("inf"), 2: float("inf")}
    for number in range(rounds):
        for jobs in (1, 2):
            archive = folder / f"{number}-{jobs}.db"
            begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            running = subprocess.Popen(
                _command("batch", reports, "--archive", archive, "--jobs", jobs, "-q"),
                stderr=subprocess.DEVNULL,
            )
            most = _peak(running)
            taken = time.monotonic() - begun
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            first[jobs] = min(first[jobs], taken)
            rates[jobs] = count / first[jobs]
            print(
                f"  {jobs} process(es): {taken:.1f} s, {count / taken:.1f} reports/s, "
                f"{cpu:.1f} s of processor, {most} MB, "
                f"{archive.stat().st_size / 2**20:.0f} MB on disk; load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
    begun = time.monotonic()
    subprocess.run(
        _command("batch", reports, "--archive", archive, "-q"),
        stderr=subprocess.DEVNULL,
        check=True,
    )
    second = time.monotonic() - begun
    print(f"best: {rates[1]:.1f} and {rates[2]:.1f} reports/s, {rates[2] / rates[1]:.2f} ×")
    print(f"second run: {second:.2f} s, {second / first[2]:.1%} of the first with 2 processes")


def similar(count: int, rounds: int, folder: Path) -> None:
    from reportnlp.archive.similarity import find_copies
    from reportnlp.archive.store import open_to_read

    archive = _made(count, folder)
    with open_to_read(archive) as opened:
        [(passages,)] = opened.connection.execute("SELECT count(*) FROM passages")
        begun = time.monotonic()
        copies = find_copies(opened)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{passages} passages, {len(copies)} pairs, {time.monotonic() - begun:.1f} s, {peak} MB")


def _made(count: int, folder: Path) -> Path:
    reports, archive = folder / "reports", folder / "made.db"
    make(count, reports)
    subprocess.run(
        _command("batch", reports, "--archive", archive, "-q"),
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return archive


def search(count: int, rounds: int, folder: Path) -> None:
    import jieba

    from reportnlp.archive.words import words_of

    source = sqlite3.connect(_made(count, folder))
    bodies = [row[0] for row in source.execute("SELECT body FROM passages")]
    cutter = jieba.Tokenizer()
    cutter.initialize()
    words = "防火 巡河 脐橙 产业链 老旧小区 高标准农田 品牌 预警 三公经费 满意率".split()
    indexers = {
        "pairs": ("ascii", words_of, lambda word: f'"{words_of(word)}"'),
        "trigram": ("trigram", str, lambda word: f'"{word}"'),
        "jieba": (
            "unicode61",
            lambda text: " ".join(cutter.cut(text)),
            lambda word: '"' + " ".join(cutter.cut(word)) + '"',
        ),
    }
    for name, (tokenizer, prepared, asked) in indexers.items():
        path = folder / f"{name}.db"
        index = sqlite3.connect(path)
        index.execute(f"CREATE VIRTUAL TABLE t USING fts5(b, content='', tokenize='{tokenizer}')")
        begun = time.process_time()
        index.executemany("INSERT INTO t (b) VALUES (?)", ((prepared(body),) for body in bodies))
        index.commit()
        taken = time.process_time() - begun
        found = wanted = 0
        for word in words:
            rows = index.execute("SELECT rowid FROM t WHERE t MATCH ?", (asked(word),))
            hits = {row[0] - 1 for row in rows}
            gold = {number for number, body in enumerate(bodies) if word in body}
            found, wanted = found + len(hits & gold), wanted + len(gold)
        size = path.stat().st_size / 2**20
        print(f"{name}: {taken:.1f} s, {size:.1f} MB, {found} of {wanted} passages found")


def _await_writing(running: subprocess.Popen[bytes], archive: Path) -> None:
    """Returns when the log of the archive has grown, or the run has ended."""
    log = archive.with_name(archive.name + "-wal")
    size = log.stat().st_size if log.exists() else 0
    while running.poll() is None and (not log.exists() or log.stat().st_size in (0, size)):
        time.sleep(0.002)


def kills(count: int, rounds: int, folder: Path) -> None:
    reports, archive = folder / "reports", folder / "killed.db"
    make(count, reports)
    rng = random.Random(50)
    have, unsound = 0, 0
    for number in range(50):
        running = subprocess.Popen(
            _command("batch", reports, "--archive", archive, "-q"), stderr=subprocess.DEVNULL
        )
        if number % 5:  # four in five amid the writing, the others while it starts
            _await_writing(running, archive)
        time.sleep(rng.uniform(0.0, 0.5))
        running.kill()
        running.wait()
        connection = sqlite3.connect(archive)
        [(state,)] = connection.execute("PRAGMA integrity_check")
        [(tables,)] = connection.execute("SELECT count(*) FROM sqlite_master")
        now = connection.execute("SELECT count(*) FROM documents").fetchone()[0] if tables else 0
        connection.close()
        unsound += state != "ok" or now < have
        have = now
        if number % 10 == 9:
            print(f"  {number + 1} kills: {have} reports in the archive", flush=True)
    done = subprocess.run(_command("batch", reports, "--archive", archive, "-q"), check=False)
    connection = sqlite3.connect(archive)
    [(last,)] = connection.execute("SELECT count(*) FROM documents")
    print(f"unsound or lost: {unsound}; exit code {done.returncode}, {last} of {count} reports")


def cluster(count: int, rounds: int, folder: Path) -> None:
    from distributed import LocalCluster

    reports = folder / "reports"
    make(count, reports)
    for workers in (1, 2):
        with LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        ) as running:
            archive = folder / f"cluster-{workers}.db"
            begun = time.monotonic()
            subprocess.run(
                _command(
                    "batch", reports, "--archive", archive, "-q",
                    "--cluster", running.scheduler_address,
                ),
                stderr=subprocess.DEVNULL,
                check=True,
            )  # fmt: skip
            taken = time.monotonic() - begun
        print(f"{workers} worker(s): {taken:.1f} s, {count / taken:.1f} reports/s", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    tasks = {"speed": speed, "similar": similar, "search": search, "kills": kills}
    tasks["cluster"] = cluster
    parser.add_argument("task", choices=tasks, nargs="?", default="speed")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        tasks[given.task](given.count, given.rounds, folder)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

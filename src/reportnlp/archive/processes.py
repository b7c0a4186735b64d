"""Processes of this machine that run the tasks of a batch."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportnlp.archive.work import Outcome, Task
from reportnlp.archive.worker import receive, send

_MEGABYTE = 1024 * 1024
_DONE = object()
_LINGER_SECONDS = 0.05
"""How long a finished one waits for others: writing ten together costs little more than one."""
_MOST_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class LocalProcesses:
    """Processes of this machine, each with a limit of time and memory for a file.

    jobs:      how many, at least 1.
    seconds:   for one file; then its process is ended and a new one started.
    megabytes: address space of a process (not on Windows and macOS, which cannot limit it).
    """

    jobs: int
    seconds: float = 60.0
    megabytes: int = 2048

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """One outcome for each task; see `Engine`."""
        shared = _Shared(iter(tasks))
        results: queue.Queue[object] = queue.Queue(maxsize=_MOST_TOGETHER)
        threads = [
            threading.Thread(target=self._serve, args=(shared, results), daemon=True)
            for _ in range(self.jobs)
        ]
        for thread in threads:
            thread.start()
        running = self.jobs
        try:
            while running:
                together = _taken(results)
                running -= sum(one is _DONE for one in together)
                for one in together:
                    if isinstance(one, BaseException):
                        raise one
                found = tuple(one for one in together if isinstance(one, Outcome))
                if found:
                    yield found
        finally:
            shared.close()
            while running:  # so that no thread waits for ever to hand over what nobody wants
                running -= results.get() is _DONE

    def _serve(self, shared: _Shared, results: queue.Queue[object]) -> None:
        """Feeds one process after the other until there are no tasks."""
        process: subprocess.Popen[bytes] | None = None
        try:
            while (task := shared.next()) is not None:
                if process is None:
                    process = self._started()
                    shared.add(process)
                outcome = self._outcome(process, task)
                if outcome.transient:
                    _end(process)
                    process = None
                results.put(outcome)
        except BaseException as error:  # told by whoever takes the results
            results.put(error)
        finally:
            if process is not None:
                _end(process)
            results.put(_DONE)

    def _started(self) -> subprocess.Popen[bytes]:
        limits = (str(self.seconds), str(self.megabytes * _MEGABYTE))
        return subprocess.Popen(
            [sys.executable, "-m", "reportnlp.archive.worker", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _outcome(self, process: subprocess.Popen[bytes], task: Task) -> Outcome:
        assert process.stdin is not None and process.stdout is not None
        begun = time.monotonic()
        try:
            send(process.stdin, task)
            outcome = receive(process.stdout)
        except (EOFError, OSError):
            late = time.monotonic() - begun >= self.seconds
            reason = f"{self.seconds:g} 秒内没有分析完" if late else "分析它的进程意外结束"
            return Outcome(task.path, failure=reason, transient=True)
        assert isinstance(outcome, Outcome)
        return outcome


def _taken(results: queue.Queue[object]) -> list[object]:
    """The next result, and those that come right behind it."""
    together = [results.get()]
    end = time.monotonic() + _LINGER_SECONDS
    while len(together) < _MOST_TOGETHER:
        try:
            together.append(results.get(timeout=max(end - time.monotonic(), 0)))
        except queue.Empty:
            break
    return together


class _Shared:
    """The tasks, taken by several threads, and the processes to end when nobody wants more."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks, self._lock, self._open = tasks, threading.Lock(), True
        self._processes: list[subprocess.Popen[bytes]] = []

    def next(self) -> Task | None:
        with self._lock:
            return next(self._tasks, None) if self._open else None

    def add(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._processes.append(process)
            if not self._open:
                process.kill()

    def close(self) -> None:
        with self._lock:
            self._open = False
            for process in self._processes:
                process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()

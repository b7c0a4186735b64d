"""A Dask cluster that runs the tasks of a batch."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.archive.version import analysis_version
from reportnlp.archive.work import OTHER_VERSION, Outcome, Task, work_on
from reportnlp.errors import ClusterError, MissingExtraError
from reportnlp.formats.opening import read_bytes

if TYPE_CHECKING:
    from distributed import Client, Future


_MOST_BYTES = 512 * 1024 * 1024
_IN_FLIGHT = 4
"""Tasks that a thread of the cluster is given ahead, so that none waits for the network."""


@dataclass(frozen=True, slots=True)
class DaskCluster:
    """The workers of a Dask scheduler.

    address: of the scheduler: "tcp://10.0.0.1:8786".
    seconds: how long to wait for its answer.

    Workers that see the same files read them; to others the bytes are sent. A worker that dies
    loses nothing: the scheduler gives its tasks to another one.
    """

    address: str
    seconds: float = 10.0

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """One outcome for each task; see `Engine`.

        Raises MissingExtraError without distributed, ClusterError if the scheduler does not
        answer, has no workers, or its workers have another version.
        """
        with _connected(self.address, self.seconds) as client:
            yield from _gathered(client, iter(tasks))


@contextlib.contextmanager
def _connected(address: str, seconds: float) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError("在集群上运行", "cluster") from error
    try:
        client = Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"连不上 Dask 调度器 {address}。请检查地址，并确认 dask scheduler 已经启动。"
        ) from error
    try:
        _require_workers(client, address)
        yield client
    finally:
        client.close()


def _require_workers(client: Client, address: str) -> None:
    try:
        versions = set(client.run(analysis_version, on_error="raise").values())
    except ImportError as error:
        raise ClusterError(
            f"Dask 集群 {address} 的计算节点没有安装 reportnlp。请在每个节点安装同一版本后再试。"
        ) from error
    if not versions:
        raise ClusterError(f"Dask 集群 {address} 没有计算节点。请先启动 dask worker {address}。")
    if versions != {analysis_version()}:
        raise ClusterError(f"{OTHER_VERSION}。请在每个节点安装同一版本后再试。")


def work_for_cluster(task: Task) -> Outcome:
    """Runs on a worker: analyses a file if it is the one that is meant."""
    if analysis_version() != task.version:
        return Outcome(task.path, failure=OTHER_VERSION, transient=True)
    if task.data is None and not Path(task.path).is_file():
        return Outcome(task.path, elsewhere=True)
    outcome = work_on(task)
    if outcome.record is not None and task.data is None and outcome.record.sha256 != task.sha256:
        return Outcome(task.path, elsewhere=True)  # another file under the same name
    return outcome


def _gathered(client: Client, tasks: Iterator[Task]) -> Iterator[tuple[Outcome, ...]]:
    from distributed import as_completed

    pending: dict[object, Task] = {}
    shipped = False
    finished = as_completed([], loop=client.loop)
    try:
        while True:
            for task in islice(tasks, max(_IN_FLIGHT * _threads(client) - len(pending), 0)):
                finished.add(_submitted(client, pending, _with_bytes(task) if shipped else task))
            if not pending:
                return
            found = []
            for future in finished.next_batch(block=True):
                task = pending.pop(future.key)
                outcome = _outcome_of(future, task)
                if outcome.elsewhere:
                    shipped = True
                    finished.add(_submitted(client, pending, _with_bytes(task)))
                else:
                    found.append(outcome)
            if found:
                yield tuple(found)
    finally:
        client.cancel(list(finished.futures))


def _threads(client: Client) -> int:
    return max(sum(int(threads) for threads in client.nthreads().values()), 1)


def _with_bytes(task: Task) -> Task:
    return replace(task, data=read_bytes(task.path, limit=_MOST_BYTES))


def _submitted(client: Client, pending: dict[object, Task], task: Task) -> Future[Outcome]:
    future = client.submit(work_for_cluster, task, pure=False)
    pending[future.key] = task
    return future


def _outcome_of(future: Future[Outcome], task: Task) -> Outcome:
    from distributed import KilledWorker

    try:
        outcome = future.result()
    except KilledWorker:
        reason = "处理它时计算节点多次意外结束（可能内存不足）"
        return Outcome(task.path, failure=reason, transient=True)
    except Exception as error:  # the scheduler went away, or a worker could not unpack the task
        reason = f"计算节点报告“{type(error).__name__}：{error}”"
        return Outcome(task.path, failure=reason, transient=True)
    assert isinstance(outcome, Outcome)
    return outcome

"""What is done with one file, wherever it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from reportnlp.archive.records import Record
from reportnlp.errors import UnreadableFileError

OTHER_VERSION = "计算节点上的 reportnlp 与本机版本不同"


@dataclass(frozen=True, slots=True)
class Task:
    """A file to analyse.

    path:    as this machine knows it.
    sha256:  that its bytes had when it was looked at.
    version: of the analysis that is wanted.
    data:    its bytes, where the worker cannot read the path.
    """

    path: str
    sha256: str
    version: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: a record, or why there is none.

    failure:   in Chinese, without the path and a full stop; "" where there is a record.
    transient: whether the same file may do better another time: a limit, a lost worker.
    elsewhere: whether the worker needs the bytes to be sent.
    """

    path: str
    record: Record | None = None
    failure: str = ""
    transient: bool = False
    elsewhere: bool = False


class Engine(Protocol):
    """Whoever runs tasks: processes of this machine, a cluster, or a test double."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """One outcome for each task, in any order; those that are done by now come together.

        Takes only as many tasks as it can work on; ends its workers when it is closed.
        """
        ...


def work_on(task: Task) -> Outcome:
    """Reads and analyses a file that lies on this machine, or came with the task."""
    try:
        record = _record(task)
    except UnreadableFileError as error:
        return Outcome(task.path, failure=f"{error.reason}。{error.advice.rstrip('。')}")
    except MemoryError:
        return Outcome(task.path, failure="处理它要用的内存超过上限", transient=True)
    except RecursionError:
        return Outcome(task.path, failure="它的结构嵌套太深，无法分析")
    except Exception as error:  # one file must not end the run of ten thousand
        kind = type(error).__name__
        return Outcome(task.path, failure=f"分析时程序出错（{kind}：{error}），请反馈给开发者")
    return Outcome(task.path, record)


def _record(task: Task) -> Record:
    # Imported here: whoever only hands out tasks needs none of it.
    from reportnlp.archive.recording import record_of
    from reportnlp.extraction.analysis import analyse
    from reportnlp.formats.files import read_document

    if task.data is None:
        document = read_document(Path(task.path))
        return record_of(document, analyse(document))
    import tempfile

    with tempfile.TemporaryDirectory(prefix="reportnlp-") as folder:
        # Its own name, for a reader goes by the suffix.
        place = Path(folder) / f"report{Path(task.path).suffix}"
        place.write_bytes(task.data)
        document = read_document(place)
        document = replace(document, source=replace(document.source, path=task.path))
        return record_of(document, analyse(document))

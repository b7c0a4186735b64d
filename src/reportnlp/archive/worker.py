"""A process that analyses what it is told to: `python -m reportnlp.archive.worker SECONDS BYTES`.

Tasks come on standard input, outcomes go to standard output, each as its length and a pickle; both
ends are this package. It ends when its input ends, also when its parent was killed.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import struct
import sys
from pathlib import Path
from typing import IO

from reportnlp.archive.work import Task, work_on

_LENGTH = struct.Struct("<Q")


def send(stream: IO[bytes], message: object) -> None:
    """Writes a message whole."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """The next message. Raises EOFError where there is none, or only a part of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length = _LENGTH.unpack(head)[0]
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def limit_memory(size: int) -> None:
    """Lets this process have at most so many bytes, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def main() -> None:
    """Works until the input ends."""
    seconds, size = float(sys.argv[1]), int(sys.argv[2])
    # Ctrl+C goes to all processes of a terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks = sys.stdin.buffer
    outcomes = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    silence = Path(os.devnull).open("w")  # noqa: SIM115 (open as long as the process)
    # A library that prints must not get between the messages.
    os.dup2(silence.fileno(), sys.stdout.fileno())
    limit_memory(size)
    while True:
        try:
            task = receive(tasks)
        except EOFError:
            return
        assert isinstance(task, Task)
        # A thread in C: it ends the process also where a pattern never gives the lock back.
        faulthandler.dump_traceback_later(seconds, exit=True, file=silence)
        outcome = work_on(task)
        faulthandler.cancel_dump_traceback_later()
        send(outcomes, outcome)


if __name__ == "__main__":
    main()

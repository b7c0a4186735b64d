"""What commands ask of the terminal and how they hand over a result."""

from __future__ import annotations

import os
import sys
from pathlib import Path

EXIT_FINDINGS = 1
EXIT_ERROR = 2
EXIT_SOME_FAILED = 3
EXIT_INTERRUPTED = 130
_NO_TERMINAL = 100
"""Columns where there is no terminal."""


def prepare_streams() -> None:
    """What is piped or written to a file is UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(result: str | bytes) -> None:
    """Writes to standard output, as it is."""
    if isinstance(result, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
        return
    sys.stdout.write(result)
    sys.stdout.flush()


def warn(line: str) -> None:
    """Writes a line to standard error."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def colour_wanted() -> bool:
    """Whether standard output is a terminal that shows colours, and the user has not refused."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def columns_wanted() -> int:
    """Columns of the terminal; COLUMNS where it is set, 100 where there is none."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return _NO_TERMINAL


def hand_over(result: str | bytes, target: Path | None, inputs: tuple[Path, ...]) -> None:
    """Prints a result, or writes it to a file whole or not at all, never over an input.

    Raises UnwritableFileError.
    """
    if target is None:
        say(result)
        return
    from reportnlp.formats.files import write_bytes

    data = result if isinstance(result, bytes) else result.encode(errors="backslashreplace")
    write_bytes(target, data, inputs=inputs)
    warn(f"已写出 {target}。")

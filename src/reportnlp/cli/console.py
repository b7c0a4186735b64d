"""What commands ask of the terminal and how they hand over a result."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

_NO_TERMINAL = 100
"""Columns where there is no terminal."""


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
        click.echo(result, nl=False)
        return
    from reportnlp.formats.files import write_bytes

    data = result if isinstance(result, bytes) else result.encode(errors="backslashreplace")
    write_bytes(target, data, inputs=inputs)
    click.echo(f"已写出 {target}。", err=True)

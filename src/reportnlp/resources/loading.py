"""Lexicons that people wrote: tab-separated tables beside this file."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def load_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of resources/NAME.tsv; lines that begin with # are comments.

    Raises FileNotFoundError if there is no such table.
    """
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    )


def load_words(name: str) -> frozenset[str]:
    """The first column of resources/NAME.tsv."""
    return frozenset(row[0] for row in load_rows(name))

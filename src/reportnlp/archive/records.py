"""What an archive keeps of one report, ready to be written: plain values that any process can send.

Whoever analyses (a process here, a worker elsewhere) makes a `Record`; whoever holds the archive
only inserts it.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportnlp.extraction.identity import Identity

Cell = str | int | float | None
Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A report and all that was found in it, as rows of the tables of the same names.

    sha256:  of the bytes that were read.
    details: by name of the table; each row begins with its position.
    words:   for each passage, the words of its body and of its headings.
    """

    sha256: str
    format: str
    text: str
    characters: int
    details: dict[str, Rows]
    passages: Rows
    words: tuple[tuple[str, str], ...]


def document_row(record: Record, identity: Identity, version: str) -> tuple[Cell, ...]:
    """The row of `documents`, without its id."""
    return (
        record.sha256,
        version,
        record.format,
        identity.title,
        identity.unit,
        identity.year,
        identity.covers,
        identity.kind,
        record.characters,
        record.text,
    )

"""What an archive keeps of one report, ready to be written: plain values that any process can send.

Whoever analyses (a process here, a worker elsewhere) makes a `Record`; whoever holds the archive
only inserts it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from reportnlp.annotations import Analysis
from reportnlp.archive.identity import Identity
from reportnlp.archive.passages import find_passages
from reportnlp.archive.words import words_of
from reportnlp.document import Document
from reportnlp.extraction.metrics import plain
from reportnlp.rendering.analysis_wording import visible_count
from reportnlp.rendering.outline import Parts, distinct_slogans, written

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


def record_of(document: Document, analysis: Analysis) -> Record:
    """What is kept of an analysed report."""
    text, parts = document.text, Parts(analysis.sections)
    passages = find_passages(document, analysis.sections)
    bodies = [_storable(written(document, one.span)) for one in passages]
    return Record(
        document.source.sha256,
        document.source.format,
        _storable(text),
        visible_count(text),
        {
            "sections": tuple(
                (n, one.label, one.span.start, one.span.end, one.heading, one.confidence)
                for n, one in enumerate(analysis.sections)
            ),
            "metrics": tuple(
                (
                    n,
                    one.span.start,
                    one.span.end,
                    written(document, one.span),
                    plain(one.value),
                    plain(one.value_max),
                    one.unit,
                    one.name,
                    one.kind,
                    one.approx,
                    one.period,
                    one.change,
                    parts.label(one.span.start),
                    int(one.whole is not None),
                )
                for n, one in enumerate(analysis.metrics)
            ),
            "placeholders": tuple(
                (
                    n,
                    one.span.start,
                    one.span.end,
                    written(document, one.span),
                    one.kind,
                    one.unit,
                    one.name,
                    parts.label(one.span.start),
                )
                for n, one in enumerate(analysis.placeholders)
            ),
            "slogans": tuple(
                (
                    n,
                    one.span.start,
                    one.span.end,
                    written(document, one.span),
                    one.kind,
                    one.count,
                    json.dumps(one.variants, ensure_ascii=False),
                    json.dumps(one.parts, ensure_ascii=False),
                    parts.label(one.span.start),
                )
                for n, (one, _) in enumerate(distinct_slogans(document, analysis.slogans))
            ),
        },
        tuple(
            (one.span.start, one.span.end, one.section, _storable(one.heading), body)
            for one, body in zip(passages, bodies, strict=True)
        ),
        tuple(
            (words_of(body), words_of(one.heading))
            for one, body in zip(passages, bodies, strict=True)
        ),
    )


def _storable(text: str) -> str:
    """Without the half characters that UTF-8 has no place for."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


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

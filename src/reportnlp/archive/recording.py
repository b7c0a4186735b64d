"""From an analysed report to what an archive keeps of it; done where the analysis is done."""

from __future__ import annotations

import json

from reportnlp.annotations import Analysis
from reportnlp.archive.passages import find_passages
from reportnlp.archive.records import Record
from reportnlp.archive.words import words_of
from reportnlp.document import Document
from reportnlp.extraction.metrics import plain
from reportnlp.rendering.analysis_wording import visible_count
from reportnlp.rendering.outline import Parts, distinct_slogans, written


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

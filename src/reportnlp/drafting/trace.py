"""The trace of a draft: for every sentence its facts, its author, and what was refused and why."""

from __future__ import annotations

from reportnlp.drafting.draft import Candidate, Draft, Sentence

SCHEMA = "reportnlp/draft-trace/1"


def draft_as_trace(draft: Draft) -> dict[str, object]:
    """The trace as plain values for JSON; offsets are code points into `text`."""
    text = draft.document.text
    sentences, position = [], 0
    for paragraph in draft.paragraphs:
        start = position + len(paragraph.heading)
        for sentence in paragraph.sentences:
            end = start + len(sentence.text)
            sentences.append(_sentence(sentence, start, end, paragraph.kind, paragraph.section))
            start = end
        position += len(paragraph.text) + 1
    return {
        "schema": SCHEMA,
        "facts": draft.facts.path,
        "model": {
            "backend": draft.card.backend,
            "name": draft.card.name,
            "sha256": draft.card.sha256,
        },
        "seed": draft.seed,
        "text": text,
        "sentences": sentences,
    }


def _sentence(
    sentence: Sentence, start: int, end: int, kind: str, section: str
) -> dict[str, object]:
    return {
        "start": start,
        "end": end,
        "kind": kind,
        "section": section,
        "text": sentence.text,
        "facts": [
            {"id": f.id, "name": f.name, "quantity": f.quantity, "place": f.place}
            for f in sentence.facts
        ],
        "backend": sentence.source,
        "proposal": sentence.proposal,
        "candidates": [_candidate(c) for c in sentence.candidates],
    }


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {
        "text": candidate.text,
        "backend": candidate.source,
        "seed": candidate.seed,
        "score": candidate.score if not candidate.reasons else None,
        "likelihood": candidate.likelihood,
        "refused": list(candidate.reasons),
    }

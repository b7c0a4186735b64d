"""Among sentences that all carry the same facts and pass, which one stands.

A model's likelihood is a veto on the worst, not an author: it prefers length, repetition and
praise, but puts garbled sentences last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportnlp.drafting.draft import Candidate

VETO = 1.0
"""Nats a character below the best candidate at which a model's wording is put last."""
_REPEAT = 0.5
_MODEL = 0.3
_LENGTH = 0.004


def rank(
    candidates: Sequence[Candidate], *, before: str, sentence_length: int = 0
) -> tuple[Candidate, ...]:
    """All candidates with their scores; those that passed first, the best first.

    before:          the paragraphs so far, whose phrases should not come again.
    sentence_length: characters that a sentence of the past report has; 0 for no wish.
    """
    passed = [c for c in candidates if not c.reasons]
    likelihoods = [c.likelihood for c in passed if c.likelihood is not None]
    best = max(likelihoods, default=0.0)
    scored = []
    for candidate in passed:
        score = -_REPEAT * _repeats(candidate.text, before)
        if candidate.source != "template":
            score += _MODEL
        if candidate.likelihood is not None and candidate.likelihood < best - VETO:
            score -= 10.0
        if sentence_length:
            score -= _LENGTH * abs(len(candidate.text) - sentence_length)
        scored.append(replace(candidate, score=round(score, 4)))
    scored.sort(key=lambda c: -c.score)
    return (*scored, *(c for c in candidates if c.reasons))


def _repeats(text: str, before: str) -> float:
    """How much of the opening of a sentence stands in the draft already, 0 to 1."""
    opening = text[:8]
    pairs = [opening[i : i + 4] for i in range(max(len(opening) - 3, 0))]
    return sum(pair in before for pair in pairs) / len(pairs) if pairs else 0.0

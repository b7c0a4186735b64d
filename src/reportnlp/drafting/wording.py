"""Phrases a draft chooses from: what fits, in an order that a seed gives, none twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from reportnlp.resources.loading import load_rows


@cache
def phrases(use: str) -> tuple[str, ...]:
    """The phrases of resources/draft_phrases.tsv for one use."""
    return tuple(row[1] for row in load_rows("draft_phrases") if row[0] == use)


def shuffled(items: Sequence[str], seed: int, place: str) -> tuple[str, ...]:
    """The items in an order that depends on seed and place alone, the same on every machine."""

    def key(item: str) -> bytes:
        return hashlib.sha256(f"{seed}\t{place}\t{item}".encode()).digest()

    return tuple(sorted(items, key=key))


@dataclass(slots=True)
class Choice:
    """What one draft has used up so far; the only state of a draft in the making.

    seed: of the draft.
    used: phrase -> how often it stands in the draft.
    """

    seed: int
    used: dict[str, int] = field(default_factory=dict)

    def order(self, items: Sequence[str], place: str) -> tuple[str, ...]:
        """The items, least used first, ties in the order of the seed."""
        ordered = shuffled(items, self.seed, place)
        return tuple(sorted(ordered, key=lambda item: self.used.get(item, 0)))

    def take(self, item: str) -> str:
        """Note that a phrase stands in the draft now."""
        if item:
            self.used[item] = self.used.get(item, 0) + 1
        return item

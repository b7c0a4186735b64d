"""How much two texts share: the Dice coefficient of their characters or of neighbouring pairs.

Dice (1945), Measures of the amount of ecologic association between species; on character pairs as
in Adamson and Boreham (1974).
"""

from __future__ import annotations

from collections import Counter


def dice(first: Counter[str], second: Counter[str]) -> float:
    """Twice what both hold by what they hold together, 0 to 1; 0 for two that hold nothing."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def pairs_of(text: str) -> Counter[str]:
    """Pairs of neighbouring characters, each as often as it stands there."""
    return Counter(text[index : index + 2] for index in range(len(text) - 1))

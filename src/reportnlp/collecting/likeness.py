"""How alike two measured things, or two sentences, are."""

from __future__ import annotations

from collections import Counter

from reportnlp.extraction.likeness import dice, pairs_of

_LEFT_OUT = str.maketrans("", "", "的了数量次共计累计全年等“”‘’《》（）() \u3000")


def likeness(first: str, second: str) -> float:
    """Dice coefficient of the pairs of neighbouring characters, 0 to 1."""
    return dice(pairs_of(first), pairs_of(second))


_PAIRS_WEIGHT = 0.3
"""Characters count more than their order: 渠道疏浚 is 疏浚渠道, 农村户厕改造 is 改造农村户厕."""
_HOLDS, _HOLDS_SHORT = 0.75, 0.6


def name_likeness(first: str, second: str) -> float:
    """How alike two names of measured things are, 0 to 1; words that measure nothing do not count.

    A name that holds the other (企业, 走访重点企业) is at least 0.6 like it, 0.75 from three
    characters on.
    """
    one, two = first.translate(_LEFT_OUT), second.translate(_LEFT_OUT)
    if one == two:
        return 1.0 if one else 0.0
    characters = dice(Counter(one), Counter(two))
    score = _PAIRS_WEIGHT * likeness(one, two) + (1 - _PAIRS_WEIGHT) * characters
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) >= 2 and shorter in longer:
        return max(score, _HOLDS if len(shorter) >= 3 else _HOLDS_SHORT)
    return score

"""How alike two measured things, or two sentences, are."""

from __future__ import annotations

from collections import Counter

_LEFT_OUT = str.maketrans("", "", "的了数量次共计累计全年等“”‘’《》（）() \u3000")


def likeness(first: str, second: str) -> float:
    """Dice coefficient of the pairs of neighbouring characters, 0 to 1.

    Dice (1945), Measures of the amount of ecologic association between species; on character
    pairs as in Adamson and Boreham (1974).
    """
    if first == second:
        return 1.0 if first else 0.0
    one, two = _pairs(first), _pairs(second)
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def name_likeness(first: str, second: str) -> float:
    """As `likeness`, for names of measured things: words that measure nothing do not count.

    A name that holds the other (走访企业, 累计走访重点企业) is at least 0.7 like it.
    """
    one, two = first.translate(_LEFT_OUT), second.translate(_LEFT_OUT)
    score = likeness(one, two)
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) >= 3 and shorter in longer:
        return max(score, 0.7)
    return score


def _pairs(text: str) -> Counter[str]:
    return Counter(text[index : index + 2] for index in range(len(text) - 1))

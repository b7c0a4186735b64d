"""The approximation column (约数) of a facts file."""

from __future__ import annotations

from reportnlp.extraction.approximations import AFTER, MIDDLE, approximation_before

_ENGLISH = {"over": "", "under": "近", "approx": "约"}
_EXACT = frozenset(("精确", "准确", "确数", "实数", "否", "无", "-", "/", "—", "exact", "no"))
_SAID = frozenset(("是", "约数", "概数", "yes"))


def approximation_of(word: str) -> tuple[str, str, str]:
    """The mark as it shall be written, its direction as in `Fact.approx`, and a problem.

    The problem is "" where there is none; an empty word is an exact figure; "over" leaves it to
    the figure whether 余 or 超 suits it.
    """
    word = word.strip().lower()
    if not word or word in _EXACT:
        return "", "", ""
    if word in _ENGLISH:
        return _ENGLISH[word], word, ""
    if word in _SAID:
        return "约", "approx", ""
    if len(word) == 1 and word in MIDDLE:
        return word, "over", ""
    for mark, direction in AFTER:
        if word == mark:
            return mark, direction, ""
    begin, mark, direction = approximation_before(f"{word}1", len(word))
    if begin == 0 and mark and direction:
        return mark, direction, ""
    problem = f"约数“{word[:12]}”不认识。可以写 余、多、近、约、左右、以上、超过，确数留空"
    return "", "", problem

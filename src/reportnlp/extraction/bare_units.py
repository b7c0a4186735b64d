"""The table of units that tells one without a number from the end of a word (身份, 平台)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportnlp.resources.loading import load_rows


@dataclass(frozen=True, slots=True)
class BareUnit:
    """What tells a unit without number from the end of a word.

    sure:   whether it never stands bare in published reports.
    common: whether it hardly ever does, so that in a text with blanks it lost its number.
    bound:  characters that make a word with it from the left (身份, 平台).
    words:  longer such beginnings (负责 for 人).
    nouns:  what it counts, so that it makes no word with it (锅炉 for 台, but 炉台).
    verbs:  verbs that announce it.
    """

    sure: bool
    common: bool
    bound: frozenset[str]
    words: tuple[str, ...]
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]

    def counts_end(self, clause: str) -> bool:
        """Whether what stands before the unit ends in something that it counts."""
        if not clause.endswith(self.nouns):
            return False
        return not clause.endswith(self.words) or _longest(clause, self.nouns) > _longest(
            clause, self.words
        )

    def ends_word(self, clause: str) -> bool:
        """Whether the unit makes a word with the end of what stands before it."""
        if not clause or clause.endswith(_WHOLE) or self.counts_end(clause):
            return False
        return clause[-1] in self.bound or clause.endswith(self.words)


def _longest(clause: str, ends: tuple[str, ...]) -> int:
    return max((len(end) for end in ends if clause.endswith(end)), default=0)


# Words that are whole before the unit: 全年立案|件, 送书上门|次, 收到感谢信|封.
_WHOLE = tuple(
    (
        "立案 结案 办结 积案 上门 感谢信 表扬信 来信 讲座 对接 授课 办案 获奖 进校园 工地 基地 "
        "产地 审结 执结 议定 报到"
    ).split()
)


@cache
def bare_units() -> dict[str, BareUnit]:
    return {
        unit: BareUnit(
            level == "稳",
            level != "动",
            frozenset(_filled(bound)),
            _words(words),
            _words(nouns),
            _words(verbs),
        )
        for unit, level, bound, words, nouns, verbs, _ in load_rows("bare_units")
    }


def bare_units_ending(text: str, end: int) -> tuple[str, ...]:
    """The units that end at an offset, the longest first."""
    by_end = _by_end()
    units = by_end.get(text[max(end - 2, 0) : end])
    if units is None:
        units = by_end.get(text[end - 1], ())
    if units and len(units[0]) > _KEY:
        return tuple(unit for unit in units if text.endswith(unit, 0, end))
    return units


_KEY = 2


@cache
def _by_end() -> dict[str, tuple[str, ...]]:
    """By their last two characters, and by the last one for those of but one, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in sorted(bare_units(), key=len, reverse=True):
        found[unit[-_KEY:]] = (*found.get(unit[-_KEY:], ()), unit)
    for pair in [end for end in found if len(end) == _KEY]:
        found[pair] += found.get(pair[-1], ())
    return found


def _filled(cell: str) -> str:
    """A cell of the table, where "-" stands for none."""
    return "" if cell == "-" else cell


def _words(cell: str) -> tuple[str, ...]:
    return tuple(_filled(cell).split())

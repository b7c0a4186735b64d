"""How two names differ: by a character taken for another, by the order, by a word too many."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass

from reportnlp.resources.loading import load_rows


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """What tells two names apart.

    kind:      "character" (one in place of another), "order" (the same characters), "extra" (one
               more in one of them) or "reworded" (one other, and another order).
    old, new:  the characters that only the first and only the second holds.
    index:     where the names begin to differ.
    """

    kind: str
    old: str
    new: str
    index: int


def difference(first: str, second: str) -> Difference | None:
    """How two names differ; None for equal ones and for those that differ in more than a slip."""
    if first == second or abs(len(first) - len(second)) > 1:
        return None
    index = 0
    while index < min(len(first), len(second)) and first[index] == second[index]:
        index += 1
    if len(first) == len(second) and first[index + 1 :] == second[index + 1 :]:
        return Difference("character", first[index], second[index], index)
    # The sorted keys may hold a character several times: a Counter keeps the count.
    left, right = Counter(first), Counter(second)
    old, new = "".join((left - right).elements()), "".join((right - left).elements())
    if len(old) > 1 or len(new) > 1:
        return None
    if not old and not new:
        return Difference("order", old, new, index)
    if not old or not new:
        longer, shorter = (first, second) if old else (second, first)
        if longer[:index] + longer[index + 1 :] != shorter:
            return None
        return Difference("extra", old, new, index)
    return Difference("reworded", old, new, index)


def are_confused(first: str, second: str) -> bool:
    """Whether two characters sound or look alike, or say much the same: 坊 and 访, 潭 and 滩."""
    return sound_alike(first, second) or _share(("形", "义"), first, second)


def look_or_sound_alike(first: str, second: str) -> bool:
    return sound_alike(first, second) or _share(("形",), first, second)


def sound_alike(first: str, second: str) -> bool:
    """The same syllable but for its tone, zh or z, l or n, in or ing."""
    sounds = _sounds()
    one, other = sounds.get(first), sounds.get(second)
    return one is not None and one == other


def are_contrasted(first: str, second: str) -> bool:
    """Two of a series (东 and 西, 一 and 二): each makes a name of its own."""
    return _share(("对",), first, second)


def is_counted(character: str) -> bool:
    return character in _NUMERALS


_NUMERALS = frozenset("一二三四五六七八九十百千万两双零〇0123456789０１２３４５６７８９")


def _share(kinds: tuple[str, ...], first: str, second: str) -> bool:
    return any(
        first in group and second in group for kind in kinds for group in _groups().get(kind, ())
    )


@functools.cache
def _groups() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for row in load_rows("character_groups"):
        kinds[row[0]] = (*kinds.get(row[0], ()), row[1])
    return kinds


@functools.cache
def _sounds() -> dict[str, str]:
    return {
        character: _folded(syllable)
        for syllable, characters in load_rows("syllables")
        for character in characters
    }


def _folded(syllable: str) -> str:
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en")):
        syllable = syllable.replace(long, short)
    return "l" + syllable[1:] if syllable.startswith("n") else syllable

"""Whether the names of some parts leave nothing of their whole unnamed."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from reportnlp.resources.loading import load_rows

_LAST = ("其他", "其它", "其余", "剩余", "余下", "及以下", "及其他")
_Class = tuple[bool, tuple[str, ...]]


@functools.cache
def _divisions() -> tuple[tuple[_Class, ...], ...]:
    """The rows of divisions.tsv: for every class whether it must be there, and its names."""
    return tuple(
        tuple((not cell.startswith("?"), tuple(cell.lstrip("?").split("|"))) for cell in row)
        for row in load_rows("divisions")
    )


def divide_all(names: Sequence[str], *, once: bool = False) -> bool:
    """Whether the names are those of a known division, with every class that it must have.

    names: what is said around each figure: "已整改到位", "女职工", "及以下职称".
    once:  whether no two may be of one class.
    """
    if len(names) == 2 and any(_denies(*pair) for pair in (names, names[::-1])):
        return True
    return any(_is_division(_divisions()[row], names, once) for row in _rows_for(names[0]))


@functools.cache
def _words() -> dict[str, tuple[tuple[str, int], ...]]:
    """By its first character each word that names a class, and the row that it stands in."""
    words: dict[str, list[tuple[str, int]]] = {}
    for row, division in enumerate(_divisions()):
        for _, names in division:
            for name in names:
                words.setdefault(name[0], []).append((name, row))
    return {first: tuple(rows) for first, rows in words.items()}


def _rows_for(name: str) -> set[int]:
    """The rows of which a name holds a word."""
    words = _words()
    return {
        row
        for at, character in enumerate(name)
        for word, row in words.get(character, ())
        if name.startswith(word, at)
    }


def _denies(name: str, other: str) -> bool:
    """居民客户, 非居民客户."""
    _, found, denied = name.partition("非")
    return bool(found) and len(denied) > 1 and denied[:2] in other and "非" not in other


def _is_division(division: tuple[_Class, ...], names: Sequence[str], once: bool) -> bool:
    met = set[int]()
    for name in names:
        found = _class_of(division, name)
        if found < 0 or (once and found in met):
            return False
        met.add(found)
    return all(index in met for index, (required, _) in enumerate(division) if required)


def _class_of(division: tuple[_Class, ...], name: str) -> int:
    """The class whose word comes first in a name, the longest of those that begin there; or -1."""
    found = [
        (name.find(word), -len(word), index)
        for index, (_, words) in enumerate(division)
        for word in words
        if word in name
    ]
    return min(found)[2] if found else -1


def ends_with_rest(names: Sequence[str]) -> bool:
    """Whether the last of three or more parts is all that is left: 其他类, 三级及以下."""
    return len(names) > 2 and any(word in names[-1] for word in _LAST)


def shared_ending(names: Sequence[str]) -> str:
    """What all names end in: "类" of 产业类, 民生类; "" if they are not parallel."""
    shortest = min(names, key=len, default="")
    for length in range(len(shortest), 0, -1):
        if all(name.endswith(shortest[-length:]) for name in names):
            return shortest[-length:]
    return ""

"""Pairs of names in one text that may be one name, written in two ways."""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from reportnlp.extraction.proper_names import LEVELS, ProperName
from reportnlp.resources.loading import load_rows

# Names that meet under one key; more of them are a series.
_MOST_OF_A_KEY = 8
_LONGEST_SUFFIX = 12
# 和, 与 and 的 within a name, and how many other characters it must have to be known without them.
_LINKS = frozenset("和与及的")
_LINKED = 6


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two names beside each other.

    first, second: as they are written, from where they begin to be the same to the end of the head.
    how:           "character", "order", "extra" (one character more), "link" (和 for 与, or one of
                   them too many), "head" or "successor".
    old, new:      what differs, without the head; "" for a head, and where a name has no link.
    left, right:   how many characters they share before and behind that, without the head.
    before:        how many characters the text has before each, that may be part of its name.
    heads:         of the first and of the second.
    """

    first: str
    second: str
    how: str
    old: str
    new: str
    left: int
    right: int
    before: tuple[int, int]
    heads: tuple[str, str]

    @property
    def shared(self) -> int:
        return self.left + self.right


def likely_pairs(names: Iterable[ProperName]) -> Iterator[Pair]:
    """Names that share what stands behind their difference and the character before it."""
    distinct = {name.core + "\0" + name.head: name for name in names}
    groups: dict[Hashable, dict[str, ProperName]] = defaultdict(dict)
    heads: dict[str, dict[str, ProperName]] = defaultdict(dict)
    kinds = Counter(name.kind for name in distinct.values() if name.kind)
    for text, name in distinct.items():
        heads[name.head][text] = name
        if kinds[name.kind] > 1:
            groups[name.kind, name.core[-2:]][text] = name
    yield from _successors(distinct.values())
    for head, named in heads.items():
        if len(named) <= _MOST_OF_A_KEY:
            groups[head] = named
            continue
        for text, name in named.items():
            for key in _keys(name):
                groups[key][text] = name
    for group in groups.values():
        if 2 <= len(group) <= _MOST_OF_A_KEY:
            for first, second in itertools.combinations(group.values(), 2):
                pair = _compared(first, second)
                if pair is not None:
                    yield pair


def _successors(names: Iterable[ProperName]) -> Iterator[Pair]:
    """区教育体育局 and 区教育局: an office and the one that it came from, of one level."""
    offices = {name.core: name for name in names if name.head == "局" and name.core[0] in LEVELS}
    stems = {core[1:] for core in offices}
    for new, old in _successions() if len(stems) > 1 else ():
        for level in {core[0] for core in offices} if new in stems and old in stems else ():
            if level + new in offices and level + old in offices:
                one, other = offices[level + new], offices[level + old]
                yield _paired(one, other, "successor", len(new), len(old), 0)


@functools.cache
def _successions() -> tuple[tuple[str, str], ...]:
    """The rows of office_successors.tsv: the name of an office now, and one that it had."""
    return tuple((new, old) for new, old, *_ in load_rows("office_successors"))


def _keys(name: ProperName) -> Iterator[Hashable]:
    core, head = name.core, name.head
    for index in range(max(len(core) - _LONGEST_SUFFIX, 0), len(core)):
        before = core[index - 1 : index] if index else ""
        yield head, before, core[index + 1 :]
        yield "extra", head, core[max(index - 2, 0) : index], core[index:]
        yield "extra", head, core[max(index - 2, 0) : index], core[index + 1 :]
        for size in (2, 3, 4):
            if index + size <= len(core):
                region = "".join(sorted(core[index : index + size]))
                yield head, before, region, core[index + size :]
    plain = _without_links(core)
    if len(plain) >= _LINKED:
        yield head, plain[-_LINKED:]


def _without_links(core: str) -> str:
    return "".join(character for character in core if character not in _LINKS).removesuffix("服务")


def _compared(first: ProperName, second: ProperName) -> Pair | None:
    one, other = first.core, second.core
    right = _common_end(one, other)
    if first.head != second.head:
        return _paired(first, second, "head", 0, 0, right)
    if right in (len(one), len(other)) or not _may_be_one(one, other, right):
        return None
    found = [
        _paired(first, second, "character", 1, 1, right),
        _paired(first, second, "extra", 1, 0, right),
        _paired(first, second, "extra", 0, 1, right),
        *(
            _paired(first, second, "order", size, size, right)
            for size in (2, 3, 4)
            if _is_permuted(one, other, size, right)
        ),
        *_linked(first, second),
    ]
    return max(found, key=lambda pair: pair.left)


def _may_be_one(one: str, other: str, right: int) -> bool:
    """Whether anything is alike at the place where two names begin to differ, seen from behind."""
    if right > 1 or not _LINKS.isdisjoint(one + other):
        return True
    first, second = one[: len(one) - right], other[: len(other) - right]
    if first[-2:-1] == second[-2:-1] or first[-3:-1] == second[-2:] or first[-2:] == second[-3:-1]:
        return True
    return any(sorted(first[-size:]) == sorted(second[-size:]) for size in (2, 3, 4))


def _common_end(one: str, other: str) -> int:
    length = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        length += 1
    return length


def _is_permuted(one: str, other: str, size: int, right: int) -> bool:
    first = one[-size - right : len(one) - right]
    second = other[-size - right : len(other) - right]
    return len(first) == len(second) == size and sorted(first) == sorted(second)


def _linked(first: ProperName, second: ProperName) -> Iterator[Pair]:
    """妇幼保健计划生育服务中心 and 妇幼保健和计划生育中心: the same but for 和 and 服务."""
    shared = _common_end(_without_links(first.core), _without_links(second.core))
    old, new = _links_of(first), _links_of(second)
    if shared >= _LINKED and old != new:
        heads = first.head, second.head
        ends = _tail(first, shared), _tail(second, shared)
        yield Pair(*ends, "link", old, new, shared, 0, (0, 0), heads)


def _links_of(name: ProperName) -> str:
    return "".join(character for character in name.core if character in _LINKS)


def _tail(name: ProperName, shared: int) -> str:
    """The end of a name that holds so many characters besides its links."""
    start, left = len(name.core.removesuffix("服务")), shared
    while left:
        start -= 1
        left -= name.core[start] not in _LINKS
    return name.core[start:] + name.head


def _paired(
    first: ProperName, second: ProperName, how: str, old: int, new: int, right: int
) -> Pair:
    one, other = first.core, second.core
    ends = len(one) - right, len(other) - right
    starts = ends[0] - old, ends[1] - new
    left = _common_end(one[: starts[0]], other[: starts[1]])
    begins = starts[0] - left, starts[1] - left
    return Pair(
        one[begins[0] :] + first.head,
        other[begins[1] :] + second.head,
        how,
        one[starts[0] : ends[0]],
        other[starts[1] : ends[1]],
        left,
        right,
        begins,
        (first.head, second.head),
    )

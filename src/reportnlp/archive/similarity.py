"""Passages that were copied, within a unit over the years or from one unit to another.

Shingles of three characters, figures masked, so that a copy with new figures is still a copy.
MinHash and LSH (datasketch) name candidates in linear time; each candidate is then compared
exactly, and what very many units write alike (set phrases) counts little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from reportnlp.archive.store import Archive, told
from reportnlp.errors import MissingExtraError
from reportnlp.patterns import Pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint64]

_FIGURES = Pattern(r"[0-9０-９][0-9０-９.,，％%]*|[*＊_＿X×]{1,8}")
_DROPPED = Pattern(r"[^\u3400-\u9fff0A-Za-z]+")
_SHINGLE = 3
_SHORTEST = 30
"""Characters without figures and marks; shorter passages are alike by chance."""
_BANDS, _ROWS = 24, 4
"""Of the LSH: passages with 0.6 of their shingles in common are missed once in 30."""
_SET_PHRASE_WEIGHT = 0.15
_FEWEST_RARE = 14
"""Shared shingles that are no set phrase; about a clause and a half."""
_MOST_TOGETHER = 8
"""Of a passage with more copies than this, only neighbours in time make a pair."""
_LEFT_OUT = ("title", "salutation", "intro", "closing")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in the archive."""

    passage_id: int
    document_id: int
    unit: str
    year: int | None
    path: str
    section: str
    start: int
    end: int
    body: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Two passages that are alike; `old` is the earlier one.

    score: 0 to 1; 1 for the same words, figures aside.
    """

    old: Place
    new: Place
    score: float


def find_copies(
    archive: Archive, *, least: float = 0.6, unit: str = "", across: bool = False
) -> tuple[Copy, ...]:
    """Pairs of like passages in different reports, the most alike first.

    least:  the lowest score.
    unit:   a part of the name of a unit that has at least one of the two, "" for all.
    across: only pairs of different units.

    Raises MissingExtraError if datasketch is not installed.
    """
    families = _families(archive)
    heads = [members[0] for members in families]
    found = [Copy(old, new, 1.0) for members in families for old, new in _within_family(members)]
    for one, other, score in _alike(families, heads, least):
        old, new = sorted((heads[one], heads[other]), key=_age)
        if old.document_id != new.document_id:
            found.append(Copy(old, new, score))
    kept = [
        copy
        for copy in found
        if (not unit or unit in copy.old.unit or unit in copy.new.unit)
        and not (across and copy.old.unit == copy.new.unit)
    ]
    return tuple(sorted(kept, key=lambda copy: (-copy.score, -len(copy.new.body), _age(copy.new))))


def _age(place: Place) -> tuple[int, str, int]:
    return (place.year or 0, place.path, place.start)


def masked(body: str) -> str:
    """A passage as it is compared: figures as 0, without marks and spaces."""
    return _DROPPED.sub("", _FIGURES.sub("0", body))


def _families(archive: Archive) -> list[list[Place]]:
    """The passages that are long enough, those of the same words together, the oldest first."""
    families: dict[str, list[Place]] = defaultdict(list)
    with told(archive.path):
        rows = archive.connection.execute(
            "SELECT passages.id, documents.id, unit, covers, ifnull((SELECT path FROM files WHERE "
            "document_id = documents.id ORDER BY gone, path LIMIT 1), ''), section, "
            f'"start", "end", body FROM passages JOIN documents ON documents.id = document_id '
            f"WHERE section NOT IN {_LEFT_OUT} ORDER BY passages.id"
        )
        for row in rows:
            text = masked(row[8])
            if len(text) >= _SHORTEST:
                families[text].append(Place(*row))
    return [sorted(members, key=_age) for members in families.values()]


def _within_family(members: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    pairs = combinations(members, 2) if len(members) <= _MOST_TOGETHER else pairwise(members)
    for old, new in pairs:
        if old.document_id != new.document_id:
            yield old, new


def _alike(
    families: Sequence[Sequence[Place]], heads: Sequence[Place], least: float
) -> Iterator[tuple[int, int, float]]:
    """Indices of two families and their likeness."""
    try:
        import datasketch
        import numpy as np
    except ImportError as error:
        raise MissingExtraError("查找相似段落", "archive") from error
    shingles = [_shingles(masked(head.body)) for head in heads]
    common = _set_phrases(families, shingles)
    rare = [np.setdiff1d(one, common, assume_unique=True) for one in shingles]
    lsh = datasketch.MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    empty = datasketch.MinHash(num_perm=_BANDS * _ROWS, hashfunc=int)
    for index, one in enumerate(rare):
        if len(one) < _FEWEST_RARE:
            continue
        signature = empty.copy()
        signature.update_batch((one & np.uint64(0xFFFFFFFF)).tolist())
        for other in lsh.query(signature):
            shared = len(np.intersect1d(one, rare[other], assume_unique=True))
            if shared < _FEWEST_RARE:
                continue
            score = _score(one, rare[other], shared, shingles[index], shingles[other])
            if score >= least:
                yield other, index, score
        lsh.insert(index, signature, check_duplication=False)


def _score(
    rare_one: Shingles, rare_other: Shingles, shared: int, one: Shingles, other: Shingles
) -> float:
    """Shared weight of all weight: rare shingles count one, set phrases a little."""
    import numpy as np

    both = len(np.intersect1d(one, other, assume_unique=True)) - shared
    rare_all = len(rare_one) + len(rare_other) - shared
    set_all = (len(one) - len(rare_one)) + (len(other) - len(rare_other)) - both
    weight = shared + _SET_PHRASE_WEIGHT * both
    return round(weight / (rare_all + _SET_PHRASE_WEIGHT * set_all), 4)


def _shingles(text: str) -> Shingles:
    """The distinct shingles of a text as numbers, sorted: shape (n,), uint64."""
    import numpy as np

    signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    wide = signs[: len(signs) - _SHINGLE + 1].copy()
    for shift in range(1, _SHINGLE):
        wide = (
            wide * np.uint64(0x9E3779B97F4A7C15) + signs[shift : len(signs) - _SHINGLE + 1 + shift]
        )
    return np.unique(wide)


def _set_phrases(families: Sequence[Sequence[Place]], shingles: Sequence[Shingles]) -> Shingles:
    """Shingles that so many units, or of one unit so many reports, have that they say nothing."""
    import numpy as np

    units = {place.unit for members in families for place in members}
    documents = {place.document_id for members in families for place in members}
    if not shingles:
        return np.zeros(0, dtype=np.uint64)
    by_unit: dict[str, list[Shingles]] = defaultdict(list)
    by_document: dict[int, list[Shingles]] = defaultdict(list)
    for members, one in zip(families, shingles, strict=True):
        for unit in {place.unit for place in members}:
            by_unit[unit].append(one)
        for document in {place.document_id for place in members}:
            by_document[document].append(one)
    return np.union1d(
        _frequent(list(by_unit.values()), max(3, len(units) // 5)),
        _frequent(list(by_document.values()), max(6, len(documents) // 2)),
    )


def _frequent(groups: list[list[Shingles]], most: int) -> Shingles:
    """Shingles that more than so many groups have."""
    import numpy as np

    each = [np.unique(np.concatenate(group)) for group in groups]
    values, counts = np.unique(np.concatenate(each), return_counts=True)
    return values[counts > most]

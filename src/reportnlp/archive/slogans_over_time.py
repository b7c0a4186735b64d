"""Which set phrases (提法) came and went, and how they changed: 四大工程 became 五大工程."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportnlp.archive.store import Archive, told
from reportnlp.patterns import Pattern

_NUMERALS = Pattern(r"[一二三四五六七八九十百两〇零0-9]+")
_QUOTES = Pattern(r"[“”‘’\"'「」《》\s]+")
_ALIKE = 0.74
_SHORTEST = 4
"""Characters; of shorter ones a few in common say nothing."""
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class SloganUse:
    """A set phrase through the years.

    text:     without quotes.
    kind:     as `Slogan.kind`.
    units:    who uses it, sorted.
    years:    in which years, with how often it stands in all reports of that year.
    reports:  how many reports have it.
    variants: other forms that the reports give it.
    sections: labels of the parts it stands in, the most frequent first.
    """

    text: str
    kind: str
    units: tuple[str, ...]
    years: tuple[tuple[int, int], ...]
    reports: int
    variants: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def first(self) -> int:
        """Year of the first use."""
        return self.years[0][0]

    @property
    def last(self) -> int:
        """Year of the last use."""
        return self.years[-1][0]


@dataclass(frozen=True, slots=True)
class Drift:
    """A set phrase of a unit that took another form.

    year: the first one that has the new form.
    way:  "count" (四大工程 → 五大工程), "grown" (三亮三比 → 三亮三比三评), "shrunk" or "reworded".
    """

    unit: str
    old: str
    new: str
    year: int
    way: str


@dataclass(slots=True)
class _Uses:
    kinds: list[str]
    units: set[str]
    years: dict[int, int]
    documents: set[int]
    variants: set[str]
    sections: list[str]


def slogan_uses(archive: Archive, *, unit: str = "", contains: str = "") -> tuple[SloganUse, ...]:
    """All set phrases, those of the most years first.

    unit:     a part of the unit's name, "" for all.
    contains: a part of the phrase, "" for all.
    """
    uses: dict[str, _Uses] = {}
    with told(archive.path):
        rows = archive.connection.execute(
            "SELECT slogans.text, slogans.kind, documents.unit, covers, count, variants, section, "
            "documents.id FROM slogans JOIN documents ON documents.id = document_id "
            "WHERE covers IS NOT NULL AND (? = '' OR instr(documents.unit, ?)) "
            "ORDER BY documents.id, position",
            (unit, unit),
        )
        for text, kind, office, year, count, variants, section, document in rows:
            key = _key(text)
            if _key(contains) not in key:
                continue
            one = uses.setdefault(key, _Uses([], set(), {}, set(), set(), []))
            one.kinds.append(kind)
            one.units.add(office)
            one.years[year] = one.years.get(year, 0) + count
            one.documents.add(document)
            one.variants |= {form for form in json.loads(variants) if form != key}
            one.sections.append(section)
    found = [
        SloganUse(
            text,
            max(one.kinds, key=one.kinds.count),
            tuple(sorted(one.units)),
            tuple(sorted(one.years.items())),
            len(one.documents),
            tuple(sorted(one.variants)),
            tuple(section for section, _ in Counter(one.sections).most_common()),
        )
        for text, one in uses.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.years), -one.reports, one.text)))


def _key(text: str) -> str:
    """A phrase without quotes, spaces and full-width forms: 互联网＋ and 互联网+ are one."""
    return "".join(
        chr(ord(c) - 0xFEE0) if "\uff0b" <= c <= "\uff5a" and c not in "，：；？！" else c
        for c in _QUOTES.sub("", text)
    )


def drifts(archive: Archive, *, unit: str = "") -> tuple[Drift, ...]:
    """How the set phrases of each unit changed, in the order of the years."""
    by_unit: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    with told(archive.path):
        rows = archive.connection.execute(
            "SELECT DISTINCT documents.unit, slogans.text, covers FROM slogans JOIN documents "
            "ON documents.id = document_id WHERE covers IS NOT NULL AND slogans.kind <> 'parallel' "
            "AND section NOT IN ('plans', 'closing') AND (? = '' OR instr(documents.unit, ?)) "
            "ORDER BY covers",
            (unit, unit),
        )
        for office, text, year in rows:
            by_unit[office][_key(text)].append(year)
    found = [one for office, uses in by_unit.items() for one in _drifts_of(office, uses)]
    return tuple(sorted(found, key=lambda one: (one.unit, one.year, one.new)))


def _drifts_of(office: str, uses: dict[str, list[int]]) -> Iterator[Drift]:
    """Each form that came later, with the nearest earlier form that it took the place of."""
    forms = [text for text in uses if _SHORTEST <= len(text) <= _LONGEST]
    for new in forms:
        first = min(uses[new])
        earlier = [
            (way, old)
            for old in forms
            if old != new
            and min(uses[old]) < first
            and (way := _way(old, new))
            # Two forms that live side by side for years are two phrases.
            and sum(year > first for year in uses[old]) <= 1
        ]
        if earlier:
            way, old = max(earlier, key=lambda pair: max(uses[pair[1]]))
            yield Drift(office, old, new, first, way)


def _way(old: str, new: str) -> str:
    if old == new:
        return ""
    if _NUMERALS.sub("N", old) == _NUMERALS.sub("N", new):
        return "count" if _counts(old) == _counts(new) else ""
    if old in new:
        return "grown"
    if new in old:
        return "shrunk"
    alike = SequenceMatcher(None, old, new, autojunk=False).ratio()
    return "reworded" if alike >= _ALIKE else ""


def _counts(text: str) -> int:
    return len(_NUMERALS.findall(text))


def years_word(years: Sequence[int]) -> str:
    """ "2014—2016、2019" for 2014, 2015, 2016 and 2019."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)

"""One figure of a unit over the years: matched across wordings, with gaps and blanks shown."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from math import log, prod

from reportnlp.archive.corrections import NO_FIGURE
from reportnlp.archive.names import bare, likeness, measured_in
from reportnlp.archive.store import Archive, told
from reportnlp.extraction.units import UNITS

_LEAPS = ((0.8, 4.0), (0.66, 2.2), (0.6, 1.6), (0.55, 1.35))
"""Names at least so alike may be one figure of a unit, if its value never grows or shrinks by more
than this factor from one year to the next."""
_ASKED = 0.6
"""So alike, a figure is one that is asked for."""
_FALL = 0.15
"""And by so much less than the best one."""
_ODD = 1.8
"""By so much off its neighbours, a value gives way to another one of the same report."""
_PERIODS = frozenset(("年", "届", "期"))
"""Units of what is no figure of a year: 五年来."""
_PARTS_OF_YEAR = ("季度", "月", "上半年", "下半年", "日")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in one report.

    year:      whose result it is.
    value:     in `unit`; None for a blank.
    value_max: upper end of a range, else None.
    text:      as written, with its unit: "1.2万亩", "**万亩".
    name:      as written.
    approx:    as `Metric.approx`.

    document_id, start: where it stands.
    """

    year: int
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    text: str
    name: str
    approx: str
    document_id: int
    start: int


@dataclass(frozen=True, slots=True)
class Series:
    """A figure of one unit over the years.

    unit_name: whose it is.
    figure:    what it is called most often, or what a person called it.
    unit:      that all values are given in.
    names:     every wording with the years that have it.
    points:    one a year, the earliest first; a blank has no value.
    silent:    years with a report that does not tell it.
    years:     from the first to the last report of the unit.
    """

    unit_name: str
    figure: str
    unit: str
    names: tuple[tuple[str, tuple[int, ...]], ...]
    points: tuple[Point, ...]
    silent: tuple[int, ...]
    years: tuple[int, int]


def trend(archive: Archive, figure: str, *, unit: str = "") -> tuple[Series, ...]:
    """The series of every unit that a name fits, the best fitting first.

    figure: a name in any wording; a person's corrections come first.
    unit:   a part of the unit's name, "" for all.
    """
    wanted = bare(figure)
    found: list[tuple[float, Series]] = []
    for series in _by_office(all_series(archive, unit=unit)).values():
        fits = [(_fit(wanted, figure, one), one) for one in series]
        best = max(fit for fit, _ in fits)
        found += [(fit, one) for fit, one in fits if fit >= max(best - 0.05, _ASKED)]
    # Where some unit tells it by that very name, others must come near.
    best = max((fit for fit, _ in found), default=0.0)
    near = [(fit, one) for fit, one in found if fit >= best - _FALL]
    return tuple(one for _, one in sorted(near, key=lambda pair: (-pair[0], -len(pair[1].points))))


def _by_office(series: Iterable[Series]) -> dict[str, list[Series]]:
    groups: dict[str, list[Series]] = defaultdict(list)
    for one in series:
        groups[one.unit_name].append(one)
    return groups


def _fit(wanted: str, figure: str, series: Series) -> float:
    if figure == series.figure:
        return 1.1
    return max(likeness(wanted, bare(name)) for name, _ in ((series.figure, ()), *series.names))


def all_series(archive: Archive, *, unit: str = "", shortest: int = 1) -> tuple[Series, ...]:
    """Every figure of every unit that is told in at least so many years (blanks count)."""
    with told(archive.path):
        corrections = dict(archive.connection.execute("SELECT name, figure FROM figures"))
        offices = [
            row[0]
            for row in archive.connection.execute(
                "SELECT DISTINCT unit FROM documents WHERE covers IS NOT NULL "
                "AND (? = '' OR instr(unit, ?)) ORDER BY unit",
                (unit, unit),
            )
        ]
        found: list[Series] = []
        for office in offices:
            years = _years_of(archive, office)
            points = list(_points_of(archive, office))
            found += _series_of(office, years, points, corrections)
    return tuple(one for one in found if len(one.points) >= shortest)


def _years_of(archive: Archive, office: str) -> tuple[int, ...]:
    rows = archive.connection.execute(
        "SELECT DISTINCT covers FROM documents WHERE unit = ? AND covers IS NOT NULL "
        "ORDER BY covers",
        (office,),
    )
    return tuple(row[0] for row in rows)


def _points_of(archive: Archive, office: str) -> Iterator[Point]:
    """Levels of whole years and blanks, outside the plans, in the order of the text."""
    rows = archive.connection.execute(
        "SELECT covers, value, value_max, metrics.unit, metrics.text, name, approx, "
        'documents.id, metrics."start", period FROM metrics JOIN documents '
        "ON documents.id = document_id WHERE documents.unit = ? AND covers IS NOT NULL "
        "AND change = '' AND section NOT IN ('plans', 'closing') AND part = 0 "
        "AND metrics.unit <> '个百分点' ORDER BY documents.id, position",
        (office,),
    )
    for year, value, most, unit, text, name, approx, document, start, period in rows:
        if unit in _PERIODS or any(part in period for part in _PARTS_OF_YEAR):
            continue
        upper = None if most is None else Decimal(most)
        yield Point(year, Decimal(value), upper, unit, text, name, approx, document, start)
    rows = archive.connection.execute(
        "SELECT covers, placeholders.unit, placeholders.text, name, documents.id, "
        'placeholders."start" FROM placeholders JOIN documents ON documents.id = document_id '
        "WHERE documents.unit = ? AND covers IS NOT NULL AND placeholders.kind = 'number' "
        "AND section NOT IN ('plans', 'closing') AND name <> '' ORDER BY documents.id, position",
        (office,),
    )
    for year, unit, text, name, document, start in rows:
        yield Point(year, None, None, _base_unit(unit), text + unit, name, "", document, start)


def _base_unit(unit: str) -> str:
    """ "亩" for "万亩": a blank bears its unit as written."""
    bare_unit = unit.lstrip("万亿千百十") or unit
    return UNITS[bare_unit].base if bare_unit in UNITS else bare_unit


@dataclass(frozen=True, slots=True)
class _Group:
    """Wordings that are taken for one figure.

    names:  bare ones.
    points: by year all that the report tells under these names, in the order of the text.
    """

    names: frozenset[str]
    points: dict[int, list[Point]]

    def first(self, year: int) -> Point:
        """What the report of a year tells first; a figure goes before a blank."""
        points = self.points[year]
        return next((point for point in points if point.value is not None), points[0])


def _series_of(
    office: str, years: Sequence[int], points: Sequence[Point], corrections: dict[str, str]
) -> Iterator[Series]:
    groups: dict[tuple[str, str], _Group] = {}
    for point in points:
        named = corrections.get(point.name, "")
        if named == NO_FIGURE:
            continue
        key = ("=" + named if named else bare(point.name), measured_in(point.unit)[0])
        group = groups.setdefault(key, _Group(frozenset((key[0],)), {}))
        group.points.setdefault(point.year, []).append(point)
    by_measure: dict[str, list[_Group]] = defaultdict(list)
    for (_, measure), group in groups.items():
        by_measure[measure].append(group)
    for members in by_measure.values():
        for group in _joined(members):
            yield _series(office, years, group, corrections)


def _joined(groups: list[_Group]) -> list[_Group]:
    """Joins the most alike first, as long as no year has two and the values go on."""
    alive = dict(enumerate(groups))
    heap: list[tuple[float, int, int]] = []
    for one, other in combinations(alive, 2):
        _push(heap, alive[one], alive[other], (one, other))
    number = len(groups)
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in alive or other not in alive:
            continue
        left, right = alive.pop(one), alive.pop(other)
        joined = _Group(left.names | right.names, left.points | right.points)
        for third, group in alive.items():
            _push(heap, group, joined, (third, number))
        alive[number] = joined
        number += 1
    return list(alive.values())


def _push(
    heap: list[tuple[float, int, int]], left: _Group, right: _Group, pair: tuple[int, int]
) -> None:
    if left.points.keys() & right.points.keys():
        return
    alike = max(likeness(a, b) for a in left.names for b in right.names)
    leap = next((most for least, most in _LEAPS if alike >= least), 0.0)
    if leap and _goes_on(left, right, leap):
        heapq.heappush(heap, (-alike, *pair))


def _goes_on(left: _Group, right: _Group, leap: float) -> bool:
    """Whether the values of the two together never leap."""
    values = sorted(
        (year, _comparable(group.first(year))) for group in (left, right) for year in group.points
    )
    known = [(year, value) for year, value in values if value > 0]
    return all(
        float(max(low, high) / min(low, high)) <= leap ** min(after - before, 2)
        for (before, low), (after, high) in pairwise(known)
    )


def _comparable(point: Point) -> Decimal:
    return (point.value or Decimal(0)) * measured_in(point.unit)[1]


def _chosen(group: _Group) -> list[Point]:
    """One point a year: the first, or another where the first is far off its neighbours."""
    years = sorted(group.points)
    points = [group.first(year) for year in years]
    for index, year in enumerate(years):
        near = [
            float(_comparable(points[other]))
            for other in (index - 1, index + 1)
            if 0 <= other < len(points) and _comparable(points[other]) > 0
        ]
        if not near or len(group.points[year]) < 2:
            continue
        middle = log(prod(near)) / len(near)
        known = [point for point in group.points[year] if _comparable(point) > 0]
        if known and abs(log(_comparable(points[index]) or 1) - middle) > log(_ODD):
            points[index] = min(known, key=lambda point: abs(log(_comparable(point)) - middle))
    return points


def _series(
    office: str, years: Sequence[int], group: _Group, corrections: dict[str, str]
) -> Series:
    points = _chosen(group)
    units = [point.unit for point in points if point.value is not None] or [points[0].unit]
    unit = max(units, key=units.count)
    names: dict[str, list[int]] = defaultdict(list)
    for point in points:
        names[point.name].append(point.year)
    named = next((corrections[name] for name in names if name in corrections), "")
    figure = named or max(names, key=lambda name: (len(names[name]), max(names[name])))
    return Series(
        office,
        figure,
        unit,
        tuple((name, tuple(of)) for name, of in names.items()),
        tuple(_converted(point, unit) for point in points),
        tuple(year for year in years if year not in group.points),
        (years[0], years[-1]),
    )


def _converted(point: Point, unit: str) -> Point:
    if point.unit == unit:
        return point
    factor = measured_in(point.unit)[1] / measured_in(unit)[1]
    value = None if point.value is None else point.value * factor
    most = None if point.value_max is None else point.value_max * factor
    return Point(
        point.year, value, most, unit, point.text, point.name, point.approx,
        point.document_id, point.start,
    )  # fmt: skip

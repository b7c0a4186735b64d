"""An archive as one HTML page to look around in: charts, filters, no network, no server."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from string import Template

from reportnlp.archive.listing import Entry, Failure
from reportnlp.archive.similarity import Copy, Place
from reportnlp.archive.slogans_over_time import Drift, SloganUse
from reportnlp.archive.terminal import Runs, parted, scaled
from reportnlp.archive.trends import Series
from reportnlp.rendering.analysis_wording import section_word
from reportnlp.rendering.machine import JsonValue
from reportnlp.rendering.sheet import escaped

_FOLDER = Path(__file__).parent / "static"
_MOST_SERIES, _MOST_SLOGANS, _MOST_COPIES = 20_000, 5_000, 500
"""More would make the page slow to open; the tables beside it have them all."""

_JsonObject = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Contents:
    """What the page shows.

    no_copies: why there are no copies, "" where they were looked for.
    """

    entries: Sequence[Entry]
    failures: Sequence[Failure]
    series: Sequence[Series]
    slogans: Sequence[SloganUse]
    drifts: Sequence[Drift]
    copies: Sequence[Copy]
    no_copies: str = ""


def dashboard_as_html(contents: Contents, *, title: str) -> str:
    """The whole file. The same contents give the same characters."""
    style = _read("uplot.css") + _read("dashboard.css")
    script = _read("uplot.js") + "\n" + _read("dashboard.js")
    data = json.dumps(_data(contents), ensure_ascii=False, separators=(",", ":"))
    entries = contents.entries
    units = len({one.unit for one in entries})
    return Template(_read("dashboard.html")).substitute(
        policy=(
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=escaped(title),
        summary=escaped(
            f"{len(entries)} 份报告，{units} 个单位，{sum(one.metrics for one in entries):,} 个数字"
        ),
        style=style,
        script=script,
        # "</script" inside a text would end the element.
        data=data.replace("<", "\\u003c").encode("utf-8", "replace").decode("utf-8"),
    )


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _data(contents: Contents) -> _JsonObject:
    units = sorted({one.unit for one in contents.entries})
    places = {unit: index for index, unit in enumerate(units)}
    years = [one.covers for one in contents.entries if one.covers is not None] or [0]
    copies = contents.copies[:_MOST_COPIES]
    return {
        "units": list(units),
        "years": [min(years), max(years)],
        "reports": [_report(one, places) for one in contents.entries],
        "series": [
            _series(one, places)
            for one in sorted(contents.series, key=lambda one: -len(one.points))[:_MOST_SERIES]
        ],
        "slogans": [
            {
                "text": one.text,
                "units": [places[unit] for unit in one.units],
                "years": [[year, count] for year, count in one.years],
                "variants": list(one.variants),
            }
            for one in contents.slogans[:_MOST_SLOGANS]
        ],
        "drifts": [
            {"unit": places[one.unit], "year": one.year, "old": one.old, "new": one.new}
            for one in contents.drifts
        ],
        "copies": [_copy(one, places) for one in copies],
        "no_copies": contents.no_copies,
        "failures": [{"path": one.path, "reason": one.reason} for one in contents.failures],
    }


def _report(one: Entry, places: dict[str, int]) -> _JsonObject:
    return {
        "unit": places[one.unit],
        "year": one.covers,
        "kind": one.kind,
        "title": one.title,
        "file": PurePath(one.path).name,
        "characters": one.characters,
        "metrics": one.metrics,
        "blanks": one.placeholders,
        "slogans": one.slogans,
    }


def _series(one: Series, places: dict[str, int]) -> _JsonObject:
    unit, factor = scaled(one)
    return {
        "unit": places[one.unit_name],
        "figure": one.figure,
        "scale": unit,
        "names": [name for name, _ in one.names],
        "points": [
            [
                point.year,
                None if point.value is None else float(round(point.value / factor, 6)),
                point.text,
                point.name,
            ]
            for point in one.points
        ],
        "silent": list(one.silent),
    }


def _copy(copy: Copy, places: dict[str, int]) -> _JsonObject:
    old, new = parted(copy)
    return {
        "score": copy.score,
        "section": section_word(copy.new.section),
        "old": _side(copy.old, old, places),
        "new": _side(copy.new, new, places),
    }


def _side(place: Place, runs: Runs, places: dict[str, int]) -> _JsonObject:
    return {
        "unit": places[place.unit],
        "year": place.year,
        "text": place.body,
        "runs": [[words, alone] for words, alone in runs],
    }

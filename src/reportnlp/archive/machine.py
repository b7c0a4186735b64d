"""What an archive answers, as JSON (docs/schemas/archive.schema.json)."""

from __future__ import annotations

from collections.abc import Sequence

from reportnlp.archive.listing import Entry, Failure
from reportnlp.archive.search import Hit
from reportnlp.archive.similarity import Copy, Place
from reportnlp.archive.slogans_over_time import Drift, SloganUse
from reportnlp.archive.trends import Series
from reportnlp.extraction.metrics import plain
from reportnlp.rendering.machine import JsonValue, as_json

JsonObject = dict[str, JsonValue]


def reports_as_json(entries: Sequence[Entry], failures: Sequence[Failure]) -> str:
    """{"schema", "reports", "failures"}."""
    return _written(
        "reportnlp/archive-list/1",
        {
            "reports": [
                {
                    "path": one.path,
                    "files": one.files,
                    "gone": one.gone,
                    "title": one.title,
                    "unit": one.unit,
                    "year": one.year,
                    "covers": one.covers,
                    "kind": one.kind,
                    "characters": one.characters,
                    "metrics": one.metrics,
                    "placeholders": one.placeholders,
                    "slogans": one.slogans,
                }
                for one in entries
            ],
            "failures": [{"path": one.path, "reason": one.reason} for one in failures],
        },
    )


def hits_as_json(hits: Sequence[Hit]) -> str:
    """{"schema", "hits"}; offsets of "matches" count from the beginning of "text"."""
    return _written(
        "reportnlp/archive-search/1",
        {
            "hits": [
                {
                    "unit": one.unit,
                    "year": one.year,
                    "title": one.title,
                    "path": one.path,
                    "section": one.section,
                    "heading": one.heading,
                    "text": one.body,
                    "exact": one.exact,
                    "matches": [{"start": m.start, "end": m.end} for m in one.matches],
                    "also": [
                        {"unit": unit, "year": year, "path": path} for unit, year, path in one.also
                    ],
                }
                for one in hits
            ]
        },
    )


def trends_as_json(series: Sequence[Series]) -> str:
    """{"schema", "series"}; values are exact decimals as strings, null for a blank."""
    return _written(
        "reportnlp/archive-trend/1", {"series": [_series_object(one) for one in series]}
    )


def _series_object(series: Series) -> JsonObject:
    return {
        "unit_name": series.unit_name,
        "figure": series.figure,
        "unit": series.unit,
        "names": [{"name": name, "years": list(years)} for name, years in series.names],
        "points": [
            {
                "year": point.year,
                "value": plain(point.value),
                "value_max": plain(point.value_max),
                "text": point.text,
                "name": point.name,
                "approx": point.approx,
            }
            for point in series.points
        ],
        "silent": list(series.silent),
    }


def slogans_as_json(uses: Sequence[SloganUse], changes: Sequence[Drift]) -> str:
    """{"schema", "slogans", "drifts"}."""
    return _written(
        "reportnlp/archive-slogans/1",
        {
            "slogans": [
                {
                    "text": one.text,
                    "kind": one.kind,
                    "units": list(one.units),
                    "years": [{"year": year, "count": count} for year, count in one.years],
                    "reports": one.reports,
                    "variants": list(one.variants),
                    "sections": list(one.sections),
                }
                for one in uses
            ],
            "drifts": [
                {"unit": one.unit, "year": one.year, "old": one.old, "new": one.new, "way": one.way}
                for one in changes
            ],
        },
    )


def copies_as_json(copies: Sequence[Copy]) -> str:
    """{"schema", "copies"}; offsets count into the text of each report."""
    return _written(
        "reportnlp/archive-similar/1",
        {
            "copies": [
                {"score": one.score, "old": _place_object(one.old), "new": _place_object(one.new)}
                for one in copies
            ]
        },
    )


def _place_object(place: Place) -> JsonObject:
    return {
        "unit": place.unit,
        "year": place.year,
        "path": place.path,
        "section": place.section,
        "start": place.start,
        "end": place.end,
        "text": place.body,
    }


def _written(schema: str, content: JsonObject) -> str:
    return as_json({"schema": schema, **content}, indent=2) + "\n"

"""Unit, year and kind of a report as a person put them right; else as they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from reportnlp.archive.store import Archive
from reportnlp.extraction.identity import Identity, identify


def identity_for(archive: Archive, keys: Sequence[str], text: str) -> Identity:
    """The identity of a report that files of these names hold; the first one counts."""
    name = PurePath(keys[0]).name
    found = identify(name, text)
    for wanted in (keys[0], name):
        row = archive.connection.execute(
            "SELECT unit, year, kind FROM identities WHERE file = ?", (wanted,)
        ).fetchone()
        if row:
            return _corrected(found, *row)
    return found


def _corrected(found: Identity, unit: str, year: int | None, kind: str) -> Identity:
    """An empty cell leaves what was read; the year whose results it tells moves along."""
    covers = found.covers
    if year is not None:
        lag = (found.year or year) - (found.covers or found.year or year)
        covers = year - lag
    return replace(
        found,
        unit=unit or found.unit,
        year=found.year if year is None else year,
        covers=covers,
        kind=kind or found.kind,
    )

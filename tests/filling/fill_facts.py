"""Facts made in memory."""

from __future__ import annotations

from reportnlp.collecting.cells import read_measure
from reportnlp.facts import Fact, Facts


def fact(
    name: str,
    value: str,
    unit: str,
    *,
    approx: str = "",
    identifier: str = "",
    section: str = "achievements",
    period: str = "",
) -> Fact:
    measure = read_measure(value, unit, approx)
    assert not measure.problem
    return Fact(
        identifier or f"f-{name}-{section}",
        section,
        "",
        name,
        measure.figure,
        measure.unit,
        measure.mark,
        measure.approx,
        measure.value,
        measure.value_max,
        measure.base_unit,
        period,
        "办公室",
    )


def facts(*items: Fact, year: str = "2023") -> Facts:
    return Facts(tuple(items), year=year)

"""The words and values of a comparison with last year, for every way to show it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from reportnlp.annotations import Metric
from reportnlp.document import Span
from reportnlp.rendering.machine import JsonValue


class PairedFigures(Protocol):
    """One thing in two reports."""

    @property
    def past(self) -> Metric: ...

    @property
    def current(self) -> Metric: ...

    @property
    def change(self) -> Decimal | None: ...

    @property
    def name(self) -> str: ...


class MissingFigure(Protocol):
    """A figure that only last year's report gives."""

    @property
    def past(self) -> Metric: ...

    @property
    def written(self) -> str: ...

    @property
    def mention(self) -> Span | None: ...


class CopiedSentence(Protocol):
    """A sentence carried over."""

    @property
    def span(self) -> Span: ...

    @property
    def likeness(self) -> float: ...

    @property
    def past(self) -> str: ...

    @property
    def why(self) -> str: ...


class YearsCompared(Protocol):
    """What `checking.comparison.compare` gives; rendering imports nothing from checking."""

    @property
    def past_year(self) -> str: ...

    @property
    def year(self) -> str: ...

    @property
    def pairs(self) -> Sequence[PairedFigures]: ...

    @property
    def written(self) -> Sequence[tuple[str, str]]: ...

    @property
    def missing(self) -> Sequence[MissingFigure]: ...

    @property
    def copies(self) -> Sequence[CopiedSentence]: ...

    @property
    def dropped(self) -> Sequence[str]: ...

    @property
    def kept(self) -> Sequence[str]: ...

    @property
    def new(self) -> Sequence[str]: ...


def year_words(comparison: YearsCompared) -> tuple[str, str]:
    """What to call the two years: 2022年, or 去年 where a report does not say."""
    before = f"{comparison.past_year}年" if comparison.past_year else "去年"
    now = f"{comparison.year}年" if comparison.year else "今年"
    return (before, now) if before != now else ("去年", "今年")


def change_words(paired: PairedFigures) -> str:
    """增12.5%, 降1.2个百分点, 持平; "－" where a change means nothing."""
    change = paired.change
    if change is None:
        return "－"
    size = f"{abs(change):.1f}".rstrip("0").rstrip(".")
    if size == "0":
        return "持平"
    points = paired.current.unit == "%"
    return f"{'增' if change > 0 else '降'}{size}{'个百分点' if points else '%'}"


def comparison_object(comparison: YearsCompared) -> JsonValue:
    """The comparison for JSON; values are exact decimals in base units, as strings."""
    from reportnlp.extraction.metrics import plain

    metrics: list[JsonValue] = [
        {
            "name": paired.name,
            "past_name": paired.past.name,
            "unit": paired.current.unit,
            "past": plain(paired.past.value),
            "current": plain(paired.current.value),
            "past_text": past,
            "current_text": current,
            "change": None if paired.change is None else f"{paired.change:.4f}",
            "start": paired.current.span.start,
            "end": paired.current.span.end,
        }
        for paired, (past, current) in zip(comparison.pairs, comparison.written, strict=True)
    ]
    missing: list[JsonValue] = [
        {
            "name": one.past.name,
            "text": one.written,
            "start": one.mention.start if one.mention else None,
            "end": one.mention.end if one.mention else None,
        }
        for one in comparison.missing
    ]
    copies: list[JsonValue] = [
        {
            "start": copy.span.start,
            "end": copy.span.end,
            "likeness": round(copy.likeness, 3),
            "reason": copy.why,
            "past_text": copy.past,
        }
        for copy in comparison.copies
    ]
    return {
        "past_year": comparison.past_year,
        "year": comparison.year,
        "metrics": metrics,
        "missing": missing,
        "copies": copies,
        "slogans": {
            "dropped": list(comparison.dropped),
            "kept": list(comparison.kept),
            "new": list(comparison.new),
        },
    }

"""A finished draft read once more as a whole, by the extractor that `analyse` uses."""

from __future__ import annotations

from reportnlp.drafting.draft import Draft
from reportnlp.extraction.metrics import find_metrics


def unsourced_figures(draft: Draft) -> tuple[str, ...]:
    """The figures of a draft that no fact has; empty for a sound draft.

    A figure is sourced if a fact has its value and unit, or its own words hold it.
    """
    document = draft.document
    known = {
        (abs(value), fact.base_unit)
        for fact in draft.facts.facts
        for value in (fact.value, fact.value_max)
        if value is not None
    }
    unitless = {value for value, unit in known if not unit}
    words = [f"{fact.topic}\n{fact.name}\n{fact.note}" for fact in draft.facts.facts]
    words.append(f"{draft.facts.unit}\n{draft.facts.kind}")
    quotes = (
        metric.span.cut(document.text)
        for metric in find_metrics(document)
        if (abs(metric.value), metric.unit) not in known and metric.value not in unitless
    )
    return tuple(quote for quote in quotes if not any(quote in own for own in words))

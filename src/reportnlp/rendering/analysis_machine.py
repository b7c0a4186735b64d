"""An analysis for programs: JSON (docs/schemas/analysis.schema.json)."""

from __future__ import annotations

from reportnlp.annotations import Analysis, Metric, Placeholder, Section, Slogan
from reportnlp.document import Document, Span
from reportnlp.extraction.metrics import plain
from reportnlp.rendering.analysis_wording import Analyses
from reportnlp.rendering.machine import JsonValue, as_json, source_object
from reportnlp.rendering.outline import Parts

ANALYSIS_SCHEMA = "reportnlp/analysis/1"

JsonObject = dict[str, JsonValue]


def analysis_as_json(document: Document, analysis: Analysis) -> str:
    """One object, indented, with a line end behind it."""
    return as_json(_analysis_object(document, analysis), indent=2) + "\n"


def analyses_as_json_lines(results: Analyses) -> str:
    """An object a line, for several files."""
    return "".join(as_json(_analysis_object(*result), indent=None) + "\n" for result in results)


def section_object(section: Section) -> JsonObject:
    """A member of "sections"."""
    return {
        "label": section.label,
        "start": section.span.start,
        "end": section.span.end,
        "heading": section.heading,
        "confidence": section.confidence,
    }


def metric_object(document: Document, parts: Parts, metric: Metric) -> JsonObject:
    """A member of "metrics"; values are strings of exact decimals."""
    return {
        **_place(document, metric.span),
        "value": plain(metric.value),
        "value_max": plain(metric.value_max),
        "unit": metric.unit,
        "name": metric.name,
        "kind": metric.kind,
        "approx": metric.approx,
        "period": metric.period,
        "change": metric.change,
        "section": parts.label(metric.span.start),
    }


def placeholder_object(document: Document, parts: Parts, blank: Placeholder) -> JsonObject:
    """A member of "placeholders"."""
    return {
        **_place(document, blank.span),
        "kind": blank.kind,
        "unit": blank.unit,
        "name": blank.name,
        "section": parts.label(blank.span.start),
    }


def slogan_object(document: Document, slogan: Slogan) -> JsonObject:
    """A member of "slogans"."""
    return {**_place(document, slogan.span), "kind": slogan.kind, "count": slogan.count}


def _analysis_object(document: Document, analysis: Analysis) -> JsonObject:
    parts = Parts(analysis.sections)
    return {
        "schema": ANALYSIS_SCHEMA,
        "source": source_object(document),
        "text": document.text,
        "sections": [section_object(one) for one in analysis.sections],
        "metrics": [metric_object(document, parts, one) for one in analysis.metrics],
        "placeholders": [placeholder_object(document, parts, one) for one in analysis.placeholders],
        "slogans": [slogan_object(document, one) for one in analysis.slogans],
    }


def _place(document: Document, span: Span) -> JsonObject:
    return {"start": span.start, "end": span.end, "text": span.cut(document.text)}

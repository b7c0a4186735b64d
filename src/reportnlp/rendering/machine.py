"""Findings for programs: JSON (docs/schemas/check.schema.json) and annotations of GitHub."""

from __future__ import annotations

import json
import re

from reportnlp.annotations import Finding
from reportnlp.document import Document
from reportnlp.rendering.places import Places
from reportnlp.rendering.wording import Results, joined_sentences, severity_counts

CHECK_SCHEMA = "reportnlp/check/1"

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]

# Line ends for some readers of a line-by-line file, and halves of characters, which UTF-8 refuses
# (a file name that is not UTF-8 brings them in). Inside JSON they may always be escaped.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_GITHUB_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def findings_as_json(
    document: Document, findings: tuple[Finding, ...], comparison: JsonValue = None
) -> str:
    """One object, indented, with a line end behind it.

    comparison: with last year's report, None where there is none.
    """
    return as_json(_check_object(document, findings, comparison), indent=2) + "\n"


def findings_as_json_lines(results: Results) -> str:
    """An object a line, for several files."""
    return "".join(as_json(_check_object(*result), indent=None) + "\n" for result in results)


def as_json(value: JsonValue, *, indent: int | None) -> str:
    """JSON that can be written as UTF-8 and read line by line; Chinese stays readable."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def source_object(document: Document) -> JsonValue:
    """The "source" of every JSON output."""
    source = document.source
    return {
        "path": source.path,
        "format": source.format,
        "encoding": source.encoding,
        "sha256": source.sha256,
    }


def findings_as_github(document: Document, findings: tuple[Finding, ...]) -> str:
    """Workflow commands, a line each, that GitHub shows beside the lines of a pull request."""
    places = Places.of(document)
    return "".join(_github_line(document, places, finding) for finding in findings)


def _check_object(
    document: Document, findings: tuple[Finding, ...], comparison: JsonValue = None
) -> JsonValue:
    places = Places.of(document)
    summary: dict[str, JsonValue] = {**severity_counts(findings)}
    compared: dict[str, JsonValue] = {} if comparison is None else {"comparison": comparison}
    return {
        "schema": CHECK_SCHEMA,
        "source": source_object(document),
        "text": document.text,
        "summary": summary,
        "findings": [_finding_object(document, places, finding) for finding in findings],
        **compared,
    }


def _finding_object(document: Document, places: Places, finding: Finding) -> JsonValue:
    span = finding.span
    line, column = places.line_and_column(span.start)
    found: dict[str, JsonValue] = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "paragraph": places.paragraph(span.start),
        "text": span.cut(document.text),
        "message": finding.message,
        "suggestion": finding.suggestion,
        "fixable": finding.fix is not None,
        "related": [
            {"start": other.span.start, "end": other.span.end, "message": other.message}
            for other in finding.related
        ],
    }
    origin = places.origin(span.start)
    if origin:
        found["origin"] = origin
    blank = finding.placeholder
    if blank is not None:
        found["kind"] = blank.kind
        found["placeholder"] = {"kind": blank.kind, "unit": blank.unit, "name": blank.name}
    return found


def _github_line(document: Document, places: Places, finding: Finding) -> str:
    line, column = places.line_and_column(finding.span.start)
    end_line, end_column = places.line_and_column(finding.span.end)
    # GitHub takes an end column only where it lies in the same line.
    end = ("endColumn", str(end_column)) if end_line == line else ("endLine", str(end_line))
    properties = (
        ("file", "" if document.source.path == "-" else document.source.path),
        ("line", str(line)),
        ("col", str(column)),
        end,
        ("title", f"{finding.name}({finding.code})"),
    )
    written = ",".join(f"{key}={_github_property(value)}" for key, value in properties if value)
    message = joined_sentences(finding.message, finding.suggestion)
    return f"::{_GITHUB_COMMANDS[finding.severity]} {written}::{_github_data(message)}\n"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")

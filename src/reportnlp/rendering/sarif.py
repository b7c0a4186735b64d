"""Findings as SARIF 2.1.0, which code review services and editors read.

Standard: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 27 March 2020;
the section numbers below are those of the standard.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

from reportnlp.annotations import Edit, Finding
from reportnlp.document import Document, Span
from reportnlp.rendering.machine import JsonValue, as_json
from reportnlp.rendering.places import Places
from reportnlp.rendering.rule_text import RuleText
from reportnlp.rendering.wording import Results, family_of, joined_sentences

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "sentence/v1"
# In these an offset of the document is one of the file, so that a tool can apply a change.
_PLAIN_FORMATS = frozenset(("txt", "md"))

JsonObject = dict[str, JsonValue]


def findings_as_sarif(results: Results, rules: Sequence[RuleText], *, version: str) -> str:
    """One run over all documents.

    rules:   those that were run, found something or not.
    version: of reportnlp.

    A relative path stays relative to the root of the sources (%SRCROOT%); an absolute one becomes
    a file URI. Offsets, lines and columns count characters of `Document.text`.
    """
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    found: list[JsonValue] = []
    for artifact, (document, findings) in enumerate(results):
        found.extend(_results(document, findings, artifact=artifact, indexes=indexes))
    run: JsonObject = {
        "tool": {"driver": _driver(rules, version)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "运行命令时所在的文件夹"}}},
        "artifacts": [_artifact(document) for document, _ in results],
        "results": found,
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(rules: Sequence[RuleText], version: str) -> JsonObject:
    return {
        "name": "reportnlp",
        "version": version,
        "language": "zh-CN",
        "rules": [_descriptor(rule) for rule in rules],
    }


def _descriptor(rule: RuleText) -> JsonObject:
    help_text = joined_sentences(rule.explanation, rule.suggestion, f"依据：{rule.source}")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _literal(_first_sentence(rule.explanation) or rule.name)},
        "fullDescription": {"text": _literal(rule.explanation or rule.name)},
        "help": {"text": _literal(help_text)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [family_of(rule.code)]},
    }


def _results(
    document: Document,
    findings: tuple[Finding, ...],
    *,
    artifact: int,
    indexes: dict[str, int],
) -> list[JsonValue]:
    places = Places.of(document)
    seen: Counter[str] = Counter()
    found: list[JsonValue] = []
    for finding in findings:
        digest = _digest(document, places, finding)
        seen[digest] += 1
        result: JsonObject = {
            "ruleId": finding.code,
            "level": _LEVELS[finding.severity],
            "message": {"text": _literal(joined_sentences(finding.message, finding.suggestion))},
            "locations": [_location(document, places, finding.span, artifact)],
            "partialFingerprints": {_FINGERPRINT: f"{digest}:{seen[digest]}"},
        }
        if finding.code in indexes:
            result["ruleIndex"] = indexes[finding.code]
        if finding.related:
            result["relatedLocations"] = [
                _location(document, places, other.span, artifact)
                | {"id": number, "message": {"text": _literal(other.message)}}
                for number, other in enumerate(finding.related, start=1)
            ]
        if finding.fix is not None and document.source.format in _PLAIN_FORMATS:
            result["fixes"] = [_fix(document, places, finding.fix, artifact)]
        found.append(result)
    return found


def _location(document: Document, places: Places, span: Span, artifact: int) -> JsonObject:
    region = _region(places, span)
    region["snippet"] = {"text": span.cut(document.text)}
    physical: JsonObject = {
        "artifactLocation": _artifact_location(document, artifact),
        "region": region,
    }
    sentence = places.sentence(span)
    if span in sentence and len(span) < len(sentence):  # 3.29.5: must hold more than the region
        context = _region(places, sentence)
        context["snippet"] = {"text": sentence.cut(document.text)}
        physical["contextRegion"] = context
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": places.name(span.start)}],
    }


def _region(places: Places, span: Span) -> JsonObject:
    line, column = places.line_and_column(span.start)
    end_line, end_column = places.line_and_column(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": len(span),
    }


def _fix(document: Document, places: Places, edit: Edit, artifact: int) -> JsonObject:
    before = edit.span.cut(document.text)
    return {
        "description": {"text": _literal(f"把“{before}”改为“{edit.replacement}”。")},
        "artifactChanges": [
            {
                "artifactLocation": _artifact_location(document, artifact),
                "replacements": [
                    {
                        "deletedRegion": _region(places, edit.span),
                        "insertedContent": {"text": edit.replacement},
                    }
                ],
            }
        ],
    }


def _artifact(document: Document) -> JsonObject:
    source = document.source
    artifact: JsonObject = {"location": _artifact_location(document, None)}
    if source.encoding:
        artifact["encoding"] = source.encoding
    if source.sha256:
        artifact["hashes"] = {"sha-256": source.sha256}
    return artifact


def _artifact_location(document: Document, index: int | None) -> JsonObject:
    location: JsonObject = {"uri": _uri(document.source.path or "-")}
    if not Path(document.source.path).is_absolute():
        location["uriBaseId"] = "%SRCROOT%"
    if index is not None:
        location["index"] = index
    return location


def _uri(path: str) -> str:
    """Percent-encoded UTF-8; bytes of a file name that is not UTF-8 stay what they are."""
    if Path(path).is_absolute():
        return Path(path).as_uri()
    return quote(os.fsencode(Path(path).as_posix()))


def _digest(document: Document, places: Places, finding: Finding) -> str:
    """Stays the same while text is added or taken out elsewhere in the report."""
    sentence = normalize("NFKC", places.sentence(finding.span).cut(document.text))
    key = f"{finding.code}\0{''.join(sentence.split())}"
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _first_sentence(text: str) -> str:
    head, stop, _ = text.partition("。")
    return head + stop


def _literal(text: str) -> str:
    """Braces doubled: single ones would stand for arguments (3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")

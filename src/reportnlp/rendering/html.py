"""Findings as one HTML file: the report to read, its faults marked in place and listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportnlp.annotations import Finding
from reportnlp.document import Document
from reportnlp.rendering.page import Mark, Note, Table, page_as_html
from reportnlp.rendering.places import Places
from reportnlp.rendering.rule_text import RuleText
from reportnlp.rendering.wording import (
    FAMILY_WORDS,
    SEVERITY_WORDS,
    closing_line,
    family_of,
    is_missing_figure,
    joined_sentences,
)


def findings_as_html(
    document: Document,
    findings: tuple[Finding, ...],
    rules: Sequence[RuleText],
    *,
    title: str,
    levels: Mapping[int, int] | None = None,
    tables: tuple[Table, ...] = (),
) -> str:
    """The whole file, without a date: the same findings give the same characters.

    rules:  explained below the list as far as something was found by them.
    levels: heading level by index of paragraph, for files that declare none themselves.
    tables: more tables beside the text.
    """
    return page_as_html(
        document,
        [_mark(finding) for finding in findings],
        title=title,
        summary=closing_line(findings),
        styles=tuple(SEVERITY_WORDS),
        groups=FAMILY_WORDS,
        tables=(*_missing_table(document, findings), *tables),
        notes=_notes(findings, rules),
        levels=levels,
    )


def _mark(finding: Finding) -> Mark:
    return Mark(
        finding.span,
        finding.severity,
        SEVERITY_WORDS[finding.severity],
        finding.message,
        details=(f"建议：{finding.suggestion}",) if finding.suggestion else (),
        group=family_of(finding.code),
        note=finding.code,
        related=finding.related,
    )


def _missing_table(document: Document, findings: tuple[Finding, ...]) -> tuple[Table, ...]:
    places = Places.of(document)
    rows = tuple(
        (
            (blank.name or "（文中未写明）", blank.unit or "－", places.name(finding.span.start)),
            index,
        )
        for index, finding in enumerate(findings)
        if is_missing_figure(finding) and (blank := finding.placeholder)
    )
    return (Table("缺数字", ("缺什么", "单位", "段落"), rows),) if rows else ()


def _notes(findings: tuple[Finding, ...], rules: Sequence[RuleText]) -> tuple[Note, ...]:
    """A note for each code that was found, even where its rule is not among those given."""
    known = {rule.code: rule for rule in rules}
    names = {finding.code: finding.name for finding in findings}
    return tuple(_note(code, name, known.get(code)) for code, name in sorted(names.items()))


def _note(code: str, name: str, rule: RuleText | None) -> Note:
    text = joined_sentences(rule.explanation, f"依据：{rule.source}") if rule else ""
    return Note(code, f"{code} {name}", text)

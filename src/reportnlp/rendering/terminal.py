"""Findings for a person at a terminal.

The view is plain text; colour adds escape sequences to the same characters and nothing else. No
library is needed for that, so that `reportnlp check` starts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportnlp.annotations import Finding
from reportnlp.document import Document, Span
from reportnlp.rendering.cells import cells, clipped, padded, shown, wrapped
from reportnlp.rendering.excerpt import excerpt
from reportnlp.rendering.ink import BOLD, CYAN, DIM, GREEN, INDENT, RED, UNDERLINE, YELLOW, Ink
from reportnlp.rendering.places import Places
from reportnlp.rendering.wording import (
    SEVERITY_WORDS,
    Results,
    closing_line,
    is_missing_figure,
    path_word,
)

_COLOURS = {"error": RED, "warning": YELLOW, "info": CYAN}
_NARROWEST = 40
# So many hints of one kind are shown in full; of more, all but these only by their places.
_HINTS_IN_FULL = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A finding with its document; what the summaries need of it."""

    document: Document
    places: Places
    finding: Finding

    @property
    def position(self) -> str:
        line, column = self.places.line_and_column(self.finding.span.start)
        return f"{line}:{column}"

    def address(self, *, several: bool = True) -> str:
        """Where it is; among the findings of one file its path need not be said."""
        return f"{shown(path_word(self.document))}:{self.position}" if several else self.position

    @property
    def rule(self) -> str:
        return f"{self.finding.name}({self.finding.code})"


def findings_as_text(
    results: Results, *, width: int, colour: bool = False, verbose: bool = False
) -> str:
    """Each finding with its sentence, then the rules, the missing figures and the counts.

    width:   cells of a line, best 60 to 200; only a path or a rule's name may be wider.
    colour:  with escape sequences.
    verbose: with every hint in full, where else those of one kind beyond the third in a file are
             given by line and column alone.
    """
    ink, width = Ink(colour), max(width, _NARROWEST)
    found = [
        _Found(document, places, finding)
        for document, findings in results
        for places in (Places.of(document),)
        for finding in findings
    ]
    parts = list(_entries(found, width, ink, verbose=verbose))
    if found:
        several = len(results) > 1
        parts += [_rule_table(found, width, ink, several=several)]
        parts += [_missing_table(found, width, ink, several=several)]
    closing = closing_line([one.finding for one in found], files=max(len(results), 1))
    parts += [ink(closing, BOLD, *(() if found else (GREEN,)))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _entries(found: Sequence[_Found], width: int, ink: Ink, *, verbose: bool) -> Iterator[str]:
    for _, group in groupby(found, key=lambda one: id(one.document)):
        hints: dict[str, list[_Found]] = {}
        for one in group:
            if one.finding.severity == "info" and not verbose:
                alike = hints.setdefault(one.finding.code, [])
                alike.append(one)
                if len(alike) > _HINTS_IN_FULL:
                    continue
            yield "\n".join(_entry(one, width, ink))
        for alike in hints.values():
            if len(alike) > _HINTS_IN_FULL:
                yield "\n".join(_folded(alike[_HINTS_IN_FULL:], width, ink))


def _entry(one: _Found, width: int, ink: Ink) -> Iterator[str]:
    finding = one.finding
    place = shown(one.places.name(finding.span.start))
    fits = cells(_title(one, Ink(False)) + INDENT + place) <= width
    yield _title(one, ink) + (INDENT + ink(place, DIM) if fits else "")
    if not fits:
        yield INDENT + ink(place, DIM)
    yield from _indented(finding.message, width)
    yield from _sentence(one, finding.span, width, ink)
    if finding.suggestion:
        yield from _indented(f"建议：{finding.suggestion}", width)
    for other in finding.related:
        line, column = one.places.line_and_column(other.span.start)
        yield from _indented(f"另见 {line}:{column}：{other.message}", width)


def _title(one: _Found, ink: Ink) -> str:
    severity = one.finding.severity
    word = ink(SEVERITY_WORDS[severity], BOLD, _COLOURS[severity])
    return f"{ink(one.address(), BOLD)}{INDENT}{word} {one.rule}"


def _indented(text: str, width: int) -> Iterator[str]:
    for line in wrapped(shown(text), width - cells(INDENT)):
        yield INDENT + line


def _sentence(one: _Found, span: Span, width: int, ink: Ink) -> Iterator[str]:
    margin = INDENT * 2
    part = excerpt(one.document, one.places.sentence(span), span, width - cells(margin))
    colour = _COLOURS[one.finding.severity]
    yield margin + part.before + ink(part.marked, BOLD, UNDERLINE, colour) + part.after
    carets = part.carets.lstrip(" \u3000")
    yield margin + part.carets[: len(part.carets) - len(carets)] + ink(carets, BOLD, colour)


def _folded(alike: Sequence[_Found], width: int, ink: Ink) -> Iterator[str]:
    first = alike[0]
    word = ink(SEVERITY_WORDS[first.finding.severity], BOLD, _COLOURS[first.finding.severity])
    path = ink(shown(path_word(first.document)), BOLD)
    yield f"{path}{INDENT}{word} {first.rule}{INDENT}另有 {len(alike)} 处同类，在"
    yield from _indented("、".join(one.position for one in alike), width)


def _rule_table(found: Sequence[_Found], width: int, ink: Ink, *, several: bool) -> str:
    alike: dict[tuple[str, str], list[_Found]] = {}
    for one in found:
        alike.setdefault((one.finding.severity, one.finding.code), []).append(one)
    order = list(SEVERITY_WORDS)
    ranked = sorted(alike.items(), key=lambda item: (order.index(item[0][0]), -len(item[1])))
    rows = [
        (
            SEVERITY_WORDS[severity],
            str(len(group)),
            group[0].rule,
            group[0].address(several=several),
        )
        for (severity, _), group in ranked
    ]
    inks = [(BOLD, _COLOURS[severity]) for (severity, _), _ in ranked]
    return _table("按规则汇总", ("级别", "处数", "规则", "首处"), rows, inks, width, ink)


def _missing_table(found: Sequence[_Found], width: int, ink: Ink, *, several: bool) -> str:
    rows = [
        (
            shown(blank.name) or "（文中未写明）",
            shown(blank.unit) or "－",
            shown(one.places.name(one.finding.span.start)),
            one.address(several=several),
        )
        for one in found
        if is_missing_figure(one.finding) and (blank := one.finding.placeholder)
    ]
    heads = ("缺什么", "单位", "段落", "位置")
    return _table("缺项", heads, rows, [()] * len(rows), width, ink) if rows else ""


def _table(
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    inks: Iterable[tuple[str, ...]],
    width: int,
    ink: Ink,
) -> str:
    """Columns side by side, the widest clipped as far as needed; each row's first cell coloured."""
    columns = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    excess = sum(columns) + cells(INDENT) * len(columns) - width
    if excess > 0:
        widest = columns.index(max(columns[:-1]))
        columns[widest] = max(columns[widest] - excess, 8)
    lines = [ink(title, BOLD), ink(_row(heads, columns), DIM)]
    for row, codes in zip(rows, inks, strict=True):
        line = _row(row, columns)
        start = len(INDENT)
        end = start + len(row[0])
        coloured = ink(line[start:end], *codes) if codes else line[start:end]
        lines.append(line[:start] + coloured + line[end:])
    return "\n".join(lines)


def _row(row: tuple[str, ...], columns: Sequence[int]) -> str:
    fitted = (padded(clipped(cell, room), room) for cell, room in zip(row, columns, strict=True))
    return (INDENT + INDENT.join(fitted)).rstrip()

"""An analysis for a person at a terminal: outline, parts, figures, set phrases and blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportnlp.annotations import Analysis, Metric, Placeholder, Section, Slogan
from reportnlp.document import Document, Span
from reportnlp.rendering.analysis_wording import (
    PLACEHOLDER_WORDS,
    SLOGAN_WORDS,
    UNNAMED,
    Analyses,
    change_word,
    counts_line,
    section_word,
    slogan_details,
    value_word,
)
from reportnlp.rendering.cells import clipped, padded, shown, wrapped
from reportnlp.rendering.columns import Column, Group, Row, table
from reportnlp.rendering.ink import BLUE, BOLD, DIM, GREEN, INDENT, MAGENTA, RED, YELLOW, Ink
from reportnlp.rendering.outline import (
    Entry,
    Parts,
    Weights,
    distinct_slogans,
    opening_words,
    outline_of,
    written,
)
from reportnlp.rendering.places import Places
from reportnlp.rendering.wording import path_word

_COLOURS = {"achievements": (GREEN,), "problems": (RED,), "plans": (BLUE,)}
_QUIET = (DIM,)
_NARROWEST = 40
_ROLE = 6
"""Cells of the longest word for a section."""
_DEEPEST = 6
_SECTION_COLUMNS = (
    Column("部分", whole=True),
    Column("标题"),
    Column("字数", right=True, whole=True),
    Column("把握", right=True, whole=True),
    Column("行", right=True, whole=True),
)
_METRIC_COLUMNS = (
    Column("指标名称"),
    Column("原文"),
    Column("数值", right=True, whole=True),
    Column("变化"),
    Column("时期"),
    Column("行", right=True, whole=True),
)
_SLOGAN_COLUMNS = (
    Column("类型", whole=True),
    Column("次数", right=True, whole=True),
    Column("提法"),
    Column("行", right=True, whole=True),
)
_LINES_IN_FULL = 3
_BLANK_COLUMNS = (
    Column("缺", whole=True),
    Column("缺什么"),
    Column("单位"),
    Column("原文"),
    Column("部分", whole=True),
    Column("行", right=True, whole=True),
)


def analyses_as_text(results: Analyses, *, width: int, colour: bool = False) -> str:
    """The reports one after the other.

    width:  cells of a line, best 60 to 200; only a number or a path may be wider.
    colour: with escape sequences.
    """
    ink, width = Ink(colour), max(width, _NARROWEST)
    return "\n\n".join(
        part for result in results for part in _parts(*result, width, ink) if part
    ) + ("\n" if results else "")


def counts_as_text(results: Analyses) -> str:
    """A line of counts a report; its path before it where there are several."""
    return "".join(
        (f"{shown(path_word(document))}：" if len(results) > 1 else "")
        + counts_line(document, analysis)
        + "\n"
        for document, analysis in results
    )


def _parts(document: Document, analysis: Analysis, width: int, ink: Ink) -> Iterator[str]:
    places, parts = Places.of(document), Parts(analysis.sections)
    head = ink(shown(path_word(document)), BOLD)
    counts = wrapped(counts_line(document, analysis), width)
    yield "\n".join((head, *(line.rstrip() for line in counts)))
    yield _outline(outline_of(document, analysis.sections), width, ink)
    yield _sections(document, analysis.sections, places, width, ink)
    yield _metrics(analysis.metrics, parts, places, width, ink)
    yield _slogans(document, analysis.slogans, places, width, ink)
    yield _blanks(document, analysis.placeholders, parts, places, width, ink)


def _title(words: str, count: int, ink: Ink) -> str:
    return ink(f"{words}（{count}）", BOLD)


def _colour(label: str) -> tuple[str, ...]:
    return _COLOURS.get(label, _QUIET)


def _outline(entries: Sequence[Entry], width: int, ink: Ink) -> str:
    if not entries:
        return ""
    return "\n".join((ink("提纲", BOLD), *(_outline_line(entry, width, ink) for entry in entries)))


def _outline_line(entry: Entry, width: int, ink: Ink) -> str:
    share = f"{entry.share:.0%}".rjust(4)
    role = padded(section_word(entry.label), _ROLE)
    step = INDENT * (min(entry.depth, _DEEPEST) - 1)
    room = width - len(INDENT) * 3 - _ROLE - len(share) - len(step)
    title = shown(entry.title)
    words = clipped(title if entry.headed else f"（{title}…）", room)
    codes = (BOLD,) if entry.headed and entry.depth == 1 else () if entry.headed else _QUIET
    return (
        f"{INDENT}{ink(share, DIM)}{INDENT}{ink(role, *_colour(entry.label))}{INDENT}{step}"
        f"{ink(words, *codes)}"
    )


def _sections(
    document: Document, sections: Sequence[Section], places: Places, width: int, ink: Ink
) -> str:
    if not sections:
        return ""
    weights = Weights.of(document)
    rows = tuple(
        Row(
            (
                section_word(one.label),
                one.heading or f"（{opening_words(document, one.span.start)}…）",
                f"{weights.count(one.span):,}",
                f"{one.confidence:.0%}",
                str(places.line_and_column(one.span.start)[0]),
            ),
            _colour(one.label),
        )
        for one in sections
    )
    body = table(_SECTION_COLUMNS, [Group("", rows)], width, ink)
    return _title("部分", len(sections), ink) + "\n" + body


def _metrics(metrics: Sequence[Metric], parts: Parts, places: Places, width: int, ink: Ink) -> str:
    if not metrics:
        return ""
    groups = [
        _metric_group(parts, index, tuple(group), places)
        for index, group in groupby(metrics, key=lambda one: parts.index(one.span.start))
    ]
    body = table(_METRIC_COLUMNS, groups, width, ink)
    return _title("指标", len(metrics), ink) + "\n" + body


def _metric_group(parts: Parts, index: int, metrics: tuple[Metric, ...], places: Places) -> Group:
    section = parts.sections[index] if index >= 0 else None
    words = section_word(section.label if section else "")
    heading = shown(section.heading) if section else ""
    rows = tuple(Row(_metric_cells(one, places)) for one in metrics)
    codes = (BOLD, *_colour(section.label if section else ""))
    return Group(f"【{words}】{heading}（{len(metrics)}）", rows, codes)


def _metric_cells(metric: Metric, places: Places) -> tuple[str, ...]:
    return (
        metric.name,
        written(places.document, metric.span),
        value_word(metric),
        change_word(metric),
        metric.period,
        str(places.line_and_column(metric.span.start)[0]),
    )


def _slogans(
    document: Document, slogans: Sequence[Slogan], places: Places, width: int, ink: Ink
) -> str:
    if not slogans:
        return ""
    distinct = distinct_slogans(document, slogans)
    distinct.sort(key=lambda one: list(SLOGAN_WORDS).index(one[0].kind))
    rows = tuple(row for one in distinct for row in _slogan_rows(*one, places))
    body = table(_SLOGAN_COLUMNS, [Group("", rows)], width, ink)
    return _title("提法", len(distinct), ink) + "\n" + body


def _slogan_rows(one: Slogan, spans: Sequence[Span], places: Places) -> Iterator[Row]:
    lines = list(dict.fromkeys(str(places.line_and_column(span.start)[0]) for span in spans))
    more = "…" if len(lines) > _LINES_IN_FULL else ""
    where = "、".join(lines[:_LINES_IN_FULL]) + more
    words = written(places.document, one.span)
    yield Row((SLOGAN_WORDS[one.kind], str(one.count), words, where), (MAGENTA,))
    for detail in slogan_details(one):
        yield Row(("", "", detail, ""))


def _blanks(
    document: Document,
    blanks: Sequence[Placeholder],
    parts: Parts,
    places: Places,
    width: int,
    ink: Ink,
) -> str:
    if not blanks:
        return ""
    rows = tuple(
        Row(
            (
                PLACEHOLDER_WORDS[one.kind],
                one.name or UNNAMED,
                one.unit,
                written(document, one.span),
                section_word(parts.label(one.span.start)),
                str(places.line_and_column(one.span.start)[0]),
            ),
            (YELLOW,),
        )
        for one in blanks
    )
    body = table(_BLANK_COLUMNS, [Group("", rows)], width, ink)
    return _title("缺项", len(blanks), ink) + "\n" + body

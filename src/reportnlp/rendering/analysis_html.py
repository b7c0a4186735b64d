"""An analysis as one HTML file: the report to read, its parts set off, what was found marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportnlp.annotations import Analysis, Metric, Placeholder, Related, Section, Slogan
from reportnlp.document import Document, Span
from reportnlp.rendering.analysis_wording import (
    METRIC_WORDS,
    OUTSIDE,
    SECTION_WORDS,
    SLOGAN_WORDS,
    UNNAMED,
    blank_word,
    change_word,
    counts_line,
    section_word,
    slogan_details,
    value_word,
)
from reportnlp.rendering.outline import (
    Found,
    Parts,
    Weights,
    distinct_slogans,
    found_in_order,
    heading_levels,
    opening_words,
    written,
)
from reportnlp.rendering.page import Mark, Table, page_as_html
from reportnlp.rendering.places import Places
from reportnlp.rendering.sheet import Block

_STYLES = ("placeholder", "metric", "slogan")
"""From the gravest: where marks overlap, it gives the colour."""
_SURE = 0.7
"""Below this confidence the label of a part carries a question mark."""


def analysis_as_html(document: Document, analysis: Analysis, *, title: str) -> str:
    """The whole file, without a date: the same analysis gives the same characters."""
    parts = Parts(analysis.sections)
    found = found_in_order(analysis)
    return page_as_html(
        document,
        [_mark(document, parts, one) for one in found],
        title=title,
        summary=counts_line(document, analysis),
        styles=_STYLES,
        groups=(*SECTION_WORDS.values(), OUTSIDE),
        blocks=list(_blocks(document, analysis.sections)),
        tables=tuple(_tables(document, parts, found)),
        levels=heading_levels(document),
    )


def _blocks(document: Document, sections: Sequence[Section]) -> Iterator[Block]:
    weights = Weights.of(document)
    for one in sections:
        doubt = "？" if one.confidence < _SURE else ""
        yield Block(
            one.span,
            one.label,
            section_word(one.label) + doubt,
            one.heading or f"（{opening_words(document, one.span.start)}…）",
            f"{weights.share(one.span):.0%}",
        )


def _mark(document: Document, parts: Parts, one: Found) -> Mark:
    group = section_word(parts.label(one.span.start))
    if isinstance(one, Metric):
        return Mark(
            one.span,
            "metric",
            "指标",
            f"{one.name} {value_word(one)}",
            (_metric_details(one),),
            group,
            related=_whole(one),
        )
    if isinstance(one, Placeholder):
        return Mark(one.span, "placeholder", "缺项", f"缺{blank_word(one)}", group=group)
    words = f"{written(document, one.span)}（{SLOGAN_WORDS[one.kind]}，{one.count} 次）"
    return Mark(one.span, "slogan", "提法", words, slogan_details(one), group)


def _metric_details(metric: Metric) -> str:
    words = (METRIC_WORDS[metric.kind], change_word(metric), metric.period)
    return " · ".join(word for word in words if word)


def _whole(metric: Metric) -> tuple[Related, ...]:
    return (Related(metric.whole, "它是其中的一部分"),) if metric.whole else ()


def _tables(document: Document, parts: Parts, found: Sequence[Found]) -> Iterator[Table]:
    places = Places.of(document)

    def part(span: Span) -> str:
        return section_word(parts.label(span.start))

    blanks = tuple(
        ((one.name or UNNAMED, one.unit or "－", places.name(one.span.start)), index)
        for index, one in enumerate(found)
        if isinstance(one, Placeholder)
    )
    metrics = tuple(
        ((one.name, written(document, one.span), part(one.span)), index)
        for index, one in enumerate(found)
        if isinstance(one, Metric)
    )
    first = {id(one): n for n, one in enumerate(found)}
    slogans = tuple(
        ((written(document, one.span), SLOGAN_WORDS[one.kind], f"{one.count} 次"), first[id(one)])
        for one, _ in distinct_slogans(document, (o for o in found if isinstance(o, Slogan)))
    )
    for table in (
        Table("缺项", ("缺什么", "单位", "段落"), blanks),
        Table("指标", ("指标名称", "原文", "部分"), metrics),
        Table("提法", ("提法", "类型", "次数"), slogans),
    ):
        if table.rows:
            yield table

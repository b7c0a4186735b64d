"""What became of last year's report: figures in both years, left out, carried over; set phrases."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportnlp.annotations import Metric, Placeholder
from reportnlp.checking.pairing import Paired, Told, bare, pair, told_figures
from reportnlp.document import Document, Span
from reportnlp.patterns import Pattern

_YEAR = Pattern(r"(?:19|20)[0-9]{2}(?=年)")
_ANY_YEAR = Pattern(r"(?:19|20)[0-9]{2}")
_DATE = Pattern(r"(?:19|20)[0-9]{2}|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?")
_NUMBER = Pattern(r"[0-9]+(?:\.[0-9]+)?")
_SENTENCE = Pattern(r"[^。；\n]{16,400}[。；]?")
_TITLE = 120
_SETTLED = Pattern(
    r"面积|下辖|管辖|辖区|位于|现有|共有|成立于|编制|建于|条例|《|法律|制度规定|机构|不少于|每[月年周季人户]|标准"
)
_ALIKE, _ALIKE_WITH_OLD_YEAR = 0.8, 0.7
_LONG_COPY, _NEARLY_EQUAL = 110, 0.93
_TOLD_ELSEWHERE = 0.6


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure of last year that this year has not.

    past:    last year's figure, spans in last year's text.
    written: as it was written.
    mention: where the draft speaks of the thing without a figure; None where it does not at all.
    """

    past: Metric
    written: str
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A sentence carried over from last year.

    likeness: 0 to 1; pairs of characters that both reports are full of weigh less.
    past:     last year's words.
    why:      "year" (last year's year was left), "figures" (all the same) or "words".
    """

    span: Span
    likeness: float
    past: str
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports of one office.

    past_year, year: "" where a report does not say.
    pairs:           figures of one thing in both, in the order of the draft.
    written:         how the figures of each pair are written, past and current.
    dropped, kept, new: set phrases (提法) of last year only, of both, of this year only.
    """

    past_year: str
    year: str
    pairs: tuple[Paired, ...]
    written: tuple[tuple[str, str], ...]
    missing: tuple[Missing, ...]
    copies: tuple[Copy, ...]
    dropped: tuple[str, ...]
    kept: tuple[str, ...]
    new: tuple[str, ...]


def compare(
    current: Document, past: Document, placeholders: tuple[Placeholder, ...] | None = None
) -> Comparison:
    """Compare a draft with last year's report, both without hard line wraps.

    placeholders: the draft's, if they have been found already.
    """
    from reportnlp.extraction.metrics import find_metrics
    from reportnlp.extraction.placeholders import find_placeholders
    from reportnlp.extraction.sections import find_sections

    blanks = find_placeholders(current) if placeholders is None else placeholders
    told = told_figures(current.text, find_metrics(current, blanks), find_sections(current))
    before = told_figures(past.text, find_metrics(past), find_sections(past))
    pairs = pair(before, told)
    kept, dropped, new = _phrases(current, past, blanks)
    return Comparison(
        year_of(past),
        year_of(current),
        pairs,
        tuple((p.past.span.cut(past.text), p.current.span.cut(current.text)) for p in pairs),
        tuple(_missing(current, past, before, told, pairs, blanks)),
        tuple(_copies(current.text, past.text, year_of(past), year_of(current))),
        dropped,
        kept,
        new,
    )


def compare_documents(document: Document, past: Document) -> Comparison:
    """As `compare`, for documents as they were read: spans point into the draft as given."""
    joined, offsets = document.unwrapped()
    found = compare(joined, past.unwrapped()[0])
    return replace(
        found,
        pairs=tuple(
            replace(p, current=replace(p.current, span=offsets.original(p.current.span)))
            for p in found.pairs
        ),
        missing=tuple(
            replace(m, mention=offsets.original(m.mention)) if m.mention else m
            for m in found.missing
        ),
        copies=tuple(replace(c, span=offsets.original(c.span)) for c in found.copies),
    )


def year_of(document: Document) -> str:
    """The year that a report says it is of, in its first lines; "" where it does not."""
    match = _YEAR.search(document.text, 0, _TITLE)
    return match.group() if match else ""


# ------------------------------------------------------------------------ left-out figures


def _missing(
    current: Document,
    past: Document,
    before: Sequence[Told],
    told: Sequence[Told],
    pairs: Sequence[Paired],
    blanks: Sequence[Placeholder],
) -> list[Missing]:
    paired = {p.past.span for p in pairs}
    names = [(other.name, other.metric.unit) for other in told]
    names += [(bare(blank.name), blank.unit) for blank in blanks if blank.name]
    found, seen = [], set()
    for figure in before:
        metric = figure.metric
        if metric.span in paired or figure.part != "achievements" or metric.change:
            continue
        written = metric.span.cut(past.text)
        if figure.several or len(figure.name) < 4 or metric.unit == "%" or figure.name in seen:
            continue
        if not _NUMBER.search(written) or figure.name.endswith(_VAGUE):
            continue
        seen.add(figure.name)
        if any(_told(figure.name, name) for name, _ in names):
            continue
        mention = _mention(current.text, figure.name, blanks)
        if mention is None and figure.name in current.text:
            continue
        found.append(Missing(metric, written, mention))
    return found


_VAGUE = ("投资", "资金", "规模", "计划")


def _told(name: str, other: str) -> bool:
    common = sum((Counter(name) & Counter(other)).values())
    return bool(other) and 2 * common / (len(name) + len(other)) >= _TOLD_ELSEWHERE


def _mention(text: str, name: str, blanks: Sequence[Placeholder]) -> Span | None:
    """Where the name stands in a clause without any figure or blank."""
    at = text.find(name)
    while at >= 0:
        start = max(text.rfind(mark, 0, at) for mark in "，。；\n") + 1
        ends = [text.find(mark, at) for mark in "，。；\n"]
        end = min((stop for stop in ends if stop >= 0), default=len(text))
        if not _NUMBER.search(text, start, end) and not any(
            start <= blank.span.start < end for blank in blanks
        ):
            return Span(at, at + len(name))
        at = text.find(name, at + 1)
    return None


# ---------------------------------------------------------------------------- carried over


def _copies(current: str, past: str, past_year: str, year: str) -> list[Copy]:
    """Sentences with last year's year or all of last year's figures in nearly the same words."""
    before = [match.group() for match in _SENTENCE.finditer(past)]
    grams = [_grams(sentence) for sentence in before]
    sentences = [(match.start(), match.group()) for match in _SENTENCE.finditer(current)]
    frequency = Counter(gram for group in grams for gram in group)
    frequency.update(gram for _, sentence in sentences for gram in _grams(sentence))
    total = len(before) + len(sentences)
    weights = {gram: math.log(1 + total / count) for gram, count in frequency.items()}
    where: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(grams):
        for gram in group:
            where[gram].append(index)
    found = []
    for start, sentence in sentences:
        index, likeness = _nearest(_grams(sentence), grams, where, weights)
        if index >= 0:
            why = _reason(sentence, before[index], likeness, past_year, year)
            if why:
                span = Span(start, start + len(sentence))
                found.append(Copy(span, likeness, before[index].strip(), why))
    return found


def _grams(sentence: str) -> frozenset[str]:
    """Pairs of neighbouring characters without figures and spaces."""
    words = _NUMBER.sub("0", sentence).replace(" ", "").replace("\u3000", "")
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


_RARE = 12
"""Sentences are looked up by pairs of characters that at most so many sentences have."""


def _nearest(
    group: frozenset[str],
    grams: Sequence[frozenset[str]],
    where: dict[str, list[int]],
    weights: dict[str, float],
) -> tuple[int, float]:
    """The likest of last year's sentences, and how much of the weight the two share, 0 to 1."""
    votes: Counter[int] = Counter()
    for gram in group:
        places = where.get(gram, ())
        if len(places) <= _RARE:
            votes.update(places)
    best, score = -1, 0.0
    for index, _ in votes.most_common(3):
        common = sum(weights[gram] for gram in group & grams[index])
        every = sum(weights[gram] for gram in group | grams[index])
        if every and common / every > score:
            best, score = index, common / every
    return best, score


def _reason(sentence: str, before: str, likeness: float, past_year: str, year: str) -> str:
    years = set(_ANY_YEAR.findall(sentence))
    old = past_year != year and years == {past_year} == set(_ANY_YEAR.findall(before))
    if old and likeness >= _ALIKE_WITH_OLD_YEAR:
        return "year"
    figures = _figures(sentence)
    same = figures == _figures(before)
    told = len(figures) >= 2 or any(len(f) >= 2 for f in figures)
    if same and told and likeness >= _ALIKE and not _SETTLED.search(sentence):
        return "figures"
    if not figures and len(sentence) >= _LONG_COPY and likeness >= _NEARLY_EQUAL:
        return "words"
    return ""


def _figures(sentence: str) -> list[str]:
    """The figures of a sentence but dates: a meeting is held on the same day every year."""
    return [figure for figure in _NUMBER.findall(_DATE.sub("", sentence)) if figure != "0"]


# --------------------------------------------------------------------------- set phrases


def _phrases(
    current: Document, past: Document, blanks: tuple[Placeholder, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Set phrases of both, of last year only and of this year only, in the order of the texts."""
    from reportnlp.extraction.placeholders import find_placeholders
    from reportnlp.extraction.slogans import find_slogans

    now = dict.fromkeys(
        s.span.cut(current.text) for s in find_slogans(current, blanks) if s.kind in _NAMED
    )
    before = dict.fromkeys(
        s.span.cut(past.text)
        for s in find_slogans(past, find_placeholders(past))
        if s.kind in _NAMED
    )
    return (
        tuple(phrase for phrase in now if phrase in before),
        tuple(phrase for phrase in before if phrase not in now and phrase not in current.text),
        tuple(phrase for phrase in now if phrase not in before and phrase not in past.text),
    )


_NAMED = frozenset(("brand", "numeral"))

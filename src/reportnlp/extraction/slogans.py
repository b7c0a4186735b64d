"""Slogans (提法): the set phrases of an office, by cues of form, without a statistical model.

Names in quotes and abbreviations with a numeral are searched first; then every other occurrence of
a name that was found, with or without quotes; mottos and parallels come from headings and rows.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from reportnlp.annotations import Placeholder, Slogan
from reportnlp.document import Document, Span
from reportnlp.extraction.slogan_lexicon import load_slogan_lexicon
from reportnlp.extraction.slogan_mottos import find_mottos
from reportnlp.extraction.slogan_numerals import find_parts, find_plain
from reportnlp.extraction.slogan_quotes import (
    Quote,
    find_quotes,
    head_end,
    is_honour_before,
    names,
)
from reportnlp.extraction.slogan_runs import find_runs

_Kinds = dict[Span, str]

_NAME_ENDINGS = (
    "专项行动",
    "行动",
    "工程",
    "计划",
    "品牌",
    "活动",
    "工作法",
    "模式",
    "机制",
    "平台",
)
_SHORT_NAME = 4
_SHORTEST_NAME = 3
_MASK = re.compile(r"[*＊_＿□]|[XxＸ×]{2}")


def find_slogans(
    document: Document, placeholders: tuple[Placeholder, ...] = ()
) -> tuple[Slogan, ...]:
    """Every occurrence of a slogan, without its quotes, in the order of the text.

    document:     without hard line wraps.
    placeholders: those of the document: a slogan with one inside is left out.
    """
    text = document.text
    quotes = find_quotes(text)
    quoted = {quote.span: quote for quote in quotes}
    named: _Kinds = {quote.span: kind for quote, kind in names(quotes)}
    named |= _repeated(text, named, quotes)
    named |= _outside(_plain(text, quotes), named)
    rows = dict.fromkeys(_longest(find_runs(text)), "parallel")
    mottos = dict.fromkeys(find_mottos(document), "motto")
    kinds = _settled(named, rows, mottos, quoted)
    kinds = _unmasked(text, kinds, placeholders)
    return _described(text, kinds, quotes, quoted)


def _plain(text: str, quotes: Sequence[Quote]) -> _Kinds:
    """Slogans without quotes; a piece of something in quotes is none of them."""
    found: _Kinds = {}
    figures = load_slogan_lexicon().figures
    starts = [quote.span.start for quote in quotes]
    for span, kind in find_plain(text):
        index = bisect_right(starts, span.start) - 1
        inside = index >= 0 and quotes[index].span.overlaps(span)
        before = text[max(0, span.start - 24) : span.start]
        if not inside and span.cut(text) not in figures and not is_honour_before(before):
            found[span] = kind
    return _longest_of(found)


def _repeated(text: str, named: _Kinds, quotes: Sequence[Quote]) -> _Kinds:
    """The other occurrences of names that stand in quotes somewhere."""
    known = {span.cut(text): kind for span, kind in named.items()}
    found: _Kinds = {}
    for quote in quotes:
        kind = known.get(quote.text)
        if kind and not is_honour_before(quote.before):
            found[quote.span] = kind
    starts = [quote.span.start for quote in quotes]
    for span in _occurrences(text, [name for name in known if _stands_alone(name)]):
        index = bisect_right(starts, span.start) - 1
        if index >= 0 and quotes[index].span.overlaps(span):
            continue
        if len(span) > _SHORT_NAME or head_end(text[span.end : span.end + 8]):
            found[span] = known[span.cut(text)]
    return found


def _occurrences(text: str, wanted: Sequence[str]) -> Iterator[Span]:
    """Where the names stand, the longest first; in one pass, however many they are."""
    sizes: dict[str, list[int]] = {}
    for name in wanted:
        sizes.setdefault(name[:_SHORTEST_NAME], []).append(len(name))
    sizes = {start: sorted(set(found), reverse=True) for start, found in sizes.items()}
    names_wanted = frozenset(wanted)
    position = 0 if wanted else len(text)
    while position < len(text):
        step = 1
        for size in sizes.get(text[position : position + _SHORTEST_NAME], ()):
            if text[position : position + size] in names_wanted:
                yield Span(position, position + size)
                step = size
                break
        position += step


def _stands_alone(name: str) -> bool:
    """Whether a name is long enough to be told from common words without its quotes."""
    return len(name) >= _SHORTEST_NAME and name not in load_slogan_lexicon().figures


def _longest(spans: Iterable[Span]) -> list[Span]:
    return list(_longest_of(dict.fromkeys(spans, "")))


def _longest_of(kinds: _Kinds) -> _Kinds:
    """Of overlapping spans the one that begins first, and of those the longest."""
    kept: _Kinds = {}
    end = 0
    for span in sorted(kinds, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            kept[span] = kinds[span]
            end = span.end
    return kept


def _outside(kinds: _Kinds, taken: _Kinds) -> _Kinds:
    spans = sorted(taken)
    starts = [span.start for span in spans]
    kept: _Kinds = {}
    for span, kind in kinds.items():
        index = bisect_right(starts, span.end - 1) - 1
        if index < 0 or not spans[index].overlaps(span):
            kept[span] = kind
    return kept


def _settled(named: _Kinds, rows: _Kinds, mottos: _Kinds, quoted: dict[Span, Quote]) -> _Kinds:
    """One kind a place: names in quotes stay inside a motto, rows not; rows swallow plain names."""
    rows = _outside(rows, mottos)
    quoted_names = {span: kind for span, kind in named.items() if span in quoted}
    plain_names = {span: kind for span, kind in named.items() if span not in quoted}
    rows = _outside(rows, quoted_names)
    return quoted_names | _outside(plain_names, rows) | rows | mottos


def _unmasked(text: str, kinds: _Kinds, placeholders: Sequence[Placeholder]) -> _Kinds:
    spans = sorted(placeholder.span for placeholder in placeholders)
    starts = [span.start for span in spans]
    kept: _Kinds = {}
    for span, kind in kinds.items():
        index = bisect_right(starts, span.end - 1) - 1
        blank = index >= 0 and spans[index].end > span.start
        if not blank and not _MASK.search(text, span.start, span.end):
            kept[span] = kind
    return kept


# ----------------------------------------------------------------------- what is said of them


def _described(
    text: str, kinds: _Kinds, quotes: Sequence[Quote], quoted: dict[Span, Quote]
) -> tuple[Slogan, ...]:
    groups: dict[str, list[str]] = {}
    keys = {}
    for span in sorted(kinds):
        key = _key(span.cut(text), kinds[span])
        keys[span] = key
        groups.setdefault(key, []).append(_form(text, span, quoted.get(span)))
    parts: dict[str, tuple[str, ...]] = {}
    for span, key in keys.items():
        if kinds[span] == "numeral" and not parts.get(key):
            parts[key] = find_parts(text, span, quotes)
    forms = {key: tuple(dict.fromkeys(group)) for key, group in groups.items()}
    slogans = []
    for span, key in keys.items():
        own = span.cut(text)
        variants = tuple(form for form in forms[key] if form != own)
        slogans.append(Slogan(span, kinds[span], len(groups[key]), variants, parts.get(key, ())))
    return tuple(slogans)


def _key(name: str, kind: str) -> str:
    """The same for all forms of a slogan: 双随机、一公开 and 双随机一公开, 青蓝 and 青蓝工程."""
    folded = unicodedata.normalize("NFKC", name)
    key = "".join(character for character in folded if character.isalnum() or character == "+")
    if kind in ("brand", "numeral"):
        for ending in _NAME_ENDINGS:
            if (
                key.endswith(ending)
                and len(key) - len(ending) >= 2
                and key[-len(ending) - 1] != "大"
            ):
                return key[: -len(ending)]
    return key


def _form(text: str, span: Span, quote: Quote | None) -> str:
    """The slogan as it stands: with its quotes and the noun behind them, where there is one."""
    name = span.cut(text)
    if quote is None or quote.follows < 0:
        return name
    end = head_end(quote.after)
    if not end or "等" in quote.after[:end]:
        return name
    return text[span.start - 1 : span.end + 1] + text[quote.follows : quote.follows + end]

"""Lists within one paragraph: ①…②…, （1）…（2）…, 1.…2.…, 一抓…二抓…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.chinese_numerals import chinese_value
from reportnlp.extraction.list_items import Item
from reportnlp.patterns import Pattern

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
LIST_VERBS = "抓强重推促建管查看比学严优稳保扩增守治防补转创聚破定"
"""Verbs that a numeral may stand before, as the sign of an item: 一抓, 二强."""

# Where one may begin: the search for a first character is many times faster than for alternatives.
_BEGIN = Pattern(r"[①-⑳（(0-9一二三四五六七八九十](?:(?<=[：；。，！\n\u3000 ”）].)|(?<=\A.))")
_SECOND = frozenset(LIST_VERBS + "）).．、0123456789一二三四五六七八九十")
_INLINE = Pattern(
    # The set of all Chinese characters stands but once: to compile it takes a millisecond.
    r"(?P<circled>[①-⑳])|(?:"
    r"[（(](?P<round>[0-9]{1,2})[）)]"
    r"|[（(](?P<chinese>[一二三四五六七八九十]{1,2})[）)]"
    r"|(?P<half>[0-9]{1,2})[）)]"
    r"|(?<=[：；。\n\u3000 ])(?P<arabic>[0-9]{1,2})[.．、]"
    rf"|(?P<verb>[一二三四五六七八九十])(?P<word>[{LIST_VERBS}])"
    r")(?=[\u4e00-\u9fff“])"
)


def find_inline_lists(document: Document) -> Iterator[tuple[Item, ...]]:
    """The runs of signs that stand in the middle of one paragraph.

    Signs that open paragraphs are headings (`extraction.signs`).
    """
    text = document.text
    for index, paragraph in enumerate(document.paragraphs):
        end = paragraph.span.end
        if paragraph.origin:
            continue
        by_series: dict[str, list[Item]] = {}
        for begin in _BEGIN.finditer(text, paragraph.span.start, end):
            at = begin.start()
            goes_on = text[at] in CIRCLED or text[at + 1 : at + 2] in _SECOND
            match = _INLINE.match(text, at, end) if goes_on else None
            if match is not None:
                item = _item(match, index)
                by_series.setdefault(item.series, []).append(item)
        for series, items in by_series.items():
            apart = [item.number for item in items]
            if len(items) >= 2 and apart[0] == 1 and (apart[1] == 2 or series == "circled"):
                yield tuple(items)


def _item(match: re.Match[str], paragraph: int) -> Item:
    groups = match.groupdict()
    series = next(name for name in groups if groups[name])
    written = groups[series] or ""
    if series == "circled":
        number = CIRCLED.index(written) + 1
    elif written.isascii():
        number = int(written)
    else:
        number = int(chinese_value(written) or 0)
    name = f"verb{match['word']}" if series == "verb" else series
    return Item(Span(match.start(), match.end()), name, number, paragraph)

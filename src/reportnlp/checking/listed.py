"""Lists that begin at a place of the text, with signs: 一是…二是…, （一）…, 1.…, bullets."""

from __future__ import annotations

from reportnlp.checking.rule import Draft
from reportnlp.document import Span
from reportnlp.extraction.headings import Heading
from reportnlp.extraction.list_items import Item
from reportnlp.patterns import Pattern


def listed_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """How many things the list that begins here has, and where it lies."""
    return (
        _items_from(draft, begin)
        or _signs_from(draft, begin)
        or _inline_from(draft, begin)
        or _bullets_from(draft, begin)
        or _numbers_from(draft.text, begin)
    )


def count_led(sentence: str, word: str) -> int:
    """How many clauses in a row begin with a word, 聚焦产业，聚焦改革; 0 where that is unclear."""
    clauses = sentence.replace("；", "，").split("，")
    led = [clause.startswith(word) for clause in clauses]
    count = led.index(False) if False in led else len(led)
    if count < 2 or sentence.count(word) != count or "等" in sentence or "…" in sentence:
        return 0
    return count


def _items_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """一是…二是… that begins here."""
    following = [item for item in draft.items if item.span.start >= begin]
    if not following or following[0].span.start > begin + 1 or following[0].number != 1:
        return None
    row: list[Item] = []
    for item in following:
        if item.series != following[0].series:
            continue
        if row and item.number != row[-1].number + 1:
            break
        row.append(item)
    # A list with a gap is another rule's matter.
    rest = [i for i in following if i.series == row[0].series][len(row) :]
    if rest and rest[0].number > 1:
        return None
    return _span_of([item.span for item in row])


def _inline_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """一抓…二抓…, ①…②… within a paragraph, that begins here and has no gap."""
    for items in draft.inline_lists():
        if items[0].span.start == begin and [item.number for item in items] == [
            *range(1, len(items) + 1)
        ]:
            return _span_of([item.span for item in items])
    return None


def _signs_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """（一） … （二） …, a paragraph each, that begins here."""
    following = [sign for sign in draft.signs if sign.sign.start >= begin]
    if not following or following[0].sign.start > begin + 1 or following[0].number != 1:
        return None
    row: list[Heading] = []
    for sign in following:
        if sign.style != following[0].style:
            if sign.style in ("part", "chinese") or (row and sign.style == "bracketed"):
                break
            continue
        if row and sign.number != row[-1].number + 1:
            return None if sign.number > 1 else _span_of([one.sign for one in row])
        row.append(sign)
    return _span_of([sign.sign for sign in row])


_NUMBERED = Pattern(r"(?<![0-9.])(?:(?P<plain>[1-9])[.．、](?![0-9])|[（(](?P<round>[1-9])[）)])")


def _numbers_from(text: str, begin: int) -> tuple[frozenset[int], Span] | None:
    """1.… 2.… 3.… in one paragraph, that begins here."""
    line = text.find("\n", begin)
    first = _NUMBERED.match(text, begin)
    if first is None or (first["plain"] or first["round"]) != "1":
        return None
    spans = [Span(*first.span())]
    for match in _NUMBERED.finditer(text, first.end(), line if line >= 0 else len(text)):
        if match[first.lastgroup or "plain"] == str(len(spans) + 1):
            spans.append(Span(*match.span()))
    return _span_of(spans)


def _bullets_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """Markdown bullets in paragraphs that follow each other."""
    text = draft.text
    if not text.startswith(("- ", "* ", "• "), begin):
        return None
    mark = text[begin : begin + 2]
    first = draft.document.paragraph_at(begin)
    spans = []
    for paragraph in draft.document.paragraphs[first:]:
        if not text.startswith(mark, paragraph.span.start):
            break
        spans.append(Span(paragraph.span.start, paragraph.span.start + 1))
    return _span_of(spans)


def _span_of(spans: list[Span]) -> tuple[frozenset[int], Span] | None:
    if len(spans) < 2:
        return None
    return frozenset((len(spans),)), Span(spans[0].start, spans[-1].end)

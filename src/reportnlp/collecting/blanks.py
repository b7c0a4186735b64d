"""The blanks of a draft with all that tells them apart: sentence, heading, section, stable id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.annotations import Placeholder, Section
from reportnlp.document import Document, Span
from reportnlp.extraction.headings import Heading, find_headings
from reportnlp.extraction.placeholders import find_placeholders
from reportnlp.extraction.sections import find_sections
from reportnlp.facts import FACT_SECTIONS

BLANK_MARK = "【▁▁】"
_SENTENCE_ENDS = "。！？；!?;\n"
_SPACES = re.compile(r"[\s\u3000]+")
_NUMBERS = re.compile(r"[0-9０-９][0-9０-９.．,，]*")
_LONGEST = 120
_AROUND = 50
_ID_DIGITS = 8
_NAME_BEFORE = 14
_CLAUSE_STOPS = "，。；：！？、,;:!?\n"


@dataclass(frozen=True, slots=True)
class Blank:
    """A figure that is missing in a draft.

    id:          the same as long as its sentence stays the same, in whatever file: "b3f29c01a".
    span:        the bare mark, in the document as it was given.
    placeholder: as the extractor found it; its span is that of the unwrapped document.
    section:     one of `FACT_SECTIONS`.
    topic:       title of the heading above it; "" where there is none below that of the section.
    sentence:    with this blank as 【▁▁】, shortened if it is very long.
    name:        what is measured; the words before the blank where the extractor gives none.
    unit:        as written: "万元"; "" where none.
    """

    id: str
    span: Span
    placeholder: Placeholder
    section: str
    topic: str
    sentence: str
    name: str
    unit: str


def find_blanks(document: Document) -> tuple[Blank, ...]:
    """The missing figures of a draft, in the order of the text.

    Sentences that say the same twice are told apart by their order.
    """
    joined, offsets = document.unwrapped()
    placeholders = find_placeholders(joined)
    numbers = [placeholder for placeholder in placeholders if placeholder.kind == "number"]
    if not numbers:
        return ()
    places = Places(joined)
    blanks: list[Blank] = []
    seen: dict[str, int] = {}
    for placeholder in numbers:
        sentence = sentence_at(joined.text, placeholder.span)
        key = _normalised(joined.text, sentence, placeholder, placeholders)
        ordinal = seen[key] = seen.get(key, 0) + 1
        blanks.append(
            Blank(
                "b" + _digest(f"{key}{ordinal}"),
                offsets.original(placeholder.span),
                placeholder,
                places.section(placeholder.span.start),
                places.topic(placeholder.span.start),
                marked(joined.text, sentence, placeholder.span),
                _name(joined.text, placeholder),
                placeholder.unit,
            )
        )
    return tuple(blanks)


class Places:
    """Where in a report a character stands: its section and the heading above it."""

    __slots__ = ("_headings", "_sections")

    def __init__(self, document: Document) -> None:
        self._sections: tuple[Section, ...] = find_sections(document)
        self._headings: tuple[Heading, ...] = find_headings(document)

    def section(self, offset: int) -> str:
        """One of `FACT_SECTIONS`."""
        return _FACT_SECTION.get(self.label(offset), "achievements")

    def label(self, offset: int) -> str:
        """One of `SECTION_LABELS`; "other" where no section was found."""
        before = [section for section in self._sections if section.span.start <= offset]
        return before[-1].label if before else "other"

    def topic(self, offset: int) -> str:
        """The title of the nearest heading, unless it is that of the section or of the report."""
        before = [heading for heading in self._headings if heading.span.start <= offset]
        if not before:
            return ""
        nearest = before[-1]
        if self.label(nearest.span.start) == "title":
            return ""
        opens = any(
            section.heading and section.span.start <= nearest.span.start < section.span.start + 4
            for section in self._sections
        )
        return "" if opens else nearest.title


_FACT_SECTION = {label: label for label in FACT_SECTIONS} | {
    "title": "intro",
    "salutation": "intro",
}


def sentence_at(text: str, span: Span) -> Span:
    """The sentence, or the part of one up to a semicolon, that holds a stretch of the text."""
    start = span.start
    while start and text[start - 1] not in _SENTENCE_ENDS:
        start -= 1
    end = span.end
    while end < len(text) and text[end] not in _SENTENCE_ENDS:
        end += 1
    if end < len(text) and text[end] != "\n":
        end += 1
    return Span(start, end)


def marked(text: str, sentence: Span, span: Span, mark: str = BLANK_MARK) -> str:
    """A sentence with one stretch of it replaced by a mark, on one line, not too long."""
    before = _SPACES.sub(" ", text[sentence.start : span.start]).lstrip(" #-|")
    after = _SPACES.sub(" ", text[span.end : sentence.end]).rstrip()
    if len(before) + len(after) > _LONGEST:
        before = "……" + before[-_AROUND:] if len(before) > _AROUND else before
        after = after[:_AROUND] + "……" if len(after) > _AROUND else after
    return f"{before}{mark}{after}"


def _normalised(
    text: str, sentence: Span, blank: Placeholder, placeholders: Sequence[Placeholder]
) -> str:
    """The words of a sentence with □ for its blanks and figures, and ■ for the one that is meant.

    So the id of a blank outlives that the others of its sentence are filled in.
    """
    pieces = []
    position = sentence.start
    for placeholder in placeholders:
        if sentence.start <= placeholder.span.start < sentence.end:
            pieces += [
                text[position : placeholder.span.start],
                "■" if placeholder == blank else "□",
            ]
            position = max(position, placeholder.span.end)
    pieces.append(text[position : sentence.end])
    words = _NUMBERS.sub("□", "".join(pieces))
    return _SPACES.sub("", words)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:_ID_DIGITS]


def _name(text: str, placeholder: Placeholder) -> str:
    """What a blank measures; the clause before it where that is the most that can be said."""
    if placeholder.name and "\n" not in placeholder.name:
        return placeholder.name
    offset = start = placeholder.span.start
    while start and text[start - 1] not in _CLAUSE_STOPS and offset - start < _NAME_BEFORE:
        start -= 1
    words = text[start:offset].strip(" \u3000*＊_＿")
    return words or "（见原句）"

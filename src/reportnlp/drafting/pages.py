"""A draft as it shall look: Word by GB/T 9704-2012, Markdown, plain text."""

from __future__ import annotations

from reportnlp.drafting.draft import Draft, DraftParagraph, Sentence
from reportnlp.formats.house import Layout
from reportnlp.formats.layout import Laid, LaidParagraph, LaidRun, laid_bytes
from reportnlp.patterns import Pattern

_YEAR = Pattern(r"(?:19|20)[0-9]{2}年")
_TITLE_LINE = 19
"""Characters that surely stand on one line of a title: 156 mm at 22 pt hold twenty."""
_MARK = Pattern(r"【(?:待补|请核实)：[^【】]{0,200}】")


def draft_as_docx(draft: Draft, *, comments: bool = False, layout: Layout | None = None) -> bytes:
    """A Word file with the blanks highlighted.

    comments: whether each sentence bears its facts and its author as a margin note.
    """
    laid = tuple(
        _titled(paragraph) or _laid(paragraph, comments=comments) for paragraph in draft.paragraphs
    )
    return laid_bytes(laid, ".docx", layout, author="reportnlp")


def draft_as_text(draft: Draft, *, markdown: bool = False) -> str:
    """Plain text, a line a paragraph, or Markdown."""
    laid: Laid = tuple(_laid(paragraph, comments=False) for paragraph in draft.paragraphs)
    return laid_bytes(laid, ".md" if markdown else ".txt").decode()


def _titled(paragraph: DraftParagraph) -> LaidParagraph | None:
    """A title too long for a line, broken before its year and not within a word; else None."""
    text = paragraph.text
    year = _YEAR.search(text)
    width = sum(0.5 if character.isascii() else 1.0 for character in text)
    if paragraph.kind != "title" or year is None or not year.start() or width <= _TITLE_LINE:
        return None
    return LaidParagraph("title", (LaidRun(f"{text[: year.start()]}\n{text[year.start() :]}"),))


def _laid(paragraph: DraftParagraph, *, comments: bool) -> LaidParagraph:
    runs = [LaidRun(paragraph.heading, kind="heading2")] if paragraph.heading else []
    for sentence in paragraph.sentences:
        runs += _runs(sentence, _note(sentence) if comments else "")
    return LaidParagraph(paragraph.kind, tuple(runs))


def _runs(sentence: Sentence, note: str) -> list[LaidRun]:
    """The sentence with its blanks as runs of their own; the note stands at its first run."""
    runs, position = [], 0
    for match in _MARK.finditer(sentence.text):
        if match.start() > position:
            runs.append(LaidRun(sentence.text[position : match.start()]))
        runs.append(LaidRun(match.group(), highlight=True))
        position = match.end()
    if position < len(sentence.text):
        runs.append(LaidRun(sentence.text[position:]))
    if note and runs:
        first = runs[0]
        runs[0] = LaidRun(first.text, first.highlight, note, first.kind)
    return runs


def _note(sentence: Sentence) -> str:
    """What a sentence rests on, in words; "" for headings and set phrases."""
    if not sentence.facts:
        return ""
    lines = []
    for fact in sentence.facts:
        what = fact.name or fact.note[:30]
        figure = f"：{fact.quantity}" if fact.quantity else ("：待补" if fact.is_blank else "")
        source = f"，来源：{fact.source}" if fact.source else ""
        place = f"（{fact.place}）" if fact.place else ""
        lines.append(f"依据：{what}{figure}{source}{place}")
    lines.append(
        "措辞：模板" if sentence.source == "template" else f"措辞：模型（{sentence.source}）"
    )
    refused = sum(bool(candidate.reasons) for candidate in sentence.candidates)
    if refused:
        lines.append(f"拒绝备选 {refused} 个")
    return "\n".join(lines)

"""Spans, documents and the way between a wrapped text and what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.document import Document, Offsets, Paragraph, Source, Span

_TEXT = st.text(alphabet="甲乙丙12，。\n　a", max_size=60)


@st.composite
def _spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 50))
    return Span(start, start + draw(st.integers(0, 50)))


@st.composite
def _wrapped(draw: st.DrawFn) -> Document:
    """A text with breaks anywhere, some next to each other, some empty."""
    text = draw(_TEXT)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    paragraphs = (Paragraph(Span(0, len(text))),) if text else ()
    return Document(text, paragraphs, tuple(Span(a, b) for a, b in pairs))


def _said(document: Document, span: Span) -> str:
    """The characters of a span that lie in no break."""
    return "".join(
        document.text[i]
        for i in range(span.start, span.end)
        if not any(gap.start <= i < gap.end for gap in document.breaks)
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2), (-2, -1)])
def test_span_outside_of_any_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(_spans(), _spans())
def test_span_relations(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))

    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    if one in other and len(one):
        assert len(shared) == len(one)
    assert one in one
    assert "甲" not in one


@given(_TEXT, st.data())
def test_span_cuts_what_it_covers(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert Span(start, end).cut(text) == text[start:end]
    assert len(Span(start, end)) == len(Span(start, end).cut(text))


def test_spans_sort_by_place() -> None:
    assert sorted([Span(5, 6), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(5, 6)]


@given(_TEXT)
def test_document_of_a_text_has_a_paragraph_a_line(text: str) -> None:
    document = Document.from_text(text)

    lines = [line for line in text.split("\n") if line.strip()]
    assert [paragraph.span.cut(text) for paragraph in document.paragraphs] == lines
    assert document.text == text


def test_document_of_paragraphs() -> None:
    document = Document.from_paragraphs(["一、工作成效", "", "完成12项。"])

    assert document.text == "一、工作成效\n\n完成12项。"
    assert document.paragraphs == (Paragraph(Span(0, 6)), Paragraph(Span(8, 14)))
    assert document.source == Source()


@pytest.mark.parametrize(
    "spans",
    [(Span(0, 9),), (Span(2, 4), Span(3, 5)), (Span(4, 5), Span(0, 1))],
)
def test_document_refuses_what_is_out_of_place(spans: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match="paragraph out of place"):
        Document("甲乙丙丁戊", tuple(Paragraph(span) for span in spans))
    with pytest.raises(ValueError, match="break out of place"):
        Document("甲乙丙丁戊", (), spans)


def test_paragraph_at() -> None:
    document = Document.from_text("\n甲乙\n\n丙丁\n")

    assert [document.paragraph_at(offset) for offset in range(8)] == [0, 0, 0, 0, 0, 1, 1, 1]
    assert Document.from_text("").paragraph_at(0) == 0


@given(_TEXT, st.integers(0, 60))
def test_line_and_column(text: str, offset: int) -> None:
    offset = min(offset, len(text))

    line, column = Document.from_text(text).line_and_column(offset)

    lines = text.split("\n")
    assert sum(len(before) + 1 for before in lines[: line - 1]) + column - 1 == offset
    assert 1 <= column <= len(lines[line - 1]) + 1


def test_unwrapped_without_breaks_is_the_same() -> None:
    document = Document.from_text("甲\n乙")

    joined, offsets = document.unwrapped()

    assert joined is document
    assert offsets == Offsets((), ())
    assert offsets.original(Span(1, 2)) == offsets.joined(Span(1, 2)) == Span(1, 2)


def test_unwrapped() -> None:
    text = "全年实现产值12\n　　3亿元。\n完。"
    document = Document(text, (Paragraph(Span(0, 15)), Paragraph(Span(16, 18))), (Span(8, 11),))

    joined, offsets = document.unwrapped()

    assert joined.text == "全年实现产值123亿元。\n完。"
    assert [p.span.cut(joined.text) for p in joined.paragraphs] == ["全年实现产值123亿元。", "完。"]
    assert offsets.original(Span(6, 11)) == Span(6, 14)
    assert offsets.original(Span(6, 8)) == Span(6, 8)
    assert offsets.original(Span(8, 9)) == Span(11, 12)
    assert offsets.joined(Span(6, 14)) == Span(6, 11)
    assert offsets.joined(Span(9, 10)) == Span(8, 8)


@given(_wrapped())
def test_unwrapped_leaves_out_the_breaks_only(document: Document) -> None:
    joined, _ = document.unwrapped()

    assert joined.text == _said(document, Span(0, len(document.text)))
    assert not joined.breaks
    assert joined.source == document.source


@given(_wrapped(), st.data())
def test_a_span_of_the_joined_text_comes_back(document: Document, data: st.DataObject) -> None:
    joined, offsets = document.unwrapped()
    start = data.draw(st.integers(0, len(joined.text)))
    span = Span(start, data.draw(st.integers(start, len(joined.text))))

    original = offsets.original(span)

    assert _said(document, original) == span.cut(joined.text)
    assert offsets.joined(original) == span
    if len(span):
        for offset in (original.start, original.end - 1):  # it neither begins nor ends in a break
            assert not any(gap.start <= offset < gap.end for gap in document.breaks)


@given(_wrapped(), st.data())
def test_a_span_of_the_wrapped_text_keeps_what_it_says(
    document: Document, data: st.DataObject
) -> None:
    joined, offsets = document.unwrapped()
    start = data.draw(st.integers(0, len(document.text)))
    span = Span(start, data.draw(st.integers(start, len(document.text))))

    assert offsets.joined(span).cut(joined.text) == _said(document, span)

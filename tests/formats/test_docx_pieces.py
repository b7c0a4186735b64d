from __future__ import annotations

from docx_builder import DELETED_MARK, NOTE, abstract, docx, level, listed, num, p, r
from hypothesis import given, settings
from hypothesis import strategies as st

from reportnlp.formats.docx import read_pieces


def test_pieces_lead_back_to_the_xml() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0)
    body = p("<w:r><w:t>  成效 </w:t><w:tab/><w:t>好</w:t></w:r>", properties=listed(1)) + p(
        "注", NOTE.format("footnote", 2)
    )
    reading = read_pieces(
        docx(body, numbering=numbering, footnotes=f'<w:footnote w:id="2">{p("脚")}</w:footnote>')
    )

    told = [(item.start, item.text, item.shift, item.part) for item in reading.pieces]
    assert told == [
        (0, "一、", 0, "word/document.xml"),
        (2, "成效", 2, "word/document.xml"),
        (4, "\t", 0, "word/document.xml"),
        (5, "好", 0, "word/document.xml"),
        (7, "注", 0, "word/document.xml"),
        (9, "脚", 0, "word/footnotes.xml"),
    ]
    assert [item.node is None for item in reading.pieces] == [True] + [False] * 5
    assert set(reading.roots) == {"word/document.xml", "word/footnotes.xml"}


WORDS = st.text(alphabet="产值增长12%，。 亿\u3000", min_size=1, max_size=8)


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=5))
def test_what_is_put_in_comes_out(paragraphs: list[list[str]]) -> None:
    reading = read_pieces(docx("".join(p(*(r(word) for word in words)) for words in paragraphs)))

    text = reading.document.text
    assert text == "\n".join("".join(words) for words in paragraphs)
    for piece in reading.pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        assert piece.node is not None
        assert (piece.node.text or "")[piece.shift :].startswith(piece.text)


def test_text_of_pieces_in_a_joined_paragraph_knows_its_own_element() -> None:
    reading = read_pieces(docx(p("上", properties=DELETED_MARK) + p("下")))

    first, second = reading.pieces
    assert first.paragraph is not second.paragraph
    assert len(reading.document.paragraphs) == 1

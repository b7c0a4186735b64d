from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx_builder import (
    NOTE,
    abstract,
    box,
    docx,
    field,
    level,
    listed,
    num,
    p,
    part,
    r,
    tbl,
    tc,
    tr,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportnlp.document import Span
from reportnlp.formats.docx import read_docx_bytes
from reportnlp.formats.revisions import Replacement, with_replacements

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = datetime(2024, 1, 5, 9, 30)


def xml_of(data: bytes, name: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def accepted(data: bytes, *, refuse: bool = False) -> bytes:
    """The file with all tracked changes accepted, or refused, by a few lines of our own."""
    gone, kept = ("ins", "del") if refuse else ("del", "ins")
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(content)
                etree.strip_elements(root, f"{W}{gone}", with_tail=False)
                etree.strip_tags(root, f"{W}{kept}")
                for item in root.iter(f"{W}delText"):
                    item.tag = f"{W}t"
                content = etree.tostring(root)
            new.writestr(name, content)
    return buffer.getvalue()


def replaced(data: bytes, words: str, text: str, **more: bool) -> bytes:
    whole = read_docx_bytes(data).text
    assert whole.count(words) == 1
    span = Span(whole.index(words), whole.index(words) + len(words))
    revised = with_replacements(
        data, [Replacement(span, text)], author="办公室", written=WHEN, **more
    )
    assert revised.refused == ()
    return revised.data


WORDS = st.text(alphabet="召开会议**次，", min_size=1, max_size=5)
RUNS = st.lists(st.tuples(WORDS, st.sampled_from(("", "<w:b/>")), st.booleans()), max_size=5)
FOREIGN = '<w:ins w:id="7" w:author="甲" w:date="2024-01-01T00:00:00Z">{}</w:ins>'


@settings(max_examples=150)
@given(RUNS.filter(bool), st.data())
def test_accepting_gives_the_new_text_and_refusing_the_old(
    runs: list[tuple[str, str, bool]], data: st.DataObject
) -> None:
    parts = [FOREIGN.format(r(text, look)) if new else r(text, look) for text, look, new in runs]
    before = docx(p(*parts))
    text = read_docx_bytes(before).text
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    changes = [Replacement(Span(*span), f"〔{n}〕") for n, span in enumerate(spans)]
    expected = text
    for change in reversed(changes):
        expected = expected[: change.span.start] + change.text + expected[change.span.end :]

    tracked = with_replacements(before, changes, author="办公室").data
    plain = with_replacements(before, changes, author="办公室", tracked=False).data

    assert read_docx_bytes(tracked).text == expected
    assert read_docx_bytes(accepted(tracked)).text == expected
    assert read_docx_bytes(plain).text == expected
    own = "".join(text for text, _, new in runs if not new)
    assert read_docx_bytes(accepted(tracked, refuse=True)).text == own
    root = etree.fromstring(xml_of(tracked).encode())
    assert not root.findall(f".//{W}ins//{W}ins")
    ids = [item.get(f"{W}id") for item in (*root.iter(f"{W}ins"), *root.iter(f"{W}del"))]
    assert len(ids) - len(set(ids)) == max(sum(new for *_, new in runs) - 1, 0)


def test_what_a_change_looks_like() -> None:
    before = docx(p(r("会议**次", "<w:b/>")))
    after = replaced(before, "**", "12")

    who = 'w:author="办公室" w:date="2024-01-05T09:30:00Z"'
    words = '<w:r><w:rPr><w:b/></w:rPr><w:{0} xml:space="preserve">{1}</w:{0}></w:r>'
    assert (
        f'<w:del w:id="1" {who}>{words.format("delText", "**")}</w:del>'
        f'<w:ins w:id="2" {who}>{words.format("t", "12")}</w:ins>'
    ) in xml_of(after)


def test_a_mark_goes_with_the_blank_if_asked() -> None:
    before = docx(p(r("【待补】", '<w:b/><w:highlight w:val="yellow"/>')))
    change = Replacement(Span(0, 4), "12", unmarked=True)

    root = etree.fromstring(xml_of(with_replacements(before, [change], author="甲").data).encode())
    new = root.find(f".//{W}ins//{W}rPr")
    assert new is not None
    assert [item.tag for item in new] == [f"{W}b"]
    assert root.find(f".//{W}del//{W}highlight") is not None


def test_outright() -> None:
    before = docx(p(r("会议*"), r("*次", "<w:b/>")))
    after = xml_of(replaced(before, "**", "12", tracked=False))

    assert "w:ins" not in after
    assert "w:del" not in after
    assert read_docx_bytes(replaced(before, "**", "12", tracked=False)).text == "会议12次"


def test_cells_notes_and_margins() -> None:
    before = docx(
        tbl(tr(tc("会议**次")))
        + p("正文", NOTE.format("footnote", 2))
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
        footnotes=f'<w:footnote w:id="2">{p("走访XX户")}</w:footnote>',
        margins={"header1": p("第__号")},
    )
    after = replaced(replaced(replaced(before, "**", "1"), "XX", "2"), "__", "3")

    assert read_docx_bytes(accepted(after)).text == "会议1次\n正文\n走访2户\n第3号"
    assert "w:ins" in xml_of(after, "word/footnotes.xml")
    assert xml_of(after, "word/_rels/document.xml.rels") == xml_of(
        before, "word/_rels/document.xml.rels"
    )


def test_both_copies_of_a_text_box() -> None:
    after = xml_of(replaced(docx(p("文", box(p("会议**次")))), "**", "12"))

    assert after.count(">12<") == 2
    assert after.count("delText") == 4


def test_what_cannot_be_replaced_is_handed_back() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0)
    body = (
        p("成效", properties=listed(1))
        + p("甲", NOTE.format("footnote", 2), "乙")
        + p("<w:r><w:t>丙</w:t><w:footnoteReference w:id='2'/><w:t>丁</w:t></w:r>")
        + p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
    )
    before = docx(body, numbering=numbering)
    text = read_docx_bytes(before).text
    assert text == "一、成效\n甲乙\n丙丁\nx"
    spans = [Span(0, 1), Span(3, 6), Span(8, 10), Span(11, 12)]
    changes = [Replacement(span, "9") for span in spans]

    revised = with_replacements(before, changes, author="甲")

    assert set(revised.refused) == set(changes)
    assert read_docx_bytes(revised.data).text == text


def test_a_note_between_two_runs_stays() -> None:
    before = docx(p("会议*", NOTE.format("footnote", 2), "*次"))
    after = replaced(before, "**", "12")

    assert read_docx_bytes(accepted(after)).text == "会议12次"
    assert "footnoteReference" in xml_of(accepted(after))


def test_a_page_that_begins_with_the_word() -> None:
    before = docx(p("会议", "<w:r><w:lastRenderedPageBreak/><w:t>**</w:t></w:r>", "次"))

    assert read_docx_bytes(accepted(replaced(before, "**", "12"))).text == "会议12次"


def test_a_result_of_a_field() -> None:
    before = docx(p("共", field("begin"), field("separate"), "**", field("end"), "次"))

    assert read_docx_bytes(accepted(replaced(before, "**", "12"))).text == "共12次"


def test_overlapping_replacements_are_a_mistake() -> None:
    changes = [Replacement(Span(0, 2), "a"), Replacement(Span(1, 3), "b")]

    with pytest.raises(ValueError, match="overlap"):
        with_replacements(docx(p("甲乙丙")), changes, author="甲")


def test_the_comments_part_is_left_alone() -> None:
    comments = part("comments", "")
    before = docx(p("会议**次"), extra={"word/comments.xml": comments})

    assert xml_of(replaced(before, "**", "1"), "word/comments.xml") == comments

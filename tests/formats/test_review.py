from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx as python_docx
from docx_builder import (
    NOTE,
    abstract,
    box,
    docx,
    level,
    links,
    listed,
    num,
    p,
    part,
    r,
    tbl,
    tc,
    tr,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportnlp.document import Span
from reportnlp.formats.docx import read_docx_bytes
from reportnlp.formats.review import Comment, with_comments

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = datetime(2024, 1, 5, 9, 30)
INSERTED = '<w:ins w:id="7" w:author="甲" w:date="2024-01-01T00:00:00Z">{}</w:ins>'
DELETED = '<w:del w:id="8" w:author="甲"><w:r><w:delText>旧的</w:delText></w:r></w:del>'


def note(text: str, start: int, end: int, words: str = "没有填\n规则：blank（PH101）") -> Comment:
    assert 0 <= start < end <= len(text)
    return Comment(Span(start, end), words)


def find(data: bytes, words: str, text: str = "没有填\n规则：blank（PH101）") -> Comment:
    whole = read_docx_bytes(data).text
    assert whole.count(words) == 1
    return Comment(Span(whole.index(words), whole.index(words) + len(words)), text)


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anchored(data: bytes) -> dict[str, str]:
    """The words that every comment stands on, by its id, seen by the XML alone."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    open_: dict[str, str] = {}
    done: dict[str, str] = {}
    for item in root.iter():
        if item.tag == f"{W}commentRangeStart":
            open_[item.get(f"{W}id")] = ""
        elif item.tag == f"{W}commentRangeEnd":
            done[item.get(f"{W}id")] = open_.pop(item.get(f"{W}id"))
        elif item.tag in (f"{W}t", f"{W}tab"):
            text = item.text if item.tag == f"{W}t" else "\t"
            if item.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                text = (text or "").strip(" ") or text
            open_ = {key: words + (text or "") for key, words in open_.items()}
    assert not open_
    references = [item.get(f"{W}id") for item in root.iter(f"{W}commentReference")]
    assert sorted(references) == sorted(done)
    return done


def texts(data: bytes) -> list[str]:
    """What the comments say."""
    return [comment.text for comment in python_docx.Document(BytesIO(data)).comments]


def looks(data: bytes) -> list[tuple[str, bytes]]:
    """Every character of the body with the properties of its run."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    found = []
    for item in root.iter(f"{W}t"):
        run = item.getparent()
        properties = run.find(f"{W}rPr")
        look = b"" if properties is None else etree.tostring(properties, method="c14n")
        found += [(sign, look) for sign in item.text or ""]
    return found


def usable(data: bytes) -> bytes:
    """With the list of content types that python-docx asks for."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/word/comments.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>'
    )
    return zipped(parts_of(data) | {"[Content_Types].xml": types})


def bare(data: bytes) -> bytes:
    """As `usable`, before it has comments."""
    found = parts_of(usable(data))
    types = found["[Content_Types].xml"].decode()
    comments = types.index('<Override PartName="/word/comments.xml"')
    return zipped(found | {"[Content_Types].xml": types[:comments] + "</Types>"})


WORDS = st.text(alphabet="召开会议**次XX， \u3000", min_size=1, max_size=6)
LOOKS = st.sampled_from(("", "<w:b/>", '<w:color w:val="FF0000"/>'))
RUNS = st.lists(st.tuples(WORDS, LOOKS, st.sampled_from(("", "ins", "hyperlink"))), max_size=6)


def run_of(words: str, look: str, holder: str) -> str:
    run = r(words, look)
    if holder == "ins":
        return INSERTED.format(run)
    return f"<w:hyperlink>{run}</w:hyperlink>" if holder else run


@settings(max_examples=150)
@given(st.lists(RUNS, min_size=1, max_size=4), st.data())
def test_comments_stand_on_exactly_their_characters(
    paragraphs: list[list[tuple[str, str, str]]], data: st.DataObject
) -> None:
    before = docx("".join(p(*(run_of(*run) for run in runs)) for runs in paragraphs))
    text = read_docx_bytes(before).text
    places = st.integers(0, max(len(text) - 1, 0)).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, max(len(text), 1)))
    )
    spans = data.draw(st.lists(places, max_size=5, unique=True)) if text.strip("\n") else []
    spans = [(start, end) for start, end in spans if text[start:end].strip("\n")]
    comments = [note(text, *span) for span in spans]

    after = with_comments(before, comments, written=WHEN)

    assert read_docx_bytes(after).text == text
    assert looks(after) == looks(before)
    expected = sorted(text[start:end].replace("\n", "") for start, end in spans)
    assert sorted(anchored(after).values()) == expected
    assert with_comments(after, comments) == after


def test_what_a_comment_looks_like() -> None:
    before = bare(docx(p("召开会议**次。")))
    after = with_comments(
        before, [find(before, "**", "没有填\n建议：填上\n规则：a（PH101）")], written=WHEN
    )

    (comment,) = python_docx.Document(BytesIO(after)).comments
    assert comment.text == "没有填\n建议：填上\n规则：a（PH101）"
    assert (comment.author, comment.initials) == ("reportnlp", "R")
    assert comment.timestamp is not None
    assert comment.timestamp.replace(tzinfo=None) == WHEN
    assert anchored(after) == {"0": "**"}


def test_other_parts_stay_byte_for_byte() -> None:
    before = docx(
        p("会议**次", NOTE.format("footnote", 2)),
        styles='<w:style w:styleId="a5"><w:name w:val="annotation text"/></w:style>',
        footnotes=f'<w:footnote w:id="2">{p("脚注")}</w:footnote>',
        extra={"word/media/a.png": b"\x89PNG\x00\xff", "docProps/app.xml": "<a  b='c'/>"},
    )
    old, new = parts_of(before), parts_of(with_comments(before, [find(before, "**")]))

    changed = {name for name in new if new[name] != old.get(name)}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    }
    assert set(old) <= set(new)
    assert b'w:pStyle w:val="a5"' in new["word/comments.xml"]


def commented(body: str, comments: str, **more: str) -> bytes:
    """A file that has comments already; more: content of the parts that say more about them."""
    names = {"comments": "comments"} | {name: name for name in more}
    return docx(
        body,
        extra={
            "word/comments.xml": part("comments", comments),
            "word/_rels/document.xml.rels": links({name: (name, f"{name}.xml") for name in names}),
        }
        | {f"word/{name}.xml": content for name, content in more.items()},
    )


def placed(identifier: int, words: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{identifier}"/>{r(words)}'
        f'<w:commentRangeEnd w:id="{identifier}"/>'
        f'<w:r><w:commentReference w:id="{identifier}"/></w:r>'
    )


def said(identifier: int, author: str, text: str, paragraph_id: str = "") -> str:
    space = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    mark = f' {space} w14:paraId="{paragraph_id}"' if paragraph_id else ""
    return (
        f'<w:comment w:id="{identifier}" w:author="{author}"><w:p{mark}>{r(text)}</w:p></w:comment>'
    )


def test_comments_and_changes_that_are_there_stay() -> None:
    before = commented(
        p(placed(3, "召开"), "会议", DELETED, INSERTED.format(r("XX")), "次"),
        said(3, "张三", "再核"),
    )
    after = with_comments(before, [find(before, "XX"), find(before, "会议XX次")])

    assert anchored(after) == {"3": "召开", "4": "XX", "5": "会议XX次"}
    assert texts(usable(after))[0] == "再核"
    body = parts_of(after)["word/document.xml"].decode()
    assert body.count("<w:ins ") == body.count("<w:del ") == 1
    assert "旧的" in body


def test_a_second_pass_adds_what_is_new_and_takes_out_what_is_mended() -> None:
    before = bare(docx(p("会议**次，走访XX户。")))
    first = with_comments(before, [find(before, "**"), find(before, "XX")])

    second = with_comments(first, [find(first, "XX"), find(first, "户")])

    assert sorted(anchored(second).values()) == ["XX", "户"]
    assert len(texts(second)) == 2
    assert looks(second) == looks(before)
    assert parts_of(second)["word/document.xml"].count(b"commentReference") == 2


def test_another_wording_of_a_rule_replaces_the_old_one() -> None:
    before = bare(docx(p("会议**次。")))
    first = with_comments(before, [find(before, "**", "旧话\n规则：a（PH101）")])

    second = with_comments(first, [find(first, "**", "新话\n规则：a（PH101）")])

    assert texts(second) == ["新话\n规则：a（PH101）"]


EXTENDED = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:commentEx w15:paraId="0000000A" w15:done="0"/>'
    '<w15:commentEx w15:paraId="0000000B" {}w15:done="0"/></w15:commentsEx>'
)


def test_a_comment_that_was_answered_stays() -> None:
    before = commented(
        p(placed(1, "会议"), "**次"),
        said(1, "reportnlp", "规则：a（PH101）", "0000000A") + said(2, "张三", "已核", "0000000B"),
        commentsExtended=EXTENDED.format('w15:paraIdParent="0000000A" '),
    )

    assert anchored(with_comments(before, [])) == {"1": "会议"}
    again = with_comments(before, [find(before, "会议", "另说\n规则：a（PH101）")])
    assert again == before


def test_with_a_comment_goes_what_other_parts_say_of_it() -> None:
    before = commented(
        p(placed(1, "会议"), "**次"),
        said(1, "reportnlp", "规则：a（PH101）", "0000000A") + said(2, "张三", "注", "0000000B"),
        commentsExtended=EXTENDED.format(""),
        commentsIds='<i:commentsIds xmlns:i="urn:i"><i:commentId i:paraId="0000000A" '
        'i:durableId="12AB34CD"/></i:commentsIds>',
        commentsExtensible='<e:x xmlns:e="urn:e"><e:y e:durableId="12AB34CD"/></e:x>',
    )
    after = parts_of(with_comments(before, []))

    assert b"0000000A" not in after["word/commentsExtended.xml"]
    assert b"0000000B" in after["word/commentsExtended.xml"]
    assert b"12AB34CD" not in after["word/commentsIds.xml"] + after["word/commentsExtensible.xml"]
    assert b"commentRange" not in after["word/document.xml"]


def test_cells_tabs_and_blanks_that_are_not_shown() -> None:
    body = tbl(tr(tc(p("<w:r><w:t>  甲**乙 </w:t><w:tab/><w:t>丙</w:t></w:r>")), "户"))
    before = docx(body)
    after = with_comments(before, [find(before, "**"), find(before, "乙\t"), find(before, "户")])

    assert anchored(after) == {"0": "**", "1": "乙\t", "2": "户"}
    assert read_docx_bytes(after).text == read_docx_bytes(before).text


def test_fields_and_content_controls_are_cut_inside() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲**乙')}</w:sdtContent></w:sdt>"
    before = docx(p(control, f'<w:fldSimple w:instr="DATE">{r("丙XX丁")}</w:fldSimple>'))

    after = with_comments(before, [find(before, "**"), find(before, "XX")])
    assert anchored(after) == {"0": "**", "1": "XX"}


def test_a_span_over_paragraphs() -> None:
    before = docx(p("甲乙") + p("丙丁"))

    assert anchored(with_comments(before, [find(before, "乙\n丙")])) == {"0": "乙丙"}


def test_an_automatic_number_and_a_line_end_stand_for_their_paragraph() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0)
    before = docx(p("成效", properties=listed(1)) + p("好"), numbering=numbering)

    comments = [find(before, "一、"), find(before, "\n"), find(before, "、成")]
    assert anchored(with_comments(before, comments)) == {"0": "成效", "1": "成效", "2": "成"}


def test_what_word_cannot_comment_is_said_at_the_nearest_place() -> None:
    before = bare(
        docx(
            p("正文", NOTE.format("footnote", 2), "后文", box(p("框里XX户")), "尾")
            + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
            footnotes=f'<w:footnote w:id="2">{p("脚里**次")}</w:footnote>',
            margins={"header1": p("眉里__号")},
        )
    )
    comments = [find(before, "XX"), find(before, "**"), find(before, "__")]
    after = with_comments(before, comments)

    assert texts(after) == [
        "（说的是文本框1里的“XX”）\n没有填\n规则：blank（PH101）",
        "（说的是脚注1里的“**”）\n没有填\n规则：blank（PH101）",
        "（说的是页眉1里的“__”）\n没有填\n规则：blank（PH101）",
    ]
    found = anchored(after)
    assert found["1"] == ""  # the sign of the note
    assert found["2"] == "正文"
    assert parts_of(after)["word/footnotes.xml"] == parts_of(before)["word/footnotes.xml"]
    assert with_comments(after, comments) == after


def test_formulas_and_ruby_are_not_cut() -> None:
    formula = "<m:oMath><m:r><m:t>x=12</m:t></m:r></m:oMath>"
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>注音</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    before = docx(p("甲", formula, ruby, "乙"))
    after = with_comments(before, [find(before, "=1"), find(before, "音乙")])

    body = parts_of(after)["word/document.xml"].decode()
    assert formula in body
    assert ruby in body
    assert read_docx_bytes(after).text == read_docx_bytes(before).text


def test_the_strict_edition() -> None:
    before = docx(p("会议**次"), strict=True)
    after = parts_of(with_comments(before, [find(before, "**")]))

    assert b"purl.oclc.org/ooxml/wordprocessingml" in after["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument" in after["word/_rels/document.xml.rels"]


def test_nothing_to_say_changes_nothing() -> None:
    before = docx(p("会议3次"))

    assert with_comments(before, []) == before


def test_characters_that_xml_cannot_hold() -> None:
    before = bare(docx(p("会议**次")))

    assert texts(with_comments(before, [find(before, "**", "甲\x0b乙\n规则：a")])) == [
        "甲�乙\n规则：a"
    ]


def test_a_file_without_any_text() -> None:
    before = docx(p())

    assert anchored(with_comments(before, [Comment(Span(0, 0), "空\n规则：a")])) == {"0": ""}

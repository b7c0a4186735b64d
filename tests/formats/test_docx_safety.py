from __future__ import annotations

import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from docx_builder import docx, level, links, listed, num, p, part, r, style, tbl, tr, zipped

from reportnlp.errors import UnreadableFileError
from reportnlp.formats import docx as docx_reader
from reportnlp.formats import package
from reportnlp.formats.docx import read_docx, read_docx_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_docx_bytes(data, "报告.docx")
    assert str(caught.value).startswith("无法读取 报告.docx：")
    assert caught.value.advice.endswith("。")
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (OLE + b"\0" * 600, "旧版 Word"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf <html>", "网页"),
        ("只是文字".encode(), "不是 Word 文件"),
        (b"\0" * 100, "不是 Word 文件"),
        (b"PK\x03\x04 nothing more", "压缩包已损坏"),
        (zipped({"a.txt": "甲"}), "没有 Word 正文"),
        (zipped({"xl/workbook.xml": "<a/>"}), "Excel"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "PowerPoint"),
        (zipped({"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument"),
        (zipped({}), "没有 Word 正文"),
    ],
)
def test_other_files_are_named_as_what_they_are(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_workbook_with_links() -> None:
    rels = links({"rId1": ("officeDocument", "xl/workbook.xml")})

    assert "Excel" in refusal(zipped({"_rels/.rels": rels, "xl/workbook.xml": "<a/>"}))


def test_every_truncation_is_refused() -> None:
    data = docx(p("正文" * 50), styles=style("H"))

    for size in range(1, len(data) - 22, 97):
        refusal(data[:size])


def test_damaged_bytes_are_refused_or_read_but_never_crash() -> None:
    data = docx(p("正文" * 50), styles=style("H"))

    for place in range(0, len(data), 41):
        with suppress(UnreadableFileError):
            read_docx_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="没有这个文件"):
        read_docx(tmp_path / "没有.docx")
    with pytest.raises(UnreadableFileError, match="文件夹"):
        read_docx(tmp_path)


def test_file_of_unbearable_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.docx"
    path.write_bytes(docx(p("正文")))
    monkeypatch.setattr(docx_reader, "_MOST_BYTES", 100)

    with pytest.raises(UnreadableFileError, match="文件超过"):
        read_docx(path)


def test_broken_xml() -> None:
    assert "word/document.xml 已损坏" in refusal(
        docx("", extra={"word/document.xml": "<w:document>"})
    )
    assert "word/styles.xml 已损坏" in refusal(
        docx(p("甲"), styles=" ", extra={"word/styles.xml": ""})
    )


def test_main_part_that_is_something_else() -> None:
    assert "不是 Word 正文" in refusal(docx("", extra={"word/document.xml": part("styles", "")}))


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_dtd_is_refused(encoding: str) -> None:
    text = part("document", "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>")
    text = text.replace("?>", "?>" + ENTITY, 1).replace("UTF-8", encoding)

    assert "DTD" in refusal(docx("", extra={"word/document.xml": text.encode(encoding)}))


def test_dtd_in_another_part_is_refused() -> None:
    styles = part("styles", "").replace("?>", "?>" + ENTITY, 1)

    assert "word/styles.xml" in refusal(
        docx(p("甲"), styles=" ", extra={"word/styles.xml": styles})
    )


def test_encoding_that_could_hide_something_is_refused() -> None:
    text = part("document", "<w:body/>").replace("UTF-8", "UTF-7")

    assert "编码" in refusal(docx("", extra={"word/document.xml": text}))


def test_utf_16_is_read() -> None:
    text = part("document", f"<w:body>{p('正文')}</w:body>").replace("UTF-8", "UTF-16")

    assert (
        read_docx_bytes(docx("", extra={"word/document.xml": text.encode("utf-16")})).text == "正文"
    )


def test_words_about_dtd_in_the_text_are_fine() -> None:
    assert (
        read_docx_bytes(docx(p("<w:r><w:t>&lt;!DOCTYPE html&gt;</w:t></w:r>"))).text
        == "<!DOCTYPE html>"
    )


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = part("document", f"<w:body>{p() * 3_000_000}</w:body>")

    assert "压缩炸弹" in refusal(docx("", extra={"word/document.xml": bomb}))


def test_sum_of_all_parts_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_BYTES", 500)

    assert "过大" in refusal(docx(p("甲" * 400)))


def test_declared_size_that_lies_is_refused() -> None:
    data = bytearray(docx(p("甲" * 5000)))
    name = b"word/document.xml"
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)

    assert "已损坏" in refusal(bytes(data))


def test_encrypted_entries_and_strange_compression(tmp_path: Path) -> None:
    data = bytearray(docx(p("甲")))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[entry + 8] |= 1
    assert "密码" in refusal(bytes(data))

    path = tmp_path / "a.docx"
    with ZipFile(path, "w", ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", part("document", "<w:body/>"))
    assert "已损坏" in refusal(path.read_bytes())


def test_deep_nesting_is_refused_clearly() -> None:
    deep = p("甲")
    for _ in range(400):
        deep = tbl(tr(f"<w:tc>{deep}</w:tc>"))

    assert "嵌套得太深" in refusal(docx(deep))


def test_sensible_nesting_is_read() -> None:
    deep = p("甲")
    for _ in range(40):
        deep = tbl(tr(f"<w:tc>{deep}</w:tc>"))

    assert read_docx_bytes(docx(deep)).text == "甲"


def test_strict_edition() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}</w:abstractNum>'
    )
    body = (
        p("标题", properties=listed(1, 0, "H")) + tbl(tr("格")) + p(r("藏", "<w:vanish/>"), r("露"))
    )
    body += '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    data = docx(
        body,
        styles=style("H", name="heading 1"),
        numbering=numbering + num(1, 0),
        margins={"header1": p("眉")},
        strict=True,
    )
    assert b"purl.oclc.org" in ZipFile(BytesIO(data)).read("word/document.xml")

    document = read_docx_bytes(data)

    assert document.text == "一、标题\n格\n露\n眉"
    assert document.paragraphs[0].level == 1


def test_missing_parts_and_dangling_links() -> None:
    bare = zipped({"word/document.xml": part("document", f"<w:body>{p('甲')}</w:body>")})
    assert read_docx_bytes(bare).text == "甲"

    dangling = {
        "word/_rels/document.xml.rels": links(
            {"a": ("styles", "styles.xml"), "b": ("header", "h.xml")}
        )
    }
    body = (
        p("甲", properties=listed(1, 0, "H")) + '<w:sectPr><w:headerReference r:id="b"/></w:sectPr>'
    )
    assert read_docx_bytes(docx(body, extra=dangling)).text == "甲"


def test_part_names_of_other_programs() -> None:
    heading = p("标题", properties='<w:pStyle w:val="a"/>')
    main = part("document", f"<w:body>{heading}</w:body>")
    data = zipped(
        {
            "_rels/.rels": links({"rId1": ("officeDocument", "/word/document2.xml")}),
            "word\\Document2.xml": main,
            "word/_rels/document2.xml.rels": links({"s": ("styles", "/word/styles.xml")}),
            "word/styles.xml": part("styles", style("a", name="heading 2")),
        }
    )

    document = read_docx_bytes(data)

    assert document.text == "标题"
    assert document.paragraphs[0].level == 2


def test_file_made_by_wps() -> None:
    main = part(
        "document",
        '<w:body><w:p><w:pPr><wpsCustomData:x/><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:pPr>'
        '<w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>正文</w:t></w:r></w:p></w:body>',
    ).replace(
        "<w:document ",
        '<w:document xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" ',
    )

    assert read_docx_bytes(docx("", extra={"word/document.xml": main})).text == "正文"


def test_external_links_lead_nowhere() -> None:
    rels = links(
        {"a": ("styles", "http://127.0.0.1/styles.xml"), "b": ("numbering", "../../../etc/passwd")}
    )

    assert read_docx_bytes(docx(p("甲"), extra={"word/_rels/document.xml.rels": rels})).text == "甲"


def test_values_that_make_no_sense() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"/><w:lvl w:ilvl="99"/>'
        + level(0, "upperRoman", "%1." + "长" * 500, start=2_000_000_000)
        + "</w:abstractNum>"
        + num(1, 0)
    )
    body = p("甲", properties=listed(1, 0, "H")) + p("乙", properties='<w:outlineLvl w:val="abc"/>')
    body += p(
        "丙",
        properties='<w:outlineLvl w:val="-3"/><w:numPr><w:ilvl w:val="9999999999999"/></w:numPr>',
    )
    body += tbl(tr("<w:tc><w:tcPr><w:gridSpan w:val='-9'/></w:tcPr><w:p/></w:tc>", "丁"))
    styles = style("H", base="H") + style("I", base="J")

    document = read_docx_bytes(docx(body, numbering=numbering, styles=styles))

    assert len(document.text) < 200
    assert document.paragraphs[-1].origin == "表1 第1行 第2列"


def test_elements_in_impossible_places() -> None:
    body = (
        r("游离")
        + "<w:tr><w:tc><w:p/></w:tc></w:tr><w:tc/>"
        + p(p("段中段"))
        + "<w:txbxContent/>"
        + '<w:fldChar w:fldCharType="end"/>'
        + "<mc:AlternateContent/>"
        + p("正文")
    )

    assert read_docx_bytes(docx(body)).text == "段中段\n正文"


def test_large_report_is_read_whole() -> None:
    sentence = "全年新增就业1.2万人，同比增长6.3%，完成年度目标的108%。"
    body = "".join(p(*(r(word) for word in (f"{i}", sentence, "继续推进"))) for i in range(6000))

    document = read_docx_bytes(docx(body))

    assert len(document.paragraphs) == 6000
    assert document.text.endswith(f"5999{sentence}继续推进")


def test_large_part_beyond_ten_megabytes_is_read() -> None:
    body = "".join(
        p(f"{i:07}第{i * i % 9973}项重点工作继续按照年度计划有序推进，成效较好。")
        for i in range(100_000)
    )
    data = docx(body)

    with ZipFile(BytesIO(data)) as archive:
        assert archive.getinfo("word/document.xml").file_size > 10 * 1024 * 1024
        assert archive.getinfo("word/document.xml").compress_type == ZIP_DEFLATED
    assert len(read_docx_bytes(data).paragraphs) == 100_000

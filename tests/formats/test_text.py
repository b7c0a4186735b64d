"""Plain files: encodings, what is refused and with which words."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.document import Span
from reportnlp.errors import UnreadableFileError
from reportnlp.formats.opening import MAX_BYTES, read_bytes
from reportnlp.formats.text import decode, read_text

REPORT = (
    "2023年度工作总结\n\n一、工作成效\n"
    "全年召开推进会12次，走访企业36家，解决问题28个，办结率达到93.3％。\n"
    "（一）学习教育扎实。开展“三学三比”活动，组织专题学习24次、研讨交流6场。\n"
    "二、存在问题\n理论学习还不够系统，调查研究还不够深入，工作方法还不够新。\n"
)


def _reason(data: bytes, encoding: str = "") -> str:
    with pytest.raises(UnreadableFileError) as caught:
        decode(data, "总结.txt", encoding)
    message = str(caught.value)
    assert message.startswith("无法读取 总结.txt：")
    assert message.endswith("。") and "\n" not in message
    return message


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (REPORT.encode("utf-8"), "utf-8"),
        (REPORT.encode("utf-8-sig"), "utf-8-sig"),
        (REPORT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + REPORT.encode("utf-16-be"), "utf-16"),
        (REPORT.encode("utf-32"), "utf-32"),
        (REPORT.encode("gbk"), "gb18030"),
        (REPORT.encode("gb18030"), "gb18030"),
        ("\ufeff".encode("gb18030") + REPORT.encode("gb18030"), "gb18030"),
    ],
)
def test_encodings(data: bytes, name: str) -> None:
    assert decode(data, "总结.txt") == (REPORT, name)


@pytest.mark.parametrize("text", ["总结", "251元", "一体化", "全面建设", "计划：5项。\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_words(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "总结.txt") == (text, encoding)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    assert decode(REPORT.replace("\n", end).encode(), "总结.txt")[0] == REPORT


@given(st.text(alphabet="甲乙工作成效，。、“”12％— \n", min_size=1, max_size=80))
def test_whatever_is_written_is_read(text: str) -> None:
    text = "总结：" + text
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert decode(text.encode(encoding), "总结.txt") == (text, encoding)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t", "\u3000\n".encode("gbk")])
def test_empty(data: bytes) -> None:
    assert "空文件" in _reason(data)


@pytest.mark.parametrize(
    ("data", "reason", "advice"),
    [
        (b"PK\x03\x04...word/document.xml", "Word 文件（.docx）", "扩展名改成 .docx"),
        (b"PK\x03\x04...xl/workbook.xml", "Excel", "复制"),
        (b"PK\x03\x04...ppt/x", "演示文稿", "复制"),
        (b"PK\x03\x04...OFD.xml", "OFD", "另存为"),
        (b"PK\x03\x04...mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument", "另存为"),
        (b"PK\x03\x04...readme", "压缩包", "解压"),
        (b"Rar!\x1a\x07\x00", "压缩包", "解压"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "旧式 Office", "另存为 .docx"),
        (b"%PDF-1.7\n", "PDF", "另存为 .docx"),
        (b"{\\rtf1\\ansi", "RTF", "另存为 .docx"),
        (b"\x89PNG\r\n\x1a\n", "图片", "识别"),
        (b"\xff\xd8\xff\xe0", "图片", "识别"),
        (b"\x01\x02\x03\x00\x05", "二进制", "另存为"),
        (bytes(range(1, 32)) * 20, "二进制", "另存为"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str, advice: str) -> None:
    message = _reason(data)

    assert reason in message
    assert advice in message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(encoding: str) -> None:
    data = REPORT.encode(encoding)

    assert f"--encoding {encoding}" in _reason(data)
    assert decode(data, "总结.txt", encoding) == (REPORT, encoding)


def test_broken_utf8_is_not_read_as_gbk() -> None:
    data = REPORT.encode()
    line_4 = data.index("全年".encode())

    message = _reason(data[: line_4 + 1] + b"\xff" + data[line_4 + 2 :])

    assert "第 4 行" in message
    assert f"第 {line_4 + 1} 个字节" in message
    assert "UTF-8" in message


def test_mixed_encodings() -> None:
    assert "第 8 行" in _reason(REPORT.encode() + REPORT.encode("gbk"))


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode()[:-2],
        REPORT.strip().encode("gbk")[:-1],
        REPORT.encode("utf-16")[:-1],
    ],
)
def test_truncated(data: bytes) -> None:
    assert "文件不完整" in _reason(data)


def test_neither_utf8_nor_gb18030() -> None:
    data = REPORT.encode("gbk")

    message = _reason(data[:40] + b"\xff\xff" + data[40:])

    assert "GB18030" in message
    assert "--encoding" in message


def test_broken_utf16() -> None:
    lone_surrogate = b"\xff\xfe" + "总结上\n".encode("utf-16-le") + b"\x00\xd8" + b"A\0B\0"

    assert "第 2 行" in _reason(lone_surrogate)


def test_big5_is_not_read_as_gbk() -> None:
    text = "二零二三年度工作總結。全年召開推進會十二次，走訪企業三十六家，解決問題二十八個。\n"

    assert "--encoding big5" in _reason(text.encode("big5"))
    assert decode(text.encode("big5"), "總結.txt", "big5") == (text, "big5")
    assert decode(text.encode("gbk"), "總結.txt") == (text, "gb18030")


@pytest.mark.parametrize(
    "garbled",
    [
        REPORT.encode().decode("gb18030", "replace"),
        REPORT.encode().decode("gbk", "replace").replace("\ufffd", "?"),
        REPORT.encode().decode("latin-1"),
        "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in REPORT.encode()),
        REPORT.encode("gbk").decode("latin-1"),
        REPORT.encode("gbk").decode("utf-8", "replace"),
        "锟斤拷" * 30,
    ],
)
def test_mojibake(garbled: str) -> None:
    assert "乱码" in _reason(garbled.encode())


@pytest.mark.parametrize(
    "text",
    [
        REPORT * 3 + "有的网页出现“锟斤拷”“鏂囦欢”等乱码，已整改。",
        REPORT + "个别字丢失：\ufffd\ufffd。",
        "一、成效··········1\n二、问题··········5\n三、思路··········8\n",
        "赴法国考察：Café Zoë, Besançon, élève à l’école supérieure, où déjà vu.\n" + REPORT,
        "Annual report 2023: 12 meetings, 36 visits.\n",
        "产值约＊＊亿元，■完成 □未完成，①②③，㎡、℃、％、‰、α、β、Ω、×、÷、±。\n",
        "藏語བོད་སྐད་、维吾尔文ئۇيغۇرچە、彝文ꆈꌠ都有译本。\n",
        "鑫淼焱垚、犇骉羴猋、囍、㙍㵘䲜。\n",
    ],
)
def test_right_text_is_never_refused(text: str) -> None:
    assert decode(text.encode(), "总结.txt")[0] == text


def test_mojibake_deep_in_a_long_text() -> None:
    garbled = (REPORT * 4000).encode().decode("gb18030", "replace")

    assert "乱码" in _reason(garbled.encode())


@pytest.mark.parametrize("encoding", ["没有", "hex", "rot13", "x\0y", "utf-99"])
def test_unknown_encoding(encoding: str) -> None:
    assert "没有叫" in _reason(REPORT.encode(), encoding)


def test_encoding_that_does_not_fit() -> None:
    message = _reason("总结".encode("gbk") + REPORT.encode("gbk"), "utf-8")

    assert "不能按 utf-8 解码" in message
    assert "第 1 行（第 1 个字节）" in message


def test_encoding_that_garbles() -> None:
    assert "乱码" in _reason(("总结全年工作" * 10).encode(), "gb18030")


def test_read_text(tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_bytes(REPORT.encode("gbk"))

    document = read_text(path)

    assert document.text == REPORT
    assert len(document.paragraphs) == 6
    assert document.source.path == str(path)
    assert (document.source.format, document.source.encoding) == ("txt", "gb18030")
    assert document.source.sha256 == hashlib.sha256(REPORT.encode("gbk")).hexdigest()


def test_markdown_by_suffix(tmp_path: Path) -> None:
    path = tmp_path / "总结.MD"
    path.write_text("# 总结\n\n完成12项。\n", encoding="utf-8")

    document = read_text(path)

    assert document.source.format == "md"
    assert [paragraph.level for paragraph in document.paragraphs] == [1, 0]
    assert document.paragraphs[0].span == Span(0, 4)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode("gbk"))))

    document = read_text("-")

    assert document.text == REPORT
    assert (document.source.path, document.source.format) == ("-", "txt")


def _refused(path: Path | str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(path)
    message = str(caught.value)
    assert message.count("\n") == 0
    message.encode("utf-8")
    return message


def test_missing_file(tmp_path: Path) -> None:
    assert "没有这个文件" in _refused(tmp_path / "没有.txt")
    (tmp_path / "甲.txt").write_bytes(b"x")
    assert "不是文件夹" in _refused(tmp_path / "甲.txt" / "乙.txt")


def test_folder(tmp_path: Path) -> None:
    assert "这是文件夹" in _refused(tmp_path)


def test_links(tmp_path: Path) -> None:
    broken, circle, good = tmp_path / "断.txt", tmp_path / "圈.txt", tmp_path / "好.txt"
    broken.symlink_to("已删除.txt")
    circle.symlink_to(circle)
    (tmp_path / "原.txt").write_bytes(b"x")
    good.symlink_to("原.txt")

    assert "链接指向的文件 已删除.txt 不存在" in _refused(broken)
    assert "链接绕成了圈" in _refused(circle)
    assert read_bytes(good) == b"x"


@pytest.mark.parametrize("code", ["EACCES", "EIO"])
def test_no_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    import errno

    def refuse(*_: object) -> None:
        number = getattr(errno, code)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", refuse)

    expected = {"EACCES": "没有读取权限", "EIO": "系统报告"}
    assert expected[code] in _refused(tmp_path / "总结.txt")


def test_odd_names(tmp_path: Path) -> None:
    assert "文件名太长" in _refused(tmp_path / ("长" * 200))
    assert "不能用的字符" in _refused("总\0结.txt")
    assert "没有这个文件" in _refused(tmp_path / "换\n行\x1b[31m.txt")
    assert "没有这个文件" in _refused(os.fsdecode(b"\xff\xfe.txt"))


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    assert "超过 50 MB" in _refused(path)


def test_too_large_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))

    with pytest.raises(UnreadableFileError, match="超过"):
        read_bytes("-", limit=10)

"""PDF files: paragraphs as they were, numbers across line ends whole, no page furniture."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pdf_builder import HEIGHT, Put, pdf_of, set_paragraphs

import reportnlp
from reportnlp.errors import MissingExtraError, UnreadableFileError
from reportnlp.formats.files import read_document

PARAGRAPHS = (
    "今年以来，澄江区档案馆坚持为党管档、为国守史、为民服务，统筹推进资源建设、利用服务和安全管理，"
    "整理入库文书档案12860卷，接待查档群众2316人次，查档满意率达到99.2%。",
    "一是抓实资源建设。完成机构改革单位档案进馆，征集老照片、族谱、名人手稿430余件，"
    "口述历史采集小组走访老同志五十八位，录制音像资料近90小时。",
    "二是抓好安全管理。全年开展消防检查12次，更换老化线路1.6公里，库房温湿度达标天数361天。",
)


def _read(tmp_path: Path, data: bytes) -> reportnlp.Document:
    path = tmp_path / "报告.pdf"
    path.write_bytes(data)
    return read_document(path)


def _paragraphs(document: reportnlp.Document) -> list[str]:
    joined, _ = document.unwrapped()
    return [paragraph.span.cut(joined.text) for paragraph in joined.paragraphs]


@pytest.mark.parametrize("lines", [22, 5, 4])
def test_paragraphs_come_back_whole(tmp_path: Path, lines: int) -> None:
    document = _read(tmp_path, pdf_of(set_paragraphs(PARAGRAPHS, lines=lines)))

    assert _paragraphs(document) == list(PARAGRAPHS)
    assert document.source.format == "pdf"


def test_a_number_across_a_line_end_is_one_number(tmp_path: Path) -> None:
    text = "全区档案系统不断夯实基础业务，持续改善保管条件，整理档案12860卷。"
    cut = text.index("60卷")
    document = _read(tmp_path, pdf_of(set_paragraphs([text], chars=cut + 2)))

    metrics = reportnlp.analyse(document).metrics
    assert [str(m.value) for m in metrics] == ["12860"]
    assert metrics[0].span.cut(document.text) == "128\n60卷"


def test_running_heads_are_left_out(tmp_path: Path) -> None:
    pages = [
        [*page, Put("内部资料 注意保存", 90, 800, 10)]
        for page in set_paragraphs(PARAGRAPHS, lines=4)
    ]
    document = _read(tmp_path, pdf_of(pages))

    assert "内部资料" not in document.text
    assert "— 1 —" not in document.text
    assert _paragraphs(document) == list(PARAGRAPHS)


def test_table_rows_keep_their_cells_apart(tmp_path: Path) -> None:
    rows = [("指标", "完成数"), ("走访企业", "28家"), ("走访农户", "120户")]
    page = [
        Put(text, x, 700 - 30 * number)
        for number, row in enumerate(rows)
        for text, x in zip(row, (90, 320), strict=True)
    ]

    assert _paragraphs(_read(tmp_path, pdf_of([page]))) == ["\t".join(row) for row in rows]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"左栏第{i}行文字一直写到栏边上" for i in "甲乙丙丁戊己庚辛"]
    right = [f"右栏第{i}行文字一直写到栏边上" for i in "甲乙丙丁戊己庚辛"]
    page = [Put(text, 60, 700 - 24 * n, 14) for n, text in enumerate(left)]
    page += [Put(text, 330, 700 - 24 * n, 14) for n, text in enumerate(right)]

    joined, _ = _read(tmp_path, pdf_of([page])).unwrapped()
    assert joined.text.replace("\n", "") == "".join(left + right)


def test_a_scan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="第1页是扫描的图片"):
        _read(tmp_path, pdf_of([[]], picture=True))
    with pytest.raises(UnreadableFileError, match="第2页是扫描的图片"):
        _read(tmp_path, pdf_of([[Put("正文", 90, HEIGHT / 2)], []], picture=True))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"no pdf at all"])
def test_a_damaged_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="PDF"):
        _read(tmp_path, data)


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    with pytest.raises(MissingExtraError, match=r"reportnlp\[pdf\]"):
        _read(tmp_path, pdf_of([[Put("正文", 90, 400)]]))

"""Saved web pages: blocks as paragraphs, headings, tables; nothing that is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportnlp.document import Document
from reportnlp.errors import UnreadableFileError
from reportnlp.formats.files import read_document

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>标题栏</title>
<style>p {{ color: red }}</style></head><body>
<script>var a = "脚本";</script>
<h1>2023年工作总结</h1>
<div>全年<b>走访企业</b><span>28</span>家。<br>走访农户
   120户。</div>
<h2>一、成效</h2><p>召开会议**次。</p><!-- 注释 -->
<table><tr><th>指标</th><th>数值</th></tr><tr><td>走访企业</td><td>28家</td></tr></table>
<p hidden>看不见</p><p>结束。</p></body></html>"""


def _read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "页面.html"
    path.write_bytes(data)
    return read_document(path)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_blocks(tmp_path: Path, charset: str) -> None:
    encoding = "gb18030" if charset == "gb2312" else charset
    document = _read(tmp_path, PAGE.format(charset=charset).encode(encoding))

    assert document.text.split("\n") == [
        "2023年工作总结", "全年走访企业28家。", "走访农户 120户。", "一、成效", "召开会议**次。",
        "指标", "数值", "走访企业", "28家", "结束。",
    ]  # fmt: skip
    levels = [paragraph.level for paragraph in document.paragraphs]
    assert (levels[0], levels[3], levels[4]) == (1, 2, 0)
    assert document.paragraphs[8].origin == "表1 第2行 第2列"
    assert document.source.format == "html"


def test_deep_nesting_is_no_recursion(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 240 + "正文。" + "</div>" * 240 + "</body></html>"

    assert _read(tmp_path, page.encode()).text == "正文。"


@pytest.mark.parametrize("page", ["", "<html><body></body></html>", "<script>1</script>"])
def test_a_page_without_text_is_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(UnreadableFileError):
        _read(tmp_path, page.encode())

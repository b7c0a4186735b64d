"""Files that another library writes are read as it means them."""

from __future__ import annotations

from pathlib import Path

import docx

from reportnlp.formats.files import read_document


def test_headings_paragraphs_and_tables(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_heading("县局2023年工作总结", level=0)
    written.add_heading("一、工作成效", level=1)
    paragraph = written.add_paragraph("全年召开推进会")
    paragraph.add_run("**").bold = True
    paragraph.add_run("次。")
    table = written.add_table(rows=2, cols=2)
    for row, words in enumerate((("指标", "数值"), ("走访企业", "28家"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    written.sections[0].header.paragraphs[0].text = "内部材料"
    path = tmp_path / "a.docx"
    written.save(str(path))

    document = read_document(path)
    lines = [(p.span.cut(document.text), p.level, p.origin) for p in document.paragraphs]
    assert lines == [
        ("县局2023年工作总结", 0, ""),
        ("一、工作成效", 1, ""),
        ("全年召开推进会**次。", 0, ""),
        ("指标", 0, "表1 第1行 第1列"),
        ("数值", 0, "表1 第1行 第2列"),
        ("走访企业", 0, "表1 第2行 第1列"),
        ("28家", 0, "表1 第2行 第2列"),
        ("内部材料", 0, "页眉1"),
    ]

"""Markdown: what is a paragraph, a heading, a cell, and what is none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportnlp.formats.markdown import markdown_paragraphs


def _read(text: str) -> list[tuple[str, int, str]]:
    return [(p.span.cut(text), p.level, p.origin) for p in markdown_paragraphs(text)]


def _texts(text: str) -> list[str]:
    return [paragraph[0] for paragraph in _read(text)]


def test_headings() -> None:
    text = "# 总结\n###### 六级\n####### 七个\n#没有空格\n   ## 缩进 ##\n正文。"

    assert _read(text) == [
        ("# 总结", 1, ""),
        ("###### 六级", 6, ""),
        ("####### 七个", 0, ""),
        ("#没有空格", 0, ""),
        ("   ## 缩进 ##", 2, ""),
        ("正文。", 0, ""),
    ]


def test_setext_headings() -> None:
    text = "工作总结\n====\n\n工作成效\n---\n正文到此为止。\n---\n- 条目\n---\n"

    assert _read(text) == [
        ("工作总结", 1, ""),
        ("工作成效", 2, ""),
        ("正文到此为止。", 0, ""),
        ("- 条目", 0, ""),
    ]


def test_lines_are_not_joined_and_rules_are_no_paragraphs() -> None:
    text = "第一行\n第二行\n\n***\n* * *\n___\n**加粗**\n"

    assert _texts(text) == ["第一行", "第二行", "**加粗**"]


def test_code() -> None:
    text = "前\n```python\n# 不是标题\n| a |\n~~~\n```\n中\n~~~\n```\n~~~~\n后\n"

    assert _texts(text) == ["前", "中", "后"]


def test_a_fence_that_is_never_closed_hides_nothing() -> None:
    assert _texts("前\n```\n# 标题\n后") == ["前", "```", "# 标题", "后"]


def test_front_matter() -> None:
    assert _texts("---\ntitle: 总结\n作者: 甲\n---\n正文\n---\n") == ["正文"]
    assert _texts("---\n正文。\n---\n后文\n") == ["正文。", "后文"]
    assert _texts("---\ntitle: 没有结束\n") == ["title: 没有结束"]


def test_tables() -> None:
    text = (
        "| 指标 | 数值 |\n|:---|---:|\n| 产值 | **亿元 |\n| 说明：a\\|b ||\n\n"
        "事项 | 次数\n--- | ---\n会议 | 12\n\n正文 | 不是表\n| 单行 |\n"
    )

    assert _read(text) == [
        ("指标", 0, "表1 第1行 第1列"),
        ("数值", 0, "表1 第1行 第2列"),
        ("产值", 0, "表1 第2行 第1列"),
        ("**亿元", 0, "表1 第2行 第2列"),
        ("说明：a\\|b", 0, "表1 第3行 第1列"),
        ("事项", 0, "表2 第1行 第1列"),
        ("次数", 0, "表2 第1行 第2列"),
        ("会议", 0, "表2 第2行 第1列"),
        ("12", 0, "表2 第2行 第2列"),
        ("正文 | 不是表", 0, ""),
        ("单行", 0, "表3 第1行 第1列"),
    ]


def test_empty_cells_keep_their_place() -> None:
    text = "| 甲 | | 丙 |\n|---|---|---|\n|  | 2 |  |\n"

    assert _read(text) == [
        ("甲", 0, "表1 第1行 第1列"),
        ("丙", 0, "表1 第1行 第3列"),
        ("2", 0, "表1 第2行 第2列"),
    ]


@given(st.text(alphabet="#|-=`~甲乙：:。 \n\\", max_size=80))
def test_paragraphs_hold_something_and_do_not_overlap(text: str) -> None:
    last = 0
    for paragraph in markdown_paragraphs(text):
        assert paragraph.span.start >= last
        assert paragraph.span.cut(text).strip()
        assert "\n" not in paragraph.span.cut(text)
        last = paragraph.span.end

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from analysed import ANALYSIS, DOCUMENT, EMPTY, RESULT
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.annotations import Section
from reportnlp.document import Document, Span
from reportnlp.rendering.analysis_text import analyses_as_text, counts_as_text
from reportnlp.rendering.cells import cells
from reportnlp.rendering.columns import Column, Group, Ink, Row, table
from reportnlp.rendering.outline import Parts, outline_of, written

Golden = Callable[[str, str], None]

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_TEXTS = st.text(st.sampled_from("全年完成投资，。ab 12“”…\x1b\t"), max_size=40)


@pytest.mark.parametrize("width", [60, 100])
def test_analysis_as_text(golden: Golden, width: int) -> None:
    shown = analyses_as_text([RESULT], width=width)

    golden(f"analysis.{width}.txt", shown)
    shown.encode("gbk")  # the console of a Chinese Windows


def test_analysis_as_coloured_text(golden: Golden) -> None:
    shown = analyses_as_text([RESULT], width=100, colour=True)

    golden("analysis.colour.txt", shown)
    assert _ESCAPES.sub("", shown) == analyses_as_text([RESULT], width=100)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_lines_fit(width: int) -> None:
    for line in analyses_as_text([RESULT, EMPTY], width=width).splitlines():
        assert cells(line) <= width


def test_nothing_found() -> None:
    assert analyses_as_text([EMPTY], width=80) == (
        "（文档）\n3 字，0 个部分，0 项指标，0 条提法，0 处缺项。\n"
    )


def test_counts() -> None:
    assert counts_as_text([EMPTY]) == "3 字，0 个部分，0 项指标，0 条提法，0 处缺项。\n"
    first, second = counts_as_text([RESULT, EMPTY]).splitlines()
    assert first.startswith("总结/=工业局 100%.txt：")
    assert "7 项指标，3 条提法，3 处缺项（数字 2 处）" in first
    assert second.startswith("（文档）：")


def test_control_characters_of_a_report_stay_harmless() -> None:
    document = Document.from_text("一、\x1b[31m要点\n正文。")
    section = Section(Span(0, len(document.text)), "plans", "一、\x1b[31m要点")

    assert "\x1b" not in analyses_as_text(
        [(document, replace(EMPTY[1], sections=(section,)))], width=80
    )


def test_outline_holds_headings_and_unheaded_sections() -> None:
    entries = outline_of(DOCUMENT, ANALYSIS.sections)

    assert [(entry.depth, entry.label, entry.headed) for entry in entries] == [
        (1, "title", False),
        (1, "achievements", True),
        (2, "achievements", True),
        (2, "achievements", True),
        (1, "problems", False),
        (1, "plans", True),
    ]
    assert entries[1].title == "一、工作成效"
    assert sum(entry.share for entry in entries if entry.depth == 1) == pytest.approx(1)
    assert entries[1].share > entries[2].share + entries[3].share


def test_outline_of_markdown_has_no_heading_twice() -> None:
    document = Document.from_text("# 总结\n\n## 成效\n\n做了事。")
    sections = (Section(Span(0, 4), "title"), Section(Span(6, 16), "achievements"))

    entries = outline_of(document, sections)
    assert len(entries) == len({entry.span.start for entry in entries})
    assert [entry.title for entry in entries if "#" in entry.title] == []


def test_parts_know_what_they_hold() -> None:
    parts = Parts((Section(Span(2, 4), "intro"), Section(Span(5, 9), "plans")))

    labels = [parts.label(offset) for offset in range(10)]
    assert labels == ["", "", "intro", "intro", "", *["plans"] * 4, ""]


def test_hard_line_breaks_are_left_out() -> None:
    start = DOCUMENT.text.index("行动，")

    assert written(DOCUMENT, Span(start, start + 6)) == "行动，三提"


@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=4), st.integers(40, 80))
def test_tables_fit_and_hide_nothing(rows: list[tuple[str, str]], width: int) -> None:
    columns = (Column("名称"), Column("原文"))
    shown = table(columns, [Group("", tuple(Row(row) for row in rows))], width, Ink(False))

    assert all(cells(line) <= width for line in shown.splitlines())
    for row in rows:
        for char in {char for text in row for char in text if char.isalnum()}:
            assert char in shown

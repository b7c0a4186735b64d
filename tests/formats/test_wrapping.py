"""Wrapped copies: their paragraphs come back, and nothing else is ever joined."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportnlp.document import Document, Source, Span
from reportnlp.formats.wrapping import read_wrapped

PARAGRAPHS = (
    "2023年度机关党建工作总结",
    "各位代表：",
    "今年以来，机关党支部坚持把学习摆在首位，围绕中心、服务大局，扎实推进各项任务，全年召开推进会"
    "12次，走访企业136家，收集意见建议248条，办结率达到93.35%，群众满意度保持在98%以上。",
    "一、工作开展情况",
    "（一）抓学习，筑牢思想根基。坚持集中学习与个人自学相结合，组织专题学习24次、研讨交流6场，覆盖党员"
    "1320人次。开展“三学三比”活动，评选学习标兵18名。一是读原文，每周安排半天集中研读；二是谈体会，"
    "每月举办一次读书分享；三是见行动，把学习成果转化为推动工作的具体办法。",
    "（二）抓服务，解决急难问题。深入12个社区开展结对帮扶，帮助困难家庭86户，落实帮扶资金32.6万元，"
    "协调解决停车难、出行难等问题45个。会同有关单位开通便民热线，受理诉求2316件，平均办理时间由7天缩短"
    "到3.5天。",
    "二、存在问题",
    "在肯定成绩的同时，我们也清醒地看到，工作中还存在一些不足：理论学习的系统性还不够强，调查研究还不够"
    "深入，个别同志主动担当的意识有待提高，服务企业的办法还不够多，数字化手段运用得还不充分。",
    "三、下一步打算",
    "我们将坚持问题导向，健全制度，压实责任，重点抓好五个方面的工作，力争全年走访企业不少于150家，办结"
    "群众诉求2500件以上，推动机关党建工作再上新台阶。",
    "机关党支部",
    "2023年12月28日",
)
_WORD = re.compile(r"[“（《]*(?:[0-9A-Za-z.%]+|.)[，。、；：！？”）》%]*")


def _columns(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def _wrap(
    paragraphs: tuple[str, ...],
    width: int,
    *,
    indent: str = "",
    lost: int = 0,
    columns: bool = False,
    words: bool = False,
) -> list[str]:
    """Lines of at most so many characters, or columns twice as many.

    indent: before the first line of each paragraph but the title.
    lost:   how many characters that line is shorter, its indent being lost.
    words:  whether numbers and marks stay with what they cling to.
    """
    measure, limit = (_columns, 2 * width) if columns else (len, width)
    lines = []
    for number, paragraph in enumerate(paragraphs):
        line = indent if number else ""
        room = limit - (lost * (2 if columns else 1) if number else 0)
        for piece in _WORD.findall(paragraph) if words else paragraph:
            if measure(line + piece) > room and line.strip():
                lines.append(line)
                line, room = "", limit
            line += piece
        lines.append(line)
    return lines


def _with_pages(lines: list[str], mark: str, every: int = 9) -> list[str]:
    paged = []
    for number, line in enumerate(lines, start=1):
        paged.append(line)
        if number % every == 0:
            paged.extend(mark.format(number // every).split("\n"))
    return paged


def _read(lines: list[str]) -> Document:
    document = read_wrapped("\n".join(lines), Source())
    assert document is not None
    return document


def _said(document: Document) -> list[str]:
    joined, _ = document.unwrapped()
    return [paragraph.span.cut(joined.text).strip() for paragraph in joined.paragraphs]


@pytest.mark.parametrize("columns", [False, True], ids=["characters", "columns"])
@pytest.mark.parametrize("words", [False, True], ids=["anywhere", "words"])
@pytest.mark.parametrize("width", [25, 30, 33, 38, 45])
def test_indented_copies(width: int, words: bool, columns: bool) -> None:
    lines = _wrap(PARAGRAPHS, width, indent="　　", columns=columns, words=words)

    assert _said(_read(lines)) == list(PARAGRAPHS)


@pytest.mark.parametrize("columns", [False, True], ids=["characters", "columns"])
@pytest.mark.parametrize("lost", [0, 2])
@pytest.mark.parametrize("width", [26, 31, 35, 42])
def test_copies_without_indent(width: int, lost: int, columns: bool) -> None:
    lines = _wrap(PARAGRAPHS, width, lost=lost, columns=columns)

    assert _said(_read(lines)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "mark", ["— {} —", "- {} -", "第 {} 页 共 4 页", "{}/4", "\n-{}-\n", "{}", "", "\f— {} —"]
)
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_page_numbers_and_page_breaks(mark: str, indent: str) -> None:
    lines = _with_pages(_wrap(PARAGRAPHS, 32, indent=indent), mark)

    document = _read(lines)

    assert _said(document) == list(PARAGRAPHS)
    joined, _ = document.unwrapped()
    assert not re.search(r"— 1 —|第 1 页", joined.text)


def test_page_number_at_the_end() -> None:
    lines = _wrap(PARAGRAPHS, 32)

    joined, _ = _read([*lines, "— 1 —", "— 2 —"]).unwrapped()

    assert joined.text.rstrip("\n") == "\n".join(PARAGRAPHS)


def test_a_number_on_its_own_is_text() -> None:
    document = _read([*_wrap(PARAGRAPHS, 32), "合计", "128"])

    assert _said(document)[-2:] == ["合计", "128"]


def test_blank_lines_between_paragraphs() -> None:
    full = "一年来共办理各类诉求三百件，全部按时办结，群众满意。"  # ends at the width
    paragraphs = (*PARAGRAPHS[2:6], full * 2, *PARAGRAPHS[7:8], full, *PARAGRAPHS[9:10])
    lines = [line for paragraph in paragraphs for line in (*_wrap((paragraph,), len(full)), "")]

    assert _said(_read(lines)) == list(paragraphs)


def test_blank_line_after_every_line() -> None:
    lines = [line for wrapped in _wrap(PARAGRAPHS, 34) for line in (wrapped, "")]

    assert _said(_read(lines)) == list(PARAGRAPHS)


def test_left_margin_and_spaces_at_the_ends() -> None:
    lines = [f"  {line}  " for line in _wrap(PARAGRAPHS, 34, indent="    ")]

    assert _said(_read(lines)) == list(PARAGRAPHS)


def test_breaks_are_the_line_ends_and_the_spaces_around() -> None:
    lines = _wrap(PARAGRAPHS, 34, indent="　　")

    document = _read([line + " " for line in lines])

    assert document.text == "\n".join(line + " " for line in lines)
    assert {gap.cut(document.text) for gap in document.breaks} == {" \n"}


def test_characters_of_no_width_are_no_part_of_the_wrap() -> None:
    lines = _wrap(PARAGRAPHS, 34, indent="　　")

    document = _read([line + " \u200b " for line in lines])
    joined, offsets = document.unwrapped()
    at = joined.text.index("\u200b")

    assert {gap.cut(document.text) for gap in document.breaks} == {" ", " \n"}
    assert offsets.original(Span(at, at + 1)).cut(document.text) == "\u200b"


def test_latin_words_keep_their_space() -> None:
    lines = _wrap(PARAGRAPHS, 33)
    first = "中外合作项目进展顺利，引进外资企业三家，其中规模最大的一家是Blue "
    second = "Sky公司，"

    said = _said(_read([*lines[:2], first, second, *lines[2:]]))

    assert said[2] == first + second


def test_lists_tables_and_addresses_stay_apart() -> None:
    extra = ("读书会", "宣讲团", "志愿队", "单位  人数   次数", "甲部门   12   30", "同志们：")
    paragraphs = (*PARAGRAPHS[:6], *extra, *PARAGRAPHS[6:])

    assert _said(_read(_wrap(paragraphs, 36))) == list(paragraphs)


def test_one_wrapped_paragraph() -> None:
    lines = _wrap(PARAGRAPHS[4:5], 30)

    assert _said(_read(lines)) == [PARAGRAPHS[4]]


def test_the_more_even_width_counts() -> None:
    """A number at a line end: by characters the widths vary, by columns they do not."""
    text = PARAGRAPHS[2].replace("12次", "1234567890次") * 3

    assert _said(_read(_wrap((text, *PARAGRAPHS[3:]), 28, columns=True)))[0] == text


_POEM = "春风送暖入新村，渠水清清绕院门。\n路灯点亮归家路，书声伴着月黄昏。\n" * 4
_LIST = "\n".join(f"{n}.完成第{n}项重点任务，相关台账资料齐全，已经归档备查" for n in range(1, 9))
_TITLES = "\n".join(
    f"关于{a}{b}工作情况的年度专题报告和附件材料汇编" for a in "甲乙丙丁" for b in "子丑寅卯"
)
_SENTENCES = "\n".join(re.findall(r"[^。]+。?", "".join(PARAGRAPHS)))
_CLAUSES = "\n".join(re.findall(r"[^，。；]+[，。；]?", "".join(PARAGRAPHS)))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n".join("　　" + paragraph for paragraph in PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        PARAGRAPHS[4] * 9 + "\n" + PARAGRAPHS[5] * 9,
        _POEM,
        _LIST,
        _TITLES,
        _SENTENCES,
        _CLAUSES,
        "总结",
        "\n\n\n\n",
        "甲\n乙\n丙\n丁\n",
        "| 单位 | 产值，万元 | 增速，% |\n" * 12,
    ],
)
def test_what_was_not_wrapped_is_left_alone(text: str) -> None:
    assert read_wrapped(text, Source()) is None


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=8),
    st.integers(22, 48),
    st.sampled_from(["", "　　", "    "]),
    st.booleans(),
)
def test_nothing_is_lost(chosen: list[str], width: int, indent: str, paged: bool) -> None:
    lines = _wrap(tuple(chosen), width, indent=indent)
    text = "\n".join(_with_pages(lines, "— {} —", 5) if paged else lines)

    document = read_wrapped(text, Source())

    if document is not None:
        joined, _ = document.unwrapped()
        assert document.text == text
        assert re.sub(r"\s", "", joined.text) == "".join(chosen)
        for one, other in pairwise(document.paragraphs):
            assert one.span.end < other.span.start


@settings(max_examples=200)
@given(st.text(alphabet="甲乙丙，。；\n\n 　1a—-一、（）", max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    document = read_wrapped(text, Source())

    assert document is None or document.breaks

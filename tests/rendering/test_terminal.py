from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.annotations import Finding, Placeholder
from reportnlp.document import Document, Paragraph, Source, Span
from reportnlp.rendering.cells import cells, shown, wrapped
from reportnlp.rendering.excerpt import excerpt
from reportnlp.rendering.places import Places
from reportnlp.rendering.terminal import findings_as_text

Golden = Callable[[str, str], None]
Report = tuple[Document, tuple[Finding, ...]]

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_CHARACTERS = st.sampled_from("全年召开会议次余，。！“”…—×ab 12\t\n\u3000\u200b\x1b\u0301０")
_TEXTS = st.text(_CHARACTERS, min_size=1, max_size=120)
_WIDTHS = st.integers(8, 100)


def _hint(span: Span, severity: str = "info") -> Finding:
    return Finding("DT406", "relative-date", severity, span, "指哪一年？")


@pytest.mark.parametrize("width", [60, 100])
def test_check_as_text(golden: Golden, report: Report, width: int) -> None:
    written = findings_as_text([report], width=width)

    golden(f"check.{width}.txt", written)
    written.encode("gbk")  # the console of a Chinese Windows


def test_check_as_coloured_text(golden: Golden, report: Report) -> None:
    written = findings_as_text([report], width=100, colour=True)

    golden("check.colour.txt", written)
    assert _ESCAPES.sub("", written) == findings_as_text([report], width=100)


def test_nothing_found() -> None:
    clean = (Document.from_text("都好。"), ())

    assert findings_as_text([clean], width=80) == "没有发现问题。\n"
    assert findings_as_text([clean, clean], width=80) == "2 个文件都没有发现问题。\n"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_lines_fit(report: Report, width: int) -> None:
    for line in findings_as_text([report], width=width, verbose=True).splitlines():
        assert cells(line) <= width


def test_hints_of_a_kind_are_folded_without_hiding_one(report: Report) -> None:
    brief = findings_as_text([report], width=100)
    full = findings_as_text([report], width=100, verbose=True)

    assert "另有 1 处同类" in brief
    assert "另有" not in full
    document, findings = report
    for finding in findings:
        line, column = document.line_and_column(finding.span.start)
        assert f"{line}:{column}" in brief


def test_faults_are_never_folded() -> None:
    document = Document.from_text("去年。" * 9)
    findings = tuple(_hint(Span(3 * n, 3 * n + 2), "warning") for n in range(9))

    assert findings_as_text([(document, findings)], width=80).count("指哪一年？") == 9


def test_several_files_are_told_apart() -> None:
    results = [
        (Document.from_text("去年。", source=Source(path)), (_hint(Span(0, 2)),))
        for path in ("甲.txt", "乙.txt")
    ]
    written = findings_as_text(results, width=80)

    assert "甲.txt:1:1" in written
    assert "乙.txt:1:1" in written
    assert written.endswith("2 个文件，共 2 处：提示 2。\n")


def test_the_text_cannot_steer_the_terminal() -> None:
    document = Document.from_text("甲\x1b[2J乙\u202e丙。", source=Source("\x1b[1m.txt"))
    finding = Finding("P01", "odd", "error", Span(1, 2), "有\x1b]0;x\x07", "改\x1b。")
    blank = Finding(
        "PH101",
        "odd",
        "error",
        Span(5, 6),
        "缺",
        placeholder=Placeholder(Span(5, 6), "number", "\x1b"),
    )
    written = findings_as_text([(document, (finding, blank))], width=80)

    assert set(written) & set("\x1b\x07\u202e") == set()
    assert "<U+001B>[2J乙<U+202E>丙" in written


def test_wrapped_paragraphs_are_shown_on_one_line() -> None:
    text = "全年召开会\n  议**次。"
    document = Document(text, (Paragraph(Span(0, len(text))),), (Span(5, 8),))
    finding = Finding("PH101", "star-placeholder", "error", Span(9, 11), "缺")
    written = findings_as_text([(document, (finding,))], width=80)

    assert "    全年召开会议**次。\n" in written


def test_a_finding_in_a_text_without_paragraphs() -> None:
    assert "第1段" in findings_as_text([(Document.from_text("  "), (_hint(Span(0, 2)),))], width=80)


def test_no_library_is_loaded_for_it() -> None:
    program = (
        "import sys, reportnlp.rendering.terminal as t\n"
        "print(sorted({'rich', 'jinja2', 'json', 'string'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@given(_TEXTS, st.data(), _WIDTHS)
def test_carets_stand_under_what_is_marked(text: str, data: st.DataObject, width: int) -> None:
    document = Document.from_text(text)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))

    part = excerpt(document, Places.of(document).sentence(span), span, width)

    carets = part.carets
    padding = carets.rstrip("^")
    assert cells(part.line) <= width
    assert cells(padding) == cells(part.before)
    assert not padding.strip()
    assert len(carets) - len(padding) == max(cells(part.marked), 1)
    assert shown(span.cut(text)).startswith(part.marked)


@given(_TEXTS, st.data())
def test_a_wide_line_shows_the_whole_sentence(text: str, data: st.DataObject) -> None:
    document = Document.from_text(text)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, start + 1)
    sentence = Places.of(document).sentence(span)

    part = excerpt(document, sentence, span, 10_000)

    assert sentence.start <= start
    if span in sentence:
        assert part.line == shown(sentence.cut(text))
        assert part.marked == shown(text[start])


@given(st.text(_CHARACTERS, max_size=200).map(shown), st.integers(4, 60))
def test_wrapping_loses_only_spaces(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text("ab。\n　", max_size=60))
def test_places_agree_with_the_document(text: str) -> None:
    document = Document.from_text(text)
    places = Places.of(document)

    for offset in range(len(text) + 1):
        assert places.line_and_column(offset) == document.line_and_column(offset)
        if document.paragraphs:
            assert places.paragraph(offset) == document.paragraph_at(offset) + 1

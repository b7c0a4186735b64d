"""A draft on paper: what Word shows is what the draft says."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from drafting_facts import facts_of, figure, words

from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.pages import draft_as_docx, draft_as_text
from reportnlp.extraction.identity import identify
from reportnlp.formats.files import read_document

FACTS = facts_of(
    words("修订库房管理制度", topic="库房管理"),
    figure("整理档案", "3.5", "万卷", topic="库房管理"),
    figure("接待查档群众", "2316", "人次", topic="利用服务"),
    figure("档案宣传活动", "", "场", topic="利用服务"),
    words("人手不足", section="problems"),
)
DRAFT = draft_report(FACTS)


@pytest.mark.parametrize("comments", [False, True])
def test_word_reads_back_as_the_draft(tmp_path: Path, comments: bool) -> None:
    path = tmp_path / "初稿.docx"
    path.write_bytes(draft_as_docx(DRAFT, comments=comments))

    body = [p for p in read_document(path).paragraphs if not p.origin]
    text = read_document(path).text
    assert [p.span.cut(text) for p in body] == [p.text for p in DRAFT.paragraphs]


def test_blanks_are_highlighted_and_nothing_else() -> None:
    document = WordDocument(io.BytesIO(draft_as_docx(DRAFT)))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]

    assert len(marked) == 2
    assert all(text.startswith(("【待补：", "【请核实：")) for text in marked)


def test_comments_name_the_facts() -> None:
    document = WordDocument(io.BytesIO(draft_as_docx(DRAFT, comments=True)))
    notes = "\n".join(comment.text for comment in document.comments)

    assert "依据：整理档案：3.5万卷" in notes
    assert "依据：档案宣传活动：待补" in notes
    assert "措辞：模板" in notes


def test_text_and_markdown() -> None:
    assert draft_as_text(DRAFT) == "".join(f"{p.text}\n" for p in DRAFT.paragraphs)
    assert draft_as_text(DRAFT, markdown=True).startswith("# 云岭县档案馆2023年工作总结\n")


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("云岭县城市建设投资集团有限公司", ["云岭县城市建设投资集团有限公司", "2023年工作总结"]),
        ("云岭县档案馆", ["云岭县档案馆2023年工作总结"]),
    ],
)
def test_a_long_title_is_broken_before_its_year(
    tmp_path: Path, unit: str, lines: list[str]
) -> None:
    path = tmp_path / "初稿.docx"
    path.write_bytes(draft_as_docx(draft_report(facts_of(*FACTS.facts, unit=unit))))

    assert WordDocument(str(path)).paragraphs[0].text.split("\n") == lines
    identity = identify("初稿", read_document(path).text)
    assert (identity.unit, identity.year) == (unit, 2023)

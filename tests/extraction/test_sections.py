from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.annotations import SECTION_LABELS, Section
from reportnlp.document import Document, Paragraph, Span
from reportnlp.extraction.section_cues import Years, find_years, heading_labels, opening_labels
from reportnlp.extraction.sections import find_sections

DEED = "全年召开推进会12次，走访企业28家，解决难题31个，办结率达到98%，比上年提高2个百分点。"
FAULT = "一是学习不够深入，理论联系实际不紧；二是队伍力量薄弱，专业人才短缺。"
PLAN = "一是深化理论学习，力争全年开展研讨10次；二是充实队伍力量，计划招聘专业人才5名。"


def labelled(*paragraphs: str) -> list[tuple[str, str]]:
    """Label and beginning of each section."""
    document = Document.from_paragraphs(paragraphs)
    return [
        (section.label, section.span.cut(document.text)[:8]) for section in find_sections(document)
    ]


def test_a_report_with_headings() -> None:
    assert labelled(
        "某局2023年工作总结",
        "2023年，某局紧扣中心任务，各项工作取得新进展。现总结如下：",
        "一、主要工作",
        DEED,
        "二、存在问题",
        FAULT,
        "三、下步打算",
        PLAN,
        "某局办公室",
        "2023年12月28日",
    ) == [
        ("title", "某局2023年工"),
        ("intro", "2023年，某局"),
        ("achievements", "一、主要工作\n" + DEED[:1]),
        ("problems", "二、存在问题\n" + FAULT[0]),
        ("plans", "三、下步打算\n" + PLAN[0]),
        ("closing", "某局办公室\n20"),
    ]


def test_problems_opened_by_a_cue_sentence() -> None:
    found = labelled(
        "某镇人民政府工作报告",
        "——2023年1月9日在某镇人民代表大会上",
        "各位代表：",
        "现在，我代表镇人民政府向大会报告工作，请予审议。",
        "一、2022年工作回顾",
        "（一）产业提质增效。" + DEED,
        "（二）民生持续改善。" + DEED,
        "同时，我们也清醒认识到，发展中还有不少短板：产业链条不长，公共服务供给不足。对此，我们将认真加以解决。",
        "二、2023年工作安排",
        "（一）聚力产业升级。" + PLAN,
        "各位代表！让我们振奋精神，为建设美好家园而努力奋斗！",
    )

    assert [label for label, _ in found] == [
        "title",
        "salutation",
        "intro",
        "achievements",
        "problems",
        "plans",
        "closing",
    ]


def test_a_problem_within_achievements_stays_there() -> None:
    found = labelled(
        "某局2023年工作总结",
        "一、主要工作",
        "（一）抓整改。针对巡察发现的问题和不足，逐项整改到位。" + DEED,
        "（二）抓服务。" + DEED,
        "二、存在问题",
        FAULT,
    )

    assert [label for label, _ in found] == ["title", "achievements", "problems"]


def test_a_text_of_two_paragraphs() -> None:
    found = labelled(
        "2023年，我在局党组领导下，认真履行职责。现将情况汇报如下：一、履职情况。（一）抓学习。"
        + DEED
        + "（二）抓业务。"
        + DEED
        + "二、存在问题。"
        + FAULT
        + "三、努力方向。"
        + PLAN,
        "以上报告，请审议。",
    )

    assert found == [
        ("intro", "2023年，我在"),
        ("achievements", "一、履职情况。（"),
        ("problems", "二、存在问题。一"),
        ("plans", "三、努力方向。一"),
        ("closing", "以上报告，请审议"),
    ]


def test_no_headings_at_all() -> None:
    found = labelled(
        "某院2022年工作总结",
        "2022年，我院围绕群众健康需求，圆满完成全年任务。现总结如下。",
        "一是服务能力稳中有进。" + DEED,
        "二是行业作风持续好转。" + DEED,
        "在肯定成绩的同时，我们也看到工作中的不足：" + FAULT,
        "2023年，我院将重点做好以下工作：" + PLAN,
    )

    assert [label for label, _ in found] == [
        "title",
        "intro",
        "achievements",
        "problems",
        "plans",
    ]


def test_plans_may_stand_before_problems() -> None:
    found = labelled(
        "某局工作报告",
        "一、2023年工作完成情况",
        DEED,
        "二、2024年工作打算",
        PLAN,
        "三、存在的困难和问题",
        FAULT,
    )

    assert [label for label, _ in found] == ["title", "achievements", "plans", "problems"]


def test_clean_hands_are_achievements_and_lessons_are_other() -> None:
    found = labelled(
        "某局局长2023年度述职述廉报告",
        "一、履行职责情况",
        DEED,
        "二、廉洁自律情况",
        "严格执行各项规定，没有违规收受礼品礼金的行为。",
        "三、几点体会",
        "做好工作必须坚持为民服务，必须依靠群众。",
        "四、问题和不足",
        FAULT,
        "述职人：李某某",
    )

    assert [label for label, _ in found] == [
        "title",
        "achievements",
        "other",
        "problems",
        "closing",
    ]


def test_the_office_that_a_report_is_sent_to_is_greeted() -> None:
    found = labelled(
        "某局工作情况的报告", "县人民政府：", "现将情况报告如下。", "一、主要做法", DEED
    )

    assert found[1] == ("salutation", "县人民政府：")


def test_plans_within_a_paragraph_of_problems() -> None:
    found = labelled(
        "2022年，我在局党组领导下，较好完成了任务。一年来，我坚持把学习摆在首位，参加学习12次。"
        + DEED,
        "回顾一年来的工作，我也清醒地认识到自己还有不足：学习不深，办法不多。"
        "在今后的工作中，我将进一步加强学习，每月下基层4次。",
    )

    assert [label for label, _ in found][-2:] == ["problems", "plans"]


def test_a_salutation_within_the_first_paragraph() -> None:
    found = labelled(
        "某镇工作报告", "各位代表：现在，我向大会报告工作，请予审议。", "一、工作回顾", DEED
    )

    assert found[1:3] == [("salutation", "各位代表："), ("intro", "现在，我向大会报")]


def test_the_heading_that_opens_a_section_is_named() -> None:
    document = Document.from_paragraphs(["某局总结", "一、工作成效", DEED, "二、存在问题", FAULT])

    assert [section.heading for section in find_sections(document)] == [
        "",
        "一、工作成效",
        "二、存在问题",
    ]


def test_notes_of_a_file_are_closing() -> None:
    text = f"某局总结\n一、工作成效\n{DEED}\n指标口径见统计年鉴。"
    paragraphs = list(Document.from_text(text).paragraphs)
    paragraphs[-1] = Paragraph(paragraphs[-1].span, 0, "脚注1")

    assert find_sections(Document(text, tuple(paragraphs)))[-1].label == "closing"


def test_marks_before_a_section_belong_to_it() -> None:
    text = f"# 某局总结\n\n## 一、工作成效\n\n{DEED}\n\n## 二、存在问题\n\n{FAULT}\n"
    paragraphs = [
        Paragraph(Span(*match.span()), 0 if match.group()[0] != "#" else match.group().count("#"))
        for match in re.finditer(r"[^\n]+", text)
    ]
    sections = find_sections(Document(text, tuple(paragraphs)))

    assert [section.span.cut(text)[:4] for section in sections] == ["# 某局", "## 一", "## 二"]


def test_nothing_makes_no_sections() -> None:
    assert find_sections(Document.from_text("")) == ()
    assert find_sections(Document.from_text(" \n\u3000\n")) == ()


def visible(text: str, sections: tuple[Section, ...]) -> list[int]:
    return [
        index
        for section in sections
        for index in range(section.span.start, section.span.end)
        if not text[index].isspace()
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "某局2023年工作总结",
                "各位代表：",
                "一、工作成效",
                "二、存在问题",
                "（三）下步打算。继续努力。",
                DEED,
                FAULT,
                PLAN,
                "同时，我们也看到不足。",
                "2023年12月28日",
                "---",
                "| 项目 |",
                " \u3000",
                "",
                "a",
            ]
        ),
        max_size=14,
    )
)
def test_every_visible_character_is_in_one_section(lines: list[str]) -> None:
    document = Document.from_paragraphs(lines)
    sections = find_sections(document)

    expected = [i for i, character in enumerate(document.text) if not character.isspace()]
    assert visible(document.text, sections) == expected
    for section in sections:
        assert section.span.cut(document.text).strip() == section.span.cut(document.text)
        assert 0.0 <= section.confidence <= 1.0
        assert section.label in SECTION_LABELS
    for before, after in pairwise(sections):
        assert before.label != after.label


def test_text_outside_paragraphs_is_covered_too() -> None:
    text = f"一、工作成效\n| 甲 |\n二、存在问题\n{FAULT}"
    lines = list(Document.from_text(text).paragraphs)
    cell = text.index("甲")
    lines[1] = Paragraph(Span(cell, cell + 1), 0, "表1 第1行 第1列")
    sections = find_sections(Document(text, tuple(lines)))

    assert sections[0].span.cut(text).endswith("|")
    assert len(visible(text, sections)) == len([c for c in text if not c.isspace()])


YEARS = Years(2023, 2024)


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("存在的主要问题及原因", "problems"),
        ("困难与挑战", "problems"),
        ("问题和不足", "problems"),
        ("2024年重点工作", "plans"),
        ("今后努力的方向", "plans"),
        ("下一阶段工作措施", "plans"),
        ("2023年目标任务完成情况", "achievements"),
        ("主要做法和经验", "achievements"),
        ("廉洁自律情况", "achievements"),
        ("工作体会", "other"),
        ("名词解释", "closing"),
    ],
)
def test_headings_that_say_their_role(title: str, label: str) -> None:
    labels, sure = heading_labels(title, YEARS)

    assert sure
    assert labels[0] == label


@pytest.mark.parametrize(
    "title", ["坚持问题导向，解决急难愁盼问题", "帮扶困难群众", "补齐民生短板", "抓学习强本领"]
)
def test_headings_that_only_sound_like_problems(title: str) -> None:
    labels, _ = heading_labels(title, YEARS)

    assert "problems" not in labels


def test_a_heading_of_two_roles_names_both() -> None:
    assert heading_labels("存在问题及下步打算", YEARS) == (("problems", "plans"), True)


@pytest.mark.parametrize(
    ("title", "headings", "years"),
    [
        ("某局2023年工作总结", (), Years(2023, 2024)),
        ("政府工作报告——2023年1月9日在大会上", (), Years(2022, 2023)),
        ("工作报告", ("2022年工作回顾", "2023年工作安排"), Years(2022, 2023)),
        ("工作报告", (), Years()),
    ],
)
def test_years_of_a_report(title: str, headings: tuple[str, ...], years: Years) -> None:
    assert find_years(title, headings) == years


def test_cue_sentences() -> None:
    assert "problems" in opening_labels("在看到成绩的同时，我们也清醒认识到，工作中还有不少差距。")
    assert "plans" in opening_labels("下一步，我们将重点做好三项工作。")
    assert "closing" in opening_labels("以上报告，请审议。")
    assert "problems" not in opening_labels("全年解决群众反映的问题120个。")


def test_an_unheaded_report_told_in_plain_words() -> None:
    assert labelled(
        "2023年度述职报告",
        "理事会，各位职工代表：",
        "我主持日常工作，分管两个科室。下面我向大家汇报。",
        "先说学习。" + DEED,
        "再说服务。" + DEED,
        "当然，对照组织要求，我身上还有不少毛病。跑得不勤，带得不够。",
        "新的一年，我会从三处改起。" + PLAN,
        "说得不对的，请大家当面批评。",
    ) == [
        ("title", "2023年度述职"),
        ("salutation", "理事会，各位职工"),
        ("intro", "我主持日常工作，"),
        ("achievements", "先说学习。全年召"),
        ("problems", "当然，对照组织要"),
        ("plans", "新的一年，我会从"),
        ("closing", "说得不对的，请大"),
    ]


def test_problems_after_a_clear_look_and_a_closing_with_blanks() -> None:
    found = labelled(
        "某林场工作报告",
        "一、2023年工作回顾",
        DEED * 2,
        "同时，我们也要清醒地看到，林场底子薄、包袱重的局面尚未根本改变。",
        "二、2024年工作任务",
        PLAN,
        "某林场",
        "2023年12月○○日",
    )

    assert [label for label, _ in found] == [
        "title", "achievements", "problems", "plans", "closing",
    ]  # fmt: skip

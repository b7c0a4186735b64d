"""Framing clauses: attitude and purpose, nothing that the facts do not know."""

from __future__ import annotations

import pytest

from reportnlp.drafting.framing import framing_pieces, is_framing

AFTER = "，走访企业〔〕家，化解信访积案〔〕件。"


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("坚持问题导向", ""),
        ("围绕群众所需优化服务流程", "办事服务"),
        ("聚焦企业信访难点", ""),
        ("强化妇女权益维护", "妇女权益维护"),
        ("以服务大局为目标", ""),
    ],
)
def test_attitude_and_purpose_frame(clause: str, topic: str) -> None:
    assert is_framing(clause, topic, AFTER)


@pytest.mark.parametrize(
    "clause",
    [
        "建成省级产业园区",
        "推出便民服务专线",
        "深化内外贸一体化改革",
        "成立工作专班",
        "服务水平不断提高",
        "工作机制持续完善",
        "走访企业解决难题",
        "的工作",
        "坚持以",
        "",
    ],
)
def test_deeds_results_and_scraps_do_not(clause: str) -> None:
    assert not is_framing(clause, "", AFTER)


def test_a_clause_may_name_what_follows_but_not_repeat_it() -> None:
    assert is_framing("做好信访工作", "", AFTER)
    assert not is_framing("化解信访积案", "", AFTER)


def test_some_words_need_facts_of_their_kind() -> None:
    assert is_framing("守牢安全底线", "", "，整改隐患〔〕处。")
    assert not is_framing("守牢安全底线", "", "，新增藏书〔〕册。")
    assert is_framing("坚持严管厚爱相结合", "", "，开展廉政谈话〔〕人次。")
    assert not is_framing("坚持严管厚爱相结合", "", "，发布预警信号〔〕次。")


@pytest.mark.parametrize(
    "clause",
    ["坚持患者为中心", "把主题教育作为改进工作", "加强服务管理和服务管理", "推行服务方式", "重点"],
)
def test_a_clause_has_to_be_made_well(clause: str) -> None:
    assert not is_framing(clause, "主题教育", "，接待患者〔〕人次，推行改革〔〕项。")


def test_pieces_come_from_framing_words_and_from_the_facts() -> None:
    pieces = ["", "坚持", "走访", "园区", "积案", "的", "坚", "专线"]

    assert framing_pieces(pieces, "", AFTER) == [1, 2, 4, 5, 6]
    assert framing_pieces(pieces, "便民专线", "") == [1, 5, 6, 7]


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("以患者为中心", True),
        ("以高水平创新", False),
        ("把学习摆在首位", True),
        ("把学习摆在实", False),
        ("筑牢安全防线", True),
        ("筑牢安全创新", False),
        ("推动学习深入", False),
        ("丰富的学习形式", False),
    ],
)
def test_how_a_clause_opens_asks_for_its_end(clause: str, *, wanted: bool) -> None:
    assert is_framing(clause, "学习 创新 安全", "，接待患者〔〕人。") is wanted

"""Framing clauses: attitude and purpose, nothing that the facts do not know."""

from __future__ import annotations

import pytest

from reportnlp.drafting.framing import framing_pieces, is_framing

AFTER = "，走访企业〔〕家，化解信访积案〔〕件。"


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("坚持问题导向", ""),
        ("围绕群众所需优化服务流程", ""),
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


def test_pieces_come_from_framing_words_and_from_the_facts() -> None:
    pieces = ["", "坚持", "走访", "园区", "积案", "的", "坚", "专线"]

    assert framing_pieces(pieces, "", AFTER) == [1, 2, 4, 5, 6]
    assert framing_pieces(pieces, "便民专线", "") == [1, 5, 6, 7]

"""Framing clauses: attitude and purpose, each for facts of its kind."""

from __future__ import annotations

import pytest

from reportnlp.drafting.framing import framing_clauses
from reportnlp.drafting.verification import refusals
from reportnlp.resources.loading import load_rows

CLAUSES = [row[0] for row in load_rows("framing_clauses")]


@pytest.mark.parametrize(
    ("topic", "after", "clause"),
    [
        ("火灾防控", "，检查单位〔〕家", "坚持防消结合"),
        ("阅读服务", "，接待读者〔〕人次", "坚持以读者为中心"),
        ("刑事检察", "，批准逮捕〔〕人", "坚持宽严相济"),
    ],
)
def test_facts_call_for_clauses_of_their_kind(topic: str, after: str, clause: str) -> None:
    assert clause in framing_clauses(topic, after)
    assert clause not in framing_clauses("固定资产", "，资产总额〔〕万元")


def test_a_clause_does_not_repeat_the_facts() -> None:
    assert "依法维护职工合法权益" in framing_clauses(
        "维权", "，帮助职工追讨欠薪〔〕万元，法律援助〔〕人"
    )
    assert "依法维护职工合法权益" not in framing_clauses("依法维护职工合法权益", "，帮助职工〔〕人")


def test_every_clause_passes_the_guard() -> None:
    assert len(set(CLAUSES)) == len(CLAUSES)
    assert [clause for clause in CLAUSES if refusals(f"{clause}。", ())] == []

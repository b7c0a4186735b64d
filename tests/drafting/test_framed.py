"""The template's sentence behind a clause that a small model chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from drafting_facts import facts_of, figure, words

from reportnlp.drafting.draft import Candidate
from reportnlp.drafting.framed import framed_candidates
from reportnlp.drafting.generator import ModelCard, Request
from reportnlp.drafting.outline import Point
from reportnlp.drafting.template import Wording
from reportnlp.facts import Fact

READERS = figure("接待读者", "28", "人次", topic="阅读服务")
PLAIN = Wording("全年接待读者28人次。", ("接待读者28人次",), "全年")


@dataclass(slots=True)
class Judge:
    """Likes the clauses with a word, the longest first."""

    likes: str = "读者"
    asked: list[Request] = field(default_factory=list)

    @property
    def card(self) -> ModelCard:
        return ModelCard("embedded", "判官", "0" * 64)

    def aptest(self, request: Request, clauses: Sequence[str]) -> tuple[str, ...]:
        self.asked.append(request)
        return tuple(sorted((c for c in clauses if self.likes in c), key=lambda c: -len(c)))


def framed(
    *facts: Fact,
    judge: Judge | None = None,
    section: str = "achievements",
    period: str = "",
    before: str = "办结事项36件。",
) -> tuple[Candidate, ...]:
    return framed_candidates(
        judge or Judge(), Point(facts or (READERS,), period), PLAIN, section=section,
        topic="阅读服务", before=before, others=facts_of(READERS).facts, seed=3,
    )  # fmt: skip


def test_the_clause_takes_the_place_of_the_lead() -> None:
    first = framed()[0]

    assert first.text == "围绕读者所需丰富供给，接待读者28人次。"
    assert first.reasons == ()
    assert first.source == "embedded"


def test_the_model_sees_slots() -> None:
    judge = Judge()
    framed(judge=judge)
    (request,) = judge.asked

    assert request.before == "办结事项〔〕件。"
    assert request.after == "，接待读者〔〕人次。"
    assert request.topic == "阅读服务"


def test_no_two_clauses_of_a_draft_are_alike() -> None:
    said = framed(before="围绕读者所需丰富供给，外借图书6册。")[0]
    opened = framed(before="新增座席9个。围绕青年成长搭建平台，办班3期。")[0]

    assert said.reasons
    assert "以“围绕”开头" in opened.reasons[0]


@pytest.mark.parametrize("section", ["problems", "intro", "closing"])
def test_only_what_was_done_or_is_planned_is_framed(section: str) -> None:
    assert framed(section=section) == ()


def test_no_clause_before_a_period_or_words_of_the_file_or_where_none_is_apt() -> None:
    assert framed(period="截至11月底") == ()
    assert framed(words("开设热线"), READERS) == ()
    assert framed(judge=Judge("没有")) == ()

"""The template's sentence behind a clause that a small model chose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from drafting_facts import facts_of, figure, words

from reportnlp.drafting.draft import Candidate
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.framed import framed_candidates
from reportnlp.drafting.generator import Answer, ModelCard, Request
from reportnlp.drafting.outline import Point
from reportnlp.drafting.template import Wording
from reportnlp.drafting.themes import theme_phrases
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


def test_a_clause_does_not_echo_its_heading() -> None:
    echo = framed(before="阅读服务围绕民需。办结事项36件。")[0]
    other = framed(before="阅读服务深耕细作。办结事项36件。")[0]

    assert "标题里已有“围绕”" in echo.reasons
    assert other.reasons == ()


@pytest.mark.parametrize("section", ["problems", "intro", "closing"])
def test_only_what_was_done_or_is_planned_is_framed(section: str) -> None:
    assert framed(section=section) == ()


def test_no_clause_before_a_period_or_words_of_the_file_or_where_none_is_apt() -> None:
    assert framed(period="截至11月底") == ()
    assert framed(words("开设热线"), READERS) == ()
    assert framed(judge=Judge("没有")) == ()


@dataclass(slots=True)
class Willing(Judge):
    """Likes every clause, and weighs nothing."""

    likes: str = ""
    guarded: bool = True

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        raise AssertionError("a judge of clauses writes no sentences")

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> None:
        return None


def test_a_sentence_that_the_template_frames_by_theme_is_left_alone() -> None:
    facts = facts_of(
        figure("开展消防安全培训", "152", "场", topic="宣传教育"),
        figure("检查社会单位", "2316", "家", topic="火灾防控"),
        figure("接警出动", "1127", "起", topic="灭火救援"),
    )
    aims = (*theme_phrases("opening"), *theme_phrases("closing"))
    by_theme = by_model = 0
    for seed in range(6):
        plain = draft_report(facts, seed=seed).sentences
        for own, framed in zip(
            plain, draft_report(facts, Willing(), seed=seed).sentences, strict=True
        ):
            if any(aim in own.text for aim in aims):
                by_theme += own.text == framed.text
            else:
                by_model += own.text != framed.text

    assert by_theme >= 6
    assert by_model >= 6

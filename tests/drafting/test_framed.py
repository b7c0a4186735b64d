"""The template's sentence behind a clause of a small model."""

from __future__ import annotations

import pytest
from drafting_facts import Scripted, figure, words

from reportnlp.drafting.draft import Candidate
from reportnlp.drafting.framed import framed_candidates
from reportnlp.drafting.outline import Point
from reportnlp.drafting.template import Wording
from reportnlp.facts import Fact

VISITS = figure("走访企业", "28", "家", topic="服务企业")
PLAIN = Wording("全年走访企业28家。", ("走访企业28家",), "全年")


def framed(
    answers: list[str], *facts: Fact, section: str = "achievements", period: str = ""
) -> tuple[Candidate, ...]:
    point = Point(facts or (VISITS,), period)
    model = Scripted(answers, backend="embedded")
    return framed_candidates(
        model, point, PLAIN, section=section, topic="服务企业", before="办结事项36件。",
        others=(), seed=3, count=len(answers),
    )  # fmt: skip


def test_the_clause_takes_the_place_of_the_lead() -> None:
    (candidate,) = framed(["坚持问题导向"])

    assert candidate.text == "坚持问题导向，走访企业28家。"
    assert candidate.reasons == ()
    assert candidate.source == "embedded"


def test_what_a_clause_may_not_hold_is_refused() -> None:
    praise, number = framed(["服务成效显著，", "解决难题三十个"])

    assert praise.reasons
    assert number.reasons


def test_the_model_sees_slots() -> None:
    model = Scripted(["坚持问题导向"], backend="embedded")
    framed_candidates(
        model, Point((VISITS,)), PLAIN, section="achievements", topic="服务企业",
        before="办结事项36件。", others=(), seed=0, count=1,
    )  # fmt: skip
    (request,) = model.asked

    assert request.before == "办结事项〔〕件。"
    assert request.after == "，走访企业〔〕家。"
    assert request.task == "clause"


@pytest.mark.parametrize("section", ["problems", "intro", "closing"])
def test_a_problem_gets_no_clause(section: str) -> None:
    assert framed(["坚持问题导向"], section=section) == ()


def test_no_clause_before_a_period_or_words_of_the_file() -> None:
    assert framed(["坚持问题导向"], period="截至11月底") == ()
    assert framed(["坚持问题导向"], words("开设热线"), VISITS) == ()

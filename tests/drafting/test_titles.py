"""Parallel headings, and phrases that say aims only."""

from __future__ import annotations

import pytest
from drafting_facts import facts_of, figure

from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.outline import Topic
from reportnlp.drafting.themes import fitting_phrase, theme_phrases
from reportnlp.drafting.titles import Titles
from reportnlp.drafting.verification import refusals
from reportnlp.drafting.wording import Choice

VISITS = figure("走访企业", "28", "家")


def _headings(*titles: str, label: str = "achievements", seed: int = 0) -> list[str]:
    topics = [Topic(title, ()) for title in titles]
    return list(Titles(None, False, "").of(topics, label, Choice(seed)).values())


@pytest.mark.parametrize("seed", range(6))
def test_headings_have_one_shape_and_keep_the_topic(seed: int) -> None:
    topics = ("执法办案", "维护平安", "服务发展", "司法为民", "队伍建设")
    headings = _headings(*topics, seed=seed)

    assert {len(heading) for heading in headings} == {8}
    assert all(heading.startswith(topic) for heading, topic in zip(headings, topics, strict=True))
    assert len({heading[4:] for heading in headings}) == len(headings)


def test_pieces_of_work_may_get_a_verb() -> None:
    shapes = {
        tuple(heading.endswith("建设") for heading in _headings("政治建设", "思想建设", seed=seed))
        for seed in range(12)
    }

    assert shapes == {(True, True), (False, False)}


def test_long_topics_and_statements_stay_as_they_are() -> None:
    titles = ("坚持用党的创新理论凝心铸魂", "作风建设")

    assert _headings(*titles) == list(titles)


def test_a_field_of_the_plans_is_called_one() -> None:
    assert _headings("学科", "人才队伍建设", label="plans") == ["学科方面", "人才队伍建设"]


@pytest.mark.parametrize("phrase", [*theme_phrases("opening"), *theme_phrases("closing")])
def test_no_phrase_claims_what_no_fact_says(phrase: str) -> None:
    assert refusals(f"{phrase}，走访企业28家。", (VISITS,)) == ()
    assert refusals(f"走访企业28家，{phrase}。", (VISITS,)) == ()


@pytest.mark.parametrize("seed", range(5))
def test_no_phrase_stands_twice(seed: int) -> None:
    facts = facts_of(
        *(figure(f"走访{who}企业", "28", "家", topic=f"{who}服务") for who in "东西南北中上下")
    )
    text = draft_report(facts, seed=seed).document.text

    for use in ("opening", "closing"):
        assert all(text.count(phrase) <= 1 for phrase in theme_phrases(use))


def test_no_phrase_repeats_the_predicate_of_a_heading() -> None:
    choice = Choice(0)
    free = fitting_phrase("opening", "权益维护", "接待妇女儿童来信来访", choice)
    choice.take("依法履职")
    bound = fitting_phrase("opening", "权益维护", "接待妇女儿童来信来访", choice)

    assert "依法" in free
    assert bound
    assert "依法" not in bound

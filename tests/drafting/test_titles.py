"""Parallel headings, and phrases that say aims only."""

from __future__ import annotations

import pytest
from drafting_facts import facts_of, figure

from reportnlp.document import Document
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.outline import Topic
from reportnlp.drafting.past import read_past
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


def _after(past: tuple[str, ...], *topics: str, label: str = "achievements") -> list[str]:
    lines = ["云岭县档案馆2021年工作总结", "一、2021年主要工作"]
    for sign, title in zip("一二三四", past, strict=False):
        lines += [f"（{sign}）{title}", "全年整理档案2.8万卷，开展安全检查12次，全部按期办结。"]
    lines += ["二、存在的问题", "一是人手偏紧；二是系统陈旧。"]
    lines += ["三、2022年打算", "一要充实力量；二要升级系统。"]
    report = read_past(Document.from_paragraphs(lines))
    own = [Topic(topic, ()) for topic in topics]
    return list(Titles(report, False, "").of(own, label, Choice(0)).values())


@pytest.mark.parametrize(
    ("past", "headings"),
    [
        (
            ("在档案整理上下功夫", "在安全保障上下功夫", "在队伍教育上下功夫"),
            ["在资源建设上下功夫", "在对外交流上下功夫"],
        ),
        (("抓整理", "抓安全", "抓队伍"), ["抓资源建设", "抓对外交流"]),
        (("强化整理工作", "强化安全保障", "强化人员培训"), ["强化资源建设", "强化对外交流"]),
        (("档案整理", "安全保障", "队伍教育"), ["资源建设", "对外交流"]),
    ],
)
def test_headings_of_a_past_report_give_their_frame(
    past: tuple[str, ...], headings: list[str]
) -> None:
    assert _after(past, "资源建设", "对外交流") == headings


def test_a_past_heading_on_the_same_is_taken_but_no_result_of_the_past() -> None:
    past = ("夯实库房管理，守牢档案安全底线", "查档利用更加便捷", "培训先行，建强档案员队伍")
    own, claimed, other = _after(past, "库房管理", "查档利用", "资源建设")

    assert own == "夯实库房管理，守牢档案安全底线"
    assert "更加" not in claimed
    assert claimed.startswith("查档利用")
    assert len(claimed) == len(other) == 8


def test_a_frame_is_for_nouns_and_for_its_own_section() -> None:
    past = ("在档案整理上下功夫", "在安全保障上下功夫")

    assert _after(("抓整理", "抓安全"), "建强队伍", "对外交流") == ["建强队伍", "抓对外交流"]
    assert _after(past, "资源", "队伍建设", label="plans") == ["资源方面", "队伍建设"]


@pytest.mark.parametrize("seed", range(8))
def test_a_predicate_does_not_repeat_its_topic(seed: int) -> None:
    topics = ("政策落实", "对外交流", "项目推进", "统筹协调")

    for topic, heading in zip(topics, _headings(*topics, seed=seed), strict=True):
        after = heading.removeprefix(topic)
        assert not any(topic[i : i + 2] in after for i in range(len(topic) - 1))


def test_a_heading_of_another_time_is_left_there() -> None:
    report = read_past(
        Document.from_paragraphs(
            [
                "云岭县2021年政府工作报告",
                "一、“十三五”时期和2020年工作回顾",
                "全年整理档案2.8万卷，开展安全检查12次，全部按期办结。",
                "二、存在的问题",
                "一是人手偏紧；二是系统陈旧。",
                "三、“十四五”经济社会发展的主要目标和任务",
                "一要充实力量；二要升级系统。",
            ]
        )
    )
    assert dict(report.style.headings) == {"problems": "存在的问题"}

"""Which facts stand in one sentence."""

from __future__ import annotations

from drafting_facts import facts_of, figure, words

from reportnlp.drafting.outline import plan_outline
from reportnlp.facts import Fact


def _sentences(*facts: Fact, label: str = "achievements") -> list[list[str]]:
    part = plan_outline(facts_of(*facts)).part(label)
    assert part is not None
    return [
        [fact.name or fact.note for fact in point.facts]
        for topic in part.topics
        for point in topic.points
    ]


def test_many_figures_are_shared_out_evenly() -> None:
    assert _sentences(*(figure(f"走访{c}户", "3", "户") for c in "甲乙丙丁戊")) == [
        ["走访甲户", "走访乙户", "走访丙户"],
        ["走访丁户", "走访戊户"],
    ]


def test_a_part_and_a_change_stay_with_their_whole() -> None:
    facts = (
        figure("门诊量", "9", "万人次"),
        figure("门诊量同比增长", "9.3", "%"),
        figure("出院患者", "3", "万人次"),
        figure("手术", "8617", "台"),
        figure("其中四级手术", "420", "台"),
        figure("住院日", "7.6", "天"),
        figure("住院日较上年缩短", "0.5", "天"),
    )

    assert _sentences(*facts) == [
        ["门诊量", "门诊量同比增长", "出院患者"],
        ["手术", "其中四级手术", "住院日", "住院日较上年缩短"],
    ]


def test_a_short_deed_takes_up_the_words_behind_it() -> None:
    assert _sentences(figure("审批环评", "268", "个"), words("对重点项目提前介入")) == [
        ["审批环评", "对重点项目提前介入"]
    ]


def test_a_figure_that_no_plan_speaks_of_is_a_plan_of_its_own() -> None:
    plans = (
        words("组建流调队，按月拉练", section="plans"),
        figure("流调队人数", "60", "人", section="plans"),
        figure("新增停车泊位", "800", "个", section="plans"),
    )

    assert _sentences(*plans, label="plans") == [
        ["组建流调队，按月拉练", "流调队人数"],
        ["新增停车泊位"],
    ]

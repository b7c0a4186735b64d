"""Typical remedies: proposals for problems that no plan answers."""

from __future__ import annotations

import pytest
from drafting_facts import words

from reportnlp.drafting.remedies import remedy_for, unanswered


@pytest.mark.parametrize(
    ("problem", "remedy"),
    [
        ("养老服务设施布点不足", "设施"),
        ("信息系统建设滞后", "信息化"),
        ("项目资金缺口较大", "资金"),
        ("窗口服务效率不高", "效率"),
    ],
)
def test_a_remedy_is_for_what_the_problem_names_last(problem: str, remedy: str) -> None:
    assert remedy in remedy_for(words(problem, section="problems"))


def test_what_is_not_known_gets_no_remedy() -> None:
    assert remedy_for(words("甲乙丙丁", section="problems")) == ""


def test_a_plan_on_the_same_answers_a_problem() -> None:
    narrow = words("融资渠道较窄", section="problems")
    other = words("食堂就餐拥挤", section="problems")

    assert unanswered((narrow, other), (words("拓宽融资渠道", section="plans"),)) == (other,)

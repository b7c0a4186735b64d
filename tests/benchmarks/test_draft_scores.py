"""What drafts are scored by, on drafts written by hand so that each count is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from draft_scores import Tally, doubts, score

from reportnlp.collecting.reading import load_facts
from reportnlp.facts import Facts

FACTS = """
unit: 云岭县商务局
year: 2023
kind: 工作总结
facts:
  - {section: 成效, topic: 服务企业, name: 走访企业, value: 120, unit: 家}
  - {section: 成效, topic: 服务企业, name: 举办培训班, value: 30余, unit: 期}
  - {section: 成效, topic: 服务企业, name: 发放贷款, value: 1860, unit: 万元}
  - {section: 成效, topic: 服务企业, name: 开展志愿服务, value: , unit: 次}
  - {section: 成效, topic: 服务企业, note: 开设“一件事”窗口，10家银行进驻}
"""
SOUND = (
    "全年走访企业120家，举办培训班30余期，发放贷款1860万元，"
    "开展志愿服务【待补：开展志愿服务次数（次）】。"
)


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    path = tmp_path / "shangwuju.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return load_facts(path)


def kinds(text: str, facts: Facts) -> list[tuple[str, str]]:
    return [(doubt.what, doubt.quote) for doubt in doubts(text, facts)]


def test_a_sound_draft(facts: Facts) -> None:
    tally = score(SOUND, facts)

    assert (tally.figures, tally.right, tally.paired) == (3, 3, 3)
    assert (tally.facts, tally.said, tally.again_said) == (3, 3, 0)
    assert (tally.unit_changes, tally.mark_changes, tally.names) == (0, 0, 0)
    assert (tally.blanks, tally.kept) == (1, 1)
    assert tally.characters == len(SOUND)
    assert doubts(SOUND, facts) == ()


def test_an_invented_figure(facts: Facts) -> None:
    text = SOUND + "新增就业450人。"
    tally = score(text, facts)

    assert (tally.figures, tally.right, tally.unit_changes) == (4, 3, 0)
    assert kinds(text, facts) == [("invented", "450人")]


def test_a_figure_within_the_words_of_a_fact_is_none(facts: Facts) -> None:
    assert score(SOUND + "开设“一件事”窗口，10家银行进驻。", facts).figures == 3


def test_swapped_figures(facts: Facts) -> None:
    text = "走访企业30余期。举办培训班120家。发放贷款1860万元。"
    tally = score(text, facts)

    assert (tally.right, tally.paired) == (3, 1)
    assert kinds(text, facts) == [("pair", "30余期"), ("pair", "120家")]


def test_a_dropped_fact(facts: Facts) -> None:
    tally = score("走访企业120家，举办培训班30余期。", facts)

    assert (tally.facts, tally.said, tally.right) == (3, 2, 2)
    assert (tally.blanks, tally.kept) == (1, 0)


def test_a_changed_unit(facts: Facts) -> None:
    text = "走访企业120户，举办培训班30余期，发放贷款1860亿元。"
    tally = score(text, facts)

    assert (tally.figures, tally.right, tally.unit_changes) == (3, 1, 2)
    assert kinds(text, facts) == [("unit", "120户"), ("unit", "1860亿元")]
    assert tally.said == 1


def test_the_same_amount_in_another_unit_is_right(facts: Facts) -> None:
    tally = score("走访企业120家，举办培训班30余期，发放贷款1860.0万元。", facts)

    assert (tally.figures, tally.right) == (3, 3)


@pytest.mark.parametrize("words", ["30期", "近30期", "30期左右"])
def test_a_lost_or_turned_mark(words: str, facts: Facts) -> None:
    text = f"走访企业120家，举办培训班{words}，发放贷款1860万元。"

    assert score(text, facts).mark_changes == 1
    assert [what for what, _ in kinds(text, facts)] == ["mark"]


def test_a_fact_told_twice(facts: Facts) -> None:
    tally = score(SOUND + "一年来走访企业120家。", facts)

    assert (tally.figures, tally.right, tally.again_said) == (4, 4, 1)


def test_a_blank_in_other_words(facts: Facts) -> None:
    assert score("开展志愿服务次数待补。", facts).kept == 1
    assert score("积极开展志愿服务。", facts).kept == 0


def test_names_that_the_facts_do_not_have(facts: Facts) -> None:
    assert score("开设“一件事”窗口。", facts).names == 0
    assert score("印发《办法》，与远山集团共建APP，叫响“云帮办”。", facts).names == 4
    assert score("组织大学生见习。", facts).names == 0


def test_repeated_clauses_and_clauses_beyond_the_facts(facts: Facts) -> None:
    tally = score("全年走访企业多，全年走访企业多，风光秀丽景色宜人，短句。", facts)

    assert (tally.clauses, tally.again) == (3, 1)
    assert tally.beyond == 1


def test_distinct_pairs_by_hand(facts: Facts) -> None:
    # 甲乙 乙甲 甲乙 乙丙: four pairs, three kinds.
    tally = score("甲乙甲乙丙", facts)

    assert (tally.pairs, tally.kinds) == (4, 3)


def test_adding_up(facts: Facts) -> None:
    whole = Tally()
    whole.add(score(SOUND, facts))
    whole.add(score("走访企业120户。", facts))

    assert (whole.figures, whole.right, whole.unit_changes) == (4, 3, 1)
    assert (whole.facts, whole.blanks, whole.kept) == (6, 2, 1)

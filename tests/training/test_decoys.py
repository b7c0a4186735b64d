"""Planted defects: one change at a known place, found by the rule of its name."""

from __future__ import annotations

import random

import pytest

from reportnlp.checking.runner import check
from reportnlp.document import Document
from reportnlp.training.decoy_sentences import sentences
from reportnlp.training.decoys import plant, recalls, wrong_alarms

REPORT = (
    "2023年工作总结\n"
    "全年召开会议32场，其中现场会12场。受理来信120件，办结90件，办结率75%，群众满意率98.2%。\n"
    "主要做法有三个方面：一是抓实“三会一课”；二是建强干部队伍；三是严格日常监督。\n"
    "公用经费由20.0万元减少到15.0万元，下降25%，压减下来的资金全部用于帮扶困难群众和改善办事环境，"
    "取得了比较好的效果，受到各方面的肯定。\n"
    "处理来信26件、来访9件、来电12件，合计47件。2023年8月起实行预约办理，"
    "办事群众平均等候时间明显缩短，窗口服务质量进一步提高，办事更加方便。\n"
)


def test_a_decoy_differs_in_its_sentence_alone() -> None:
    decoys = plant(REPORT, 5)

    assert {"growth-mismatch", "share-mismatch", "sum-mismatch"} <= {d.rule for d in decoys}
    for decoy in decoys:
        assert decoy.text != REPORT
        assert REPORT.startswith(decoy.text[: decoy.span.start])
        assert REPORT.endswith(decoy.text[decoy.span.end + 1 :])


def test_the_same_seed_plants_the_same() -> None:
    assert plant(REPORT, 5) == plant(REPORT, 5)


def test_the_decoys_are_found() -> None:
    document = Document.from_text(REPORT)

    assert check(document) == ()
    for recall in recalls([document], seed=5):
        assert recall.found == recall.planted, recall.rule
    assert wrong_alarms([document], seed=5)[0] == 0


@pytest.mark.parametrize("seed", range(8))
def test_right_sentences_are_clean(seed: int) -> None:
    for rule, (right, _) in sentences(random.Random(seed)):
        found = {finding.name for finding in check(Document.from_text(right))}

        assert rule not in found, right


@pytest.mark.parametrize("seed", range(8))
def test_wrong_sentences_are_found(seed: int) -> None:
    for rule, (_, wrong) in sentences(random.Random(seed)):
        found = {finding.name for finding in check(Document.from_text(wrong))}

        assert rule in found, wrong

"""Wholes and the rows of figures behind or before them."""

from __future__ import annotations

import pytest

from reportnlp.checking.divisions import divide_all, ends_with_rest, shared_ending
from reportnlp.checking.partitions import TOTAL_LINK, Partition, read_partitions
from reportnlp.checking.runner import read_draft
from reportnlp.document import Document


def _partitions(text: str) -> list[Partition]:
    draft = read_draft(Document.from_text(text))
    return list(read_partitions(draft.text, draft.amounts))


@pytest.mark.parametrize(
    ("text", "link", "names"),
    [
        ("办件60件，其中信访20件、热线25件。", "其中", ("信访", "热线")),
        ("办件60件。其中信访20件、热线25件。", "其中", ("信访", "热线")),
        ("村干部60名（省派20名、市派25名）。", "（", ("省派", "市派")),
        ("教师60人：高级20人，中级25人。", "：", ("高级", "中级")),
        ("职工60人，男20人，女25人。", "，", ("男", "女")),
        ("实事60件，已办结20件，25件正在推进。", "，", ("已办结", "正在推进")),
        ("隐患60处，涉及燃气20处、消防25处。", "涉及", ("燃气", "消防")),
        ("患者60例，分别为男性20例、女性25例。", "分别", ("分别为男性", "女性")),
    ],
)
def test_a_row_behind_its_whole(text: str, link: str, names: tuple[str, ...]) -> None:
    first = _partitions(text)[0]

    assert (first.whole.value, first.link, first.names) == (60, link, names)


def test_a_row_before_its_total() -> None:
    (row,) = _partitions("春、夏、秋三季分别查处86、124和115起，累计查处325起。")

    assert row.link == TOTAL_LINK
    assert row.distributed
    assert [part.amount.value for part in row.parts] == [86, 124, 115]
    assert row.whole.value == 325


@pytest.mark.parametrize(
    "text",
    [
        "办件60件，其中信访20件。热线25件。",
        "走访60户，发放资料20份，解决问题25个。",
        "开展三轮检查，检查企业60家、商铺20间。",
    ],
)
def test_no_row(text: str) -> None:
    assert _partitions(text) == []


def test_a_row_that_does_not_name_everything() -> None:
    assert _partitions("办件60件，其中信访20件、热线25件等。")[0].open


def test_a_row_ends_with_its_bracket() -> None:
    row = _partitions("社区18个（城市12个、村改6个），网格146个。")[0]

    assert [part.amount.value for part in row.parts] == [12, 6]


@pytest.mark.parametrize(
    "names",
    [
        ("男职工", "女职工"),
        ("已整改到位", "正在整改"),
        ("居民客户", "非居民客户"),
        ("线下", "线上"),
    ],
)
def test_names_that_leave_nothing(names: tuple[str, ...]) -> None:
    assert divide_all(names)


@pytest.mark.parametrize("names", [("男职工", "党员"), ("已整改", "已销号"), ("刑事", "民事")])
def test_names_that_leave_something(names: tuple[str, ...]) -> None:
    assert not divide_all(names)


def test_what_is_left_and_what_is_parallel() -> None:
    assert ends_with_rest(("水电", "风电", "其他"))
    assert not ends_with_rest(("水电", "其他"))
    assert shared_ending(("产业类", "民生类")) == "类"
    assert shared_ending(("水电", "公路")) == ""

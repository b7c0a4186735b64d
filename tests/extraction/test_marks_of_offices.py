"""Marks of every style that offices use for what is missing, and what looks like them."""

from __future__ import annotations

import re

import pytest

from reportnlp.checking.runner import check
from reportnlp.document import Document
from reportnlp.extraction.lost_before_nouns import BEFORE_ENDS, UNIT_ENDS
from reportnlp.extraction.placeholders import STYLES, find_placeholders
from reportnlp.resources.loading import load_rows

# A mark stands in ⟦⟧; one of a kind other than number has the kind behind a bar.
MARKED = [
    "我们共接待群众来访⟦★⟧批⟦★★⟧人次。",
    "举办专题讲座⟦△⟧期，参训干部⟦△△⟧名，表彰先进⟦◆◆⟧名。",
    "投入帮扶资金⟦﹍﹍⟧万元，实施项目⟦﹍⟧个。",
    "落实帮扶项目⟦{}⟧个，到位资金⟦<>⟧万元。",
    "引进项目⟦TBD⟧个，到位资金⟦N/A⟧万元。",
    "完成绿化造林⟦待定⟧亩，封山育林⟦待补⟧亩，登记失业率⟦待核实⟧%。",
    "发放消费券⟦暂缺⟧万元，新增规上企业⟦空⟧家。",
    "排查出租房屋⟦..⟧户，巡查水库⟦//⟧次，接待信访⟦/⟧批次。",
    "共有党员⟦--⟧名，其中女党员⟦-⟧名。",
    "完成投资⟦（见附件）⟧万元，新开工保障房⟦（此处数据由住建局提供）⟧套。",
    "根据办公室〔20⟦××|date⟧〕⟦×|other⟧号文件精神，制定实施方案。",
    "会议于上午⟦×|date⟧时⟦××|date⟧分在三楼召开。",
    "第一产业增加值增长⟦X⟧—⟦X⟧%，第二产业增长3%。",
    "优秀、良好、合格等次分别为⟦*⟧、⟦*⟧、⟦X⟧人。",
    "——在⟦××|place⟧县第十七届人民代表大会第⟦×⟧次会议上",
    "定于○月底前完成。".replace("○", "⟦○|date⟧"),
    "⟦XXX|org⟧集团董事长⟦XXX|name⟧一行来访，⟦***|name⟧副市长陪同。",
    "| 解决问题（个） | ⟦**⟧ |\n| 到位资金（万元） | ⟦待补⟧ |",
]

PLAIN = [
    "地区生产总值*达到365亿元，增长6.1%。",
    "**加强党建引领。**全年召开会议12次。",
    "姓名：＿＿＿＿　性别：＿＿",
    "同比增长率、环比增速和占比%均为快报数。",
    "打造休闲空间，腾挪发展空间；人手紧缺，缺人，方案待定。",
    "垃圾处理能力提高到16.9万吨/日，补助/人，单位：项目/个。",
    "问题线索待查处，岗位待补位，职称待报名，项目手续有待补。",
    "△ 重点项目　▲ 一般项目，该酒店为★★★★级，○○后干部占比高。",
    "对平台X处以罚款，选择A项，血型为O型。",
]
_MARKED = re.compile(r"⟦(.*?)(?:\|([a-z]+))?⟧")


@pytest.mark.parametrize("marked", MARKED, ids=[row[:8] for row in MARKED])
def test_a_mark_is_found_with_its_kind(marked: str) -> None:
    text = _MARKED.sub(r"\1", marked)
    expected = [(match[1], match[2] or "number") for match in _MARKED.finditer(marked)]

    found = find_placeholders(Document.from_text(text))

    assert [(one.span.cut(text), one.kind) for one in found] == expected


@pytest.mark.parametrize("text", PLAIN, ids=[row[:8] for row in PLAIN])
def test_what_looks_like_a_mark_is_none(text: str) -> None:
    assert find_placeholders(Document.from_text(text)) == ()


@pytest.mark.parametrize("mark", sorted({mark for triggers, _ in STYLES for mark in triggers}))
def test_every_blank_that_is_found_is_reported(mark: str) -> None:
    document = Document.from_text(f"全年走访企业{mark * 2}家，开展服务活动。")
    reported = {one.span for one in check(document) if one.code.startswith("PH")}
    assert {one.span for one in find_placeholders(document)} <= reported


def test_units_before_what_they_count_lost_their_number_in_a_draft() -> None:
    text = (
        "走访企业XX家，投入XX万元。选派名年轻干部驻村，走访家企业，完成项重点任务，"
        "用时天完成，连续年获评先进，争取亿元专项债券，新建公里农村公路。"
    )
    lost = [one for one in find_placeholders(Document.from_text(text)) if one.rule == "lost-number"]
    assert [one.span.cut(text) for one in lost] == "名 家 项 天 年 亿元 公里".split()


def test_words_of_the_same_characters_are_left_before_nouns() -> None:
    text = (
        "走访企业XX家，投入XX万元。引进名校毕业生，选派名师送教，完成项目建设，国家企业信用系统，"
        "安排亿元以上项目，全县个别乡镇进度偏慢，新增名额3个。"
    )
    found = find_placeholders(Document.from_text(text))
    assert [one for one in found if one.rule == "lost-number"] == []


def test_the_search_for_units_before_nouns_knows_every_row_of_its_table() -> None:
    for unit, before, *_ in load_rows("lost_before_nouns"):
        assert unit[-1] in UNIT_ENDS
        words = before.replace("\\n", "\n").split(" ")
        assert {word[-1] for word in (*words, unit[:-1] or words[0])} <= set(BEFORE_ENDS)

"""Blanks and masks of every style of the catalogue, and the traps beside them."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.document import Document, Source
from reportnlp.extraction.placeholders import find_placeholders

# text with the bare mark in ⟦⟧, kind, unit, measured thing
MARKS = [
    ("全年召开推进会⟦**⟧次。", "number", "次", "推进会"),
    ("收集意见建议⟦***⟧余条。", "number", "条", "收集意见建议"),
    ("实现产值⟦XX⟧亿元。", "number", "亿元", "产值"),
    ("产值9亿元，增长⟦X.X⟧%。", "number", "%", "产值"),
    ("三次产业结构为⟦xx.x:xx.x:xx.x⟧。", "other", "", "三次产业结构"),
    ("共有党员⟦×⟧名。", "number", "名", "共有党员"),
    ("累计投入⟦____⟧万元。", "number", "万元", "投入"),
    ("走访企业⟦□□⟧家。", "number", "家", "走访企业"),
    ("覆盖⟦○○⟧个村。", "number", "个", "覆盖"),
    ("新增就业⟦【待补】⟧人。", "number", "人", "新增就业"),
    ("投入⟦（  ）⟧万元。", "number", "万元", "投入"),
    ("收缴经费⟦【金额待核实】⟧万元。", "number", "万元", "收缴经费"),
    ("受理申请⟦〈数字〉⟧件。", "number", "件", "受理申请"),
    ("发表文章⟦？⟧篇。", "number", "篇", "发表文章"),
    ("⟦【待补：理论学习会次数（次）】⟧", "number", "次", "理论学习会次数"),
    ("位列全市第⟦xx⟧位。", "number", "位", "位列全市"),
    ("合格率为⟦**.*⟧%。", "number", "%", "合格率"),
    ("增收⟦？？⟧万元。", "number", "万元", "增收"),
    ("全年开展检查⟦次⟧，抓好整改。", "number", "次", "检查"),
    ("签订承诺书⟦份⟧，开展谈话。", "number", "份", "承诺书"),
    ("同比增长⟦%⟧。", "number", "%", ""),
    ("20⟦**⟧年，工作取得进展。", "date", "年", "年份"),
    ("2023年⟦X⟧月召开会议。", "date", "月", "会议时间"),
    ("获评⟦**⟧区先进集体。", "place", "", "**区"),
    ("由⟦××⟧县牵头。", "place", "", "××县"),
    ("会同⟦**⟧局开展执法。", "org", "", "**局"),
    ("由⟦***⟧同志负责。", "name", "", "***同志"),
    ("印发《关于⟦**⟧的通知》。", "title", "", "关于**的通知"),
    ("开展“⟦*⟧锐学研考”活动。", "other", "", "*锐学研考"),
    ("紧扣⟦**⟧党建攻坚任务。", "place", "", ""),
    ("⟦某某⟧局投入30万元。", "org", "", "某某局"),
]


@pytest.mark.parametrize(("marked", "kind", "unit", "name"), MARKS)
def test_marks(marked: str, kind: str, unit: str, name: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    (found,) = find_placeholders(Document.from_text(text))

    assert (found.span.start, found.span.end) == (start, end)
    assert (found.kind, found.unit, found.name) == (kind, unit, name)


TRAPS = [
    "新购X光机2台、X射线设备3台，配发XXL号工装。",
    "展板规格为3×5米，实行5×8小时工作制，建立2×2矩阵，摆放3*5米展台。",
    "采用A*算法和C*代数。",
    "二〇二三年、二○二三年的总结。",
    "☑优秀 □良好 □一般",
    "满意度为★★★☆☆。",
    "签字：________　日期：________",
    "____年__月__日",
    "***\n召开会议。",
    "* 第一点\n* 第二点",
    "张某某等5户，王某诉李某案。",
    "“数据要素×”三年行动，9+X工程，XJP。",
    "首次、依次、多次、层次，市场、国家、用户、案件、事项、线条。",
    "接待游客人次、旅游收入分别增长3%和5%。",
    "总投资亿元以上项目8个。",
    "印发通知（云办〔2022〕5号）。",
    "【工作亮点】一是抓学习。",
    "某县、某些、某种程度。",
    "合格率*达到98%。\n*注：数据为快报数。",
]


@pytest.mark.parametrize("text", TRAPS)
def test_traps(text: str) -> None:
    assert find_placeholders(Document.from_text(text)) == ()


def _markdown(text: str) -> Document:
    plain = Document.from_text(text)
    return Document(text, plain.paragraphs, source=Source(format="md"))


def test_markdown_emphasis_is_told_from_blanks() -> None:
    document = _markdown("- **抓学习。**召开会议**次，走访**12**户，完成**重点**任务，慰问**人。")

    assert [p.span.start for p in find_placeholders(document)] == [14, 41]


def test_emphasis_in_plain_text() -> None:
    assert find_placeholders(Document.from_text("**加强学习**：落实**重点任务**，抓好整改。")) == ()


def test_neighbouring_blanks_are_not_emphasis() -> None:
    text = "组织学习会**次，开展研讨**人次，推进**局、**局联合执法。"

    assert len(find_placeholders(Document.from_text(text))) == 4


def test_each_x_of_a_date_is_one() -> None:
    text = "X月X日至X月X日"

    assert [p.span.start for p in find_placeholders(Document.from_text(text))] == [0, 2, 5, 7]


@given(st.text(alphabet="*XxＸ×_□○某【】（）次个元年月日。，12 \n", max_size=80))
def test_spans_do_not_overlap(text: str) -> None:
    found = find_placeholders(Document.from_text(text))

    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


LOST = (
    # In a text with two other blanks a bare unit behind a noun has lost its number.
    "急诊⟦人次⟧，出院**人次，手术**台。",
    "出动车辆⟦辆次⟧、指战员⟦人次⟧，营救**人，疏散**人。",
    "修补坑槽⟦平方米⟧，更换护栏**米，养护公路**公里。",
    "评选“好媳妇”⟦名⟧，慰问**户，调解**起。",
    "罚没入库⟦万元⟧，立案**起，查扣**吨。",
    "药占比⟦%⟧，平均住院日**天，手术**台。",
    "植树⟦万株⟧，修渠**米，修路**公里。",
    "投入⟦万元⟧改造库房，接待**人次，出具证明**份。",
    "编印《大事记》⟦期⟧，征集照片**张，接收档案**卷。",
)


@pytest.mark.parametrize("marked", LOST)
def test_units_without_number_in_a_draft_with_blanks(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    wanted = [match.group(1) for match in re.finditer("⟦(.*?)⟧", marked)]

    found = find_placeholders(Document.from_text(text))
    assert [p.span.cut(text) for p in found if p.rule == "lost-number"] == wanted


BARE = (
    "接待游客人次、旅游收入分别增长**%、**%，新建**个点。",
    "优化航班频次，压减检查频次，培训**人次，走访**户。",
    "帮扶监测户，慰问老人，培养企业家，投入**万元，惠及**人。",
    "全年获优秀等次，首批次应用推广，走访**户，慰问**人。",
    "总投资亿元以上项目**个，户均增收上万元，新增**户。",
    "投资3.2亿元万元，讨薪若干万元，走访**户，慰问**人。",
    "搭建平台，理顺环节，完善条件，走访**户，慰问**人。",
)


@pytest.mark.parametrize("text", BARE)
def test_words_that_end_like_units_in_a_draft_with_blanks(text: str) -> None:
    found = find_placeholders(Document.from_text(text))
    assert [p.span.cut(text) for p in found if p.rule == "lost-number"] == []


NAMED = (
    ("急诊科护士长⟦×××⟧获评先进个人。", "name", "护士长姓名"),
    ("*名同志获评市级“先锋党员”。", "number", "获评先锋党员的同志"),
    ("组织部理论中心组学习会**次。", "number", "组织部理论中心组学习会"),
    ("与⟦XX⟧物业公司共建。", "org", ""),
    ("明年⟦*⟧月底前开工建设实训楼。", "date", "开工建设实训楼时间"),
)


@pytest.mark.parametrize(("marked", "kind", "name"), NAMED)
def test_names_of_what_is_missing(marked: str, kind: str, name: str) -> None:
    (found,) = find_placeholders(Document.from_text(marked.replace("⟦", "").replace("⟧", "")))
    assert (found.kind, found.name) == (kind, name)

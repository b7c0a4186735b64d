"""What the name of a fact says, and which verb may stand before it."""

from __future__ import annotations

import pytest
from drafting_facts import figure

from reportnlp.drafting.names import form_of, tells_a_deed


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("走访企业", "家", "verb"),
        ("结案率", "%", "rate"),
        ("开展主题党日", "次", "verb"),
        ("承办区级教研活动", "次", "verb"),
        ("保障会议", "场", "verb"),
        ("各级河长巡河", "万人次", "plain"),
        ("签订承诺书", "份", "verb"),
        ("进口汽车零部件", "吨", "plain"),
        ("出口总额", "亿元", "level"),
        ("培训人数", "人", "level"),
        ("救助资金", "万元", "plain"),
        ("新增资金", "万元", "verb"),
        ("后备力量", "名", "plain"),
        ("为职工讨回工资", "万元", "plain"),
        ("门急诊量", "万人次", "level"),
        ("民事案件", "件", "plain"),
        ("业务培训人次", "人次", "plain"),
        ("网格", "个", "standing"),
        ("两新党组织", "个", "standing"),
        ("生活饮用水监测点", "个", "standing"),
        ("换届选举党支部", "个", "plain"),
        ("新党组织", "个", "plain"),
        ("困难职工", "人", "plain"),
        ("网格", "元", "plain"),
        ("平均审批时限", "天", "level"),
        ("次均门诊费用", "元", "level"),
        ("药品平均降价", "%", "said"),
    ],
)
def test_kinds(name: str, unit: str, kind: str) -> None:
    assert form_of(figure(name, "12", unit)).kind == kind


@pytest.mark.parametrize(
    ("name", "unit", "verb"),
    [
        ("岗位练兵", "场", "开展"),
        ("法治进校园", "场", "开展"),
        ("督导检查", "次", "开展"),
        ("走访慰问", "次", "开展"),
        ("业务培训班", "期", "举办"),
        ("院长办公会", "次", "召开"),
        ("四级手术", "台", "完成"),
        ("“两癌”筛查", "人", "完成"),
        ("大学生返乡社会实践", "人", "组织"),
        ("集体合同", "份", "签订"),
        ("检察建议", "份", "发出"),
        ("廉政谈话", "人次", "开展"),
        ("心理辅导", "人次", "开展"),
        ("实地核查", "户次", "开展"),
        ("老旧小区改造", "个", "实施"),
    ],
)
def test_events(name: str, unit: str, verb: str) -> None:
    form = form_of(figure(name, "12", unit))

    assert form.kind == "event"
    assert form.verbs[0] == verb


@pytest.mark.parametrize(
    ("name", "unit", "deed"),
    [
        ("走访企业", "家", True),
        ("接警出动", "起", True),
        ("门急诊量", "人次", False),
        ("网格", "个", False),
        ("营业收入", "亿元", False),
    ],
)
def test_an_attitude_stands_before_deeds_alone(name: str, unit: str, deed: bool) -> None:
    assert tells_a_deed(figure(name, "12", unit)) is deed

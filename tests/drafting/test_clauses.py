"""Facts as clauses: what stands together, and that figures stay as they are."""

from __future__ import annotations

import pytest
from drafting_facts import figure, words

from reportnlp.drafting.clauses import word_clauses
from reportnlp.drafting.wording import Choice
from reportnlp.facts import Fact


def _text(*facts: Fact, section: str = "achievements") -> str:
    return "，".join(c.text for c in word_clauses(facts, Choice(0), section=section))


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ((figure("走访企业", "28", "家"),), "走访企业28家"),
        (
            (figure("走访企业", "28", "家"), figure("走访农户", "120", "户")),
            "走访企业28家、农户120户",
        ),
        (
            (figure("地区生产总值", "386.4", "亿元"), figure("地区生产总值同比增长", "5.8", "%")),
            "地区生产总值为386.4亿元，同比增长5.8%",
        ),
        ((figure("工业增加值同比增长", "-3.2", "%"),), "工业增加值同比下降3.2%"),
        ((figure("工业增加值增速", "5.1", "%"),), "工业增加值增速为5.1%"),
        (
            (
                figure("办结案件", "60", "件"),
                figure("其中：来信", "20", "件"),
                figure("其中来访", "15", "件"),
            ),
            "办结案件60件，其中来信20件、来访15件",
        ),
        (
            (
                figure("城镇居民人均可支配收入", "39870", "元"),
                figure("农村居民人均可支配收入", "18652", "元"),
            ),
            "城镇、农村居民人均可支配收入分别达到39870元、18652元",
        ),
        (
            (figure("办理业务", "9.7", "万笔"), figure("其中网上办理", "68.4", "%")),
            "办理业务9.7万笔，其中网上办理占68.4%",
        ),
        (
            (figure("金秋助学", "74", "人"), figure("金秋助学发放", "22.2", "万元")),
            "金秋助学74人，发放22.2万元",
        ),
        (
            (figure("警示教育", "5", "场"), figure("廉政谈话", "112", "人次")),
            "开展警示教育5场、廉政谈话112人次",
        ),
        ((figure("平均住院日", "7.6", "天"),), "平均住院日为7.6天"),
        ((figure("平均审批时限", "6", "天"),), "平均审批时限为6天"),
        ((figure("药品平均降价", "52", "%"),), "药品平均降价52%"),
        ((figure("网格", "86", "个"), figure("网格员", "172", "名")), "共有网格86个、网格员172名"),
        (
            (
                figure("固定资产投资", "12.6", "亿元"),
                figure("其中工业投资", "5.3", "亿元"),
                figure("同比增长", "-2.1", "%"),
            ),
            "固定资产投资为12.6亿元，其中工业投资5.3亿元，同比下降2.1%",
        ),
        ((figure("安全生产事故", "0", "起"),), "安全生产事故0起"),
        ((figure("收集意见", "40", "条", mark="余", approx="over"),), "收集意见40余条"),
        ((figure("覆盖人口", "1.2", "万人", mark="近", approx="under"),), "覆盖人口近1.2万人"),
        ((figure("增速区间", "3—5", "%"),), "增速区间为3%—5%"),
        ((figure("综合考核全县排名", "3", "位"),), "综合考核全县排名为第3位"),
        ((figure("理论学习会", "", "次"),), "理论学习会【待补：理论学习会次数（次）】"),
        ((words("修订完善考核办法。"),), "修订完善考核办法"),
    ],
)  # fmt: skip
def test_wording(facts: tuple[Fact, ...], text: str) -> None:
    found = _text(*facts)

    if found == "组织" + text:
        return
    for word in ("召开", "组织召开", "达到", "达"):
        if found == text.replace("为", word) or found == word + text:
            return
    assert found == text


def test_an_event_is_held_by_a_verb_that_says_no_more() -> None:
    assert _text(figure("民主生活会", "2", "次")) in ("召开民主生活会2次", "组织召开民主生活会2次")


def test_what_is_ambiguous_gets_no_verb() -> None:
    assert _text(figure("民事案件", "320", "件")) == "民事案件320件"


def test_less_of_a_bad_thing_is_not_reached() -> None:
    assert "达" not in _text(figure("万元产值能耗总量", "0.4", "吨"))


def test_a_run_is_not_built_where_its_last_member_has_a_part() -> None:
    text = _text(
        figure("走访企业", "28", "家"),
        figure("走访农户", "120", "户"),
        figure("其中脱贫户", "40", "户"),
    )

    assert text == "走访企业28家，走访农户120户，其中脱贫户40户"


def test_a_plan_is_meant_and_not_done() -> None:
    assert _text(figure("走访企业", "50", "家"), section="plans") == "计划走访企业50家"
    assert _text(figure("群众满意率", "98", "%"), section="plans") == "群众满意率力争达到98%"


@pytest.mark.parametrize(
    ("name", "unit", "text"),
    [
        ("力争参与率", "%", "力争参与率达到60%"),
        ("力争资产负债率", "%", "力争资产负债率控制在60%"),
        ("预计营业收入", "亿元", "预计营业收入达到60亿元"),
        ("力争引进硕士", "人", "力争引进硕士60人"),
        ("确保药占比控制在", "%", "确保药占比控制在60%"),
    ],
)
def test_a_level_that_is_meant_is_reached_or_kept(name: str, unit: str, text: str) -> None:
    assert _text(figure(name, "60", unit), section="plans") == text


def test_what_will_be_there_is_not_said_to_be_there() -> None:
    grids = (figure("网格", "90", "个"), figure("网格员", "180", "名"))

    assert _text(*grids, section="plans") == "网格力争达到90个，网格员力争达到180名"
    assert _text(*grids, section="problems") == "网格90个，网格员180名"


def test_a_noun_that_begins_like_a_deed_is_not_parted() -> None:
    text = _text(figure("获评先进的同志", "5", "名"), figure("获评的同志", "3", "名"))
    assert "、的同志" not in text
    assert "获评的同志3名" in text

"""What a sentence may not say, and that a true one is not refused."""

from __future__ import annotations

import pytest
from drafting_facts import figure, words

from reportnlp.drafting.verification import refusals
from reportnlp.facts import Fact

VISITS = figure("走访企业", "28", "家")
FAMILIES = figure("走访农户", "120", "户")
RATE = figure("群众满意率", "98.3", "%")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("全年走访企业28家。", (VISITS,)),
        ("走访企业28家、农户120户，群众满意率达98.3%。", (VISITS, FAMILIES, RATE)),
        ("坚持问题导向，深入一线走访企业28家。", (VISITS,)),
        ("一年来，围绕中心一体推进，走访企业28家。", (VISITS,)),
        ("收集意见40余条。", (figure("收集意见", "40", "条", mark="余", approx="over"),)),
        ("增速为3%—5%。", (figure("增速", "3—5", "%"),)),
        ("工业增加值同比下降3.2%。", (figure("工业增加值同比增长", "-3.2", "%"),)),
        ("召开学习会【待补：学习会次数（次）】。", (figure("学习会", "", "次"),)),
        ("受理12345热线工单417件。", (figure("受理12345热线工单", "417", "件"),)),
        ("建成5G基站36座。", (figure("建成5G基站", "36", "座"),)),
        ("全县召开“一手抓”会议3次。", (figure("“一手抓”会议", "3", "次"),)),
        ("按全县统一部署，走访企业28家。", (VISITS,)),
        ("举办讲座12场，受众300人。", (words("举办讲座12场，受众300人"),)),
        ("城镇、农村居民收入分别达到39870元、18652元。",
         (figure("城镇居民收入", "39870", "元"), figure("农村居民收入", "18652", "元"))),
    ],
)  # fmt: skip
def test_true_sentences_stand(text: str, facts: tuple[Fact, ...]) -> None:
    assert refusals(text, facts) == ()


@pytest.mark.parametrize(
    ("text", "facts", "reason"),
    [
        ("全年走访企业82家。", (VISITS,), "漏了数字"),
        ("全年走访企业28户。", (VISITS,), "漏了数字"),
        ("全年走访企业28家，解决问题15个。", (VISITS,), "多出的数字"),
        ("全年走访企业28家，解决问题十五个。", (VISITS,), "多出的数量"),
        ("全年走访企业28家，组织活动多次。", (VISITS,), "含混"),
        ("全年走访企业28家，每季度召开例会。", (VISITS,), "含混"),
        ("走访企业120家、农户28户。", (VISITS, FAMILIES), "漏了数字"),
        ("走访企业28家，农户也走访了。", (VISITS, FAMILIES), "漏了数字"),
        ("走访企业28家，受到群众好评。", (VISITS,), "没有依据的说法"),
        ("走访企业28家，工作位居前列。", (VISITS,), "没有依据的说法"),
        ("走访企业28家，工作水平显著提升。", (VISITS,), "没有依据的说法"),
        ("联合市发改局走访企业28家。", (VISITS,), "没有依据的单位"),
        ("深入青山镇走访企业28家。", (VISITS,), "没有依据的地名"),
        ("在李明同志带领下走访企业28家。", (VISITS,), "没有依据的人名"),
        ("按照《实施方案》走访企业28家。", (VISITS,), "没有依据的名称"),
        ("运用AI走访企业28家。", (VISITS,), "多出的字母"),
        ("全年走访企业28家，帮助企业", (VISITS,), "没有写完"),
        ("全年走访企业28家。走访企业28家。", (VISITS,), "重复"),
        ("推进各项任务落实见效，走访企业28家，推进各项任务落实见效。", (VISITS,), "重复"),
        ("走访企业近28家。", (VISITS,), "不是事实里的数字"),
        ("走访企业28家“暖心。", (VISITS,), "不成对"),
        ("召开了学习会。", (figure("学习会", "", "次"),), "漏了数字"),
        ("学习会12次，【待补：学习会次数（次）】。", (figure("学习会", "", "次"),), "多出的数字"),
    ],
)  # fmt: skip
def test_untrue_sentences_are_refused(text: str, facts: tuple[Fact, ...], reason: str) -> None:
    found = refusals(text, facts)

    assert any(reason in one for one in found), found


def test_a_true_figure_with_another_facts_name_is_refused() -> None:
    facts = (figure("培训党员", "36", "人"), figure("培训群众", "52", "人"))

    assert any("配错" in r for r in refusals("培训党员52人、培训群众36人。", facts))


def test_equal_values_of_two_things_are_both_needed() -> None:
    facts = (figure("走访企业", "28", "家"), figure("服务商户", "28", "家"))

    assert refusals("走访企业28家，服务商户28家。", facts) == ()
    assert any("漏了数字" in r for r in refusals("走访企业28家。", facts))


def test_a_period_is_said_unless_it_is_the_reports_own() -> None:
    fact = figure("走访企业", "28", "家", period="上半年")

    assert refusals("上半年，走访企业28家。", (fact,)) == ()
    assert "漏了时间“上半年”" in refusals("走访企业28家。", (fact,))
    assert "漏了时间“上半年”" in refusals("走访企业28家。", (fact,), locked=("上半年", "28家"))
    assert refusals("走访企业28家。", (fact,), locked=("走访企业", "28家")) == ()

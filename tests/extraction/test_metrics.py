"""Figures with what they measure: what counts, what does not, and how names are found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportnlp.document import Document, Paragraph, Span
from reportnlp.extraction.metrics import find_metrics, plain


def _found(text: str) -> list[tuple[str, str, str]]:
    document = Document.from_text(text)
    return [
        (metric.name, metric.span.cut(text), plain(metric.value) or "")
        for metric in find_metrics(document)
    ]


def test_level_and_change_share_a_name() -> None:
    text = "2022年，地区生产总值达到386.4亿元，同比增长5.8%。"
    level, change = find_metrics(Document.from_text(text))

    assert (level.name, level.value, level.unit) == (
        "地区生产总值",
        Decimal("38640000000"),
        "元",
    )
    assert (level.kind, level.change, level.period) == ("money", "", "2022年")
    assert (change.name, change.unit, change.change) == ("地区生产总值", "%", "up 同比")


def test_distribution_gives_each_figure_its_own_name() -> None:
    text = "城镇、农村居民人均可支配收入分别达到41260元和22385元，同比分别增长5.1%和7.4%。"

    assert _found(text) == [
        ("城镇居民人均可支配收入", "41260元", "41260"),
        ("农村居民人均可支配收入", "22385元", "22385"),
        ("城镇居民人均可支配收入", "5.1%", "5.1"),
        ("农村居民人均可支配收入", "7.4%", "7.4"),
    ]


def test_shared_heads_and_both_word_orders() -> None:
    assert _found("走访企业30家、农户120户。走访28家企业。") == [
        ("走访企业", "30家", "30"),
        ("农户", "120户", "120"),
        ("走访企业", "28家", "28"),
    ]


def test_parts_are_tied_to_their_whole() -> None:
    text = "引进项目43个，其中工业项目15个，到位资金3亿元。"
    whole, part, money = find_metrics(Document.from_text(text))

    assert part.whole == whole.span
    assert money.whole is None


def test_from_and_to() -> None:
    assert _found("群众满意率由92%提高到95%。") == [
        ("群众满意率", "92%", "92"),
        ("群众满意率", "95%", "95"),
    ]


@pytest.mark.parametrize(
    ("text", "cut", "approx", "value", "value_max"),
    [
        ("惠及居民近6000户。", "近6000户", "under", "6000", None),
        ("发放资金1870余万元。", "1870余万元", "over", "18700000", None),
        ("培育企业8～10家。", "8～10家", "", "8", "10"),
        ("失业率控制在5.5%以内。", "5.5%以内", "under", "5.5", None),
        ("每月开展检查不少于2次。", "不少于2次", "over", "2", None),
        ("服务时长千余小时。", "千余小时", "over", "1000", None),
    ],
)
def test_approximations_and_ranges(
    text: str, cut: str, approx: str, value: str, value_max: str | None
) -> None:
    (metric,) = find_metrics(Document.from_text(text))

    assert metric.span.cut(text) == cut
    assert (metric.approx, plain(metric.value), plain(metric.value_max)) == (
        approx,
        value,
        value_max,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2023年是关键之年，二〇二三年八月印发。",
        "印发通知（云办〔2022〕5号），依据第二十七条。",
        "服务60岁以上老人，引进亿元以上项目，新建不足50人的教学点。",
        "实施“四大工程”，坚持三会一课，落实“1+3+N”机制。",
        "学习第四卷和党的二十大精神。",
        "配备3×5米展板，实行7×24小时值守，建成5G基站，监测PM2.5。",
        "五年来，过去三年，未来五年，近两年。",
        "抓好三个方面工作，一是抓学习，二是抓作风。",
        "召开推进会**次，实现产值XX亿元。",
        "征程万里，千家万户。",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert _found(text) == []


def test_ranks_runs_and_leads() -> None:
    text = "综合考评列全省第3位，连续9年获评先进，提前45天完工，每季度开展1次督查。"

    assert [(m.span.cut(text), m.kind) for m in find_metrics(Document.from_text(text))] == [
        ("第3位", "rank"),
        ("9年", "duration"),
        ("45天", "duration"),
        ("1次", "count"),
    ]


def test_table_cells_take_unit_and_name_from_their_heads() -> None:
    cells = [
        "主要指标（单位：万元）",
        "项目",
        "金额",
        "户数（户）",
        "助学",
        "12.5",
        "1,030",
        "合计",
    ]
    origins = ["", *(f"表1 第{r}行 第{c}列" for r in (1, 2) for c in (1, 2, 3)), "表1 第3行 第1列"]
    text, paragraphs = "", []
    for cell, origin in zip(cells, origins, strict=True):
        paragraphs.append(Paragraph(Span(len(text), len(text) + len(cell)), origin=origin))
        text += cell + "\n"
    money, count = find_metrics(Document(text, tuple(paragraphs)))

    assert (money.name, plain(money.value), money.unit) == ("助学金额", "125000", "元")
    assert (count.name, plain(count.value), count.unit) == ("助学户数", "1030", "户")


def test_plain_values_have_no_exponent() -> None:
    assert plain(Decimal("1.2E+12")) == "1200000000000"
    assert plain(Decimal("6.30")) == "6.3"
    assert plain(None) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("报销流程由7个环节压缩至3个环节。", ("报销流程", "报销流程")),
        ("人均借书14册，比上年多了3册。", ("人均借书", "人均借书")),
        ("总产量18.3万吨，比上级下达任务多2100吨。", ("总产量", "总产量")),
        ("固定资产投资增速居全市9个县区第3位。", ("县区", "固定资产投资")),
        ("绩效考核在全市9家基层法院中位列第2位。", ("基层法院", "绩效考核")),
        ("接待读者6万人次，外借文献5万册次，分别较上年增长3%和2%。", ("接待读者", "外借文献") * 2),
        (
            "办理代表建议87件、政协提案104件，满意率分别为98%、97%。",
            ("办理代表建议", "政协提案", "办理代表建议满意率", "政协提案满意率"),
        ),
        ("2人荣立三等功，5人受到嘉奖。", ("荣立三等功", "受到嘉奖")),
    ],
)
def test_names_from_the_figures_around(text: str, names: tuple[str, ...]) -> None:
    assert tuple(name for name, _, _ in _found(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "2025年重点抓好三项工作。",
        "我会从三处改起。",
        "赴长三角、珠三角开展推介。",
        "在七届三次职工代表大会上作报告。",
        "今年是建馆六十五周年。",
    ],
)
def test_what_only_announces_or_names(text: str) -> None:
    assert _found(text) == []


def test_a_figure_that_nothing_names_takes_the_words_behind_it() -> None:
    assert _found("在46所中小学推行新制度。") == [("中小学推行新", "46所", "46")]
    assert _found("十件民生实事全部办结。")[0][1] == "十件"


def test_a_counted_noun_ends_before_what_is_told_of_it() -> None:
    assert _found("天河集团年产3000辆专用车项目顺利推进。")[0][0] == "专用车项目"

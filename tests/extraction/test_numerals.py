"""The number grammar: forms, values, units, approximations."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.document import Span
from reportnlp.extraction.chinese_numerals import chinese_value
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.units import UNITS

# text, the quantity as cut out, value, upper value, unit, approximation
FORMS = [
    ("产值近1.2万亿元。", "近1.2万亿元", "1200000000000", None, "元", "under"),
    ("开展20余次。", "20余次", "20", None, "次", "over"),
    ("开展20 余次。", "20 余次", "20", None, "次", "over"),
    ("培训近 70 场次。", "近 70 场次", "70", None, "场次", "under"),
    ("投入3000余万元。", "3000余万元", "30000000", None, "元", "over"),
    ("发放1.2万余元。", "1.2万余元", "12000", None, "元", "over"),
    ("服务千余小时。", "千余小时", "1000", None, "小时", "over"),
    ("走访数十家。", "数十家", "10", None, "家", "approx"),
    ("参加上千人次。", "上千人次", "1000", None, "人次", "over"),
    ("每年3—5次。", "3—5次", "3", "5", "次", ""),
    ("增长5%—8%。", "5%—8%", "5", "8", "%", ""),
    ("补助13～17万元。", "13～17万元", "130000", "170000", "元", ""),
    ("补助13万～17万元。", "13万～17万元", "130000", "170000", "元", ""),
    ("总投资10亿零817万元。", "10亿零817万元", "1008170000", None, "元", ""),
    ("补助3万5千元。", "3万5千元", "35000", None, "元", ""),
    ("收入47.264287亿元。", "47.264287亿元", "4726428700", None, "元", ""),
    ("出口100000万美元。", "100000万美元", "1000000000", None, "美元", ""),
    ("投资一万五千亿元。", "一万五千亿元", "1500000000000", None, "元", ""),
    ("投资二十万亿元。", "二十万亿元", "20000000000000", None, "元", ""),
    ("投资1,100万元。", "1,100万元", "11000000", None, "元", ""),
    ("建成两三个。", "两三个", "2", "3", "个", ""),
    ("约三四十人。", "约三四十人", "30", "40", "人", "approx"),
    ("增长百分之五点二。", "百分之五点二", "5.2", None, "%", ""),
    ("完成五成以上。", "五成以上", "5", None, "成", "over"),
    ("全长5千米。", "5千米", "5", None, "千米", ""),
    ("发电3千瓦时。", "3千瓦时", "3", None, "千瓦时", ""),
    ("提高3个百分点。", "3个百分点", "3", None, "个百分点", ""),
    ("完成２０项。", "２０项", "20", None, "项", ""),
    ("年末结余10.56亿元。", "10.56亿元", "1056000000", None, "元", ""),
    ("节约30万元。", "30万元", "300000", None, "元", ""),
    ("约30万元。", "约30万元", "300000", None, "元", "approx"),
    ("不少于4次。", "不少于4次", "4", None, "次", "over"),
    ("控制在5.5%以内。", "5.5%以内", "5.5", None, "%", "under"),
    ("历时5个多月。", "5个多月", "5", None, "个月", "over"),
    ("连续3年多。", "3年多", "3", None, "年", "over"),
    ("三千二百一十五户。", "三千二百一十五户", "3215", None, "户", ""),
    ("一百二十余人。", "一百二十余人", "120", None, "人", "over"),
    ("8000多万元。", "8000多万元", "80000000", None, "元", "over"),
]


@pytest.mark.parametrize(("text", "cut", "value", "value_max", "unit", "approx"), FORMS)
def test_forms(
    text: str, cut: str, value: str, value_max: str | None, unit: str, approx: str
) -> None:
    (quantity,) = find_quantities(text)

    assert quantity.span.cut(text) == cut
    assert quantity.value == Decimal(value)
    assert quantity.value_max == (Decimal(value_max) if value_max else None)
    assert (quantity.unit, quantity.approx) == (unit, approx)


@pytest.mark.parametrize(
    "text",
    [
        "收拾队伍，统一部署，进一步推进，一是抓学习。",
        "坚持三会一课、一岗双责。",
        "一些干部一直在一线。",
        "多数人认为数据准确。",
        "第四卷、第二十七条。",
        "发挥企业家作用。",
    ],
)
def test_words_are_no_numbers(text: str) -> None:
    assert find_quantities(text) == ()


def test_fractions_and_ratios() -> None:
    half, third, ratio = find_quantities("超过一半以上、三分之一左右，收入比为1.8:1。")

    assert (half.kind, half.value) == ("ratio", Decimal("0.5"))
    assert (third.kind, third.approx) == ("ratio", "approx")
    assert ratio.kind == "ratio"


def test_ranks() -> None:
    text = "位居全省第3位，获第二名，进入前10名。"

    assert [(q.span.cut(text), q.kind) for q in find_quantities(text)] == [
        ("第3位", "rank"),
        ("第二名", "rank"),
        ("前10名", "rank"),
    ]


def test_a_number_does_not_glue_to_the_next() -> None:
    text = "总投资3541.07万元2.3本项目"

    assert find_quantities(text)[0].span.cut(text) == "3541.07万元"


def test_no_number_touches_what_is_skipped() -> None:
    text = "20**年召开3次。"

    assert [q.span.cut(text) for q in find_quantities(text, [Span(2, 4)])] == ["3次"]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零八", 108),
        ("一千二百", 1200),
        ("两万三千", 23000),
        ("一亿二千万", 120000000),
        ("二〇二三", 2023),
        ("廿五", 25),
    ],
)
def test_chinese_values(numeral: str, value: int) -> None:
    assert chinese_value(numeral) == value


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    text, zero = "", False
    for power, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + mark
            zero = False
        else:
            zero = True
    return text


@given(st.integers(min_value=1, max_value=9999))
def test_every_chinese_number_reads_back(number: int) -> None:
    assert chinese_value(_chinese(number)) == number


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["元", "人次", "户", "%", "平方米", "个百分点"]),
)
def test_what_is_put_in_is_cut_out(value: Decimal, unit: str) -> None:
    written = f"{value}{unit}"
    text = f"完成{written}，再接再厉。"
    (quantity,) = find_quantities(text)

    assert quantity.span.cut(text) == written
    assert quantity.value == value


@given(
    st.text(
        alphabet="0123456789.,万亿千百十余多近约个元%次—～第一二三百分之半年月（）", max_size=60
    )
)
def test_any_mixture_gives_spans_inside_the_text(text: str) -> None:
    for quantity in find_quantities(text):
        assert quantity.number in quantity.span
        assert quantity.span.end <= len(text)


def test_units_have_known_kinds() -> None:
    kinds = {unit.kind for unit in UNITS.values()}

    assert kinds <= {
        "count", "money", "percent", "area", "length", "weight", "volume", "duration", "score",
        "ratio", "other",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("每人每天补助三元，标准提高到五元。", ["三元", "五元"]),
        ("水价每吨三元二角。", ["三元", "二角"]),
        ("门票由八元降至五元。", ["八元", "五元"]),
        ("罚款五元整。", ["五元"]),
        ("投入三十元。", ["三十元"]),
        ("扶持三元、新谷等龙头企业。", []),
        ("建设三元桥立交，二元结构明显。", []),
        ("一元复始，多元共治。", []),
    ],
)
def test_a_single_numeral_before_yuan_is_money_only_as_a_price(text: str, money: list[str]) -> None:
    assert [quantity.span.cut(text) for quantity in find_quantities(text)] == money


def test_er_before_a_measure_word_tells_which() -> None:
    text = "二次供水改造19处，二期工程、二类车间开工，走访两次。"
    assert [quantity.span.cut(text) for quantity in find_quantities(text)] == ["19处", "两次"]

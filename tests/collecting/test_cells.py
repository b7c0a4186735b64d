"""Value cells: what was typed is what is read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.collecting.cells import read_measure
from reportnlp.extraction.numerals import find_quantities
from reportnlp.facts import Fact


@pytest.mark.parametrize(
    ("text", "unit", "quantity", "value", "base"),
    [
        ("12次", "", "12次", "12", "次"),
        ("１２", "次", "12次", "12", "次"),
        ("3.5万元", "", "3.5万元", "35000", "元"),
        ("3.5万", "元", "3.5万元", "35000", "元"),
        ("3.5 万元", "万元", "3.5万元", "35000", "元"),
        ("3.50", "亿元", "3.50亿元", "350000000", "元"),
        ("1,043", "条", "1043条", "1043", "条"),
        ("1，043", "条", "1043条", "1043", "条"),
        ("1\u2009043", "条", "1043条", "1043", "条"),
        ("1234.56", "元", "1234.56元", "1234.56", "元"),
        ("3.14159亿", "元", "3.14159亿元", "314159000", "元"),
        ("0", "件", "0件", "0", "件"),
        ("100%", "%", "100%", "100", "%"),
        ("５０％", "", "50%", "50", "%"),
        (".5", "%", "0.5%", "0.5", "%"),
        ("-3.2", "%", "-3.2%", "-3.2", "%"),
        ("－3.2", "%", "-3.2%", "-3.2", "%"),
        ("+3.2%", "", "3.2%", "3.2", "%"),
        ("1.2", "个百分点", "1.2个百分点", "1.2", "个百分点"),
        ("三百二十一", "户", "三百二十一户", "321", "户"),
        ("百分之五点二", "", "百分之五点二", "5.2", "%"),
        ("5千米", "千米", "5千米", "5", "千米"),
        ("第3", "名", "第3名", "3", "名"),
        ("12面次", "", "12面次", "12", "面次"),
        ("1.2万", "面次", "1.2万面次", "12000", "面次"),
        ("12.5", "元/人", "12.5元/人", "12.5", "元/人"),
        ("95", "", "95", "95", ""),
    ],
)
def test_exact_figures(text: str, unit: str, quantity: str, value: str, base: str) -> None:
    measure = read_measure(text, unit)

    assert measure.problem == ""
    fact = Fact("", figure=measure.figure, unit=measure.unit, mark=measure.mark)
    assert fact.quantity == quantity
    assert (measure.value, measure.base_unit, measure.approx) == (Decimal(value), base, "")


@pytest.mark.parametrize(
    ("text", "unit", "approx", "quantity", "direction"),
    [
        ("40余", "次", "", "40余次", "over"),
        ("40", "次", "余", "40余次", "over"),
        ("40", "次", "over", "40余次", "over"),
        ("12", "次", "over", "超12次", "over"),
        ("40余", "次", "多", "40余次", "over"),
        ("1000多万元", "", "", "1000多万元", "over"),
        ("3万余元", "", "", "3万余元", "over"),
        ("1.3万余", "户", "", "1.3万余户", "over"),
        ("35", "万元", "余", "35万余元", "over"),
        ("1043", "条", "余", "1040余条", "over"),
        ("35.27", "元", "余", "超35.27元", "over"),
        ("百余", "场", "", "百余场", "over"),
        ("近30家", "", "", "近30家", "under"),
        ("30", "家", "under", "近30家", "under"),
        ("约1.2万", "人", "", "约1.2万人", "approx"),
        ("30", "人", "左右", "30人左右", "approx"),
        ("30%以上", "", "", "30%以上", "over"),
        ("30", "家", "以上", "30家以上", "over"),
        ("不少于3", "次", "", "不少于3次", "over"),
        ("十几", "次", "", "十几次", "approx"),
    ],
)
def test_approximations(text: str, unit: str, approx: str, quantity: str, direction: str) -> None:
    measure = read_measure(text, unit, approx)

    assert measure.problem == ""
    fact = Fact("", figure=measure.figure, unit=measure.unit, mark=measure.mark)
    assert (fact.quantity, measure.approx) == (quantity, direction)


@pytest.mark.parametrize(
    ("text", "unit", "quantity", "low", "high"),
    [
        ("3—5", "次", "3—5次", 3, 5),
        ("3-5次", "", "3—5次", 3, 5),
        ("3～5", "%", "3%—5%", 3, 5),
        ("3%-5%", "", "3%—5%", 3, 5),
        ("13万～17万元", "", "13万—17万元", 130_000, 170_000),
        ("13-17", "万元", "13万—17万元", 130_000, 170_000),
        ("9000万—1.2亿元", "", "9000万—1.2亿元", 90_000_000, 120_000_000),
        ("两三", "次", "两三次", 2, 3),
    ],
)
def test_ranges(text: str, unit: str, quantity: str, low: int, high: int) -> None:
    measure = read_measure(text, unit)

    assert (measure.problem, measure.value, measure.value_max) == ("", low, high)
    fact = Fact(
        "", figure=measure.figure, unit=measure.unit, value=Decimal(low), value_max=Decimal(high)
    )
    assert fact.quantity == quantity


@pytest.mark.parametrize(
    "text", ["", "  ", "待补", "/", "——", "**", "XX", "【待补：学习会（次）】"]
)
def test_not_filled_in(text: str) -> None:
    measure = read_measure(text, "万元")

    assert (measure.state, measure.value, measure.figure) == ("unknown", None, "")
    assert (measure.unit, measure.base_unit) == ("万元", "元")


def test_not_applicable() -> None:
    assert read_measure("不适用", "次").state == "unfit"


@pytest.mark.parametrize(
    ("text", "unit", "approx", "words"),
    [
        ("2024-03-05", "", "", "是日期"),
        ("2023年5月", "", "", "是日期"),
        ("12次", "人", "", "不一致"),
        ("3.5万", "万元", "", "已经带“万”"),
        ("3000元", "万元", "", "不一致"),
        ("12次、30人", "", "", "一格只写一个数"),
        ("12 30", "", "", "一格只写一个数"),
        ("很多", "次", "", "看不懂"),
        ("1,04", "元", "", "逗号"),
        ("1.2E+05", "元", "", "科学计数法"),
        ("007", "", "", "多余的 0"),
        ("#DIV/0!", "", "", "公式出错"),
        ("=A1+1", "", "", "是公式"),
        ("无", "件", "", "0 还是不适用"),
        ("约40余", "次", "", "两个约数词"),
        ("40余", "次", "近", "方向不一致"),
        ("9", "个", "余", "不成约数"),
        ("40", "次", "很多", "不认识"),
        ("-3—5", "%", "", "负数不能写成范围"),
        ("1" * 80, "", "", "太长"),
    ],
)
def test_problems(text: str, unit: str, approx: str, words: str) -> None:
    assert words in read_measure(text, unit, approx).problem


UNITS = st.sampled_from(
    "次 人次 场次 户 件 % 个百分点 元 万元 亿元 万人 平方米 公里 万亩 吨 家 万户次".split()
)
FIGURES = st.one_of(
    st.integers(0, 10**9).map(str),
    st.decimals(0, 10**6, places=2).map(lambda number: format(number, "f")),
)
FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@given(
    FIGURES,
    UNITS,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(("", " ", "\u3000", "\u00a0")),
)
def test_every_way_of_typing_gives_the_same(
    figure: str, unit: str, in_cell: bool, grouped: bool, wide: bool, space: str
) -> None:
    typed = figure
    if grouped:
        whole, point, decimals = figure.partition(".")
        typed = f"{int(whole):,}{point}{decimals}"
    typed += space + unit if in_cell else ""
    if wide:
        typed = typed.translate(FULL_WIDTH)

    measure = read_measure(space + typed, "" if in_cell else unit)

    assert measure.problem == ""
    assert (measure.figure, measure.unit) == (figure, unit)
    scale = {"万": 10**4, "亿": 10**8}.get(unit[0], 1)
    assert measure.value == Decimal(figure) * scale
    assert measure.base_unit == unit.lstrip("万亿")


@given(
    st.integers(1, 10**6).map(lambda number: str(number * 10)),
    UNITS.filter(lambda unit: unit not in ("%", "个百分点")),
    st.sampled_from(("余", "多", "近", "约", "超过", "不少于", "左右", "以上")),
    st.booleans(),
)
def test_approximations_survive(figure: str, unit: str, mark: str, in_cell: bool) -> None:
    words = Fact("", figure=figure, unit=unit, mark=mark).quantity
    measure = read_measure(words) if in_cell else read_measure(figure, unit, mark)

    assert measure.problem == ""
    fact = Fact("", figure=measure.figure, unit=measure.unit, mark=measure.mark)
    assert fact.quantity == words
    (quantity,) = find_quantities(words)
    assert (measure.value, measure.approx) == (quantity.value, quantity.approx)


@given(st.text(max_size=12), st.text(max_size=4), st.text(max_size=3))
def test_nothing_breaks_it(text: str, unit: str, approx: str) -> None:
    measure = read_measure(text, unit, approx)

    assert measure.problem or measure.state != "known" or measure.value is not None

"""What a figure measures, as the text puts it."""

from __future__ import annotations

import pytest

from reportnlp.extraction.naming import measured_name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("理论学习中心组学习会⟦**次⟧。", "理论学习中心组学习会"),
        ("班子成员累计上党课⟦**人次⟧", "上党课"),
        ("走访企业⟦28家⟧、农户120户", "走访企业"),
        ("走访企业28家、农户⟦120户⟧", "农户"),
        ("走访⟦28家⟧企业", "走访企业"),
        ("实现产值9亿元，增长⟦X.X%⟧。", "实现产值"),
        ("地区生产总值完成235.2亿元，同比增长⟦18.5%⟧；", "地区生产总值"),
        ("群众满意率由92%提高到⟦95%⟧", "群众满意率"),
        ("其中女党员⟦12名⟧", "女党员"),
        ("开展“四进”活动⟦5次⟧", "开展“四进”活动"),
        ("PM2.5平均浓度为⟦31微克/立方米⟧", "PM2.5平均浓度"),
        ("完成固定资产投资（不含农户）⟦12亿元⟧", "完成固定资产投资（不含农户）"),
    ],
)
def test_names(marked: str, name: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")

    assert measured_name(text, start, end) == name

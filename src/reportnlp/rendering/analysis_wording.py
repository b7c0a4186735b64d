"""The Chinese words of an analysis: roles, kinds, values, changes and counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportnlp.annotations import Analysis, Metric, Placeholder, Slogan
from reportnlp.document import Document
from reportnlp.rendering.outline import distinct_slogans

Analyses = Sequence[tuple[Document, Analysis]]
"""Documents with what was found in them, in the order in which they were asked for."""

SECTION_WORDS = {
    "title": "标题",
    "salutation": "称呼",
    "intro": "引言",
    "achievements": "成效",
    "problems": "问题",
    "plans": "思路",
    "other": "其他",
    "closing": "结尾",
}
OUTSIDE = "未归类"
"""For what stands in no section."""
METRIC_WORDS = {
    "count": "数量",
    "money": "金额",
    "percent": "百分比",
    "area": "面积",
    "length": "长度",
    "weight": "重量",
    "duration": "时长",
    "rank": "名次",
    "score": "得分",
    "ratio": "比值",
    "other": "其他",
}
PLACEHOLDER_WORDS = {
    "number": "数字",
    "name": "姓名",
    "place": "地名",
    "org": "单位名",
    "date": "日期",
    "title": "名称",
    "other": "其他",
}
SLOGAN_WORDS = {"brand": "品牌", "numeral": "数字缩略", "motto": "对仗", "parallel": "排比"}
APPROX_WORDS = {"approx": "约", "over": "超", "under": "近"}
_APPROX_SIGNS = {"approx": "约", "over": "≥", "under": "≤"}
UNNAMED = "（文中未写明）"

_MOST_PLACES = 8
_WAYS = {"up": "上升", "down": "下降"}


def section_word(label: str) -> str:
    """ "成效" for "achievements"; what stands in no section has a word, too."""
    return SECTION_WORDS.get(label, OUTSIDE)


def change_word(metric: Metric) -> str:
    """ "同比上升" for "up 同比"; "" for a level."""
    way, _, base = metric.change.partition(" ")
    return base + _WAYS.get(way, way)


def value_word(metric: Metric) -> str:
    """The normalised value with its unit: "≥1,200,000元", "5～8%"."""
    ends = [value for value in (metric.value, metric.value_max) if value is not None]
    return (
        _APPROX_SIGNS.get(metric.approx, "")
        + "～".join(grouped_digits(value) for value in ends)
        + metric.unit
    )


def grouped_digits(value: Decimal) -> str:
    """All digits, in groups of three, without exponent and idle zeros; of 1/3 the first four."""
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > _MOST_PLACES:
        fraction = fraction[:4] + "…"
    return f"{whole}.{fraction}" if fraction else whole


def blank_word(blank: Placeholder) -> str:
    """What a blank lacks: "走访企业的数字（家）", "姓名"."""
    kind = PLACEHOLDER_WORDS.get(blank.kind, blank.kind)
    unit = f"（{blank.unit}）" if blank.unit else ""
    return (f"{blank.name}的{kind}" if blank.name else kind) + unit


def slogan_details(slogan: Slogan) -> tuple[str, ...]:
    """What else is known of a slogan: its parts and its other forms."""
    lines = (("包括：", slogan.parts), ("又作：", slogan.variants))
    return tuple(lead + "、".join(words) for lead, words in lines if words)


def visible_count(text: str) -> int:
    """Characters that are no white space."""
    return sum(not char.isspace() for char in text)


def counts_line(document: Document, analysis: Analysis) -> str:
    """ "2,345 字，5 个部分，45 项指标，6 条提法，3 处缺项（数字 2 处）。"."""
    missing = sum(blank.kind == "number" for blank in analysis.placeholders)
    slogans = len(distinct_slogans(document, analysis.slogans))
    figures = f"（数字 {missing} 处）" if missing else ""
    return (
        f"{visible_count(document.text):,} 字，{len(analysis.sections)} 个部分，"
        f"{len(analysis.metrics)} 项指标，{slogans} 条提法，"
        f"{len(analysis.placeholders)} 处缺项{figures}。"
    )

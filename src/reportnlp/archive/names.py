"""Whether two wordings name one figure, as 农业总产值 and 农林牧渔业总产值 do."""

from __future__ import annotations

import functools
from collections import Counter
from decimal import Decimal
from types import MappingProxyType

from reportnlp.archive.words import folded
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_SHORTEST = 3
_SHORT_LIKENESS = 0.55
"""Of a name of two characters and one that holds it."""
_MARKS = Pattern(r"[“”‘’\"'《》<>（）()〔〕\[\]【】·、，,:：;；\s\u3000]+")
# What a name may carry or not without naming another figure.
_LIGHT = Pattern(
    r"全年|今年|本年|年内|年末|年底|累计|共计|合计|全[县市区省镇乡国局院校](?!面)|"
    r"我[县市区省镇乡局院校]|本[县市区省镇乡局院校]|[省市县区国]级以上|[省市县区国]级|"
    r"各级|各类|各种|完成|实现|达到|达成|取得|建成|"
    r"新建|新增|累积|开展|举办|组织|召开|认证|登记|拥有|选聘|落实|依法|发展|突破|往年|稳步|提高|紧急|提前|"
    r"总计|总数|总量|总额|数量|面积|长度|建设|情况|保有|市场|期间|以上|规模|工作|活动"
)
_LIGHT_ENDS = Pattern(r"[总量数额率的了为达有保共]+$")
_LIGHT_STARTS = Pattern(r"^[总新共已的级]+")
_CONTRASTS = (
    ("农村", "城镇"), ("农村", "城市"), ("农民", "城镇"), ("农民", "市民"), ("进口", "出口"),
    ("收入", "支出"), ("男", "女"), ("一产", "二产"), ("一产", "三产"), ("二产", "三产"),
    ("第一产业", "第二产业"), ("第一产业", "第三产业"), ("第二产业", "第三产业"), ("存款", "贷款"),
    ("规上", "规下"), ("规模以上", "规模以下"), ("新增", "注销"), ("小学", "中学"),
    ("工业", "农业"), ("工业", "建筑业"), ("工业", "服务业"), ("投资", "产值"), ("产量", "产值"),
    ("面积", "产量"), ("面积", "产值"), ("税收", "收入"), ("人均", "总"), ("书记", "党员"),
    ("查处", "整改"), ("受理", "办结"), ("门诊", "住院"), ("公路", "铁路"), ("企业", "项目"),
    ("覆盖率", "普及率"), ("增速", "总值"), ("内资", "外资"), ("粮食", "油料"), ("水果", "蔬菜"),
)  # fmt: skip

_LENGTHS = MappingProxyType(
    {"米": ("米", Decimal(1)), "公里": ("米", Decimal(1000)), "千米": ("米", Decimal(1000)),
     "里": ("米", Decimal(500)), "厘米": ("米", Decimal("0.01")), "毫米": ("米", Decimal("0.001"))}
)  # fmt: skip
_MU = Decimal(2000) / Decimal(3)
_UNITS = MappingProxyType(
    {
        **_LENGTHS,
        "平方米": ("平方米", Decimal(1)),
        "亩": ("平方米", _MU),
        "公顷": ("平方米", Decimal(10_000)),
        "平方公里": ("平方米", Decimal(1_000_000)),
        "吨": ("公斤", Decimal(1000)),
        "公斤": ("公斤", Decimal(1)),
        "斤": ("公斤", Decimal("0.5")),
        "克": ("公斤", Decimal("0.001")),
        "小时": ("小时", Decimal(1)),
        "分钟": ("小时", Decimal(1) / 60),
        "成": ("%", Decimal(10)),
        # Measure words that count the same things.
        **dict.fromkeys(("人", "名", "位", "口", "人口"), ("人", Decimal(1))),
        **dict.fromkeys(("次", "场", "期", "场次", "轮", "届"), ("次", Decimal(1))),
        **dict.fromkeys(("个", "项", "件", "家", "处", "所", "座", "户", ""), ("个", Decimal(1))),
        **dict.fromkeys(("条", "道"), ("条", Decimal(1))),
        **dict.fromkeys(("起", "宗", "桩"), ("起", Decimal(1))),
    }
)


def measured_in(unit: str) -> tuple[str, Decimal]:
    """What a base unit is compared in, and how many of that it is: 亩 -> (平方米, 2000/3)."""
    return _UNITS.get(unit, (unit, Decimal(1)))


@functools.cache
def _synonyms() -> dict[str, str]:
    return {
        word: row[0] for row in load_rows("figure_names") for word in (row[0], *row[1].split(" "))
    }


@functools.lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A name without what it may carry or not; never empty."""
    text = _MARKS.sub("", folded(name))
    known = _synonyms().get(text)
    if known:
        return known
    short = _LIGHT_STARTS.sub("", _LIGHT_ENDS.sub("", _LIGHT.sub("", text)))
    short = _synonyms().get(short, short)
    return short if len(short) >= 2 else text


@functools.lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> float:
    """How alike two bare names are, 0 to 1; 0 where they name opposites.

    Of the characters of the shorter one, how many the other has, and of both, how many are shared:
    wordings turn the order about (出栏生猪, 生猪出栏) and leave words out.
    """
    if one == other:
        return 1.0
    for left, right in _CONTRASTS:
        if (left in one and right in other and right not in one and left not in other) or (
            right in one and left in other and left not in one and right not in other
        ):
            return 0.0
    shortest = min(len(one), len(other))
    shared = (Counter(one) & Counter(other)).total()
    # 项目 is in the names of many figures, 护林员 in those of few.
    if shortest < _SHORTEST:
        return _SHORT_LIKENESS if one in other or other in one else 0.0
    if shortest == _SHORTEST and shared < shortest:
        return 0.0
    within = shared / shortest
    both = 2 * shared / (len(one) + len(other))
    pairs = _pairs(one) & _pairs(other)
    if not pairs:
        return 0.0
    return 0.5 * within + 0.5 * both


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}

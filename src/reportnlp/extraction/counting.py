"""Which quantities are figures of the report (指标), and which count nothing.

Not metrics by the guidelines: ages, thresholds that define a class (亿元以上项目), sizes, periods
of reference (五年来), structure words (三个方面), numerals in set phrases.
"""

from __future__ import annotations

from reportnlp.extraction.quantity import Quantity
from reportnlp.patterns import Pattern

_HAN = ("\u4e00", "\u9fff")
_REFERENCE_BEFORE = (
    "过去", "未来", "今后", "近", "这", "最近", "此前", "前", "头", "第", "首", "隔", "上", "后",
    "每",
)  # fmt: skip
_REFERENCE_AFTER = (
    "来", "以来", "间", "内", "里", "前", "后", "中", "期", "行动", "规划", "计划", "攻坚", "制",
    "级", "生", "国债", "学制", "届", "一次", "一届", "一遇", "大变局", "目标", "任务", "期满",
    "提升", "倍增", "整治", "发展",
)  # fmt: skip
_TIME_UNITS = frozenset(
    ("年", "个月", "天", "周", "日", "季度", "个季度", "小时", "分钟", "学期", "周年", "载")
)
_STRUCTURE = (
    "方面", "层面", "维度", "环节", "关键", "原则", "坚持", "转变", "阶段", "部分", "步骤",
    "角度", "必须", "结合", "不动摇", "关系", "重点", "要点", "抓手", "聚焦", "注重", "突出",
    "统一", "维护", "确立", "意识", "自信", "务必", "过硬", "确保", "要", "更", "不", "能力",
    "优势", "高地", "着力", "准则", "规定", "纪律", "流",
)  # fmt: skip
# 三项工作：, 三件事。, 从三处改起: they only announce what is told next.
_ANNOUNCED = Pattern(
    r"(?:主要|重点|突出|具体)?(?:(?:工作|任务|事|事情|地方|措施|举措|文章|问题|大事)|(?=[改抓入着发下]))"
    r"(?:改起|抓起|入手|着手|发力|下功夫)?[。：；]"
)
_TEN_OF = frozenset("件家户人名所座场次")
_PLACES = ("长", "珠", "金", "京津冀长")
_RATIO_NOUNS = ("比", "系数", "指数", "得分", "评分", "比值", "倍数", "分值", "PMI")


def counts(text: str, quantity: Quantity) -> bool:
    start, end = quantity.span.start, quantity.span.end
    number = quantity.number.start
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before.isascii() and before.isalpha()) or (
        before in ("×", "*", "+", "-", "/", "№") and before
    ):
        return False
    if (after in ("×", "+") and after) or (after.isascii() and after.isalpha()):
        return False
    if quantity.unit in ("岁", "周岁", "级", "代", "度", "") and not _counts_without_unit(
        text, quantity
    ):
        return False
    if text[number - 1 : number] == "第" and quantity.kind != "rank":
        return False
    if quantity.unit == "周年" or (text[number - 1 : number] == "届" and quantity.unit == "次"):
        return False
    if text.endswith(_PLACES, 0, number) and quantity.span.cut(text) == "三角":
        return False
    if quantity.kind == "rank" and text[end : end + 1] in ("一", "书", "主", "副"):
        return False
    if _is_threshold(text, quantity) or _is_quoted(text, quantity):
        return False
    if quantity.unit == "小时" and quantity.value == 24 and text.startswith(_ROUND_THE_CLOCK, end):
        return False
    if quantity.unit in _TIME_UNITS and _is_reference(text, quantity):
        return False
    if quantity.script == "chinese":
        return _chinese_counts(text, quantity)
    return not (
        quantity.unit in ("个", "项", "大") and text.startswith(("方面", "层面", "维度"), end)
    )


def _counts_without_unit(text: str, quantity: Quantity) -> bool:
    if quantity.kind == "ratio" and not quantity.unit:
        return True
    if quantity.unit == "度":
        return text[quantity.number.end - 1] in "万亿" or text.startswith("电", quantity.span.end)
    if quantity.unit:
        return False
    if quantity.number.cut(text)[-1] in "万亿" or (
        quantity.middle and quantity.number.cut(text)[-2:-1] in "万亿"
    ):
        return True
    clause = text[max(quantity.span.start - 16, 0) : quantity.span.start]
    head = clause[max(clause.rfind(mark) for mark in "，。；：\n") + 1 :]
    return any(noun in head for noun in _RATIO_NOUNS) and "." in quantity.number.cut(text)


_CLASS_MARKS = frozenset(("以上", "以下", "以内", "及以上", "之内"))


def _is_threshold(text: str, quantity: Quantity) -> bool:
    """亿元以上项目, 不足50人的教学点: what a class is made of, not how many there are."""
    end = quantity.span.end
    following = text[end : end + 1]
    if quantity.after in ("以内", "之内") and following != "的":
        return False
    if quantity.after in _CLASS_MARKS and quantity.kind not in ("percent", "ratio"):
        return (
            bool(following)
            and (_HAN[0] <= following <= _HAN[1] or following in "“(（")
            and not text.startswith(("且", "并", "和", "的目标", "的速度", "的增", "为"), end)
        )
    if (
        quantity.before in ("超过", "不足", "不到", "超", "低于", "高于", "不满", "大于", "小于")
        and following == "的"
    ):
        return quantity.kind != "percent" and _HAN[0] <= text[end + 1 : end + 2] <= _HAN[1]
    return False


def _is_quoted(text: str, quantity: Quantity) -> bool:
    """“四大工程”, “1+3+N”, 《三年行动计划》: numerals inside names."""
    start, end = quantity.span.start, quantity.span.end
    floor, ceiling = max(start - 30, 0), end + 30
    opening = max(text.rfind("“", floor, start), text.rfind("《", floor, start))
    if opening < 0:
        return False
    closing = {"“": "”", "《": "》"}[text[opening]]
    stop = text.find(closing, end, ceiling)
    if stop < 0 or closing in text[opening:start]:
        return False
    return text[opening] == "《" or stop - opening <= 16


def _is_reference(text: str, quantity: Quantity) -> bool:
    """五年来, 未来三年, 三年行动: a time that something else is told of."""
    start, end = quantity.span.start, quantity.span.end
    number = quantity.number.start
    if text.startswith(_REFERENCE_AFTER, end) and quantity.after == "":
        return (
            not text.startswith(("前完成", "内办结", "内完成", "期间"), end)
            or quantity.unit == "年"
        )
    if quantity.before in ("近", "上") and quantity.unit in ("年", "个月", "个季度", "季度"):
        return not text.endswith(("历时", "用时", "长达", "持续"), 0, start)
    if text.endswith(_REFERENCE_BEFORE, 0, number) and not text.endswith("提前", 0, number):
        return quantity.unit in ("年", "个月", "个季度", "季度", "周", "学期", "天")
    if quantity.unit == "日":
        return not text.endswith(
            ("由", "至", "到", "为", "为期", "超过", "缩短", "压缩", "压减"), 0, start
        )
    return (quantity.unit == "年" and quantity.value >= 1900) or start < 0


_SINGLE_BEFORE = Pattern(r"(?:每|至少|不少于|只|仅|多|增加|减少|提前|再|了)[\u4e00-\u9fff]{0,12}$")
_ROUND_THE_CLOCK = (
    "开放",
    "服务",
    "值守",
    "在岗",
    "不打烊",
    "监控",
    "待命",
    "值班",
    "热线",
    "运行",
    "营业",
    "自助",
)


def _chinese_counts(text: str, quantity: Quantity) -> bool:
    end = quantity.span.end
    numeral = quantity.number.cut(text)
    if (
        quantity.unit in ("分", "成", "折", "道", "面", "手", "线", "体", "会", "门", "点", "口")
        and not quantity.middle
    ):
        return (
            quantity.unit == "成"
            and (numeral != "一" or quantity.after != "")
            and not text.startswith(("立", "熟"), end)
        )
    if text.startswith(_STRUCTURE, end) or (
        not numeral.strip("十百千万亿")
        and not quantity.approx
        and not (numeral == "十" and quantity.unit in _TEN_OF)
    ):
        return False
    if (
        quantity.unit in ("个", "项", "件", "处")
        and quantity.value < 10
        and _ANNOUNCED.match(text, end)
    ):
        return False
    if quantity.unit == "期" and text.startswith(("工程", "项目", "建设"), end):
        return False
    if quantity.kind == "rank":
        return True
    if quantity.value == 1 and numeral in ("一",):
        clause = text[max(quantity.span.start - 18, 0) : quantity.span.start]
        return (
            quantity.unit in ("次", "轮", "期", "场", "天")
            and _SINGLE_BEFORE.search(clause) is not None
        )
    if (
        quantity.kind in ("percent", "money", "area", "length", "weight", "rank", "ratio")
        or quantity.approx
    ):
        return True
    before = text[quantity.span.start - 1 : quantity.span.start]
    if before and before in "”》等这那前后另其":
        return text.endswith("提前", 0, quantity.span.start)
    return quantity.value > 1

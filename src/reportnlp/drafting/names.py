"""What the name of a fact says: a deed (走访企业), an event (推进会), a level (产值), a change.

Only what holds for every fact of the kind is used: a verb is put before a name where no other
could be meant (a 推进会 is held), else name and figure stand side by side, which is always right.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportnlp.extraction.naming import VERBS
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_EVENT_VERBS = {row[0]: tuple(row[1].split(" ")) for row in load_rows("fact_verbs")}
_MORE_VERBS = (
    "帮助", "规范", "规范管理", "治理", "批准", "营救", "抢救", "获批", "晋升", "寻找", "归集",
    "接种", "兑现", "会签", "征求", "审批", "淘汰", "下派", "帮教", "整改", "压减", "追缴",
    "叫应", "送达",
)  # fmt: skip
_VERBS = VERBS | frozenset(_MORE_VERBS)
_VERB_LENGTHS = tuple(sorted({len(verb) for verb in _VERBS}, reverse=True))
_EVENT_UNITS = ("次", "场", "期", "场次", "堂", "轮", "节", "人次")
_PEOPLE_EVENTS = ("谈话", "谈心", "研讨", "交流")
_CHANGE = Pattern(
    "(?:(?:按可比(?:价格?|口径)[，,]?)?(?:同比|环比|比上年同期|较上年同期|比去年同期|较去年同期|比上年|"
    "较上年|比去年|较去年|较年初|比年初|年均))?"
    "(?:增长|下降|提高|增加|减少|提升|降低|上升|回落|缩短|压减|压降|下滑|增速|增幅|降幅)(?:率|值)?$"
)
_RISES = {
    "增长": "下降", "提高": "下降", "增加": "减少", "提升": "下降", "上升": "下降",
    "下降": "增长", "减少": "增加", "降低": "提高", "回落": "上升", "下滑": "上升",
}  # fmt: skip
_PART = Pattern("其中[：:，,]?")
_LEVEL = (
    "收入", "产值", "总值", "增加值", "总额", "总量", "额", "余额", "资产", "面积", "里程", "投资",
    "次数", "人数", "户数", "件数", "起数", "数量", "总数", "个数", "天数",
    "营业额", "利润", "利润总额", "规模", "产量", "人口", "存款", "贷款", "税收", "支出", "销量",
)  # fmt: skip
_RATE = (
    "率", "占比", "比重", "比例", "之比", "指数", "得分", "评分", "分数", "均分", "系数", "平均分",
    "满意度", "知晓度", "参与度", "认可度", "集中度", "覆盖度", "美誉度", "关注度", "贡献度",
)  # fmt: skip
_SAID = (
    "达到", "达", "为", "控制在", "稳定在", "保持在", "降至", "降到", "增至", "增加到", "升至",
    "提高到", "提升到", "压缩到", "不低于", "不少于", "不超过", "不高于", "超过", "突破",
)  # fmt: skip
_INTENT = ("力争", "计划", "确保", "争取", "拟", "预计", "实现")
_STOCK = (
    "现有", "共有", "在册", "拥有", "辖", "下设", "下辖", "现存", "累计", "全年", "截至", "截止",
    "共", "年末", "年底", "每", "日均", "月均", "年均", "人均", "户均", "平均",
)  # fmt: skip
_UNWELCOME = (
    "事故", "死亡", "支出", "不良", "能耗", "排放", "投诉", "失业", "欠", "成本", "费用", "缺口",
    "差评", "逾期", "负债", "债务", "浓度", "违法", "违规", "受伤", "损失", "耗时", "时间", "时长",
    "漏损", "损耗", "差错", "亏损", "退货",
    "案发", "发案", "发生", "复发", "感染", "流失", "空置", "积压", "存量", "未",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameForm:
    """How a fact is worded.

    kind:  "verb" (走访企业), "event" (推进会), "level" (产值), "rate" (满意率), "rank",
           "change" (同比增长), "said" (药占比控制在: the figure follows at once) or "plain".
    verbs: for an event, the verbs that may stand before it.
    base:  for a change, the name of what changes; "" where only the change is named.
    how:   for a change, its words: "同比增长".
    part:  whether it is a part of what was said before (其中).
    name:  without 其中.
    """

    kind: str
    name: str
    verbs: tuple[str, ...] = ()
    base: str = ""
    how: str = ""
    part: bool = False


def form_of(fact: Fact) -> NameForm:
    """The form of a fact with a name."""
    match = _PART.match(fact.name)
    part = match is not None
    name = fact.name[match.end() :].strip() if match else fact.name
    kind, verbs, base, how = _kind(name, fact.unit)
    return NameForm(kind, name, verbs, base, how, part)


def _kind(name: str, unit: str) -> tuple[str, tuple[str, ...], str, str]:
    change = _CHANGE.search(name)
    if change is not None and change.group() not in ("", name[:0]):
        return "change", (), name[: change.start()].rstrip("的"), change.group()
    if unit in ("位", "名") and name.endswith(("排名", "位次", "名次", "排位")):
        return "rank", (), "", ""
    if name.endswith(_SAID):
        return "said", (), "", ""
    if starts_with_verb(name):
        return "verb", (), "", ""
    for length in range(min(len(name), 5), 0, -1):
        if name[-length:] not in _EVENT_VERBS or unit not in _EVENT_UNITS:
            continue
        # 廉政谈话112人次 is how often it was done, 宣讲听众300人次 is who came.
        if unit != "人次" or name.endswith(_PEOPLE_EVENTS):
            return "event", _EVENT_VERBS[name[-length:]], "", ""
    if name.endswith(_RATE) or unit in ("%", "％", "分"):
        return "rate", (), "", ""
    if name.endswith(_LEVEL) and not _holds_verb(name):
        return "level", (), "", ""
    return "plain", (), "", ""


def starts_with_verb(name: str) -> bool:
    """Whether the name already says what was done: 走访企业."""
    return any(name[:length] in _VERBS for length in _VERB_LENGTHS) and name not in _VERBS


def verb_of(name: str) -> str:
    """The verb at the head of a name, "" where none."""
    for length in _VERB_LENGTHS:
        if name[:length] in _VERBS:
            return name[:length]
    return ""


def _holds_verb(name: str) -> bool:
    """Whether a verb stands inside the name: 帮助企业盘活资产 is a deed, not a level."""
    return any(
        name[start : start + length] in _VERBS
        for start in range(len(name) - 1)
        for length in _VERB_LENGTHS
        if start + length < len(name)
    )


def is_intent(name: str) -> bool:
    """Whether the name itself says that it is meant and not done: 力争药占比."""
    return name.startswith(_INTENT)


def is_stock(name: str) -> bool:
    """Whether the name speaks of what there is, so that 全年 cannot stand before it."""
    return name.startswith(_STOCK)


def is_unwelcome(name: str) -> bool:
    """Whether less of it is better, so that it is not "reached" (达到)."""
    return any(word in name for word in _UNWELCOME)


def opposite(how: str) -> str:
    """The words for a change the other way: 同比增长 of -3.2% is 同比下降3.2%; "" for none."""
    for word, other in _RISES.items():
        if how.endswith(word):
            return how[: -len(word)] + other
    return ""

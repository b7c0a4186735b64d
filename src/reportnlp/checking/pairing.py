"""Figures of two reports that tell of the same thing (`--baseline-report`).

Two figures are paired when they have one unit, stand in the same part (成效, 思路), are both levels
or both changes, and their names agree: the same words, or the words of one with a verb or an adverb
more. Words that set things apart (城镇, 农村, 新增, 其中) must stand in both or in none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.annotations import Metric, Section
from reportnlp.extraction.likeness import dice
from reportnlp.extraction.naming import VERBS
from reportnlp.patterns import Pattern

_PEOPLE = frozenset(("人", "名", "位"))
_LEFT_OUT_KINDS = frozenset(("rank", "ratio", "duration"))
_FILLER = Pattern(
    r"^(?:全[省市县区旗镇乡校院局年国]|我[省市县区旗镇局院校]|累计|共计|共|又|再|已|预计|现有|总计|实际|继续|顺利|圆满|成功|全面|大力|积极|同比|分别|连续|地区的?|全社会|城市)+"
)
_PERIODS = Pattern(
    r"上半年|下半年|[一二三四]季度|[0-9一二三四五六七八九十]{1,2}月|五年|三年|两年|以来|累计|期间"
)
_QUALIFIERS = (
    "城镇 城市 城乡 农村 农牧民 农民 居民 新增 净增 累计 人均 户均 平均 日均 年均 税收 地方 本级 "
    "公共 "
    "第一产业 第二产业 第三产业 第一 第二 第三 一产 二产 三产 规模以上 限额以上 重点 出口 进口 "
    "外贸 外资 "
    "国家级 省级 市级 区级 县级 自治区级 其中 男 女 小学 中学 高中 初中 幼儿园 大学 新建 续建 "
    "改建 改造 在建 "
    "竣工 开工 申请 完成 计划 失业 就业 登记 工业 农业 服务业 建筑 房地产 商品房 存款 贷款 收入 "
    "支出 "
    "将 标准 作为 投资 消费 目标 上年 去年 总量 增加值 总产值 总额 余额 国内 国外 公路 铁路 高速 "
    "城区 乡镇 社区 村 低保 养老 医疗 "
    "工伤 生育 参保 保险 廉租 公租 经适 棚户 旧城 集体 个体 私营 民营 国有 义务 学前 职业 单位 "
    "万元 每"
).split()
_NAME_LIKENESS = 0.7
_VAGUE = ("投资", "资金", "项目", "规模", "计划")
"""What names end with that say too little by themselves."""
_CONTEXT_LIKENESS = 0.3
_SHORT_NAMES = 0.6
"""投资, 项目: names that say little need like words around them."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the words around it.

    index:  its place among the figures of the report.
    name:   without fillers and verbs at its beginning.
    around: the clause with the figure left out, and what follows the figure.
    wide:   more of it, across commas.
    part:   "achievements" or "plans".
    several: whether several years are spoken of shortly before.
    """

    index: int
    metric: Metric
    name: str
    around: str
    wide: str
    part: str
    several: bool


@dataclass(frozen=True, slots=True)
class Paired:
    """One thing in two reports.

    change: in per cent of the past value, or in points for percentages; None where that means
            nothing.
    name:   what is measured, with 增幅 for a rate of change and 目标 for a plan.
    """

    past: Metric
    current: Metric
    change: Decimal | None
    name: str


def told_figures(
    text: str, metrics: Sequence[Metric], sections: Sequence[Section]
) -> tuple[Told, ...]:
    """The figures that can be followed from year to year, in the order of the text."""
    found = []
    whole_term = text.count("五年", 0, len(text) * 3 // 5) >= _TERM
    for index, metric in enumerate(metrics):
        begin = metric.span.start
        if metric.kind in _LEFT_OUT_KINDS or not metric.unit or _is_earlier(text, begin):
            continue
        floor = max(begin - 30, 0)
        start = max(max(text.rfind(mark, floor, begin) for mark in "。；，：\n！？") + 1, floor)
        after = text[metric.span.end : metric.span.end + 8]
        stop = min((after.find(mark) for mark in "。；，、：\n" if mark in after), default=8)
        around = text[start:begin] + after[:stop]
        part = next((s.label for s in sections if metric.span in s.span), "")
        wide = text[start:begin] + text[metric.span.end : metric.span.end + 16].partition("\n")[0]
        floor = max(begin - _LOOK_BACK, 0)
        several = _YEARS.search(text, floor, begin) is not None or (
            whole_term and _part(part) != "plans" and not _THIS_YEAR.search(text, floor, begin)
        )
        name = bare(metric.name)
        found.append(Told(index, metric, name, around, wide, _part(part), several))
    return tuple(found)


_FROM = Pattern(r"(?:由|从)(?:[^，。；、\n]{0,8}的)?$")
_YEARS = Pattern(r"[五三四十]年来?|“?十[一二三四五]五”?期间")
_THIS_YEAR = Pattern(r"全年|去年|过去一年|一年来|20[0-9]{2}年，")
_LOOK_BACK = 200
_TERM = 4
"""Who speaks of 五年 so often reviews a term of office: figures are of the term."""


def _is_earlier(text: str, begin: int) -> bool:
    """由45.9%提高到52.6%: the value that was."""
    return _FROM.search(text, max(begin - 12, 0), begin) is not None


def _part(label: str) -> str:
    return "plans" if label in ("plans", "closing") else "achievements"


def bare(name: str) -> str:
    """A name without fillers and without verbs at its beginning."""
    for _ in range(4):
        shorter = _FILLER.sub("", name)
        if shorter[:2] in VERBS and len(shorter) >= 4:
            shorter = shorter[2:]
        if shorter == name or not shorter:
            break
        name = shorter
    return name


def pair(past: Sequence[Told], current: Sequence[Told]) -> tuple[Paired, ...]:
    """The pairs, in the order of the current report; every figure is in one pair at most."""
    by_unit: dict[tuple[str, str, bool], list[Told]] = defaultdict(list)
    for told in past:
        by_unit[_key(told)].append(told)
    scored = []
    for told in current:
        for other in by_unit.get(_key(told), ()):
            score = _score(other, told)
            if score > 0:
                scored.append((score, other, told))
    scored.sort(key=lambda entry: (-entry[0], entry[1].index, entry[2].index))
    best = _rivals(scored)
    used_past: set[int] = set()
    used_current: set[int] = set()
    pairs = []
    for score, other, told in scored:
        if other.index in used_past or told.index in used_current:
            continue
        if best[0][other.index] - score > 1e-9 or best[1][told.index] - score > 1e-9:
            continue
        used_past.add(other.index)
        used_current.add(told.index)
        pairs.append((told.index, _paired(other, told)))
    return tuple(paired for _, paired in sorted(pairs, key=lambda entry: entry[0]))


def _rivals(
    scored: Sequence[tuple[float, Told, Told]],
) -> tuple[dict[int, float], dict[int, float]]:
    """The best score of every past and every current figure."""
    of_past: dict[int, float] = defaultdict(float)
    of_current: dict[int, float] = defaultdict(float)
    for score, other, told in scored:
        of_past[other.index] = max(of_past[other.index], score)
        of_current[told.index] = max(of_current[told.index], score)
    return of_past, of_current


def _key(told: Told) -> tuple[str, str, bool]:
    unit = "人" if told.metric.unit in _PEOPLE else told.metric.unit
    return unit, told.part, bool(told.metric.change)


def _score(past: Told, current: Told) -> float:
    """How surely two figures tell of one thing; 0 where they do not."""
    if past.several != current.several:
        return 0.0
    if _qualifiers(past) != _qualifiers(current):
        return 0.0
    if bool(_PERIODS.search(past.around)) != bool(_PERIODS.search(current.around)):
        return 0.0
    name = _likeness(past.name, current.name)
    around = _likeness(past.around, current.around)
    same = past.name == current.name
    if same and len(past.name) >= 4 and not past.name.endswith(_VAGUE):
        return 1.0 + around
    if same:
        wide = _likeness(past.wide, current.wide)
        return 1.0 + wide if wide >= _SHORT_NAMES else 0.0
    if name < _NAME_LIKENESS or past.name[-2:] != current.name[-2:]:
        return 0.0
    shorter, longer = sorted((past.name, current.name), key=len)
    if longer.endswith(shorter):
        least = _MORE_IN_FRONT
    elif _without_fillers(shorter) == _without_fillers(longer):
        least = _CONTEXT_LIKENESS
    else:
        return 0.0
    return name + around if around >= least else 0.0


_INNER_FILLERS = ("总水平", "基本", "平均", "补助", "总", "再", "与试验", "一般性", "的", "量")
_MORE_IN_FRONT = 0.6


def _without_fillers(name: str) -> str:
    for filler in _INNER_FILLERS:
        name = name.replace(filler, "")
    return name


def _qualifiers(told: Told) -> frozenset[str]:
    words = told.around + "|" + told.metric.name
    return frozenset(word for word in _QUALIFIERS if word in words)


def _likeness(first: str, second: str) -> float:
    """Dice coefficient of the characters, 0 to 1."""
    return dice(Counter(first), Counter(second))


def _paired(before: Told, told: Told) -> Paired:
    past, current = before.metric, told.metric
    change: Decimal | None = None
    if current.unit == "%" or past.unit == "%":
        change = current.value - past.value
    elif past.value:
        change = (current.value / past.value - 1) * 100
    marks = ["增减幅度"] if current.change and current.unit == "%" else []
    marks += ["增减额"] if current.change and current.unit != "%" else []
    marks += ["目标"] if told.part == "plans" else []
    name = current.name + (f"（{'，'.join(marks)}）" if marks else "")
    return Paired(past, current, change, name)

"""Sentences with figures that agree, and the same with one of them wrong, for decoys.

The frames are phrased as reports phrase them, independently of the rules' patterns; each takes
figures drawn at random.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

_NUMERALS = "零一二三四五六七八九十"
Pair = tuple[str, str]
"""The right sentence and the wrong one."""


def sentences(generator: random.Random) -> Iterator[tuple[str, Pair]]:
    """A pair for every frame, with the rule that has to find the wrong one."""
    for rule, frames in _FRAMES.items():
        for frame in frames:
            yield rule, frame(generator)


def _rate(first: float, second: float, digits: int = 1) -> str:
    return f"{abs(second / first - 1) * 100:.{digits}f}"


def _off(text: str, generator: random.Random) -> str:
    """A figure that differs by a tenth at least, with as many decimals."""
    decimals = len(text.partition(".")[2])
    value = float(text)
    return f"{value * generator.choice((0.7, 0.8, 1.15, 1.3)) + 1:.{decimals}f}"


def _growth(
    template: str, low: int, high: int, *, decimals: int = 0
) -> Callable[[random.Random], Pair]:
    """template: with {a}, {b} and {r}; b is greater than a, unless the template says 降."""

    def frame(generator: random.Random) -> Pair:
        scale = 10**decimals
        first = generator.randint(low * scale, high * scale) / scale
        factor = generator.uniform(1.08, 1.6)
        second = first / factor if "降" in template or "减" in template else first * factor
        a, b = f"{first:.{decimals}f}", f"{second:.{decimals}f}"
        rate = _rate(float(a), float(b))
        return (
            template.format(a=a, b=b, r=rate),
            template.format(a=a, b=b, r=_off(rate, generator)),
        )

    return frame


def _share(template: str) -> Callable[[random.Random], Pair]:
    def frame(generator: random.Random) -> Pair:
        whole = generator.randint(40, 900)
        part = int(whole * generator.uniform(0.55, 0.95))
        rate = f"{part / whole * 100:.1f}"
        wrong = f"{float(rate) - generator.uniform(4, 20):.1f}"
        if abs(float(rate) + float(wrong) - 100) < 1:
            wrong = f"{float(wrong) - 3:.1f}"
        return (
            template.format(w=whole, p=part, r=rate),
            template.format(w=whole, p=part, r=wrong),
        )

    return frame


def _sum(template: str, count: int) -> Callable[[random.Random], Pair]:
    def frame(generator: random.Random) -> Pair:
        parts = [generator.randint(11, 60) for _ in range(count)]
        whole = sum(parts)
        wrong = whole + generator.choice((-9, -4, -2, 3, 5, 8))
        return template.format(*parts, w=whole), template.format(*parts, w=wrong)

    return frame


def _count(template: str, items: tuple[str, ...], joint: str) -> Callable[[random.Random], Pair]:
    def frame(generator: random.Random) -> Pair:
        chosen = generator.sample(items, 4)
        right = template.format(n="四", list=joint.join(chosen))
        numeral, kept = generator.choice((("三", 4), ("四", 3), ("五", 4)))
        return right, template.format(n=numeral, list=joint.join(chosen[:kept]))

    return frame


def _series(template: str, items: tuple[str, ...], series: str) -> Callable[[random.Random], Pair]:
    def frame(generator: random.Random) -> Pair:
        chosen = generator.sample(items, 4)
        signed = [f"{_NUMERALS[i]}{series}{words}" for i, words in enumerate(chosen, 1)]
        dropped = generator.randrange(1, 3)
        kept = [words for i, words in enumerate(signed) if i != dropped]
        return template.format(list="；".join(signed)), template.format(list="；".join(kept))

    return frame


def _announced(template: str, items: tuple[str, ...]) -> Callable[[random.Random], Pair]:
    def frame(generator: random.Random) -> Pair:
        chosen = generator.sample(items, 3)
        signed = "；".join(f"{_NUMERALS[i]}是{words}" for i, words in enumerate(chosen, 1))
        return (
            template.format(n="三", list=signed),
            template.format(n=generator.choice("两四五"), list=signed),
        )

    return frame


_DEEDS = (
    "抓实理论学习",
    "建强干部队伍",
    "严格日常监督",
    "优化服务流程",
    "补齐设施短板",
    "完善考核办法",
    "压实工作责任",
)
_NOUNS = ("稳增长", "惠民生", "保安全", "促改革", "优环境", "强基础")
_FRAMES: dict[str, tuple[Callable[[random.Random], Pair], ...]] = {
    "growth-mismatch": (
        _growth("志愿者队伍由{a}人壮大到{b}人，增长{r}%。", 60, 400),
        _growth("年接待量从{a}人次提高到{b}人次，同比增长{r}%。", 800, 6000),
        _growth("办公用电由上年的{a}万元降至{b}万元，下降{r}%。", 20, 90, decimals=2),
        _growth("实现销售收入{b}万元，比上年的{a}万元增长{r}%。", 300, 3000),
        _growth("受理来信{b}件，较去年的{a}件增加{r}%。", 100, 900),
        _growth("举办活动{b}场，同比增长{r}%，上年为{a}场。", 40, 300),
        _growth("库存由{a}吨减少到{b}吨，减少了{r}%。", 300, 900),
        _growth("读者证由{a}个增加到{b}个，增幅达{r}%。", 300, 900),
    ),
    "share-mismatch": (
        _share("全年受理申请{w}件，已办结{p}件，办结率{r}%。"),
        _share("排查隐患{w}处，整改{p}处，整改率达{r}%。"),
        _share("现有职工{w}人，其中党员{p}人，占{r}%。"),
        _share("开展检查{w}次，其中夜间检查{p}次，占检查总次数的{r}%。"),
        _share("征集建议{w}条，采纳{p}条，采纳率为{r}%。"),
        _share("{w}户住户中有{p}户完成改造，占比{r}%。"),
        _share("参加考核的{w}名干部中，{p}名获评良好以上等次，占{r}%。"),
    ),
    "sum-mismatch": (
        _sum("办理来信{0}件、来访{1}件、来电{2}件，合计{w}件。", 3),
        _sum("全年办结案件{w}件，分别为民事{0}件、行政{1}件、执行{2}件。", 3),
        _sum("发放补助{w}万元，其中教育{0}万元、医疗{1}万元、住房{2}万元、就业{3}万元。", 4),
        _sum("排查问题{w}个，已整改{0}个，其余{1}个正在推进。", 2),
        _sum("东、西、南三片分别改造{0}户、{1}户、{2}户，共计{w}户。", 3),
        _sum("招录公务员{0}名、事业人员{1}名、社区工作者{2}名，总计{w}名。", 3),
        _sum("购置图书{w}册，包括文学{0}册、科技{1}册、少儿{2}册。", 3),
    ),
    "count-mismatch": (
        _count("围绕{n}个方面发力：{list}。", _NOUNS, "、"),
        _count("突出{n}个重点：{list}。", _NOUNS, "、"),
        _count("坚持{n}个结合：{list}。", _DEEDS, "；"),
        _announced("重点做好{n}项工作：{list}。", _DEEDS),
        _announced("下一步采取以下{n}条措施：{list}。", _DEEDS),
        _announced("工作中还存在{n}个方面的问题：{list}。", _DEEDS),
    ),
    "enum-gap": (
        _series("主要做法有：{list}。", _DEEDS, "是"),
        _series("工作中做到：{list}。", _DEEDS, "要"),
    ),
}

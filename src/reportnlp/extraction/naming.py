"""What a figure measures (指标名称): the phrase before it, or around it, in its own clause."""

from __future__ import annotations

import re

from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

STOPS = frozenset("，。；：！？、\n,;:!?（）()“”《》〔〕\t|…—")
_HARD_STOPS = frozenset("。；！？\n;!?\t|")
_BY_KIND: dict[str, list[str]] = {}
for _word, _kind, _ in load_rows("naming"):
    _BY_KIND.setdefault(_kind, []).append(_word)


def _longest_first(kind: str) -> tuple[str, ...]:
    return tuple(sorted(_BY_KIND[kind], key=len, reverse=True))


def _by_edge(kind: str, edge: int) -> dict[str, tuple[str, ...]]:
    """The words of a kind by their first (0) or last (-1) character, the longest first."""
    found: dict[str, list[str]] = {}
    for word in _longest_first(kind):
        found.setdefault(word[edge], []).append(word)
    return {character: tuple(words) for character, words in found.items()}


_LEADS = _by_edge("lead", 0)
_TAILS = _by_edge("tail", -1)
_ADVERBS = _longest_first("adverb")
_SOME_ADVERB = Pattern("|".join(map(re.escape, _ADVERBS)))
VERBS = frozenset(_BY_KIND["verb"])
_LIGHT = frozenset(_BY_KIND["light"])
_FULL_VERBS = VERBS - _LIGHT
_FREQUENCY = Pattern(
    r"每(?:两|半|一|[0-9]{1,2})?(?:个)?(?:年|月|季度|季|周|天|日|学期|半年)(?:至少|再|各|均)?"
)
_AFTER_STOPS = frozenset(
    "的了和与并在对被获参进完均共占比较为是达给向以从由将可又及等中内上下后前时来已经各也有"
)
_TAIL_PAIRS = frozenset(
    tail[:2] for tails in _TAILS.values() for tail in tails if len(tail) >= 2
) | frozenset(
    (
        "通车 获得 荣获 入选 考入 超出 达标 符合 受到 取得 位于 用于 以上 不变 有效 用时 提前 参加 "
        "参赛 脱贫 就业 上岗 落户 投产 投用 建成 完工 申报 全部 逐一 不予 超过 人人 尚未 没有 还没 "
        "配齐 荣立 顺利 有序 如期 按期 正在 稳步 加快 陆续 相继 普遍 先后 纷纷 一律 统一 "
        "实行 推行 到岗 到位 收官 即可"
    ).split()
)
_MAX_NAME = 24
_MAX_BACK = 160
_MAX_FIGURES = 5
_MAX_CLAUSES = 8


def measured_name(text: str, start: int, end: int) -> str:
    """What a figure or blank measures, as the text puts it; "" where it does not say.

    start: first character of the figure with its approximation mark.
    end:   behind its unit.
    """
    floor = max(start - _MAX_BACK, 0)
    position = start
    for _ in range(_MAX_CLAUSES):
        if position <= floor:
            break
        begin = _clause_start(text, position, floor)
        if position == start:
            begin = _list_start(text, begin, floor)
        name = _name_in(text[begin:position])
        if position == start and (not name or name in VERBS or name in GENERIC):
            noun = _noun_after(text, end)
            if noun:
                return name + noun if name in _FULL_VERBS else noun
        told = len(name) >= 2 and name not in GENERIC and name not in _LIGHT
        if told and not _is_relation(text, begin, position):
            return name
        if begin <= floor or text[begin - 1] in _HARD_STOPS:
            break
        position = begin - 1
    return _noun_after(text, end)


GENERIC = frozenset(
    (
        "总数 总量 总额 合计 累计 缩小 缩短 前移 后移 上升 下降 其余 余下 分别 连续 提前 仅保留 "
        "同口径 可比口径 年均 平均 占比 比重 净增 净减 增速 增幅 降幅 排名 位次 实际 名义 现有 "
        "全市 全县 全区 全省 全镇 全乡 全村 全院 全校 全局 全国 辖区 开讲 全网 "
        "达标 其中 涉及 全部 折合 折算 剩余 余下 后者 前者 最快 最高 最多 最低 最长 另有 还有"
    ).split()
)
_RELATIONS = (
    "占",
    "是上",
    "是去",
    "是",
    "比",
    "较",
    "高出",
    "高于",
    "低于",
    "相当于",
    "约占",
    "约为",
    "已占",
    "其中占",
)


def _is_relation(text: str, begin: int, position: int) -> bool:
    """占年计划的, 比上年的: the clause tells of the thing before it."""
    clause = text[begin:position]
    if clause.startswith(("占用", "占地")):
        return False
    return clause.startswith(_RELATIONS) and (
        clause.endswith(("的", "占")) or not clause.startswith(("比", "较", "是"))
    )


def clause_start(text: str, position: int) -> int:
    """Where the clause begins that ends at a position."""
    return _clause_start(text, position, max(position - _MAX_BACK, 0))


def _clause_start(text: str, position: int, floor: int) -> int:
    begin = position
    while begin > floor and text[begin - 1] not in STOPS:
        begin -= 1
    # A quoted or bracketed tail belongs to the name: “四进”活动**次.
    if begin > floor and text[begin - 1] in "”》）)" and position - begin <= 12:
        opening = text.rfind(
            {"”": "“", "》": "《", "）": "（", ")": "("}[text[begin - 1]], floor, begin
        )
        if opening >= 0 and begin - opening <= 30 and "。" not in text[opening:begin]:
            if text[begin - 1] in "）)":
                return _clause_start(text, opening, floor) if begin == position else begin
            return _clause_start(text, opening, floor)
    return begin


def _list_start(text: str, begin: int, floor: int) -> int:
    """Where a list begins whose parts have no figures of their own: 走失老人、儿童17名."""
    while begin > floor and text[begin - 1] == "、":
        before = _clause_start(text, begin - 1, floor)
        part = text[before : begin - 1]
        if begin - before > 10 or not part or _NOT_OF_LIST.search(part):
            break
        begin = before
    return begin


_NOT_OF_LIST = Pattern(
    r"[0-9０-９%％*＊×_＿□○【】Xx]|[一二三四五六七八九十百千两]+[个名项次家户人场件座条所处期]"
)
FIGURE_CHARACTERS = frozenset(
    "0123456789０１２３４５６７８９.％%*＊×_＿□○XxＸｘ【】？?"
) | frozenset(" \u3000")
_AFTER_FIGURES = frozenset("余多来百万亿千")


# Words that begin like a unit.
_WHOLE_WORDS = (
    "项目",
    "年度",
    "分馆",
    "日均",
    "人均",
    "户均",
    "件均",
    "课程",
    "场所",
    "期末",
    "月均",
    "年均",
    "级配",
)
_WITHIN = ("内", "以上", "以下", "以内", "及以上")


def _name_in(segment: str) -> str:
    """The name in a clause that may hold other figures: behind the last of them, else before it."""
    for _ in range(_MAX_FIGURES):
        begin, end = _last_figure(segment)
        if end < 0:
            return bare_name(segment)
        tail = _behind_scale(segment[end:])
        if segment[begin:end].isspace() and not unit_at(tail, 0)[0]:
            return bare_name(segment)
        word, _ = unit_at(tail, 0)
        if tail.startswith(_WHOLE_WORDS):
            word = ""
        if tail.startswith(_WITHIN, len(word)):
            # 48小时内手术率, 35岁以下党员: the figure is a part of the name.
            return bare_name(segment)
        name = bare_name(tail[len(word) :])
        if len(name) >= 2:
            return name
        segment = segment[:begin]
    return ""


def _behind_scale(tail: str) -> str:
    """A tail from its unit on: 万余元 -> 元, but 千伏 as it is."""
    while tail and tail[0] in _AFTER_FIGURES and not unit_at(tail, 0)[0]:
        tail = tail[1:]
    return tail


def _last_figure(segment: str) -> tuple[int, int]:
    """Where the last figure outside quotes begins and ends; (-1, -1) where there is none."""
    depth = 0
    end = -1
    for index in range(len(segment) - 1, -1, -1):
        character = segment[index]
        if character in "”》）)":
            depth += 1
        elif character in "“《（(":
            depth = max(depth - 1, 0)
        elif not depth and character in FIGURE_CHARACTERS:
            if end < 0:
                end = index + 1
        elif end >= 0 and character.isascii() and character.isalpha():
            # PM2.5, A4: the figures are part of a name.
            end = -1
        elif end >= 0:
            return index + 1, end
    return (0, end) if end >= 0 else (-1, -1)


_OF_ANOTHER = Pattern(
    # 完成年初预算的, 占年计划的, 由上年的
    r"(?:(?:完成|为|占|达到?)[^占为完，]{0,6}?(?:预算|任务|计划|目标)数?的?"
    r"|(?:由|从)(?:上年|去年|年初|上一?届|20[0-9]{2}年)(?:末|底)?的?)$"
)
_ENDS_OF_ANOTHER = frozenset("算务划标数的年末底届")


def bare_name(segment: str) -> str:
    """A stretch of a clause without the words that lead to a name and follow it; may be ""."""
    name = segment.strip(" \u3000\u00a0*＊")
    other = _OF_ANOTHER.search(name) if name[-1:] in _ENDS_OF_ANOTHER else None
    if other is not None:
        name = name[: other.start()]
    among = name.rfind("等", name.find("、") + 1, len(name) - 1)
    if 0 < name.find("、") < among:
        # 购置血管超声、旋磨仪等设备 -> 购置设备
        name = (name[:2] if name[:2] in VERBS else "") + name[among + 1 :]
    while name and name not in VERBS and not name.endswith("占比"):
        tail = next((word for word in _TAILS.get(name[-1], ()) if name.endswith(word)), "")
        if not tail:
            break
        name = name[: -len(tail)].rstrip()
    name = _without_frequency(name)
    for adverb in _ADVERBS if _SOME_ADVERB.search(name) else ():
        at = name.rfind(adverb)
        if at >= 0 and len(name) - at - len(adverb) >= 2:
            name = name[at + len(adverb) :]
    while name:
        lead = next((word for word in _LEADS.get(name[0], ()) if name.startswith(word)), "")
        if not lead or len(lead) == len(name) or name.startswith(_NO_LEAD):
            break
        name = name[len(lead) :].lstrip()
    if name.endswith(("测评得", "评估得", "评价得")):
        name = name[:-1]
    if name[-3:-2] == "”" and name[-2:] in _LIGHT:
        name = name[:-2]
    return _without_light_verb(_from_last_verb(name))


_NO_LEAD = ("在册", "在谈", "在编", "在建", "在岗", "在职", "在线", "在校", "主要污", "主要农")


def _without_frequency(name: str) -> str:
    """视力筛查每学期 -> 视力筛查; 专班每月会商 -> 会商."""
    found = list(_FREQUENCY.finditer(name)) if "每" in name else ()
    if not found:
        return name
    after = name[found[-1].end() :]
    return after if len(after) >= 2 else name[: found[-1].start()] or name


_FULFILLED = ("完成投资", "完成时间", "完成率", "完成量", "完成数", "完成情况")


def _without_light_verb(name: str) -> str:
    """召开推进会 -> 推进会: what was done says nothing that the noun does not."""
    if len(name) >= 4 and name[:2] in _LIGHT and not name.startswith(_FULFILLED):
        return name[2:]
    return name


def _from_last_verb(name: str) -> str:
    """From the last verb with an object of two characters: 帮助企业解决难题 -> 解决难题."""
    if len(name) <= 6:
        return name
    for index in range(len(name) - 4, 0, -1):
        verb = name[index : index + 2] in VERBS and name[index - 1] not in "专的新再"
        if verb and not name.startswith(_FULFILLED, index):
            return name[index:]
    return name[-_MAX_NAME:]


def _noun_after(text: str, end: int) -> str:
    """The noun that a measure word counts: 28家企业."""
    stop = end
    while stop < len(text) and stop - end < 8:
        character = text[stop]
        if not "\u4e00" <= character <= "\u9fff" or character in _AFTER_STOPS:
            break
        if text[stop : stop + 2] in VERBS or text[stop : stop + 2] in _TAIL_PAIRS:
            break
        stop += 1
    noun = text[end:stop].removesuffix("第")
    return noun if len(noun) >= 2 else ""


def counted_noun(text: str, start: int, end: int) -> str:
    """The noun right behind a measure word where nothing before could be the name: 对16块地块."""
    noun = _noun_after(text, end)
    if not noun:
        return ""
    begin = _clause_start(text, start, max(start - _MAX_BACK, 0))
    before = _name_in(text[begin:start])
    return before + noun if before in VERBS else noun

"""Units that lost their number: 全年开展检查次，投入资金   万元，增长%。

A unit before a stop without a number is lost for sure where a verb and a noun that it counts stand
before it. In a text that holds other blanks less will do: the unit makes no word with what precedes
it (resources/bare_units.tsv, counted in published reports, where such units never stand bare).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportnlp.annotations import Placeholder
from reportnlp.document import Span
from reportnlp.extraction.bare_units import bare_units, bare_units_ending
from reportnlp.extraction.blank_names import number_name
from reportnlp.extraction.blank_units import AMBIGUOUS_UNITS, STOPS, unit_after
from reportnlp.extraction.lost_before_nouns import find_lost_before_nouns
from reportnlp.extraction.lost_evidence import (
    MILESTONES,
    PREDICATES,
    asks_for_number,
    counts_whom,
    echoes_unit,
    goes_on_with_figure,
    is_demanded,
    is_second_count,
    stands_beside_same_unit,
    stands_in_row,
)
from reportnlp.extraction.marks import is_chinese
from reportnlp.extraction.naming import VERBS
from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

# So many other blanks in a text make it one with blanks.
_BLANKS_OF_A_DRAFT = 2

# Sets of all Chinese characters take a millisecond to compile; what precedes is tested apart.
_ENDS = (
    "次项条件份篇个名例宗张册套辆座株棵盏枚艘斤吨亩里米顷瓦时页卷笔批只支幅起家户人场期处台对本节头具"
    "部片块间栋幢所轮组管元位趟架封面种盒瓶箱根款列倍钟日月天岁门讲堂叶羽颗桶剂煤尾升克安伏眼"
)
_LOST = Pattern(f"[{_ENDS}](?<![0-9].)(?<![0-9][余多万亿].)(?=[，。；、,;\\n]|$|以上|左右)")
_RATE = Pattern(r"[个百%％‰](?<![0-9.].)(?:(?<=个)百分点|(?<=百)分点|(?<=[%％‰]))")
_CHANGED = tuple("增长 下降 提高 提升 增加 减少 降低 上升 率达 率为 达到 占比 比重".split())
_BEHIND_RATES = tuple("， 。 ； 、 以上 以下 以内 左右".split())
# 占比%均为快报数: the rate is a heading.
_SPEAKS_OF_RATE = ("均", "为", "是", "指", "数", "值", "口径")
_SPACED = Pattern(r"[ \u3000]{2,20}")
_SCALED = frozenset(
    (
        "人次 吨 亩 平方米 公里 立方米 千瓦时 千瓦 户次 件次 份 件 册 张 剂次 斤 株 棵 只 条 篇 "
        "起 例 卷 页 人 名 家 个 套 辆 台 场 次 列 公顷 册次 场次 美元 亩次 头 羽 尾 标箱 "
        "平方公里 亿元 户"
    ).split()
)
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几数多余来半近超约仅第每各整上")
_PARTICLES = frozenset("的等及和与或是成按以论着过不没就都均从自由在到向对于把被将让给")
_BEFORE_MANY = frozenset("千百十进入送到暖惠走家户数上几成过亿万")
_CHANGES = tuple("同比 较 比 增长 达 分别 明显 大幅 位居 占 均 稳 持续 再创 创".split())
# 压减检查频次, 提高服务人次: what changes is the count itself.
_COUNT_CHANGES = tuple(
    "增加 减少 提高 压减 优化 加密 加大 降低 提升 扩大 统计 控制 限制 调整 核定 合理".split()
)
# Units that make a word with what they count: 企业家, 培训期, 会场, 游客人次.
_MADE_WORDS = frozenset(("家", "期", "场", "对", "名", "人", "人次"))
# Units that stand in lists as words: 企业家、专家.
_LISTED_AS_NOUNS = frozenset(("家", "人次", "名", "人", "部", "处", "户", "场", "期", "台", "本"))
# Units at the ends of so many words that a figure next to them proves nothing: 邻里节, 处理人.
_NO_ROW = frozenset("人 节 管 片 头 本 对".split())
_SENTENCE_REST = Pattern(r"[^。；\n]{0,40}")
_GREW = Pattern(r"、[^，、]{1,12}(?:增长|下降|提高|减少)[0-9]")
_SHARED = ("分别", "均", "同比", "都", "等")


@cache
def _countables() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) for row in load_rows("countables")}


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A unit without number: where it begins and ends, and what stands before it.

    base:   the unit without 万 or 亿.
    stem:   up to ten characters before the unit.
    clause: from the last stop, at most 24 characters, to the unit.
    demanded: whether the words before it leave room for a number alone (达到, 超过, 第).
    """

    begin: int
    end: int
    unit: str
    base: str
    stem: str
    clause: str
    demanded: bool


def find_lost_numbers(text: str, blanks: int = 0) -> Iterator[Placeholder]:
    """Units that lost their number: 全年开展检查次，整改问题个。

    blanks: how many other blanks the text is known to hold.
    """
    sure: list[_Place] = []
    others: list[_Place] = []
    for match in _LOST.finditer(text):
        place = _place_at(text, match.end())
        if place is not None:
            (sure if place.demanded or _is_lost(text, place) else others).append(place)
    rates = _lost_rates(text)
    in_draft = blanks + len(sure) + len(rates) >= _BLANKS_OF_A_DRAFT
    for place in (*sure, *(_likely(text, others, sure) if in_draft else ())):
        yield _lost(text, place.begin, place.end, place.unit)
    for before, span in rates:
        name = number_name(text, before, span.end)
        yield Placeholder(span, "number", span.cut(text), name, "lost-number")
    if in_draft:
        for span in find_lost_before_nouns(text):
            yield _lost(text, span.start, span.end, span.cut(text))
    if "  " in text or "\u3000\u3000" in text:
        yield from _spaced_blanks(text)


def _likely(text: str, places: list[_Place], sure: list[_Place]) -> list[_Place]:
    """Those of the places that may have lost their number; others are sure to have lost it."""
    likely = [place for place in places if _may_be_lost(text, place)]
    # A lost number beside a unit speaks for another: 示范线条，打造精品村个.
    ends = frozenset(place.end for place in (*sure, *likely))
    taken = frozenset(place.end for place in likely)
    return likely + [
        place for place in places if place.end not in taken and _may_be_lost(text, place, ends)
    ]


def _lost_rates(text: str) -> list[tuple[int, Span]]:
    """Where the words before a lost rate end, and the rate's unit: 增长%, 药占比%，."""
    found: list[tuple[int, Span]] = []
    if not any(rate in text for rate in ("%", "百分点", "％", "‰")):
        return found
    for match in _RATE.finditer(text):
        start, end = match.span()
        before = start
        while before and start - before < 6 and text[before - 1] in " \u3000":
            before -= 1
        if (text.endswith(_CHANGED, 0, before) and not text.startswith(_SPEAKS_OF_RATE, end)) or (
            before == start
            and is_chinese(text[start - 1 : start])
            and text[start - 1] not in _BEFORE_PERCENTAGE
            and match.group() != "百分点"
            and text.startswith(_BEHIND_RATES, end)
        ):
            found.append((before, Span(start, end)))
    return found


_BEFORE_PERCENTAGE = frozenset("一二两三四五六七八九十百千几数多半个")


def _lost(text: str, begin: int, end: int, unit: str) -> Placeholder:
    name = number_name(text, begin, end)
    return Placeholder(Span(begin, end), "number", unit, name, "lost-number")


def _place_at(text: str, end: int) -> _Place | None:
    """The bare unit that ends at an offset; None where a number stands before it, or no unit."""
    base = _base_at(text, end)
    if not base:
        return None
    begin = end - len(base)
    unit = base
    while text[begin - 1 : begin] in ("万", "亿") and base in _SCALED and len(unit) < len(base) + 2:
        begin -= 1
        unit = text[begin:end]
    before = text[begin - 1 : begin]
    if not (is_chinese(before) or before in "”》） \u3000") or not before:
        return None
    demanded = is_demanded(text, begin, base, unit)
    if before in _NUMERALS and not (demanded or _is_rough_sum(text, begin, base, unit)):
        return None
    if text[begin - 2 : begin] in ("平方", "立方"):
        return None
    if before in " \u3000" and text[begin - 8 : begin].rstrip(" \u3000")[-1:].isdigit():
        return None
    near = text[max(begin - 24, 0) : begin]
    # No figure stands where there are but letters, as Chinese characters are.
    if near.endswith(("若干", "多少")) or (
        not near[-8:].isalpha() and _ends_in_quantity(near) and not is_second_count(near, base)
    ):
        return None
    if len(unit) > len(base) and (near.endswith(MILESTONES) or unit.startswith("万亿")):
        # 突破万亿元, 连续两年过亿吨 may be meant as they stand.
        return None
    start = len(near)
    while start and near[start - 1] not in "，。；：、\n":
        start -= 1
    stem = text[max(begin - 10, 0) : begin].rstrip(" \u3000").rstrip("余”）")
    return _Place(begin, end, unit, base, stem, near[start:], demanded)


def _is_rough_sum(text: str, begin: int, base: str, unit: str) -> bool:
    """增收多|万元, 约|万户: only a number can be missing; 近万人 and 超亿元 are words."""
    if len(unit) == len(base) or text[begin - 1] not in "约多余":
        return False
    before = text[begin - 2 : begin - 1]
    return is_chinese(before) and before not in _NUMERALS


def _base_at(text: str, end: int) -> str:
    """The unit that ends at an offset, without its scale; "" where none does."""
    found = bare_units_ending(text, end)
    if len(found) > 1 and bare_units()[found[-1]].counts_end(text[max(end - 9, 0) : end - 1]):
        # 讲党课|次, not 课次.
        return found[-1]
    return found[0] if found else ""


def _ends_in_quantity(near: str) -> bool:
    """3.2亿元|万元, 41.7万亩|次: a number with its unit stands right before."""
    for length in (1, 2, 3):
        word = near[-length:]
        if near[:-length].rstrip("万亿")[-1:].isdigit() and unit_at(word, 0)[0] == word:
            return True
    return False


def _is_lost(text: str, place: _Place) -> bool:
    """Whether noun and verb before the unit leave no doubt."""
    unit, following = place.unit, text[place.end : place.end + 2]
    if following[:1] == "、" and unit in _LISTED_AS_NOUNS:
        # 企业家、专家; 接待游客人次、收入分别增长: the unit is a word of its own.
        return False
    if following == "以上" and unit.endswith("元"):
        # 总投资亿元以上项目: a class of projects.
        return False
    if not place.stem or _is_changed_count(place):
        return False
    if _is_counted(text, place):
        return True
    countables = _countables().get(unit) or _countables().get(place.base, ("\0",))
    if not place.stem.endswith(countables):
        return False
    # Where noun and unit together are a word of their own (培训期, 企业家), a verb must tell.
    bare = bare_units().get(place.base)
    verbs = bare.verbs if bare and place.base in _MADE_WORDS else ()
    near = text[max(place.begin - 24, 0) : place.begin - 1]
    near = near[max(near.rfind(mark) for mark in "，。；\n") + 1 :]
    return not verbs or any(verb in near for verb in verbs)


def _is_counted(text: str, place: _Place) -> bool:
    """Whether a verb is at work in the clause and the unit makes no word with what precedes it."""
    bare = bare_units().get(place.base)
    if bare is None or not bare.sure or bare.ends_word(place.clause) or not _is_free(text, place):
        return False
    if place.stem[-1] in _NUMERALS or "《" in text[max(place.begin - 24, 0) : place.begin]:
        return False
    behind = place.end
    if place.unit.endswith("次") and (
        text[behind : behind + 1] not in "，。；" or text.startswith(_CHANGES, behind + 1)
    ):
        return False
    clause = place.clause
    verb_at = next((i for i in range(len(clause) - 1) if clause[i : i + 2] in VERBS), -1)
    return 0 <= verb_at <= len(clause) - 4


def _may_be_lost(text: str, place: _Place, ends: frozenset[int] = frozenset()) -> bool:
    """Whether the unit is no part of a word, so that in a text with blanks its number is lost.

    ends: where units that lost their number end, as far as they are known.
    """
    bare = bare_units().get(place.base)
    if bare is None or not _is_free(text, place) or not _fits_sentence(text, place):
        return False
    if counts_whom(place.base, place.stem) or is_second_count(place.clause, place.base):
        return True
    if asks_for_number(place.clause, place.base) or echoes_unit(place.clause, place.base):
        return True
    if place.base not in _LISTED_AS_NOUNS and goes_on_with_figure(text, place.end):
        return True
    if len(place.unit) > len(place.base):
        # 新增就业万人, but 千家万户, 走进万家.
        if place.base == "家" and not bare.counts_end(place.clause):
            return False
        return (
            place.stem[-1] not in _BEFORE_MANY
            or place.stem.endswith(PREDICATES)
            or bare.counts_end(place.clause)
        )
    if place.base not in ("人", "家") and stands_beside_same_unit(
        text, place.begin, place.end, place.base
    ):
        return True
    if bare.ends_word(place.clause):
        return False
    if place.stem[-1] in _PARTICLES and not place.stem.endswith(PREDICATES):
        return False
    following = text[place.end : place.end + 1]
    in_row = place.base not in _NO_ROW and stands_in_row(text, place.begin, place.end, ends)
    if following == "、" and not (
        (bare.sure or in_row or place.base == "名" or place.base not in _LISTED_AS_NOUNS)
        and _is_list_of_figures(text, place.end)
    ):
        return False
    return (
        bare.common
        or in_row
        or bare.counts_end(place.clause)
        or any(verb in place.clause for verb in bare.verbs)
    )


def _fits_sentence(text: str, place: _Place) -> bool:
    """Whether nothing in the sentence says that the bare unit is meant as it is."""
    if _is_changed_count(place) or len(place.clause.strip()) < 2:
        return False
    if "《" in place.clause and "》" not in place.clause:
        return False
    return not (text.startswith("以上", place.end) and place.unit.endswith("元"))


def _is_free(text: str, place: _Place) -> bool:
    """Whether no ordinal, bracket or end of a line of a table stands beside the unit."""
    if not place.stem or "第" in place.stem[-4:] or text[place.begin - 1] in "）)":
        return False
    if place.clause.endswith(("单位", "单位为", "单位是")) and place.unit.endswith(
        ("元", "米", "亩", "升")
    ):
        return False
    if place.end < len(text) and text[place.end] != "\n":
        return True
    line = text[text.rfind("\n", 0, place.begin) + 1 : place.begin]
    return any(mark in line for mark in "，。；、")


def _is_changed_count(place: _Place) -> bool:
    return place.unit.endswith("次") and any(word in place.clause for word in _COUNT_CHANGES)


def _is_list_of_figures(text: str, offset: int) -> bool:
    """Whether the list goes on with figures, not with what its items did: 人次、收入分别增长."""
    rest = _SENTENCE_REST.match(text, offset)
    if rest is None:
        return True
    told = rest.group().replace("人均", "").replace("平均", "")
    return not any(word in told for word in _SHARED) and not _GREW.match(told)


def _spaced_blanks(text: str) -> Iterator[Placeholder]:
    """投入资金   万元: spaces where a figure belongs."""
    for match in _SPACED.finditer(text):
        after, unit = unit_after(text, match.end())
        if (
            not unit
            or unit in AMBIGUOUS_UNITS
            or not is_chinese(text[match.start() - 1 : match.start()])
        ):
            continue
        following = text[after : after + 1]
        if (
            following
            and following not in STOPS
            and unit not in ("个", "名", "万元", "亿元", "人次")
        ):
            continue
        if text.endswith(_CHANGED, 0, match.start()) and unit in ("%", "％", "个百分点"):
            continue
        if text[: match.start()].endswith(_countables().get(unit, ("\0",))) and _LOST.match(
            text, after - 1
        ):
            continue
        name = number_name(text, match.start(), after)
        yield Placeholder(Span(match.end(), after), "number", unit, name, "lost-number")

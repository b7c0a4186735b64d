"""Blanks and masks (占位符): what is missing, in which unit, and what it would have measured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

from reportnlp.annotations import Placeholder
from reportnlp.document import Document, Span
from reportnlp.extraction.blank_names import (
    date_name,
    names_organ,
    number_name,
    person_title,
)
from reportnlp.extraction.blank_units import AMBIGUOUS_UNITS, STOPS, shared_unit_after, unit_after
from reportnlp.extraction.bracket_marks import find_brackets
from reportnlp.extraction.dates import Date
from reportnlp.extraction.form_marks import find_boxes, find_dashes, find_underlines
from reportnlp.extraction.letter_marks import (
    find_crosses,
    find_letters,
    find_other_letters,
    find_ratios,
    find_zeros,
    is_ordinal_or_time,
)
from reportnlp.extraction.lost_numbers import find_lost_numbers
from reportnlp.extraction.marks import Finder, Mark, characters_of, is_chinese, is_table_cell
from reportnlp.extraction.star_marks import find_stars
from reportnlp.extraction.unnamed_marks import find_unnamed
from reportnlp.extraction.word_marks import find_foreign_words, find_words
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

STYLES: tuple[tuple[str, Finder], ...] = (
    # characters of which a text must hold one (none: any text), and who looks for them;
    # the first style wins
    (":：∶", find_ratios),
    ("*＊", find_stars),
    ("【〔[［（(<＜「『〈⟨{｛", find_brackets),
    ("XxＸｘ", find_letters),
    ("NＮYZMn#＃", find_other_letters),
    ("×✕✖╳ⅩⅹㄨХхΧχ⨯", find_crosses),
    ("_＿﹍﹎﹏", find_underlines),
    ("…—-－.·※▲◎⬜～~/／", find_dashes),
    ("□▢◻○◯〇△☆★●■◇◆▼▽⊙?？", find_boxes),
    ("TtNn", find_foreign_words),
    ("0０", find_zeros),
    ("某", find_unnamed),
    ("", find_words),
)
_NUMBER_RULES = {
    "star": "star-placeholder",
    "letter": "letter-placeholder",
    "ratio": "letter-placeholder",
    "cross": "cross-placeholder",
    "underline": "underline-placeholder",
    "box": "box-placeholder",
    "bracket": "bracket-placeholder",
    "lost": "lost-number",
    "unnamed": "unnamed-party",
    "word": "bracket-placeholder",
}
_SUFFIXES: dict[str, tuple[str, tuple[str, ...]]] = {
    row[0]: (row[1], tuple(row[2].split())) for row in load_rows("suffixes")
}
_SUFFIX_LENGTHS = tuple(sorted({len(word) for word in _SUFFIXES}, reverse=True))
_CLOSED_YEAR = ("〕", "］", "]", "）", ")")
# Marks never overlap, so where they begin puts them in order.
_START, _START_OF_ONE = attrgetter("start"), attrgetter("span.start")
_PREPOSITIONS = frozenset("由与和在赴到向对给同经是至及跟从被评的入往驻原任为")
_DURATION_BEFORE = tuple(
    "连续 过去 任职 工作 历时 近 长达 持续 从教 从医 提前 每 第 超过 约 满".split()
)


def find_placeholders(
    document: Document, characters: frozenset[str] | None = None
) -> tuple[Placeholder, ...]:
    """Every blank and mask of a document without hard line wraps, in the order of the text.

    characters: those of its text, as `characters_of` gives them, if they are known already; 某 must
                be among those that were asked for.
    """
    if characters is None:
        characters = characters_of(document.text, "某")
    found: list[Placeholder] = []
    taken: list[Span] = []
    for triggers, finder in STYLES:
        if triggers and characters.isdisjoint(triggers):
            continue
        new = [mark for mark in finder(document) if not _is_taken(mark.span, taken)]
        if new:
            taken.extend(mark.span for mark in new)
            taken.sort(key=_START)
            found.extend(_placeholder_of(document, mark) for mark in new)
    blanks = sum(placeholder.rule != "unnamed-party" for placeholder in found)
    for lost in find_lost_numbers(document.text, blanks):
        if not _is_taken(Span(max(lost.span.start - 1, 0), lost.span.end), taken):
            found.append(lost)
    found.sort(key=_START_OF_ONE)
    return tuple(found)


def without_numbers(placeholders: Iterable[Placeholder], dates: Iterable[Date]) -> list[Span]:
    """The stretches in which no number is looked for, in the order of the text."""
    return sorted([one.span for one in placeholders] + [one.span for one in dates])


def _is_taken(span: Span, taken: list[Span]) -> bool:
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    return low < len(taken) and taken[low].start < span.end


def _placeholder_of(document: Document, mark: Mark) -> Placeholder:
    text, start, end = document.text, mark.span.start, mark.span.end
    if mark.hint:
        return _hinted(text, mark)
    if mark.style == "ratio":
        name = number_name(text, start, end)
        return Placeholder(mark.span, "other", "", name, "letter-placeholder")
    date_rule = _date_rule(text, start, end)
    if date_rule:
        name = date_name(text, start, end)
        return Placeholder(mark.span, "date", text[end : end + 1], name, date_rule)
    number_rule = _NUMBER_RULES[mark.style]
    if text[start - 1 : start] in _CLOSED_YEAR and text[end : end + 1] == "号":
        return Placeholder(mark.span, "other", "", "文号", number_rule)
    after, unit = unit_after(text, end)
    if not unit:
        after, unit = shared_unit_after(text, end)
    if not unit and text[start - 1 : start] == "第" and text[end : end + 1] in ("届", "次", "批"):
        after, unit = end + 1, text[end]
    if (
        unit
        and not (text[end] in _LONGER_STARTS and _is_longer_suffix(text, end, unit))
        and not _is_name_suffix(text, start, end, unit)
    ):
        begin = start - 1 if text[start - 1 : start] == "第" else start
        name = number_name(text, begin, after)
        return Placeholder(mark.span, "number", unit, name, number_rule)
    if mark.style == "unnamed":
        kind, name = _masked(text, start, end)
        return Placeholder(mark.span, kind, "", name, "unnamed-party")
    if mark.style in ("underline", "bracket") and _suffix_at(text, end) is None:
        return _open_blank(text, mark, number_rule)
    kind, name = _masked(text, start, end)
    return Placeholder(mark.span, kind, "", name, "masked-name")


def _hinted(text: str, mark: Mark) -> Placeholder:
    """【待补：学习会次数（次）】 says what is missing; 【待补】 leaves it to its surroundings."""
    start, end = mark.span.start, mark.span.end
    _, colon, told = mark.hint.partition("：")
    if colon and told:
        match = Pattern(r"[（(]([^（）()]{1,8})[）)]$").search(told)
        unit = match.group(1) if match else ""
        name = told[: match.start()] if match else told
        return Placeholder(mark.span, "number", unit, name, "bracket-placeholder")
    kind = _hinted_kind(mark.hint)
    date_rule = _date_rule(text, start, end)
    after, unit = unit_after(text, end)
    if unit and not date_rule and kind in ("number", "other"):
        return Placeholder(
            mark.span, "number", unit, number_name(text, start, after), "bracket-placeholder"
        )
    if date_rule or kind == "date":
        return Placeholder(mark.span, "date", "", "", "bracket-placeholder")
    if kind == "other":
        suffix = _suffix_at(text, end)
        if suffix:
            kind = suffix[1]
        elif person_title(text, start):
            kind = "name"
    name = number_name(text, start, end) if kind == "number" else ""
    return Placeholder(mark.span, kind, "", name, "bracket-placeholder")


_HINT_KINDS: tuple[tuple[str, str], ...] = (
    ("姓名", "name"),
    ("人名", "name"),
    ("日期", "date"),
    ("时间", "date"),
    ("年份", "date"),
    ("单位名", "org"),
    ("地点", "place"),
    ("地名", "place"),
    ("标题", "title"),
    ("题目", "title"),
    ("文件名", "title"),
    ("名称", "title"),
    ("内容", "other"),
    ("情况", "other"),
    ("数", "number"),
    ("额", "number"),
    ("率", "number"),
    ("比例", "number"),
    ("百分比", "number"),
)


def _hinted_kind(hint: str) -> str:
    return next((kind for word, kind in _HINT_KINDS if word in hint), "other")


def _date_rule(text: str, start: int, end: int) -> str:
    """The rule for a mark that stands for a year, month or day; "" where it does not."""
    after = text[end : end + 1]
    if "." in text[start:end]:
        return ""
    if after in _CLOSED_YEAR and after:
        return "masked-date" if _CLOSED.match(text, end) and text[start - 2 : start] == "20" else ""
    if after == "时" or (after == "分" and text[start - 1 : start] in ("时", "点")):
        return "masked-date" if is_ordinal_or_time(text, start, end) else ""
    if after == "年":
        digits = text[max(start - 3, 0) : start]
        if re.fullmatch(r"[^0-9]?(?:19|20|2|1)|(?:19|20)[0-9]", digits.lstrip(" \u3000")):
            return "masked-date"
        if (
            text[end : end + 2] in ("年度", "年末", "年底", "年初")
            or text[end + 1 : end + 2].isdigit()
        ):
            return "masked-date"
        if _is_blank_month(text, end + 1):
            return "sample-value"
        if any(text.endswith(word, 0, start) for word in _DURATION_BEFORE):
            return ""
        if text[end : end + 2] in ("年来", "年制", "年级", "年以") or text.startswith("年多", end):
            return ""
        return "masked-date" if end - start >= 2 or text[start] in "_＿" else ""
    if after == "月":
        return "sample-value"
    if after in ("日", "号") and after:
        before = text[start - 1 : start]
        return "sample-value" if before == "月" or before in ("至", "—", "-") else ""
    return ""


# 〔20××〕×号
_CLOSED = Pattern(r"[〕］\])）][^，。；\n]{1,5}号")


def _is_blank_month(text: str, offset: int) -> bool:
    return (
        Pattern(r"[ \u3000]?[*＊XxＸｘ×_＿○□〇]{1,6}[ \u3000]?月").match(text, offset) is not None
    )


def _is_name_suffix(text: str, start: int, end: int, unit: str) -> bool:
    """Whether what looks like a measure word ends a masked name: 由**所牵头."""
    if unit not in AMBIGUOUS_UNITS:
        return False
    before = text[start - 1 : start]
    following = text[end + len(unit) : end + len(unit) + 1]
    if before == "第" or unit == "门" or text.startswith(_COUNTED_BODIES, end + len(unit)):
        return False
    if unit == "支" and text[start - 2 : start] in _FORMED:
        return False
    if following not in STOPS and following:
        return following not in _GOING_ON or before in _PREPOSITIONS
    return not before or before in STOPS or before in _PREPOSITIONS or unit == "村"


# 排查隐患**处并闭环
_GOING_ON = ("并", "均", "全", "已")
# 进入**所学校, 新建**所幼儿园
_COUNTED_BODIES = ("学校", "中小学", "幼儿园", "高校", "院校", "医院", "大学", "中学", "小学")


# 副市长, 集团: words of which a unit is the beginning.
_LONGER_STARTS = frozenset(word[0] for word in _SUFFIXES if len(word) > 1)


def _is_longer_suffix(text: str, end: int, unit: str) -> bool:
    suffix = _suffix_at(text, end)
    return suffix is not None and len(suffix[0]) > len(unit)


def _suffix_at(text: str, end: int) -> tuple[str, str] | None:
    """The word behind a mask that tells what it hides, and the kind: ("区", "place")."""
    for length in _SUFFIX_LENGTHS:
        word = text[end : end + length]
        found = _SUFFIXES.get(word)
        if (
            found is not None
            and len(word) == length
            and not text.startswith(found[1] or ("\0",), end)
        ):
            return word, found[0]
    return None


def _masked(text: str, start: int, end: int) -> tuple[str, str]:
    """Kind of what a mask hides, and the words around that name it."""
    opening = max(
        text.rfind("“", max(start - 30, 0), start), text.rfind("《", max(start - 30, 0), start)
    )
    if opening >= 0:
        closing = {"“": "”", "《": "》"}[text[opening]]
        stop = text.find(closing, end, end + 30)
        if stop >= 0 and closing not in text[opening:start]:
            quoted = text[opening + 1 : stop]
            return ("title" if text[opening] == "《" else "other"), quoted
    suffix = _suffix_at(text, end)
    if suffix is not None:
        return suffix[1], text[start : end + len(suffix[0])]
    title = person_title(text, start)
    if title and end - start <= 4:
        return "name", "述职人姓名" if title in ("本人", "我叫") else title + "姓名"
    if text[start - 1 : start] == "第":
        return ("other" if is_chinese(text[end : end + 1]) else "number"), ""
    if is_table_cell(text, start, end):
        return "number", ""
    if start < _HEAD and _ALONE.match(text, max(start - 1, 0)):
        return "name", ""
    if end - start <= 4 and (_DEED_OF_ONE.match(text, end) or _SOME.match(text, end)):
        return "name", ""
    if names_organ(text, end):
        return "org", ""
    if _LIST_OF_PLACES.match(text, end):
        return "place", ""
    before = text[start - 1 : start]
    if before in _SURNAMES_SEEN and before and end - start <= 2:
        return "name", text[start - 1 : end]
    if "\u4e00" <= text[end : end + 1] <= "\u9fff":
        return "place", ""
    return "other", ""


# ×××撰写的论文, **获得省级“技术能手”称号: only a person does so.
_DEED_OF_ONE = Pattern(
    r"撰写|主讲|执教|讲授|(?:被?评为|获评|荣获|获得|当选|入选|获)[^，。；\n]{0,16}"
    r"(?:能手|标兵|工匠|先进个人|劳动模范|劳模|优秀党员|优秀共产党员|传承人|优秀教师|好人|状元)"
)
# 引进博士**等2人, 王**等3名干部
_SOME = Pattern(r"等[0-9]{1,2}(?:名|人|位)")
# 在XX、XX等地举办推介会
_FORMED = frozenset(("组建", "成立", "派出", "建立", "组成"))
# A mask alone on a line under the title is the speaker's name.
_HEAD = 200
_ALONE = Pattern(r"\n[*＊○×XxＸ]{1,3}(?:\u3000[*＊○×XxＸ]{1,2})?\n")
_LIST_OF_PLACES = Pattern(
    r"(?:[、和][XxＸｘ*＊×]{1,6}){0,5}(?:等地|等[0-9]{0,2}个?[省市县区]|两地|三地)"
)
_SURNAMES_SEEN = frozenset(
    "张王李赵刘陈杨黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾韦付方邹熊白孟秦邱侯江尹薛阎段雷龙史陶贺顾毛郝龚邵"
)


def _open_blank(text: str, mark: Mark, rule: str) -> Placeholder:
    """A blank with neither unit nor suffix behind it: 分管领导：____, 地区生产总值____。"""
    start, end = mark.span.start, mark.span.end
    name = number_name(text, start, end)
    numeric = name.endswith(
        ("率", "数", "额", "值", "量", "比例", "人次", "面积", "收入", "总产值", "里程")
    )
    return Placeholder(mark.span, "number" if numeric else "other", "", name, rule)

"""Blanks and masks (占位符): what is missing, in which unit, and what it would have measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.annotations import Placeholder
from reportnlp.document import Document, Span
from reportnlp.extraction.marks import STYLES, Mark
from reportnlp.extraction.naming import VERBS, measured_name
from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

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
}
_SUFFIXES: dict[str, tuple[str, tuple[str, ...]]] = {
    row[0]: (row[1], tuple(row[2].split())) for row in load_rows("suffixes")
}
_SUFFIX_LENGTHS = tuple(sorted({len(word) for word in _SUFFIXES}, reverse=True))
_STOPS = frozenset("，。；：！？、,;:!?\n）)” \u3000")

# Measure words that are also the ends of names: 由**所牵头, but 建成**所。
_AMBIGUOUS_UNITS = frozenset(
    ["所", "村", "部", "站", "处", "校", "班", "组", "员", "支", "门", "支队"]
)
_PREPOSITIONS = frozenset("由与和在赴到向对给同经是至及跟从被评的入往驻原任为")
_ORDINAL_UNITS = ("位", "名", "批", "次", "届", "期", "轮", "季度", "名次")
_DURATION_BEFORE = (
    "连续",
    "过去",
    "任职",
    "工作",
    "历时",
    "近",
    "长达",
    "持续",
    "从教",
    "从医",
    "提前",
    "每",
    "第",
    "超过",
    "约",
    "满",
)


def find_placeholders(
    document: Document, characters: frozenset[str] | None = None
) -> tuple[Placeholder, ...]:
    """Every blank and mask of a document without hard line wraps, in the order of the text.

    characters: those of its text, if they are known already.
    """
    if characters is None:
        characters = frozenset(document.text)
    found: list[Placeholder] = []
    taken: list[Span] = []
    for triggers, finder in STYLES:
        if characters.isdisjoint(triggers):
            continue
        new = [mark for mark in finder(document) if not _is_taken(mark.span, taken)]
        taken = sorted([*taken, *(mark.span for mark in new)])
        found.extend(_placeholder_of(document, mark) for mark in new)
    found.sort(key=lambda placeholder: placeholder.span)
    for lost in _lost_numbers(document.text):
        if not _is_taken(Span(max(lost.span.start - 1, 0), lost.span.end), taken):
            found.append(lost)
    found.sort(key=lambda placeholder: placeholder.span)
    return tuple(found)


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
        name = measured_name(text, start, end)
        return Placeholder(mark.span, "number", "", name, "letter-placeholder")
    date_rule = _date_rule(text, start, end)
    if date_rule:
        return Placeholder(mark.span, "date", text[end : end + 1], "", date_rule)
    after, unit = _unit_after(text, end)
    number_rule = _NUMBER_RULES[mark.style]
    if unit and not _is_name_suffix(text, start, end, unit):
        begin = start - 1 if text[start - 1 : start] == "第" else start
        name = measured_name(text, begin, after)
        return Placeholder(mark.span, "number", unit, name, number_rule)
    if mark.style == "unnamed":
        kind, name = _masked(text, start, end)
        return Placeholder(mark.span, kind, "", name, "unnamed-party")
    if mark.style in ("underline", "bracket") and _suffix_at(text, end) is None:
        return _open_blank(text, mark, number_rule)
    kind, name = _masked(text, start, end)
    return Placeholder(mark.span, kind, "", name, "masked-name")


def _hinted(text: str, mark: Mark) -> Placeholder:
    """【待补：理论学习会次数（次）】 says itself what is missing; 【待补】 leaves it to its surroundings."""
    start, end = mark.span.start, mark.span.end
    _, colon, told = mark.hint.partition("：")
    if colon and told:
        match = Pattern(r"[（(]([^（）()]{1,8})[）)]$").search(told)
        unit = match.group(1) if match else ""
        name = told[: match.start()] if match else told
        return Placeholder(mark.span, "number", unit, name, "bracket-placeholder")
    kind = _hinted_kind(mark.hint)
    after, unit = _unit_after(text, end)
    if unit and kind in ("number", "other"):
        return Placeholder(
            mark.span, "number", unit, measured_name(text, start, after), "bracket-placeholder"
        )
    date_rule = _date_rule(text, start, end)
    if date_rule or kind == "date":
        return Placeholder(mark.span, "date", "", "", "bracket-placeholder")
    if kind == "other":
        suffix = _suffix_at(text, end)
        kind = suffix[1] if suffix else kind
    name = measured_name(text, start, end) if kind == "number" else ""
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


def _unit_after(text: str, end: int) -> tuple[int, str]:
    """Behind the unit that follows a mark, and the unit with its scale as written: 万元, 人次."""
    offset = end
    if text[offset : offset + 1] in (" ", "\u3000", "\u00a0"):
        offset += 1
    if (
        text[offset : offset + 1] in ("余", "多", "来")
        and text[offset + 1 : offset + 2] not in _STOPS
    ):
        offset += 1
    begin = offset
    while (
        text[offset : offset + 1]
        and text[offset] in "十百千万亿"
        and not text.startswith("百分点", offset)
    ):
        word, _ = unit_at(text, offset)
        if len(word) > 1:
            break
        offset += 1
        if text[offset : offset + 1] in ("余", "多"):
            offset += 1
    word, _ = unit_at(text, offset)
    scale = text[begin:offset].replace("余", "").replace("多", "")
    if not word and not (
        scale and (scale[-1] in "万亿" or text[offset : offset + 1] in ("", *_STOPS))
    ):
        return end, ""
    return offset + len(word), scale + word


def _date_rule(text: str, start: int, end: int) -> str:
    """The rule for a mark that stands for a year, month or day; "" where it does not."""
    after = text[end : end + 1]
    if "." in text[start:end]:
        return ""
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


def _is_blank_month(text: str, offset: int) -> bool:
    return (
        Pattern(r"[ \u3000]?[*＊XxＸｘ×_＿○□〇]{1,6}[ \u3000]?月").match(text, offset) is not None
    )


def _is_name_suffix(text: str, start: int, end: int, unit: str) -> bool:
    """Whether what looks like a measure word ends a masked name: 由**所牵头."""
    if unit not in _AMBIGUOUS_UNITS:
        return False
    before = text[start - 1 : start]
    following = text[end + len(unit) : end + len(unit) + 1]
    if before == "第" or unit == "门":
        return False
    if following not in _STOPS and following:
        return True
    return not before or before in _STOPS or before in _PREPOSITIONS or unit == "村"


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
    if _TITLE_BEFORE.search(text, max(start - 10, 0), start):
        return "name", ""
    before = text[start - 1 : start]
    if before in _SURNAMES_SEEN and before and end - start <= 2:
        return "name", text[start - 1 : end]
    if "\u4e00" <= text[end : end + 1] <= "\u9fff":
        return "place", ""
    return "other", ""


_TITLE_BEFORE = Pattern(
    r"(?:书记|主任|[局县区市镇乡部处科院校所站队园行]长|经理|述职人|报告人|主持人|记录人|汇报人|联系人|检察长|主席|代表)(?:[：: \u3000]{1,4})$"
)
_SURNAMES_SEEN = frozenset(
    "张王李赵刘陈杨黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾韦付方邹熊白孟秦邱侯江尹薛阎段雷龙史陶贺顾毛郝龚邵"
)


def _open_blank(text: str, mark: Mark, rule: str) -> Placeholder:
    """A blank with neither unit nor suffix behind it: 分管领导：____, 地区生产总值____。"""
    start, end = mark.span.start, mark.span.end
    name = measured_name(text, start, end)
    numeric = name.endswith(
        ("率", "数", "额", "值", "量", "比例", "人次", "面积", "收入", "总产值", "里程")
    )
    return Placeholder(mark.span, "number" if numeric else "other", "", name, rule)


# --------------------------------------------------------------------------- lost numbers

_COUNTABLES: dict[str, tuple[str, ...]] = {
    row[0]: tuple(row[1].split()) for row in load_rows("countables")
}
_BOUND_BEFORE: dict[str, frozenset[str]] = {
    row[0]: frozenset(row[1]) for row in load_rows("bound_units")
}
_COUNTABLE_LENGTHS = tuple(sorted({len(unit) for unit in _COUNTABLES}, reverse=True))
_COUNTABLE_ENDS = "".join(sorted({unit[-1] for unit in _COUNTABLES}))
_LOST = Pattern(f"[{_COUNTABLE_ENDS}](?=[，。；、,;\\n]|$|以上|左右)")
_LOST_RATE = Pattern(
    r"(?<=增长|下降|提高|提升|增加|减少|降低|上升|率达|率为|达到|占比|比重)[ \u3000]{0,6}(个百分点|百分点|%|％)"
)
_SPACED = Pattern(r"(?<=[\u4e00-\u9fff])[ \u3000]{2,20}(?=[\u4e00-\u9fff%％])")
# Where noun and unit together are a word of their own (培训期, 比赛场, 企业家), a verb must tell.
_PEOPLE_VERBS = (
    "发展",
    "选派",
    "培养",
    "表彰",
    "新增",
    "引进",
    "慰问",
    "走访",
    "培训",
    "配备",
    "招聘",
    "评选",
    "救助",
    "资助",
    "组织",
    "选树",
    "聘请",
    "共有",
    "现有",
    "带动",
    "解决",
    "安置",
)
_VERBS_OF_UNIT: dict[str, tuple[str, ...]] = {
    "期": ("举办", "开办", "组织", "编发", "刊发", "开展", "推出", "编印", "印发"),
    "场": ("举办", "开展", "组织", "召开", "举行", "参加"),
    "家": ("走访", "检查", "引进", "签约", "新增", "培育", "帮扶", "排查", "关停", "新建", "发展"),
    "人次": (
        "组织",
        "培训",
        "慰问",
        "惠及",
        "受益",
        "发动",
        "动员",
        "轮训",
        "覆盖",
        "开展",
        "参训",
        "参与",
    ),
    "对": ("师生", "师徒", "结成", "组成", "签约"),
    "名": _PEOPLE_VERBS,
    "人": _PEOPLE_VERBS,
}


def _lost_numbers(text: str) -> Iterator[Placeholder]:
    """Units that lost their number: 全年开展检查次，整改问题个。"""
    for match in _LOST.finditer(text):
        end = match.end()
        unit = _countable_before(text, end)
        begin = end - len(unit)
        if text[end : end + 1] == "、" and unit in ("家", "人次", "名", "人", "部", "处"):
            # 企业家、专家; 接待游客人次、收入分别增长: the unit is a word of its own.
            continue
        if text[end : end + 2] == "以上" and unit.endswith("元"):
            # 总投资亿元以上项目: a class of projects.
            continue
        stem = text[max(begin - 10, 0) : begin].rstrip(" \u3000").rstrip("余”）")
        counted = bool(unit) and _is_counted(text, stem, begin, unit)
        if not unit or (not counted and not stem.endswith(_COUNTABLES[unit])):
            continue
        verbs = _VERBS_OF_UNIT.get(unit)
        clause = text[max(begin - 24, 0) : begin - 1]
        if (
            verbs
            and not counted
            and not any(verb in clause[_clause_at(clause) :] for verb in verbs)
        ):
            continue
        name = measured_name(text, begin, end)
        yield Placeholder(Span(begin, end), "number", unit, name, "lost-number")
    for match in _LOST_RATE.finditer(text):
        span = Span(*match.span(1))
        yield Placeholder(
            span,
            "number",
            match.group(1),
            measured_name(text, match.start(), match.end()),
            "lost-number",
        )
    if "  " in text or "\u3000\u3000" in text:
        yield from _spaced_blanks(text)


def _countable_before(text: str, end: int) -> str:
    """The longest unit of the table that ends here; "" where none does."""
    for length in _COUNTABLE_LENGTHS:
        if text[end - length : end] in _COUNTABLES:
            return text[end - length : end]
    return ""


_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几数多余来半近超约第每各")
_PERSON_ENDS = frozenset("员工师生者众民才部理长手警属志干童年女友")
_CHANGES = (
    "同比",
    "较",
    "比",
    "增长",
    "达",
    "分别",
    "明显",
    "大幅",
    "位居",
    "占",
    "均",
    "稳",
    "持续",
    "再创",
    "创",
)


def _is_counted(text: str, stem: str, begin: int, unit: str) -> bool:
    """Whether a verb is at work in the clause and the unit makes no word with what precedes it."""
    bound = _BOUND_BEFORE.get(unit)
    if bound is None or not stem or stem[-1] in bound or not "\u4e00" <= stem[-1] <= "\u9fff":
        return False
    if (
        stem[-1] in _NUMERALS
        or text[begin - 2 : begin] == "平方"
        or "《" in text[max(begin - 24, 0) : begin]
    ):
        return False
    if "第" in stem[-4:] or text[begin - 1] in "）)":
        return False
    if unit in ("名", "人") and stem[-1] not in _PERSON_ENDS:
        return False
    behind = begin + len(unit)
    if unit.endswith("次") and (
        text[behind : behind + 1] not in "，。；" or text.startswith(_CHANGES, behind + 1)
    ):
        return False
    clause = text[max(begin - 20, 0) : begin]
    clause = clause[max(clause.rfind(mark) for mark in "，。；：、\n") + 1 :]
    verb_at = next((i for i in range(len(clause) - 1) if clause[i : i + 2] in VERBS), -1)
    return 0 <= verb_at <= len(clause) - 4


def _clause_at(clause: str) -> int:
    return max(clause.rfind(mark) for mark in "，。；\n") + 1


def _spaced_blanks(text: str) -> Iterator[Placeholder]:
    """投入资金   万元: spaces where a figure belongs."""
    for match in _SPACED.finditer(text):
        after, unit = _unit_after(text, match.end())
        if not unit or unit in _AMBIGUOUS_UNITS:
            continue
        following = text[after : after + 1]
        if (
            following
            and following not in _STOPS
            and unit not in ("个", "名", "万元", "亿元", "人次")
        ):
            continue
        if _LOST_RATE.match(text, match.start()) or (
            text[: match.start()].endswith(_COUNTABLES.get(unit, ("\0",)))
            and _LOST.match(text, after - 1)
        ):
            continue
        name = measured_name(text, match.start(), after)
        yield Placeholder(Span(match.end(), after), "number", unit, name, "lost-number")

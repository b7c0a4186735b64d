"""Units that lost their number: 全年开展检查次，投入资金   万元，增长%。"""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.annotations import Placeholder
from reportnlp.document import Span
from reportnlp.extraction.blank_units import AMBIGUOUS_UNITS, STOPS, unit_after
from reportnlp.extraction.naming import VERBS, measured_name
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

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
    r"(?<=增长|下降|提高|提升|增加|减少|降低|上升|率达|率为|达到|占比|比重)"
    r"[ \u3000]{0,6}(个百分点|百分点|%|％)"
)
_SPACED = Pattern(r"(?<=[\u4e00-\u9fff])[ \u3000]{2,20}(?=[\u4e00-\u9fff%％])")
# Where noun and unit together are a word of their own (培训期, 比赛场, 企业家), a verb must tell.
_PEOPLE_VERBS = tuple(
    (
        "发展 选派 培养 表彰 新增 引进 慰问 走访 培训 配备 招聘 评选 救助 资助 "
        "组织 选树 聘请 共有 现有 带动 解决 安置"
    ).split()
)
_VERBS_OF_UNIT: dict[str, tuple[str, ...]] = {
    "期": ("举办", "开办", "组织", "编发", "刊发", "开展", "推出", "编印", "印发"),
    "场": ("举办", "开展", "组织", "召开", "举行", "参加"),
    "家": ("走访", "检查", "引进", "签约", "新增", "培育", "帮扶", "排查", "关停", "新建", "发展"),
    "人次": tuple("组织 培训 慰问 惠及 受益 发动 动员 轮训 覆盖 开展 参训 参与".split()),
    "对": ("师生", "师徒", "结成", "组成", "签约"),
    "名": _PEOPLE_VERBS,
    "人": _PEOPLE_VERBS,
}


def find_lost_numbers(text: str) -> Iterator[Placeholder]:
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
_CHANGES = tuple("同比 较 比 增长 达 分别 明显 大幅 位居 占 均 稳 持续 再创 创".split())


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
        after, unit = unit_after(text, match.end())
        if not unit or unit in AMBIGUOUS_UNITS:
            continue
        following = text[after : after + 1]
        if (
            following
            and following not in STOPS
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

"""Announced numbers and what follows: 三个方面 with two, “三提”工程 with two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.extraction.headings import Heading
from reportnlp.extraction.list_items import Item
from reportnlp.patterns import Pattern

_VALUES = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "双": 2,
    "十一": 11,
    "十二": 12,
}
_ANNOUNCED = Pattern(
    r"(?P<number>[十两三四五六七八九2-9](?:(?<=十)[一二]?|(?<=[两三四五六七八九])"
    r"|(?<=[2-9])(?<![0-9.第].)(?=[个项件条大类点])))(?:个|项|件|条|大|类|点)\*{0,2}"
    r"(?P<noun>[^\x00-\x7f，。；：、“”（）]{1,10}?)(?P<mark>[：:](?=[^\n])|[：:。]?\n)"
)
_NOUNS = (
    "方面 工作 任务 公开 实事 举措 措施 环节 问题 重点 行动 工程 原则 转变 坚持 统一 结合 关系 "
    "机制 制度 要求 目标 "
    "抓手 步骤 层面 维度 内容 事项 要点 突破 提升 优化 计划 项目 体系 清单 阶段 严格 聚焦 强化 "
    "着力 发力 事 "
    "不足 短板 差距 困难 亮点 特点 变化 做法 经验 体会 启示 建议 保障 支撑 文章 关 仗"
).split()
_ENDS = Pattern(r"[。！？\n]")
_OPEN_LIST = ("等", "……", "…", "包括但不限于")
_MAX_LIST = 160
_MAX_PIECE = 14


def find_wrong_counts(draft: Draft) -> Iterator[Fault]:
    """三个公开：程序公开、结果公开; 四项工作：一是…二是…三是…."""
    for match in _ANNOUNCED.finditer(draft.text):
        if not match["noun"].endswith(tuple(_NOUNS)):
            continue
        wanted = _VALUES.get(match["number"]) or int(match["number"])
        counted = _counted(draft, match)
        if counted is None or wanted in counted[0]:
            continue
        plausible, listed = counted
        head = Span(match.start(), match.start("mark"))
        yield Fault(
            head,
            {"wanted": str(wanted), "count": str(max(plausible))},
            related=(Related(listed, "后面列出的内容"),),
        )


def _counted(draft: Draft, match: re.Match[str]) -> tuple[frozenset[int], Span] | None:
    """How many things follow, by every way to count them; None where that cannot be told."""
    begin = match.end()
    text = draft.text
    while begin < len(text) and text[begin] in " \u3000\n\t":
        begin += 1
    series = _items_from(draft, begin) or _signs_from(draft, begin) or _bullets_from(draft, begin)
    if series is not None:
        return series
    if "\n" in match["mark"]:
        return None
    stop = _ENDS.search(text, begin, begin + _MAX_LIST)
    if stop is None:
        return None
    counts = _plausible_counts(text[begin : stop.start()])
    return (counts, Span(begin, stop.start())) if counts else None


def _items_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """一是…二是… that begins here."""
    following = [item for item in draft.items if item.span.start >= begin]
    if not following or following[0].span.start > begin + 1 or following[0].number != 1:
        return None
    row: list[Item] = []
    for item in following:
        if item.series != following[0].series:
            continue
        if row and item.number != row[-1].number + 1:
            break
        row.append(item)
    # A list with a gap is another rule's matter.
    rest = [i for i in following if i.series == row[0].series][len(row) :]
    if rest and rest[0].number > 1:
        return None
    return _span_of([item.span for item in row])


def _signs_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """（一） … （二） …, a paragraph each, that begins here."""
    following = [sign for sign in draft.signs if sign.sign.start >= begin]
    if not following or following[0].sign.start > begin + 1 or following[0].number != 1:
        return None
    row: list[Heading] = []
    for sign in following:
        if sign.style != following[0].style:
            if sign.style in ("part", "chinese") or (row and sign.style == "bracketed"):
                break
            continue
        if row and sign.number != row[-1].number + 1:
            return None if sign.number > 1 else _span_of([one.sign for one in row])
        row.append(sign)
    return _span_of([sign.sign for sign in row])


def _bullets_from(draft: Draft, begin: int) -> tuple[frozenset[int], Span] | None:
    """Markdown bullets in paragraphs that follow each other."""
    text = draft.text
    if not text.startswith(("- ", "* ", "• "), begin):
        return None
    mark = text[begin : begin + 2]
    first = draft.document.paragraph_at(begin)
    spans = []
    for paragraph in draft.document.paragraphs[first:]:
        if not text.startswith(mark, paragraph.span.start):
            break
        spans.append(Span(paragraph.span.start, paragraph.span.start + 1))
    return _span_of(spans)


def _span_of(spans: list[Span]) -> tuple[frozenset[int], Span] | None:
    if len(spans) < 2:
        return None
    return frozenset((len(spans),)), Span(spans[0].start, spans[-1].end)


def _plausible_counts(listed: str) -> frozenset[int]:
    """The numbers of parts of a plain list: with one kind of separator, short parts, and no 等."""
    if listed.endswith(_OPEN_LIST) or "等" in listed[-8:] or any(c in listed for c in "（(：《"):
        return frozenset()
    kinds = [mark for mark in "；，、" if mark in listed]
    if len(kinds) != 1:
        return frozenset()
    parts = listed.split(kinds[0])
    if any(not 2 <= len(part) <= _MAX_PIECE for part in parts):
        return frozenset()
    joined = sum(part.count("和") + part.count("与") + part.count("及") for part in parts)
    quoted = sum(max(part.count("”") - 1, 0) for part in parts)
    return frozenset(range(len(parts), len(parts) + joined + quoted + 1))


# ----------------------------------------------------------------------------- slogans

_SLOGAN = Pattern(
    r"“(?P<number>[两双三四五六七八九])(?P<body>[^\x00-\x7f]{1,4})”"
    r"(?:[^\x00-\x7f]{0,6}[，,]?(?:即|就是)|(?:[^\x00-\x7f]{0,4})(?P<bracket>[（(])(?:即)?)"
    r"(?P<list>[^，。；：！？\n（）()]{3,60})(?P<after>[，。；：！？\n（）()])"
)


def find_wrong_slogan_counts(draft: Draft) -> Iterator[Fault]:
    """“三提”工程，即提质、提速: the numeral and its parts."""
    text = draft.text
    for match in _SLOGAN.finditer(text):
        listed = match["list"]
        if "等" in listed[-4:] or draft.amounts.has_blank(*match.span("list")):
            continue
        parts = listed.split("、") if "、" in listed else listed.split("”“")
        if len(parts) < 2 or any(not 1 <= len(part.strip("“”")) <= 12 for part in parts):
            continue
        wanted = _VALUES[match["number"]]
        joined = sum(part.count("和") + part.count("与") + part.count("及") for part in parts)
        if len(parts) <= wanted <= len(parts) + joined + listed.count("”“"):
            continue
        first = parts[0].strip("“")[:1]
        if match["after"] == "，" and text.startswith((first, "“" + first), match.end()):
            continue
        yield Fault(
            Span(match.start(), match.start("body") + len(match["body"]) + 1),
            {"wanted": str(wanted), "count": str(len(parts))},
            related=(Related(Span(*match.span("list")), "后面列出的内容"),),
        )


RULES = (
    Rule(
        code="AR309",
        name="count-mismatch",
        severity="error",
        message="“{quote}”说的是{wanted}项，后面列出{count}项。",
        suggestion="补上缺的一项，或改正数目。",
        find=find_wrong_counts,
        triggers=("：", ":", "。\n"),
        source="实务",
        explanation="“三个方面”“四项工作”之后用冒号列举的，项数要相符。一层套一层、带“等”的列举不算。",
        bad=(
            "重大事项坚持三个公开：程序公开、结果公开。",
            "做好以下四项工作：一是补强网架；二是优化队伍；三是提升服务。",
        ),
        good=(
            "围绕三个方面发力：稳增长、惠民生、保安全。",
            "做好以下三项工作：一是补强网架；二是优化队伍；三是提升服务。",
            "深化“四个意识”教育，增强党员的政治判断力。",
            "坚持三个公开：程序、过程和结果公开。",
            "工期提前三个月。围绕四个方面发力：促改革、保安全、稳增长、优环境。",
        ),
    ),
    Rule(
        code="AR310",
        name="slogan-count",
        severity="warning",
        message="{quote}应有{wanted}项，后面列出{count}项。",
        suggestion="补上缺的一项，或改正提法里的数字。",
        find=find_wrong_slogan_counts,
        triggers=("即", "就是", "（", "("),
        source="实务",
        explanation="用数字概括的提法展开时，项数要与数字相符。",
        bad=(
            "实施“三提”工程，即提质、提速，服务企业46家。",
            "“三红”工程即红色课堂、红色实践，入选校级精品项目。",
        ),
        good=(
            "实施“三提”工程，即提质、提速、提效，服务企业46家。",
            "严控“三公”（因公出国、公务接待、公务用车）经费。",
            "实施“三提”工程，即提质、提速，提效落到实处。",
        ),
    ),
)

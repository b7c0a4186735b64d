"""Announced numbers and what follows: 三个方面 with two, “三提”工程 with two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.apposed_counts import find_wrong_apposed_counts, joined_in, value_of
from reportnlp.checking.listed import count_led, listed_from
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.slogan_counts import find_wrong_slogan_counts
from reportnlp.document import Span
from reportnlp.extraction.inline_items import LIST_VERBS
from reportnlp.patterns import Pattern

_ANNOUNCED = Pattern(
    r"(?P<number>[十两三四五六七八九2-9](?:(?<=十)(?<![二三四五六七八九第].)[一二]?|(?<=[两三四五六七八九])"
    r"|(?<=[2-9])(?<![0-9.第].)(?=[个项件条大类点])))(?:个|项|件|条|大|类|点|(?=方面))\*{0,2}"
    r"(?P<noun>[^\x00-\x7f，。；：、“”（）]{1,14}?|(?<=[点条项]))(?P<mark>[：:](?=[^\n])|[：:。]?\n"
    r"|，[^\x00-\x7f，。；：、两三四五六七八九十]{2,10}[：:]\n?(?=[一1首第其（(①])"
    r"|[，。；](?=[一1首第其（(①]))"
)
# A list after a comma or a full stop begins with its sign.
_FIRST_SIGN = Pattern(
    rf"一[是要{LIST_VERBS}]|第一[，,、]|首先[，,]|其一|1[.．、](?![0-9])|[（(][一1][）)]|①"
)
# 从增加供给和抑制需求两方面采取措施: the two are named before.
_TWO_NAMED = Pattern(r"[和与及、]")
_NOUNS = (
    "方面 工作 任务 难题 课题组 专项 公开 实事 举措 措施 环节 问题 重点 行动 工程 原则 转变 "
    "坚持 统一 结合 关系 机制 制度 要求 目标 "
    "抓手 步骤 层面 维度 内容 事项 要点 突破 提升 优化 计划 项目 体系 清单 阶段 严格 聚焦 强化 "
    "着力 发力 事 "
    "不足 短板 差距 困难 亮点 特点 变化 做法 经验 体会 启示 建议 保障 支撑 文章 关 仗 "
    "品牌 平台 载体 模式 途径 渠道 办法 方法 规定 纪律 指标 成效 成果 优势 特色 关键 意见 课题 "
    "专题 板块 意识 能力 作用 优先 到位 确保 必须 挑战 矛盾 弱项 堵点 难点 痛点 原因 情形 类型 做到"
).split()
_ENDS = Pattern(r"[。！？\n]")
_OPEN_LIST = ("等", "……", "…", "包括但不限于")
_MAX_LIST = 160
_MAX_PIECE = 14


def find_wrong_counts(draft: Draft) -> Iterator[Fault]:
    """三个公开：程序公开、结果公开; 四项工作：一是…二是…三是…."""
    for match in _ANNOUNCED.finditer(draft.text):
        signed = _FIRST_SIGN.match(draft.text, match.end()) is not None
        if match["noun"] and not _is_announced(
            match["noun"], signed=signed, colon="：" in match["mark"]
        ):
            continue
        if match["mark"][0] in "，。；" and not signed and "：" not in match["mark"]:
            continue
        named = match["number"] == "两" and _TWO_NAMED.search(
            draft.text, max(match.start() - 10, 0), match.start()
        )
        if named:
            continue
        wanted = value_of(match["number"])
        counted = _counted(draft, match)
        if counted is None or wanted in counted[0]:
            continue
        plausible, listed = counted
        head = Span(match.start(), match.start("mark"))
        yield Fault(
            head,
            {"wanted": str(wanted), "count": str(max(plausible)), "where": "后面"},
            related=(Related(listed, "后面列出的内容"),),
        )
    yield from find_wrong_apposed_counts(draft)


def _is_announced(noun: str, *, signed: bool, colon: bool) -> bool:
    """三个方面：…; before a list with signs or a colon a deed may follow: 三个环节开展整治：…."""
    if noun.endswith(tuple(_NOUNS)):
        return len(noun) <= _LONGEST_NOUN or signed
    return (signed or colon) and noun.startswith(tuple(_NOUNS))


_LONGEST_NOUN = 10


def _counted(draft: Draft, match: re.Match[str]) -> tuple[frozenset[int], Span] | None:
    """How many things follow, by every way to count them; None where that cannot be told."""
    begin = match.end()
    text = draft.text
    while begin < len(text) and text[begin] in " \u3000\n\t":
        begin += 1
    series = listed_from(draft, begin)
    if series is not None:
        return series
    if match["mark"] not in "：:":
        return None
    led = _counted_led(draft, match, begin)
    if led is not None:
        return led
    stop = _ENDS.search(text, begin, begin + _MAX_LIST)
    if stop is None:
        return None
    counts = _plausible_counts(text[begin : stop.start()])
    return (counts, Span(begin, stop.start())) if counts else None


def _counted_led(
    draft: Draft, match: re.Match[str], begin: int
) -> tuple[frozenset[int], Span] | None:
    """三个坚持：坚持…，坚持…: the clauses that begin with the word that is counted."""
    stop = _ENDS.search(draft.text, begin, begin + _MAX_LIST)
    if stop is None or len(match["noun"]) < 2:
        return None
    count = count_led(draft.text[begin : stop.start()], match["noun"])
    return (frozenset((count,)), Span(begin, stop.start())) if count else None


_QUOTES = Pattern(r"(?:“[^“”]{1,16}”[、和与及]?){2,}")


def _plausible_counts(listed: str) -> frozenset[int]:
    """The numbers of parts of a plain list: with one kind of separator, short parts, and no 等."""
    if listed.endswith(_OPEN_LIST) or "等" in listed[-8:] or any(c in listed for c in "（(：《"):
        return frozenset()
    if _QUOTES.fullmatch(listed.partition("，")[0]):
        return frozenset((listed.partition("，")[0].count("”"),))
    head, comma, tail = listed.partition("，")
    if comma and head.count("、") >= 2 and not any(mark in tail for mark in "、；"):
        # 责任体系、考核体系、监督体系，形成闭环管理: what follows the comma is no part, if longer.
        listed = head if len(tail) > max(map(len, head.split("、"))) else ""
    kinds = [mark for mark in "；，、" if mark in listed]
    if len(kinds) != 1:
        return frozenset()
    parts = listed.split(kinds[0])
    if any(not 2 <= len(part) <= _MAX_PIECE for part in parts):
        return frozenset()
    quoted = sum(max(part.count("”") - 1, 0) for part in parts)
    return frozenset(range(len(parts), len(parts) + joined_in(parts) + quoted + 1))


RULES = (
    Rule(
        code="AR309",
        name="count-mismatch",
        severity="error",
        message="“{quote}”说的是{wanted}项，{where}列出{count}项。",
        suggestion="补上缺的一项，或改正数目。",
        find=find_wrong_counts,
        triggers="个项件条大类点家名种方",
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
        triggers="“",
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

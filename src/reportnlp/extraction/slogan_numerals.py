"""Abbreviations that begin with a numeral, without quotes, and the parts that they stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reportnlp.document import Span
from reportnlp.extraction.chinese_numerals import chinese_value
from reportnlp.extraction.slogan_lexicon import load_slogan_lexicon
from reportnlp.extraction.slogan_quotes import Quote
from reportnlp.patterns import Pattern

_GRAMMAR = Pattern(
    # 一企一策, 一案一专班
    r"(?<![一二三四五六七八九十第])一[企户村人事案校园县镇街业厂院家点区河路山房树店车船物链岗类品域港景站生师险项片园品船棚寨]"
    r"一(?:方案|专班|台账|清单|专员|档案|对策|主题|特色|政策|团队|专案|顾问|警|品|策|档|码|议|表|单|册|图|牌|证|岗|"
    r"班|专|特|韵|色|法|员|长|卡|课|案|业|景|校)"
    # 一月一调度, 一社区一法律顾问
    r"|(?<![一二三四五六七八九十第每])一(?:日|周|旬|月|季|季度|年)一(?:调度|通报|例会|会商|研判|督查|督导|汇总|盘点|小结|总结|讲评|"
    r"主题|考核|评比|晾晒|报告|分析|排名|检查|巡查|随访|简报|推进|计划|课)"
    r"|(?<![一二三四五六七八九十第每])一(?:社区|小区|网格|园区|乡镇|学校|企业|项目|景区|楼栋|支部|家庭|病区|科室|部门)"
    r"一(?:法律顾问|方案|专班|专员|台账|清单|档案|对策|主题|特色|政策|团队|顾问|警|品牌|品|策|档|码|图|岗|医生|护士|社工|民警)"
    # 一课三磨, 一案双查
    r"|(?<![一二三四五六七八九十第每唯万])一[案课岗企户村人事校图员站会票证码树单表卷册榜卡][双两三四五六七八九十]"
    r"[\u4e00-\u9fff](?<![个次人名户口项年月天日家倍成条份万千百元点分亩处座场起件届间])(?=[，。、；”制工机活等的])"
    # 十大民生工程, 三大攻坚行动
    r"|(?<![第其前])[两二三四五六七八九十]大(?:[^，。；、的：\n0-9]{0,4}?)(?:工程|行动|攻坚战|会战|战役)"
    r"|(?<![第其这])[两二三四五六七八九十]个(?:一批|意识|自信|服从|不摘|最严|一律|毫不动摇|坚定不移|务必)"
    # 1+3+N
    r"|(?<![0-9A-Za-z.%+＋])[0-9]{1,2}(?:[+＋](?:[0-9]{1,2}|[NnXx])(?![0-9A-Za-z%万亿]))+"
)
_RUN = r"[^、，。；：！？（）()“”\n]{1,14}"
_LISTED = Pattern(
    r"[”」』\"]?[^，。；：！？（）()“”\n]{0,10}"
    rf"(?:[（(](?:即|就是|指)?[：:]?|[，,]?(?:即|就是|是指)|——|[：:])“?(?P<list>{_RUN}(?:[、，]{_RUN})+)"
)
_BEFORE = Pattern(rf"(?P<list>{_RUN}(?:、{_RUN})+)(?:的)?[“「『\"]$")
_NEAR = 80
_FAR = 600
_ABBREVIATED = Pattern(r"([两二三四五六七八九十])(?:个|大|项|条)?([\u4e00-\u9fff])")


def find_plain(text: str) -> Iterator[tuple[Span, str]]:
    """Slogans that are known, or plain by their grammar, also without quotes; with their kinds."""
    for match in load_slogan_lexicon().plain.finditer(text):
        yield Span(*match.span()), match.lastgroup or "numeral"
    for match in _GRAMMAR.finditer(text):
        yield Span(*match.span()), "numeral"


def find_parts(text: str, span: Span, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """What the abbreviation stands for, where the text lists as many parts as its numeral says."""
    match = _ABBREVIATED.match(text, span.start, span.end)
    if match is None:
        name = span.cut(text)
        if name[0] != "双" or len(name) > 6:
            return ()
        number, shared = 2, name[1:2]
    else:
        number = int(chinese_value(match.group(1).replace("两", "二")) or 0)
        shared = match.group(2)
    for listed in (_list_behind(text, span), _list_before(text, span)):
        parts = _trimmed(listed, shared)
        if len(parts) == number and _alike(parts):
            return parts
    return _scattered(number, shared, span, quotes)


def _list_behind(text: str, span: Span) -> tuple[str, ...]:
    match = _LISTED.match(text, span.end)
    if match is None:
        return ()
    return tuple(part.strip() for part in re.split("[、，]", match.group("list")))


def _list_before(text: str, span: Span) -> tuple[str, ...]:
    start = max(0, span.start - _NEAR)
    match = _BEFORE.search(text[start : span.start])
    return tuple(match.group("list").split("、")) if match else ()


def _trimmed(parts: tuple[str, ...], shared: str) -> tuple[str, ...]:
    """The parts without the words that lead to the first and follow the last one."""
    if len(parts) < 2:
        return ()
    inner = parts[1:-1] or parts[1:]
    size = max(map(len, inner))
    first, last = parts[0], parts[-1]
    if all(part.startswith(shared) for part in parts[1:]) and shared in first:
        return (first[first.rfind(shared) :], *parts[1:-1], last[: size + 1 if size > 4 else size])
    return (first[-size:], *parts[1:-1], last if len(parts) == 2 else last[:size])


def _alike(parts: tuple[str, ...]) -> bool:
    """Whether they are short and nearly of one length."""
    sizes = [len(part) for part in parts]
    return max(sizes) <= 12 and max(sizes) - min(sizes) <= 2 and len(set(parts)) == len(parts)


def _scattered(number: int, shared: str, span: Span, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """“提能”, “提标” and “提质” soon after 三提: names in quotes that begin with the same word."""
    found: dict[str, None] = {}
    first = bisect_right(quotes, span.end, key=lambda quote: quote.span.start)
    for quote in quotes[first : first + _FAR]:
        if quote.span.start > span.end + _FAR:
            break
        if 2 <= len(quote.text) <= 4 and quote.text.startswith(shared):
            found[quote.text] = None
    parts = tuple(found)
    return parts if len(parts) == number and _alike(parts) else ()

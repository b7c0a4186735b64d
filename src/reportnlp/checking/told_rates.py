"""Rates against last year of things whose amount the report nowhere gives: 办件量同比增长22%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.checking.amounts import sentence_end, sentence_start
from reportnlp.checking.rule import Draft
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_RATE = Pattern(
    r"(?:同比|[比较](?:上年|去年)(?:度|同期)?)(?:有所|大幅|净|实现)?(?:增长|增加|上升|提高|提升|下降|减少|降低|压减|压缩)了?"
    r"(?:近|约|超)?[0-9]{1,3}(?:\.[0-9]{1,2})?[ ]?[%％](?!以上|左右)"
)
_COUNTED = Pattern(
    r"(?:总量|数量|总数|总额|金额|面积|经费|[起件人户个批篇场]数|件次|人次|批次|(?<![力质增容流])量)$"
)
_MACRO = Pattern(
    r"全[国省市县区]|我[国省市县区]|我[^，。]{0,4}国|社会|产业|工业|产量|[销货运电气油煤]量|销售|吞吐|周转|进出口|出口|"
    r"贸易|投资|消费|生产|旅客|游客|客流|播种|种植|栽种|装机|专利|企业|主体|寄递|存款|贷款|支付|死亡|财政|税|保费|"
    r"其中|占|贫困|高校|收入|利润|产值|率|会议|文件"
)
_VALUE_BEHIND = Pattern(
    r"[，,（(、]?(?:已?达到?|增至|降至|升至|减至|由|从|为|共|总量)[^，。；]{0,6}[0-9]"
)
_REPORT = Pattern(r"总结|述职|汇报|报告|小结|情况")
_SPOKEN = Pattern(r"政府工作报告|统计公报|经济运行|代表大会")
_HEAD = 80
_LEAST, _MOST = 3, 14
_FEW = 2
"""Who writes more such rates than that writes for readers who know the amounts."""
_ITEMS = 3


@dataclass(frozen=True, slots=True, eq=False)
class ToldRate:
    """A rate whose base nobody can know.

    name: what grew, as written.
    """

    span: Span
    name: str


def find_rates_alone(draft: Draft) -> Iterator[ToldRate]:
    """投诉量同比下降35% in the report of an office that gives no number of complaints."""
    text = draft.text
    if not is_of_an_office(draft):
        return
    spoken = _SPOKEN.search(text[:_HEAD])
    rates = [Span(*match.span()) for match in _RATE.finditer(text)]
    told = [(not spoken and _alone(draft, span)) or _odd_one(draft, span) for span in rates]
    alone = [rate for rate in told if rate is not None]
    if len(alone) <= _FEW:
        yield from alone


def is_of_an_office(draft: Draft) -> bool:
    """Whether a text is a report or a part of one: news and reviews of the economy are not."""
    return bool(_REPORT.search(draft.text[:_HEAD])) or len(draft.document.paragraphs) <= _ITEMS


def _alone(draft: Draft, rate: Span) -> ToldRate | None:
    text = draft.text
    before = text[sentence_start(text, rate.start) : rate.start].removesuffix("的")
    clauses = re.split("[，；：、,]", before)
    bare = not clauses[-1] and len(clauses) > 1
    name = clauses[-2] if bare else clauses[-1]
    told = before if bare else name
    quoted = before.count("“") > before.count("”")
    if quoted or _MACRO.search(name) or any(character.isdigit() for character in told):
        return None
    if bare and draft.amounts.has_blank(rate.start - len(before), rate.start):
        return None
    counted = _COUNTED.search(name)
    if not _LEAST <= len(name) <= _MOST or (counted is None and not bare):
        return None
    if _VALUE_BEHIND.match(text, rate.end):
        return None
    if counted is not None and _has_value(text, name, counted, rate):
        return None
    return ToldRate(rate, name)


def _has_value(text: str, name: str, counted: re.Match[str], rate: Span) -> bool:
    """Whether figures stand beside what is counted anywhere: 受理投诉86件 for 投诉量."""
    stem = name[: counted.start()]
    word = stem[-2:] if len(stem) > 1 and counted.group() not in _NAMES else counted.group()
    at = text.find(word)
    while at >= 0:
        near = re.split("[，。；\n]", text[at : at + _NEAR])[0]
        ahead = re.split("[，。；\n]", text[max(at - _AHEAD, 0) : at])[-1]
        outside = not rate.start - len(name) <= at < rate.end
        if outside and any(c.isdigit() for c in near + ahead):
            return True
        at = text.find(word, at + 1)
    return False


_NAMES = ("经费", "面积", "金额")
"""What is a thing by itself; all others count the word before them."""
_NEAR, _AHEAD = 12, 5


def _odd_one(draft: Draft, rate: Span) -> ToldRate | None:
    """产值8.64亿元；投资3.1亿元；零售总额同比增长6.8%；…: all others of the list have a value."""
    text = draft.text
    begin, end = sentence_start(text, rate.start), sentence_end(text, rate.end)
    name = text[max(text.rfind("；", begin, rate.start) + 1, begin) : rate.start]
    if text[rate.end : rate.end + 1] != "；" or not _LEAST <= len(name) <= _MOST:
        return None
    if any(c in "，、0123456789" for c in name) or text.count(name) > 1:
        return None
    others, at = 0, begin
    for part in text[begin:end].split("；"):
        stop = at + len(part)
        if not at <= rate.start < stop:
            amounts = draft.amounts.between(at, stop)
            valued = any(a.kind != "percent" for a in amounts)
            if not valued and not draft.amounts.has_blank(at, stop):
                return None
            others += 1
        at = stop + 1
    return ToldRate(rate, name) if others >= _ITEMS else None

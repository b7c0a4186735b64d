"""Growth told without what it is measured against."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.amounts import sentence_end, sentence_start
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.told_rates import find_rates_alone, is_of_an_office
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_BARE_GROWTH = Pattern(
    r"(?P<claim>(?:增长|下降|增加|减少)了?(?:近|约)?[0-9]{1,3}(?:\.[0-9]{1,2})?[ "
    r"]?[%％])(?!以[上内下]|左右)"
)
_BASE = Pattern(
    r"同比|环比|比|较|上年|去年|年均|以来|同期|以上|目标|力争|预期|预计|计划|确保|争取|将|力求|下同|可比|由|从|速|幅|连续|累计|平均|分别|亿|万|季度|月|不低于|左右|高于|低于"
)
_COMPARED = Pattern(r"同比|环比|[比较](?:上年|去年|20|年初|同期)|年均|下同")
_AMOUNTS_OF = Pattern(
    r"(?:收入|销售额|营业额|保费|业务量|订单|产量|销量|交易额|客流量|办件量|捐款|经费|金额)$"
)
_ANNOUNCED_TOTALS = (
    "财政收入",
    "预算收入",
    "可支配收入",
    "居民收入",
    "税收收入",
    "农民收入",
    "工资",
)
_PLAN_HEADS = Pattern(r"计划|打算|思路|安排|目标|下一步|下步|新的一年|明年|来年")


def find_growth_without_base(draft: Draft) -> Iterator[Fault]:
    """社保费收入增长9.3%: neither a value nor a period that it is compared with."""
    if "下同" in draft.text or not is_of_an_office(draft):
        return
    for rate in find_rates_alone(draft):
        if not _is_planned(draft, rate.span.start):
            yield Fault(
                rate.span, {"what": f"{rate.name}{rate.span.cut(draft.text)}", "lacks": _AMOUNT}
            )
    text = draft.text
    bare = [match for match in _BARE_GROWTH.finditer(text) if _is_bare(text, match.start())]
    if len(bare) > _CUSTOM:
        return
    for match in bare:
        name = _name_before(text, match.start())
        if not _AMOUNTS_OF.search(name) or name.endswith(_ANNOUNCED_TOTALS):
            continue
        if not _is_planned(draft, match.start()) and not _has_value(text, name):
            span = Span(*match.span())
            yield Fault(span, {"what": f"{name}{span.cut(text)}", "lacks": _PERIOD})


_PERIOD = "没有说与什么比，也没有给出数额"
_AMOUNT = "全文没有给出数额"


_CUSTOM = 4
"""Who writes more bare rates than that means the year before, as government reports do."""


def _name_before(text: str, offset: int) -> str:
    floor = max(offset - 24, 0)
    return text[max(text.rfind(mark, floor, offset) for mark in "，；：、,。\n") + 1 : offset]


def _is_bare(text: str, offset: int) -> bool:
    """Whether only a name stands before the rate, and no period of comparison in the sentence."""
    name = _name_before(text, offset)
    if not 3 <= len(name) <= 16 or _BASE.search(name) or any(c.isdigit() for c in name):
        return False
    start = sentence_start(text, offset)
    return _COMPARED.search(text, start, offset) is None


def _is_planned(draft: Draft, offset: int) -> bool:
    """Whether the last heading before speaks of plans."""
    title = ""
    for heading in draft.headings:
        if heading.span.start > offset:
            break
        title = heading.title
    return _PLAN_HEADS.search(title) is not None


def _has_value(text: str, name: str) -> bool:
    """Whether the thing has a figure of its own anywhere: 保费收入3.2亿元."""
    at = text.find(name)
    while at >= 0:
        after = text[at + len(name) : at + len(name) + 6].lstrip("达到为实现完成共约")
        if after[:1].isdigit():
            return True
        at = text.find(name, at + 1)
    return False


_MONTHS = Pattern(r"月|季度|上半年|下半年|[0-9一二三四五六七八九十]周")
_PERIOD_BEFORE = Pattern(r"月(?![底末])|季度|[0-9一二三四五六七八九十]周")
_OF_A_MONTH = Pattern(r"[^，。；]{0,60}(?:月|季度|周报|日报|简报)[^，。；]{0,20}")
_RING = Pattern(r"环比")


def find_growth_without_period(draft: Draft) -> Iterator[Fault]:
    """环比提高12% in a report on a whole year: from which period?"""
    text = draft.text
    title = draft.document.paragraphs[0].span if draft.document.paragraphs else Span(0, 0)
    if not is_of_an_office(draft) or _OF_A_MONTH.fullmatch(text, title.start, title.end):
        return
    for match in _RING.finditer(text):
        begin = sentence_start(text, match.start())
        end = sentence_end(text, match.end(), most=40)
        if not any(character.isdigit() for character in text[match.end() : match.end() + 12]):
            continue
        before = sentence_start(text, begin - 1) if text[begin - 1 : begin] == "。" else begin
        if not _MONTHS.search(text, begin, end) and not _PERIOD_BEFORE.search(text, before, begin):
            yield Fault(Span(*match.span()))


RULES = (
    Rule(
        code="NU211",
        name="growth-no-base",
        severity="warning",
        message="“{what}”{lacks}。",
        suggestion="写明“同比”“比上年”，或给出数额。",
        find=find_growth_without_base,
        triggers="%％",
        source="统计",
        explanation="增幅要有基数或比较的时期。只看收入、销售额、业务量一类的数额；财政收入、人均可支配收入等按惯例发布的指标，"
        "计划目标，以及声明过“下同”的不在此列。",
        bad=(
            "代理保险收入增长21%，电子银行替代率达到93.4%。",
            "优化办事流程，办件量同比增长22%，好评率位居全区前列。",
        ),
        good=(
            "代理保险收入3.2亿元，增长21%。",
            "代理保险收入同比增长21%。",
            "接待游客86万人次，同比（下同）增长9.2%；门票收入增长11.3%。",
            "一般公共预算收入增长6.1%。",
        ),
    ),
    Rule(
        code="NU212",
        name="growth-no-period",
        severity="warning",
        message="“{quote}”没有说是与哪个月、哪个季度比。",
        suggestion="写明比较的时期；全年数一般用“同比”。",
        find=find_growth_without_period,
        triggers=("环比",),
        source="统计",
        explanation="环比是与紧挨着的上一个月、上一个季度比，全年的数没有环比。",
        bad=("全年受理水质投诉326件，环比下降12%。",),
        good=(
            "9月用电量为6200万千瓦时，环比8月增长3.1%。",
            "第三季度受理投诉312件，环比下降8.2%。",
        ),
    ),
)

"""Shares of more than 100 per cent where the whole is the limit."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.shares import OTHER_BASE
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_OVER_HUNDRED = Pattern(
    r"[1-9](?<![0-9.].)(?:(?<=1)(?:0[1-9]|00\.[0-9]*[1-9]|[1-9][0-9])|(?<=[2-9])[0-9]{2})"
    r"(?:\.[0-9]{1,4})?[ ]?[%％]"
)
_RATE_BEFORE = Pattern(
    r"(?P<name>[^\x00-\x7f，。；！？：、（）]{0,12}(?:率|满意度|知晓度|占比|比重|比例))"
    r"[都均已仍再也经一直长期持续连年始终继首次全部总体平分别]{0,6}"
    r"(?:达到?了?|[约仅]?为|是|约|超过?|突破|高达|占|"
    r"(?:提[高升]|上升|[增扩][加长大]|攀升|回升|[保维]持|稳定)[到至在])?了?[ ]?$"
)
_SHARE_BEFORE = Pattern(r"占[^，。；！？\n0-9]{0,14}$")
_EARLIER = Pattern(
    r"(?:[由从][^，。；、0-9]{0,8}[0-9.]{1,6}[ ]?[%％](?P<way>[^，。；0-9]{1,6})|"
    r"(?<=[达到为])[0-9.]{1,6}[ ]?[%％](?:[和与及、]|以及))$"
)
_PEOPLE_AFTER = Pattern(
    r"的(?:[群居党员干职学家住农教代用客户主众民师生长工]{2,4}|受访者|企业|业主)"
)
_UNLIMITED = Pattern(
    r"完成|开工|达成|实现|执行|进度|计划|任务|目标|预算|增长|增幅|增速|增值|保值|变动|变化|涨|提升率|上升率|发展"
    r"|回报|收益|利润|利息|成本|费用|赔付|回款|资本|充足|负债|债务|杠杆|拨备|流动|速动|现金|偿付|溢价|认购"
    r"|补偿|抵押|质押|资金比|配套资金|储备|投资率|投入产出|产出|产销|周转|换手|倍|毛入|床|设备|产能|产量|负荷"
    r"|满载|装载|运[行转]|车位|泊位|航道|机时|自给|平衡|保障|供[应货求给]|履约|兑现|到位|征[收缴]|入库|恢复"
    r"|复种|出栏|繁|产[仔羔蛋]|双[羔胎]|性别|抚养|贡献|超额|结收|清结|营[业收]|[效频速汇利税费息能]率|(?<!成)功率|更新"
    r"|预售|套期|存贷|贷存|收入|薪|工资|价格|地价|渗漏|放大|膨胀|伸长|含水|湿度|转移支付|录用|折算|采购率|招生"
)
"""In the name of a rate: its whole may be exceeded, as a plan, a bed or a year before."""


def find_more_than_all(draft: Draft) -> Iterator[Fault]:
    """满意率达到102.5%, 占112%, 102%的户主."""
    text = draft.text
    for match in _OVER_HUNDRED.finditer(text):
        before = text[max(match.start() - 40, 0) : match.start()]
        if _is_limited(before) or _counts_people(text, match.end(), before):
            yield Fault(Span(*match.span()))
    start = text.find(_CHINESE_OVER)
    while start >= 0:
        number = _CHINESE_NUMBER.match(text, start + len(_CHINESE_OVER))
        if number is not None and _is_limited(text[max(start - 40, 0) : start]):
            yield Fault(Span(start, number.end()))
        start = text.find(_CHINESE_OVER, start + 1)


_CHINESE_OVER = "百分之一百"
_CHINESE_NUMBER = Pattern(r"[零一二三四五六七八九十点]{1,6}")


def _is_limited(before: str) -> bool:
    """Whether a figure after these words is a share or a rate that ends at 100 per cent."""
    earlier = _EARLIER.search(before)
    if earlier is not None:
        before = before[: earlier.start()] + ("提高到" if earlier["way"] else "")
        if earlier["way"] and not earlier["way"].endswith(("到", "至", "为")):
            return False
    rate = _RATE_BEFORE.search(before)
    if rate is not None:
        return not _UNLIMITED.search(rate["name"])
    share = _SHARE_BEFORE.search(before)
    return (
        share is not None
        and not _UNLIMITED.search(before[-14:])
        and not OTHER_BASE.search(share[0])
    )


def _counts_people(text: str, end: int, before: str) -> bool:
    """102%的户主."""
    return _PEOPLE_AFTER.match(text, end) is not None and not _UNLIMITED.search(before[-14:])


RULES = (
    Rule(
        code="AR305",
        name="percent-over-100",
        severity="error",
        message="“{quote}”超过了100%：这里以总数为限。",
        suggestion="核对数字；按计划算的完成率请写明是计划。",
        find=find_more_than_all,
        triggers=("%", "％", _CHINESE_OVER),
        source="统计",
        explanation="各种率、占比、比重以总数为限。完成率、增长率、周转率、产销率、拨备覆盖率、毛入学率、病床使用率等"
        "按计划、按往年或可以重复计算的不在此列。",
        bad=(
            "住院患者满意率达到102.5%。",
            "参学人数占总数的112%。",
            "102%的户主签了字。",
            "网上申报率由96%提高到103%。",
        ),
        good=(
            "全县固定资产投资计划完成率为112%，超出进度要求。",
            "病床使用率为103.2%，已增设床位60张。",
            "拨备覆盖率达到186.5%。",
            "群众满意率达到100%。",
        ),
    ),
)

"""Shares that overfill the whole, and shares that do not fill it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportnlp.checking.amounts import shown
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.shares import NUMBER, OTHER_BASE
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_OVER_HUNDRED = Pattern(
    r"[1-9](?<![0-9.].)(?:(?<=1)(?:0[1-9]|00\.[0-9]*[1-9]|[1-9][0-9])|(?<=[2-9])[0-9]{2})"
    r"(?:\.[0-9]{1,4})?[ ]?[%％]"
)
_RATE_BEFORE = Pattern(
    r"(?P<name>[^\x00-\x7f]{0,10}(?:率|满意度|占比|比重))(?:均|已|分别)?(?:达到?了?|为|约为|超过|"
    r"高达|提高到|提升到|提升至|保持在|占)?[ ]?$"
)
_SHARE_BEFORE = Pattern(r"占[^，。；！？\n0-9]{0,14}$")
_PEOPLE_AFTER = Pattern(
    r"的(?:[群居党员干职学家住农教代用客户主众民师生长工]{2,4}|受访者|企业|业主)"
)
_LIMITED = (
    "满意率 满意度 合格率 整改率 办结率 参与率 参学率 到会率 出勤率 到课率 接种率 入学率 升学率 "
    "知晓率 参保率 普及率 达标率 参评率 参考率 测评率 响应率 "
    "销号率 回复率 答复率 化解率 采纳率 优良率 优秀率 及格率 就业率 好评率 成活率 调解率 巩固率 "
    "抽查率 建档率 参训率 签约率 落实率 "
    "准确率 及时率 通过率 保有率 参会率 支持率 认可率 结案率 处置率 处理率 破案率 起诉率 "
    "服判息诉率 正确率 有效率 治愈率 "
    "覆盖率 占比 比重 参检率 入户率 使用率 绿化率 绿地率 录取率 结业率 毕业率 在线率 公开率 "
    "按时办结率 分类率 投放率 安装率"
).split()
_UNLIMITED = Pattern(
    r"完成|增长|拨备|流动性|杠杆|毛入学|床位|病床|负债|充足|产出|周转|保障倍|利息|自给|计划|任务|目标|涨|增幅|回报|收益|倍|设备使用|偿付|运行|满负荷|产能"
)


def find_more_than_all(draft: Draft) -> Iterator[Fault]:
    """满意率达到102.5%, 占112%, 102%的户主."""
    text = draft.text
    for match in _OVER_HUNDRED.finditer(text):
        floor = max(match.start() - 26, 0)
        before = text[floor : match.start()]
        rate = _RATE_BEFORE.search(before)
        if rate is not None:
            limited = rate["name"].endswith(tuple(_LIMITED))
            found = limited and not _UNLIMITED.search(rate["name"])
        else:
            share = _SHARE_BEFORE.search(before)
            found = (
                (share is not None or _PEOPLE_AFTER.match(text, match.end()) is not None)
                and not _UNLIMITED.search(before[-14:])
                and not (share and OTHER_BASE.search(share[0]))
            )
        if found:
            yield Fault(Span(*match.span()))


# -------------------------------------------------------------------------- shares of all

_INDUSTRIES = Pattern(
    r"(?:产业|结构|比例|比重|占比|之比)[^，。；"
    r"\n0-9]{0,16}(?P<ratio>[0-9]{1,2}(?:\.[0-9]{1,2})?(?:[ ]?[:：∶][ "
    r"]?[0-9]{1,2}(?:\.[0-9]{1,2})?){2,5})(?![0-9:：∶.])"
)
_THREE_SHARES = Pattern(
    rf"(?P<list>占比?{NUMBER}[ ]?[%％](?:[、，；](?![^，。]{{0,4}}(?:合计|总和|共计))[^，。；"
    rf"、\n0-9%％]{{1,14}}占?(?:比)?{NUMBER}[ ]?[%％]){{1,9}})"
)
_SEVERAL = Pattern(
    r"分别占(?:比|总数的|全部的)?[^，。；0-9]{0,8}"
    rf"(?P<list>{NUMBER}[ ]?[%％](?:[、，和与]{NUMBER}[ ]?[%％]){{2,9}})"
)
_PERCENT = Pattern(rf"({NUMBER})[ ]?[%％]")
_HEADS = Pattern(r"([一-龥]{2})占")
_TOTAL = Pattern(r"合计(?:为|占|达)?100[%％]|总和为?100[%％]|共计100[%％]")
_OVERLAP = Pattern(
    r"女|男|岁|党员|学历|本科|研究生|大专|博士|硕士|职称|少数民族|以上|以下|从业|代表|一线|基层|高级|同比|提高|上升|下降|增长|财政|全[国省市县区]|其中"
)


def find_uneven_shares(draft: Draft) -> Iterator[Fault]:
    """三次产业结构9.2:51:41.9; 质量类占41%、安全类占38%、扬尘类占31%，三类合计100%."""
    text = draft.text
    for match in _INDUSTRIES.finditer(text):
        numbers = [Decimal(part) for part in _split_ratio(match.group("ratio"))]
        whole = sum(numbers, Decimal(0))
        # 3:4:3 is a ratio, not three shares.
        if 80 <= whole <= 120 and abs(whole - 100) > _slack(match.group("ratio"), len(numbers)):
            yield _uneven(Span(*match.span("ratio")), numbers, whole)
    for pattern in (_THREE_SHARES, _SEVERAL):
        for match in pattern.finditer(text):
            figures = [found[:6] for found in _PERCENT.findall(match.group("list"))]
            numbers = [Decimal(figure) for figure in figures]
            whole = sum(numbers, Decimal(0))
            total = _TOTAL.search(text, match.end(), match.end() + 14)
            if len(numbers) < 2 or abs(whole - 100) <= _slack(" ".join(figures), len(numbers)):
                continue
            if total is None and (
                len(numbers) < 3
                or not 100 < whole <= 130
                or (
                    not _of_one_kind(text, match)
                    and _OVERLAP.search(text, max(match.start() - 20, 0), match.end())
                )
                or draft.amounts.has_blank(match.start(), match.end())
            ):
                continue
            yield _uneven(Span(*match.span("list")), numbers, whole)


def _of_one_kind(text: str, match: re.Match[str]) -> bool:
    """农业用水占58%、工业用水占24%、生活用水占23%: uses of one thing never overlap."""
    heads = [text[match.start() - 2 : match.start()], *_HEADS.findall(match.group("list"))]
    return len(heads) > 2 and len(set(heads)) == 1


def _split_ratio(ratio: str) -> list[str]:
    return ratio.replace("：", ":").replace("∶", ":").replace(" ", "").split(":")


def _slack(figures: str, count: int) -> Decimal:
    return (Decimal("0.1") if "." in figures else Decimal(1)) * count / 2 + Decimal("0.05")


def _uneven(span: Span, numbers: Sequence[Decimal], whole: Decimal) -> Fault:
    return Fault(span, {"sum": f"{'+'.join(map(str, numbers))}={shown(whole)}"})


RULES = (
    Rule(
        code="AR305",
        name="percent-over-100",
        severity="error",
        message="“{quote}”超过了100%：这里以总数为限。",
        suggestion="核对数字；按计划算的完成率请写明是计划。",
        find=find_more_than_all,
        triggers="%％",
        source="统计",
        explanation="满意率、合格率、整改率和占比以总数为限。计划完成率、增长率、拨备覆盖率、毛入学率、病床使用率可以超过100%。",
        bad=("住院患者满意率达到102.5%。", "参学人数占总数的112%。", "102%的户主签了字。"),
        good=(
            "全县固定资产投资计划完成率为112%，超出进度要求。",
            "病床使用率为103.2%，已增设床位60张。",
            "拨备覆盖率达到186.5%。",
            "群众满意率达到100%。",
        ),
    ),
    Rule(
        code="AR304",
        name="shares-not-100",
        severity="warning",
        message="各部分之和不是100%：{sum}。",
        suggestion="核对各部分的比重。",
        find=find_uneven_shares,
        triggers=(":", "：", "∶", "占"),
        source="统计",
        explanation="产业结构等把整体分完的比重，相加应是100%，每项允许0.1个百分点的舍入差。互相重叠的比重（女性、党员）不在此列。",
        bad=(
            "三次产业结构为9.2:51:41.9。",
            "下发通知书157份，质量类占41%、安全类占38%、扬尘类占31%，三类合计100%。",
        ),
        good=(
            "三次产业结构为9.2:51:39.9。",
            "女教师占62%、党员占48%、研究生占15%。",
            "质量类占41%、安全类占38%、扬尘类占21%。",
        ),
    ),
)

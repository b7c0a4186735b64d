"""Per cent and percentage points: 率由88.4%提高到91.6%，提高3.2%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportnlp.annotations import Related
from reportnlp.checking.amounts import shown
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,4})?"
_FROM_TO = Pattern(
    rf"(?:由|从)[^，。；由从]{{0,16}}?(?P<first>{_NUMBER})[ ]?[%％]"
    r"(?:[增提上升扩降下减回跃攀][加长高升大低落少至到升]{0,2}[到至为]?)了?[^，。；0-9]{0,6}"
    rf"(?P<second>{_NUMBER})[ ]?[%％]"
    r"[，,、（(](?:同比|比上年|较上年|累计|共|净)?(?P<way>提高|提升|上升|增加|增长|下降|降低|减少|回落)了?"
    rf"(?P<figure>{_NUMBER})[ ]?(?P<unit>[%％]|个?百分点)"
)
_SHARE = Pattern(
    r"(?:占比|比重|率)(?:同比|(?:比|较)(?:上年|去年|上年同期|去年同期))?"
    rf"(?:提高|提升|上升|下降|降低|回落)了?(?P<figure>{_NUMBER}[ ]?[%％])(?!以)"
)
_SHARES = (
    "占比 比重 满意率 合格率 优良率 覆盖率 入学率 普及率 参保率 整改率 办结率 就业率 城镇化率 "
    "绿化率 绿地率 达标率 "
    "知晓率 入住率 服判息诉率 及时率 巩固率 签约率 处理率 利用率 渗透率 自给率 上座率 参与率 "
    "毕业率 结案率 调解率 接种率 建档率"
).split()
_AMOUNT = Pattern(rf"(?:增长|增加|下降|减少)了?(?P<figure>{_NUMBER}个?百分点)")
_COMPARED = Pattern(r"(?:同比|环比|[比较](?:上年|去年)(?:同期)?)$")
_AMOUNTS = (
    "收入",
    "产值",
    "总额",
    "产量",
    "数量",
    "人数",
    "户数",
    "件数",
    "起数",
    "销售额",
    "营业额",
)


def find_percentage_points(draft: Draft) -> Iterator[Fault]:
    """Per cent where percentage points are meant, and the other way round."""
    for match in _FROM_TO.finditer(draft.text):
        claimed = Decimal(match["figure"])
        if match["unit"] in "%％" and abs(claimed - _difference(match)) < Decimal("0.051"):
            yield Fault(Span(match.start("figure"), match.end("unit")), {"right": match["figure"]})
    for match in _SHARE.finditer(draft.text):
        figure = match["figure"].rstrip("%％ ")
        before = draft.text[max(match.start() - 4, 0) : match.start() + 2]
        if match[0][0] == "率" and not before[:-1].endswith(tuple(_SHARES)):
            continue
        yield Fault(Span(*match.span("figure")), {"right": figure})


def _difference(match: re.Match[str]) -> Decimal:
    return abs(Decimal(match["second"]) - Decimal(match["first"]))


def find_points_of_amounts(draft: Draft) -> Iterator[Fault]:
    """产值增长3.2个百分点: an amount grows by per cent."""
    text = draft.text
    for match in _AMOUNT.finditer(text):
        compared = _COMPARED.search(text, max(match.start() - 5, 0), match.start())
        if text.endswith(_AMOUNTS, 0, compared.start() if compared else match.start()):
            yield Fault(Span(*match.span("figure")))


def find_wrong_points(draft: Draft) -> Iterator[Fault]:
    """由78.5%提升至88.1%，提高9.1个百分点: the difference is another."""
    for match in _FROM_TO.finditer(draft.text):
        claimed, true = Decimal(match["figure"]), _difference(match)
        decimals = max(len(match[part].partition(".")[2]) for part in ("first", "second", "figure"))
        rounded = len(match["figure"].partition(".")[2]) < decimals
        slack = Decimal(10) ** -len(match["figure"].partition(".")[2]) if rounded else Decimal(0)
        # Two values with one decimal may be off by one in the last digit together.
        near = Decimal(10) ** -decimals
        if match["unit"] in "%％" or abs(claimed - true) <= slack:
            continue
        yield Fault(
            Span(match.start("figure"), match.end("unit")),
            {
                "sum": _subtraction(match),
                "stated": f"{match['figure']}{match['unit']}",
            },
            severity="warning" if abs(claimed - true) <= near else "",
            related=(
                Related(Span(match.start("first"), match.end("first") + 1), "原来的数"),
                Related(Span(match.start("second"), match.end("second") + 1), "现在的数"),
            ),
        )


def _subtraction(match: re.Match[str]) -> str:
    first, second = Decimal(match["first"]), Decimal(match["second"])
    larger, smaller = max(first, second), min(first, second)
    return f"{larger}−{smaller}={shown(larger - smaller)}个百分点"


RULES = (
    Rule(
        code="AR306",
        name="growth-mismatch",
        severity="error",
        message="变化的百分点与前后数字对不上：{sum}，文中为{stated}。",
        suggestion="核对两个比率和相差的百分点。",
        find=find_wrong_points,
        triggers=("百分点",),
        source="统计",
        explanation="两个比率之差用百分点表示，等于后数减前数。",
        bad=("依从率由78.5%提升至88.1%，提高6.9个百分点。",),
        good=("依从率由78.5%提升至88.1%，提高9.6个百分点。",),
    ),
    Rule(
        code="NU207",
        name="percentage-point",
        severity="warning",
        message="“{quote}”应为“{right}个百分点”：比率之差用百分点。",
        suggestion="改成“个百分点”；确要说相对变化的，写明增减幅度怎么算。",
        find=find_percentage_points,
        triggers="%％",
        source="统计",
        explanation="两个百分数相减得到百分点。死亡率、发案率一类的相对升降不在此列。",
        bad=(
            "服判息诉率由88.4%提高到91.6%，提高3.2%。",
            "高新技术产业占比提高2%。",
        ),
        good=(
            "服判息诉率由88.4%提高到91.6%，提高3.2个百分点。",
            "高新技术产业增加值占比由40%提高到43%，提高3个百分点。",
            "粮食总产量由50万吨增加到52万吨，增长4%。",
            "事故发生率下降30%。",
        ),
    ),
    Rule(
        code="NU207",
        name="percentage-point",
        severity="warning",
        message="“{quote}”：数量的增减用百分数，不用百分点。",
        suggestion="改成“%”。",
        find=find_points_of_amounts,
        triggers=("百分点",),
        source="统计",
        explanation="收入、产值、人数这类数量的增减用百分数；比率、增速、占比之差才用百分点。",
        bad=("销售收入增长3.2个百分点。",),
        good=("销售收入增速提高3.2个百分点。", "销售收入占比提高3.2个百分点。"),
    ),
)

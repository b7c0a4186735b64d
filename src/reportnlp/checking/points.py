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
    rf"(?:提高|提升|上升|下降|降低|回落)了?(?P<figure>{_NUMBER}[ ]?[%％])(?![以至到~～—-])"
)
_SHARES = (
    "占比 比重 满意率 合格率 优良率 覆盖率 入学率 普及率 参保率 整改率 办结率 就业率 城镇化率 "
    "绿化率 绿地率 达标率 知晓率 入住率 服判息诉率 及时率 巩固率 签约率 处理率 渗透率 "
    "自给率 上座率 参与率 毕业率 结案率 调解率 接种率 建档率"
).split()
_AMOUNTS = (
    "收入",
    "产值",
    "产量",
    "数量",
    "人数",
    "户数",
    "件数",
    "起数",
    "额",
    "产量",
    "销量",
    "税收",
    "利润",
    "面积",
    "增加值",
)
_CHANGE = Pattern(
    # One set first: the search for it is many times faster than for twenty words.
    r"[提上下降回增减攀缩压高低快慢超领](?:(?:(?<=提)[高升]|(?<=上)[升涨]|(?<=下)[降滑跌]|(?<=降)[低幅]|(?<=回)[落升]"
    r"|(?<=增)[加长幅速]|(?<=减)少|(?<=攀)升|(?<=缩)短|(?<=压)[缩减])[为达]?了?"
    r"|(?:(?<=[高低快慢])于|(?<=高)出|(?<=超)过|(?<=领)先)[^，。；、（期前0-9]{2,14})(?:约|近|超)?"
    rf"(?P<figure>{_NUMBER})(?P<unit>[ ]?[%％]|个?百分点)(?![以的至到~～—-])"
)
_COMPARED = Pattern(
    r"(?:但|且|并|也|又|均|都|已|仍|再|还|其中|累计|净|平均|逐年|连续|总体|实际|分别|略有|有所){0,3}"
    r"(?:同比|环比|[比较与][^，。；率比]{1,14}|相比|[0-9一二三四五六]{1,4}年[来间])?[又再还净共]?"
)
_VERSUS = Pattern(r"(?:同比|环比|[比较](?:上年|去年|年初|前年|往年|上一年)(?:同期|末|底)?)$")
_RATE_NAMES = Pattern(
    r"率|占|比[重例]|度(?!假)|速|幅|份额|面(?!积)|水平|指数|系数|贡献|[%％]|百分|评分|得分|均分|评价"
)
_LEVEL = Pattern(
    r"(?P<name>[^，。；、（）\x00-\x7f]{0,12}"
    r"(?:率|占比|比[重例]|满意度|知晓度|安全感|强度|增速|增幅|[损利盖]面))"
    r"[^，。；、（0-9]{0,8}?"
    rf"(?P<level>{_NUMBER})[ ]?[%％](?:以上|左右)?$"
)
_RELATIVE = Pattern(
    r"死亡|发[病案生]|事故|起数|投诉|效率|功率|产出|生产率|浓度|利率|(?<!缴)费率|汇率|(?<![补缴])税率|密度|频率|概率"
)
_PART_NAMES = Pattern(r"占比|比[重例]")
_DRIVES = Pattern(r"拉动|带动|推动|影响")
_CLAUSE_MARKS = "，；。、（(！？：\n,;"
_MOST_OF_LEVEL = Decimal("0.6")
_MOST_POINTS = Decimal(20)
_TRAILING = 6
"""Characters that may follow an amount in its clause: 0.42吨标准煤."""
_NO_AMOUNTS = frozenset("倍 % 分 年 个月 天 日 月 岁 个百分点 级 度 位".split())


def find_percentage_points(draft: Draft) -> Iterator[Fault]:
    """Per cent where percentage points are meant."""
    told = set()
    for match in _FROM_TO.finditer(draft.text):
        claimed = Decimal(match["figure"])
        if match["unit"] in "%％" and abs(claimed - _difference(match)) < Decimal("0.051"):
            told.add(match.start("figure"))
            yield Fault(Span(match.start("figure"), match.end("unit")), {"right": match["figure"]})
    for match in _SHARE.finditer(draft.text):
        figure = match["figure"].rstrip("%％ ")
        before = draft.text[max(match.start() - 4, 0) : match.start() + 2]
        if match[0][0] == "率" and not before[:-1].endswith(tuple(_SHARES)):
            continue
        yield Fault(Span(*match.span("figure")), {"right": figure})
    for match in _CHANGE.finditer(draft.text):
        if match["unit"][-1] not in "%％" or match.start("figure") in told:
            continue
        if _changes_rate(draft.text, match):
            yield Fault(Span(match.start("figure"), match.end()), {"right": match["figure"]})


def _changes_rate(text: str, match: re.Match[str]) -> bool:
    """准确率88.6%，比上年提高2.1%: a rate whose level was just told changes by points."""
    head, before = _clauses(text, match.start())
    level = _LEVEL.search(before)
    if level is None or _COMPARED.fullmatch(head) is None or _RELATIVE.search(level["name"]):
        return False
    if not head and match[0][0] == "增" and _PART_NAMES.search(level["name"]):
        # 占比超过30%，增长8.2%: what grew is the thing, not its share.
        return False
    reached, changed = Decimal(level["level"]), Decimal(match["figure"])
    # 投诉率2.1%，下降30%: told in relation to the level before.
    return changed <= min(reached * _MOST_OF_LEVEL, _MOST_POINTS)


def _clauses(text: str, offset: int) -> tuple[str, str]:
    """What stands before a place in its clause, and the clause before that in the same sentence."""
    floor = max(offset - 60, 0)
    start = max(max(text.rfind(mark, floor, offset) for mark in _CLAUSE_MARKS) + 1, floor)
    if not start or text[start - 1] not in "，、（(,":
        return text[start:offset], ""
    earlier = max(start - 60, 0)
    begin = max(text.rfind(mark, earlier, start - 1) for mark in _CLAUSE_MARKS) + 1
    return text[start:offset], text[max(begin, earlier) : start - 1]


def _difference(match: re.Match[str]) -> Decimal:
    return abs(Decimal(match["second"]) - Decimal(match["first"]))


def find_points_of_amounts(draft: Draft) -> Iterator[Fault]:
    """产值增长3.2个百分点, 贷款余额12.5亿元，比年初增长9.6个百分点: an amount grows by per cent."""
    for match in _CHANGE.finditer(draft.text):
        if match["unit"][-1] == "点" and _changes_amount(draft, match):
            yield Fault(Span(match.start("figure"), match.end()))


def _changes_amount(draft: Draft, match: re.Match[str]) -> bool:
    text, offset = draft.text, match.start()
    if match[0][1] in "于出过先":
        # 高于全市平均2.1个百分点 speaks of a growth told before.
        return False
    head, before = _clauses(text, offset)
    if _RATE_NAMES.search(head) or _DRIVES.search(head):
        return False
    start = offset - len(head)
    own = _VERSUS.sub("", head)
    if own.endswith(_AMOUNTS) or _ends_with_amount(draft, start, start + len(own)):
        return True
    return (
        _COMPARED.fullmatch(head) is not None
        and _RATE_NAMES.search(before) is None
        and _ends_with_amount(draft, start - 1 - len(before), start - 1)
    )


def _ends_with_amount(draft: Draft, begin: int, end: int) -> bool:
    """Whether a stretch ends with a counted figure: 12.5亿元, 2860人次."""
    amounts = draft.amounts.between(begin, end)
    if not amounts:
        return False
    last = amounts[-1]
    return (
        end - last.span.end <= _TRAILING
        and bool(last.unit)
        and last.kind not in ("percent", "rank", "ratio")
        and last.unit not in _NO_AMOUNTS
    )


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
            "抽检准确率88.6%，比上年提高2.1%。",
        ),
        good=(
            "服判息诉率由88.4%提高到91.6%，提高3.2个百分点。",
            "高新技术产业增加值占比由40%提高到43%，提高3个百分点。",
            "粮食总产量由50万吨增加到52万吨，增长4%。",
            "事故发生率下降30%。",
            "税收占比超过30%，增长8.2%。",
            "投诉率为2.1%，下降30%。",
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
        bad=("销售收入增长3.2个百分点。", "贷款余额12.5亿元，比年初增长9.6个百分点。"),
        good=(
            "销售收入增速提高3.2个百分点。",
            "销售收入占比提高3.2个百分点。",
            "完成税收12亿元，高于全市平均2.3个百分点。",
        ),
    ),
)

"""Numbers that count something and have lost their unit: 全年培训320，合格率98%."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_STOPS = frozenset("，。；、！？\n,;")
_UNITLESS_NOUNS = (
    "指数 系数 比值 比 得分 评分 积分 分数 总分 均分 PMI 编号 代码 热线 电话 号码 拨打 平台 版本 "
    "型号 排名 名次 邮编 学号 工号 文号 房号 密码 代号 等级 税号 户号 序号 第 号 版 型 图 表 注 "
    "附件 公式 概率 参数 基数 GDP CPI PPI 值 pH PH 温度 强度 密度 浓度 频率 品位 "
    "荣枯线 编码 总吨 准线 基准 波音 空客 机型 型号"
).split()
_LONG_NOUNS = tuple(noun for noun in _UNITLESS_NOUNS if len(noun) > 1)
_COUNTING = Pattern(
    r"(?:共|达到?|计|总数|总量|人数|户数|数量|完成|培训|新增|走访|检查|办理|受理|办结|排查|整改|发放|召开|开展|举办|组织|建成|新建|引进|签约|查处|处置|慰问|"
    r"服务|接待|收集|征集|发展|培育|选派|表彰|投入|实现|增至|减至|增加到?|减少到?|(?:发展|扩大|扩展|上升|提高|增长)到|化解|调解|评选|拨付|救助|资助|惠及|覆盖|安排|解决|参训|参加|出动|出警|破案|帮扶)了?$"
    r"|(?:企业|农户|群众|党员|干部|学生|教师|职工|居民|问题|隐患|案件|项目|线索|建议|意见|活动|会议|人次|人员|岗位|资金|面积|事项|工单|纠纷|志愿者|车辆|设备)$"
)


def find_numbers_without_unit(draft: Draft) -> Iterator[Fault]:
    """An Arabic figure that counts something and stops without a unit."""
    text = draft.text
    paragraphs = {p.span.start for p in draft.document.paragraphs if p.origin.startswith("表")}
    for quantity in draft.quantities:
        if quantity.unit or quantity.kind or quantity.script != "arabic":
            continue
        start, end = quantity.number.start, quantity.number.end
        following = text[end : end + 1]
        if following and following in "余多" and text[end + 1 : end + 2] in _STOPS:
            following = text[end + 1 : end + 2]
        elif following not in _STOPS and following:
            continue
        listed = following == "、" and _NEXT_COUNTED.match(text, end + 1) is not None
        if following == "、" and not listed:
            continue
        if following == "," and text[end + 1 : end + 2].isdigit():
            continue
        if following == "。" and _FRACTION.match(text, end + 1):
            continue  # 3。5亿元: reported as a wrong point
        before = text[max(quantity.span.start - 12, 0) : quantity.span.start]
        line = max(before.rfind(mark) for mark in "，。；：\n“《（") + 1
        before = before[line:]
        if any(noun in before for noun in _LONG_NOUNS) or not (
            _COUNTING.search(before)
            or _is_plain_count(before, quantity.number.cut(text), following)
            or (_MEASURED_NOUNS.search(before) and not _is_index(before))
        ):
            continue
        if quantity.number.cut(text)[-1] in "万亿" and not _SURELY_MEASURED.search(before):
            # 农村贫困人口减少1240万: people and money go without a unit in any published report.
            continue
        if paragraphs and draft.document.paragraphs[draft.document.paragraph_at(start)].origin:
            continue
        digits = quantity.number.cut(text)
        if len(digits) == 4 and digits[:2] in ("19", "20"):
            continue
        yield Fault(quantity.number)

    yield from _find_numbers_before_people(draft)


_FRACTION = Pattern(r"[0-9]{1,4}(?:[万亿%％元]|个百分点)")
_NEXT_COUNTED = Pattern(
    r"[^，。；、0-9\n]{2,10}[0-9]{1,8}(?:\.[0-9]{1,2})?[万亿]?[余多]?[个名位人家户场次项条件篇期份处座台元亩吨公]"
)
_FILLERS = r"(?:达到?|为|超过?|突破|稳定在|共|累计|完成|实现|约|近)?$"
_MEASURED_NOUNS = Pattern(
    r"(?:公路|道路|管网|河道|投资|经费|总产值|增加值|总值|收入|支出|产量|面积|公积金|里程|税收|销售额|营业额|进出口|余额|资金|藏书|贷款|存款|利润|产值|补贴|补助|捐款|罚款|用电量|用水量)"
    + _FILLERS
)
_SURELY_MEASURED = Pattern(r"(?:面积|产量|藏书|里程|公积金)" + _FILLERS)
_PEOPLE = Pattern(
    r"(?<![因成作认称以])[为对给向](?P<number>[1-9][0-9]{1,4})[余多]?(?=(?:老年人|老人|群众|居民|村民|学生|儿童|企业|残疾人|职工|患者|困难|农户|贫困|脱贫))"
)


def _find_numbers_before_people(draft: Draft) -> Iterator[Fault]:
    """为126老年人提供服务: a person is counted with 名 or 位."""
    for match in _PEOPLE.finditer(draft.text):
        yield Fault(Span(*match.span("number")))


def _is_index(before: str) -> bool:
    return before.endswith(("指数", "比", "率")) or "比" in before


_FUNCTION_ENDS = frozenset("为是至到于与和约近超第号达由从比较占在及、：的了年月日负道")


def _is_plain_count(before: str, digits: str, following: str) -> bool:
    """带动务工96，: a whole number of two figures or more behind a plain word, a stop behind it."""
    return (
        len(before) >= 4
        and all("\u4e00" <= character <= "\u9fff" for character in before[-3:])
        and before[-1] not in _FUNCTION_ENDS
        and (_is_whole(digits) or _DEEDS.search(before) is not None)
        and bool(following)
    )


def _is_whole(digits: str) -> bool:
    """Whether a number has two figures or more and no decimals."""
    return digits.isdigit() and len(digits) > 1


# What is done by quantity: behind it, a figure of one digit or with decimals counts something.
_DEEDS = Pattern(
    r"(?:新[建增购植]|铺设|免疫|建成|整治|改造|治理|清理|清运|栽植|种植|播种|绿化|疏浚|硬化|修复|收储|供应|减免|拨付"
    r"|兑付|筹集|征收|争取|组织|开展|举办|召开|印发|引进|签约|发放|查处|清退|排查|办理|受理|走访)[^，。；、]{2,8}$"
)

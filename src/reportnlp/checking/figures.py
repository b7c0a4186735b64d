"""Figures with their units and approximations: what is said twice, dropped or out of place."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.bare_numbers import find_numbers_without_unit
from reportnlp.checking.glued_units import find_glued_units
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.extraction.quantity import Quantity
from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern

_STOPS = frozenset("，。；、！？\n,;")
_POINTS = ("%", "％", "个百分点", "百分点")
_PEOPLE_TWICE = Pattern(r"名(?=参|获|被|为|在|到|，|。|、|；|入|前)")


def find_double_units(draft: Draft) -> Iterator[Fault]:
    """3.2亿元万元, 45家家, 12%%, 126家个."""
    glued = tuple(find_glued_units(draft))
    for fault in _find_repeated_units(draft):
        if not any(span.overlaps(fault.span) for span in glued):
            yield fault
    yield from (Fault(span) for span in glued)


def _find_repeated_units(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for quantity in draft.quantities:
        unit_end = quantity.unit_span.end
        if not quantity.unit:
            continue
        if quantity.unit == "人" and _PEOPLE_TWICE.match(text, unit_end):
            yield Fault(Span(quantity.number.start, unit_end + 1))
            continue
        second = Pattern(r"[万亿]?元").match(text, unit_end) if quantity.kind == "money" else None
        end = second.end() if second else -1
        if second is None:
            word, _unit = unit_at(text, unit_end)
            first = quantity.unit_span.cut(text)
            same = word and (
                word == first
                or (
                    first in ("人次", "场次", "名", "位")
                    and word in ("次", "人次")
                    and first != word
                )
            )
            if first in ("名", "位"):
                same = word == first
            if first in "%％" and text.startswith(_POINTS, unit_end):
                word, same = next(mark for mark in _POINTS if text.startswith(mark, unit_end)), True
            if not same:
                continue
            end = unit_end + len(word)
        following = text[end : end + 1]
        if following and "\u4e00" <= following <= "\u9fff" and following not in "的了以左，":
            continue
        yield Fault(Span(quantity.number.start, end))


_MORE = frozenset("余多")
_MORE_BEHIND = Pattern(r"多[，。；、）]")
_ROUND_AFTER = frozenset(("左右", "上下", "以上"))
_TENS_AND_MORE = Pattern(r"[几数][十百千]余(?=[万名人次起件个家户项份])")
_COMPARED = frozenset(("多达", "高于", "低于", "多于", "少于", "大于", "小于"))


def find_double_approximations(draft: Draft) -> Iterator[Fault]:
    """近20余次, 约300人左右, 超过50多户, 800余人左右, 几十余起."""
    for match in _TENS_AND_MORE.finditer(draft.text):
        yield Fault(Span(*match.span()))
    for quantity in draft.quantities:
        if quantity.middle in _MORE and quantity.after in _ROUND_AFTER and quantity.kind != "rank":
            yield Fault(quantity.span)
            continue
        if quantity.kind != "rank" and _is_told_before(draft.text, quantity):
            yield Fault(quantity.span)
            continue
        if not quantity.before or quantity.before in _COMPARED or quantity.kind == "rank":
            continue
        inner = quantity.middle and quantity.middle in "余多来"
        outer = quantity.after and quantity.after != "不等"
        if inner or outer or _MORE_BEHIND.match(draft.text, quantity.span.end):
            yield Fault(quantity.span)


_ABOUT_IS = tuple(
    mark + link for mark in ("约", "大约", "大概") for link in ("在", "有", "为", "是", "需", "占")
)


def _is_told_before(text: str, quantity: Quantity) -> bool:
    """大约在3个月左右, 约莫四十余件, 约有近200家: the mark does not touch the number."""
    if quantity.before:
        near = quantity.before in _NEARLY
        return near and text.endswith(_ABOUT_IS, 0, quantity.span.start)
    if quantity.after == "以上":
        return text.endswith("突破", 0, quantity.span.start)
    if quantity.after not in ("左右", "上下") and quantity.middle not in ("余", "多"):
        return False
    start = quantity.span.start
    return text.endswith(_ABOUT_IS, 0, start) or text.endswith(("约莫", "约摸", "差不多"), 0, start)


_ABOUT = frozenset("近 约 大约 大概 将近 接近 余 多 左右 上下".split())
_NEARLY = frozenset(("近", "将近", "接近"))
_ROUNDING = _ABOUT - {"余", "多"}
_TWO_DECIMALS = Pattern(r"[0-9]{1,6}\.[0-9]{1,6}[1-9]万?|[0-9]{1,6}\.[0-9]{2,6}[1-9]亿")
_ONE_DECIMAL = Pattern(r"[0-9]{1,2}\.[1-46-9]")
_MEASURED = frozenset(("length", "area", "weight", "volume", "duration"))
"""全长约163公里: what was measured is about so much, however many figures it has."""
_ROUNDED = 5
"""Characters of a figure with 万 or decimals that may be a rounded one: 约1.62万人."""
_AIMS = Pattern(
    r"确保|力争|目标|要求|不低于|[保维]持|稳定|争取|标准|规定|[须应将要]|计划|预期|预计|提[高升]到"
)


def find_approximated_exact_figures(draft: Draft) -> Iterator[Fault]:
    """近1037人, 99.37%以上: a round word on a figure counted to the last unit."""
    for quantity in draft.quantities:
        mark = quantity.middle or quantity.after or quantity.before
        if not mark and draft.text.endswith(_ABOUT_IS, 0, quantity.span.start):
            mark = "约"
        if quantity.script != "arabic" or not (mark in _ABOUT or mark == "以上"):
            continue
        digits = quantity.number.cut(draft.text).rstrip("余多来").replace(",", "")
        if mark == "以上":
            exact = quantity.unit == "%" and _is_exact_floor(draft.text, quantity.span, digits)
        elif quantity.kind in _MEASURED or quantity.unit == "倍":
            continue
        elif _TWO_DECIMALS.fullmatch(digits):
            told = mark in _NEARLY or not _is_aim(draft.text, quantity.span.start)
            of_hundred = quantity.kind in ("percent", "score")
            exact = mark in _ROUNDING and (told if of_hundred else len(digits) > _ROUNDED)
        elif quantity.unit == "%":
            exact = mark in _NEARLY and _ONE_DECIMAL.fullmatch(digits) is not None
        else:
            exact = _counts_to_one(digits)
        if exact:
            yield Fault(quantity.span)


def _counts_to_one(digits: str) -> bool:
    return digits.isdigit() and len(digits) >= 3 and digits[-1] not in "05" and digits[-2] != "0"


def _is_exact_floor(text: str, span: Span, digits: str) -> bool:
    """达到99.37%以上 tells what was reached; 确保43.25%以上 sets an aim."""
    if not _TWO_DECIMALS.fullmatch(digits) or text[span.end : span.end + 1] not in _STOPS:
        return False
    return not _is_aim(text, span.start)


def _is_aim(text: str, start: int) -> bool:
    """Whether a figure is one to be reached: 力争……达到2.35%左右."""
    floor = max(start - 60, 0)
    sentence = max(text.rfind(mark, floor, start) for mark in "。；\n") + 1
    return _AIMS.search(text, max(sentence, floor), start) is not None


_LEFT_OF_RANGE = Pattern(
    r"(?P<low>[0-9０-９.,．]+)(?P<scale>[万亿千百]*)(?P<percent>[%％‰]?)[^0-9０-９]{0,4}(?P<high>[0-9.]*)"
)


def find_dropped_range_units(draft: Draft) -> Iterator[Fault]:
    """5-8%, 13～17万元: %, 万 and 亿 belong to both ends."""
    text = draft.text
    for quantity in draft.quantities:
        if not quantity.range_mark or quantity.script == "chinese":
            continue
        left = _LEFT_OF_RANGE.match(text, quantity.number.start)
        if left is None:
            continue
        right = quantity.number.cut(text)[-1]
        if _is_whole(left["low"], left["high"]):
            continue
        if (quantity.unit == "%" and not left.group("percent")) or (
            right in "万亿" and not left.group("scale")
        ):
            yield Fault(Span(quantity.number.start, quantity.unit_span.end))


def _is_whole(low: str, high: str) -> bool:
    """3000到30万元, 0—0.1%: the lower end is complete as it stands."""
    return low == "0" or (len(low) > len(high) and low.isdigit() and high.isdigit())


_FALLING = Pattern(
    r"(?:下[降滑跌调]|降低?|(?<!至)(?<!不)少|缩[短减小]|[减压削]减|压缩|减[轻小]|减|回落|节[约省])"
    r"了?(?:近|约|超过|超|将近|整整|足足)?$"
)


def find_decreases_in_times(draft: Draft) -> Iterator[Fault]:
    """事故起数下降1.5倍: nothing can fall by more than itself."""
    for quantity in draft.quantities:
        if quantity.unit == "倍":
            before = draft.text[max(quantity.span.start - 8, 0) : quantity.number.start]
            match = _FALLING.search(before)
            if match is not None:
                start = quantity.number.start - len(before) + match.start()
                yield Fault(Span(start, quantity.unit_span.end))


def find_mixed_numerals(draft: Draft) -> Iterator[Fault]:
    """3万5千元, 1百余次, 4千元."""
    for quantity in draft.quantities:
        # 千公顷 is a unit of statistics.
        if quantity.script == "mixed" and not draft.text.startswith("公顷", quantity.number.end):
            yield Fault(Span(quantity.number.start, quantity.unit_span.end))
    for match in _CHINESE_FIRST.finditer(draft.text):
        yield Fault(Span(*match.span()))


# 二十5万元, 十2公里: the ten in Chinese, what is above it in figures.
_CHINESE_FIRST = Pattern(
    r"十(?<![第月日年周初数几千百万两之]十)[1-9](?=[余多]?[万亿]?[元个名位户家次场项件条份公平千吨亩台套人])"
    r"|[百千](?<=[一二三四五六七八九][百千])[1-9][0-9]?(?=[余多]?[万亿]?[元个名位户家次场项件条份公平千吨亩台套人])"
)


_PLANNED = Pattern(
    r"设想|规划|拟|计划|打算|将|争取(?!到|了|上级|各类|各级|项目|资金|专项)|力争|谋划"
)
_VAGUE = Pattern(
    r"若干(?=[，。；]|[万亿]?元|余?(?:次|个|项|件|家|名|人|条|户|场|起|份|篇|台|套|辆|处|批|场次|人次|期|封|座|宗)(?![工规办措制条级]))"
    # 化解纠纷多起，: behind what is counted; 更多人 and 先后多次 are no figures.
    r"|[多数几](?<![更很许太好过不已曾后续是先度无诸众十百千万几].)(?<=[\u4e00-\u9fff]{2}.)"
    r"(?:人?次|起|件|户|家|名|场|份|项|条|篇|处|封|期|座|辆|台|批|宗)(?=[，。；])"
    # 解决了大量问题: deeds that are counted elsewhere.
    r"|(?:大量|许多|很多|不少|大批|众多|诸多)(?<=了..)"
    r"(?=(?:的)?[\u4e00-\u9fff]{0,4}(?:问题|实事|活动|案件|纠纷|矛盾|隐患|资料|群众|企业|农户|诉求|线索|文章|意见|建议)[，。；])"
)


def find_vague_quantities(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for match in _VAGUE.finditer(text):
        floor = max(match.start() - 40, 0)
        begin = max(max(text.rfind(mark, floor, match.start()) for mark in "。；\n") + 1, floor)
        clause = text[begin : match.end() + 40].partition("。")[0]
        tail = clause[match.end() - begin :].partition("，")[0]
        if not _PLANNED.search(clause[: match.end() - begin] + tail):
            yield Fault(Span(*match.span()))


RULES = (
    Rule(
        code="NU201",
        name="number-no-unit",
        severity="error",
        message="数字“{quote}”没有单位。",
        suggestion="补上单位（人、次、户、万元……）。",
        find=find_numbers_without_unit,
        triggers="0123456789",
        source="实务",
        explanation="正文里计数的数字要带单位。年份、编号、指数、评分、热线号码不在此列；并列数字共用后面的单位也不在此列。",
        bad=("全年共培训320，合格率98%。", "走访企业45，解决问题。"),
        good=(
            "全年共培训320人，合格率98%。",
            "办理12345热线工单600件。",
            "景气指数达到51.2，位于扩张区间。",
            "分别培训30、45、60人。",
            "成立于1998，已有多年。",
        ),
    ),
    Rule(
        code="NU202",
        name="double-unit",
        severity="error",
        message="单位重复：“{quote}”。",
        suggestion="只留一个单位。",
        find=find_double_units,
        triggers="0123456789一二三四五六七八九十百千",
        source="实务",
        explanation="一个数字只带一个单位。",
        bad=("投资3.2亿元万元。", "走访企业45家家。", "增长12%%。"),
        good=(
            "投资3.2亿元。",
            "推进10个个体户转企。",
            "3户户主参加，5家家政公司入驻。",
            "单位：亿元/万元",
        ),
    ),
    Rule(
        code="NU203",
        name="double-approximation",
        severity="warning",
        message="约数重复：“{quote}”。",
        suggestion="只用一个表示约数的词。",
        find=find_double_approximations,
        source="实务",
        explanation="“近、约、超过”与“余、多、左右、以上”不连用。",
        bad=("召开会议近20余次。", "参会约300人左右。", "走访超过50多户。"),
        good=("近5年来召开会议50余次。", "参会约300人。", "节约20余万元。", "签约项目30多个。"),
    ),
    Rule(
        code="NU204",
        name="approximated-exact-figure",
        severity="info",
        message="“{quote}”是精确数，又用了表示约数的词。",
        suggestion="用整数，或去掉约数词。",
        find=find_approximated_exact_figures,
        triggers="近约接余多左概以上",
        source="实务",
        explanation="约数一般用整数。目标值（不低于、确保……以上）不在此列。",
        bad=("培训近1037人。", "满意率达到99.37%以上。", "发放补贴约326.47万元。"),
        good=(
            "培训近1040人。",
            "培训1037人。",
            "森林覆盖率稳定在43.25%以上。",
            "近1200人参加。",
            "投资约3.26亿元。",
        ),
    ),
    Rule(
        code="NU206",
        name="range-unit-dropped",
        severity="warning",
        message="“{quote}”的前一个数漏了“%”或“万、亿”。",
        suggestion="起止两个数都写全，如“5%～8%”“13万～17万元”。",
        find=find_dropped_range_units,
        triggers="%％万亿",
        source="标准 GB/T 15835-2011 5.1.6",
        explanation="百分数和带“万、亿”的数值范围，前一个数的“%”“万”“亿”不能省。其他单位可以只写一次。",
        bad=("同比增长5-8%。", "每户补助13～17万元。"),
        good=("同比增长5%～8%。", "每户补助13万～17万元。", "每亩增收100～150元。"),
    ),
    Rule(
        code="NU208",
        name="times-decrease",
        severity="error",
        message="“{quote}”：减少不能用“倍”。",
        suggestion="用百分数或分数，如“下降60%”“减少一半”。",
        find=find_decreases_in_times,
        triggers="倍",
        source="实务",
        explanation="量的减少最多到零，不能用“倍”表示。",
        bad=("事故起数下降1.5倍。", "成本降低了2倍。"),
        good=("收入增长1.5倍。", "事故起数下降60%。", "增至2倍，成本降低。"),
    ),
    Rule(
        code="NU209",
        name="mixed-numerals",
        severity="warning",
        message="“{quote}”混用了阿拉伯数字和汉字数字。",
        suggestion="写成“3.5万元”“4000元”“100余次”。",
        find=find_mixed_numerals,
        triggers="十百千",
        source="标准 GB/T 15835-2011",
        explanation="阿拉伯数字后只能跟“万、亿”，不跟“十、百、千”。",
        bad=("补助3万5千元。", "开展巡查1百余次。", "奖励4千元。"),
        good=("补助3.5万元。", "全长5千米。", "总投资10亿零8万元。", "发电3千瓦时。"),
    ),
    Rule(
        code="NU214",
        name="vague-quantity",
        severity="info",
        message="“{quote}”太笼统，这里应有具体数字。",
        suggestion="换成具体数字；确实统计不出的，可用“多次”“一批”。",
        find=find_vague_quantities,
        triggers=("若干", "多", "数", "几", "大量", "不少", "大批"),
        source="实务",
        explanation="说成效时“若干”等于没有数。文件名里的“若干意见”“若干措施”不在此列。",
        bad=("走访群众若干次，解决了大量问题。", "投入若干万元。", "化解邻里纠纷多起。"),
        good=(
            "印发《关于加强作风建设的若干意见》。",
            "出台若干项规定。",
            "先后多次，听取意见。",
            "做了大量工作，惠及更多人。",
        ),
    ),
)

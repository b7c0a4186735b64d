"""A value cell of a facts file: number, unit and approximation, in whatever way they were typed.

Text is read with the one grammar of `extraction.numerals`; what it does not understand is a
problem, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from reportnlp.collecting.marks import approximation_of
from reportnlp.extraction.approximations import AFTER
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.quantity import Quantity
from reportnlp.facts import Fact

_FOLD = str.maketrans(
    "０１２３４５６７８９．，％－−＋：\u00a0\u2009\u202f\u3000", "0123456789.,%--+:    "
)
_HAN_NUMERALS = "〇零一二两三四五六七八九十百千万亿廿卅几数半"
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?: [0-9]{3}){1,5}(?![0-9])")
_COMMAS = re.compile(r"[0-9][0-9,]*,[0-9,]*")
_RIGHT_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,6}")
_SPACE_BETWEEN_DIGITS = re.compile(r"[0-9] +[0-9]")
_ARABIC_SCALED = re.compile(r"([0-9.]+)([十百千]?(?:万亿|[万亿])|[十百千])")
_SCALE_FIRST = re.compile(r"[十百千]?(?:万亿|[万亿])|[百千](?=[人元])")
_UNKNOWN = frozenset(
    "待补 待定 待核 待核实 待统计 待填 待报 未填 未知 未统计 暂缺 暂无 暂无数据 无数据 缺 缺项 "
    "? ?? ??? ？ / // — —— - -- … …… null none ~".split()
)
_BLANK_MARKS = re.compile(r"[*＊×XxＸ_＿▁□]{1,20}|【[^【】]{0,60}】")
_NOT_APPLICABLE = frozenset("不适用 不涉及 n/a na".split())
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/][0-9]{1,2}|\.[0-9]{1,2}(?=\.))(?:[-/.][0-9]{1,2})?(?:[ T][0-9:.]*)?"
    r"|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日?)?)?|[0-9]{1,2}月[0-9]{1,2}日"
)
_ERROR_VALUE = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)|#{2,}")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]+")
_NUMBER_END = re.compile(rf"[0-9{_HAN_NUMERALS}余多来]$")
_TAIL = re.compile(rf"[^0-9.,:{_HAN_NUMERALS}余多来近约\s][^0-9\s]{{0,9}}$")
_RANGE_MARKS = re.compile(r"[ ]?(?:-{1,2}|—{1,2}|–|~|～|∼|至|到)[ ]?")
_ORGANISATION = re.compile(r"(?:[局委部办科室处院校镇乡村会站所队馆]|中心|街道|公司|政府|支行)$")
_PLACEHOLDER = "次"
_BETWEEN = frozenset("余多来")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value cell says; the fields from `figure` to `base_unit` as in `Fact`.

    state:   "known", "unknown" (not filled in yet) or "unfit" (不适用).
    problem: why it cannot be read, with advice, without a full stop; "" where it can.
    notice:  what was changed or looks odd, without a full stop; "" for nothing.
    """

    figure: str = ""
    unit: str = ""
    mark: str = ""
    approx: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    base_unit: str = ""
    state: str = "known"
    problem: str = ""
    notice: str = ""


def read_measure(text: str, unit: str = "", approx: str = "") -> Measure:
    """The meaning of a value cell.

    text:   as it stands in the cell.
    unit:   of the unit column, "" where it is empty.
    approx: of the approximation column, "" where it is empty.
    """
    cell = _folded(text)
    unit = clean_unit(unit)
    mark, direction, problem = approximation_of(approx)
    if is_not_applicable(cell):
        return Measure(state="unfit")
    if not cell or cell.lower() in _UNKNOWN or _BLANK_MARKS.fullmatch(cell):
        notice = f"“{_shown(text)}”按没有填处理" if cell else ""
        base = _base_of(unit)
        return Measure(unit=unit, base_unit=base, state="unknown", problem=problem, notice=notice)
    problem = problem or _refusal(cell, text)
    if problem:
        return Measure(problem=problem)
    cell = cell.replace(",", "")
    negative = cell[:1] in "-负"
    body = cell[1:] if negative or cell[0] == "+" else cell
    ranked = body[0] in "第前" and unit in ("名", "位")
    parsed = _parsed(body + unit if ranked else _with_zero(body))
    if parsed is None:
        return Measure(problem=f"“{_shown(text)}”看不懂。{_ADVICE}")
    measure = _with_unit(parsed, unit, text)
    if not measure.problem:
        measure = _with_approximation(measure, mark, direction, text)
    if not measure.problem:
        measure = _valued(measure, negative=negative)
    return measure


_ADVICE = "一格只写一个数，如 12、3.5万、40余、3—5；不适用的写“不适用”，还没有的留空"


def is_not_applicable(text: str) -> bool:
    """Whether a note or a value says that the row does not concern this office (不适用)."""
    return text.strip(" 。（）()\u3000").lower() in _NOT_APPLICABLE


def clean_unit(text: str) -> str:
    """The unit of a unit cell or column head: "（万元）" and "单位：万元" are "万元"."""
    word = text.translate(_FOLD).replace(" ", "").strip("()（）[]【】")
    word = re.sub(r"^(?:计量)?单位[:：]", "", word)
    return "" if word in ("/", "-", "—", "无", "——") else word


def is_organisation(unit: str) -> bool:
    """Whether what stands in a unit cell is an office (单位) instead of a unit of measure."""
    return len(unit) > 3 and not is_unit(unit) and _ORGANISATION.search(unit) is not None


def is_unit(text: str) -> bool:
    """Whether the grammar knows a word, with 万 or 亿 before it or not, as a unit of measure."""
    found = find_quantities(f"1{text}")
    return len(found) == 1 and found[0].span.end == len(text) + 1 and bool(found[0].unit)


# ------------------------------------------------------------------ what was typed


def _folded(text: str) -> str:
    cell = text.translate(_FOLD).strip()
    cell = _GROUPED.sub(lambda match: match.group().replace(" ", ""), cell)
    if _SPACE_BETWEEN_DIGITS.search(cell):
        return cell
    return cell.replace(" ", "")


def _refusal(cell: str, text: str) -> str:
    shown = _shown(text)
    if len(cell) > _LONGEST or "\n" in cell:
        return f"“{shown}”太长。{_ADVICE}"
    if _ERROR_VALUE.search(cell):
        return f"“{shown}”是公式出错的结果。请改正公式，或直接填数"
    if cell.startswith(("=", "@")):
        return f"“{shown}”是公式，没有算好的结果。请直接填数"
    if _DATE.fullmatch(cell):
        return f"“{shown}”是日期，不是数值。范围请写成 3—5 的样子；日期请写到“时期”或“备注”"
    if _SCIENTIFIC.search(cell):
        return f"“{shown}”是科学计数法。请写成完整的数，或用万、亿"
    for match in _COMMAS.finditer(cell):
        if not _RIGHT_COMMAS.fullmatch(match.group()):
            return f"“{shown}”中逗号的位置不对。千分位每三位一个，小数点用“.”"
    if re.match(r"[-+]?0[0-9]", cell):
        return f"“{shown}”前面有多余的 0。请改正"
    if cell in ("无", "没有"):
        return f"“{shown}”看不出是 0 还是不适用。请写 0 或“不适用”"
    return ""


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else line[:24] + "…"


def _with_zero(cell: str) -> str:
    """.5 as 0.5 (GB/T 15835: a pure decimal needs its 0)."""
    return f"0{cell}" if re.match(r"\.[0-9]", cell) else cell


def _parsed(cell: str) -> Measure | None:
    """Figure, unit and mark of a cell without its sign; None where it is not one quantity."""
    whole = _sole(cell)
    if whole is not None:
        return _pieces(cell, whole, whole.unit_span.cut(cell))
    if _NUMBER_END.search(cell):
        probe = cell + _PLACEHOLDER
        found = _sole(probe)
        return _pieces(probe, found, "") if found else None
    body, after = cell, ""
    for word, _ in AFTER:
        if cell.endswith(word):
            body, after = cell[: -len(word)], word
            break
    tail = _TAIL.search(body)
    if tail is None:
        return None
    probe = body[: tail.start()] + _PLACEHOLDER + after
    found = _sole(probe)
    return _pieces(probe, found, tail.group()) if found else None


def _sole(text: str) -> Quantity | None:
    """The quantity that a text consists of; None where there is more or less than one."""
    found = find_quantities(text)
    if len(found) == 1 and found[0].span.start == 0 and found[0].span.end == len(text):
        return found[0]
    return None


def _pieces(text: str, quantity: Quantity, unit: str) -> Measure:
    number = quantity.number.cut(text)
    marks = [mark for mark in (quantity.before, quantity.middle, quantity.after) if mark]
    if len(marks) > 1:
        return Measure(problem=f"“{text}”有两个约数词（{'、'.join(marks)}）。请只留一个")
    mark = marks[0] if marks else ""
    if quantity.range_mark:
        figure, unit = _range_pieces(number, quantity.unit_span.cut(text), unit)
        return Measure(figure, unit, mark, quantity.approx)
    scale = ""
    if quantity.middle:
        number, _, scale = number.partition(quantity.middle)
    elif match := _ARABIC_SCALED.fullmatch(number):
        number, scale = match.group(1), match.group(2)
    ranked = text[quantity.span.start : quantity.number.start]
    if ranked and not quantity.before:
        number = ranked + number
    return Measure(number, scale + unit, mark, quantity.approx)


def _range_pieces(number: str, word: str, unit: str) -> tuple[str, str]:
    """3次—5, 13万～17, 15%—30 as figure and unit; what both ends share stands in the unit alone."""
    gap = _RANGE_MARKS.search(number)
    if gap is None:
        return number, unit
    low, high = number[: gap.start()], number[gap.end() :]
    if word:
        low = low.removesuffix(word)
    scaled = _ARABIC_SCALED.fullmatch(high)
    below = _ARABIC_SCALED.fullmatch(low)
    if scaled and (below is None or below.group(2) == scaled.group(2)):
        low = below.group(1) if below else low
        high, unit = scaled.group(1), scaled.group(2) + unit
    return f"{low}—{high}", unit


# ------------------------------------------------------------------ unit and approximation


def _with_unit(measure: Measure, unit: str, text: str) -> Measure:
    """The unit of the cell and that of its column, which must say the same."""
    if measure.problem or not unit or measure.unit == unit:
        return measure
    own = measure.unit
    scale = _scale_of(own)
    if not own or own == scale:
        if scale and _scale_of(unit):
            problem = f"“{_shown(text)}”已经带“{scale}”，单位栏又是“{unit}”。请只留一处"
            return Measure(problem=problem)
        return replace(measure, unit=own + unit)
    if scale and own[len(scale) :] == unit:
        return measure
    if _base_of(own) == _base_of(unit) and scale == _scale_of(unit):
        return replace(measure, unit=unit)
    problem = f"“{_shown(text)}”的单位“{own}”与单位栏的“{unit}”不一致。请只留对的一个"
    return Measure(problem=problem)


def _scale_of(unit: str) -> str:
    match = _SCALE_FIRST.match(unit)
    return match.group() if match and not is_unit_word(unit) else ""


def is_unit_word(unit: str) -> bool:
    """Whether a word that begins like a scale is a unit of its own: 千米, 千瓦时, 百分点."""
    found = find_quantities(f"1{unit}")
    return len(found) == 1 and found[0].unit_span.cut(f"1{unit}") == unit


def _base_of(unit: str) -> str:
    found = find_quantities(f"1{unit}") if unit else ()
    if len(found) == 1 and found[0].span.end == len(unit) + 1:
        return found[0].unit
    return unit[len(_scale_of(unit)) :]


def _with_approximation(measure: Measure, mark: str, direction: str, text: str) -> Measure:
    if direction and measure.approx and measure.approx != direction:
        problem = f"“{_shown(text)}”与约数栏的“{mark}”方向不一致。请只留对的一个"
        return Measure(problem=problem)
    if direction and not measure.approx:
        suits = _takes_more(measure.figure) or _scale_of(measure.unit)
        measure = replace(measure, mark=mark or ("余" if suits else "超"), approx=direction)
    return _rounded(measure) if measure.mark in _BETWEEN else measure


def _rounded(measure: Measure) -> Measure:
    """余, 多 and 来 stand behind tens or behind 万 and 亿: 1043 is 1040余, 35万 is 35万余."""
    figure, scale = measure.figure, _scale_of(measure.unit)
    if _takes_more(figure):
        return measure
    if scale:
        return replace(measure, figure=figure + scale, unit=measure.unit[len(scale) :])
    written = f"{figure}{measure.mark}"
    if figure.isdigit() and int(figure) > 10:
        tens = f"{int(figure) // 10 * 10}"
        return replace(measure, figure=tens, notice=f"“{written}”写成“{tens}{measure.mark}”")
    if re.fullmatch(r"[0-9]+\.[0-9]+", figure):
        return replace(measure, mark="超", notice=f"“{written}”写成“超{figure}”")
    return Measure(problem=f"“{written}”不成约数。“{measure.mark}”用在整十整百的数后，如 20余")


def _takes_more(figure: str) -> bool:
    """Whether 余 can stand directly behind a figure."""
    return figure[-1] in "十百千万亿" or (figure[-1] == "0" and "." not in figure)


def _valued(measure: Measure, *, negative: bool) -> Measure:
    """The values, read from the quantity as it will stand in the text."""
    unit, base = measure.unit, _base_of(measure.unit)
    words, found = _written(measure, unit)
    if found is None or (unit and not found.unit):
        words, found = _written(measure, _scale_of(unit) + _PLACEHOLDER)
    else:
        base = found.unit
    if found is None:
        return Measure(problem=f"“{words}”看不懂。{_ADVICE}")
    if negative and found.value_max is not None:
        return Measure(problem="负数不能写成范围。请写成一个数，或分成两行")
    sign = "-" if negative else ""
    return replace(
        measure,
        figure=sign + measure.figure,
        approx=measure.approx or found.approx,
        value=-found.value if negative else found.value,
        value_max=found.value_max,
        base_unit=base,
    )


def _written(measure: Measure, unit: str) -> tuple[str, Quantity | None]:
    """A measure as it will stand in the text, and what the grammar makes of it."""
    value_max = Decimal(1) if "—" in measure.figure else None
    fact = Fact("", figure=measure.figure, unit=unit, mark=measure.mark, value_max=value_max)
    return fact.quantity, _sole(fact.quantity)

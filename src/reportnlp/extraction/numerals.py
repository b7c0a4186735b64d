"""Numbers of report text with their units: the one grammar that rules and extractors share.

Arabic (1,043 / 3.5万 / 10亿零817万), Chinese (三百二十一 / 千余 / 两三 / 百分之五点二 / 三分之一) and
mixed (3万5千) forms, ranges (3—5次, 13万～17万元, 二三十), approximations before, within and after
(近 / 余 / 以上). Nothing is rewritten: a `Quantity` points into the text. Forms: GB/T 15835-2011.

A number counts as Chinese only before a known unit, for 一 and its kin are parts of countless words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportnlp.document import Span
from reportnlp.resources.loading import load_rows

_SPACES = " \u00a0\u2009\u202f\u3000"
_FOLD = str.maketrans("０１２３４５６７８９．％，－", "0123456789.%,-")

_DIGITS = {d: i for i, d in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "廿": 20,
    "卅": 30,
}
_MULTIPLES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}

# The arabic core, with grouping by commas; a Chinese core is any run of numeral characters.
_START = re.compile(r"[0-9０-９]|[〇零一二三四五六七八九十百千万亿两廿卅几数半]+")
_ARABIC = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])(?:\.[0-9]{1,30})?|[0-9]{1,40}(?:\.[0-9]{1,30})?"
    r"|[０-９]{1,40}(?:[．.][０-９]{1,30})?"
)
_SCALE = re.compile(r"[十百千]?(?:万亿|[万亿])|[十百千]")
_RANGE = re.compile(r"[ ]?(?:-{1,2}|—{1,2}|–|－|~|～|∼|至|到)[ ]?(?=[0-9０-９])")
_CHINESE_RANGE = re.compile(r"(?:—{1,2}|-|～|至|到)(?=[一二两三四五六七八九十百千])")
_RATIO = re.compile(r"(?:[ ]?[:：∶][ ]?[0-9]{1,6}(?:\.[0-9]{1,6})?){1,6}")
_FRACTION = re.compile(r"([一二两三四五六七八九十百千万]{1,3})分之")

_BEFORE: tuple[tuple[str, str, str], ...] = (
    # mark, direction, characters before it that make it a part of another word
    ("不少于", "over", ""),
    ("不低于", "over", ""),
    ("不小于", "over", ""),
    ("不超过", "under", ""),
    ("不高于", "under", ""),
    ("不多于", "under", ""),
    ("不大于", "under", ""),
    ("不到", "under", ""),
    ("不足", "under", ""),
    ("至少", "over", ""),
    ("至多", "under", ""),
    ("最多", "under", ""),
    ("超过", "over", ""),
    ("多达", "", ""),
    ("大约", "approx", ""),
    ("将近", "under", ""),
    ("接近", "under", ""),
    ("高于", "over", "不"),
    ("低于", "under", "不"),
    ("多于", "over", "不"),
    ("少于", "under", "不"),
    ("大于", "over", "不"),
    ("小于", "under", "不"),
    ("近", "under", "最临附靠邻亲接将贴逼相"),
    ("约", "approx", "节签预制集契合履违公邀誓简缔大婚解失特隐相条"),
    ("超", "over", "赶反赛高"),
    ("逾", "over", "不"),
    ("上", "over", ""),
)
_BEFORE_LAST = frozenset(mark[-1] for mark, _, _ in _BEFORE if mark != "多达")
_MIDDLE = "余多来"
_AFTER: tuple[tuple[str, str], ...] = (
    ("及以上", "over"),
    ("以上", "over"),
    ("以下", "under"),
    ("以内", "under"),
    ("之内", "under"),
    ("左右", "approx"),
    ("上下", "approx"),
    ("有余", "over"),
    ("不到", "under"),
    ("不等", "approx"),
)
# After a unit 多 and 来 tell an approximation too: 一年多, 两个多月.
_AFTER_FIRST = frozenset(mark[0] for mark, _ in _AFTER)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a measure word.

    base:   what values are given in: 元 for 块钱.
    factor: how many base units it is.
    kind:   as `Metric.kind`, and "volume".
    """

    base: str
    factor: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and approximation.

    span:      approximation mark, number and unit: "近1.2万亿元", "20余次", "60人以上".
    number:    from the first to the last character of the figures, with 万, 亿 and 余 among them.
    unit_span: the unit as written, empty where none follows.
    value:     in base units; the lower end of a range.
    value_max: the upper end of a range, else None.
    unit:      the base unit, "" where none follows.
    kind:      of the unit; "ratio" for fractions and 1:50; "" where there is no unit.
    approx:    "", "approx", "over" or "under".
    before, middle, after: the approximation marks as written: 近, 余, 左右.
    script:    "arabic", "chinese" or "mixed" (3万5千: several scales after arabic figures).
    range_mark: the mark between the ends of a range, "" where it is none.
    """

    span: Span
    number: Span
    unit_span: Span
    value: Decimal
    unit: str
    kind: str
    value_max: Decimal | None = None
    approx: str = ""
    before: str = ""
    middle: str = ""
    after: str = ""
    script: str = "arabic"
    range_mark: str = ""


UNITS: dict[str, Unit] = {
    row[0]: Unit(row[1], Decimal(row[2]), row[3]) for row in load_rows("units")
}
_UNIT_LENGTHS = tuple(sorted({len(unit) for unit in UNITS}, reverse=True))
_UNIT_STARTS = frozenset(unit[0] for unit in UNITS)
_NO_UNIT = Unit("", Decimal(1), "")

# Words that begin with a unit's characters and are none: 3分钟热度 aside, these follow numbers.
_NOT_UNITS: dict[str, tuple[str, ...]] = {
    "年": ("年级", "年制", "年代", "年轻", "年终"),
    "家": ("家庭", "家长", "家风", "家园", "家属", "家喻"),
    "次": ("次会议", "次全会", "次全体", "次党代会", "次代表大会", "次集体学习"),
    "届": ("届",),
    "位": ("位一体", "位数"),
    "把": ("把手", "把关"),
    "条": ("条龙", "条线", "条心"),
    "级": ("级以上", "级联"),
    "门": ("门式",),
    "头": ("头雁", "头"),
    "班": ("班子",),
    "分": ("分之", "分化"),
    "口": ("口之家", "口清"),
    "度": ("度电",),
    "组": ("组工", "组织"),
    "代": ("代会", "代表", "代人"),
    "段": ("段式",),
    "面": ("面旗",),
    "张": ("张网", "张图", "张表", "张清单", "张蓝图"),
    "本": ("本账", "本经"),
    "个": ("个别", "个人", "个性", "个体"),
    "成": ("成员", "成果", "成效", "成绩", "成本", "成立", "成为", "成功", "成熟", "成长"),
    "方": ("方面", "方案", "方针", "方式", "方法", "方责任", "方联动", "方协议", "方机制"),
    "里": ("里程", "里面"),
    "担": ("担当",),
    "格": ("格",),
    "对": ("对一", "对多", "对接", "对标"),
    "层": ("层级",),
    "号": ("号",),
    "道": ("道德", "道防线"),
    "单": ("单位", "单元"),
    "排": ("排查", "排名", "排放"),
    "包": ("包一",),
    "单次": ("单次",),
    "套": ("套班子",),
    "则": ("则",),
    "步": ("步走",),
    "环": ("环境", "环节", "环路"),
    "元": ("元化", "元旦", "元素"),
    "星": ("星级",),
    "部": ("部门", "部委", "部署", "部曲"),
    "处": ("处理", "处置", "处室", "处分"),
    "站": ("站式",),
    "期": ("期间", "期末"),
    "种": ("种植",),
    "安": ("安",),
    "课": ("课",),
    "学期": ("学期",),
    "折": ("折射", "折合"),
    "级以上": (),
    "克": ("克服", "克难"),
    "吨": (),
    "升": ("升级", "升至", "升规"),
    "米": ("米奇",),
    "周": ("周年", "周边"),
    "日": ("日报", "日常"),
    "载": ("载体",),
    "项": (
        "项目建",
        "项目为",
        "项目攻",
        "项目推",
        "项目名",
        "项目长",
        "项目资",
        "项目库",
        "项目化",
    ),
    "点": (),
    "页": (),
    "圈": ("圈层",),
    "集": ("集中", "集体"),
    "支": ("支撑", "支持", "支部"),
    "顶": ("顶层",),
    "村": ("村民",),
    "校": ("校园", "校区", "校长"),
    "员": ("员工",),
    "人": ("人大", "人民", "人才", "人均", "人员", "人力"),
    "眼": ("眼",),
    "字": ("字经", "字诀", "字形"),
    "盘": ("盘棋",),
    "讲": (
        "讲话",
        "讲好",
        "讲述",
        "讲解",
        "讲政治",
        "讲座",
        "讲课",
        "讲清",
        "讲透",
        "讲究",
        "讲台",
        "讲师",
    ),
    "卷": ("卷宗", "卷烟"),
    "床": (),
    "端": (),
}
_NOT_UNITS["人"] = ("人大", "人民", "人才", "人均", "人力", "人居")
_NOT_UNITS["部"] = ("部门", "部委", "部署", "部曲")

# Chinese numerals that are parts of words although a unit's character follows.
_WORDS_OF_ONE = frozenset(
    [
        "一些",
        "一定",
        "一样",
        "一起",
        "一般",
        "一切",
        "一致",
        "一流",
        "一直",
        "一体",
        "一旦",
        "一线",
        "一并",
        "一律",
        "一同",
        "一贯",
        "一向",
        "一系列",
        "一把手",
        "一条龙",
        "一条心",
        "一次性",
        "一盘棋",
        "一站式",
        "一张网",
        "一张图",
        "一个个",
        "一项项",
        "一件件",
        "一步步",
        "一批批",
        "一级",
        "一度",
        "一面",
        "一道",
        "一组",
        "一段",
        "一部",
        "一代",
        "一方",
        "一套",
        "一片",
        "一份",
        "一种",
        "一类",
        "一批",
        "一支",
        "一名",
        "一位",
        "一张",
        "一条",
        "一系",
        "一步",
        "一层",
        "一环",
        "一个",
        "一所",
        "一对",
        "一手",
        "一头",
        "一口",
        "一双",
        "一座",
        "一场",
        "一块",
        "一句",
        "一字",
        "一季度",
        "一日",
        "一年",
        "一期",
        "一本",
        "一刻",
        "一点",
        "一举",
        "一村",
        "一校",
        "一单",
        "一员",
        "一桩",
        "一盏",
        "一门",
        "一轮",
        "一家",
        "一人",
    ]
)


def unit_at(text: str, offset: int) -> tuple[str, Unit]:
    """The longest unit that begins at an offset, and what it is; ("", no unit) where none does."""
    if text[offset : offset + 1] not in _UNIT_STARTS:
        return "", _NO_UNIT
    for length in _UNIT_LENGTHS:
        word = text[offset : offset + length]
        unit = UNITS.get(word)
        if unit is not None and len(word) == length:
            others = _NOT_UNITS.get(word)
            if others is None or not text.startswith(others, offset):
                if word[-1].isascii() and word[-1].isalpha():
                    following = text[offset + length : offset + length + 1]
                    if following.isascii() and following.isalnum():
                        continue
                return word, unit
    return "", _NO_UNIT


_MONTHS = Unit("个月", Decimal(1), "duration")
_HOURS = Unit("小时", Decimal(1), "duration")


def _unit_of(text: str, offset: int) -> tuple[str, Unit]:
    """As `unit_at`, and the two that part around 多: 5个多月, 3个多小时."""
    if text.startswith("个多月", offset):
        return "个多月", _MONTHS
    if text.startswith("个多小时", offset):
        return "个多小时", _HOURS
    return unit_at(text, offset)


# A number that no rule of form can object to: figures, perhaps 万 or 亿, one usual unit, a stop.
_PLAIN = re.compile(
    r"[0-9]{1,12}(?:\.[0-9]{1,2})?(?:[万亿](?=元|[人户次亩]))?"
    r"(?:人次|场次|个百分点|平方米|公里|小时|[个名人位户家次场项件条篇期批起份部处座套台辆间所元%亩吨年天岁周月日])"
    r"(?!以[上下内]|左右|上下|有余|不[到等]|之内|及以上|[0-9万亿次人元%％个家户名项件余多来—\-～~至到倍·.×])"
)


def find_quantities(
    text: str, skip: Sequence[Span] = (), *, plain: bool = True
) -> tuple[Quantity, ...]:
    """Every number of the text, with its unit where it has one.

    skip:  stretches that hold no numbers (dates, placeholders), in the order of the text; a number
           that touches one of them is left out.
    plain: also those in which nothing is unusual (28家，); without them it is much faster.
    """
    return tuple(_scan(text, skip, plain))


_HAN_NUMERALS = "〇零一二两三四五六七八九十百千万亿廿卅几数半"
_ODD_START = re.compile(
    rf"(?P<plain>{_PLAIN.pattern})|[0-9０-９]|[{_HAN_NUMERALS}]{{1,20}}(?=[余多来倍—～-])"
    rf"|(?<=[近约超过逾足到于近少])[{_HAN_NUMERALS}]{{1,20}}"
)
_NOT_PLAIN_AFTER = _BEFORE_LAST | frozenset("第.,—-至到～")


def _scan(text: str, skip: Sequence[Span], plain: bool) -> Iterator[Quantity]:
    position = index = 0
    search = (_START if plain else _ODD_START).search
    while True:
        match = search(text, position)
        if match is None:
            return
        start = match.start()
        if not plain and match.lastgroup and text[start - 1 : start] not in _NOT_PLAIN_AFTER:
            position = match.end()
            continue
        while index < len(skip) and skip[index].end < start:
            index += 1
        arabic = "0" <= text[start] <= "9" or "０" <= text[start] <= "９"
        reach = _digits_end(text, start) if arabic else match.end()
        if index < len(skip) and skip[index].start <= reach and start <= skip[index].end:
            position = max(reach, skip[index].end)
            continue
        if arabic:
            quantity = _arabic(text, start)
            stop = quantity.span.end if quantity else reach
        else:
            quantity = _chinese(text, start, match.end())
            stop = max(quantity.span.end, match.end()) if quantity else match.end()
        if quantity is not None and (index >= len(skip) or not quantity.span.overlaps(skip[index])):
            yield quantity
        position = stop


def _digits_end(text: str, start: int) -> int:
    match = _ARABIC.match(text, start)
    return match.end() if match else start + 1


def _decimal(figures: str) -> Decimal:
    return Decimal(figures.translate(_FOLD).replace(",", ""))


def _skip_space(text: str, offset: int) -> int:
    return offset + 1 if text[offset : offset + 1] in _SPACES and offset < len(text) else offset


# ---------------------------------------------------------------------------------- arabic


@dataclass(frozen=True, slots=True)
class _Number:
    """A number without its unit: where it ends, what it is worth."""

    end: int
    value: Decimal
    middle: str = ""
    scaled: bool = False
    mixed: bool = False


def _arabic(text: str, start: int) -> Quantity | None:
    first = _arabic_number(text, start)
    if first is None:
        return None
    ratio = _RATIO.match(text, first.end) if not first.scaled else None
    if ratio is not None:
        return _ratio(text, start, first, ratio.end())
    unit_start = _skip_space(text, first.end)
    word, unit = _unit_of(text, unit_start)
    last, mark, value_max = first, "", None
    range_from = unit_start + len(word) if word else first.end
    gap = _RANGE.match(text, range_from)
    if gap is not None and not _is_joined_name(text, gap):
        second = _arabic_number(text, gap.end())
        if second is not None and second.value >= 0:
            second_start = _skip_space(text, second.end)
            second_word, second_unit = unit_at(text, second_start)
            if (word and second_word and unit.base == second_unit.base) or (
                not word and second_word
            ):
                last, mark = second, gap.group().strip()
            if mark:
                word, unit, unit_start = second_word, second_unit, second_start
                low = first.value
                if second.scaled and not first.scaled and first.value < second.value / 100:
                    low = first.value * _scale_of(text, second)
                value_max = second.value * unit.factor
                first = _Number(first.end, low, first.middle, first.scaled, first.mixed)
    return _finished(text, start, last, first.value, value_max, (unit_start, word, unit), mark)


def _is_joined_name(text: str, gap: re.Match[str]) -> bool:
    """Whether a mark joins a code (2-1-3, 110-119-120) instead of the ends of a range."""
    return gap.group().strip() == "-" and bool(
        re.compile(r"[0-9]{1,6}-[0-9]").match(text, gap.end())
    )


def _scale_of(text: str, number: _Number) -> Decimal:
    factor = Decimal(1)
    for character in text[max(number.end - 3, 0) : number.end]:
        if character in _SCALES:
            factor *= _SCALES[character]
        elif character in _MULTIPLES:
            factor *= _MULTIPLES[character]
    return factor


def _arabic_number(text: str, start: int) -> _Number | None:
    core = _ARABIC.match(text, start)
    if core is None:
        return None
    try:
        value = _decimal(core.group())
    except InvalidOperation:
        return None
    end, middle, scaled, mixed = core.end(), "", False, False
    total = Decimal(0)
    while True:
        offset = _skip_space(text, end)
        mark = text[offset : offset + 1]
        after = offset
        if mark and mark in _MIDDLE and not middle and _continues(text, offset + 1):
            after = offset + 1
        scale = _SCALE.match(text, after)
        if scale is None or _starts_unit(text, after, scale.group()):
            if after > offset:
                middle, end = mark, after
            break
        if after > offset:
            middle = mark
        mixed = mixed or scale.group() in "十百千"
        scaled, end = True, scale.end()
        value *= _factor(scale.group())
        total += value
        tail = text[end : end + 1]
        if tail == "零":
            tail = text[end + 1 : end + 2]
            end += 1 if tail.isdigit() else 0
        lower = _ARABIC.match(text, end) if tail.isdigit() else None
        if lower is None or middle:
            value = total
            mark = text[end : end + 1]
            if not middle and mark and mark in _MIDDLE and _continues(text, end + 1):
                middle, end = mark, end + 1
            break
        # 10亿零817万, 3万5千: a lower scale must follow, else the next number stands alone.
        next_scale = _SCALE.match(text, lower.end())
        if next_scale is None or _factor(next_scale.group()) >= _factor(scale.group()):
            value = total
            break
        mixed = mixed or next_scale.group() in "十百千"
        value, end = _decimal(lower.group()), lower.end()
    return _Number(end, value, middle, scaled, mixed)


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for character in scale:
        factor *= _MULTIPLES.get(character) or _SCALES[character]
    return factor


def _starts_unit(text: str, offset: int, scale: str) -> bool:
    """Whether what looks like a scale begins a unit: 5千米, 3千瓦时; 百分点."""
    if scale[0] == "百" and text.startswith("百分", offset):
        return True
    if scale[0] != "千":
        return False
    word, _ = unit_at(text, offset)
    return len(word) > 1


def _continues(text: str, offset: int) -> bool:
    """Whether a scale or a unit follows, so that 余, 多 or 来 before it is an approximation."""
    if _SCALE.match(text, offset):
        return True
    return bool(unit_at(text, _skip_space(text, offset))[0])


def _ratio(text: str, start: int, first: _Number, end: int) -> Quantity:
    span = Span(start, end)
    return Quantity(span, span, Span(end, end), first.value, "", "ratio")


# ---------------------------------------------------------------------------------- chinese


def chinese_value(numeral: str) -> Decimal | None:
    """What a Chinese numeral is worth (三百二十一, 两万三千, 三点五亿, 二〇二三); None if it is none."""
    whole, point, fraction = numeral.partition("点")
    scale = Decimal(1)
    if point:
        while fraction and fraction[-1] in "万亿":
            scale *= _SCALES[fraction[-1]]
            fraction = fraction[:-1]
        if not fraction or any(character not in _DIGITS for character in fraction):
            return None
        digits = "".join(str(_DIGITS[character]) for character in fraction)
        base = chinese_value(whole)
        return None if base is None else (base + Decimal(f"0.{digits}")) * scale
    if not numeral:
        return None
    if len(numeral) > 1 and all(_DIGITS.get(character, 10) < 10 for character in numeral):
        return Decimal("".join(str(_DIGITS[character]) for character in numeral))
    total = section = digit = 0
    seen = last_multiple = 0
    for character in numeral:
        if character in _MULTIPLES:
            multiple = _MULTIPLES[character]
            section += (digit or (0 if seen and not digit and last_multiple else 1)) * multiple
            digit, last_multiple = 0, multiple
        elif character in _SCALES:
            section += digit
            if not section and not total:
                section = 1
            if character == "亿":
                total = (total + section) * _SCALES[character]
            else:
                total += section * _SCALES[character]
            section = digit = 0
            last_multiple = 0
        elif character in "廿卅":
            section += _DIGITS[character]
        elif character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            if character in "零〇":
                last_multiple = 0
        else:
            return None
        seen = 1
    # 三万五 is thirty-five thousand: a digit after a scale counts tenths of it.
    return Decimal(total + section + digit)


_SMALL = "一二三四五六七八九"


def _neighbours(numeral: str) -> tuple[int, int] | None:
    """The two ends of 两三, 三四十, 七八百: neighbouring digits side by side."""
    body = numeral.replace("两", "二")
    if "〇" in body or "零" in body:
        return None
    for position in range(len(body) - 1):
        low, high = body[position], body[position + 1]
        if low in _SMALL and high in _SMALL:
            if _SMALL.index(high) != _SMALL.index(low) + 1:
                return None
            rest = body[position + 2 :]
            head = body[:position]
            ends = [chinese_value(head + digit + rest) for digit in (low, high)]
            if ends[0] is None or ends[1] is None:
                return None
            return int(ends[0]), int(ends[1])
    return None


def _chinese(text: str, start: int, end: int) -> Quantity | None:
    fraction = _FRACTION.match(text, start)
    if fraction is not None:
        return _fraction(text, start, fraction)
    numeral = text[start:end]
    if numeral == "一" and text[end : end + 1] == "半":
        return _half(text, start, end + 1)
    if numeral in ("半", "一半"):
        return _half(text, start, end) if numeral == "一半" else None
    point_end = end
    if text[end : end + 1] == "点" and text[end + 1 : end + 2] in _DIGITS:
        tail = _START.match(text, end + 1)
        if tail is not None and not tail.group()[0].isdigit():
            point_end = tail.end()
            numeral = text[start:point_end]
            end = point_end
    if text[start - 1 : start] in "第" and start:
        return _ordinal(text, start, end)
    if (
        text[start - 1 : start]
        and text[start - 1] in "统唯逐进专万单划同之归其如有"
        and numeral == "一"
    ):
        return None
    middle = ""
    mark = text[end : end + 1]
    if mark and mark in _MIDDLE and numeral[-1] in "十百千万亿廿卅" and _continues(text, end + 1):
        middle, end = mark, end + 1
        scale = re.compile(r"[万亿]{1,2}").match(text, end)
        if scale is not None:
            numeral += scale.group()
            end = scale.end()
    unit_start = _skip_space(text, end)
    word, unit = _unit_of(text, unit_start)
    value_max: Decimal | None = None
    range_mark = ""
    if not word or text[unit_start - 1] in _SPACES:
        gap = _CHINESE_RANGE.match(text, end)
        second = _START.match(text, gap.end()) if gap else None
        if gap is None or second is None:
            return None
        word, unit = unit_at(text, second.end())
        high = chinese_value(second.group())
        if not word or high is None:
            return None
        value_max, end, unit_start = high, second.end(), second.end()
        range_mark = gap.group()
    if numeral + word in _WORDS_OF_ONE or text[start : start + 3] in _WORDS_OF_ONE:
        return None
    approx_inside = ""
    value: Decimal | None
    if "几" in numeral or "数" in numeral:
        vague = _vague(text, start, numeral)
        if vague is None:
            return None
        value, approx_inside = vague, "approx"
    else:
        ends = _neighbours(numeral)
        if ends is not None:
            value, value_max = Decimal(ends[0]), Decimal(ends[1])
        else:
            value = chinese_value(numeral.rstrip("半"))
        if value is not None and numeral.endswith("半"):
            value += Decimal("0.5")
    if value is None:
        return None
    number = _Number(end, value, middle)
    found = _finished(
        text,
        start,
        number,
        value,
        value_max * unit.factor if value_max is not None else None,
        (unit_start, word, unit),
        range_mark,
        script="chinese",
    )
    if approx_inside and not found.approx:
        return _with_approx(found, approx_inside)
    return found


def _vague(text: str, start: int, numeral: str) -> Decimal | None:
    """数十, 几百, 十几: the least that it can mean; None for 数 and 几 that are no numerals."""
    before = text[start - 1 : start] if start else ""
    if numeral[0] == "数" and (before in "人次户总件个位多少岁分倍指参系函无基" and before):
        return None
    if numeral in ("数", "几"):
        return None
    body = numeral.replace("几", "").replace("数", "")
    return chinese_value(body) if body else None


def _with_approx(quantity: Quantity, approx: str) -> Quantity:
    return Quantity(
        quantity.span,
        quantity.number,
        quantity.unit_span,
        quantity.value,
        quantity.unit,
        quantity.kind,
        quantity.value_max,
        approx,
        quantity.before,
        quantity.middle,
        quantity.after,
        quantity.script,
        quantity.range_mark,
    )


def _ordinal(text: str, start: int, end: int) -> Quantity | None:
    """第三位: a rank; any other ordinal counts nothing."""
    value = chinese_value(text[start:end])
    word, _unit = unit_at(text, end)
    if value is None or word not in ("位", "名"):
        return None
    number = Span(start, end)
    unit_span = Span(end, end + len(word))
    return Quantity(
        Span(start - 1, unit_span.end), number, unit_span, value, word, "rank", script="chinese"
    )


def _half(text: str, start: int, end: int) -> Quantity:
    number = _Number(end, Decimal("0.5"))
    return _finished(
        text, start, number, number.value, None, (end, "", _HALF), "", script="chinese"
    )


_HALF = Unit("", Decimal(1), "ratio")
_PERCENT = Unit("%", Decimal(1), "percent")
_FRACTION_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十百两]{1,7}(?:点[〇零一二三四五六七八九]{1,6})?|[0-9]{1,4}(?:\.[0-9]{1,4})?"
)


def _fraction(text: str, start: int, match: re.Match[str]) -> Quantity | None:
    upper = _FRACTION_NUMBER.match(text, match.end())
    lower = chinese_value(match.group(1))
    if upper is None or not lower:
        return None
    digits = upper.group()
    value = Decimal(digits) if digits[0].isdigit() and digits.isascii() else chinese_value(digits)
    if value is None:
        return None
    end = upper.end()
    if text[end : end + 1] == "几":
        end += 1
    if lower == 100:
        return _finished(
            text, start, _Number(end, value), value, None, (end, "", _PERCENT), "", script="chinese"
        )
    value = value / lower
    return _finished(
        text, start, _Number(end, value), value, None, (end, "", _HALF), "", script="chinese"
    )


# ------------------------------------------------------------------------- approximations


def _finished(
    text: str,
    start: int,
    number: _Number,
    value: Decimal,
    value_max: Decimal | None,
    measured: tuple[int, str, Unit],
    range_mark: str,
    *,
    script: str = "arabic",
) -> Quantity:
    unit_start, word, unit = measured
    if not word:
        unit_start = number.end
    unit_end = unit_start + len(word)
    approx = "over" if number.middle or word.startswith("个多") else ""
    end, after = unit_end, ""
    if text[end : end + 1] in _AFTER_FIRST:
        for mark, direction in _AFTER:
            if text.startswith(mark, end):
                after, approx = mark, direction
                end += len(mark)
                break
    elif text[end : end + 1] == "多" and unit.kind == "duration" and not number.middle:
        after, approx = "多", "over"
        end += 1
        # 两个多月 reads 个 as the unit; a whole unit after 多 is taken with it.
    begin, before, direction = _approximation_before(text, start)
    if before == "上" and (script != "chinese" or text[start] not in "百千万亿"):
        begin, before, direction = start, "", ""
    approx = direction or approx
    kind = unit.kind
    if begin == start and start and word in ("位", "名") and text[start - 1] in "第前":
        if text[start - 1] == "第" or text[start - 2 : start - 1] != "提":
            kind, begin = "rank", start - 1
    return Quantity(
        Span(begin, end),
        Span(start, number.end),
        Span(unit_start, unit_end),
        value * unit.factor,
        unit.base,
        kind,
        value_max,
        approx,
        before,
        number.middle,
        after,
        "mixed" if number.mixed else script,
        range_mark,
    )


def _approximation_before(text: str, start: int) -> tuple[int, str, str]:
    end = start
    if start and text[start - 1] in _SPACES:
        end = start - 1
    if not end or text[end - 1] not in _BEFORE_LAST:
        return start, "", ""
    for mark, direction, guards in _BEFORE:
        begin = end - len(mark)
        if text.endswith(mark, 0, end) and not (begin and guards and text[begin - 1] in guards):
            return begin, mark, direction
    return start, "", ""

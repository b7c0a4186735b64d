"""Whole numbers as Word's list formats write them (ST_NumberFormat, ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_DIGITS_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def format_number(number: int, style: str) -> str:
    """The number in a list format: 12, "chineseCounting" becomes 十二.

    style: a value of ST_NumberFormat. A number beyond the signs of a format (㉑ is there, no ⑴
           for 21) and a format that is not known here are written with plain digits.
    """
    formatter = _FORMATTERS.get(style)
    return (formatter(number) if formatter and number >= 0 else "") or str(number)


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """十二, 九十九, then digit by digit: 一〇〇."""
    return _in_words(number, _DIGITS, "十百千", zero="〇") if number < 100 else _positional(number)


def _thousand(number: int) -> str:
    """十二, 一百零一, 一千零一十."""
    return _in_words(number, _DIGITS, "十百千", zero="零")


def _japanese(number: int) -> str:
    """十二, 百一, 千十: no 一 before a multiple, no zero between."""
    if number >= 10_000:
        return _positional(number)
    words = _in_words(number, _DIGITS, "十百千", zero="") or "〇"
    for multiple in "十百千":
        words = words.replace(f"一{multiple}", multiple)
    return words


def _legal(digits: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        return _in_words(number, digits, "拾佰仟", zero="零", one_ten=True)

    return write


def _in_words(number: int, digits: str, multiples: str, *, zero: str, one_ten: bool = False) -> str:
    """A number below a hundred million; "" beyond.

    zero:    what stands for a gap (一百零一), and for nothing at all.
    one_ten: whether ten is 壹拾 instead of 十.
    """
    if number >= 10**8:
        return ""
    if not number:
        return zero
    high, low = divmod(number, 10_000)
    words = ""
    if high:
        words = _below_ten_thousand(high, digits, multiples, zero) + "万"
        if low and low < 1000:
            words += zero
    if low:
        words += _below_ten_thousand(low, digits, multiples, zero)
    if not one_ten and words.startswith(digits[1] + multiples[0]):
        words = words[1:]
    return words


def _below_ten_thousand(number: int, digits: str, multiples: str, zero: str) -> str:
    words, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += zero if gap and words else ""
            words += digits[digit] + (multiples[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return words


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    words = ""
    for worth, sign in _ROMAN:
        words += sign * (number // worth)
        number %= worth
    return words


def _letters(number: int) -> str:
    """A to Z, then AA, BB: Word repeats the letter. "" beyond 30 letters, as in Word."""
    if not 0 < number <= 780:
        return ""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _series(first: str, count: int) -> Callable[[int], str]:
    def write(number: int) -> str:
        return chr(ord(first) + number - 1) if 0 < number <= count else ""

    return write


def _sequence(signs: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        return signs[number - 1] if 0 < number <= len(signs) else ""

    return write


def _sixty(number: int) -> str:
    """甲子, 乙丑: the cycle of sixty."""
    if not 0 < number <= 60:
        return ""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _circled(number: int) -> str:
    if 20 < number <= 35:
        return chr(ord("㉑") + number - 21)
    if 35 < number <= 50:
        return chr(ord("㊱") + number - 36)
    return _series("①", 20)(number)


_FORMATTERS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimalZero": lambda number: f"{number:02}",
        "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
        "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
        "decimalEnclosedCircle": _circled,
        "decimalEnclosedCircleChinese": _circled,
        "decimalEnclosedParen": _series("⑴", 20),
        "decimalEnclosedFullstop": _series("⒈", 20),
        "numberInDash": lambda number: f"- {number} -",
        "chineseCounting": _counting,
        "chineseCountingThousand": _thousand,
        "taiwaneseCounting": _counting,
        "taiwaneseCountingThousand": _thousand,
        "taiwaneseDigital": _positional,
        "japaneseCounting": _japanese,
        "japaneseDigitalTenThousand": _positional,
        "chineseLegalSimplified": _legal(_LEGAL_DIGITS),
        "ideographLegalTraditional": _legal(_LEGAL_DIGITS_TRADITIONAL),
        "ideographDigital": _positional,
        "ideographEnclosedCircle": _series("㊀", 10),
        "ideographTraditional": _sequence(_STEMS),
        "ideographZodiac": _sequence(_BRANCHES),
        "ideographZodiacTraditional": _sixty,
        "upperLetter": _letters,
        "lowerLetter": lambda number: _letters(number).lower(),
        "upperRoman": _roman,
        "lowerRoman": lambda number: _roman(number).lower(),
    }
)

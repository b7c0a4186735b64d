"""Characters and words that a model may not write, and the words that hold numerals all the same.

A numeral counts nothing in 统一, 千方百计 or 百姓 (resources/numeral_words.tsv); what may not be
written anywhere unless the facts say it (若干, 去年, 位居前列) stands in masked_words.tsv and
unsupported.tsv.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from reportnlp.drafting.generator import SLOT_OPEN
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.units import UNITS
from reportnlp.resources.loading import load_rows

SENSITIVE = frozenset("〇零一二两三四五六七八九十百千万亿廿卅几每壹贰叁肆柒捌玖佰仟俩仨某")
"""Chinese characters that count, or stand for a thing not named; allowed inside phrases only."""
_MEASURES = "个名位户家次场项件条篇期批起份部处座套台辆间所亩吨天周月年日倍届轮人支只元"
_BEFORE_NUMERALS = "数多第近约超余"
_MEASURES_AFTER_ONE = "个名位户家次场项件条半数"


@cache
def plain_characters() -> frozenset[str]:
    """The simplified Chinese characters (GB/T 2312) that may stand anywhere."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return frozenset("".join(c.decode("gb2312", "ignore") for c in codes)) - SENSITIVE


@cache
def character_beginnings() -> frozenset[bytes]:
    """The bytes with which plain characters begin in UTF-8, whole characters apart."""
    coded = [character.encode() for character in plain_characters()]
    return frozenset(code[:size] for code in coded for size in range(1, len(code)))


@cache
def masked_words() -> frozenset[str]:
    """All words that may not be written, with the opening of a slot where it belongs to them."""
    words = {row[0] for row in load_rows("unsupported")}
    for word, kind, _ in load_rows("masked_words"):
        if kind not in ("before-name", "before-deed"):
            words.add(word + SLOT_OPEN if kind == "before-slot" else word)
    words |= {quantifier + measure for quantifier in "多数" for measure in _MEASURES}
    words |= {
        before + phrase[0]
        for phrase in numeral_words()
        if phrase[0] in SENSITIVE
        for before in _BEFORE_NUMERALS
    }
    return frozenset(words | _counted_phrases() | _joined_numerals())


def _counted_phrases() -> set[str]:
    """Phrases that end in a numeral, with a measure word behind: 独一无二 and 台 would count."""
    measures = [unit for unit in UNITS if len(unit) == 1 and unit in plain_characters()]
    return {
        phrase + measure
        for phrase in numeral_words()
        if phrase[-1] in SENSITIVE
        for measure in (*measures, "数", "半", "分")
        if measure in _MEASURES_AFTER_ONE
        or phrase[-1] != "一"
        or find_quantities(f"{phrase}{measure}之十")
    }


def _joined_numerals() -> set[str]:
    """Numerals that meet where two phrases do: 统一 and 一步 would count 一一步."""
    phrases = numeral_words()
    ends = {phrase[-1] for phrase in phrases} & SENSITIVE
    within = {one + two for phrase in phrases for one, two in pairwise(phrase)}
    return {end + start for end in ends for start in SENSITIVE} - within


@cache
def words_before(what: str) -> tuple[str, ...]:
    """What may not stand right before a thing, the longest first.

    what: "slot", "name", or "deed": a name of what was done and is not planned.
    """
    rows = load_rows("masked_words")
    return tuple(sorted((r[0] for r in rows if r[1] == f"before-{what}"), key=len, reverse=True))


@cache
def numeral_words() -> tuple[str, ...]:
    return tuple(row[0] for row in load_rows("numeral_words"))

"""Characters that nobody sees, and look-alikes from PDF copies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern


def _characters(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


_INVISIBLE_ONES = _characters(
    (0x200B, 0x200F), (0x2060, 0x2064), (0xFEFF, 0xFEFF), (0xAD, 0xAD), (0x202A, 0x202E),
    (0x2066, 0x2069), (0x180E, 0x180E), (0, 8), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x7F),
)  # fmt: skip
_COMPATIBLE_ONES = _characters((0x2E80, 0x2FDF), (0xF900, 0xFAFF))
_INVISIBLE = Pattern(
    "[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e\u2066-\u2069\u180e\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+"
)


def find_invisible_characters(draft: Draft) -> Iterator[Fault]:
    for match in _INVISIBLE.finditer(draft.text):
        code = f"U+{ord(match.group()[0]):04X}"
        yield Fault(Span(*match.span()), {"code": code}, replacement="")


_COMPATIBLE = Pattern("[\u2e80-\u2fdf\uf900-\ufaff]+")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零两")


def find_compatibility_characters(draft: Draft) -> Iterator[Fault]:
    """⽉ (U+2F49) for 月 (U+6708): searches and spell checkers miss them."""
    for match in _COMPATIBLE.finditer(draft.text):
        right = unicodedata.normalize("NFKC", match.group())
        safe = right != match.group() and not _NUMERALS & set(right)
        yield Fault(
            Span(*match.span()),
            {"code": f"U+{ord(match.group()[0]):04X}", "right": right},
            replacement=right if safe else None,
        )


RULES = (
    Rule(
        code="TX605",
        name="invisible-character",
        triggers=_INVISIBLE_ONES,
        severity="warning",
        message="有看不见的字符（{code}）。",
        suggestion="删去。",
        find=find_invisible_characters,
        fixable=True,
        source="实务",
        explanation="从网页或 PDF 复制带来的零宽字符，会让查找和排版出错。",
        bad=("全年召开会议\u200b12次。",),
        good=("全年召开会议12次。",),
    ),
    Rule(
        code="TX606",
        name="compatibility-character",
        triggers=_COMPATIBLE_ONES,
        severity="warning",
        message="“{quote}”（{code}）是部首或兼容字符，应为“{right}”。",
        suggestion="换成常用汉字。",
        find=find_compatibility_characters,
        fixable=True,
        source="实务",
        explanation="PDF 复制时常把“月”变成形似的部首字符，查找不到，朗读和打印也会出错。",
        bad=("政府⼯作报告",),
        good=("政府工作报告",),
    ),
)

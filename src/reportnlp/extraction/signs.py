"""Sequence signs as written: 一、 （一） 1. （1） ① 01 第一部分 (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re

from reportnlp.extraction.chinese_numerals import chinese_value
from reportnlp.patterns import Pattern

STYLES = ("part", "chinese", "bracketed", "padded", "arabic", "round", "circled")
"""From the highest to the lowest."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NOT_A_LIST = r"(?![一二三四五六七八九十](?:级|产业|季度|期|号|批|次|线|类|等|是))"
SIGN = Pattern(
    r"[ \t\u3000\u00a0]{0,12}(?:#{1,6}[ \t]+)?(?:\*\*)?(?:"
    r"(?P<part>第[一二三四五六七八九十]{1,3}(?:部分|章|篇|编|节))[ \u3000：:、]?"
    r"|(?P<chinese>[一二三四五六七八九十]{1,3})(?P<chinese_mark>[、.．，,])"
    + _NOT_A_LIST
    + r"|[（(](?P<bracketed>[一二三四五六七八九十]{1,3})[）)](?P<bracketed_mark>[、.．，,：:]?)"
    r"|(?P<arabic>[0-9]{1,2})(?P<arabic_mark>[.．、])(?![0-9])[ ]?"
    r"|[（(](?P<round>[0-9]{1,2})[）)](?P<round_mark>[、.．，,：:]?)"
    r"|(?P<padded>0[1-9]|1[0-9])[ \u3000]+(?=[^\x00-\xff])"
    r"|(?P<circled>[①-⑳])"
    r")"
)
OPENINGS = frozenset(" \t\u3000\u00a0#*第（(一二三四五六七八九十0123456789" + _CIRCLED)
"""What a paragraph that begins with a sign may begin with."""

GLUED = Pattern(r"[ \t\u3000]{0,8}([0-9]{1,2})[.．](?=[0-9])")
"""A sign whose title begins with a figure: 3.2个项目建成."""

# Only behind a full stop or a colon, and with a title: 见附件（二）。 is no heading.
INNER = Pattern(
    r"(?<=[。：！”])[ \u3000]{0,2}(?:"
    r"(?P<chinese>[一二三四五六七八九十]{1,3})、"
    + _NOT_A_LIST
    + r"|[（(](?P<bracketed>[一二三四五六七八九十]{1,3})[）)]、?"
    r"|(?P<arabic>[0-9]{1,2})[.．、](?=[\u4e00-\u9fff“])"
    r")(?=[\u4e00-\u9fff“0-9])"
)


def style_of(match: re.Match[str]) -> str:
    """One of `STYLES`, for a match of `SIGN` or `INNER`."""
    return (match.lastgroup or "").removesuffix("_mark")


def number_of(match: re.Match[str]) -> int:
    """What the sign says: 3 for 三、 and for 第三部分."""
    style = style_of(match)
    numeral = match.group(style)
    if style == "circled":
        return _CIRCLED.index(numeral) + 1
    if style == "part":
        numeral = re.sub(r"[第部分章篇编节]", "", numeral)
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    return int(chinese_value(numeral) or 0)

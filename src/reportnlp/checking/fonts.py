"""Fonts and sizes of type: which are the same, and how they are called."""

from __future__ import annotations

from types import MappingProxyType

FONT_SIZES = MappingProxyType(
    {
        "初号": 42.0,
        "小初": 36.0,
        "一号": 26.0,
        "小一": 24.0,
        "二号": 22.0,
        "小二": 18.0,
        "三号": 16.0,
        "小三": 15.0,
        "四号": 14.0,
        "小四": 12.0,
        "五号": 10.5,
        "小五": 9.0,
    }
)
"""From the name of a size of type to points."""

_POINTS = 0.11
_FAMILIES = (
    ("小标宋", ("小标宋", "xiaobiaosong", "xbs")),
    ("仿宋", ("仿宋", "fangsong")),
    ("楷体", ("楷", "kaiti", "kai_")),
    ("黑体", ("黑体", "simhei", "heiti")),
    ("宋体", ("宋体", "simsun", "songti", "书宋")),
)


def fonts_differ(found: str, asked: str) -> bool:
    """Whether two fonts are of different kinds; "" is not known, and differs from none."""
    return bool(found) and _family(found) != _family(asked)


def sizes_differ(found: float, asked: float) -> bool:
    """Whether two lengths in points differ by more than Word rounds them."""
    return abs(found - asked) > _POINTS


def told(font: str, size: float) -> str:
    """A font and its size in words: 三号“仿宋_GB2312”, 13 磅“宋体”."""
    names = [name for name, points in FONT_SIZES.items() if points == size]
    name = names[0] if names else f"{size:g} 磅"
    return f"{name}“{font}”" if font else name


def _family(font: str) -> str:
    """仿宋 for 仿宋_GB2312, FangSong and 方正仿宋简体; the name itself where none is known."""
    name = font.casefold().replace(" ", "")
    for family, words in _FAMILIES:
        if any(word in name for word in words):
            return family
    return name

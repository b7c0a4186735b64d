"""The unit behind a blank: with 余, a scale or a space between (**余条, **万元, ** %)."""

from __future__ import annotations

from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern

STOPS = frozenset("，。；：！？、,;:!?\n）)” \u3000")
UNIT_AND_STOP = Pattern(r"[余多]?[万亿]?(?:人次|场次|[\u4e00-\u9fff%％])[，。；、]")
# Measure words that are also the ends of names: 由**所牵头, but 建成**所。
AMBIGUOUS_UNITS = frozenset(
    ["所", "村", "部", "站", "处", "校", "班", "组", "员", "支", "门", "支队"]
)


def follows_unit(text: str, offset: int) -> bool:
    """Whether, from here, a unit is next, with 余, 多 or a scale between: **余条, **万元, **%."""
    if text[offset : offset + 1] in ("余", "多", "来"):
        offset += 1
    while text[offset : offset + 1] and text[offset] in "十百千万亿":
        if text.startswith("百分点", offset):
            return True
        offset += 1
        if text[offset : offset + 1] in ("余", "多"):
            offset += 1
        if not unit_at(text, offset)[0]:
            after = text[offset : offset + 1]
            return text[offset - 1] in "万亿" or after in ("", "，", "。", "；", "、", "以")
    if text[offset : offset + 1] in (" ", "\u3000"):
        offset += 1
    return bool(unit_at(text, offset)[0])


# —X, 、X, 和X behind a mark: marks in a row share the unit of the last.
_CHAIN = Pattern(r"(?:(?:[—\-－–~～至到、和与及]|——)[XxＸｘ×*＊○□0-9.]{1,6}){1,8}")


def follows_shared_unit(text: str, offset: int) -> bool:
    """Whether marks go on and a unit follows the last of them: X—X%, 分别为X、X、X人."""
    return bool(shared_unit_after(text, offset)[1])


def shared_unit_after(text: str, offset: int) -> tuple[int, str]:
    """As `unit_after`, of the last of the marks that go on from here."""
    chain = _CHAIN.match(text, offset)
    return unit_after(text, chain.end()) if chain is not None else (offset, "")


def unit_after(text: str, end: int) -> tuple[int, str]:
    """Behind the unit that follows a mark, and the unit with its scale as written: 万元, 人次."""
    offset = end
    if text[offset : offset + 1] in (" ", "\u3000", "\u00a0"):
        offset += 1
    if (
        text[offset : offset + 1] in ("余", "多", "来")
        and text[offset + 1 : offset + 2] not in STOPS
    ):
        offset += 1
    begin = offset
    while (
        text[offset : offset + 1]
        and text[offset] in "十百千万亿"
        and not text.startswith("百分点", offset)
    ):
        word, _ = unit_at(text, offset)
        if len(word) > 1:
            break
        offset += 1
        if text[offset : offset + 1] in ("余", "多"):
            offset += 1
    word, _ = unit_at(text, offset)
    scale = text[begin:offset].replace("余", "").replace("多", "")
    if not word and not (
        scale and (scale[-1] in "万亿" or text[offset : offset + 1] in ("", *STOPS))
    ):
        return end, ""
    return offset + len(word), scale + word

"""Lists in running text: 一是, 第二，, 首先, 其三."""

from __future__ import annotations

from dataclasses import dataclass

from reportnlp.document import Document, Span
from reportnlp.extraction.chinese_numerals import chinese_value
from reportnlp.extraction.marks import is_chinese
from reportnlp.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Item:
    """A sign of a list in running text: 一是, 第二，, 首先, 其三.

    span:      the sign.
    series:    "shi" (一是), "yao" (一要), "di" (第一，), "qi" (其一), "xian" (首先).
    number:    1, 2, 3, …
    paragraph: index into `Document.paragraphs`.
    """

    span: Span
    series: str
    number: int
    paragraph: int


_START = Pattern(r"[一二三四五六七八九十第其首再最]")
_ITEM = Pattern(
    r"(?:(?P<shi>[一二三四五六七八九十]{1,2})[是要]"
    r"|第(?P<di>[一二三四五六七八九十]{1,2})[，,、]"
    r"|其(?P<qi>[一二三四五六七八九十])[，,是：]|(?P<xian>首先|其次|再次|最后)[，,])"
)
_XIAN = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}


def find_items(document: Document) -> tuple[Item, ...]:
    """The signs of lists in running text, in the order of the text."""
    text = document.text
    if not any(character in text for character in "是要第先其"):
        return ()
    found = []
    paragraphs = document.paragraphs
    index = 0
    has_yao = "一要" in text and ("二要" in text or "三要" in text)
    for start in _START.finditer(text):
        before = text[max(start.start() - 1, 0) : start.start()]
        match = None if is_chinese(before) else _ITEM.match(text, start.start())
        if match is None:
            continue
        while index + 1 < len(paragraphs) and paragraphs[index + 1].span.start <= match.start():
            index += 1
        if text.startswith("指", match.end()) and "一是指" not in text:
            continue  # 二是指第二批任务: a sentence about a number
        series = match.lastgroup or ""
        word = match.group(series)
        if series == "shi" and text[match.end() - 1] == "要":
            if not is_chinese(text[match.end() : match.end() + 1]):
                continue
            if word in ("一", "二") and not has_yao:
                continue
            series = "yao"
        number = _XIAN[word] if series == "xian" else int(chinese_value(word) or 0)
        found.append(Item(Span(match.start(), match.end()), series, number, index))
    return tuple(found)

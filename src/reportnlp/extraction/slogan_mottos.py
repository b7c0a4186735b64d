"""Mottos: headings and topic sentences of two paired clauses, or of rhythm 4+4.

立德树人，厚植爱国情怀; 强基固本 提质增效. One verb and its object (加强队伍建设) is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.headings import find_headings
from reportnlp.extraction.list_items import find_items
from reportnlp.extraction.signs import SIGN
from reportnlp.extraction.slogan_lexicon import load_set_phrases
from reportnlp.patterns import Pattern

_PAUSES = "，,、 \u3000"
_FAULT = Pattern(
    r"不足|不够|不强|不高|不实|不深|不少|不优|不严|不细|不大|不多|不紧|不力|不畅|不全|不均|不到位|不平衡|不充分|不稳|"
    r"有待|欠缺|滞后|偏[低弱慢少小高]|缺乏|缺口|仍|还需|存在|较弱|较大|较低|较少|较慢|薄弱(?!环节)|短缺|"
    r"(?:困难|矛盾|压力)(?:较|很|大|多|突出|凸显|依然|重重|不小|加大|明显|[，,、]|$)"
)
_NOT_MOTTO = Pattern(
    r"^“[^“”]*”$|[0-9０-９《》（）()：:；;。？！*＊]|情况|汇报|报告|总结|打算|回顾|如下|(?:存在|突出|主要|的)问题|(?<![难点])问题(?:$|[，,]|较|突出)|我们|我局|我市|我县|我区|我院|我镇|"
    r"我校|我单位|各位|同志|其中|同时|此外|一年来|今年|去年|全年|年初|截至|现将|由于|因此|通过|根据|为了|当前|目前|尽管|但"
)
_STARTERS = frozenset(
    "以把让用聚突强坚抓推深夯筑提优完健落严狠压紧树立守扛铸凝建打创激培增改转服助惠保兜促拓开引统坚牢固锤锻练"
    "学悟践弘传发加着全持扎积切精注驰旗勇敢善当做盯围攻破补激赋汇集汇"
)
_SENTENCE = Pattern(r"[ \u3000\t]*(?P<sentence>[^。；：！？\n0-9]{7,32})。")
_TOPIC = Pattern(
    r"(?<=。)(?P<first>[^，。；：！？、“”0-9\s]{5,7})，(?P<second>[^，。；：！？、“”0-9\s]{5,7})。(?=[^\n]{25})"
)
_BOLD = Pattern(
    r"[ \u3000\t]*(?:[-*•] )?\*\*(?P<sentence>[^。；：！？\n0-9*]{7,32})(?:[。：]?\*\*|\*\*[。：])"
)
_ITEM_SENTENCE = Pattern(r"(?P<sentence>[^。；：！？\n]{7,34})。(?=[^\n]{20})")
_ALONE = Pattern(r"[ \u3000\t]*(?:——|[#]{1,6} )?(?P<sentence>[^。；：！？\n0-9]{8,24})[ \u3000\t]*")
_FOLLOWING = 30
_LONGEST = 34


def find_mottos(document: Document) -> Iterator[Span]:
    """Mottos, in no order; the same place may come twice."""
    text = document.text
    signed = set()
    for heading in find_headings(document, inner=True):
        signed.add(heading.paragraph)
        title = _stripped(text, max(heading.sign.end, heading.span.start), heading.span.end)
        if is_motto(title.cut(text)):
            yield title
    for item in find_items(document):
        match = _ITEM_SENTENCE.match(text, item.span.end)
        if match and item.series in ("shi", "yao") and is_motto(match.group("sentence")):
            yield Span(*match.span("sentence"))
    yield from _within(document)
    for index, paragraph in enumerate(document.paragraphs):
        if index in signed or paragraph.origin:
            continue
        if SIGN.match(text, paragraph.span.start, paragraph.span.end):
            stopped = _stopped(document, index)
            if stopped is not None and is_motto(stopped.cut(text)):
                yield stopped
            continue
        bold = _BOLD.match(text, paragraph.span.start, paragraph.span.end)
        if bold is not None:
            if is_motto(bold.group("sentence")):
                yield Span(*bold.span("sentence"))
            continue
        match = _SENTENCE.match(text, paragraph.span.start, paragraph.span.end)
        if match is not None:
            follows = paragraph.span.end - match.end() >= _FOLLOWING
            if follows and is_balanced_motto(match.group("sentence")):
                yield Span(*match.span("sentence"))
            continue
        span = paragraph.span
        alone = _ALONE.match(text, span.start, span.end)
        if alone is not None and alone.end() == span.end:
            title = _stripped(text, *alone.span("sentence"))
            if is_balanced_motto(title.cut(text)):
                yield title


def _within(document: Document) -> Iterator[Span]:
    """Sentences within a paragraph of two short calls of one length, of which more is told."""
    for match in _TOPIC.finditer(document.text):
        if len(match.group("first")) == len(match.group("second")):
            span = Span(match.start("first"), match.end("second"))
            if is_balanced_motto(span.cut(document.text)):
                yield span


def _stopped(document: Document, index: int) -> Span | None:
    """The title of a heading that ends in a full stop: more stands below it than in it."""
    text, span = document.text, document.paragraphs[index].span
    sign = SIGN.match(text, span.start, span.end)
    if sign is None or index + 1 >= len(document.paragraphs) or len(span) > _LONGEST + 8:
        return None
    title = _stripped(text, sign.end(), span.end)
    below = document.paragraphs[index + 1].span
    lower = SIGN.match(text, below.start, below.end)
    if lower is not None and lower.lastgroup == sign.lastgroup:
        return None
    return title if lower is not None or len(below) > 2 * len(span) else None


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\u3000*—-":
        start += 1
    while end > start and text[end - 1] in " \t\u3000*。：:；;":
        end -= 1
    return Span(start, end)


def is_motto(title: str) -> bool:
    """Whether a heading is a motto."""
    if not 7 <= len(title) <= _LONGEST or _NOT_MOTTO.search(title) or _FAULT.search(title):
        return False
    clauses = _clauses(title)
    if len(clauses) == 1:
        return len(title) == 8 and _are_set_phrases(title)
    if len(clauses) != 2:
        return False
    first, second = map(len, clauses)
    if title[first] not in "，,":
        return first == second and 4 <= first <= 10
    return 3 <= first <= 17 and 3 <= second <= 20


def is_balanced_motto(sentence: str) -> bool:
    """Whether a sentence is one: outside headings both clauses begin as calls do, and match."""
    if not is_motto(sentence):
        return False
    clauses = _clauses(sentence)
    if len(clauses) == 1:
        return True
    first, second = clauses
    if len(first) == len(second) >= 6 and "、" not in sentence and first[1] not in "是要":
        return True
    phrases = load_set_phrases()
    calls = all(clause[0] in _STARTERS or clause[:4] in phrases for clause in clauses)
    return calls and abs(len(first) - len(second)) <= 3


def _clauses(title: str) -> list[str]:
    clauses, start = [], 0
    for index, character in enumerate(title):
        if character in _PAUSES:
            # Two lines of a title may stand several blanks apart.
            if start < index or not character.isspace():
                clauses.append(title[start:index])
            start = index + 1
    return [*clauses, title[start:]]


def _are_set_phrases(title: str) -> bool:
    phrases = load_set_phrases()
    return title[:4] in phrases and title[4:] in phrases

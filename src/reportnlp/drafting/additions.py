"""What the words around the facts' own say and no fact says.

A figure, a vague count, another period, Latin letters, a name, praise: each is looked for in the
words that are left when the facts' own are cut out. Words that only look like one (统一, 全局,
农村, 第一时间) stand in resources/numeral_words.tsv and ordinary_words.tsv; a finding that lies
within such a word is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reportnlp.document import Span
from reportnlp.drafting.clauses import deed, quantity_of, unsigned
from reportnlp.drafting.names import form_of, opposite
from reportnlp.extraction.numerals import find_quantities
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows, load_words

_DIGIT = Pattern(r"[0-9０-９①-⑳⑴-⒇ⅠⅡⅢⅣⅤ½¼¾]")
_LATIN = Pattern(r"[A-Za-zＡ-Ｚａ-ｚ]")
_COUNTED = Pattern(
    r"([〇零一二两三四五六七八九十百千万亿几数多]{1,8})[余多来]?[个名人位户家次场项件条篇期批起份部处座套台辆间所亩吨天周月年成倍届轮]"
)
_TITLE = Pattern(r"《[^《》]{1,60}》|“[^“”]{1,40}”|【[^【】]{0,80}】|〔[^〔〕]{0,20}〕")
_PLACE = Pattern(
    r"[\u4e00-\u9fff]{1,4}(省|市|县|自治区|自治州|街道|乡|镇|村)(?![场级民委域情容政区直属管内外各里])"
)
_ORGANISATION = Pattern(
    r"[\u4e00-\u9fff]{2,8}(局|委员会|公司|集团|学院|大学|医院|法院|检察院|银行|办公室|协会|党校|支行|研究院)"
)
_PERSON = Pattern(
    r"[\u4e00-\u9fff]{1,3}(同志|书记|部长|主任|局长|院长|校长|省长|市长|县长|主席|总理)(?!们)"
)
_COMMON_PLACES = frozenset(
    "全 各 我 本 该 县 市 省 城 乡 镇 村 基层 进 到 跨 驻 入 在 每 上级".split()
)
_KINDS = (
    (_DIGIT, "多出的数字"),
    (_LATIN, "多出的字母"),
    (_TITLE, "没有依据的名称"),
    (_COUNTED, "多出的数量"),
    (_ORGANISATION, "没有依据的单位"),
    (_PERSON, "没有依据的人名"),
    (_PLACE, "没有依据的地名"),
)
_SAID = {
    "praise": "没有依据的说法",
    "rank": "没有依据的说法",
    "effect": "没有依据的说法",
    "claim": "没有依据的说法",
    "compare": "没有依据的比较",
    "period": "没有依据的时间",
    "vague": "含混的数量",
}


def around(text: str, facts: Sequence[Fact], locked: Sequence[str]) -> str:
    """The words that are not the facts' own; what is cut out leaves a bar.

    locked: the facts' own words, where code worded them; else they are taken from the facts.
    """
    own = list(locked) or [words for fact in facts for words in _own_words(fact)]
    own += [words for fact in facts for words in _relation(fact)]
    for words in sorted(own, key=len, reverse=True):
        if words:
            text = text.replace(words, "|")
    return text


def _own_words(fact: Fact) -> tuple[str, ...]:
    words = (deed(fact), quantity_of(fact), unsigned(fact), fact.topic)
    if not fact.name:
        return words
    form = form_of(fact)
    # The whole name of what fell says that it rose.
    names = () if change_of(fact) != form.how else (fact.name, form.name)
    return (*words, *names, form.base, fact.period)


def _relation(fact: Fact) -> tuple[str, ...]:
    """其中 of a part, 同比增长 of a change: said with the fact, whoever words it."""
    if not fact.name:
        return ()
    return ("其中" if form_of(fact).part else "", change_of(fact))


def change_of(fact: Fact) -> str:
    """How a fact says that something changed: 同比增长 of -3.2% is 同比下降; "" for no change."""
    how = form_of(fact).how
    falls = fact.value is not None and fact.value < 0
    return (opposite(how) or how) if falls else how


def added(text: str, names: Sequence[str]) -> list[str]:
    """Why words around the facts' own may not stand; empty if they may.

    names: proper names and Latin words that they may hold.
    """
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "|") if name else text
    harmless = [span for word in _harmless() for span in places(text, word)]
    return [
        f"{label}“{span.cut(text)}”"
        for span, keyword, label in _found(text)
        if not any(keyword in own for own in harmless)
    ]


def _found(text: str) -> Iterator[tuple[Span, Span, str]]:
    """(what was found, the part of it that tells, what it is)."""
    for word, kind in _unsupported().items():
        for span in places(text, word):
            yield span, span, _SAID[kind]
    for pattern, label in _KINDS:
        for match in pattern.finditer(text):
            place = match.group()[:-1]
            if pattern is not _PLACE or not {place, place[-1:]} & _COMMON_PLACES:
                yield Span(*match.span()), Span(*match.span(match.lastindex or 0)), label
    for quantity in find_quantities(text):
        yield quantity.span, quantity.span, "多出的数量"


@cache
def _unsupported() -> dict[str, str]:
    """What is not written unless a fact says it -> its kind, of `_SAID`."""
    rows = (*load_rows("unsupported"), *load_rows("masked_words"))
    return {row[0]: row[1] for row in rows if row[1] in _SAID}


@cache
def _harmless() -> frozenset[str]:
    return load_words("ordinary_words") | load_words("numeral_words")


def places(text: str, words: str) -> list[Span]:
    """Where some words stand in a text, one behind another."""
    found, start = [], text.find(words) if words else -1
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + len(words))
    return found

"""Set phrases of an office (提法): brands, numeral abbreviations, mottos, parallel runs.

Told by form and surroundings, not by a list of names: what stands in quotation marks behind 打造, 实施,
开展 or before 行动, 工程, 品牌 is a brand unless it is an honour; what begins with a numeral form is an
abbreviation; a heading of two paired clauses is a motto.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportnlp.annotations import Placeholder, Slogan
from reportnlp.document import Document, Span
from reportnlp.extraction.headings import find_headings, find_items
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_BY_KIND: dict[str, list[str]] = {}
for _word, _kind, _ in load_rows("slogan_cues"):
    _BY_KIND.setdefault(_kind, []).append(_word)
_BEHIND = tuple(_BY_KIND["behind"])
_BEFORE = tuple(sorted(_BY_KIND["before"], key=len, reverse=True))
_HONOURS_BEFORE = tuple(_BY_KIND["honour-before"])
_HONOURS_BEHIND = tuple(_BY_KIND["honour-behind"])
_NEVER = frozenset(_BY_KIND["never"])
_NOUNS = frozenset(_BY_KIND["noun"])
_KNOWN = tuple(sorted(_BY_KIND["numeral"], key=len, reverse=True))

_QUOTED = Pattern(r"“([^“”\n。；：！？*＊×_]{2,18})”")
_NUMERAL_FORM = Pattern(
    r"[一二两三四五六七八九十百千万双]{1,2}[\u4e00-\u9fff、，]|[0-9]{1,3}(?:[+＋×x][0-9A-Za-z一-鿿]{1,4}){1,5}|[0-9]{3,4}$|[0-9]{1,2}[个]?[\u4e00-\u9fff]"
)
_ORDINARY = Pattern(r"(?:第|[一二三四五六七八九十]{1,2}[五一·])")
_ONE_ONE = Pattern(
    r"一[\u4e00-\u9fff]{1,2}一[\u4e00-\u9fff]{1,2}(?=[，。；、”’“制的管机模清方服档建整落精\n）)]|$)"
)
_ONE_ONE_WORDS = frozenset(
    [
        "一点一滴",
        "一心一意",
        "一五一十",
        "一言一行",
        "一举一动",
        "一朝一夕",
        "一草一木",
        "一针一线",
        "一砖一瓦",
        "一丝一毫",
        "一模一样",
        "一步一个",
        "一年一度",
        "一生一世",
        "一上一下",
        "一进一出",
    ]
)
_PLUS = Pattern(r"[0-9]{1,3}(?:[+＋][0-9NnXx]{1,3}){1,5}(?![0-9.%％])")
_MANY = Pattern(
    r"(?<![\u4e00-\u9fff第])[两三四五六七八九十]大(?:[\u4e00-\u9fff]{0,4}?)(?:工程|行动|攻坚战|攻坚项目|战役|提升行动)"
)
_CUTS = frozenset("，。；：！？、\n“”（）《》—…  \u3000")


def find_slogans(
    document: Document, placeholders: tuple[Placeholder, ...] = ()
) -> tuple[Slogan, ...]:
    """Every occurrence of a set phrase in a document without hard line wraps, in its order.

    placeholders: those of the document; no slogan holds one.
    """
    text = document.text
    found: dict[Span, str] = {}
    for span, kind in (*_quoted(text), *_parallels(text), *_known(text), *_mottos(document)):
        if any(span.overlaps(placeholder.span) for placeholder in placeholders):
            continue
        if any(span.overlaps(other) for other in found):
            continue
        found[span] = kind
    for span, kind in _repeated(text, found):
        if not any(span.overlaps(other) for other in found):
            found[span] = kind
    return _counted(text, found)


def _quoted(text: str) -> Iterator[tuple[Span, str]]:
    for match in _QUOTED.finditer(text):
        inside = match.group(1)
        span = Span(*match.span(1))
        if (
            inside in _NEVER
            or _is_plain_number(inside)
            or _is_honour(text, match.start(), match.end())
        ):
            continue
        numeral = _NUMERAL_FORM.match(inside) is not None
        if numeral and not _ORDINARY.fullmatch(inside):
            yield span, "numeral"
        elif _is_named(text, match.start(), match.end()) and "，" not in inside:
            yield span, "brand"


def _is_plain_number(inside: str) -> bool:
    return inside in ("12345", "12315", "110", "119", "120") or (
        inside[0].isdigit() and inside.endswith(("元", "年", "月", "日"))
    )


def _is_honour(text: str, start: int, end: int) -> bool:
    """获评“先锋支部”, “文明单位”称号: an award is no slogan of the office."""
    if text.startswith(_HONOURS_BEHIND, end):
        return True
    clause = text[max(start - 24, 0) : start]
    clause = clause[max(clause.rfind(mark) for mark in "，。；：\n") + 1 :]
    return any(word in clause for word in _HONOURS_BEFORE)


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether cue words beside the quotation marks, or beside a row of them, name a thing."""
    first, last = _row(text, start, end)
    if text.startswith(_BEHIND, last):
        return True
    stop = last
    while stop < len(text) and stop - last < 10 and text[stop] not in _CUTS:
        stop += 1
    tail = text[last:stop]
    if tail.endswith(_BEHIND):
        return True
    before = text[max(first - 6, 0) : first].rstrip("了以")
    return before.endswith(_BEFORE) and not tail.startswith("的")


def _row(text: str, start: int, end: int) -> tuple[int, int]:
    """The row of quotations, “甲”“乙”和“丙”, that one stands in."""
    first, last = start, end
    for _ in range(6):
        closing = first - 1 if text[first - 1 : first] in ("、", "和", "及", "与") else first
        opening = text.rfind("“", max(closing - 22, 0), closing)
        if text[closing - 1 : closing] != "”" or opening < 0:
            break
        first = opening
    for _ in range(6):
        at = last + 1 if text[last : last + 1] in ("、", "和", "及", "与") else last
        following = _QUOTED.match(text, at)
        if following is None:
            break
        last = following.end()
    return first, last


def _known(text: str) -> Iterator[tuple[Span, str]]:
    for phrase in _KNOWN:
        at = text.find(phrase)
        while at >= 0:
            if text[at - 1 : at] not in ("第", "十") or phrase[0] not in "一二三四五六七八九":
                yield Span(at, at + len(phrase)), "numeral"
            at = text.find(phrase, at + len(phrase))
    if "一" in text:
        for match in _ONE_ONE.finditer(text):
            if match.group()[:4] not in _ONE_ONE_WORDS:
                yield Span(*match.span()), "numeral"
    for match in _PLUS.finditer(text):
        yield Span(*match.span()), "numeral"
    for match in _MANY.finditer(text):
        yield Span(*match.span()), "numeral"


_CLAUSES = Pattern(
    r"[\u4e00-\u9fff“”]{3,14}[，、 ][\u4e00-\u9fff“”]{3,16}(?:[，、 ][\u4e00-\u9fff“”]{3,14})?"
)


def _mottos(document: Document) -> Iterator[tuple[Span, str]]:
    """Headings and topic sentences of two or three paired clauses, without figures."""
    text = document.text
    for heading in find_headings(document):
        title = heading.title.strip()
        start = text.find(title, heading.span.start, heading.span.end + 1) if title else -1
        if start < 0 or any(character.isdigit() for character in title):
            continue
        if (_CLAUSES.fullmatch(title) and "，" in title) or (
            " " in title and _CLAUSES.fullmatch(title)
        ):
            yield Span(start, start + len(title)), "motto"
    for item in find_items(document):
        match = _TOPIC.match(text, item.span.end)
        if match is not None and text[match.end() : match.end() + 1] == "。":
            following = text[match.end() + 1 : match.end() + 3].strip()
            if following and following[0] not in "一二三四五六七八九":
                yield Span(*match.span()), "motto"


_TOPIC = Pattern(
    r"[抓强优提促守聚建严实育稳转突坚在以][\u4e00-\u9fff“”]{2,9}，[\u4e00-\u9fff“”]{4,14}"
)

_RUN = Pattern(r"[\u4e00-\u9fff]{3,14}(?:[、，][\u4e00-\u9fff]{3,14}){2,12}")
_VERB_HEADS = frozenset(
    "抓强优提促保稳转破立解送摸建惠护育聚暖防控改补降守严实拓引助帮查改管比学赶超树讲补优谋创"
)
_NOUN_TAILS = frozenset("学部局院校室所队员者长业司会区县乡镇村厂店馆处科委站家人")


def _parallels(text: str) -> Iterator[tuple[Span, str]]:
    """Three or more short phrases of one frame side by side."""
    for match in _RUN.finditer(text):
        pieces = [
            Span(*piece.span()) for piece in _PIECE.finditer(text, match.start(), match.end())
        ]
        index = 0
        while index + 2 < len(pieces):
            last = index + 1
            mark = text[pieces[index].end]
            while (
                last < len(pieces)
                and text[pieces[last].start - 1] == mark
                and _alike(pieces[index + 1].cut(text), pieces[last].cut(text))
            ):
                last += 1
            first = _fitted(text, pieces[index], pieces[index + 1])
            if last - index >= 3 and first is not None:
                yield Span(first.start, pieces[last - 1].end), "parallel"
                index = last
            elif last - index >= 4:
                yield Span(pieces[index + 1].start, pieces[last - 1].end), "parallel"
                index = last
            else:
                index += 1


_PIECE = Pattern(r"[\u4e00-\u9fff]{3,14}")


def _alike(first: str, second: str) -> bool:
    """Whether two phrases have one frame: 更高的站位 and 更强的担当; 就业优先 and 教育优先."""
    if any(mark in first + second for mark in "、，") or abs(len(first) - len(second)) > 2:
        return False
    head, tail = first[0] == second[0], first[-1] == second[-1]
    if first == second:
        return True
    if "之所" in first and "之所" in second:
        return True
    if first[-2:] == second[-2:] and len(first) > 5 and set("向在为到") & set(first) & set(second):
        return True
    if head and tail:
        return True
    if len(first) == len(second):
        if head and first[0] not in "中县市省区乡村":
            return True
        if first[-2:] == second[-2:] and first[-1] not in _NOUN_TAILS and first[-2:] not in _NOUNS:
            return True
        if len(first) == 3 and first[0] in _VERB_HEADS and second[0] in _VERB_HEADS:
            return True
        if len(first) > 3 and "的" in first and first.find("的") == second.find("的") > 0:
            return first[0] in "更以"
    return False


def _fitted(text: str, first: Span, second: Span) -> Span | None:
    """The first phrase without the words before it: 坚持就业优先 beside 教育优先."""
    model = second.cut(text)
    body = first.cut(text)
    for extra in range(len(body) - len(model) + 2):
        candidate = body[extra:]
        if (
            len(candidate) >= 3
            and _alike(candidate, model)
            and abs(len(candidate) - len(model)) <= 1
        ):
            return Span(first.start + extra, first.end)
    return None


def _repeated(text: str, found: dict[Span, str]) -> Iterator[tuple[Span, str]]:
    """Further places of quoted names of four characters and more, without quotation marks."""
    for span, kind in list(found.items()):
        phrase = span.cut(text)
        if kind in ("motto", "parallel") or len(phrase) < 4:
            continue
        at = text.find(phrase)
        while at >= 0:
            yield Span(at, at + len(phrase)), kind
            at = text.find(phrase, at + len(phrase))


_PARTS = Pattern(
    r"[”]?(?:[\u4e00-\u9fff]{0,6})[（，]?(?:即|：|，即|（)((?:[\u4e00-\u9fff]{2,8}[、]){1,7}[\u4e00-\u9fff]{2,8})"
)


def _counted(text: str, found: dict[Span, str]) -> tuple[Slogan, ...]:
    counts: dict[str, int] = defaultdict(int)
    variants: dict[str, set[str]] = defaultdict(set)
    for span in found:
        phrase = span.cut(text)
        counts[phrase] += 1
        stop = span.end
        if text[stop : stop + 1] == "”":
            tail = stop + 1
            while tail < len(text) and tail - stop < 9 and "\u4e00" <= text[tail] <= "\u9fff":
                tail += 1
            word = next((w for w in _BEHIND if text.startswith(w, stop + 1)), "")
            if word:
                variants[phrase].add(f"“{phrase}”{word}")
    result = []
    for span in sorted(found):
        phrase, kind = span.cut(text), found[span]
        parts: tuple[str, ...] = ()
        if kind == "numeral":
            match = _PARTS.match(text, span.end)
            if match is not None:
                parts = tuple(match.group(1).split("、"))
        result.append(Slogan(span, kind, counts[phrase], tuple(sorted(variants[phrase])), parts))
    return tuple(result)

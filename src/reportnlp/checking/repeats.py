"""What stands twice in one text: a sentence, its clauses, or a sentence with a word changed."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_SENTENCE = Pattern(r"[^。！？\n]{14,400}[。！？]?")
_MIN_SENTENCE = 16
_STOPS = "。！？；"
_LABELLED = Pattern(r"[^，。：；]{0,6}(?:单位|部门|时限|领导|科室|责任人|联系人|电话|地点|时间)：")


def find_duplicate_sentences(draft: Draft) -> Iterator[Fault]:
    """A sentence that stands twice in one text, whole or nearly so."""
    sentences = list(_sentences(draft))
    figured = _with_figures(draft.text, sentences)
    faults = {
        span: first
        for span, first in itertools.chain(
            _same_clauses(draft.text, figured), _nearly_same(draft.text, figured)
        )
        if not _is_heading(draft, span)
    }
    for span, first in _same(draft.text, sentences):
        if not _is_heading(draft, span):
            faults = {other: a for other, a in faults.items() if not other.overlaps(span)}
            faults[span] = first
    for span in sorted(faults):
        yield Fault(span, related=(Related(faults[span], "第一次出现在这里"),))


def _sentences(draft: Draft) -> Iterator[Span]:
    """The sentences of running text, without the spaces around them and without their stop."""
    text = draft.text
    for match in _SENTENCE.finditer(text):
        whole = match.group()
        body = whole.strip(" \u3000\t")
        if len(body) < _MIN_SENTENCE or ("：" in body and _LABELLED.match(body)):
            continue
        start = match.start() + len(whole) - len(whole.lstrip(" \u3000\t"))
        yield Span(start, start + len(body))


def _is_heading(draft: Draft, span: Span) -> bool:
    index = draft.document.paragraph_at(span.start)
    if draft.document.paragraphs[index].origin:
        return True
    return any(h.paragraph == index and not h.run_in for h in draft.headings)


def _same(text: str, sentences: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Word for word, from the start or from a colon on."""
    sentences = [_behind_sign(text, span) for span in sentences]
    keys = [text[span.start : span.end].rstrip(_STOPS) for span in sentences]
    keys += [key.rpartition("：")[2] for key in keys if "：" in key]
    if len(set(keys)) == len(keys):
        return
    seen: dict[str, Span] = {}
    for span in sentences:
        body = span.cut(text)
        for key_span in (span, _after_colon(text, span)):
            key = key_span.cut(text).rstrip(_STOPS)
            if len(key) < _MIN_SENTENCE - 1:
                continue
            first = seen.setdefault(key, key_span)
            spoken = body[-1] in _STOPS or "，" in body
            if first is not key_span and not first.overlaps(key_span) and spoken:
                yield key_span, first
                break


_SIGN = Pattern(
    r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]，|[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．]|同时，|此外，)"
)


def _behind_sign(text: str, span: Span) -> Span:
    """A sentence without 一是, 同时 and the like: it is the same behind 三是."""
    sign = _SIGN.match(text, span.start)
    return Span(sign.end(), span.end) if sign is not None and sign.end() < span.end else span


def _after_colon(text: str, span: Span) -> Span:
    at = text.rfind("：", span.start, span.end)
    return Span(at + 1, span.end) if at >= 0 else span


_CLAUSE = Pattern(r"[^，；：。！？\n]{5,60}")
_FIGURE = Pattern(r"[0-9][0-9]{0,8}(?:\.[0-9]{1,4})?")
_FEW_CHARACTERS = 16
_FEW_FIGURES = 2
_TAIL = 12
"""Of the first clause: it may begin in another way, 今年我们新建公路48公里."""


def _with_figures(text: str, sentences: list[Span]) -> list[tuple[Span, tuple[str, ...]]]:
    """The sentences with one of their figures in it that stands twice in all, and their figures."""
    found = [(span, tuple(_FIGURE.findall(span.cut(text)))) for span in sentences]
    times = Counter(itertools.chain.from_iterable(figures for _, figures in found))
    return [(span, figures) for span, figures in found if any(times[f] > 1 for f in figures)]


def _same_clauses(
    text: str, sentences: list[tuple[Span, tuple[str, ...]]]
) -> Iterator[tuple[Span, Span]]:
    """Two clauses in a row, with two figures, word for word."""
    pairs = [_clause_pairs(text, span) for span, _ in sentences]
    times = Counter(key for found in pairs for key, _, _ in found)
    seen: dict[str, Span] = {}
    for found in pairs:
        repeated: list[tuple[Span, Span]] = []
        for key, start, end in found:
            if times[key] < 2 or len(set(_FIGURE.findall(key))) < _FEW_FIGURES:
                continue
            pair = Span(start, end)
            first = seen.setdefault(key, pair)
            if not first.overlaps(pair):
                repeated.append((pair, first))
        if repeated:
            yield (
                Span(repeated[0][0].start, repeated[-1][0].end),
                Span(repeated[0][1].start, repeated[-1][1].end),
            )


def _clause_pairs(text: str, sentence: Span) -> list[tuple[str, int, int]]:
    """Of clauses in a row, long enough to be compared: the words, where they begin and end."""
    clauses = [match.span() for match in _CLAUSE.finditer(text, sentence.start, sentence.end)]
    return [
        (text[max(a[0], a[1] - _TAIL) : b[1]], a[0], b[1])
        for a, b in itertools.pairwise(clauses)
        if b[1] - max(a[0], a[1] - _TAIL) >= _FEW_CHARACTERS
    ]


_MAX_COMPARED = 8
_MAX_LENGTH = 200
_OPENING = 5
_MOST_ADDED = 3
_TELLING = Pattern(r"[0-9一二三四五六七八九十两第东西南北未不]")


def _nearly_same(
    text: str, sentences: list[tuple[Span, tuple[str, ...]]]
) -> Iterator[tuple[Span, Span]]:
    """The same figures in the same order, and but a word at the opening or a particle changed."""
    seen: dict[tuple[str, ...], list[Span]] = {}
    for span, figures in sentences:
        if len(span) > _MAX_LENGTH:
            continue
        earlier = seen.setdefault(figures, [])
        for other in earlier[:_MAX_COMPARED]:
            if _differ_little(other.cut(text), span.cut(text), len("".join(figures))):
                yield span, other
                break
        earlier.append(span)


def _differ_little(first: str, second: str, digits: int) -> bool:
    """Whether a sentence was changed in passing only.

    digits: of the figures that both hold; few of them are easily the same by chance.
    """
    if abs(len(first) - len(second)) > _MOST_ADDED or first == second:
        return False
    if min(len(first), len(second)) < (24 if digits < _FEW_FIGURES + 1 else _MIN_SENTENCE):
        return False
    import difflib  # few texts hold two sentences with the same figures

    added = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = first[a:b], second[c:d]
        if _TELLING.search(gone + come) or max(len(gone), len(come)) > _MOST_ADDED:
            return False
        if tag == "replace" and a > _OPENING:
            return False
        added += max(len(gone), len(come))
    return added <= 2 * _MOST_ADDED


RULES = (
    Rule(
        code="TX601",
        name="duplicate-sentence",
        severity="error",
        message="这句话在文中出现了两次。",
        suggestion="删去一处。",
        find=find_duplicate_sentences,
        source="实务",
        explanation="整句重复多是粘贴两遍，改过一两个字的也算。标题、称呼和不满十六个字的短句不算。",
        bad=(
            "全年组织干部职工开展各类业务培训12场次。抓好学习。全年组织干部职工开展各类业务培训12场次。",
            "组织党员深入6个村入户走访，收集意见132条。建立清单。组织党员深入6个村入户走访，收集到意见132条。",
        ),
        good=(
            "全年组织干部职工开展各类业务培训12场次。全年组织党员志愿者开展各类服务活动12场次。",
            "东区新建充电桩120个，惠及居民300户。西区新建换电站120个，惠及居民300户。",
        ),
    ),
)

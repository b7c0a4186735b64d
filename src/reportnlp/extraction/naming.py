"""What a figure measures (指标名称): the phrase before it, or around it, in its own clause."""

from __future__ import annotations

from reportnlp.extraction.numerals import unit_at
from reportnlp.resources.loading import load_rows

_STOPS = frozenset("，。；：！？、\n,;:!?（）()“”《》〔〕\t|…—")
_HARD_STOPS = frozenset("。；！？\n;!?\t|")
_BY_KIND: dict[str, list[str]] = {}
for _word, _kind, _ in load_rows("naming"):
    _BY_KIND.setdefault(_kind, []).append(_word)


def _longest_first(kind: str) -> tuple[str, ...]:
    return tuple(sorted(_BY_KIND[kind], key=len, reverse=True))


_LEADS = _longest_first("lead")
_TAILS = _longest_first("tail")
_ADVERBS = _longest_first("adverb")
_VERBS = frozenset(_BY_KIND["verb"])
_LEAD_STARTS = frozenset(word[0] for word in _LEADS)
_TAIL_ENDS = frozenset(word[-1] for word in _TAILS)
_AFTER_STOPS = frozenset("的了和与并在对被获参进完均共占比较为是达给向以从由将可又及等中内上下后前时来已经各也有")
_MAX_NAME = 24
_MAX_BACK = 160


def measured_name(text: str, start: int, end: int) -> str:
    """What a figure or blank measures, as the text puts it; "" where it does not say.

    start: first character of the figure with its approximation mark.
    end:   behind its unit.
    """
    floor = max(start - _MAX_BACK, 0)
    position = start
    while position > floor:
        begin = _clause_start(text, position, floor)
        name = _name_in(text[begin:position])
        if name in _VERBS or (not name and position == start):
            noun = _noun_after(text, end)
            if noun:
                return name + noun
        if len(name) >= 2:
            return name
        if begin <= floor or text[begin - 1] in _HARD_STOPS:
            break
        position = begin - 1
    return _noun_after(text, end)


def _clause_start(text: str, position: int, floor: int) -> int:
    begin = position
    while begin > floor and text[begin - 1] not in _STOPS:
        begin -= 1
    # A quoted or bracketed tail belongs to the name: “四进”活动**次.
    if begin > floor and text[begin - 1] in "”》）)" and position - begin <= 12:
        opening = text.rfind({"”": "“", "》": "《", "）": "（", ")": "("}[text[begin - 1]], floor, begin)
        if opening >= 0 and begin - opening <= 30 and "。" not in text[opening:begin]:
            if text[begin - 1] in "）)":
                return _clause_start(text, opening, floor) if begin == position else begin
            return _clause_start(text, opening, floor)
    return begin


_FIGURE_CHARACTERS = frozenset("0123456789０１２３４５６７８９.％%*＊×_＿□○XxＸｘ【】？?") | frozenset(" \u3000")
_AFTER_FIGURES = "余多来个百分点万亿千"


def _name_in(segment: str) -> str:
    """The name in a clause that may hold other figures: behind the last of them, else before it."""
    while True:
        begin, end = _last_figure(segment)
        if end < 0:
            return _bare_name(segment)
        tail = segment[end:].lstrip(_AFTER_FIGURES)
        if segment[begin:end].isspace() and not unit_at(tail, 0)[0]:
            return _bare_name(segment)
        word, _ = unit_at(tail, 0)
        name = _bare_name(tail[len(word) :])
        if len(name) >= 2:
            return name
        segment = segment[:begin]


def _last_figure(segment: str) -> tuple[int, int]:
    """Where the last figure outside quotes begins and ends; (-1, -1) where there is none."""
    depth = 0
    end = -1
    for index in range(len(segment) - 1, -1, -1):
        character = segment[index]
        if character in "”》）)":
            depth += 1
        elif character in "“《（(":
            depth = max(depth - 1, 0)
        elif not depth and character in _FIGURE_CHARACTERS:
            if end < 0:
                end = index + 1
        elif end >= 0:
            return index + 1, end
    return (0, end) if end >= 0 else (-1, -1)


def _bare_name(segment: str) -> str:
    name = segment.strip(" \u3000\u00a0*＊")
    changed = True
    while changed and name:
        changed = False
        if name[-1] in _TAIL_ENDS:
            for tail in _TAILS:
                if name.endswith(tail) and not (name in _VERBS):
                    name, changed = name[: -len(tail)].rstrip(), True
                    break
    for adverb in _ADVERBS:
        at = name.rfind(adverb)
        if at >= 0 and len(name) - at - len(adverb) >= 2:
            name = name[at + len(adverb) :]
    changed = True
    while changed and name:
        changed = False
        if name[0] in _LEAD_STARTS:
            for lead in _LEADS:
                if name.startswith(lead) and len(name) > len(lead):
                    name, changed = name[len(lead) :].lstrip(), True
                    break
    return _from_last_verb(name)


def _from_last_verb(name: str) -> str:
    """From the last verb that still has an object of two characters: 帮助企业解决难题 -> 解决难题."""
    if len(name) <= 6:
        return name
    for index in range(len(name) - 4, 0, -1):
        if name[index : index + 2] in _VERBS and name[index - 1] not in "专的":
            return name[index:]
    return name[-_MAX_NAME:]


def _noun_after(text: str, end: int) -> str:
    """The noun that a measure word counts: 28家企业."""
    stop = end
    while stop < len(text) and stop - end < 8:
        character = text[stop]
        if not "\u4e00" <= character <= "\u9fff" or character in _AFTER_STOPS:
            break
        if stop - end >= 2 and text[stop : stop + 2] in _VERBS:
            break
        stop += 1
    return text[end:stop] if stop - end >= 2 else ""

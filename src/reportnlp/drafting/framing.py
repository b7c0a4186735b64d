"""Framing clauses: they say attitude and purpose, and nothing that the facts do not know.

坚持问题导向, 围绕群众所需优化服务流程: such a clause is made of everyday words of reports and of
the words of the facts beside it. A clause with any other word may tell of a deed that nobody did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from reportnlp.resources.loading import load_rows

MIN_CLAUSE = 6
_MAX_WORD = 10
_MIN_OWN = 2
_MAX_SINGLE = 1
_MAX_COPY = 4
_SINGLE_OPENERS = frozenset("以把从")
_NEVER_LAST = frozenset("的地及与和以把在对向为从到将让并由是")
_RESULT = re.compile(
    r"(?:不断|持续|稳步|全面|有序|有力|进一步|更加|日益|逐步)?"
    r"(?:增强|提升|提高|改善|改进|推进|完善|优化|健全|巩固|深化|加强|夯实|增效|落实|见效|畅通)$"
)
"""服务水平不断提高 tells of a result: facts would have to say so. 提高服务水平 tells of an aim."""
_AS = re.compile(
    r"为(?:中心|导向|目标|重点|根本|基础|核心|引领|主线|抓手|牵引|支撑|载体|契机|保障|主|本|先|要)$"
)
_TAKEN_AS = re.compile(r"作为(?!.*(?:任务|重点|抓手|大事|责任|标准|目标|导向|首位|重中之重)$)")
_WITH = re.compile(r"以[^为促带推保强护换赢求凝聚]*(?:引领[^发]*)?$")
_LOOSE_END = re.compile(
    r"(?:深入|扎实|积极|主动|大力|切实|认真|持续|不断|进一步|始终|全面|充分|着力|全力|努力|牢固|紧紧|有力|各项|各级|"
    r"各类|相关|有关|统筹|精心|精准)$"
)
_HOLD = re.compile(r"把.+(?:作为|当作|摆在|放在|贯穿|落到|送到|带到|挺在|抓在|化解在|解决在)")
_FIRM = ("坚持", "始终")
"""What stands behind these has to be a framing word: 坚持检察官 is none."""


class _Words(NamedTuple):
    """The table of framing words.

    free:    words of two characters or more that may stand anywhere.
    bound:   those that may stand where the facts hold one of some words: 底线 beside 安全.
    singles: single characters; openers: words that can open a clause.
    ends:    opener -> how a clause ends that it opens: 筑牢 asks for 防线, 根基 or the like.
    """

    free: frozenset[str]
    bound: tuple[tuple[str, tuple[str, ...]], ...]
    singles: frozenset[str]
    openers: frozenset[str]
    ends: dict[str, tuple[str, ...]]


@cache
def _words() -> _Words:
    table = load_rows("framing_words")
    rows = [row for row in table if row[1] != "搭配"]
    return _Words(
        frozenset(row[0] for row in rows if len(row[0]) > 1 and row[3] == "-"),
        tuple((row[0], tuple(row[3].split(" "))) for row in rows if row[3] != "-"),
        frozenset(row[0] for row in rows if len(row[0]) == 1),
        frozenset(row[0] for row in rows if row[1] == "开头"),
        {row[0]: tuple(row[3].split(" ")) for row in table if row[1] == "搭配"},
    )


def _fitting(own: str) -> frozenset[str]:
    """The framing words that may stand beside facts with these words."""
    words = _words()
    bound = (word for word, needed in words.bound if any(need in own for need in needed))
    return words.free.union(bound)


def is_framing(clause: str, topic: str, after: str = "") -> bool:
    """Whether a clause is made of framing words and of the words of the facts.

    topic: words that it may take up; after: what follows, whose words it may name but not repeat
    for more than four characters.
    """
    if len(clause) < MIN_CLAUSE or _RESULT.search(clause) or _repeats(clause):
        return False
    if _AS.search(clause) and not ("以" in clause or "把" in clause):
        return False
    if "把" in clause and not (_HOLD.search(clause) and clause.endswith(_words().ends["把"])):
        return False
    if _TAKEN_AS.search(clause) or _LOOSE_END.search(clause) or _WITH.match(clause):
        return False
    if any(clause[i : i + _MAX_COPY + 1] in after for i in range(len(clause) - _MAX_COPY)):
        return False
    own = f"{topic}\n{after}"
    words = _fitting(own)
    starts = [start for start in _openings(clause) if start == 1 or clause[:start] in words]
    return any(_is_made_up(clause, start, words, own) for start in starts)


def _repeats(clause: str) -> bool:
    pairs = [clause[i : i + 2] for i in range(len(clause) - 1)]
    return len(set(pairs)) < len(pairs)


def _openings(clause: str) -> list[int]:
    """Where what opens the clause may end."""
    words = _words()
    starts = [end for end in range(2, len(clause)) if clause[:end] in words.openers]
    starts += [1] if clause[0] in _SINGLE_OPENERS else []
    return [
        start
        for start in starts
        if clause[start] != "的" and clause.endswith(words.ends.get(clause[:start], ""))
    ]


def _is_made_up(clause: str, start: int, words: frozenset[str], own: str) -> bool:
    """Whether the rest of a clause can be cut into framing words, own words and single characters.

    Dynamic programming over the places where a piece can end.
    """
    singles = _words().singles
    last = len(clause) - 1
    firm = clause[:start] in _FIRM
    # place -> fewest single characters in a row with which the clause can be cut up to there.
    reached: dict[int, int] = {start: 0}
    for place in range(start, len(clause)):
        if place not in reached:
            continue
        run = reached[place]
        fits = clause[place] in singles and (place != last or clause[place] not in _NEVER_LAST)
        if fits and run < _MAX_SINGLE:
            reached[place + 1] = min(run + 1, reached.get(place + 1, _MAX_SINGLE))
        for end in range(place + _MIN_OWN, min(place + _MAX_WORD, len(clause)) + 1):
            piece = clause[place:end]
            if piece in words or (piece in own and not (firm and place == start)):
                reached[end] = 0
    return len(clause) in reached


def framing_pieces(pieces: Sequence[str], topic: str, after: str) -> list[int]:
    """The numbers of those pieces that can be part of a framing clause.

    pieces: of a vocabulary, "" for those that are never written.
    """
    own = f"{topic}\n{after}"
    words = _fitting(own)
    said = "\n".join((*words, *_words().singles, own))
    return [
        number
        for number, piece in enumerate(pieces)
        if piece and (piece in said or _is_made_up(piece, 0, words, own))
    ]


@cache
def opening_pieces(pieces: tuple[str, ...]) -> tuple[int, ...]:
    """The numbers of the pieces with which a framing clause can begin."""
    openers = (*_words().openers, *_SINGLE_OPENERS)
    begun = {word[:size] for word in openers for size in range(1, len(word) + 1)}
    return tuple(
        number
        for number, piece in enumerate(pieces)
        if piece in begun or any(piece.startswith(word) for word in openers)
    )

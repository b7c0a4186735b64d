"""Framing clauses: they say attitude and purpose, and nothing that the facts do not know.

坚持问题导向, 围绕群众所需优化服务流程: such a clause is made of everyday words of reports and of
the words of the facts beside it. A clause with any other word may tell of a deed that nobody did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reportnlp.resources.loading import load_rows

_MAX_WORD = 10
_MIN_OWN = 2
_MAX_SINGLE = 2
_MAX_COPY = 4
_NEVER_FIRST = frozenset("的地及与和等中上下并着")
_RESULT = re.compile(
    r"(?:不断|持续|稳步|全面|有序|有力|进一步|更加|日益|逐步)?"
    r"(?:增强|提升|提高|改善|改进|推进|完善|优化|健全|巩固|深化|加强|夯实|增效|落实|见效|畅通)$"
)
"""服务水平不断提高 tells of a result: facts would have to say so. 提高服务水平 tells of an aim."""
_NEVER_LAST = frozenset("的地及与和以把在对向为从到将让并由是")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Words of two characters or more, and single characters that may stand between them."""
    words = {row[0] for row in load_rows("framing_words")}
    return frozenset(w for w in words if len(w) > 1), frozenset(w for w in words if len(w) == 1)


def is_framing(clause: str, topic: str, after: str = "") -> bool:
    """Whether a clause is made of framing words and of the words of the facts.

    topic: words that it may take up; after: what follows, whose words it may name but not repeat
    for more than four characters.
    """
    if not clause or _RESULT.search(clause):
        return False
    own = f"{topic}\n{after}"
    if any(clause[i : i + _MAX_COPY + 1] in after for i in range(len(clause) - _MAX_COPY)):
        return False
    words, singles = _words()
    # place -> fewest single characters in a row with which the clause can be cut up to there.
    reached: dict[int, int] = {0: 0}
    last = len(clause) - 1
    for start in range(len(clause)):
        if start not in reached:
            continue
        run = reached[start]
        barred = _NEVER_FIRST if start == 0 else _NEVER_LAST if start == last else frozenset()
        if clause[start] in singles - barred and run < _MAX_SINGLE:
            reached[start + 1] = min(run + 1, reached.get(start + 1, _MAX_SINGLE))
        for end in range(start + _MIN_OWN, min(start + _MAX_WORD, len(clause)) + 1):
            piece = clause[start:end]
            if piece in words or piece in own:
                reached[end] = 0
    return len(clause) in reached


def framing_pieces(pieces: Sequence[str], topic: str, after: str) -> list[int]:
    """The numbers of those pieces that can be part of a framing clause.

    pieces: of a vocabulary, "" for those that are never written.
    """
    own = f"{topic}\n{after}"
    known = _known_pieces(tuple(pieces))
    return [
        number for number, piece in enumerate(pieces) if piece and (known[number] or piece in own)
    ]


@cache
def _known_pieces(pieces: tuple[str, ...]) -> tuple[bool, ...]:
    """Which pieces are parts of framing words, or made of them, whatever the facts."""
    words, singles = _words()
    said = "\n".join((*words, *singles))
    return tuple(bool(piece) and (piece in said or is_framing(piece, "")) for piece in pieces)

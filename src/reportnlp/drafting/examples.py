"""Sentences to show a model: how a report puts things of the same kind, without figures.

Ours come from the project's own corpora (`reportnlp.training.examples` writes the table), the
user's from the past report that he names. They are picked by likeness of topic and facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import log

from reportnlp.drafting.past import PastSentence
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_OWN_FIRST = 0.15
_COPIED = 8
_WORDS = Pattern(r"[\u4e00-\u9fff]{8,}")


@cache
def our_examples() -> tuple[PastSentence, ...]:
    """The sentences that come with the package."""
    return tuple(PastSentence(row[2], row[0], row[1]) for row in load_rows("examples"))


def pick_examples(
    about: str,
    section: str,
    past: Sequence[PastSentence],
    ours: Sequence[PastSentence],
    *,
    count: int,
) -> tuple[str, ...]:
    """The sentences of a section that are nearest to some words; the user's own come first.

    about: topic and names of the facts.
    """
    pool = [(s, _OWN_FIRST) for s in past if s.section == section]
    pool += [(s, 0.0) for s in ours if s.section == section]
    words = [_pairs(s.topic + s.text) for s, _ in pool]
    holding: dict[str, int] = {}
    for own in words:
        for pair in own:
            holding[pair] = holding.get(pair, 0) + 1
    wanted = _pairs(about)
    scored = []
    for (sentence, bonus), own in zip(pool, words, strict=True):
        shared = sum(log(1 + len(pool) / holding[pair]) for pair in wanted & own)
        scored.append((shared / (1 + len(own)) ** 0.5 + bonus * bool(shared), sentence.text))
    scored.sort(key=lambda one: -one[0])
    return tuple(dict.fromkeys(text for score, text in scored if score > 0))[:count]


def copied(answer: str, examples: Sequence[str], own: Sequence[str]) -> str:
    """The first eight characters in a row that an answer has from an example; "" for none.

    own: words of the facts, which an answer may share with an example.
    """
    for run in _WORDS.finditer(answer):
        words = run.group()
        for start in range(len(words) - _COPIED + 1):
            piece = words[start : start + _COPIED]
            if any(piece in example for example in examples) and not any(piece in o for o in own):
                return piece
    return ""


def _pairs(text: str) -> frozenset[str]:
    return frozenset(
        one + two
        for one, two in pairwise(text)
        if "\u4e00" <= one <= "\u9fff" and "\u4e00" <= two <= "\u9fff"
    )

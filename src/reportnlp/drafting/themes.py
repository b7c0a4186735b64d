"""Phrases that fit what a topic speaks of: they say aims and attitude, never a result."""

from __future__ import annotations

from functools import cache

from reportnlp.drafting.wording import Choice
from reportnlp.resources.loading import load_rows

_ANY = "-"


@cache
def _rows(use: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    rows = (row for row in load_rows("theme_phrases") if row[0] == use)
    return tuple((tuple(row[1].split(" ")), row[2]) for row in rows)


@cache
def theme_phrases(use: str) -> tuple[str, ...]:
    """All phrases of resources/theme_phrases.tsv for one use.

    use: opening, closing, heading or heading-verb.
    """
    return tuple(phrase for _, phrase in _rows(use))


def fitting_phrase(use: str, topic: str, words: str, choice: Choice) -> str:
    """The phrase not used yet that fits best, "" for none.

    topic: a title; words: what the facts measure. A word of theme in the topic counts double.

    Phrases for any theme come last; ties stand in the order of the seed. What repeats two
    characters of a heading's predicate is left out: 权益维护依法履职 wants no 依法 behind it, and
    政策落实 no 落细落实.
    """
    found: list[tuple[float, str]] = []
    said = _pairs(topic) if use.startswith("heading") else _pairs_of_headings(choice)
    rows = dict.fromkeys(
        phrase
        for phrase in theme_phrases(use)
        if not choice.used.get(phrase) and said.isdisjoint(_pairs(phrase))
    )
    order = {phrase: n for n, phrase in enumerate(choice.order(tuple(rows), use + topic + words))}
    for themes, phrase in _rows(use):
        if phrase not in order:
            continue
        score = max(
            (len(t) * (2 if t in topic else 1) for t in themes if t in topic or t in words),
            default=0.5 if themes == (_ANY,) else 0.0,
        )
        if score:
            found.append((score, phrase))
    return min(found, key=lambda one: (-one[0], order[one[1]]), default=(0.0, ""))[1]


def _pairs_of_headings(choice: Choice) -> set[str]:
    taken = (phrase for phrase in theme_phrases("heading") if choice.used.get(phrase))
    return {pair for phrase in taken for pair in _pairs(phrase)}


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}

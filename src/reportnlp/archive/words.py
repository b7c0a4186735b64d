"""Chinese text as words for a full-text index: each pair of neighbouring characters is one.

A phrase of n characters is then n - 1 words in a row, so that every phrase of two characters and
more is found exactly, without a dictionary. (FTS5's trigram index finds none of two characters, and
a segmenter misses what it cuts differently in the question and in the text: docs/scale.md.)
"""

from __future__ import annotations

import unicodedata

from reportnlp.patterns import Pattern

_RUNS = Pattern(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+")
_FOLDED = Pattern(r"[\uff01-\uff5e]|[A-Z]")


def folded(text: str) -> str:
    """Full-width letters and digits as half-width ones, capitals as small letters.

    Of the same length, character for character.
    """
    if _FOLDED.search(text) is None:
        return text
    return "".join(
        unicodedata.normalize("NFKC", c).lower() if "\uff01" <= c <= "\uff5e" else _small(c)
        for c in text
    )


def _small(character: str) -> str:
    return character.lower() if "A" <= character <= "Z" else character


def words_of(text: str) -> str:
    """The words of a text, separated by spaces; one character alone is a word, too."""
    found: list[str] = []
    for run in _RUNS.findall(folded(text)):
        if run.isascii() or len(run) == 1:
            found.append(run)
        else:
            found += [run[index : index + 2] for index in range(len(run) - 1)]
    return " ".join(found)

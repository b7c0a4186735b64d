"""The word lists of slogans: what is one everywhere, what never is, what announces one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportnlp.resources.loading import load_rows, load_words

_IN_QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class SloganLexicon:
    """The tables of resources/slogan_*.tsv.

    numerals: abbreviations with a numeral that are in use everywhere.
    brands:   programmes and mechanisms that are.
    plain:    a pattern of those that count without quotes too; the groups are named by the kind.
    figures:  metaphors and idioms: slogans only before the name of an action.
    days:     festivals, congresses, telephone lines.
    inside:   nouns that end the name of a programme.
    after:    nouns that follow it, behind the quotes.
    weak:     the same, but they need a verb before the quotes.
    """

    numerals: frozenset[str]
    brands: frozenset[str]
    plain: re.Pattern[str]
    figures: frozenset[str]
    days: frozenset[str]
    inside: tuple[str, ...]
    after: tuple[str, ...]
    weak: tuple[str, ...]


@lru_cache(maxsize=1)
def load_slogan_lexicon() -> SloganLexicon:
    """The tables, read once."""
    numerals, brands = load_rows("slogan_numerals"), load_rows("slogan_brands")
    stops, heads = load_rows("slogan_stops"), load_rows("slogan_heads")
    places = {
        place: tuple(sorted((row[0] for row in heads if row[1] == place), key=len, reverse=True))
        for place in ("inside", "after", "weak")
    }
    return SloganLexicon(
        frozenset(row[0] for row in numerals),
        frozenset(row[0] for row in brands),
        re.compile(
            # A figure before it makes it a part of a number: 十三公里, 第三产业.
            r"(?<![第一二三四五六七八九十百千万0-9])(?:"
            + f"(?P<numeral>{_plain(numerals)})|(?P<brand>{_plain(brands)}))"
        ),
        frozenset(row[0] for row in stops if row[1] != "festival"),
        frozenset(row[0] for row in stops if row[1] == "festival"),
        places["inside"],
        places["after"],
        places["weak"],
    )


@dataclass(frozen=True, slots=True)
class Frames:
    """resources/slogan_frames.tsv: what makes or breaks a row of parallel phrases.

    endings:       predicates of two or more characters that end each phrase of a row.
    short_endings: of one character.
    words:         words of two characters whose first could be a verb, and is none.
    starts:        words of two characters that begin each phrase of a row.
    openings:      what begins like a row and is none.
    """

    endings: tuple[str, ...]
    short_endings: frozenset[str]
    words: frozenset[str]
    starts: frozenset[str]
    openings: tuple[str, ...]


@lru_cache(maxsize=1)
def load_frames() -> Frames:
    """The table, read once."""
    rows = load_rows("slogan_frames")
    endings = [row[0] for row in rows if row[1] == "ending"]
    return Frames(
        tuple(ending for ending in endings if len(ending) > 1),
        frozenset(ending for ending in endings if len(ending) == 1),
        frozenset(row[0] for row in rows if row[1] == "word"),
        frozenset(row[0] for row in rows if row[1] == "start"),
        tuple(row[0] for row in rows if row[1] == "opening"),
    )


@lru_cache(maxsize=1)
def load_set_phrases() -> frozenset[str]:
    """Phrases of four characters that make mottos."""
    return load_words("slogan_phrases")


def _plain(rows: tuple[tuple[str, ...], ...]) -> str:
    parts = []
    for phrase, followers, _ in sorted(rows, key=lambda row: len(row[0]), reverse=True):
        if followers != _IN_QUOTES:
            ahead = "" if followers == "-" else f"(?={followers})"
            parts.append(re.escape(phrase) + ahead)
    return "|".join(parts)

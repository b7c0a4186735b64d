"""Framing clauses: they say attitude and purpose, and nothing that the facts do not know.

坚持防消结合, 围绕读者所需丰富供给: people wrote them (resources/framing_clauses.tsv), each for
facts of one kind. A clause that a small model makes up may tell of a deed that nobody did.
"""

from __future__ import annotations

from functools import cache

from reportnlp.resources.loading import load_rows

_MAX_COPY = 3


def framing_clauses(topic: str, after: str) -> tuple[str, ...]:
    """The clauses that can stand before some facts, in the order of the table.

    topic, after: the heading and the words of the facts. A clause wants one of its own words among
    them, and repeats them for at most three characters.
    """
    own = f"{topic}\n{after}"
    return tuple(
        clause
        for clause, needed in _table()
        if any(word in own for word in needed) and not _copies(clause, own)
    )


@cache
def _table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row[0], tuple(row[2].split(" "))) for row in load_rows("framing_clauses"))


def _copies(clause: str, own: str) -> bool:
    return any(clause[i : i + _MAX_COPY + 1] in own for i in range(len(clause) - _MAX_COPY))

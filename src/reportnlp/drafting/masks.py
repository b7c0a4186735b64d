"""Which tokens a model may write next.

A `TokenTable` is made once a tokenizer; a `Guard` once a request. The guard asks the policy about
each token's characters, but not about each token at each step: tokens of plain characters, most of
a Chinese vocabulary, are allowed or not as one; those that hold marks, numerals or a masked word
are tried once for each way a text can stand; and where a phrase is under way, the few tokens that
go on with it. Each mask is kept, so that a step costs one look-up. Tokens that are pieces of a
character (byte-level vocabularies) may only build plain characters: no digit comes from bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reportnlp.drafting.barred_words import (
    SENSITIVE,
    character_beginnings,
    masked_words,
    plain_characters,
)
from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Request
from reportnlp.drafting.policy import (
    BEFORE_END,
    END,
    FAR,
    MARKS,
    SLOT,
    Policy,
    State,
    own_words,
    policy_for,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CLOSING = 0.6
"""Share of the longest wanted answer after which sentences end at their next mark."""
_MAX_KEPT = 512


@dataclass(frozen=True, slots=True)
class TokenTable:
    """The vocabulary of a tokenizer, sorted by what its tokens are made of.

    pieces:    the bytes of each token; b"" for tokens that are never written (special ones).
    ends:      the tokens that end an answer.
    plain:     (vocabulary,) bool: tokens of plain characters alone, without a masked word.
    mixed:     tokens of plain characters, numerals and marks that have to be tried.
    slots:     tokens that hold a bracket of a slot.
    partial:   tokens that end within a character.
    inner:     tokens that begin within a character.
    foreign:   text -> tokens that hold anything else (Latin letters, digits, spaces).
    texts:     the texts of `plain`, one a line, in the order of their tokens.
    by_first:  first character -> the tokens of `plain`, `mixed`, `slots` and `partial` with it.
    """

    pieces: tuple[bytes, ...]
    ends: tuple[int, ...]
    plain: NDArray[np.bool_]
    mixed: tuple[int, ...]
    slots: tuple[int, ...]
    partial: tuple[int, ...]
    inner: tuple[int, ...]
    foreign: dict[str, list[int]]
    texts: str
    by_first: dict[str, list[int]]

    def holding(self, words: Sequence[str]) -> tuple[int, ...]:
        """The plain tokens that hold one of some words."""
        import numpy as np

        if not words:
            return ()
        tokens = np.flatnonzero(self.plain)
        found = re.finditer("|".join(map(re.escape, words)), self.texts)
        lines = {self.texts.count("\n", 0, match.start()) for match in found}
        return tuple(int(tokens[line]) for line in sorted(lines))


def build_table(pieces: Sequence[bytes], ends: Iterable[int]) -> TokenTable:
    """The table of a vocabulary.

    pieces: the bytes of each token, b"" for special ones; ends: the tokens that end an answer.
    """
    import numpy as np

    plain_set = plain_characters()
    usual = plain_set | SENSITIVE | MARKS
    masked_word = re.compile("|".join(w for w in sorted(masked_words()) if plain_set >= set(w)))
    plain = np.zeros(len(pieces), dtype=np.bool_)
    mixed: list[int] = []
    slots: list[int] = []
    partial: list[int] = []
    inner: list[int] = []
    foreign: dict[str, list[int]] = {}
    by_first: dict[str, list[int]] = {}
    for token, piece in enumerate(pieces):
        if not piece:
            continue
        if piece.isascii():  # most of a vocabulary, and nothing in it is Chinese
            foreign.setdefault(piece.decode(), []).append(token)
            continue
        if 0x80 <= piece[0] < 0xC0:
            inner.append(token)
            continue
        whole = _whole_part(piece)
        text = piece[:whole].decode("utf-8", "replace")
        characters = set(text)
        if whole < len(piece):
            if not characters <= usual:
                continue
            partial.append(token)
        elif characters <= plain_set:
            if len(text) > 1 and masked_word.search(text):
                mixed.append(token)
            else:
                plain[token] = True
        elif SLOT_OPEN in characters or SLOT_CLOSE in characters:
            slots.append(token)
        elif characters <= usual:
            mixed.append(token)
        else:
            foreign.setdefault(text, []).append(token)
            continue
        if text:
            by_first.setdefault(text[0], []).append(token)
    texts = "\n".join(pieces[int(token)].decode() for token in np.flatnonzero(plain))
    return TokenTable(
        tuple(pieces), tuple(ends), plain, tuple(mixed), tuple(slots), tuple(partial),
        tuple(inner), foreign, texts, by_first,
    )  # fmt: skip


def _whole_part(piece: bytes) -> int:
    """How many bytes of a piece are whole characters; the rest begins one."""
    for back in range(1, min(4, len(piece) + 1)):
        byte = piece[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(piece) - back if back < length else len(piece)
        if byte < 0x80:
            break
    return len(piece)


class Place(NamedTuple):
    """Where an answer stands: the state of its text, and the bytes of a character begun."""

    state: State
    pending: bytes
    closing: bool


class Written(NamedTuple):
    """An answer in the making: its bytes and its place."""

    data: bytes
    place: Place


@dataclass(slots=True)
class Guard:
    """Says what may follow, for the answers to one request.

    Masks that were made are kept; the answers do not depend on it.
    """

    table: TokenTable
    policy: Policy
    max_chars: int
    extra: tuple[int, ...]
    naming: tuple[int, ...]
    kept: dict[Place, NDArray[np.bool_]] = field(default_factory=dict)
    bases: dict[tuple[int, int, int, bool, bool], NDArray[np.bool_]] = field(default_factory=dict)

    @staticmethod
    def of(table: TokenTable, request: Request) -> Guard:
        """The guard of a request."""
        policy = policy_for(request)
        own = _own_tokens(table, request)
        return Guard(table, policy, request.max_chars, own, table.holding(policy.names))

    def start(self) -> Written:
        return Written(b"", Place(self.policy.start(), b"", False))

    def advance(self, written: Written, token: int) -> Written:
        """The answer with one more token that the mask allowed.

        Raises ValueError if it was not allowed.
        """
        place = self._after(written.place, self.table.pieces[token])
        if place is None:
            raise ValueError(f"token {token} may not be written here")
        data = written.data + self.table.pieces[token]
        # Three bytes a character: exact for Chinese, and good enough to see an end coming.
        closing = len(data) >= _CLOSING * 3 * self.max_chars
        return Written(data, place._replace(closing=closing))

    def is_over(self, written: Written) -> bool:
        """Whether nothing can follow but the end."""
        return written.place.state.last == END

    def can_end(self, written: Written) -> bool:
        return not written.place.pending and self.policy.can_end(written.place.state)

    def mask(self, written: Written) -> NDArray[np.bool_]:
        """The tokens that may follow, (vocabulary,) bool; not to be changed."""
        place = written.place
        if place not in self.kept:
            if len(self.kept) >= _MAX_KEPT:
                self.kept.clear()
            self.kept[place] = self._made(place)
        return self.kept[place]

    def _after(self, place: Place, piece: bytes) -> Place | None:
        """The place after a piece; None if it may not follow."""
        data = place.pending + piece
        whole = _whole_part(data)
        try:
            text = data[:whole].decode("utf-8")
        except UnicodeDecodeError:
            return None
        if place.pending and text and text[0] not in plain_characters():
            return None
        state = self.policy.run(place.state, text, closing=place.closing)
        if state is None:
            return None
        pending = data[whole:]
        if pending and not self._may_begin(state, pending):
            return None
        return Place(state, pending, place.closing)

    def _may_begin(self, state: State, pending: bytes) -> bool:
        """Whether a character begun by these bytes can be a plain one that may stand here."""
        return self._is_free(state) and pending in character_beginnings()

    def _is_free(self, state: State) -> bool:
        """Whether any plain word may stand here."""
        under_way = state.owed or state.at or state.near < FAR
        return not under_way and state.last not in (SLOT, END)

    def _made(self, place: Place) -> NDArray[np.bool_]:
        import numpy as np

        state = place.state
        due = not place.pending and self.policy.is_due(state, closing=place.closing)
        if place.pending or due or not self._is_free(state):
            mask = np.zeros(len(self.table.pieces), dtype=np.bool_)
            tried = self.table.inner if place.pending else self._going_on(state)
            if due:
                tried = self._naming(0, state.slot)
        else:
            mask = self._base(state, place.closing).copy()
            tried = (*self._going_on(state), *self.table.slots, *self.extra, *self.naming)
        for token in tried:
            mask[token] = self._after(place, self.table.pieces[token]) is not None
        if not place.pending and self.policy.can_end(state):
            mask[list(self.table.ends)] = True
        return mask

    def _base(self, state: State, closing: bool) -> NDArray[np.bool_]:
        """What may follow where no phrase is under way; slots and ends apart."""
        enough = bool(self.policy.slots) or state.since >= BEFORE_END
        key = (state.last, state.slot, state.free, closing, enough)
        if key not in self.bases:
            mask = self.table.plain.copy()
            place = Place(state._replace(node=0), b"", closing)
            for token in (*self.table.mixed, *self.table.partial):
                mask[token] = self._after(place, self.table.pieces[token]) is not None
            self.bases[key] = mask
        return self.bases[key]

    def _naming(self, node: int, slot: int) -> tuple[int, ...]:
        """The tokens that may lead on to the name of a slot."""
        automaton = self.policy.automaton
        on = [
            c
            for c in automaton.children[node]
            if automaton.steps[node, c] in self.policy.leads[slot]
        ]
        return (*self.extra, *(t for c in on for t in self.table.by_first.get(c, ())))

    def _beginning(self, words: str) -> tuple[int, ...]:
        """The tokens with which some words can begin."""
        starts = (words[:size] for size in range(1, len(words) + 1))
        foreign = [token for start in starts for token in self.table.foreign.get(start, ())]
        return (*foreign, *self.table.by_first.get(words[0], ()))

    def _going_on(self, state: State) -> tuple[int, ...]:
        """The tokens that begin with a character that the words under way wait for."""
        by_first = self.table.by_first
        if state.at < 0:
            return self._naming(state.node, state.slot)
        if state.at:
            return self._beginning(self.policy.literal(state))
        if state.last == SLOT:
            return tuple(token for mark in MARKS for token in by_first.get(mark, ()))
        if state.near < FAR:
            links = self.policy.links_after(state)
            return (*self.table.slots, *(t for c in links for t in by_first.get(c, ())))
        automaton = self.policy.automaton
        characters: set[str] = set()
        node = state.node
        while node and automaton.depths[node] >= state.owed:
            characters.update(automaton.children[node])
            node = automaton.fails[node]
        tokens = [token for c in characters for token in by_first.get(c, ())]
        return (*tokens, *self.extra) if state.owed else tuple(tokens)


def _own_tokens(table: TokenTable, request: Request) -> tuple[int, ...]:
    """The tokens that hold letters, digits or spaces and are parts of what the request names."""
    usual = plain_characters() | SENSITIVE
    found: set[int] = set()
    for words in own_words(request):
        if set(words) <= usual:
            continue
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                found.update(table.foreign.get(words[start:end], ()))
    return tuple(sorted(found))

"""One answer while it is being written, token by token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportnlp.drafting.generator import Answer
from reportnlp.drafting.masks import Guard, TokenTable, Written
from reportnlp.drafting.sampling import Sampling, draw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Row:
    """Takes scores, gives tokens, and knows when it is over.

    guard: None for writing without masks.
    seed:  of this answer alone, whatever else is written beside it.
    """

    def __init__(
        self, table: TokenTable, guard: Guard | None, sampling: Sampling, seed: int
    ) -> None:
        import numpy as np

        self.over = False
        self._finished = False
        self._table = table
        self._guard = guard
        self._sampling = sampling
        self._random = np.random.default_rng(seed)
        self._written: Written | None = guard.start() if guard else None
        self._data = b""
        self._words: list[int] = []
        self._told = 0

    def take(self, scores: NDArray[np.float32]) -> int:
        """The next token of this answer; an end token once it is over."""
        end = self._table.ends[0]
        if self.over:
            return end
        mask = None
        if self._guard is not None and self._written is not None:
            mask = self._guard.mask(self._written)
        token = draw(scores, mask, self._words, self._random, self._sampling)
        if token is None:
            self.over = True
            return end
        if token in self._table.ends:
            self._finish()
            return token
        self._data += self._table.pieces[token]
        if self._table.plain[token]:
            self._words.append(token)
        if self._guard is not None and self._written is not None:
            self._written = self._guard.advance(self._written, token)
            if self._guard.is_over(self._written):
                self._finish()
        elif b"\n" in self._data.lstrip():
            self._finish()
        return token

    def fresh(self) -> str:
        """What was written since this was last asked, whole characters only."""
        text = self._data.decode("utf-8", "ignore")
        piece, self._told = text[self._told :], len(text)
        return piece

    def answer(self) -> Answer:
        lines = self._data.decode("utf-8", "ignore").strip().splitlines()
        return Answer(lines[0].strip() if lines else "", self._finished)

    def _finish(self) -> None:
        self.over = self._finished = True

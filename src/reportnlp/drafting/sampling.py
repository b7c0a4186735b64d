"""Choosing the next token: temperature, top-k and top-p, with a seed of its own for each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a next token is drawn.

    temperature: above 0; the lower, the likelier the likely.
    top_k:       only the k likeliest tokens.
    top_p:       of these, the fewest that together have this share of the probability.
    repetition:  divisor of the positive scores (and factor of the negative) of tokens that stand
                 in the answer already (Keskar et al., CTRL, arXiv 1909.05858); 1 for none.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.9
    repetition: float = 1.1


def draw(
    scores: NDArray[np.float32],
    mask: NDArray[np.bool_] | None,
    written: Sequence[int],
    random: np.random.Generator,
    sampling: Sampling,
) -> int | None:
    """The next token; None if the mask allows none.

    scores:  (vocabulary,) logits; not changed. -inf for what is never drawn.
    mask:    (vocabulary,) the tokens allowed; None for all.
    written: the tokens of the answer so far.
    """
    import numpy as np

    scores = np.array(scores, dtype=np.float32)
    if written and sampling.repetition != 1.0:
        seen = np.unique(np.asarray(written))
        old = scores[seen]
        scores[seen] = np.where(old > 0, old / sampling.repetition, old * sampling.repetition)
    if mask is not None:
        allowed = np.flatnonzero(mask & np.isfinite(scores))
        if not len(allowed):
            return None
        scores = scores[allowed]
    best = np.arange(len(scores))
    if len(scores) > sampling.top_k:
        best = np.argpartition(scores, -sampling.top_k)[-sampling.top_k :]
    # Ties in a fixed order, so that the same seed draws the same token.
    best = best[np.lexsort((best, -scores[best]))]
    weights = np.exp((scores[best] - scores[best[0]]) / sampling.temperature, dtype=np.float64)
    weights /= weights.sum()
    kept = int(np.searchsorted(np.cumsum(weights), sampling.top_p)) + 1
    weights = weights[:kept] / weights[:kept].sum()
    drawn = int(np.searchsorted(np.cumsum(weights), random.random()))
    chosen = int(best[min(drawn, len(weights) - 1)])
    return int(allowed[chosen]) if mask is not None else chosen

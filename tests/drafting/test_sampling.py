"""Choosing the next token."""

from __future__ import annotations

import numpy as np

from reportnlp.drafting.sampling import Sampling, draw


def drawn(scores: list[float], mask: list[bool] | None, *, seeds: int = 30) -> set[int | None]:
    allowed = None if mask is None else np.array(mask)
    numbers = np.array(scores, dtype=np.float32)
    return {
        draw(numbers, allowed, (), np.random.default_rng(seed), Sampling(top_p=1.0))
        for seed in range(seeds)
    }


def test_only_what_the_mask_allows_is_drawn() -> None:
    assert drawn([9.0, 1.0, 1.0], [False, True, True]) == {1, 2}
    assert drawn([9.0, 1.0, 1.0], [False, False, False]) == {None}


def test_what_has_no_score_is_never_drawn() -> None:
    assert drawn([-np.inf, 1.0, 1.0], [True, True, True]) == {1, 2}
    assert drawn([-np.inf, 1.0], [True, False]) == {None}

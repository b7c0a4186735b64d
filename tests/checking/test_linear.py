"""Time grows with the length of the text, whatever it holds."""

from __future__ import annotations

import gc
import random
import time

import pytest

from reportnlp.checking.runner import check
from reportnlp.document import Document
from reportnlp.extraction.metrics import find_metrics

_MIXED = "".join(
    random.Random(3).choice("*X12一（.、。次“”【】_□某第年月日（）%万元余 \n") for _ in range(1000)
)
_SMALL, _LARGE = 20_000, 200_000
_MOST = 12.0
# Below this many seconds the clock says more about the machine than about the code.
_FLOOR = 0.03


@pytest.mark.parametrize(
    "unit",
    [
        "*",
        "X",
        "9",
        "一",
        "（",
        ".",
        "_",
        "。",
        "“",
        "一是",
        "1.",
        "**次",
        "增长5%、",
        "其中3个，",
        _MIXED,
    ],
    ids=lambda unit: unit[:6],
)
def test_ten_times_the_text_takes_at_most_twelve_times_as_long(unit: str) -> None:
    def seconds(size: int) -> float:
        document = Document.from_text((unit * (size // len(unit) + 1))[:size])
        best = float("inf")
        for _ in range(2 if size == _SMALL else 1):
            gc.collect()
            gc.disable()  # collections depend on what else is alive, not on the text
            start = time.process_time()
            check(document)
            find_metrics(document)
            best = min(best, time.process_time() - start)
            gc.enable()
        return best

    # A noisy machine gets three chances; quadratic code needs a hundredfold and fails them all.
    ratios = []
    for _ in range(3):
        ratios.append(seconds(_LARGE) / max(seconds(_SMALL), _FLOOR))
        if ratios[-1] <= _MOST:
            return
    assert min(ratios) <= _MOST, ratios

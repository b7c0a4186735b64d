"""Time grows with the length of the text, whatever it holds."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from reportnlp.checking.runner import check
from reportnlp.document import Document
from reportnlp.extraction.metrics import find_metrics

_MIXED = "".join(
    random.Random(3).choice("*X12一（.、。次“”【】_□某第年月日（）%万元余 \n") for _ in range(1000)
)
_SMALL, _LARGE = 20_000, 200_000


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
def test_ten_times_the_text_takes_at_most_twelve_times_as_long(
    unit: str, growth: Callable[..., None]
) -> None:
    def work(document: Document) -> None:
        check(document)
        find_metrics(document)

    small, large = (
        Document.from_text((unit * (size // len(unit) + 1))[:size]) for size in (_SMALL, _LARGE)
    )
    growth(work, small, large, most=12)

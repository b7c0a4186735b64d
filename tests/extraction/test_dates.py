"""Dates in all the forms that reports use."""

from __future__ import annotations

import pytest

from reportnlp.extraction.dates import find_dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年8月1日", [("2023年8月1日", 2023, 8, 1)]),
        ("2023 年 8 月 1 日", [("2023 年 8 月 1 日", 2023, 8, 1)]),
        ("2021—2025年规划", [("2021", 2021, 0, 0), ("2025年", 2025, 0, 0)]),
        ("2023-08-01", [("2023-08-01", 2023, 8, 1)]),
        ("二〇二三年八月", [("二〇二三年八月", 2023, 8, 0)]),
        ("十一月二十八日", [("十一月二十八日", 0, 11, 28)]),
        ("5月1日至3日", [("5月1日", 0, 5, 1), ("3日", 0, 0, 3)]),
        ("上午9:30", [("9:30", 0, 0, 0)]),
        ("由60日压缩至45日", []),
        ("连续3年、12个月", []),
        ("产业结构为22.8:38.8:38.4", []),
    ],
)
def test_forms(text: str, found: list[tuple[str, int, int, int]]) -> None:
    dates = find_dates(text)

    assert [(d.span.cut(text), d.year, d.month, d.day) for d in dates] == found


def test_script_and_mark() -> None:
    mixed, plain = find_dates("二〇二三年8月印发，8月1号实施")

    assert mixed.script == "mixed"
    assert (plain.script, plain.mark) == ("arabic", "号")

"""Approximations (约数) of a number: 近, 约, 超过 before it, 余 within, 以上 and 左右 after it."""

from __future__ import annotations

SPACES = " \u00a0\u2009\u202f\u3000"
_BEFORE: tuple[tuple[str, str, str], ...] = (
    # mark, direction, characters before it that make it a part of another word
    ("不少于", "over", ""),
    ("不低于", "over", ""),
    ("不小于", "over", ""),
    ("不超过", "under", ""),
    ("不高于", "under", ""),
    ("不多于", "under", ""),
    ("不大于", "under", ""),
    ("不到", "under", ""),
    ("不足", "under", ""),
    ("不满", "under", ""),
    ("至少", "over", ""),
    ("至多", "under", ""),
    ("最多", "under", ""),
    ("超过", "over", ""),
    ("大约", "approx", ""),
    ("大概", "approx", ""),
    ("将近", "under", ""),
    ("接近", "under", ""),
    ("高于", "over", "不"),
    ("低于", "under", "不"),
    ("多于", "over", "不"),
    ("少于", "under", "不"),
    ("大于", "over", "不"),
    ("小于", "under", "不"),
    ("近", "under", "最临附靠邻亲接将贴逼相"),
    ("约", "approx", "节签预制集契合履违公邀誓简缔大婚解失特隐相条"),
    ("超", "over", "赶反赛高"),
    ("逾", "over", "不"),
    ("上", "over", ""),
)
BEFORE_LAST = frozenset(mark[-1] for mark, _, _ in _BEFORE)
MIDDLE = "余多来"
AFTER: tuple[tuple[str, str], ...] = (
    ("及以上", "over"),
    ("以上", "over"),
    ("以下", "under"),
    ("以内", "under"),
    ("之内", "under"),
    ("左右", "approx"),
    ("上下", "approx"),
    ("有余", "over"),
    ("不到", "under"),
    ("不等", "approx"),
)
AFTER_FIRST = frozenset(mark[0] for mark, _ in AFTER)


def approximation_before(text: str, start: int) -> tuple[int, str, str]:
    """Where the mark before a number begins, the mark, and its direction; "" where none stands."""
    end = start
    if start and text[start - 1] in SPACES:
        end = start - 1
    if not end or text[end - 1] not in BEFORE_LAST:
        return start, "", ""
    for mark, direction, guards in _BEFORE:
        begin = end - len(mark)
        if text.endswith(mark, 0, end) and not (begin and guards and text[begin - 1] in guards):
            return begin, mark, direction
    return start, "", ""

"""Ten times as much as the year before: 去年走访120次，今年走访12000次."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.changes import Pair, thing_of, two_years
from reportnlp.checking.rule import Draft
from reportnlp.checking.two_values import pair_before
from reportnlp.patterns import Pattern

_YEAR = Pattern(r"[去上今本]年|20[0-9]{2}年")
_EXPLAINED = Pattern(r"倍|番")
_FEW = 10
_MONEY_MOVES = 5
"""Budgets change more than counts do."""
_UNLIKELY = 1000
"""So many times as much money is in the wrong unit, which another rule finds."""


@dataclass(frozen=True, slots=True, eq=False)
class Jump:
    """Two values of one thing in two years.

    name: what is counted, or its unit.
    when: the year of the earlier value and that of the later one, as the text calls them.
    """

    earlier: Amount
    later: Amount
    name: str
    when: tuple[str, str]


def find_jumps_between_years(draft: Draft, most: int) -> Iterator[Jump]:
    """全年接待35200人次，上年为3486人次; small counts are left to chance.

    most: so many times as much is a jump.
    """
    text = draft.text
    seen: set[tuple[int, int]] = set()
    for match in _YEAR.finditer(text):
        start, end = sentence_start(text, match.start()), sentence_end(text, match.start())
        for amount in draft.amounts.between(start, end):
            pair = two_years(draft, amount.span.end) or _from_last_year(draft, amount)
            if pair is None:
                continue
            key = (pair[0].span.start, pair[1].span.start)
            if key not in seen and _is_jump(text, *pair, most=most, end=end):
                jump = _jump(text, *pair)
                if _follow(*jump.when):
                    yield jump
            seen.add(key)


_LAST = Pattern(r"[由从比较](?:上年|去年|20[0-9]{2}年)(?:度|同期|全年|[末底])?的?$")


def _from_last_year(draft: Draft, amount: Amount) -> Pair | None:
    """由去年的120次增加到12000次; 12000次，比去年的120次大幅增加."""
    pair = pair_before(draft, amount.span.end)
    if pair is None or pair[0].unit != pair[1].unit:
        return None
    start = pair[0].span.start
    return pair if _LAST.search(draft.text[max(start - 8, 0) : start]) else None


def _is_jump(text: str, earlier: Amount, later: Amount, *, most: int, end: int) -> bool:
    low, high = sorted((earlier.value, later.value))
    if earlier.kind == "money":
        return low * most * _MONEY_MOVES <= high < low * _UNLIKELY
    behind = max(earlier.span.end, later.span.end)
    return low >= _FEW and high >= low * most and not _EXPLAINED.search(text, behind, end)


def _jump(text: str, earlier: Amount, later: Amount) -> Jump:
    first = min(earlier.span.start, later.span.start)
    start = sentence_start(text, first)
    comma = text.rfind("，", start, first) + 1
    name = thing_of(text[max(comma, start) : first]).rstrip("由从") or earlier.unit
    was, now = _called(text, earlier) or "去年", _called(text, later)
    return Jump(earlier, later, name, (was, now if now not in ("", was) else "今年"))


def _follow(was: str, now: str) -> bool:
    """Whether the later year is the next one, as far as the text tells."""
    if not was.startswith("20"):
        return True
    return now.startswith("20") and int(now[:4]) - int(was[:4]) == 1


def _called(text: str, amount: Amount) -> str:
    """The year that a figure is told of, "" where its own clause and the label before name none."""
    start = max(text.rfind(mark, 0, amount.span.start) for mark in "，；。\n") + 1
    if start and text[start - 1] == "，":
        start = max(start - 8, sentence_start(text, start))
    years = _YEAR.findall(text[start : amount.span.start])
    return years[-1] if years else ""

"""A whole, names of its parts, then their figures: 14个，大、中、小项目分别为3个、6个、4个."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.rule import Draft
from reportnlp.extraction.naming import VERBS
from reportnlp.patterns import Pattern

_DEALT = Pattern(r"(?:分别|依次|各)(?:为|是|有|占)(?=[0-9])")
_NAMES = Pattern(r"[，；：（](?P<names>[^，。；：（）0-9\n]{3,60})$")
_OF_OTHERS = Pattern(r"其中|同比|比|较|增|减|新|目标|计划|超过|达到|占|每|均|率")
_BEFORE_FIGURE = ("、", "和", "，", "以及", "与")
_LEAST, _MOST = Decimal("0.7"), Decimal("1.4")
_FEWEST = 3


def find_dealt_lists(draft: Draft) -> Iterator[tuple[Amount, Sequence[Amount]]]:
    """Wholes with the figures of all their parts, whose names stand before them.

    The whole stands before the names, or behind the figures as a total.
    """
    text = draft.text
    for match in _DEALT.finditer(text):
        begin = sentence_start(text, match.start())
        row = _row(draft, match.end())
        total = _total_behind(draft, row) if len(row) >= _FEWEST else None
        if total is not None:
            yield total, row
            continue
        names = _NAMES.search(text, max(match.start() - 62, begin), match.start())
        if names is None:
            continue
        listed = names["names"].replace("以及", "、").replace("和", "、").split("、")
        before = draft.amounts.between(begin, names.start("names"))
        if len(listed) < _FEWEST or not before or before[-1].span.end != names.start():
            continue
        whole = before[-1]
        if len(row) == len(listed) and _are_parts(row, whole) and _name_parts(listed):
            yield whole, row


_TOTAL = Pattern(r"[，；](?:共有?|合计|共计|总计|累计|一共|总共)[^，。；0-9]{0,8}$")


def _total_behind(draft: Draft, row: Sequence[Amount]) -> Amount | None:
    """床位分别为120张、100张、60张，共有床位280张."""
    end = row[-1].span.end
    behind = draft.amounts.between(end, sentence_end(draft.text, end))
    if not behind or _TOTAL.fullmatch(draft.text, end, behind[0].span.start) is None:
        return None
    return behind[0] if _are_parts(row, behind[0]) else None


def _row(draft: Draft, start: int) -> tuple[Amount, ...]:
    """The figures from there on that nothing but marks sets apart."""
    text, row = draft.text, []
    end = start
    for amount in draft.amounts.between(start, sentence_end(text, start)):
        if text[end : amount.span.start].strip() not in ("", *_BEFORE_FIGURE):
            break
        row.append(amount)
        end = amount.span.end
    return tuple(row)


def _are_parts(parts: Sequence[Amount], whole: Amount) -> bool:
    total = sum((part.value for part in parts), Decimal(0))
    return (
        all(part.unit == whole.unit and not part.approx for part in parts)
        and bool(whole.unit)
        and not whole.approx
        and whole.value * _LEAST <= total <= whole.value * _MOST
    )


def _name_parts(names: Sequence[str]) -> bool:
    """Whether they name kinds and places rather than deeds: 审结、执行 are not parts of 受理."""
    return not any(
        _OF_OTHERS.search(name) or name[:2] in VERBS or name in VERBS or not name for name in names
    )

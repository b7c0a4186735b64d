"""What each figure of a text measures, told from the figures around it too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportnlp.extraction.naming import counted_noun, distributed_names, measured_name
from reportnlp.extraction.quantity import Quantity

_SENTENCE_ENDS = "。！？\n"


def metric_names(text: str, quantities: Sequence[Quantity]) -> list[str]:
    """What each figure measures; a list with 分别 gives each figure its own head."""
    names: list[str] = [""] * len(quantities)
    groups = list(_distributions(text, quantities))
    heads: dict[int, str] = {}
    previous: tuple[str, ...] = ()
    for first, last, mark in groups:
        own = distributed_names(text, mark, last - first + 1)
        if not own and previous and len(previous) == last - first + 1:
            own = previous
        if own:
            heads.update(zip(range(first, last + 1), own, strict=True))
            previous = own
    for index, quantity in enumerate(quantities):
        name = heads.get(index) or _name_of(text, quantity)
        if not name and index and not _sentence_between(text, quantities[index - 1], quantity):
            name = names[index - 1]
        names[index] = name
    return names


def _name_of(text: str, quantity: Quantity) -> str:
    if quantity.kind == "count" and not quantity.after:
        noun = counted_noun(text, quantity.span.start, quantity.span.end)
        if noun:
            return noun
    return measured_name(text, quantity.span.start, quantity.span.end)


def _sentence_between(text: str, first: Quantity, second: Quantity) -> bool:
    return any(mark in text[first.span.end : second.span.start] for mark in _SENTENCE_ENDS)


def _distributions(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int, int]]:
    """First and last index of each list behind 分别, and where 分别 stands."""
    index = 0
    while index < len(quantities):
        start = quantities[index].span.start
        mark = text.rfind("分别", max(start - 14, 0), start)
        if mark < 0 or any(stop in text[mark:start] for stop in "，。；、\n"):
            index += 1
            continue
        last = index
        while last + 1 < len(quantities):
            gap = text[quantities[last].span.end : quantities[last + 1].span.start]
            if (
                len(gap) > 2
                or gap.strip("和与及、，")
                or ("，" in gap and "分别" not in gap and len(gap) > 1)
            ):
                break
            last += 1
        if last > index:
            yield index, last, mark
        index = last + 1

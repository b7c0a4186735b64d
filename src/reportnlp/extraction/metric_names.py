"""What each figure of a text measures, told from the figures around it too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportnlp.extraction.clause_names import (
    distributed_names,
    following_words,
    ranked_name,
    told_after,
)
from reportnlp.extraction.naming import clause_start, counted_noun, measured_name
from reportnlp.extraction.quantity import Quantity
from reportnlp.patterns import Pattern

_SENTENCE_ENDS = "。！？\n"
_CLAUSE_ENDS = "，。；：！？、\n"
_COMPARED = Pattern(
    # 比上年多, 较上年前移, 高于全市平均水平, 仅为区平均水平的
    r"(?:总量|实际|仅|也|均|再|又|还|且)?(?:(?:比|较|高于|低于|高出|低出|优于|快于|超过|超出|多于|少于)[^，。；：]{0,14}"
    r"|(?:是|仅?为|仅?相当于|约为|达到?)(?:上年|去年|全[国省市县区]|20[0-9]{2}年)[^，。；：]{0,8}"
    r"|(?:按)?(?:可比(?:价|口径)|同口径|不变价)[^，。；：]{0,10}"
    r"|(?:合计|共计|累计|折合|约合|总计)(?:人民币)?)"
)
_NEW_THING = Pattern(r"(?:新增|新建|建成|引进|发展|培育|完成)[\u4e00-\u9fff]{2}")
_FROM = Pattern(r"(?:由|从)[\u4e00-\u9fff0-9]{0,6}$")
_TO = Pattern(r"[\u4e00-\u9fff“”]{0,8}(?:至|到|为|成|升到|降到|涨到|了)(?:现在的|目前的|今年的)?")
_NEAR = 14


def metric_names(text: str, quantities: Sequence[Quantity]) -> list[str]:
    """What each figure measures; a list with 分别 gives each figure its own head."""
    names: list[str] = [""] * len(quantities)
    heads = _listed_heads(text, quantities)
    for index, quantity in enumerate(quantities):
        before = quantities[index - 1] if index else None
        if before is not None and _sentence_between(text, before, quantity):
            before = None
        listed = heads.get(index)
        if isinstance(listed, int):
            names[index] = _joined(names[listed], _head_of_list(text, quantity))
        elif listed:
            names[index] = listed
        elif before is not None and _follows(text, before, quantity):
            names[index] = names[index - 1]
        else:
            name = _name_of(text, quantity)
            if not name and before is not None:
                name = names[index - 1]
            names[index] = name or following_words(text, quantity.span.end)
    return names


def _follows(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a figure only says more of the one before it: 由7个压缩至3个, 比上年多3册."""
    between = text[before.span.end : quantity.span.start]
    if len(between) > 40:
        return False
    if _TO.fullmatch(_without_noun(between)) and _FROM.search(
        text, max(before.span.start - _NEAR, 0), before.span.start
    ):
        return True
    begin = max(between.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    if not begin or "；" in between or between[begin - 1] == "、":
        return False
    clause = between[begin:]
    return _COMPARED.fullmatch(clause) is not None and _NEW_THING.search(clause) is None


def _without_noun(between: str) -> str:
    """环节压缩至 -> 压缩至: the noun of the first figure stands before the verb."""
    return between[-8:]


def _name_of(text: str, quantity: Quantity) -> str:
    start, end = quantity.span.start, quantity.span.end
    if quantity.kind == "rank":
        name = ranked_name(text, start)
        if name:
            return name
    if quantity.kind == "count" and not quantity.after:
        noun = (
            "" if _FROM.search(text, max(start - 3, 0), start) else counted_noun(text, start, end)
        )
        if noun:
            return noun
        told = told_after(text, start, end)
        if told:
            return told
    return measured_name(text, start, end)


def _sentence_between(text: str, first: Quantity, second: Quantity) -> bool:
    return any(mark in text[first.span.end : second.span.start] for mark in _SENTENCE_ENDS)


# ------------------------------------------------------------------------------- lists


def _listed_heads(text: str, quantities: Sequence[Quantity]) -> dict[int, str | int]:
    """For the figures of lists with 分别: their heads, or the index of the figure that has one."""
    heads: dict[int, str | int] = {}
    previous: tuple[str, ...] = ()
    for first, last, mark in _distributions(text, quantities):
        count = last - first + 1
        own = distributed_names(text, mark, count)
        if own:
            heads.update(zip(range(first, last + 1), own, strict=True))
            previous = own
        elif first >= count and not _sentence_between(
            text, quantities[first - count], quantities[first]
        ):
            heads.update((index, index - count) for index in range(first, last + 1))
        elif len(previous) == count:
            heads.update(zip(range(first, last + 1), previous, strict=True))
    return heads


def _head_of_list(text: str, quantity: Quantity) -> str:
    """满意率 in 满意率分别为98.9%、97.1%; "" in 分别增长5%、6%."""
    mark = text.rfind("分别", max(quantity.span.start - 60, 0), quantity.span.start)
    if mark < 0:
        return ""
    clause = text[clause_start(text, mark) : mark]
    return (
        clause if clause.endswith(("率", "度", "值", "数", "量", "额")) and len(clause) <= 6 else ""
    )


def _joined(name: str, head: str) -> str:
    return name if not head or name.endswith(head) else name + head


def _distributions(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int, int]]:
    """First and last index of each list behind 分别, and where 分别 stands."""
    index = 0
    while index < len(quantities):
        start = quantities[index].span.start
        mark = text.rfind("分别", max(start - _NEAR, 0), start)
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

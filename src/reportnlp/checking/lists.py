"""The order of lists in running text: 一是…二是…四是…, ①…②…④…, 首先…其次…其次…."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.extraction.inline_items import CIRCLED, LIST_VERBS
from reportnlp.extraction.list_items import Item
from reportnlp.patterns import Pattern

_NUMBERS = "零一二三四五六七八九十"
_SHAPES = {"shi": "{}是", "yao": "{}要", "di": "第{}", "qi": "其{}", "chinese": "（{}）"}
_ORDER_WORDS = ("", "首先", "其次", "再次", "最后")
_LAST_WORD = 4


@dataclass(slots=True)
class _List:
    """A list that is being read.

    last:    the sign read last.
    doubled: whether that sign stood twice: then the number after the missing one is right.
    """

    last: Item
    doubled: bool = False

    def expects(self, number: int) -> bool:
        ahead = number - self.last.number
        return ahead == 1 or (ahead == 2 and self.doubled)


def find_list_gaps(draft: Draft) -> Iterator[Fault]:
    """一是…二是…四是…, and a number that stands twice; every 一是 begins a new list.

    A list may stand within an item of another one: 二是分类施策，其中：一是…，二是…。三是….
    """
    by_series: dict[str, list[Item]] = {}
    for item in draft.items:
        by_series.setdefault(item.series, []).append(item)
    standing = sorted(h.paragraph for h in draft.headings if not h.run_in)
    odd = [item for item, _ in mixed_items(draft.items)]
    mixed = {item.span for item in odd}
    fills = {(item.paragraph, item.number) for item in odd}
    for series, items in by_series.items():
        if series == "xian":
            yield from _order_words(items)
            continue
        for fault, item in _gaps(draft.text, items, standing):
            if item.span not in mixed and (item.paragraph, item.number - 1) not in fills:
                yield fault
    for inline in draft.inline_lists():
        yield from (fault for fault, _ in _gaps(draft.text, inline, standing, headless=False))


def mixed_items(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """一是…；第二，…；三是…: an item that goes on from one of another series, with that one."""
    last: dict[str, Item] = {}
    before: Item | None = None
    odd: Item | None = None
    for item in items:
        own = last.get(item.series)
        last[item.series] = item
        first, before = before, item
        if first is None or first.series == item.series or first.paragraph != item.paragraph:
            continue
        if item.number != first.number + 1 or item.series == "xian":
            continue
        if own is not None and own.paragraph == item.paragraph:
            returns = first is odd and own.number == item.number - 2
            if returns or own.number == first.number:
                continue
        odd = item
        yield item, first


def _gaps(
    text: str, items: Iterable[Item], standing: list[int], *, headless: bool = True
) -> Iterator[tuple[Fault, Item]]:
    open_lists: list[_List] = []
    items = list(items)
    for position, item in enumerate(items):
        last = open_lists[-1].last if open_lists else None
        if last and any(last.paragraph < p <= item.paragraph for p in standing):
            open_lists, last = [], None
        if item.number == 1:
            if last is None or not _within(text, last, item):
                open_lists = []
            open_lists.append(_List(item))
            continue
        fitting = [i for i, opened in enumerate(open_lists) if opened.expects(item.number)]
        if fitting:
            del open_lists[fitting[-1] + 1 :]
        elif last is None:
            following = items[position + 1] if position + 1 < len(items) else None
            if headless and _is_headless(text, item, following):
                yield Fault(item.span, {"what": f"前面缺“{_sign(item, 1)}”"}), item
        else:
            yield _fault(item, last), item
        doubled = last is not None and not fitting and item.number == last.number
        open_lists[-1:] = [_List(item, doubled)]


def _within(text: str, last: Item, first: Item) -> bool:
    """Whether a list begins within the sentence of an item of the one before it."""
    return last.paragraph == first.paragraph and not any(
        stop in text[last.span.end : first.span.start] for stop in "。\n"
    )


_BEGUN = Pattern(r"一(?:方面|则|来|个是|件是|[\u4e00-\u9fff]?是)|首先|第一|其一|1[.、．]")


def _is_headless(text: str, item: Item, following: Item | None) -> bool:
    """调研发现，二是…；三是…: the list goes on, and nothing before it may be its first item."""
    if item.number != 2 or following is None or following.number != 3:
        return False
    if following.paragraph != item.paragraph:
        return False
    begin = text.rfind("\n", 0, item.span.start) + 1
    return _BEGUN.search(text, begin, item.span.start) is None and not _opens(text, item, begin)


def _opens(text: str, item: Item, begin: int) -> bool:
    """Whether the sign opens its paragraph: its first item may be the paragraph before."""
    return not text[begin : item.span.start].strip()


def _fault(item: Item, last: Item) -> Fault:
    related = (Related(last.span, "上一项在这里"),)
    if item.number == last.number:
        what = "重复"
    elif item.number > last.number:
        what = f"前面缺“{_sign(last, last.number + 1)}”"
    else:
        what = "顺序倒退"
    return Fault(item.span, {"what": what}, related=related)


def _sign(item: Item, number: int) -> str:
    if item.series == "circled":
        return CIRCLED[number - 1]
    numeral = _NUMBERS[number] if number <= 10 else str(number)
    if item.series.startswith("verb"):
        return numeral + item.series[4:]
    if item.series in ("round", "half", "arabic"):
        return {"round": "（{}）", "half": "{}）", "arabic": "{}."}[item.series].format(number)
    return _SHAPES[item.series].format(numeral)


def _order_words(items: Iterable[Item]) -> Iterator[Fault]:
    """首先…其次…其次…, and 首先…再次… without 其次, in one paragraph."""
    last: Item | None = None
    for item in items:
        before, last = last, item
        if before is None or before.paragraph != item.paragraph or item.number == _LAST_WORD:
            continue
        related = (Related(before.span, "上一项在这里"),)
        if item.number == before.number and item.number > 1:
            yield Fault(item.span, {"what": "重复"}, related=related)
        elif item.number > before.number + 1:
            missing = _ORDER_WORDS[before.number + 1]
            yield Fault(item.span, {"what": f"前面缺“{missing}”"}, related=related)


RULES = (
    Rule(
        code="ST501",
        name="enum-gap",
        severity="error",
        message="“{quote}”的次序不对：{what}。",
        suggestion="补上缺的一项，或改正序号。",
        find=find_list_gaps,
        triggers="是第其要①（(0123456789" + LIST_VERBS,
        source="实务",
        explanation="“一是、二是”“①②”要连续。同一段里另起“一是”算新的一组。",
        bad=(
            "一是抓学习；二是抓作风；四是抓落实。",
            "一是抓学习；二是抓作风；二是抓落实。",
            "做法有：①健全机制；②加密频次；④严格奖惩。",
            "一抓制度，修订办法14项。二抓培训，集中学习11次。四抓检查，整改问题35个。",
        ),
        good=(
            "一是抓学习；二是抓作风。一是强阵地；二是强队伍。",
            "统一是关键，其一，抓学习；其二，抓作风。",
            "一是摸底。二是施策，其中：一是帮扶410户，二是就业520户。三是回访1次。",
        ),
    ),
)

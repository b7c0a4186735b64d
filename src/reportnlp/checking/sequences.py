"""Marks of sequence signs, headings and lists: GB/T 9704-2012, 7.3.3, and GB/T 15834-2011."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.structure import odd_signs
from reportnlp.document import Span
from reportnlp.extraction.list_items import Item
from reportnlp.patterns import Pattern

_FULL_WIDTH = str.maketrans("()", "（）")


def find_numbering_marks(draft: Draft) -> Iterator[Fault]:
    """一. and （一）、 and 1、 at the start of a paragraph."""
    text = draft.text
    odd = odd_signs(draft.signs)
    for sign in draft.signs:
        if sign.sign in odd:
            continue
        written = sign.sign.cut(text).strip()
        numeral = written.rstrip("、.．，,：: ")
        if sign.style == "chinese" and written[-1] != "、":
            if written[-1] in "，," and "\n二，" not in text and "\n二," not in text:
                # 一，… at the start of a paragraph is a sign only where 二，… follows.
                continue
            right = numeral + "、"
        elif sign.style in ("bracketed", "round") and written[-1] in "、.．，,：:":
            right = numeral.translate(_FULL_WIDTH)
        elif sign.style == "arabic" and written[-1] == "、":
            right = numeral + "."
        else:
            continue
        span = Span(sign.sign.start, sign.sign.start + len(written))
        yield Fault(span, {"right": right}, replacement=right)
    for match in _ORDERED.finditer(text):
        if not match.start() or text[match.start() - 1] in "。；\n\u3000":
            right = match[0][:-1] + "，"
            yield Fault(Span(*match.span()), {"right": right}, replacement=right)


# 第一、加强学习; in 第一、二产业 and 第一、第三 the mark parts two numbers.
_ORDERED = Pattern(
    r"[首其再最第](?:(?<=首)先|(?<=[其再])次|(?<=最)后|(?<=第)[一二三四五六七八九十])、"
    r"(?![第一二三四五六七八九十其再最])"
)


def find_heading_stops(draft: Draft) -> Iterator[Fault]:
    """A heading on its own line takes no final stop."""
    text = draft.text
    for heading in draft.headings:
        end = heading.span.end
        if heading.run_in or heading.style not in ("part", "chinese", "bracketed"):
            continue
        if "：" in heading.title:
            continue
        if text[end - 1] in "，、":
            yield Fault(Span(end - 1, end))  # something may be missing behind it
        elif text[end : end + 1] == "。" and not text[end + 1 : end + 2].strip():
            yield Fault(Span(end, end + 1), replacement="")
    paragraphs = draft.document.paragraphs
    if len(paragraphs) > 1 and _TITLE.fullmatch(paragraphs[0].span.cut(text).strip()):
        end = paragraphs[0].span.end
        end -= len(text[:end]) - len(text[:end].rstrip())
        yield Fault(Span(end - 1, end), replacement="")


# A stop belongs to a sentence; a title with one may be a first sentence only where it has a comma.
_TITLE = Pattern(r"[^，。；：！？\n]{4,40}(?:总结|报告|要点|计划|方案|汇报|情况|简报)。")


_STOPS = "；。，"


def find_mixed_list_separators(draft: Draft) -> Iterator[Fault]:
    """一是…；二是…。三是…；, ①…；②…。③…；: one list, two separators."""
    by_series: dict[str, list[Item]] = {}
    for item in draft.items:
        if item.series != "xian":
            by_series.setdefault(item.series, []).append(item)
    for items in (*by_series.values(), *draft.inline_lists()):
        for run in _runs(items):
            yield from _separators_of(draft.text, [item.span for item in run])


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Three items or more of one list in one paragraph."""
    run: list[Item] = []
    for item in items:
        joins = run and (item.paragraph, item.number) == (run[-1].paragraph, run[-1].number + 1)
        if not joins:
            if len(run) >= _FEWEST_ITEMS:
                yield run
            run = []
        run.append(item)
    if len(run) >= _FEWEST_ITEMS:
        yield run


_FEWEST_ITEMS = 3


def _separators_of(text: str, signs: list[Span]) -> Iterator[Fault]:
    bodies = [text[a.end : b.start].rstrip() for a, b in itertools.pairwise(signs)]
    if any("\n" in body for body in bodies):
        return
    ends = [body[-1:] for body in bodies]
    if any("。" in body[:-1] for body in bodies) and not _is_one_odd(ends):
        return
    if set(ends) == {"；", "。"} or set(ends) == {"；", "，"}:
        # A draw: items of a list are set apart by semicolons.
        common = max(_STOPS, key=lambda stop: (ends.count(stop), stop == "；"))
        for sign, end in zip(signs[1:], ends, strict=True):
            if end != common:
                at = text.rfind(end, 0, sign.start)
                yield Fault(Span(at, at + 1), {"right": common}, replacement=common)


def _is_one_odd(ends: list[str]) -> bool:
    """Whether but one item among many ends with a full stop: others may hold sentences."""
    return ends.count("。") == 1 and ends.count("；") >= _FEWEST_ITEMS


RULES = (
    Rule(
        code="P05",
        name="numbering-mark",
        severity="warning",
        message="序号“{quote}”的标点不对，应为“{right}”。",
        suggestion="“一、”用顿号，“（一）”后不加标点，“1.”用圆点。",
        find=find_numbering_marks,
        fixable=True,
        source="标准 GB/T 9704-2012 7.3.3、GB/T 15834-2011",
        explanation="层次序数依次为“一、”“（一）”“1.”“（1）”。",
        bad=("（一）、抓学习", "1、抓学习", "一.工作情况", "首先、抓好学习。"),
        good=("（一）抓学习", "1.抓学习", "一、工作情况", "第一、二产业稳步增长。"),
    ),
    Rule(
        code="P10",
        name="heading-stop",
        severity="info",
        message="标题末尾多了“{quote}”。",
        suggestion="独立成行的标题末尾不用句号。",
        find=find_heading_stops,
        fixable=True,
        source="实务",
        explanation="标题独占一行时末尾不加句号；标题后接正文的（段首标题）照常用句号。",
        bad=("一、存在问题。\n一是学习不够深入，二是融合不够紧密。",),
        good=(
            "一、存在问题\n一是学习不够深入，二是融合不够紧密。",
            "（一）抓学习。全年组织学习12次。",
        ),
    ),
    Rule(
        code="P11",
        name="list-separator",
        severity="info",
        message="同一组并列项之间的分隔标点不一致（其余用“{right}”）。",
        suggestion="改为一致。",
        find=find_mixed_list_separators,
        triggers="是要第其①（(",
        fixable=True,
        source="实务",
        explanation="并列的几项用同一种标点隔开；各项内部有句号的，一律用句号，不在此列。",
        bad=(
            "一是抓学习；二是抓作风。三是抓落实；四是抓品牌。",
            "①健全制度；②开展培训。③组织考核；④通报结果。",
        ),
        good=(
            "一是抓学习；二是抓作风；三是抓落实。",
            "一是抓学习。深入研讨。二是抓作风。三是抓落实。",
        ),
    ),
)

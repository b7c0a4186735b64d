"""Headings of one level that are built alike, but for one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.extraction.headings import Heading
from reportnlp.patterns import Pattern

_STYLES = frozenset(("chinese", "bracketed", "arabic"))
_LEAST, _LEAST_BY_COMMA = 3, 4
_ROLE = Pattern(r"计划|打算|思路|问题|不足|差距|安排|体会|启示|回顾|总结")
"""问题, 打算: parts of the report that are headed plainly."""


def find_odd_headings(draft: Draft) -> Iterator[Fault]:
    """突出…，坚持… / 聚焦…，坚持… / a third one without 坚持."""
    for siblings in _families(draft.headings):
        odd = _odd_one(siblings)
        if odd is not None and not _ROLE.search(odd[0].title):
            heading, what, model = odd
            yield Fault(
                heading.span, {"what": what}, related=(Related(model.span, "其他标题的写法"),)
            )


def _families(headings: Sequence[Heading]) -> Iterator[list[Heading]]:
    """Headings of one style in a row below one heading."""
    open_families: dict[str, list[Heading]] = {}
    for heading in headings:
        for style in [s for s, row in open_families.items() if row[-1].level > heading.level]:
            yield open_families.pop(style)
        if heading.style not in _STYLES:
            continue
        row = open_families.setdefault(heading.style, [])
        if row and heading.number != row[-1].number + 1:
            yield open_families.pop(heading.style)
            row = open_families.setdefault(heading.style, [])
        row.append(heading)
    yield from open_families.values()


def _odd_one(siblings: Sequence[Heading]) -> tuple[Heading, str, Heading] | None:
    """The heading that differs from all others, and in what."""
    if len(siblings) < _LEAST:
        return None
    second = [_second_lead(heading.title) for heading in siblings]
    lead, count = Counter(second).most_common(1)[0]
    if lead and count == len(siblings) - 1:
        index = next(i for i, word in enumerate(second) if word != lead)
        if second[index] == "":
            model = siblings[0 if index else 1]
            return siblings[index], f"其余{count}个的后半句都以“{lead}”开头", model
    by_lead = _odd_lead(siblings)
    if by_lead is not None:
        return by_lead
    clauses = ["，" in heading.title.replace(",", "，") for heading in siblings]
    if len(siblings) >= _LEAST_BY_COMMA and sum(clauses) == len(siblings) - 1:
        index = clauses.index(False)
        model = siblings[0 if index else 1]
        if all(len(heading.title) >= 8 for heading in siblings):
            return siblings[index], f"其余{len(siblings) - 1}个都是前后两句", model
    return None


_LEADS = "以抓强重推促建管优稳保扩增守治防补转创聚破定突坚深提"


def _odd_lead(siblings: Sequence[Heading]) -> tuple[Heading, str, Heading] | None:
    """坚持…, 坚持…, 坚持…, and one that begins with no such word."""
    if len(siblings) < _LEAST_BY_COMMA:
        return None
    for length in (2, 1):
        leads = [heading.title[:length] for heading in siblings]
        lead, count = Counter(leads).most_common(1)[0]
        if count != len(siblings) - 1 or lead[:1] not in _LEADS:
            continue
        index = next(i for i, word in enumerate(leads) if word != lead)
        if siblings[index].title[:1] in _LEADS:
            return None
        model = siblings[0 if index else 1]
        return siblings[index], f"其余{count}个都以“{lead}”开头", model
    return None


def _second_lead(title: str) -> str:
    """The first two characters behind the only comma; "" where there is none."""
    first, comma, second = title.partition("，")
    return second[:2] if comma and "，" not in second and len(first) >= 3 else ""


RULES = (
    Rule(
        code="ST506",
        name="heading-parallelism",
        severity="info",
        message="标题“{quote}”与同级标题不对仗：{what}。",
        suggestion="把这一个改成同样的句式；有意为之的不用改。",
        find=find_odd_headings,
        source="实务",
        explanation="同级标题一般句式一致。至少三个同级标题、只有一个不同才提示。",
        bad=(
            "（一）突出政治引领，坚持学深悟透。全年学习12次。\n（二）聚焦作风建设，坚持从严从实。检查3次。\n"
            "（三）强化服务保障。走访企业28家。",
        ),
        good=(
            "（一）突出政治引领，坚持学深悟透。全年学习12次。\n（二）聚焦作风建设，坚持从严从实。检查3次。\n"
            "（三）强化服务保障，坚持用心用情。走访企业28家。",
            "（一）抓学习。全年学习12次。\n（二）抓作风，促落实。检查3次。\n（三）抓服务。走访企业28家。",
        ),
    ),
)

"""What a facts file says, to be read on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.collecting.columns import SECTION_NAMES
from reportnlp.collecting.reading import FactsFile
from reportnlp.facts import FACT_SECTIONS, Fact


def facts_as_text(read: FactsFile) -> str:
    """Head, facts by section and topic, counts and notices; ends with a line end."""
    facts = read.facts
    head = [facts.unit, f"{facts.year}年" if facts.year else "", facts.kind, facts.author]
    lines = ["　".join(word for word in head if word) or "（没有写单位、年度、文种）"]
    for section in FACT_SECTIONS:
        of_section = [fact for fact in facts.facts if fact.section == section]
        if of_section:
            lines += ["", SECTION_NAMES[section], *_of_section(of_section)]
    blanks = sum(fact.is_blank for fact in facts.facts)
    texts = sum(fact.is_text for fact in facts.facts)
    figures = len(facts.facts) - blanks - texts
    lines += [
        "",
        f"共 {len(facts.facts)} 条：数字 {figures} 条，待补 {blanks} 条，文字 {texts} 条。",
    ]
    lines += [f"提示：{notice}。" for notice in read.notices]
    return "\n".join(lines) + "\n"


def _of_section(facts: list[Fact]) -> Iterator[str]:
    topic = ""
    for fact in facts:
        if fact.topic != topic:
            topic = fact.topic
            if topic:
                yield f"  {topic}"
        yield ("    " if topic else "  ") + _line(fact)


def _line(fact: Fact) -> str:
    if fact.is_text:
        return f"· {fact.note}"
    figure = fact.quantity or (f"待补（{fact.unit}）" if fact.unit else "待补")
    more = [word for word in (fact.period, fact.source) if word]
    return f"{fact.name}：{figure}" + (f"（{'，'.join(more)}）" if more else "")

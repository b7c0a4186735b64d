"""Figures taken out of the reference texts of corpora/facts go back where they stood."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from reportnlp.collecting.blanks import Blank, find_blanks
from reportnlp.collecting.reading import load_facts
from reportnlp.document import Document
from reportnlp.drafting.drafter import draft_report
from reportnlp.extraction.numerals import find_quantities
from reportnlp.facts import Fact, Facts
from reportnlp.filling.filler import fill_document
from reportnlp.filling.matching import match_facts

CORPUS = Path(__file__).parents[2] / "corpora" / "facts"


class Case(NamedTuple):
    """A draft; gold: from where its blanks begin to the facts that they ask for."""

    document: Document
    blanks: tuple[Blank, ...]
    facts: Facts
    gold: dict[int, Fact]


def cases(half: str) -> Iterator[Case]:
    for line in (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] == half:
            text = (CORPUS / row["document"]).read_text(encoding="utf-8")
            yield case(text, load_facts(CORPUS / row["facts"]))


def case(text: str, facts: Facts) -> Case:
    values = Counter((fact.value, fact.value_max, fact.base_unit) for fact in facts.facts)
    known = {(fact.value, fact.value_max, fact.base_unit): fact for fact in facts.facts}
    pieces, gold, position = [], {}, 0
    for quantity in find_quantities(text):
        key = (quantity.value, quantity.value_max, quantity.unit)
        if quantity.value is None or values[key] != 1:
            continue
        pieces.append(text[position : quantity.number.start])
        gold[sum(map(len, pieces))] = known[key]
        pieces.append("**")
        position = quantity.number.end
    document = Document.from_text("".join((*pieces, text[position:])))
    return Case(document, find_blanks(document), facts, gold)


@pytest.mark.parametrize("half", ["dev", "test"])
def test_figures_go_back_where_they_stood(half: str) -> None:
    right = wrong = asked = 0
    for document, blanks, facts, gold in cases(half):
        for match in match_facts(document, blanks, facts):
            start = match.blank.placeholder.span.start
            asked += start in gold
            if match.is_sure:
                is_right = match.candidates[0].fact is gold.get(start)
                right += is_right
                wrong += not is_right

    assert asked > 200
    assert wrong == 0
    assert right >= 0.97 * asked


@pytest.mark.parametrize("half", ["dev", "test"])
def test_a_figure_that_nobody_gave_is_not_replaced_by_another(half: str) -> None:
    wrong = 0
    for document, blanks, facts, gold in cases(half):
        # A third at a time: the others are still there to be mistaken for them.
        for third in range(3):
            gone = [fact for n, fact in enumerate(gold.values()) if n % 3 == third]
            rest = replace(facts, facts=tuple(f for f in facts.facts if f not in gone))
            for match in match_facts(document, blanks, rest):
                fact = gold.get(match.blank.placeholder.span.start)
                wrong += match.is_sure and match.candidates[0].fact is not fact

    assert wrong == 0


def test_every_blank_that_a_draft_has_is_filled_once_its_figure_is_known() -> None:
    filled = 0
    for *_, facts, _ in cases("dev"):
        known = [fact for fact in facts.facts if fact.name and fact.value is not None]
        unknown = {fact.id for fact in known[::3]}
        asked = replace(
            facts,
            facts=tuple(
                replace(f, value=None, value_max=None, figure="", mark="", approx="")
                if f.id in unknown
                else f
                for f in facts.facts
                if f in known
            ),
        )
        result = fill_document(draft_report(asked).document, facts)
        assert all(item.state == "filled" for item in result.fillings)
        assert all(item.fact and item.fact.id in unknown for item in result.fillings)
        filled += len(result.fillings)
    assert filled > 60

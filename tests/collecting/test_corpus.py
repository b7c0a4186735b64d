"""The facts corpus: its files can be read, and its texts say what their facts say, no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportnlp.collecting.reading import read_facts_file
from reportnlp.document import Document
from reportnlp.extraction.dates import find_dates
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.placeholders import find_placeholders

CORPUS = Path(__file__).parents[2] / "corpora" / "facts"
LABELS = [json.loads(line) for line in (CORPUS / "labels.jsonl").read_text("utf-8").splitlines()]


def test_every_file_is_listed_once() -> None:
    for folder, key in (("files", "facts"), ("documents", "document")):
        listed = sorted(str(label[key]) for label in LABELS)
        assert listed == sorted(f"{folder}/{path.name}" for path in (CORPUS / folder).iterdir())
    halves = [label["half"] for label in LABELS]
    assert abs(halves.count("dev") - halves.count("test")) <= 1


@pytest.mark.parametrize("label", LABELS, ids=lambda label: str(label["facts"]))
def test_a_reference_says_what_its_facts_say(label: dict[str, str]) -> None:
    read = read_facts_file(CORPUS / label["facts"])
    document = Document.from_paragraphs(
        (CORPUS / label["document"]).read_text("utf-8").splitlines()
    )
    text = document.text

    assert (read.facts.unit, read.notices) == (label["unit"], ())
    assert 12 <= len(read.facts.facts) <= 30
    assert 300 <= len(text) <= 900
    for fact in read.facts.facts:
        if fact.is_blank:
            assert f"【待补：{fact.name.removeprefix('其中')}" in text
        elif not fact.is_text:
            assert fact.quantity.lstrip("-") in text, fact
    skip = [p.span for p in find_placeholders(document)] + [d.span for d in find_dates(text)]
    known = {
        (abs(fact.value), fact.base_unit) for fact in read.facts.facts if fact.value is not None
    }
    words = "".join(fact.note + fact.name + fact.topic for fact in read.facts.facts)
    for quantity in find_quantities(text, sorted(skip)):
        said = quantity.span.cut(text)
        assert (quantity.value, quantity.unit) in known or said in words, said

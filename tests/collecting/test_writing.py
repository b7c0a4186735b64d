"""Facts as JSON: what is written is what is read again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reportnlp.collecting.reading import load_facts
from reportnlp.collecting.writing import facts_as_json
from reportnlp.facts import Facts

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "corpora" / "facts" / "files").iterdir())
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "facts.schema.json").read_text("utf-8"))
ODD = (
    "事项,数值,单位,约数\n"
    "a,第3,名,\nb,十几,次,\nc,5个多月,,\nd,百余,场,\ne,30%以上,,\nf,9000万—1.2亿元,,\ng,3%—5%,,\n"
    "h,-3.2,%,\ni,35,万元,余\nj,不少于3,次,\nk,三分之一,,\nl,1:50,,\nm,12.5元/人,,\nn,3.14159亿,元,\n"
)


def _places_left_out(facts: Facts) -> Facts:
    return replace(facts, path="", facts=tuple(replace(fact, place="") for fact in facts.facts))


def _assert_round_trip(facts: Facts, path: Path) -> None:
    written = facts_as_json(facts)
    Draft202012Validator(SCHEMA).validate(json.loads(written))
    path.write_text(written, encoding="utf-8")

    assert _places_left_out(load_facts(path)) == _places_left_out(facts)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_corpus_files_come_back(file: Path, tmp_path: Path) -> None:
    _assert_round_trip(load_facts(file), tmp_path / "facts.json")


def test_odd_figures_come_back(tmp_path: Path) -> None:
    source = tmp_path / "odd.csv"
    source.write_text(ODD, encoding="utf-8")
    facts = load_facts(source)

    assert len(facts.facts) == 14
    _assert_round_trip(facts, tmp_path / "facts.json")

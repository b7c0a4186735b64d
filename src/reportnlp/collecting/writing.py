"""Facts as JSON: for programs, and a facts file again (docs/schemas/facts.schema.json)."""

from __future__ import annotations

import json

from reportnlp.facts import Fact, Facts

SCHEMA = "reportnlp/facts/1"


def facts_as_json(facts: Facts) -> str:
    """One object; empty fields are left out. `load_facts` gives the same facts from it."""
    head = {
        "unit": facts.unit,
        "author": facts.author,
        "year": facts.year,
        "kind": facts.kind,
        "date": facts.date,
    }
    result: dict[str, object] = {"schema": SCHEMA}
    result |= {key: value for key, value in head.items() if value}
    result["facts"] = [_row(fact) for fact in facts.facts]
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _row(fact: Fact) -> dict[str, str]:
    row = {
        "id": fact.id,
        "section": fact.section,
        "topic": fact.topic,
        "name": fact.name,
        "value": fact.figure,
        "unit": fact.unit,
        "approx": fact.mark,
        "period": fact.period,
        "source": fact.source,
        "note": fact.note,
    }
    return {key: value for key, value in row.items() if value}

"""The trace of a draft follows its schema."""

from __future__ import annotations

import json
from pathlib import Path

from drafting_facts import Scripted, facts_of, figure, words
from jsonschema import Draft202012Validator

from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.trace import draft_as_trace

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "draft-trace.schema.json"
FACTS = facts_of(
    figure("整理档案", "3.5", "万卷", topic="库房"),
    figure("档案宣传活动", "", "场", topic="利用"),
    words("库房设施老化", section="problems"),
)


def test_every_trace_follows_the_schema() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    for model in (None, Scripted(["整理档案〔1〕。", "培训36人。"])):
        written = json.dumps(draft_as_trace(draft_report(FACTS, model)), ensure_ascii=False)
        Draft202012Validator(schema).validate(json.loads(written))


def test_a_refused_candidate_tells_why_and_has_no_score() -> None:
    trace = draft_as_trace(draft_report(FACTS, Scripted(["培训36人。"])))
    sentences = trace["sentences"]

    assert isinstance(sentences, list)
    refused = [c for s in sentences for c in s["candidates"] if c["refused"]]
    assert refused
    assert all(candidate["score"] is None for candidate in refused)

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from analysed import DOCUMENT, EMPTY, RESULT
from jsonschema import Draft202012Validator, ValidationError

from reportnlp.rendering.analysis_machine import analyses_as_json_lines, analysis_as_json

Golden = Callable[[str, str], None]

_SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "analysis.schema.json"


def _validate(written: Any) -> None:
    Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8"))).validate(written)


def test_analysis_as_json(golden: Golden) -> None:
    golden("analysis.json", analysis_as_json(*RESULT))


def test_json_keeps_to_its_schema() -> None:
    for result in (RESULT, EMPTY):
        _validate(json.loads(analysis_as_json(*result)))


@pytest.mark.parametrize("key", ["schema", "source", "text", "metrics", "slogans"])
def test_schema_needs(key: str) -> None:
    written = json.loads(analysis_as_json(*RESULT))
    del written[key]

    with pytest.raises(ValidationError):
        _validate(written)


def test_spans_cut_out_what_they_quote() -> None:
    written = json.loads(analysis_as_json(*RESULT))

    assert written["text"] == DOCUMENT.text
    for family in ("metrics", "placeholders", "slogans"):
        assert written[family]
        for one in written[family]:
            assert written["text"][one["start"] : one["end"]] == one["text"]


def test_values_are_exact_strings() -> None:
    metrics = json.loads(analysis_as_json(*RESULT))["metrics"]

    values = [(one["value"], one["value_max"]) for one in metrics]
    assert values[:3] == [("1200000000000", None), ("5", "8"), ("23000000", None)]
    assert values[4:] == [("40", None), ("3.5", None), ("-0.4", None)]


def test_section_is_the_one_that_holds_the_start() -> None:
    written = json.loads(analysis_as_json(*RESULT))

    of_metrics = [one["section"] for one in written["metrics"]]
    assert of_metrics == ["achievements"] * 6 + ["problems"]
    # The last name stands behind the end of the last section.
    assert [one["section"] for one in written["placeholders"]] == ["achievements", "plans", ""]


def test_an_object_a_line_for_several() -> None:
    lines = analyses_as_json_lines([RESULT, EMPTY]).splitlines()

    assert [len(json.loads(line)["metrics"]) for line in lines] == [7, 0]
    assert json.loads(lines[0]) == json.loads(analysis_as_json(*RESULT))

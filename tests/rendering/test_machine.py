from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from reportnlp.annotations import Finding
from reportnlp.document import Document, Source, Span
from reportnlp.rendering.machine import (
    findings_as_github,
    findings_as_json,
    findings_as_json_lines,
)

Golden = Callable[[str, str], None]
Report = tuple[Document, tuple[Finding, ...]]

_SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((_SCHEMAS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(_schema(name))


def _finding(span: Span, message: str = "有误", suggestion: str = "") -> Finding:
    return Finding("P01", "halfwidth-punct", "info", span, message, suggestion)


def test_check_as_json(golden: Golden, report: Report) -> None:
    golden("check.json", findings_as_json(*report))


def test_json_keeps_to_its_schema(report: Report) -> None:
    _validator("check.schema.json").validate(json.loads(findings_as_json(*report)))


def test_json_of_a_clean_document() -> None:
    written = json.loads(findings_as_json(Document.from_text("都好。"), ()))

    _validator("check.schema.json").validate(written)
    assert written["summary"] == {"error": 0, "warning": 0, "info": 0}
    assert written["findings"] == []


def test_json_spans_cut_out_what_they_quote(report: Report) -> None:
    written = json.loads(findings_as_json(*report))

    assert written["findings"]
    for found in written["findings"]:
        assert written["text"][found["start"] : found["end"]] == found["text"]
        lines = written["text"].split("\n")
        assert lines[found["line"] - 1][found["column"] - 1 :].startswith(found["text"][:1])


def test_origin_and_kind_are_given_only_where_there_are_any(report: Report) -> None:
    found = json.loads(findings_as_json(*report))["findings"]

    assert [one.get("origin") for one in found[-2:]] == ["表1 第2行 第2列"] * 2
    assert found[-1]["kind"] == "org"
    assert {"origin", "kind", "placeholder"}.isdisjoint(found[2])


def test_json_lines_hold_an_object_each(report: Report) -> None:
    odd = Document.from_text("一\u2028二\u0085三\u2029。")
    written = findings_as_json_lines([report, (odd, (_finding(Span(1, 2)),)), report])

    lines = written.splitlines()
    assert len(lines) == 3
    assert json.loads(lines[1])["text"] == odd.text
    assert lines[0] == lines[2]


def test_json_of_a_name_that_is_not_utf8_can_be_written() -> None:
    document = Document.from_text("好", source=Source("\udcff.txt"))

    written = findings_as_json(document, ())
    written.encode("utf-8")
    assert json.loads(written)["source"]["path"] == "\udcff.txt"


@pytest.mark.parametrize("key", ["schema", "text", "summary", "findings"])
def test_check_schema_needs(key: str, report: Report) -> None:
    written = json.loads(findings_as_json(*report))
    del written[key]

    with pytest.raises(ValidationError):
        _validator("check.schema.json").validate(written)


def test_analysis_schema_takes_its_example() -> None:
    [example] = _schema("analysis.schema.json")["examples"]

    _validator("analysis.schema.json").validate(example)
    for name in ("metrics", "placeholders", "slogans"):
        for one in example[name]:
            assert example["text"][one["start"] : one["end"]] == one["text"]


@pytest.mark.parametrize(
    ("family", "key", "value"),
    [
        ("metrics", "value", 1.2e12),
        ("metrics", "value", "1.2E+12"),
        ("metrics", "section", "chapter"),
        ("placeholders", "kind", "figure"),
        ("slogans", "count", 0),
        ("sections", "label", ""),
    ],
)
def test_analysis_schema_refuses(family: str, key: str, value: Any) -> None:
    [example] = _schema("analysis.schema.json")["examples"]
    example[family][0][key] = value

    with pytest.raises(ValidationError):
        _validator("analysis.schema.json").validate(example)


def test_check_as_github(golden: Golden, report: Report) -> None:
    golden("check.github.txt", findings_as_github(*report))


def test_github_escapes_what_ends_a_field() -> None:
    document = Document.from_text("一\n二", source=Source("a,b:c%.txt"))
    written = findings_as_github(document, (_finding(Span(0, 3), "甲,乙:丙%\r\n丁", "改。"),))

    assert written == (
        "::notice file=a%2Cb%3Ac%25.txt,line=1,col=1,endLine=2,"
        "title=halfwidth-punct(P01)::甲,乙:丙%25%0D%0A丁。改。\n"
    )


@pytest.mark.parametrize("path", ["", "-"])
def test_github_names_no_file_where_there_is_none(path: str) -> None:
    document = Document.from_text("一", source=Source(path))

    assert findings_as_github(document, (_finding(Span(0, 1)),)).startswith("::notice line=1,")

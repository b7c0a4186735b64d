from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reportnlp.annotations import Edit, Finding
from reportnlp.document import Document, Source, Span
from reportnlp.rendering.rule_text import RuleText
from reportnlp.rendering.sarif import findings_as_sarif
from reportnlp.rendering.wording import Results

Golden = Callable[[str, str], None]
Report = tuple[Document, tuple[Finding, ...]]
Rules = tuple[RuleText, ...]

_SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"


def _run(results: Results, rules: Sequence[RuleText] = ()) -> dict[str, Any]:
    """The only run of a log that keeps to the schema of OASIS."""
    log = json.loads(findings_as_sarif(results, rules, version="1.2.3"))
    Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8"))).validate(log)
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def _only(document: Document, finding: Finding) -> dict[str, Any]:
    [result] = _run([(document, (finding,))])["results"]
    assert isinstance(result, dict)
    return result


def test_check_as_sarif(golden: Golden, report: Report, rules: Rules) -> None:
    _run([report], rules)

    golden("check.sarif", findings_as_sarif([report], rules, version="1.2.3"))


def test_results_point_at_their_rules(report: Report, rules: Rules) -> None:
    run = _run([report], rules)

    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}


def test_a_finding_of_a_rule_that_is_not_given(report: Report) -> None:
    assert all("ruleIndex" not in result for result in _run([report])["results"])


def test_nothing_found(rules: Rules) -> None:
    run = _run([(Document.from_text("都好。"), ())], rules)

    assert run["results"] == []
    assert len(run["artifacts"]) == 1


def test_regions_cut_out_their_snippets(report: Report) -> None:
    document, findings = report
    for result, finding in zip(_run([report])["results"], findings, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        end = region["charOffset"] + region["charLength"]
        assert document.text[region["charOffset"] : end] == region["snippet"]["text"]
        assert region["snippet"]["text"] == finding.span.cut(document.text)
        place = (region["endLine"], region["endColumn"])
        assert place == document.line_and_column(finding.span.end)


def test_a_fix_reads_as_the_finding_has_it(report: Report) -> None:
    [fix] = [one for result in _run([report])["results"] for one in result.get("fixes", ())]

    [change] = fix["artifactChanges"]
    [replacement] = change["replacements"]
    assert replacement["insertedContent"] == {"text": "，"}
    assert replacement["deletedRegion"]["charLength"] == 1


def test_no_fix_for_a_file_whose_offsets_are_not_those_of_the_text() -> None:
    span = Span(0, 1)
    finding = Finding("P01", "halfwidth-punct", "warning", span, "有误", fix=Edit(span, "，"))
    word = Document.from_text(",", source=Source("报告.docx", "docx"))

    assert "fixes" not in _only(word, finding)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("报告 1.txt", "%E6%8A%A5%E5%91%8A%201.txt"),
        ("a:b#c?.txt", "a%3Ab%23c%3F.txt"),
        ("上级/../x.txt", "%E4%B8%8A%E7%BA%A7/../x.txt"),
        ("\udcff.txt", "%FF.txt"),
        ("-", "-"),
        ("", "-"),
    ],
)
def test_relative_paths_are_percent_encoded(path: str, uri: str) -> None:
    run = _run([(Document.from_text("好", source=Source(path)), ())])

    assert run["artifacts"][0]["location"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_an_absolute_path_becomes_a_file_uri(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    run = _run([(Document.from_text("好", source=Source(str(path))), ())])

    assert run["artifacts"][0]["location"] == {"uri": path.as_uri()}


def _fingerprints(text: str, *spans: Span) -> list[str]:
    findings = tuple(Finding("P01", "halfwidth-punct", "info", span, "有误") for span in spans)
    run = _run([(Document.from_text(text), findings)])
    return [result["partialFingerprints"]["sentence/v1"] for result in run["results"]]


def test_fingerprints_outlive_changes_elsewhere() -> None:
    before = _fingerprints("甲句。乙 句，好。", Span(5, 6))
    after = _fingerprints("先来一段。\n新的甲句。乙句,好。丙句。", Span(12, 13))

    assert before == after


def test_fingerprints_in_one_sentence_differ() -> None:
    first, second = _fingerprints("甲，乙，丙。", Span(1, 2), Span(3, 4))

    assert first != second


def test_braces_of_the_text_are_no_arguments() -> None:
    document = Document.from_text("{{单位}}")
    finding = Finding("PH116", "field-residue", "error", Span(0, 6), "留有{{单位}}")

    assert _only(document, finding)["message"]["text"] == "留有{{{{单位}}}}。"

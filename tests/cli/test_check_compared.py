"""reportnlp check with a facts file, and with last year's report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
LAST_YEAR = (
    "青石镇2022年工作总结\n一、工作成效\n2022年，全镇走访重点企业28家，解决企业难题46个。"
    "召开院坝恳谈会120次，收到群众意见315条。举办电商直播培训9期。实施“暖心敲门”行动。\n"
    "二、存在问题\n干部能力需要提升。\n"
)
THIS_YEAR = (
    "青石镇2023年工作总结\n一、工作成效\n2023年，全镇走访重点企业，解决企业难题52个。"
    "召开院坝恳谈会120次，收到群众意见315条。举办电商直播培训120期。实施“银龄互助”行动。\n"
    "二、存在问题\n干部能力需要提升。\n"
)
FACTS = (
    "事项,数值,单位,来源\n走访企业,28,家,党政办\n召开会议,63,次,党政办\n培训干部,320,人,组织办\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "去年.txt").write_text(LAST_YEAR, encoding="utf-8")
    (tmp_path / "今年.txt").write_text(THIS_YEAR, encoding="utf-8")
    (tmp_path / "事实表.csv").write_text(FACTS, encoding="utf-8")
    return tmp_path


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", "check", *words]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


def test_the_two_years_on_a_terminal(folder: Path) -> None:
    done = _run(str(folder / "今年.txt"), "--baseline-report", str(folder / "去年.txt"))

    assert done.returncode == 1
    assert "missing-against-baseline" in done.stdout
    assert "stale-copy" in done.stdout
    assert "year-jump" in done.stdout
    assert "2022年与2023年都有的指标" in done.stdout
    assert "“银龄互助”" in done.stdout


def test_the_two_years_as_json(folder: Path) -> None:
    done = _run(
        str(folder / "今年.txt"),
        "--baseline-report",
        str(folder / "去年.txt"),
        "--format",
        "json",
    )
    found = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "schemas" / "check.schema.json").read_text("utf-8"))
    compared = found["comparison"]

    Draft202012Validator(schema).validate(found)
    assert (compared["past_year"], compared["year"]) == ("2022", "2023")
    by_name = {metric["name"]: metric for metric in compared["metrics"]}
    assert by_name["解决企业难题"]["past"] == "46"
    assert by_name["解决企业难题"]["current"] == "52"
    assert found["text"][slice(*(by_name["解决企业难题"][k] for k in ("start", "end")))] == "52个"
    assert [copy["reason"] for copy in compared["copies"]] == ["figures"]
    assert compared["slogans"]["dropped"] == ["暖心敲门"]


def test_the_two_years_in_the_page(folder: Path) -> None:
    done = _run(
        str(folder / "今年.txt"),
        "--baseline-report",
        str(folder / "去年.txt"),
        "--format",
        "html",
    )

    assert "两年对照" in done.stdout
    assert "<td>解决企业难题</td><td>46个</td><td>52个</td>" in done.stdout


def test_facts(folder: Path) -> None:
    draft = folder / "草稿.txt"
    draft.write_text(
        "全年走访企业28家，召开会议36次，服务群众1200人次。其中会议比走访企业多8次。",
        encoding="utf-8",
    )
    done = _run(str(draft), "--facts", str(folder / "事实表.csv"), "--format", "json")
    found = [(finding["name"], finding["text"]) for finding in json.loads(done.stdout)["findings"]]

    assert ("fact-conflict", "36次") in found
    assert ("unsourced-figure", "1200人次") in found
    assert "unused-fact" in {name for name, _ in found}
    assert ("unsourced-figure", "28家") not in found


def test_a_sum_of_facts_is_sourced(folder: Path) -> None:
    facts = folder / "两项.csv"
    facts.write_text("事项,数值,单位\n来信,26,件\n来访,9,件\n", encoding="utf-8")
    draft = folder / "草稿.txt"
    draft.write_text("全年办理来信26件、来访9件，合计35件，来信占74.3%。", encoding="utf-8")
    done = _run(str(draft), "--facts", str(facts))

    assert done.returncode == 0, done.stdout


def _compared(folder: Path, facts: str, text: str) -> list[tuple[str, str]]:
    (folder / "数.csv").write_text(f"事项,数值,单位,时期\n{facts}", encoding="utf-8")
    (folder / "草稿.txt").write_text(text, encoding="utf-8")
    done = _run(
        str(folder / "草稿.txt"), "--facts", str(folder / "数.csv"), "--format", "json",
        "--select", "fact-conflict,unsourced-figure",
    )  # fmt: skip
    return [(finding["name"], finding["text"]) for finding in json.loads(done.stdout)["findings"]]


def test_the_whole_year_is_the_year_of_a_fact(folder: Path) -> None:
    found = _compared(
        folder, "走访企业,286,家,2023年\n走访企业,251,家,2022年\n", "全年走访企业268家。"
    )

    assert found == [("fact-conflict", "268家")]


def test_a_fact_stated_rightly_and_then_wrongly(folder: Path) -> None:
    found = _compared(
        folder,
        "改造管网,36,公里,\n发放补贴,1240,万元,\n",
        "改造管网36公里，发放补贴1240万元，户均2100元。回顾全年，共改造管网63公里。",
    )

    assert found == [("unsourced-figure", "2100元"), ("fact-conflict", "63公里")]


def test_a_missing_facts_file_is_one_sentence(folder: Path) -> None:
    done = _run(str(folder / "今年.txt"), "--facts", str(folder / "没有.xlsx"))

    assert done.returncode == 2
    assert "没有.xlsx" in done.stderr

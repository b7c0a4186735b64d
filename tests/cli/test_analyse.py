"""The analyse command, as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

import reportnlp

REPORT = (
    "某县工业局2023年度工作总结\n"
    "　　2023年，我局围绕中心、服务大局，现将工作情况总结如下。\n"
    "一、工作成效\n"
    "　　全年完成投资1.2亿元，同比增长5.5%，走访企业28家。\n"
    "　　召开推进会**次，打造“暖企先锋”品牌，“暖企先锋”服务队解决难题16件。\n"
    "二、存在问题\n"
    "　　一是项目储备不足；二是服务意识还不够强。\n"
    "三、下一步工作打算\n"
    "　　计划新开工项目10个，力争完成投资1.5亿元。\n"
)
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "analysis.schema.json"


def run(*args: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", *map(str, args)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def _valid(text: str) -> Any:
    written = json.loads(text)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(written)
    return written


def test_three_lines_of_python(report: Path) -> None:
    document = reportnlp.read_document(report)
    analysis = reportnlp.analyse(document)

    assert isinstance(analysis, reportnlp.Analysis)
    assert analysis.sections == reportnlp.find_sections(document)
    assert analysis.metrics == reportnlp.find_metrics(document)
    assert analysis.slogans == reportnlp.find_slogans(document)
    assert analysis.placeholders == reportnlp.find_placeholders(document)
    assert all(isinstance(one, reportnlp.Metric) for one in analysis.metrics)
    assert all(isinstance(one, reportnlp.Section) for one in analysis.sections)
    assert all(isinstance(one, reportnlp.Slogan) for one in analysis.slogans)


def test_text(report: Path) -> None:
    done = run("analyse", report)

    assert (done.returncode, done.stderr) == (0, "")
    for word in ("提纲", "部分（", "指标（", "提法（", "缺项（1）", "成效", "问题", "思路"):
        assert word in done.stdout
    assert "120,000,000元" in done.stdout
    assert "暖企先锋" in done.stdout
    assert "\x1b[" not in done.stdout


def test_alias(report: Path) -> None:
    assert run("analyze", report).stdout == run("analyse", report).stdout


def test_quiet_gives_counts(report: Path) -> None:
    done = run("analyse", "-q", report)

    assert done.stdout.count("\n") == 1
    assert "1 处缺项（数字 1 处）" in done.stdout


def test_json(report: Path) -> None:
    written = _valid(run("analyse", "--format", "json", report).stdout)

    assert written["text"] == REPORT
    labels = [one["label"] for one in written["sections"]]
    assert [label for label in labels if label in ("achievements", "problems", "plans")] == [
        "achievements",
        "problems",
        "plans",
    ]
    investment = next(one for one in written["metrics"] if one["text"] == "1.2亿元")
    assert (investment["value"], investment["unit"]) == ("120000000", "元")
    assert investment["section"] == "achievements"
    assert [one["text"] for one in written["placeholders"]] == ["**"]


def test_json_of_several_files(report: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no zip")
    done = run("analyse", "--format", "json", report, bad)

    assert done.returncode == 3
    [line] = done.stdout.splitlines()
    assert _valid(line)["source"]["path"] == str(report)
    assert "bad.docx" in done.stderr


def test_wrapped_copy_gives_spans_of_the_file(tmp_path: Path) -> None:
    body = REPORT.split("\n")[3].strip() + "全年为群众办理实事好事，得到企业和群众的一致好评。"
    lines = [body[n : n + 12] for n in range(0, len(body), 12)]
    path = tmp_path / "抄件.txt"
    path.write_text("\n".join(lines * 6) + "\n", encoding="utf-8")
    written = _valid(run("analyse", "--format", "json", path).stdout)

    assert written["metrics"]
    for one in written["metrics"]:
        assert written["text"][one["start"] : one["end"]] == one["text"]


def test_suffix_of_the_output_chooses_the_format(report: Path, tmp_path: Path) -> None:
    for suffix, beginning in (
        ("html", b"<!DOCTYPE html>"),
        ("json", b"{"),
        ("csv", b"\xef\xbb\xbf"),
        ("xlsx", b"PK"),
        ("txt", str(report).encode()),
    ):
        target = tmp_path / f"out.{suffix}"
        done = run("analyse", report, "-o", target)
        assert (done.returncode, done.stdout) == (0, "")
        assert "已写出" in done.stderr
        assert target.read_bytes().startswith(beginning)


def test_html(report: Path) -> None:
    page = run("analyse", "--format", "html", report).stdout

    assert 'data-label="成效' in page
    assert 'title="指标：' in page
    assert "<title>总结.txt</title>" in page


def test_csv(report: Path) -> None:
    text = run("analyse", "--format", "csv", report).stdout
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    assert {row["类别"] for row in rows} == {"指标", "提法", "缺项"}
    assert "120000000" in {row["数值"] for row in rows}


def test_xlsx_of_a_folder(report: Path, tmp_path: Path) -> None:
    (tmp_path / "第二份.md").write_text("# 总结\n\n办结来信5件。\n", encoding="utf-8")
    target = tmp_path / "指标.xlsx"
    assert run("analyse", tmp_path, "-o", target).returncode == 0

    sheet = load_workbook(target)["指标"]
    assert {cell.value for cell in sheet["L"][1:]} == {str(report), str(tmp_path / "第二份.md")}


def test_standard_input_and_encoding(tmp_path: Path) -> None:
    assert "指标（" in run("analyse", "-", stdin=REPORT.encode()).stdout

    path = tmp_path / "旧.txt"
    path.write_bytes(REPORT.encode("gb18030"))
    assert run("analyse", "--encoding", "gb18030", path).returncode == 0
    assert run("analyse", "--encoding", "utf-8", path).returncode == 2


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--format", "xlsx"), "-o"),
        (("--format", "html", "-"), "一次只能看一个文件"),
        (("--format", "sarif"), "json"),
    ],
)
def test_wrong_use_gets_one_sentence(report: Path, args: tuple[str, ...], word: str) -> None:
    done = run("analyse", report, *args)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("错误：")
    assert done.stderr.count("\n") == 1
    assert word in done.stderr


def test_never_over_the_input(report: Path) -> None:
    done = run("analyse", "--format", "json", "-o", report, report)

    assert done.returncode == 2
    assert report.read_text("utf-8") == REPORT


def test_unreadable(tmp_path: Path) -> None:
    done = run("analyse", tmp_path / "missing.txt")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_help_is_chinese() -> None:
    for name in ("analyse", "analyze"):
        shown = run(name, "-h").stdout
        assert "用法" in shown
        assert "例：" in shown
    assert "analyse" in run("-h").stdout

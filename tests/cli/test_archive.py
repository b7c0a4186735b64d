"""The archive command, as a user meets it."""

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

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "schemas" / "archive.schema.json"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "档案.db"
    done = run("batch", ROOT / "corpora" / "archive" / "documents", "--archive", path)
    assert done.returncode == 0, done.stderr
    return path


def ask(archive: Path, *args: str | Path) -> str:
    done = run("archive", *args, "--archive", archive)
    assert (done.returncode, done.stderr.count("错误")) == (0, 0), done.stderr
    return done.stdout


def valid(text: str) -> Any:
    written = json.loads(text)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(written)
    return written


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_search(archive: Path) -> None:
    shown = ask(archive, "search", "山洪", "预警", "--section", "思路", "--year", "2020-2021")
    assert "栖岩县水利局 2020  思路" in shown
    assert "补齐山洪预警短板" in shown

    found = valid(ask(archive, "search", "护林员打分", "--limit", "2", "--format", "json"))
    assert found["schema"] == "reportnlp/archive-search/1"
    first = found["hits"][0]
    [match] = first["matches"]
    assert first["text"][match["start"] : match["end"]] == "护林员打分"
    assert len(rows(ask(archive, "search", "防火", "--format", "csv"))) == 10


def test_trend(archive: Path, tmp_path: Path) -> None:
    shown = ask(archive, "trend", "农业总产值")
    for word in (
        "农林牧渔业总产值（亿元）",
        "空缺",
        "合并的写法：农业总产值（2014—2016）",
        "+5.6%",
    ):
        assert word in shown
    [series] = valid(ask(archive, "trend", "农业总产值", "--format", "json"))["series"]
    assert series["points"][0]["value"] == "1860000000"
    assert series["points"][-1]["value"] is None

    target = tmp_path / "产值.xlsx"
    ask(archive, "trend", "农业总产值", "-o", target)
    assert load_workbook(target).sheetnames == ["历年指标", "指标矩阵", "指标写法"]


def test_slogans(archive: Path) -> None:
    shown = ask(archive, "slogans", "工程")
    assert "四大工程 → 五大工程（数目变了）" in shown
    found = valid(ask(archive, "slogans", "--unit", "檀川", "--format", "json"))
    assert "檀川红" in {one["text"] for one in found["slogans"]}


def test_similar(archive: Path) -> None:
    shown = ask(archive, "similar", "--across", "--limit", "1")
    assert "相似 100%" in shown
    assert " │ " in shown
    assert "〔" in shown
    found = valid(ask(archive, "similar", "--unit", "林业", "--format", "json"))
    assert all("林业" in one["new"]["unit"] for one in found["copies"])


def test_list(archive: Path) -> None:
    assert "4 份报告，4 个单位" in ask(archive, "list", "--year", "2023")
    assert "没有失败的文件" in ask(archive, "list", "--failed")
    assert "林业总产值（2014—2019）" in ask(archive, "list", "--figures", "--unit", "林业")
    assert len(valid(ask(archive, "list", "--format", "json"))["reports"]) == 40


def test_correct_and_remove(tmp_path: Path) -> None:
    own = tmp_path / "自己.db"
    documents = ROOT / "corpora" / "archive" / "documents"
    run("batch", documents, "--archive", own)
    listed = rows(ask(own, "list", "--format", "csv"))
    listed[0]["单位"] = "栖岩县农牧局"
    table = tmp_path / "清单.csv"
    with table.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, listed[0].keys())
        writer.writeheader()
        writer.writerows(listed)
    done = run("archive", "correct", table, "--archive", own)
    assert "已更正 1 份报告" in done.stderr
    assert "栖岩县农牧局" in ask(own, "list")
    run("batch", documents, "--archive", own)
    assert "栖岩县农牧局" in ask(own, "list")

    wordings = [one["写法"] for one in rows(ask(own, "list", "--figures", "--format", "csv"))]
    products = [one for one in wordings if one.endswith("农产品")]
    names = tmp_path / "写法.csv"
    names.write_text(
        "写法,指标\n" + "".join(f"{one},认证农产品\n" for one in products), encoding="utf-8"
    )
    assert "2 个指标写法" in run("archive", "correct", names, "--archive", own).stderr
    series = valid(ask(own, "trend", "认证农产品", "--format", "json"))["series"]
    assert {one["unit_name"]: len(one["points"]) for one in series} == {
        "栖岩县农牧局": 1,
        "栖岩县农业农村局": 9,
    }

    done = run("archive", "remove", documents / Path(listed[1]["文件"]).name, "--archive", own)
    assert "去掉 1 个文件" in done.stderr
    assert "39 份报告" in ask(own, "list")


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("search", "粮食", "--year", "去年"), "--year 去年 看不懂"),
        (("search", "，"), "两个字以上"),
        (("trend", "粮食", "--format", "xlsx"), "-o"),
        (("remove", "没有.txt"), "都不在档案里"),
        (("remove",), "请给出要去掉的文件"),
        (("correct", "没有.csv"), "没有这个文件"),
    ],
)
def test_wrong_use_gets_one_sentence(archive: Path, args: tuple[str, ...], word: str) -> None:
    done = run("archive", *args, "--archive", archive)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("错误：")
    assert done.stderr.count("\n") == 1
    assert word in done.stderr


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("甲,乙\n1,2\n", "第一行不是更正表的表头"),
        ("文件,单位,年份,文种\nx.txt,某局,,\n", "第 2 行的文件“x.txt”不在档案里"),
        ("文件,单位,年份,文种\nx.txt,某局,去年,\n", "第 2 行的年份“去年”不是四位年份"),
        ("写法,指标\n产值,\n", "第 2 行的指标是空的"),
    ],
)
def test_bad_corrections(archive: Path, tmp_path: Path, content: str, word: str) -> None:
    table = tmp_path / "更正.csv"
    table.write_text(content, encoding="utf-8")
    done = run("archive", "correct", table, "--archive", archive)

    assert done.returncode == 2
    assert word in done.stderr


def test_no_archive(tmp_path: Path) -> None:
    done = run("archive", "list", "--archive", tmp_path / "没有.db")

    assert done.returncode == 2
    assert "请先建立档案" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert run("archive", "remove", "--gone", "--archive", tmp_path / "没有.db").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_help_is_chinese() -> None:
    shown = run("archive", "-h").stdout
    for name in ("search", "trend", "slogans", "similar", "export", "list", "remove", "correct"):
        assert name in shown
        assert "用法" in run("archive", name, "-h").stdout

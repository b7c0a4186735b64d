"""The facts command, as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", "facts", *map(str, args)]
    done = subprocess.run(command, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def test_template(tmp_path: Path) -> None:
    done = run("template", "-o", tmp_path / "表.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    assert "表.xlsx。" in done.stderr
    before = (tmp_path / "表.xlsx").read_bytes()

    again = run("template", "-o", tmp_path / "表.xlsx")
    assert again.returncode == 2
    assert "已经有这个文件" in again.stderr
    assert (tmp_path / "表.xlsx").read_bytes() == before
    assert run("template", "-o", tmp_path / "表.xlsx", "--force").returncode == 0


def test_check(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "部分,主题,事项,数值,单位,时期,来源,备注\n"
        "成效,为企服务,走访企业,28,家,上半年,企业科,\n"
        "成效,为企服务,解决难题,,件,,,\n"
        "问题,,,,,,,主动性还不够\n",
        encoding="utf-8",
    )
    done = run("check", tmp_path / "a.csv")

    assert done.returncode == 0
    assert done.stdout == (
        "（没有写单位、年度、文种）\n"
        "\n"
        "成效\n"
        "  为企服务\n"
        "    走访企业：28家（上半年，企业科）\n"
        "    解决难题：待补（件）\n"
        "\n"
        "问题\n"
        "  · 主动性还不够\n"
        "\n"
        "共 3 条：数字 1 条，待补 1 条，文字 1 条。\n"
    )


def test_check_names_every_problem_on_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("事项,数值\n走访,很多\n会议,3次、5次\n", encoding="utf-8")
    done = run("check", tmp_path / "a.csv")

    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert lines[0].endswith("a.csv 有 2 处需要改正：")
    assert lines[1].startswith("  第2行第2列（数值）：“很多”看不懂")
    assert lines[2].startswith("  第3行第2列（数值）：“3次、5次”看不懂")


def test_a_missing_file(tmp_path: Path) -> None:
    done = run("check", tmp_path / "没有.xlsx")

    assert done.returncode == 2
    assert "没有这个文件" in done.stderr


def test_check_as_json_is_a_facts_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("事项,数值,单位\n走访企业,40余,家\n", encoding="utf-8")
    done = run("check", tmp_path / "a.csv", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "b.json").write_text(done.stdout, encoding="utf-8")

    assert "走访企业：40余家" in run("check", tmp_path / "b.json").stdout

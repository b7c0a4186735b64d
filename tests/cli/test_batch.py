"""The batch command, as a user meets it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

REPORT = (
    "某县工业局{year}年工作总结\n一、工作成效\n全年完成工业投资{n}.2亿元，走访企业2{n}家。\n"
    "二、存在问题\n项目储备不足，前期工作进展较慢。\n三、下一步打算\n新开工项目1{n}个。\n"
)


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", "batch", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "报告"
    place.mkdir()
    for n in range(1, 5):
        text = REPORT.format(year=2018 + n, n=n)
        (place / f"{2018 + n}.txt").write_text(text, encoding="utf-8")
    return place


def test_first_and_second_run(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "档案.db"
    first, second = run(folder, "--archive", archive), run(folder, "--archive", archive)

    assert (first.returncode, first.stdout) == (0, "")
    assert "4 份已分析并存入" in first.stderr
    assert (second.returncode, second.stdout) == (0, "")
    assert "4 份没有变化" in second.stderr


def test_some_failed(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.docx").write_bytes(b"no zip")
    done = run(folder, "--archive", tmp_path / "档案.db", "--jobs", "1")

    assert done.returncode == 3
    assert "1 份没能分析" in done.stderr
    assert re.search(r"失败  .*坏\.docx：", done.stderr)


def test_corrections_and_export(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "更正.csv"
    table.write_text("文件,单位,年份,文种\n2019.txt,某县工信局,,\n", encoding="utf-8")
    done = run(
        folder, "--archive", tmp_path / "档案.db", "--correct", table, "--export", tmp_path / "汇总"
    )

    assert done.returncode == 0, done.stderr
    sheet = load_workbook(tmp_path / "汇总" / "汇总.xlsx")["报告"]
    assert [cell.value for cell in sheet["B"][1:]].count("某县工信局") == 1
    assert (tmp_path / "汇总" / "看板.html").read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("没有的文件夹/",), "没能分析"),
        ((".", "--jobs", "0"), "--jobs 0 太小了"),
    ],
)
def test_wrong_use(args: tuple[str, ...], word: str, folder: Path, tmp_path: Path) -> None:
    args = tuple(str(folder) if one == "." else one for one in args)
    done = run(*args, "--archive", tmp_path / "档案.db")

    assert done.returncode in (2, 3)
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_progress_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    outer, inner = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "reportnlp", "batch", folder, "--archive", tmp_path / "a.db"],
        stderr=inner,
        check=False,
    )
    os.close(inner)
    shown = b""
    while chunk := _read(outer):
        shown += chunk
    os.close(outer)

    assert done.returncode == 0
    assert re.search(r"\[#+\]  4/4  [0-9.]+ 份/秒  还需 0 秒", shown.decode())


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # Linux says so at the end of a terminal
        return b""


def test_help_is_chinese() -> None:
    shown = run("-h").stdout

    assert "用法" in shown
    assert "例：" in shown
    assert "退出码" in shown

"""The collect command, as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document as new_docx
from openpyxl import load_workbook

DRAFT = "一、工作成效\n全年走访企业**家，解决难题**件。\n"
PAST = "2022年工作总结\n一、工作成效\n全年走访企业28家，解决难题16件，办实事9件。\n"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", "collect", *map(str, args)]
    done = subprocess.run(command, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_collect(draft: Path) -> None:
    target = draft.with_name("缺项清单.xlsx")
    done = run(draft, "-o", target)

    assert (done.returncode, done.stdout) == (0, "缺项 2 个。\n")
    assert "已写出" in done.stderr
    again = run(draft, "-o", target)
    assert again.returncode == 2
    assert "已经有这个文件" in again.stderr
    assert run(draft, "-o", target, "--force").returncode == 0


def test_a_word_draft_with_past_report_and_departments(tmp_path: Path) -> None:
    word = new_docx()
    for line in DRAFT.splitlines():
        word.add_paragraph(line)
    word.save(str(tmp_path / "草稿.docx"))
    (tmp_path / "去年.txt").write_text(PAST, encoding="utf-8")
    (tmp_path / "部门.csv").write_text("企业科,企业\n", encoding="utf-8")
    target = tmp_path / "缺项清单.xlsx"
    done = run(
        tmp_path / "草稿.docx", "--past", tmp_path / "去年.txt",
        "--departments", tmp_path / "部门.csv", "--by", "部门", "-o", target,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("缺项 2 个；过去报过、这次草稿没有的 1 个。\n")
    book = load_workbook(target)
    assert book.sheetnames[0] == "企业科"
    assert book["企业科"]["G5"].value == "28家（2022年）"


def test_nothing_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text("一、工作成效\n全年走访企业28家。\n", encoding="utf-8")
    target = tmp_path / "缺项清单.xlsx"
    done = run(path, "-o", target)

    assert (done.returncode, done.stdout) == (0, "没有缺项，不用收集。\n")
    assert not target.exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("-o", "清单.csv"), "后缀要写成 .xlsx"),
        (("--by", "部门"), "--departments"),
        (("--past", "没有.txt"), "没有这个文件"),
        (("--by", "科室"), "可用的有：部门、department"),
    ],
)
def test_mistakes(draft: Path, args: tuple[str, ...], words: str) -> None:
    target = () if "-o" in args else ("-o", draft.with_name("清单.xlsx"))
    done = run(draft, *target, *args)

    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_answers_of_an_older_list(draft: Path) -> None:
    older, newer = draft.with_name("旧清单.xlsx"), draft.with_name("新清单.xlsx")
    run(draft, "-o", older)
    book = load_workbook(older)
    sheet = book.worksheets[0]
    sheet["H5"], sheet["H6"] = "31", "8"
    book.save(older)
    draft.write_text("一、工作成效\n全年走访企业**家，举办推介会**场。\n", encoding="utf-8")
    done = run(draft, "--answers", older, "-o", newer)

    assert done.returncode == 0
    assert done.stdout == "缺项 2 个。\n其中 1 个从以前的清单带来了答案。\n"
    assert "另有 1 个答案" in done.stderr
    assert load_workbook(newer).worksheets[0]["H5"].value == "31"
    assert run(draft, "--answers", draft, "-o", newer, "--force").returncode == 2

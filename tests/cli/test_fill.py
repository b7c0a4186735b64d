"""The fill command, as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reportnlp.extraction.placeholders import find_placeholders
from reportnlp.formats.files import read_document
from reportnlp.formats.layout import LaidParagraph, LaidRun, write_document

DRAFT = "一、工作成效\n全年召开推进会**次，解决难题***余条。\n"
FACTS = "部分,主题,事项,数值,单位,约数\n成效,,推进会,12,次,\n成效,,解决难题,1043,条,余\n"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "事实.csv"
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.docx"
    mark = LaidRun("【待补：推进会次数（次）】", highlight=True)
    laid = (
        LaidParagraph("heading1", (LaidRun("一、工作成效"),)),
        LaidParagraph("body", (LaidRun("全年召开推进会"), mark, LaidRun("，解决难题***余条。"))),
    )
    write_document(path, laid)
    return path


def test_a_text_as_a_difference(tmp_path: Path, table: Path) -> None:
    draft = tmp_path / "草稿.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    done = run("fill", draft, "--facts", table)

    assert done.returncode == 0
    assert "\n-全年召开推进会**次，解决难题***余条。\n" in done.stdout
    assert "\n+全年召开推进会12次，解决难题1040余条。\n" in done.stdout
    assert "已填 2" in done.stderr


def test_a_text_into_a_file(tmp_path: Path, table: Path) -> None:
    draft, target = tmp_path / "草稿.txt", tmp_path / "填好.txt"
    draft.write_bytes(DRAFT.replace("\n", "\r\n").encode("gb18030"))
    done = run("fill", draft, "--facts", table, "-o", target)

    expected = "一、工作成效\r\n全年召开推进会12次，解决难题1040余条。\r\n"
    assert target.read_bytes().decode("gb18030") == expected
    assert done.stdout.startswith("漏填的数字 2 处：已填 2，待定 0，未填 0。\n")


@pytest.mark.parametrize("option", [[], ["--plain"]])
def test_a_word_file(tmp_path: Path, table: Path, word: Path, option: list[str]) -> None:
    target = tmp_path / "填好.docx"
    done = run("fill", word, "--facts", table, "-o", target, "--author", "办公室", *option)

    assert done.returncode == 0
    document = read_document(target)
    assert document.text.startswith("一、工作成效\n全年召开推进会12次，解决难题1040余条。\n")
    assert not find_placeholders(document)
    checked = json.loads(run("check", target, "--select", "PH", "--format", "json").stdout)
    assert checked["findings"] == []


def test_json(tmp_path: Path, table: Path, word: Path) -> None:
    done = run("fill", word, "--facts", table, "--format", "json")

    content = json.loads(done.stdout)
    assert content["summary"] == {"filled": 2, "doubtful": 0, "left": 0, "unused": 0, "masked": 0}
    assert "没有写出文件" in done.stderr


def test_what_the_facts_reader_notices_is_said(tmp_path: Path) -> None:
    draft, table = tmp_path / "a.txt", tmp_path / "f.csv"
    draft.write_text("走访企业**余家。", encoding="utf-8")
    table.write_text("事项,数值,单位,约数\n走访企业,128,家,余\n", encoding="utf-8")
    done = run("fill", draft, "--facts", table)

    assert "+走访企业120余家。" in done.stdout
    assert done.stderr.startswith("注意：")


def test_mistakes_are_one_sentence(tmp_path: Path, table: Path, word: Path) -> None:
    other = run("fill", word, "--facts", table, "-o", tmp_path / "填好.txt")
    assert other.returncode == 2
    assert "请把输出文件写成 .docx" in other.stderr
    over = run("fill", word, "--facts", table, "-o", word)
    assert over.returncode == 2
    assert "不能覆盖" in over.stderr
    missing = run("fill", word, "--facts", tmp_path / "没有.csv")
    assert missing.returncode == 2
    assert missing.stderr.startswith("错误：")

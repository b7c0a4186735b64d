"""check --comments, as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

from reportnlp.formats.files import read_document
from reportnlp.formats.layout import LaidParagraph, LaidRun, write_document


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.docx"
    write_document(path, (LaidParagraph("body", (LaidRun("全年召开推进会**次。"),)),))
    return path


def test_findings_become_comments(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "批注.docx"
    done = run("check", draft, "--comments", target, "--exit-zero")

    assert done.returncode == 0
    assert "缺“推进会”的次数（次）" in done.stdout
    assert done.stderr == f"已写出 {target}，其中 1 条批注。\n"
    (comment,) = docx.Document(str(target)).comments
    assert comment.author == "reportnlp"
    assert comment.text.endswith("规则：star-placeholder（PH101）")
    assert read_document(target).text == read_document(draft).text


def test_a_second_pass_over_the_commented_file(draft: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    run("check", draft, "--comments", first)
    done = run("check", first, "--comments", second)

    assert done.returncode == 1
    assert second.read_bytes() == first.read_bytes()


def test_text_files_have_no_comments(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("召开会议**次。", encoding="utf-8")
    done = run("check", path, "--comments", tmp_path / "b.docx")

    assert done.returncode == 2
    assert "只有 .docx 文件能加批注" in done.stderr
    assert not (tmp_path / "b.docx").exists()


def test_one_file_at_a_time_and_never_over_the_draft(draft: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("甲", encoding="utf-8")

    assert (
        "一次只能写一个文件" in run("check", draft, other, "--comments", tmp_path / "c.docx").stderr
    )
    assert "不能覆盖" in run("check", draft, "--comments", draft).stderr

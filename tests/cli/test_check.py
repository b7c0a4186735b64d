"""The check command, as a user meets it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

DRAFT = "某局2023年工作总结\n一、工作成效\n全年召开推进会**次，走访企业28家。\n今年,我局抓学习。\n"


def run(
    *args: str | Path, cwd: Path | None = None, stdin: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", *map(str, args)]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_text_output_and_exit_code(draft: Path) -> None:
    done = run("check", draft)

    assert done.returncode == 1
    assert "缺“推进会”的次数（次）" in done.stdout
    assert "缺数字 1 处" in done.stdout
    assert "\x1b[" not in done.stdout
    assert done.stderr == ""


def test_a_clean_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("全年召开推进会12次。\n", encoding="utf-8")
    done = run("check", path)

    assert (done.returncode, done.stdout) == (0, "没有发现问题。\n")


def test_json(draft: Path) -> None:
    content = json.loads(run("check", "--format", "json", draft).stdout)
    blank = content["findings"][0]

    assert content["schema"] == "reportnlp/check/1"
    assert content["text"] == DRAFT
    assert content["source"]["encoding"] == "utf-8"
    assert content["text"][blank["start"] : blank["end"]] == blank["text"] == "**"
    assert (blank["name"], blank["kind"]) == ("star-placeholder", "number")


def test_an_object_a_line_for_several_files(draft: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("好。\n", encoding="utf-8")
    lines = run("check", "--format", "json", draft, other).stdout.splitlines()

    assert [json.loads(line)["summary"]["error"] for line in lines] == [1, 0]


@pytest.mark.parametrize("output", ["sarif", "github", "html"])
def test_other_formats(draft: Path, output: str) -> None:
    done = run("check", "--format", output, draft)

    assert done.returncode == 1
    assert "star-placeholder" in done.stdout


def test_output_to_a_file_never_over_the_input(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    assert run("check", "--format", "html", "-o", target, draft).returncode == 1
    assert target.read_text("utf-8").startswith("<!")

    refused = run("check", "--format", "json", "-o", draft, draft)
    assert refused.returncode == 2
    assert draft.read_text("utf-8") == DRAFT


def test_standard_input() -> None:
    assert run("check", "-", stdin="召开会议**次。".encode()).returncode == 1


def test_gb18030_and_override(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(DRAFT.encode("gb18030"))
    content = json.loads(run("check", "--format", "json", path).stdout)

    assert content["source"]["encoding"] == "gb18030"
    assert run("check", "--encoding", "utf-8", path).returncode == 2


def test_fail_on_and_exit_zero(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("今年,我局抓学习。\n", encoding="utf-8")

    assert run("check", path).returncode == 1
    assert run("check", "--fail-on", "error", path).returncode == 0
    assert run("check", "--exit-zero", path).returncode == 0


def test_select_and_ignore(draft: Path) -> None:
    assert "halfwidth-punct" not in run("check", "--select", "PH", draft).stdout
    assert "star-placeholder" not in run("check", "--ignore", "star-placeholder", draft).stdout
    refused = run("check", "--select", "star", draft)
    assert refused.returncode == 2
    assert "star-placeholder" in refused.stderr


def test_accepting_findings(draft: Path, tmp_path: Path) -> None:
    accepted = tmp_path / "accept.json"
    assert run("check", "--accept", accepted, "--write-accept", draft).returncode == 0
    assert run("check", "--accept", accepted, draft).returncode == 0

    draft.write_text("开头一句。\n" + DRAFT + "新增就业**人。\n", encoding="utf-8")
    again = run("check", "--accept", accepted, draft)
    assert again.returncode == 1
    assert "共 1 处" in again.stdout


def test_fix_shows_a_diff_and_writes_only_with_o(draft: Path, tmp_path: Path) -> None:
    draft.write_bytes(DRAFT.replace("\n", "\r\n").encode("gb18030"))
    before = draft.read_bytes()
    shown = run("check", "--fix", draft)
    assert "+今年，我局抓学习。" in shown.stdout
    assert draft.read_bytes() == before

    target = tmp_path / "改好.txt"
    run("check", "--fix", "-o", target, draft)
    assert target.read_bytes() == DRAFT.replace("今年,", "今年，").replace("\n", "\r\n").encode(
        "gb18030"
    )


def test_settings_beside_the_file(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "reportnlp.toml").write_text('ignore = ["PH", "P01"]\n')
    assert run("check", draft).returncode == 0

    (tmp_path / "reportnlp.toml").write_text('profil = "draft"\n')
    refused = run("check", draft)
    assert refused.returncode == 2
    assert "profile" in refused.stderr


# ----------------------------------------------------------------------------- bad input


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 300_000_000 + b"</a>")


def _entities(path: Path) -> None:
    body = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)


def _no_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


BAD: dict[str, Callable[[Path], object]] = {
    "empty.txt": lambda path: path.write_bytes(b""),
    "zero.docx": lambda path: path.write_bytes(b""),
    "truncated.docx": lambda path: path.write_bytes(b"PK\x03\x04" + b"\x00" * 40),
    "renamed.docx": lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
    "other.docx": _no_docx,
    "bomb.docx": _bomb,
    "entities.docx": _entities,
    "binary.txt": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "old.doc": lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
    "scan.pdf": lambda path: path.write_bytes(b"%PDF-1.4\n"),
    "folder": lambda path: path.mkdir(),
    "missing.txt": lambda path: None,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    BAD[name](path)
    done = run("check", path)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("错误：")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args", [["chekc"], ["check"], ["check", "--nope", "a"], ["check", "--format", "xml", "a"]]
)
def test_wrong_words_get_one_chinese_sentence(args: list[str]) -> None:
    done = run(*args)

    assert done.returncode == 2
    assert done.stderr.startswith("错误：")
    assert done.stderr.count("\n") == 1


def test_one_bad_file_of_several_is_listed(draft: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no zip")
    done = run("check", draft, bad)

    assert done.returncode == 3
    assert "star-placeholder" in done.stdout
    assert "bad.docx" in done.stderr


def test_an_output_that_cannot_be_written(draft: Path, tmp_path: Path) -> None:
    done = run("check", "-o", tmp_path / "none" / "out.txt", draft)

    assert done.returncode == 2
    assert done.stderr.startswith("错误：无法写入")


def test_a_file_without_rights(draft: Path) -> None:
    draft.chmod(0)
    try:
        if os.access(draft, os.R_OK):  # root reads everything: nothing to refuse
            assert run("check", draft).returncode == 1
        else:
            assert run("check", draft).returncode == 2
    finally:
        draft.chmod(stat.S_IRUSR | stat.S_IWUSR)


# ------------------------------------------------------------------------------- others


def test_help_is_chinese() -> None:
    for args in ([], ["-h"], ["check", "-h"], ["rules", "-h"], ["config", "show", "-h"]):
        done = run(*args)
        assert done.returncode == 0
        assert "用法" in done.stdout
        assert "Usage" not in done.stdout
        assert "Show this" not in done.stdout


def test_rules_and_config(tmp_path: Path) -> None:
    assert "star-placeholder" in run("rules", "list").stdout
    explained = run("rules", "explain", "enum-gap").stdout
    assert "为什么" in explained
    assert "有问题" in explained
    assert run("rules", "explain", "enum").returncode == 2
    assert "默认" in run("config", "show", tmp_path).stdout


def test_version() -> None:
    assert run("--version").stdout.startswith("reportnlp ")

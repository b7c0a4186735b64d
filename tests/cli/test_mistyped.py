"""What the command line says to a mistyped command, option, value or rule."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def said(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "reportnlp", *words], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chekc"], "没有 chekc 这个命令，最接近的是 check。"),
        (["xyzzy"], "没有 xyzzy 这个命令。"),
        (["check", "--formt", "json", "a.txt"], "没有 --formt 这个选项，最接近的是 --format。"),
        (["check", "--format", "xml", "a.txt"], "--format 的值不对，可用的有：text、"),
        (["check"], "缺少 FILE"),
    ],
)
def test_a_slip_is_named_with_what_was_probably_meant(words: list[str], sentence: str) -> None:
    assert sentence in said(*words)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("sum-mismach", "没有名为“sum-mismach”的规则，最接近的是“sum-mismatch”。"),
        ("NOPE", "没有名为“NOPE”的规则。"),
    ],
)
def test_only_a_likely_rule_is_proposed(tmp_path: Path, rule: str, sentence: str) -> None:
    draft = tmp_path / "草稿.txt"
    draft.write_text("全年召开会议12次。", encoding="utf-8")
    assert sentence in said("check", "--select", rule, str(draft))

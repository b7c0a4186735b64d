"""Patterns compile at first use; what `check` compiled is kept for the next process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportnlp.patterns import Pattern

_PROGRAM = """
import sys
from reportnlp.cli.entry import main
sys.argv = ["reportnlp", "check", sys.argv[1]]
try:
    main()
except SystemExit:
    pass
from reportnlp import patterns
print(len(patterns._compiled_here()), file=sys.stderr)
"""
_TEXT = (
    "召开会议**次，投入资金X万元，同比增长%。\n一、李某走访3--5户\n三、2023年2月30日，共有5个个村。"
)


class Run:
    """A check in a process of its own, with byte code under a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        self.draft = folder / "a.txt"
        self.draft.write_text(_TEXT, encoding="utf-8")

    def __call__(self, *options: str) -> tuple[str, int]:
        """What it prints, and how many patterns it had to compile."""
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(self.cache)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [sys.executable, *options, "-c", _PROGRAM, str(self.draft)],
            capture_output=True,
            check=True,
            env=environment,
        )
        return done.stdout.decode(), int(done.stderr)

    def kept(self) -> list[Path]:
        return list(self.cache.rglob("*.patterns*"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def test_a_second_process_takes_up_what_the_first_compiled(run: Run) -> None:
    first, compiled = run()
    second, compiled_again = run()

    assert "**" in first
    assert first == second
    assert compiled > 20
    assert compiled_again < compiled // 4
    assert len(run.kept()) == 1


@pytest.mark.parametrize("broken", [b"", b"nonsense", b"(\x02\x00\x00\x00NN"])
def test_a_broken_store_is_none(run: Run, broken: bytes) -> None:
    first, compiled = run()
    run.kept()[0].write_bytes(broken)

    assert run() == (first, compiled)


def test_nothing_is_kept_where_python_keeps_no_byte_code(run: Run) -> None:
    assert run("-B")[0]
    assert run.kept() == []


def test_words_of_the_text_are_not_kept(run: Run) -> None:
    run.draft.write_text("全县共有无花果园12个。\n全县共有无花果园15个，**。", encoding="utf-8")
    run()

    assert "无花果" not in run.kept()[0].read_bytes().decode("utf-8", "replace")


def test_a_pattern_finds_as_a_compiled_one() -> None:
    pattern = Pattern(r"(?P<number>[0-9]+)次")

    assert [match["number"] for match in pattern.finditer("12次，3次")] == ["12", "3"]
    assert pattern.sub("", "12次") == ""
    assert pattern.fullmatch("1次") and pattern.match("1次，") and not pattern.search("次")
    assert pattern.findall("7次") == ["7"]

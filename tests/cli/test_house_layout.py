"""A unit's own layout, from its settings file to the page and back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HOUSE = """[layout]
left = 27
right = 27
line-pitch = 33
body-font = "宋体"
body-size = "小三"
page-number = "center"
"""
FACTS = "部分,事项,数值,单位\n成效,走访企业,1286,家次\n成效,化解矛盾纠纷,31,件\n"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


def layout_findings(path: Path) -> set[str]:
    done = run("check", path, "--select", "LY", "--format", "json")
    return {finding["code"] for finding in json.loads(done.stdout)["findings"]}


def test_what_draft_writes_passes_the_rules_that_hold(tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text(FACTS, encoding="utf-8")
    usual, own = tmp_path / "usual.docx", tmp_path / "own.docx"

    assert run("draft", facts, "-o", usual).returncode == 0
    assert layout_findings(usual) == set()
    (tmp_path / "reportnlp.toml").write_text(HOUSE, encoding="utf-8")
    assert run("draft", facts, "-o", own).returncode == 0
    assert layout_findings(own) == set()
    assert {"LY002", "LY009"} <= layout_findings(usual)


def test_a_mistake_in_the_settings_is_named(tmp_path: Path) -> None:
    (tmp_path / "reportnlp.toml").write_text('[layout]\nbody-fonts = "宋体"\n', encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text("甲", encoding="utf-8")
    done = run("check", path)

    assert done.returncode == 2
    assert "没有“body-fonts”这项设置，最接近的是“body-font”" in done.stderr

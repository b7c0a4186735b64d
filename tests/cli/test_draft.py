"""reportnlp draft as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reportnlp

FACTS = """
单位: 云岭县档案馆
年度: 2023
文种: 工作总结
事实:
  - {部分: 成效, 主题: 库房管理, 备注: 修订库房管理制度}
  - {部分: 成效, 主题: 库房管理, 事项: 整理档案, 数值: 3.5, 单位: 万卷}
  - {部分: 成效, 主题: 利用服务, 事项: 接待查档群众, 数值: 2316, 单位: 人次}
  - {部分: 成效, 主题: 利用服务, 事项: 档案宣传活动, 数值: , 单位: 场}
  - {部分: 问题, 备注: 数字化人手不足}
  - {部分: 思路, 备注: 充实数字化人手}
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "事实.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return path


def run(*args: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reportnlp", "draft", *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        input=stdin,
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )


def test_word_markdown_and_text_say_the_same(facts: Path, tmp_path: Path) -> None:
    texts = []
    for suffix in (".docx", ".md", ".txt"):
        target = tmp_path / f"初稿{suffix}"
        done = run(facts, "-o", target, "--model", "template")
        assert done.returncode == 0, done.stderr
        document = reportnlp.read_document(target)
        body = [p for p in document.paragraphs if not p.origin]
        lines = [p.span.cut(document.text).lstrip("# ") for p in body]
        texts.append(lines)

    assert texts[0] == texts[1] == texts[2]
    assert "整理档案3.5万卷" in "".join(texts[0])


def test_the_summary_tells_blanks_and_strays(facts: Path) -> None:
    done = run(facts, "--model", "template")

    assert "用了事实 6 条（共 6 条），待补 1 处，没有来源的数字 0 个。" in done.stderr
    assert "待补：档案宣传活动（场）" in done.stderr
    assert done.stdout.startswith("云岭县档案馆2023年工作总结\n")


def test_the_draft_is_checked_like_any_other(facts: Path, tmp_path: Path) -> None:
    target = tmp_path / "初稿.txt"
    run(facts, "-o", target, "--model", "template", "-q")

    findings = reportnlp.check(reportnlp.read_document(target))
    assert [(f.name, f.placeholder.name if f.placeholder else "") for f in findings] == [
        ("bracket-placeholder", "档案宣传活动")
    ]


def test_trace(facts: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace.json"
    run(facts, "--trace", trace, "--model", "template", "-q")

    content = json.loads(trace.read_text(encoding="utf-8"))
    assert content["schema"] == "reportnlp/draft-trace/1"
    assert content["model"]["backend"] == "template"


def test_sections_and_seed(facts: Path) -> None:
    one = run(facts, "--section", "问题,思路", "--model", "template", "-q").stdout
    assert "整理档案" not in one
    assert "数字化人手" in one
    drafts = {run(facts, "--seed", seed, "--model", "template", "-q").stdout for seed in range(4)}
    assert len(drafts) > 1
    again = run(facts, "--seed", 3, "--model", "template", "-q").stdout
    assert again in drafts


def test_choosing_on_the_terminal(facts: Path) -> None:
    first = run(facts, "--model", "template", "-q", "--choose", stdin="1\n" * 9)
    second = run(facts, "--model", "template", "-q", "--choose", stdin="2\n" * 9)

    assert first.returncode == second.returncode == 0
    assert first.stdout != second.stdout
    assert "用哪一句" in first.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["无.xlsx"], "没有这个文件"),
        (["F", "--section", "结论"], "没有“结论”这个部分"),
        (["F", "-o", "a.pdf"], ".docx、.md 或 .txt"),
        (["F", "--comments"], "批注只能写在 Word 文件里"),
        (["F", "--model", "没有的"], "没有模型“没有的”"),
        (["F", "--like", "无.docx"], "没有这个文件"),
        (["F", "-o", "F"], ".docx、.md 或 .txt"),
    ],
)
def test_wrong_use_gets_one_sentence(facts: Path, args: list[str], words: str) -> None:
    done = run(*(str(facts) if arg == "F" else arg for arg in args), "-q")

    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("错误：") == 1
    assert "Traceback" not in done.stderr


def test_mistakes_in_the_facts_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "事实.csv"
    path.write_text(
        "部分,事项,数值,单位\n成效,走访企业,二十来,家\n结论,培训,5,人\n", encoding="utf-8"
    )
    done = run(path, "-q")

    assert done.returncode == 2
    assert "第3行" in done.stderr

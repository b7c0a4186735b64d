"""`reportnlp check` starts at once: it loads nothing that it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {
    "click", "docx", "lxml", "rich", "jieba", "sklearn", "numpy", "torch", "transformers", "pandas",
    "openpyxl", "importlib.metadata", "asyncio", "difflib", "tomllib", "email", "http",
    "typing", "urllib.request", "unittest",
}  # fmt: skip


def _loaded(path: Path, *args: str) -> set[str]:
    program = (
        "import sys; sys.argv[0] = 'reportnlp'\n"
        "from reportnlp.cli.entry import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check", *args, str(path)], capture_output=True, check=True
    )
    return set(done.stderr.decode().split())


def test_a_text_file_needs_no_library(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("召开会议**次。", encoding="utf-8")

    loaded = _loaded(path)
    assert not HEAVY & loaded
    assert "reportnlp.formats.markdown" not in loaded
    assert "reportnlp.rendering.html" not in loaded


def test_the_package_itself_loads_nothing() -> None:
    program = (
        "import reportnlp, sys\n"
        "print('\\n'.join(m for m in sys.modules if m.startswith('reportnlp.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.split() == []


def test_no_pattern_is_compiled_before_it_is_needed() -> None:
    program = (
        "import dataclasses, pathlib, re\n"
        "compiled, given = [], re.compile\n"
        "re.compile = lambda *words: compiled.append(words[0]) or given(*words)\n"
        "import reportnlp.checking.runner, reportnlp.cli.checking, reportnlp.rendering.terminal\n"
        "print('\\n'.join(compiled))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.decode().split() == []

"""Set up an environment for the peers, once, and measure beside them: `make bench`.

usage: run.py [speed|peers]

The peers are no part of the product: they live in .bench-venv, made on the first call.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENV = ROOT / ".bench-venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed"
PEERS = ("jieba==0.42.1", "jionlp==1.5.31", "recognizers-text-suite", "emoji==1.7.0")


def main() -> int:
    if not STAMP.exists():
        print("installing the peers into .bench-venv (once) …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *PEERS], check=True)
        subprocess.run([*install, "-c", str(ROOT / "constraints.txt"), "-e", str(ROOT)], check=True)
        STAMP.touch()
    which = sys.argv[1] if len(sys.argv) > 1 else "speed"
    script = ROOT / "benchmarks" / f"{which}.py"
    return subprocess.run([str(PYTHON), str(script)], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())

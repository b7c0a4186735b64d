"""Set up an environment for the peers, once, and measure beside them: `make bench`.

usage: run.py

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
PEERS = ("jieba==0.42.1", "jionlp==1.5.31")


def main() -> int:
    if not STAMP.exists():
        print("installing the peers into .bench-venv (once) …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *PEERS], check=True)
        subprocess.run([*install, "-c", str(ROOT / "constraints.txt"), "-e", str(ROOT)], check=True)
        STAMP.touch()
    return subprocess.run(
        [str(PYTHON), str(ROOT / "benchmarks" / "speed.py")], check=False
    ).returncode


if __name__ == "__main__":
    raise SystemExit(main())

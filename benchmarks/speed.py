"""How fast the check is, beside JioNLP's money extraction and jieba's cut on the same texts.

Run by `make bench` in the environment of the peers. Each contender goes over all texts in turn,
five rounds, and its best round counts, so that one disturbance does not decide. Compare the ratios.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 5


def texts() -> list[str]:
    """Drafts and reports of the corpora, cut to about 900 characters as in peers' measurements."""
    from reportnlp.formats.files import read_document

    paths = [
        path
        for corpus in ("drafts", "reports")
        for path in sorted((ROOT / "corpora" / corpus / "documents").iterdir())
    ]
    return [read_document(path).unwrapped()[0].text[:900] for path in paths]


def seconds(run: Callable[[str], object], samples: list[str]) -> float:
    """The best of some rounds over all samples, in seconds of this process."""
    for sample in samples:
        run(sample)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for sample in samples:
            run(sample)
        best = min(best, time.process_time() - start)
    return best


def contenders() -> dict[str, Callable[[str], object]]:
    with contextlib.redirect_stdout(io.StringIO()):
        import jieba
        import jieba.posseg
        import jionlp

    from reportnlp.checking.runner import check
    from reportnlp.document import Document
    from reportnlp.extraction.analysis import analyse

    jieba.setLogLevel(logging.ERROR)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    tagger = jieba.posseg.POSTokenizer(cutter)
    return {
        "reportnlp check": lambda text: check(Document.from_text(text)),
        "reportnlp analyse": lambda text: analyse(Document.from_text(text)),
        "jieba cut": lambda text: list(cutter.cut(text)),
        "jieba posseg.cut": lambda text: list(tagger.cut(text)),
        "JioNLP extract_money": lambda text: jionlp.ner.extract_money(text),
    }


def user_time(command: list[str], times: int = 9) -> float:
    """The least user time of a command, in milliseconds."""
    best = float("inf")
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        best = min(best, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return best * 1000


def main() -> int:
    samples = texts()
    characters = sum(map(len, samples))
    megabytes = sum(len(sample.encode()) for sample in samples) / 1e6
    print(
        f"{len(samples)} texts, {characters} characters, {megabytes:.3f} MB; "
        f"Python {sys.version.split()[0]}\n"
    )
    print("| contender | texts/s | MB/s | time against reportnlp check |\n|---|---|---|---|")
    measured = {name: seconds(run, samples) for name, run in contenders().items()}
    base = measured["reportnlp check"]
    for name, taken in measured.items():
        print(
            f"| {name} | {len(samples) / taken:.0f} | {megabytes / taken:.2f} "
            f"| {taken / base:.2f} × |"
        )

    draft = sorted((ROOT / "corpora" / "drafts" / "documents").glob("*.txt"))[0]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    floor = user_time([sys.executable, "-c", "pass"])
    start = user_time([sys.executable, "-m", "reportnlp", "check", str(draft)])
    print(
        f"\nstart to end of one file: {start:.0f} ms of user time; python -c pass: {floor:.0f} ms;"
    )
    print(f"bar (2.5 × floor + 80 ms): {2.5 * floor + 80:.0f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

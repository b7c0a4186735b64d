"""How fast the check is, beside JioNLP's money extraction and jieba's cut on the same texts.

Run by `make bench` in the environment of the peers, for each corpus by itself. Each contender goes
over all texts in turn, seven rounds, and its best round counts, so that one disturbance does not
decide. Times depend on the machine; compare the ratios.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPORA = ("drafts", "reports")
ROUNDS = 7
STARTS = 15
CHECK = "reportnlp check"


def texts(corpus: str) -> list[str]:
    """The documents of a corpus, cut to about 900 characters as in peers' measurements."""
    from reportnlp.formats.files import read_document

    paths = sorted((ROOT / "corpora" / corpus / "documents").iterdir())
    return [read_document(path).unwrapped()[0].text[:900] for path in paths]


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
        CHECK: lambda text: check(Document.from_text(text)),
        "reportnlp analyse": lambda text: analyse(Document.from_text(text)),
        "jieba cut": lambda text: list(cutter.cut(text)),
        "jieba posseg.cut": lambda text: list(tagger.cut(text)),
        "JioNLP extract_money": lambda text: jionlp.ner.extract_money(text),
    }


def seconds(runs: dict[str, Callable[[str], object]], samples: list[str]) -> dict[str, float]:
    """The best round of each contender over all samples, in seconds of this process.

    They take turns, so that a machine that grows slower or faster treats all alike.
    """
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS + 1):  # the first is never the best: it compiles and loads
        for name, run in runs.items():
            start = time.process_time()
            for sample in samples:
                run(sample)
            best[name] = min(best[name], time.process_time() - start)
    return best


def user_times(command: list[str]) -> list[float]:
    """The user times of some runs of a command, in milliseconds, rising."""
    found = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        found.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return sorted(one * 1000 for one in found)


def report_corpus(corpus: str, runs: dict[str, Callable[[str], object]]) -> None:
    samples = texts(corpus)
    megabytes = sum(len(sample.encode()) for sample in samples) / 1e6
    measured = seconds(runs, samples)
    characters = sum(map(len, samples))
    print(f"\n## {corpus}: {len(samples)} texts, {characters} characters, {megabytes:.3f} MB\n")
    print("| contender | ms per text | texts/s | MB/s |\n|---|---|---|---|")
    for name, taken in measured.items():
        each = taken / len(samples)
        print(f"| {name} | {each * 1000:.2f} | {1 / each:.0f} | {megabytes / taken:.2f} |")
    print("\n| peer | time of the whole check ÷ time of the peer (below 1: the check is faster) |")
    print("|---|---|")
    for name, taken in measured.items():
        if not name.startswith("reportnlp"):
            print(f"| {name} | {measured[CHECK] / taken:.2f} |")


def report_start() -> None:
    draft = sorted((ROOT / "corpora" / "drafts" / "documents").glob("*.txt"))[0]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    floor = user_times([sys.executable, "-c", "pass"])
    start = user_times([sys.executable, "-m", "reportnlp", "check", str(draft)])
    print("\n## `reportnlp check` of one file, start to end: ms of user time\n")
    print("| | minimum | median |\n|---|---|---|")
    rows = (("`python -c pass`", floor), ("`reportnlp check`", start))
    for name, times in rows:
        print(f"| {name} | {times[0]:.0f} | {statistics.median(times):.0f} |")
    limits = (2.5 * least + 80 for least in (floor[0], statistics.median(floor)))
    print(f"| bar: 2.5 × `python -c pass` + 80 | {' | '.join(f'{one:.0f}' for one in limits)} |")


def main() -> int:
    print(f"Python {sys.version.split()[0]}")
    runs = contenders()
    for corpus in CORPORA:
        report_corpus(corpus, runs)
    report_start()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

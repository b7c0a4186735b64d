"""Passages by template alone against the same facts drafted with the embedded model, read blind.

usage: blind.py make PAIRS.tsv [--model FOLDER] [--facts FOLDER] [--count 40] [--seed 0]
       blind.py score PAIRS.tsv VERDICTS.tsv [--seed 0]

`make` drafts the facts files of a folder twice (without --facts the test half of the corpus) and
writes pairs of passages that say the same facts but differ; which of the two is the model's is
decided by the seed. Read them, write a line `number<TAB>甲|乙|平` for each, and only then `score`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from math import comb
from pathlib import Path

from reportnlp.collecting.reading import load_facts
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.embedded import EmbeddedGenerator

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpora" / "facts"
FIELDS = ("number", "facts", "section", "topic", "甲", "乙")


def pairs_of(files: list[Path], model: EmbeddedGenerator) -> Iterator[tuple[str, ...]]:
    """File, section, topic, the template's passage, the one with the model, where they differ."""
    for path in files:
        facts = load_facts(path)
        plain, worded = draft_report(facts), draft_report(facts, model)
        for one, other in zip(plain.paragraphs, worded.paragraphs, strict=True):
            own = [fact for sentence in one.sentences for fact in sentence.facts]
            if own and one.text != other.text:
                yield path.stem, one.section, own[0].topic, one.text, other.text


def is_swapped(number: int, seed: int) -> bool:
    """Whether the model's passage of a pair stands first."""
    return random.Random(f"{seed}/{number}").random() < 0.5


def make(output: Path, folder: Path, facts: Path | None, count: int, seed: int) -> None:
    if facts is None:
        labels = (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in labels]
        files = [CORPUS / row["facts"] for row in rows if row["half"] == "test"]
    else:
        files = sorted(facts.iterdir())
    pairs = list(pairs_of(files, EmbeddedGenerator(folder)))
    chosen = random.Random(seed).sample(pairs, min(count, len(pairs)))
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(FIELDS)
        for number, (name, section, topic, plain, worded) in enumerate(chosen, start=1):
            two = (worded, plain) if is_swapped(number, seed) else (plain, worded)
            writer.writerow((number, name, section, topic, *two))
    print(f"{len(chosen)} of {len(pairs)} pairs")


def score(pairs: Path, verdicts: Path, seed: int) -> None:
    with verdicts.open(encoding="utf-8", newline="") as file:
        judged = {int(row[0]): row[1] for row in csv.reader(file, delimiter="\t") if row}
    with pairs.open(encoding="utf-8", newline="") as file:
        sections = {
            int(row["number"]): row["section"] for row in csv.DictReader(file, delimiter="\t")
        }
    tally: Counter[tuple[str, str]] = Counter()
    for number, section in sections.items():
        verdict = judged[number]
        model = "甲" if is_swapped(number, seed) else "乙"
        result = "even" if verdict == "平" else "model" if verdict == model else "template"
        tally[section, result] += 1
        tally["all", result] += 1
    for section in sorted({section for section, _ in tally}):
        won, lost, even = (tally[section, r] for r in ("model", "template", "even"))
        print(
            f"{section}: model {won}, template {lost}, even {even}; p {_sign_test(won, lost):.3f}"
        )


def _sign_test(won: int, lost: int) -> float:
    """Probability of a split at least as uneven if neither were better, two-sided."""
    total, least = won + lost, min(won, lost)
    return min(1.0, 2 * sum(comb(total, k) for k in range(least + 1)) / 2**total)


def main() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("pairs", type=Path)
    making.add_argument("--model", type=Path, default=ROOT / "models" / "reportlm")
    making.add_argument("--facts", type=Path)
    making.add_argument("--count", type=int, default=40)
    scoring = commands.add_parser("score")
    scoring.add_argument("pairs", type=Path)
    scoring.add_argument("verdicts", type=Path)
    for command in (making, scoring):
        command.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.command == "make":
        make(options.pairs, options.model, options.facts, options.count, options.seed)
    else:
        score(options.pairs, options.verdicts, options.seed)


if __name__ == "__main__":
    main()

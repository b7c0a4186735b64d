"""Sentences by template alone against the same facts worded with the embedded model, read blind.

usage: blind.py make PAIRS.tsv [--model FOLDER] [--half test] [--count 40] [--seed 0]
       blind.py score PAIRS.tsv VERDICTS.tsv [--seed 0]

`make` drafts the facts files twice and writes pairs of sentences that say the same facts, which of
the two is the model's decided by the seed. Read them, write a line `number<TAB>甲|乙|平` for each,
and only then `score`.
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
from reportnlp.drafting.draft import Sentence
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.embedded import EmbeddedGenerator
from reportnlp.drafting.framed import framed_candidates
from reportnlp.drafting.outline import Point
from reportnlp.drafting.ranking import rank
from reportnlp.drafting.template import Wording
from reportnlp.facts import Facts

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpora" / "facts"
FIELDS = ("number", "section", "topic", "before", "甲", "乙")


def pairs_of(files: list[Path], model: EmbeddedGenerator) -> Iterator[tuple[str, ...]]:
    """Section, topic, what stands before, the template's sentence, the one with a clause.

    Of each paragraph the first sentence with figures, where the model gives it a clause.
    """
    for path in files:
        facts = load_facts(path)
        draft = draft_report(facts)
        before = ""
        for paragraph in draft.paragraphs:
            open_still = True
            for sentence in paragraph.sentences:
                worded = ""
                if open_still and any(not fact.is_text for fact in sentence.facts):
                    open_still = False
                    worded = _framed(sentence, model, paragraph.section, before, facts)
                if worded:
                    topic = sentence.facts[0].topic
                    yield paragraph.section, topic, before[-60:], sentence.text, worded
                before += worded or sentence.text


def _framed(
    sentence: Sentence, model: EmbeddedGenerator, section: str, before: str, facts: Facts
) -> str:
    """The sentence behind the model's clause as `draft` would rank it first; "" for none."""
    own = next((c for c in sentence.candidates if c.text == sentence.text), None)
    if own is None:
        return ""
    point = Point(sentence.facts, next((f.period for f in sentence.facts if f.period), ""))
    body = sentence.text[len(own.lead) :]
    written = framed_candidates(
        model, point, Wording(sentence.text, (body.rstrip("。"),), own.lead), section=section,
        topic=sentence.facts[0].topic, before=before, others=facts.facts, seed=0, count=2,
    )  # fmt: skip
    best = rank([own, *written], before=before)[0]
    return "" if best.source == "template" else best.text


def is_swapped(number: int, seed: int) -> bool:
    """Whether the model's sentence of a pair stands first."""
    return random.Random(f"{seed}/{number}").random() < 0.5


def make(output: Path, folder: Path, half: str, count: int, seed: int) -> None:
    rows = [
        json.loads(line)
        for line in (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    files = [CORPUS / row["facts"] for row in rows if row["half"] == half]
    pairs = list(pairs_of(files, EmbeddedGenerator(folder)))
    chosen = random.Random(seed).sample(pairs, min(count, len(pairs)))
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(FIELDS)
        for number, (section, topic, before, plain, worded) in enumerate(chosen, start=1):
            two = (worded, plain) if is_swapped(number, seed) else (plain, worded)
            writer.writerow((number, section, topic, before, *two))
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
    making.add_argument("--half", default="test", choices=("dev", "test"))
    making.add_argument("--count", type=int, default=40)
    scoring = commands.add_parser("score")
    scoring.add_argument("pairs", type=Path)
    scoring.add_argument("verdicts", type=Path)
    for command in (making, scoring):
        command.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.command == "make":
        make(options.pairs, options.model, options.half, options.count, options.seed)
    else:
        score(options.pairs, options.verdicts, options.seed)


if __name__ == "__main__":
    main()

"""The scores on the gold corpora may rise and never fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportnlp.evaluation import CORPORA, SCORERS, Score, scores

FLOORS: dict[str, float] = json.loads(
    (Path(__file__).parent / "golden" / "scores.json").read_text("utf-8")
)


def _flat(corpus: str, half: str, score: Score) -> dict[str, float]:
    prefix = f"{corpus}/{half}/{score.name}"
    parts = {f"{prefix}/{part}": value for part, value in score.parts.items()}
    return {f"{prefix}/F1": score.f1, **parts}


@pytest.mark.parametrize("half", ["dev", "test"])
@pytest.mark.parametrize("corpus", list(SCORERS))
def test_no_score_falls(corpus: str, half: str) -> None:
    measured: dict[str, float] = {}
    for score in scores(corpus, half):
        measured.update(_flat(corpus, half, score))
    floors = {key: value for key, value in FLOORS.items() if key.startswith(f"{corpus}/{half}/")}
    assert floors

    fallen = {}
    for key, floor in floors.items():
        falls = measured[key] > floor if "false per" in key else measured[key] < floor
        if falls:
            fallen[key] = (floor, measured[key])
    assert fallen == {}


def test_every_corpus_says_what_it_is() -> None:
    for folder in CORPORA.iterdir():
        assert (folder / "README.md").is_file()
        gold = "copies.jsonl" if folder.name == "archive" else "labels.jsonl"
        assert (folder / gold).is_file()


def test_three_tenths_of_each_corpus_are_kept_for_testing() -> None:
    for corpus in SCORERS:
        lines = (CORPORA / corpus / "labels.jsonl").read_text("utf-8").splitlines()
        halves = [json.loads(line)["half"] for line in lines]
        assert 0.3 <= halves.count("test") / len(halves) <= 0.6

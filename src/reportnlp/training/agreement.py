"""How far two independent annotators agree: the ceiling for any score on their labels.

`corpora/reports/second.jsonl` holds a second pass over some of the documents of labels.jsonl.
Run `python -m reportnlp.training.agreement` for the table of docs/quality.md.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportnlp.evaluation import CORPORA, Tally, overlap, total

Record = Mapping[str, Any]


def _records(path: Path) -> dict[str, Record]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {record["file"]: record for record in map(json.loads, lines)}


def _spans(record: Record, group: str) -> dict[tuple[int, int], Record]:
    return {(label["start"], label["end"]): label for label in record.get(group, ())}


def _agreed(first: Record, second: Record, group: str, fields: Sequence[str]) -> Tally:
    """The second pass measured against the first, as if it were a program."""
    wanted, found = _spans(first, group), _spans(second, group)
    true = len(found.keys() & wanted.keys())
    tally = Tally(true, len(found) - true, len(wanted) - true)
    for key in found.keys() & wanted.keys():
        for field in fields:
            tally.add(field, found[key].get(field) == wanted[key].get(field))
        if wanted[key].get("name"):
            tally.add("name", overlap(found[key].get("name") or "", wanted[key]["name"]))
    return tally


def _sections(first: Record, second: Record) -> Tally:
    """Share of characters under the same label, over what both label."""
    sides = []
    for record in (first, second):
        labels = {}
        for section in record.get("sections", ()):
            labels.update(dict.fromkeys(range(section["start"], section["end"]), section["label"]))
        sides.append(labels)
    both = sides[0].keys() & sides[1].keys()
    starts = [{(s["start"], s["label"]) for s in r.get("sections", ())} for r in (first, second)]
    true = len(starts[0] & starts[1])
    tally = Tally(true, len(starts[1]) - true, len(starts[0]) - true)
    tally.add("characters", sum(sides[0][i] == sides[1][i] for i in both), len(both))
    return tally


def agreement(folder: Path) -> str:
    """A Markdown table of the agreement of two passes.

    Raises FileNotFoundError if there is no second pass.
    """
    first, second = _records(folder / "labels.jsonl"), _records(folder / "second.jsonl")
    names = sorted(second)
    rows = [
        ("sections", [_sections(first[n], second[n]) for n in names]),
        (
            "metrics",
            [
                _agreed(first[n], second[n], "metrics", ("value", "unit", "kind", "approx"))
                for n in names
            ],
        ),
        ("slogans", [_agreed(first[n], second[n], "slogans", ("kind",)) for n in names]),
        ("placeholders", [_agreed(first[n], second[n], "placeholders", ("kind",)) for n in names]),
    ]
    lines = [f"{len(names)} documents", "", "| what | F1 | 95 % | besides |", "|---|---|---|---|"]
    for name, tallies in rows:
        score = total(name, tallies)
        parts = ", ".join(f"{part} {value:.3f}" for part, value in score.parts.items())
        low, high = score.interval
        lines.append(f"| {name} | {score.f1:.3f} | {low:.3f}–{high:.3f} | {parts} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(agreement(CORPORA / "reports"))

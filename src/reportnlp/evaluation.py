"""Precision, recall and F1 on the gold corpora.

Run `python -m reportnlp.evaluation` (or `make score`) for the table of docs/quality.md. Spans count
as found when both ends agree; the 95 % intervals come from 1,000 bootstrap samples of documents.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from reportnlp.annotations import Analysis, Finding, Metric, Section
from reportnlp.checking.runner import check
from reportnlp.checking.settings import Settings
from reportnlp.document import Document
from reportnlp.extraction.analysis import analyse
from reportnlp.formats.files import read_document

CORPORA = Path(__file__).parents[2] / "corpora"
# A boundary counts as found when it is at most so many characters away.
BOUNDARY_SLACK = 2
_MASKS = frozenset(("masked-name", "unnamed-party"))


@dataclass(frozen=True, slots=True)
class Gold:
    """A document of a gold corpus with its labels and what the toolkit says of it.

    record: its line of labels.jsonl.
    """

    record: Mapping[str, Any]
    document: Document
    analysis: Analysis
    findings: tuple[Finding, ...]

    def labels(self, group: str) -> Sequence[Mapping[str, Any]]:
        labels: Sequence[Mapping[str, Any]] = self.record.get(group, ())
        return labels


@dataclass(slots=True)
class Tally:
    """What one document adds to a score.

    true, false, missed: found and right, found and wrong, not found.
    parts: further counts of rights and totals, by name: "value", "unit", ….
    size:  characters of the document.
    """

    true: int = 0
    false: int = 0
    missed: int = 0
    size: int = 0
    parts: dict[str, tuple[float, float]] = field(default_factory=dict)

    def add(self, name: str, right: float, total: float = 1) -> None:
        before = self.parts.get(name, (0.0, 0.0))
        self.parts[name] = (before[0] + right, before[1] + total)


Scorer = Callable[[Gold], Tally]


def load_gold(folder: Path, half: str) -> tuple[Gold, ...]:
    """The documents of one half of a corpus, read and analysed.

    half: "dev", "test" or "all".

    Raises FileNotFoundError if the corpus is not there.
    """
    lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return tuple(_gold(folder, record) for record in records if half in ("all", record["half"]))


def _gold(folder: Path, record: Mapping[str, Any]) -> Gold:
    document = read_document(folder / "documents" / record["file"])
    settings = Settings(profile=record.get("profile", "draft"))
    return Gold(record, document, analyse(document), check(document, settings))


# ----------------------------------------------------------------------------- scorers


def score_placeholders(gold: Gold) -> Tally:
    """Exact spans; masks of an anonymised text, meant as they are, count on neither side."""
    anonymised = gold.record.get("profile") == "anonymised"
    found = {
        (p.span.start, p.span.end): p
        for p in gold.analysis.placeholders
        if p.rule != "unnamed-party" and not (anonymised and p.rule in _MASKS)
    }
    wanted = {(label["start"], label["end"]): label for label in gold.labels("placeholders")}
    tally = _matched(found, wanted, gold)
    for key in found.keys() & wanted.keys():
        placeholder, label = found[key], wanted[key]
        tally.add("kind", placeholder.kind == label["kind"])
        if label["kind"] == "number":
            tally.add("unit", placeholder.unit == (label["unit"] or ""))
        if label["name"]:
            tally.add("name", overlap(placeholder.name, label["name"]))
    return tally


def score_metrics(gold: Gold) -> Tally:
    found = {(m.span.start, m.span.end): m for m in gold.analysis.metrics}
    wanted = {(label["start"], label["end"]): label for label in gold.labels("metrics")}
    tally = _matched(found, wanted, gold)
    for key in found.keys() & wanted.keys():
        metric, label = found[key], wanted[key]
        tally.add("value", _same_values(metric, label))
        tally.add("unit", metric.unit == (label["unit"] or ""))
        tally.add("kind", metric.kind == label["kind"])
        tally.add("approx", metric.approx == (label["approx"] or ""))
        tally.add("name", overlap(metric.name, label["name"] or ""))
    return tally


def score_slogans(gold: Gold) -> Tally:
    found = {(s.span.start, s.span.end): s for s in gold.analysis.slogans}
    wanted = {(label["start"], label["end"]): label for label in gold.labels("slogans")}
    tally = _matched(found, wanted, gold)
    for key in found.keys() & wanted.keys():
        tally.add("kind", found[key].kind == wanted[key]["kind"])
    return tally


def score_slogans_of(kind: str) -> Scorer:
    """A scorer that looks only at the slogans of one kind."""

    def score(gold: Gold) -> Tally:
        found = {(s.span.start, s.span.end): s for s in gold.analysis.slogans if s.kind == kind}
        wanted = {
            (label["start"], label["end"]): label
            for label in gold.labels("slogans")
            if label["kind"] == kind
        }
        return _matched(found, wanted, gold)

    return score


def score_boundaries(gold: Gold) -> Tally:
    """Starts of sections, the first one apart, with their labels."""
    found = _starts(gold.analysis.sections)
    wanted = [(label["start"], label["label"]) for label in gold.labels("sections")][1:]
    left = list(wanted)
    true = 0
    for start, label in found:
        near = [w for w in left if w[1] == label and abs(w[0] - start) <= BOUNDARY_SLACK]
        if near:
            left.remove(near[0])
            true += 1
    tally = Tally(true, len(found) - true, len(left), len(gold.document.text))
    tally.add("characters", *_same_characters(gold))
    return tally


def score_defects(gold: Gold) -> Tally:
    """Findings beside those of blanks; a place counts as found when the spans touch.

    A defect whose rule is not built yet counts as missed.
    """
    findings = [finding for finding in gold.findings if finding.placeholder is None]
    wanted = list(gold.labels("defects"))
    found = [any(_touches(f, label) for f in gold.findings) for label in wanted]
    false = [f for f in findings if not any(_touches(f, label) for label in wanted)]
    tally = Tally(sum(found), len(false), len(found) - sum(found), len(gold.document.text))
    tally.add("false per 1,000 characters", len(false) * 1000, len(gold.document.text))
    return tally


def _touches(finding: Finding, label: Mapping[str, Any]) -> bool:
    spans = [finding.span, *(related.span for related in finding.related)]
    return finding.name == label["name"] and any(
        span.start < label["end"] and label["start"] < span.end for span in spans
    )


def _matched(
    found: Mapping[tuple[int, int], object],
    wanted: Mapping[tuple[int, int], object],
    gold: Gold,
) -> Tally:
    true = len(found.keys() & wanted.keys())
    return Tally(true, len(found) - true, len(wanted) - true, len(gold.document.text))


def _same_values(metric: Metric, label: Mapping[str, Any]) -> bool:
    return _close(metric.value, label["value"]) and _close(metric.value_max, label["value_max"])


def _close(value: Decimal | None, wanted: str | None) -> bool:
    if value is None or wanted is None:
        return value is None and wanted is None
    return abs(float(Fraction(value) - Fraction(wanted))) < 1e-9


def overlap(found: str, wanted: str) -> float:
    """F1 of the characters that two names share, 0 to 1."""
    if not found or not wanted:
        return 0.0
    common = sum((Counter(found) & Counter(wanted)).values())
    return 2 * common / (len(found) + len(wanted))


def _starts(sections: Iterable[Section]) -> list[tuple[int, str]]:
    return [(section.span.start, section.label) for section in sections][1:]


def _same_characters(gold: Gold) -> tuple[int, int]:
    """Visible characters in a section of the right label, and all of them."""
    text = gold.document.text
    found, wanted = [""] * len(text), [""] * len(text)
    for section in gold.analysis.sections:
        found[section.span.start : section.span.end] = [section.label] * len(section.span)
    for label in gold.labels("sections"):
        length = label["end"] - label["start"]
        wanted[label["start"] : label["end"]] = [label["label"]] * length
    visible = [index for index, character in enumerate(text) if not character.isspace()]
    return sum(found[index] == wanted[index] for index in visible), len(visible)


# ------------------------------------------------------------------------------ totals


@dataclass(frozen=True, slots=True)
class Score:
    """A score over many documents; all shares 0 to 1.

    interval: of F1, 95 %, by bootstrap over documents.
    parts:    shares of rights by name.
    wanted:   how many labels there were.
    """

    name: str
    precision: float
    recall: float
    f1: float
    interval: tuple[float, float]
    parts: dict[str, float]
    wanted: int


def total(name: str, tallies: Sequence[Tally], *, samples: int = 1000, seed: int = 7) -> Score:
    """The score of all documents together."""
    precision, recall, f1 = _rates(tallies)
    generator = random.Random(seed)
    drawn = sorted(
        _rates(generator.choices(tallies, k=len(tallies)))[2]
        for _ in range(samples if tallies else 0)
    )
    interval = (drawn[int(samples * 0.025)], drawn[int(samples * 0.975)]) if drawn else (0.0, 0.0)
    parts: dict[str, float] = {}
    for part in {part for tally in tallies for part in tally.parts}:
        right = sum(tally.parts.get(part, (0, 0))[0] for tally in tallies)
        count = sum(tally.parts.get(part, (0, 0))[1] for tally in tallies)
        parts[part] = right / count if count else 0.0
    wanted = sum(tally.true + tally.missed for tally in tallies)
    return Score(name, precision, recall, f1, interval, dict(sorted(parts.items())), wanted)


def _rates(tallies: Sequence[Tally]) -> tuple[float, float, float]:
    true = sum(tally.true for tally in tallies)
    found = true + sum(tally.false for tally in tallies)
    wanted = true + sum(tally.missed for tally in tallies)
    precision = true / found if found else 1.0
    recall = true / wanted if wanted else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


SCORERS: dict[str, dict[str, Scorer]] = {
    "drafts": {
        "placeholders": score_placeholders,
        "defects": score_defects,
        "sections": score_boundaries,
    },
    "reports": {
        "sections": score_boundaries,
        "metrics": score_metrics,
        "placeholders": score_placeholders,
        "slogans": score_slogans,
        "slogans: brand": score_slogans_of("brand"),
        "slogans: numeral": score_slogans_of("numeral"),
        "slogans: motto": score_slogans_of("motto"),
        "slogans: parallel": score_slogans_of("parallel"),
        "defects": score_defects,
    },
}


def scores(corpus: str, half: str, *, corpora: Path = CORPORA) -> Iterator[Score]:
    """All scores of one half of a corpus."""
    documents = load_gold(corpora / corpus, half)
    for name, scorer in SCORERS[corpus].items():
        yield total(name, [scorer(gold) for gold in documents])


def as_table(rows: Iterable[tuple[str, str, Score]]) -> str:
    """A Markdown table of corpus, half and score."""
    lines = [
        "| corpus | half | what | labels | P | R | F1 | 95 % | besides |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for corpus, half, score in rows:
        parts = ", ".join(f"{name} {value:.3f}" for name, value in score.parts.items())
        low, high = score.interval
        lines.append(
            f"| {corpus} | {half} | {score.name} | {score.wanted} | {score.precision:.3f} | "
            f"{score.recall:.3f} | {score.f1:.3f} | {low:.3f}–{high:.3f} | {parts} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table for both halves of every corpus, and how many planted defects are found."""
    from reportnlp.training.decoys import report

    halves = sys.argv[1:] or ["dev", "test"]
    rows = [
        (corpus, half, score)
        for corpus in SCORERS
        for half in halves
        for score in scores(corpus, half)
    ]
    sys.stdout.write(as_table(rows))
    sys.stdout.write("\n" + report(CORPORA))


if __name__ == "__main__":
    main()

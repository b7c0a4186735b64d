"""Planted defects (decoys): one of a known kind at a known place in a clean report.

Places are found by brute force on the figures of a sentence, not by the rules' own patterns: two
numbers of one unit and a rate that fits them, a number that is the sum of its neighbours. Then one
character or item is changed, and the rule of that name has to touch the sentence.

Run `python -m reportnlp.training.decoys [FOLDER]` for the table; FOLDER: further clean reports.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportnlp.annotations import Finding
from reportnlp.checking.runner import check
from reportnlp.document import Document, Span
from reportnlp.training.decoy_planters import PLANTERS
from reportnlp.training.decoy_sentences import sentences

_SENTENCE = re.compile(r"[^。！？\n]{8,400}[。！？]?")
_MOST_OF_A_KIND = 6
"""Decoys of one kind in one report."""


@dataclass(frozen=True, slots=True)
class Decoy:
    """A report with one defect.

    rule: public name of the rule that has to find it.
    text: with the defect.
    span: the sentence that holds it, in `text`.
    """

    rule: str
    text: str
    span: Span


def plant(text: str, seed: int) -> tuple[Decoy, ...]:
    """Decoys for all places of a report that hold something to break.

    text: without hard line wraps.
    """
    generator = random.Random(seed)
    by_rule: dict[str, list[Decoy]] = {}
    for match in _SENTENCE.finditer(text):
        for planter in PLANTERS:
            for rule, start, end, words in planter(text, match.start(), match.end(), generator):
                planted = text[:start] + words + text[end:]
                span = Span(match.start(), match.end() + len(words) - (end - start))
                by_rule.setdefault(rule, []).append(Decoy(rule, planted, span))
    chosen = [decoy for decoy, _ in composed(text, generator)]
    for _, decoys in sorted(by_rule.items()):
        chosen += generator.sample(decoys, min(len(decoys), _MOST_OF_A_KIND))
    return tuple(chosen)


def composed(text: str, generator: random.Random) -> tuple[tuple[Decoy, str], ...]:
    """Decoys whose sentence was put behind a paragraph, each with the text of the right sentence.

    One of every rule at a time, so that no sentence stands beside another.
    """
    ends = [m.end() for m in re.finditer(r"[^\n]{60,}。(?=\n)", text)]
    pairs = list(sentences(generator))
    if not ends:
        return ()
    made = []
    for rule in sorted({rule for rule, _ in pairs}):
        of_rule = [pair for name, pair in pairs if name == rule]
        for right, wrong in generator.sample(of_rule, min(len(of_rule), _COMPOSED)):
            at = generator.choice(ends)
            span = Span(at, at + len(wrong))
            decoy = Decoy(rule, text[:at] + wrong + text[at:], span)
            made.append((decoy, text[:at] + right + text[at:]))
    return tuple(made)


_COMPOSED = 3
"""Composed decoys of one kind in one report."""


# -------------------------------------------------------------------------------- scores


@dataclass(frozen=True, slots=True)
class Recall:
    """How many decoys of a rule were found."""

    rule: str
    found: int
    planted: int


def recalls(documents: Sequence[Document], *, seed: int = 11) -> tuple[Recall, ...]:
    """Recall a rule over the decoys of clean reports."""
    counts: dict[str, list[int]] = {}
    for index, document in enumerate(documents):
        joined, _ = document.unwrapped()
        before = {_key(finding, joined.text) for finding in check(joined)}
        for decoy in plant(joined.text, seed + index):
            count = counts.setdefault(decoy.rule, [0, 0])
            count[1] += 1
            count[0] += _is_found(decoy, before)
    return tuple(Recall(rule, *count) for rule, count in sorted(counts.items()))


def _key(finding: Finding, text: str) -> tuple[str, str]:
    return finding.name, finding.span.cut(text)


def _is_found(decoy: Decoy, before: set[tuple[str, str]]) -> bool:
    document = Document.from_text(decoy.text)
    return any(
        finding.name == decoy.rule
        and any(span.overlaps(decoy.span) for span in _spans(finding))
        and (_key(finding, decoy.text) not in before or finding.name == "unpaired-quote")
        for finding in check(document)
    )


def _spans(finding: Finding) -> Iterable[Span]:
    return (finding.span, *(related.span for related in finding.related))


def as_table(rows: Iterable[tuple[str, Recall]]) -> str:
    """A Markdown table of corpus and recall."""
    lines = ["| corpus | rule | planted | found | recall |", "|---|---|---|---|---|"]
    for corpus, recall in rows:
        share = recall.found / recall.planted
        lines.append(
            f"| {corpus} | {recall.rule} | {recall.planted} | {recall.found} | {share:.3f} |"
        )
    return "\n".join(lines) + "\n"


def wrong_alarms(documents: Sequence[Document], *, seed: int = 11) -> tuple[int, int]:
    """How many of the composed sentences are objected to though they are right, and of how many."""
    wrong = total = 0
    for index, document in enumerate(documents):
        joined, _ = document.unwrapped()
        for decoy, right in composed(joined.text, random.Random(seed + index)):
            total += 1
            end = decoy.span.start + len(right) - len(joined.text)
            span = Span(decoy.span.start, end)
            wrong += any(
                finding.name == decoy.rule and finding.span.overlaps(span)
                for finding in check(Document.from_text(right))
            )
    return wrong, total


def false_alarms(documents: Sequence[Document], names: frozenset[str]) -> tuple[int, int]:
    """Error-level findings of some rules on clean reports, and how many characters those have."""
    found = characters = 0
    for document in documents:
        characters += len(document.text)
        found += sum(f.severity == "error" and f.name in names for f in check(document))
    return found, characters


def report(corpora: Path, folder: Path | None = None) -> str:
    """The table for both halves of our reports and for the reports of a folder."""
    from reportnlp.formats.files import find_files, read_document

    labels = (corpora / "reports" / "labels.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in labels.splitlines()]
    documents = corpora / "reports" / "documents"
    groups: list[tuple[str, list[Document]]] = [
        (
            f"reports {half}",
            [read_document(documents / r["file"]) for r in records if r["half"] == half],
        )
        for half in ("dev", "test")
    ]
    if folder is not None:
        groups.append((folder.name, [read_document(path) for path in find_files((folder,))]))
    rows = [(name, recall) for name, texts in groups for recall in recalls(texts)]
    names = frozenset(recall.rule for _, recall in rows)
    lines = [as_table(rows)]
    for name, texts in groups:
        found, characters = false_alarms(texts, names)
        lines.append(
            f"{name}: {found} error-level findings of these rules on the untouched originals, "
            f"{characters} characters\n"
        )
        wrong, total = wrong_alarms(texts)
        lines.append(f"{name}: {wrong} of {total} right sentences are objected to\n")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    from reportnlp.evaluation import CORPORA

    sys.stdout.write(report(CORPORA, Path(sys.argv[1]) if len(sys.argv) > 1 else None))


if __name__ == "__main__":
    main()

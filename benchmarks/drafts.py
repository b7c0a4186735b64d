"""Drafts of the facts files by templates and models, each with and without our guard, measured.

usage: drafts.py [--files N] [--half dev|test] [--judge MODEL] [--texts FOLDER] MODEL…

MODEL is what `draft --model` takes. Without the guard, the same requests go to the same model with
no mask (where the backend has one to take off) and its first wording stands unread: what a user
would get who filled the figures into what the model wrote. --judge is a model folder that gives the
likelihoods; it should not be one of those that write.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path
from unittest.mock import patch

from reportnlp.annotations import Metric
from reportnlp.collecting.reading import load_facts
from reportnlp.document import Document
from reportnlp.drafting.backends import backend_of, load_generator
from reportnlp.drafting.clauses import blank_mark
from reportnlp.drafting.draft import Draft
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.generator import TextGenerator
from reportnlp.drafting.huggingface import HuggingFaceGenerator
from reportnlp.drafting.llamacpp import LlamaCppGenerator
from reportnlp.drafting.names import form_of
from reportnlp.extraction.metrics import find_metrics
from reportnlp.facts import Fact, Facts

CORPUS = Path(__file__).parents[1] / "corpora" / "facts"
_NAME = re.compile(
    r"《[^《》]{1,60}》|“[^“”]{1,40}”|[A-Za-z]{2,}"
    r"|[\u4e00-\u9fff]{2,6}(?:公司|集团|学院|大学|医院|法院|检察院|银行|协会|党校|研究院)"
)
_BLANK = re.compile(r"【[^】]*】")
_CLAUSE = 6


@dataclass(slots=True)
class Tally:
    """Counts over drafts.

    figures, right: figures of the drafts; those that are a fact's value with its unit.
    paired:         those that stand with their own fact's name.
    unit_changes:   a fact's digits with another unit.
    facts, said:    facts with a figure; those whose figure stands in the draft.
    blanks, kept:   facts without one; those that stand as a marked blank.
    names:          titles, quotations, organisations and Latin words that the facts do not have.
    strays:         slots that stayed unfilled or stand for nothing.
    clauses, again: clauses of at least six characters; those that stood before in the draft.
    pairs, kinds:   pairs of neighbouring characters; different ones.
    asked, refused: wordings of a model; those that verification refused.
    sentences, own: sentences with figures; those that a model worded.
    """

    figures: int = 0
    right: int = 0
    paired: int = 0
    unit_changes: int = 0
    facts: int = 0
    said: int = 0
    blanks: int = 0
    kept: int = 0
    names: int = 0
    strays: int = 0
    clauses: int = 0
    again: int = 0
    pairs: int = 0
    kinds: int = 0
    asked: int = 0
    refused: int = 0
    sentences: int = 0
    own: int = 0
    characters: int = 0
    seconds: float = 0.0
    likelihood: float = 0.0

    def add(self, other: Tally) -> None:
        for field in fields(self):
            value = getattr(self, field.name) + getattr(other, field.name)
            setattr(self, field.name, value)


def measured(draft: Draft, seconds: float) -> Tally:
    """What one draft is worth; the likelihood apart."""
    facts = draft.facts
    text = "\n".join(p.text for p in draft.paragraphs if p.kind not in ("title", "author", "date"))
    tally = Tally(seconds=seconds, characters=len(text))
    _count_figures(text, facts, tally)
    given = [fact for fact in facts.facts if fact.value is not None]
    tally.facts = len(given)
    tally.said = sum(fact.quantity.lstrip("-－−") in text for fact in given)
    empty = [fact for fact in facts.facts if fact.is_blank]
    tally.blanks = len(empty)
    tally.kept = sum(blank_mark(fact) in text for fact in empty)
    said = _words(facts)
    names = _NAME.findall(_BLANK.sub("", text))
    # What stands before an organisation may be part of the match: its last characters decide.
    tally.names = sum(name not in said and name[-4:] not in said for name in names)
    tally.strays = text.count("〔")
    clauses = [c for c in re.split(r"[，。；：\n]", text) if len(c) >= _CLAUSE]
    tally.clauses, tally.again = len(clauses), len(clauses) - len(set(clauses))
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    tally.pairs, tally.kinds = len(pairs), len(set(pairs))
    for sentence in draft.sentences:
        written = [c for c in sentence.candidates if c.source != "template"]
        tally.asked += len(written)
        tally.refused += sum(bool(c.reasons) for c in written)
        if any(not fact.is_text for fact in sentence.facts):
            tally.sentences += 1
            tally.own += sentence.source != "template"
    return tally


def _words(facts: Facts) -> str:
    rows = (f"{f.topic} {f.name} {f.note} {f.period} {f.unit}" for f in facts.facts)
    return "\n".join((facts.unit, facts.year, facts.kind, facts.author, *rows))


def _count_figures(text: str, facts: Facts, tally: Tally) -> None:
    quoted = {(m.value, m.unit) for m in find_metrics(Document.from_text(_words(facts)))}
    given = [fact for fact in facts.facts if fact.value is not None]
    end = 0
    for metric in find_metrics(Document.from_text(text)):
        before = text[max(end, metric.span.start - 40) : metric.span.start]
        end = metric.span.end
        fitting = [fact for fact in given if _is_figure(metric, fact)]
        if not fitting and (metric.value, metric.unit) in quoted:
            continue
        tally.figures += 1
        tally.right += bool(fitting)
        tally.unit_changes += not fitting and any(
            fact.figure and fact.figure in metric.span.cut(text) for fact in given
        )
        best = max((_shared(before, fact) for fact in given), default=0)
        shared = _shared(text[max(0, metric.span.start - 80) : end], *fitting[:1])
        tally.paired += any(_shared(before, fact) == best for fact in fitting) or shared > 0.6


def _is_figure(metric: Metric, fact: Fact) -> bool:
    value = fact.value
    return (
        value is not None
        and metric.value in (value, abs(value))
        and metric.value_max == fact.value_max
        and metric.unit in (fact.base_unit, metric.unit if not fact.base_unit else fact.base_unit)
    )


def _shared(context: str, *facts: Fact) -> float:
    """The largest share of a fact's name that stands in the context, by pairs of characters."""
    shares = [0.0]
    for fact in facts:
        name = form_of(fact).name
        pairs = {name[i : i + 2] for i in range(len(name) - 1)} or {name}
        shares.append(sum(pair in context for pair in pairs) / len(pairs))
    return max(shares)


def drafts(
    files: Sequence[Path], generator: TextGenerator | None, *, guarded: bool
) -> Iterator[tuple[Draft, float]]:
    for path in files:
        facts = load_facts(path)
        start = time.perf_counter()
        with ExitStack() as stack:
            if not guarded:
                unread = patch("reportnlp.drafting.asking.refusals", return_value=())
                stack.enter_context(unread)
            draft = draft_report(facts, generator, seed=1, candidates=2 if guarded else 1)
        yield draft, time.perf_counter() - start


def generators(name: str) -> Iterator[tuple[str, TextGenerator | None, bool]]:
    """A model with the guard and without: label, generator, guarded."""
    backend = backend_of(name)
    label = name if backend in ("template", "embedded") else f"{backend} {Path(name).name}"
    yield f"{label}", load_generator(name), True
    if backend == "huggingface":
        yield f"{label}, no guard", HuggingFaceGenerator(Path(name), guarded=False), False
    elif backend == "llamacpp":
        yield f"{label}, no guard", LlamaCppGenerator(Path(name), guarded=False), False
    elif backend != "template":
        yield f"{label}, no guard", load_generator(name), False


HEADS = (
    "writer", "figures", "precision", "invented", "unit changes", "pairs right", "recall",
    "blanks kept", "invented names", "stray slots",
    "repeated clauses", "distinct-2", "log-likelihood",
    "characters", "s a draft", "worded by the model", "wordings refused",
)  # fmt: skip


def row(label: str, tally: Tally, count: int, judged: bool) -> str:
    likelihood = f"{tally.likelihood / count:.2f}" if judged else "–"
    cells = (
        label, tally.figures, _share(tally.right, tally.figures), tally.figures - tally.right,
        tally.unit_changes, _share(tally.paired, tally.right), _share(tally.said, tally.facts),
        f"{tally.kept}/{tally.blanks}", tally.names, tally.strays,
        _share(tally.again, tally.clauses), _share(tally.kinds, tally.pairs), likelihood,
        tally.characters // count, f"{tally.seconds / count:.2f}",
        _share(tally.own, tally.sentences), _share(tally.refused, tally.asked),
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--half", choices=("dev", "test"))
    parser.add_argument("--judge", type=Path)
    parser.add_argument("--texts", type=Path, help="writes each draft into this folder, to be read")
    options = parser.parse_args()
    lines = (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    files = [CORPUS / r["facts"] for r in records if options.half in (None, r["half"])]
    files = files[: options.files]
    judge = HuggingFaceGenerator(options.judge) if options.judge else None
    print(f"{len(files)} facts files, seed 1\n")
    print("| " + " | ".join(HEADS) + " |\n|" + "---|" * len(HEADS))
    for name in options.models:
        for label, generator, guarded in generators(name):
            total = Tally()
            for draft, seconds in drafts(files, generator, guarded=guarded):
                tally = measured(draft, seconds)
                bodies = tuple(p.text for p in draft.paragraphs if p.kind == "body")
                if judge is not None and bodies:
                    known = judge.log_likelihoods("", bodies) or ()
                    tally.likelihood = sum(known) / len(bodies)
                total.add(tally)
                if options.texts:
                    options.texts.mkdir(parents=True, exist_ok=True)
                    stem = re.sub(r"[^\w.-]+", "_", f"{label} {Path(draft.facts.path).stem}")
                    (options.texts / f"{stem}.txt").write_text(draft.document.text, "utf-8")
            print(row(label, total, len(files), judge is not None), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The embedded model beside a character 5-gram model on the same held-out reports.

usage: language_model.py SHARED [MODEL]

SHARED: the folder with lm/ and corpus/; MODEL: default models/reportlm. Both learn from the same
delexicalised text. The 5-gram is interpolated Kneser-Ney (Chen and Goodman 1999, eq. 4.1) with one
discount an order. Prints bits a character, tokens a second, and how the clauses fare at the guard.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log2
from pathlib import Path

import numpy as np

from reportnlp.drafting.decoder import log_softmax
from reportnlp.drafting.embedded import EmbeddedGenerator
from reportnlp.drafting.generator import Request
from reportnlp.drafting.verification import refusals
from reportnlp.training.lm_corpus import (
    MIDDLE,
    PREFIX,
    SPECIAL,
    SUFFIX,
    clause_example,
    make_training_text,
    read_sources,
)

ORDER = 5


class KneserNey:
    """A 5-gram model of characters; probabilities by recursion to the uniform one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.counts: list[Counter[str]] = [Counter() for _ in range(ORDER + 1)]
        alphabet: set[str] = set()
        for text in texts:
            padded = "\n" * (ORDER - 1) + text
            alphabet.update(padded)
            for end in range(ORDER, len(padded) + 1):
                self.counts[ORDER][padded[end - ORDER : end]] += 1
        for order in range(ORDER - 1, 0, -1):
            self.counts[order] = Counter(gram[1:] for gram in self.counts[order + 1])
        self.size = len(alphabet) + 1
        self.totals: dict[str, int] = defaultdict(int)
        self.kinds: dict[str, int] = defaultdict(int)
        self.discounts = [0.0] * (ORDER + 1)
        for order in range(1, ORDER + 1):
            ones = sum(count == 1 for count in self.counts[order].values())
            twos = sum(count == 2 for count in self.counts[order].values())
            self.discounts[order] = ones / (ones + 2 * twos) if ones else 0.5
            for gram, count in self.counts[order].items():
                self.totals[gram[:-1]] += count
                self.kinds[gram[:-1]] += 1

    def probability(self, context: str, character: str) -> float:
        if len(context) >= ORDER:
            context = context[-(ORDER - 1) :]
        lower = self.probability(context[1:], character) if context else 1 / self.size
        total = self.totals.get(context, 0)
        if not total:
            return lower
        order = len(context) + 1
        discount = self.discounts[order]
        own = max(self.counts[order].get(context + character, 0) - discount, 0) / total
        return own + discount * self.kinds[context] / total * lower

    def bits(self, texts: Sequence[str]) -> float:
        """Bits a character, line ends not counted."""
        information, characters = 0.0, 0
        for text in texts:
            padded = "\n" * (ORDER - 1) + text
            for end in range(ORDER - 1, len(padded)):
                information -= log2(self.probability(padded[end - ORDER + 1 : end], padded[end]))
            characters += len(text)
        return information / characters


def plain(text: str) -> str:
    """The text of an example, a slot as one character."""
    text = text.replace("〔〕", "\u2402")
    for token in SPECIAL:
        text = text.replace(token, "")
    return text


def model_bits(model: EmbeddedGenerator, texts: Sequence[str]) -> float:
    """Bits a character of the embedded model, the same characters counted."""
    nats, characters = 0.0, 0
    for text in texts:
        ids = np.array([model._pieces.encode(text)])
        scores, _ = model._decoder.run(ids, None, all_places=True)
        logs = log_softmax(scores[0, :-1])
        nats -= float(logs[np.arange(ids.shape[1] - 1), ids[0, 1:]].sum())
        characters += len(plain(text))
    return nats / 0.6931471805599453 / characters


def clauses(model: EmbeddedGenerator, texts: Sequence[str], count: int) -> None:
    """Clauses for held-out places: share that passes the guard, repetition, speed, copies."""
    import random

    rng = random.Random(0)
    cuts = [cut for text in texts if (cut := clause_example(plain_slots(text), rng))]
    rng.shuffle(cuts)
    passed, answers, began, first = 0, [], time.perf_counter(), 0.0
    for number, cut in enumerate(cuts[:count]):
        before, rest = cut.removeprefix(PREFIX).split(SUFFIX)
        after = rest.split(MIDDLE)[0]
        request = Request(
            "clause", "achievements", before=before, after=after, max_chars=25, seed=number
        )
        answer = model.generate(request)[0]
        first = first or time.perf_counter() - began
        answers.append(answer.text)
        reasons = refusals(f"{answer.text}。", ())
        passed += answer.finished and not reasons and 6 <= len(answer.text) <= 25
        if number < 12:
            print(f"  {before[-14:]} [{answer.text}] {after[:14]} {'；'.join(reasons)}")
    seconds = time.perf_counter() - began
    characters = sum(map(len, answers))
    print(f"clauses that pass the guard: {passed}/{len(answers)}; distinct {len(set(answers))}")
    print(
        f"first clause after {first:.2f} s; {characters / seconds:.0f} characters/s with prompts read"
    )


def plain_slots(text: str) -> str:
    for token in SPECIAL:
        if token != "〔〕":
            text = text.replace(token, "")
    return text


def longest_copies(model: EmbeddedGenerator, train: str, starts: Sequence[str]) -> None:
    """The longest runs of unguarded continuations that stand in the training text."""
    longest = []
    for seed, start in enumerate(starts):
        ids = model._pieces.encode(f"<plain>{start}")
        rng = np.random.default_rng(seed)
        scores, cache = model._decoder.run(np.array([ids]), None, all_places=False)
        written: list[int] = []
        for _ in range(60):
            logs = log_softmax(scores[0] / 0.8)
            token = int(rng.choice(len(logs), p=np.exp(logs) / np.exp(logs).sum()))
            if token == model._pieces.ids["<end>"]:
                break
            written.append(token)
            scores, cache = model._decoder.run(np.array([[token]]), cache, all_places=False)
        names = {number: piece for piece, number in model._pieces.ids.items()}
        text = "".join(names[token] for token in written)
        longest.append(max((run_in(text, train), text) for _ in (0,)))
    print(
        "longest runs of continuations found in the training text:",
        sorted((n for n, _ in longest), reverse=True)[:10],
    )


def run_in(text: str, train: str) -> int:
    best = 0
    for start in range(len(text)):
        while start + best < len(text) and text[start : start + best + 1] in train:
            best += 1
    return best


def main() -> None:
    shared = Path(sys.argv[1])
    root = Path(__file__).parents[1]
    model = EmbeddedGenerator(
        Path(sys.argv[2]) if len(sys.argv) > 2 else root / "models" / "reportlm"
    )
    sources, held_out = read_sources(shared, root / "corpora")
    text = make_training_text(sources, held_out)
    test = text.test[:: max(len(text.test) // 600, 1)]
    print(f"embedded model: {model_bits(model, test):.3f} bits a character")
    ngram = KneserNey(plain(example) for example in text.train)
    print(f"5-gram:         {ngram.bits([plain(t) for t in test]):.3f} bits a character")
    one = np.array([[9]])
    _, cache = model._decoder.run(one, None, all_places=False)
    began = time.perf_counter()
    for _ in range(200):
        _, cache = model._decoder.run(one, cache, all_places=False)
    print(f"{200 / (time.perf_counter() - began):.0f} tokens/s, one stream")
    clauses(model, test, 200)
    train = "\n".join(plain_slots(example) for example in text.train if PREFIX not in example)
    longest_copies(model, train, [t.removeprefix("<plain>")[:6] for t in test[:40]])


if __name__ == "__main__":
    main()

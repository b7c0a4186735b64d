"""The embedded model beside a character 5-gram model on the same held-out reports.

usage: language_model.py SHARED [--model FOLDER] [--no-ngram] [--beside FOLDER]

SHARED: the folder with lm/ and corpus/. Both learn from the same delexicalised text, each passage
once for the 5-gram. That is interpolated Kneser-Ney (Chen and Goodman 1999, eq. 4.1) with one
discount an order, over the model's own characters; any other is one and the same to both. Prints
bits a character, tokens a second, how clauses and sentences fare at the guard, how many slots they
keep, how often they repeat, and the longest runs of characters that stand in the training text.
`--beside` weighs passages without slots by another causal model, too (extra `lm`).
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log, log2
from pathlib import Path

import numpy as np

from reportnlp.drafting.decoder import log_sum
from reportnlp.drafting.embedded import EmbeddedGenerator
from reportnlp.drafting.generator import Request
from reportnlp.drafting.verification import refusals
from reportnlp.training.lm_corpus import SLOT, Source, read_sources
from reportnlp.training.lm_examples import (
    END,
    MIDDLE,
    PLAIN,
    PREFIX,
    SLOTS,
    SUFFIX,
    clause_example,
    read_kept,
    sentence_example,
)

ORDER = 5
_SLOT_SIGN = "\u2402"
_UNKNOWN_SIGN = "\u2400"


class KneserNey:
    """A 5-gram model of characters; probabilities by recursion to the uniform one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.counts: list[Counter[str]] = [Counter() for _ in range(ORDER + 1)]
        alphabet: set[str] = set()
        for text in texts:
            padded = "\n" * (ORDER - 1) + text + "\n"
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
        """Bits a character, the end of a text counted as information, not as a character."""
        information, characters = 0.0, 0
        for text in texts:
            padded = "\n" * (ORDER - 1) + text + "\n"
            for end in range(ORDER - 1, len(padded)):
                information -= log2(self.probability(padded[end - ORDER + 1 : end], padded[end]))
            characters += len(text)
        return information / characters


def signs(text: str, known: frozenset[str]) -> str:
    """A text as characters: a slot is one, and what the model does not know another."""
    text = text.replace(SLOT, _SLOT_SIGN)
    return "".join(c if c in known or c == _SLOT_SIGN else _UNKNOWN_SIGN for c in text)


def model_bits(model: EmbeddedGenerator, texts: Sequence[str]) -> float:
    """Bits a character of the embedded model, counted as the 5-gram's are."""
    nats, characters = 0.0, 0
    for text in texts:
        ids = np.array([model._pieces.encode(PLAIN + text + END)])
        scores, _ = model._decoder.run(ids, None, all_places=True)
        before = scores[0, :-1]
        nats -= float((before[np.arange(ids.shape[1] - 1), ids[0, 1:]] - log_sum(before)).sum())
        characters += len(text.replace(SLOT, _SLOT_SIGN))
    return nats / log(2) / characters


def other_bits(folder: Path, texts: Sequence[str]) -> float:
    """Bits a character of a causal model in safetensors, the end of a text not counted."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    pieces = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(
        folder, local_files_only=True, use_safetensors=True, dtype=torch.float32
    ).eval()
    nats = 0.0
    with torch.inference_mode():
        for text in texts:
            # A line end stands for the beginning, so that the first piece is weighed, too.
            ids = pieces("\n" + text, return_tensors="pt").input_ids
            given = torch.log_softmax(model(ids).logits[0, :-1].double(), -1)
            nats -= float(given.gather(1, ids[0, 1:, None]).sum())
    return nats / log(2) / sum(map(len, texts))


def speed(model: EmbeddedGenerator) -> None:
    one = np.array([[9]])
    for streams in (1, 8):
        _, cache = model._decoder.run(one, None, all_places=False)
        cache = cache.repeated(streams)
        ids = one.repeat(streams, axis=0)
        began = time.perf_counter()
        for _ in range(100):
            _, cache = model._decoder.run(ids, cache, all_places=False)
        rate = 100 * streams / (time.perf_counter() - began)
        print(f"{rate:.0f} tokens/s in {streams} streams")


def clauses(model: EmbeddedGenerator, texts: Sequence[str], count: int) -> list[str]:
    """Clauses for held-out places before figures: how they fare at the guard, seconds."""
    rng = random.Random(0)
    cuts = [cut for text in texts if (cut := clause_example(text, "", rng))]
    cuts = [cut for cut in cuts if f"{SUFFIX}，" in cut and SLOT in cut.split(SUFFIX)[1]]
    requests = []
    for number, cut in enumerate(rng.sample(cuts, min(count, len(cuts)))):
        before, rest = cut.removeprefix(PREFIX).split(SUFFIX)
        after, own = rest.removesuffix(END).split(MIDDLE)
        request = Request("clause", "achievements", before=before, after=after, seed=number)
        requests.append((request, own))
    return _measured(model, requests, "clauses")


def sentences(model: EmbeddedGenerator, raws: Sequence[str], count: int) -> list[str]:
    """Sentences for held-out slots, as `clauses`."""
    rng = random.Random(0)
    cuts = [cut for raw in raws if (cut := sentence_example(raw, "", rng))]
    requests = []
    for number, cut in enumerate(rng.sample(cuts, min(count, len(cuts)))):
        before, rest = cut.removeprefix(PREFIX).split(SLOTS)
        listed, own = rest.removesuffix(END).split(MIDDLE)
        names = tuple(listed.split(SLOT)[:-1])
        request = Request(
            "sentence", "achievements", before=before, slots=names, names=names,
            max_chars=40 * len(names) + 20, seed=number,
        )  # fmt: skip
        requests.append((request, own))
    return _measured(model, requests, "sentences")


def _without_slots(text: str) -> str:
    for number in range(1, 21):
        text = text.replace(f"〔{number}〕", "")
    return text


def _measured(
    model: EmbeddedGenerator, requests: Sequence[tuple[Request, str]], what: str
) -> list[str]:
    passed, kept, answers, first = 0, 0, [], 0.0
    began = time.perf_counter()
    for number, (request, own) in enumerate(requests):
        given = model.generate(request)
        first = first or time.perf_counter() - began
        if not given:
            continue
        text = given[0].text
        answers.append(text)
        read = _without_slots(text) if request.slots else f"{text}。"
        slots = all(text.count(f"〔{i}〕") == 1 for i in range(1, len(request.slots) + 1))
        passed += slots and not refusals(read, ())
        kept += sum(f"〔{i}〕" in text for i in range(1, len(request.slots) + 1))
        if number < 12:
            print(f"  {request.before[-14:]} [{text}] {request.after[:16]} ({own})")
    seconds = time.perf_counter() - began
    total = len(requests)
    print(f"{what}: {len(answers)} of {total} answered, {passed} pass the guard")
    asked = sum(len(request.slots) for request, _ in requests)
    if asked:
        print(f"{kept} of {asked} slots kept")
    print(f"{sum(map(_repeats, answers))} say four characters twice")
    print(f"{len(set(answers))} different; first after {first:.2f} s, {seconds / total:.2f} s each")
    return answers


def _repeats(text: str) -> bool:
    plain = _without_slots(text)
    runs = [plain[i : i + 4] for i in range(len(plain) - 3)]
    return len(runs) > len(set(runs))


def continuations(model: EmbeddedGenerator, starts: Sequence[str]) -> list[str]:
    """Plain text of up to 60 tokens behind some beginnings, without the guard."""
    names = {number: piece for piece, number in model._pieces.ids.items()}
    texts = []
    for seed, start in enumerate(starts):
        ids = model._pieces.encode(PLAIN + start)
        rng = np.random.default_rng(seed)
        scores, cache = model._decoder.run(np.array([ids]), None, all_places=False)
        text = ""
        for _ in range(60):
            weights = np.exp((scores[0] - scores[0].max()).astype(np.float64) / 0.8)
            token = int(rng.choice(len(weights), p=weights / weights.sum()))
            if names[token] == END:
                break
            text += names[token]
            scores, cache = model._decoder.run(np.array([[token]]), cache, all_places=False)
        texts.append(text)
    return texts


def longest_runs(texts: Sequence[str], train: str) -> list[tuple[int, str]]:
    """The longest run of each text that stands in the training text, the longest first."""
    return sorted((_run(text, train) for text in texts), reverse=True)


def _run(text: str, train: str) -> tuple[int, str]:
    best, found = 0, ""
    for start in range(len(text)):
        while start + best < len(text) and text[start : start + best + 1] in train:
            best += 1
            found = text[start : start + best]
    return best, found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    root = Path(__file__).parents[1]
    parser.add_argument("--model", type=Path, default=root / "models" / "reportlm")
    parser.add_argument("--no-ngram", action="store_true")
    parser.add_argument("--beside", type=Path)
    options = parser.parse_args()
    model = EmbeddedGenerator(options.model)
    sources, held_out = read_sources(options.shared, root / "corpora")
    kept = [p.text for passages in read_kept(sources).values() for p in passages]
    test = read_kept((Source("held out", held_out.documents, 1.0),))["held out"]
    some = test[:: max(len(test) // 600, 1)]
    print(f"embedded model: {model_bits(model, [p.text for p in some]):.3f} bits a character")
    known = frozenset(model._pieces.ids)
    unknown = sum(c == _UNKNOWN_SIGN for p in some for c in signs(p.text, known))
    print(f"characters that it does not know: {unknown}")
    if not options.no_ngram:
        ngram = KneserNey(signs(text, known) for text in kept)
        print(f"5-gram: {ngram.bits([signs(p.text, known) for p in some]):.3f} bits a character")
    if options.beside:
        plain = [p.text for p in some if SLOT not in p.text and len(p.text) >= 20][:150]
        own, other = model_bits(model, plain), other_bits(options.beside, plain)
        print(f"{len(plain)} passages without slots, {sum(map(len, plain))} characters:")
        print(f"embedded {own:.3f}, the other {other:.3f} bits a character")
    speed(model)
    answers = clauses(model, [p.text for p in test], 200)
    answers += sentences(model, [p.raw for p in test], 60)
    train = "\n".join(kept)
    free = continuations(model, [p.text[:6] for p in some[:60]])
    for what, texts in (("guarded answers", answers), ("free continuations", free)):
        runs = longest_runs([_numbered_away(text) for text in texts], train)[:5]
        print(f"longest runs of {what} in the training text: {runs}")


def _numbered_away(text: str) -> str:
    for number in range(1, 21):
        text = text.replace(f"〔{number}〕", SLOT)
    return text


if __name__ == "__main__":
    main()

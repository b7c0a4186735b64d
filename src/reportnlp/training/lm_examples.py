"""Passages cut into examples of the tasks of the embedded language model.

A head tells section and topic, either or both left out at times. Then comes what is to be done:

    <plain> text <end>                                            to go on with a text
    <prefix> before <suffix> after <middle> clause <end>          a number-free clause (infilling,
                                                                  Bavarian et al., arXiv 2207.14255)
    <prefix> before <slots> name〔〕name〔〕 <middle> sentence <end>  a sentence around its slots

A clause is learned only if the guard of drafting would let it pass.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from reportnlp.document import Document
from reportnlp.drafting.generator import Request
from reportnlp.drafting.policy import Policy, policy_for
from reportnlp.drafting.verification import refusals
from reportnlp.extraction.metrics import find_metrics
from reportnlp.training.lm_corpus import (
    SLOT,
    Passage,
    Source,
    delexicalised,
    is_usable,
    likest,
    read_passages,
)

PLAIN, PREFIX, SUFFIX, MIDDLE, END = "<plain>", "<prefix>", "<suffix>", "<middle>", "<end>"
TOPIC, SLOTS = "<topic>", "<slots>"
SECTIONS = ("achievements", "problems", "plans", "intro", "closing")
SPECIAL = (
    "<pad>", "<unknown>", END, PLAIN, PREFIX, SUFFIX, MIDDLE, SLOT, TOPIC, SLOTS,
    *(f"<{section}>" for section in SECTIONS),
)  # fmt: skip
CLAUSE_CHARS = (5, 25)
MAX_BEFORE, MAX_AFTER = 90, 80
_SHARES = {"plain": 0.35, "clause": 0.45, "sentence": 0.20}
_FRAMING_TIMES = {"opens, leads": 8, "opens": 4}
_CLAUSE = re.compile(r"[^，。；：、！？“”《》（）—]+(?=[，。；])")
_WEIGHTS = {"opens, leads": 12.0, "leads": 4.0, "opens": 2.0, "closes": 1.0, "": 0.5}
_MAX_SLOTS = 5
_TRIES = 3


@dataclass(frozen=True, slots=True)
class TrainingText:
    """What the model is trained and tested on; a string an example, special tokens in it.

    train:  shown in any order, again and again; final: shown last, cut anew from the same sources,
            with more of the clauses that lead into facts.
    counts: source, documents, characters that were kept.
    """

    train: tuple[str, ...]
    final: tuple[str, ...]
    test: tuple[str, ...]
    counts: tuple[tuple[str, int, int], ...]


def make_training_text(
    sources: Sequence[Source], held_out: Source, *, seed: int = 0, rounds: int = 1
) -> TrainingText:
    """Examples of all tasks, in random order.

    rounds: how often the sources are cut anew; each cut falls elsewhere.
    """
    rng = random.Random(seed)
    passages = read_kept(sources)
    counts = [
        (source.name, len(source.documents), sum(len(p.text) for p in passages[source.name]))
        for source in sources
    ]
    topics = Topics(p.text for kept in passages.values() for p in kept)
    train: list[str] = []
    final: list[str] = []
    for source in sources:
        for passage, before in _with_before(passages[source.name]):
            for _ in range(_times(source.weight * rounds, rng)):
                train.append(_example(passage, before, topics, rng))
            # As broad as before: reports alone, at a falling rate, are learned by heart.
            for _ in range(_times(source.weight, rng)):
                final.append(_example(passage, before, topics, rng))
            if source.frames:
                framing = framing_examples(passage, before, rng)
                final += (_head(passage, topics, rng) + example for example in framing)
    rng.shuffle(train)
    rng.shuffle(final)
    test = [PLAIN + p.text + END for p in _passages_of(held_out)]
    counts.append((held_out.name, len(held_out.documents), sum(map(len, test))))
    return TrainingText(tuple(train), tuple(final), tuple(test), tuple(counts))


def read_kept(sources: Sequence[Source]) -> dict[str, list[Passage]]:
    """Name of each source -> the passages of it that are learned from."""
    passages = {source.name: _passages_of(source) for source in sources}
    whole = [p for source in sources if source.chosen == 1.0 for p in passages[source.name]]
    return {source.name: likest(passages[source.name], whole, source.chosen) for source in sources}


def _passages_of(source: Source) -> list[Passage]:
    return [passage for document in source.documents for passage in read_passages(document)]


def _with_before(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    before = ""
    for passage in passages:
        yield passage, before
        before = passage.text


def _times(weight: float, rng: random.Random) -> int:
    whole = int(weight)
    return whole + (rng.random() < weight - whole)


class Topics:
    """Words of four characters that hold together: 营商环境, 安全生产.

    They stand in for the headings that most passages have not.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._pairs: Counter[str] = Counter()
        self._fours: Counter[str] = Counter()
        self._edges: Counter[str] = Counter()
        for text in texts:
            for run in re.findall(r"[\u4e00-\u9fff]{2,}", text):
                self._pairs.update(run[i : i + 2] for i in range(len(run) - 1))
                self._fours.update(run[i : i + 4] for i in range(len(run) - 3))
                self._edges.update((run[:4], run[-4:]))
        edges = self._edges
        self._fours = Counter(
            {w: n for w, n in self._fours.items() if n >= 8 and 10 * edges[w] >= 3 * n}
        )
        self._total = max(sum(self._pairs.values()), 1)

    def of(self, text: str, rng: random.Random) -> str:
        """One of the words of a text that hold together best; "" for none."""
        found = {text[i : i + 4] for i in range(len(text) - 3)} & self._fours.keys()
        ranked = sorted(found, key=self._cohesion, reverse=True)[:4]
        return rng.choice(ranked) if ranked else ""

    def _cohesion(self, word: str) -> tuple[float, str]:
        apart = self._pairs[word[:2]] * self._pairs[word[2:]]
        across = self._pairs[word[1:3]]
        count = self._fours[word]
        return log(count * self._total / apart) + log(count / across), word


def _example(
    passage: Passage,
    before: str,
    topics: Topics,
    rng: random.Random,
) -> str:
    head = _head(passage, topics, rng)
    task = rng.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
    before = before[-rng.randrange(1, MAX_BEFORE) :] if rng.random() < 0.5 else ""
    if task == "sentence" and (cut := sentence_example(passage.raw, before, rng)):
        return head + cut
    if task != "plain" and (cut := clause_example(passage.text, before, rng)):
        return head + cut
    return head + PLAIN + passage.text + END


def _head(passage: Passage, topics: Topics, rng: random.Random) -> str:
    section = passage.section if passage.section in SECTIONS and rng.random() < 0.8 else ""
    topic = passage.topic if rng.random() < 0.8 else ""
    if not topic and rng.random() < 0.4:
        topic = topics.of(passage.text, rng)
    return (f"<{section}>" if section else "") + (TOPIC + topic if topic else "")


# ------------------------------------------------------------------------ clauses


@cache
def _policy() -> Policy:
    return policy_for(Request("clause", "achievements"))


def is_learnable(clause: str) -> bool:
    """Whether the guard of drafting would let a clause pass."""
    low, high = CLAUSE_CHARS
    if not low <= len(clause) <= high or SLOT in clause:
        return False
    policy = _policy()
    state = policy.run(policy.start(), clause)
    return state is not None and policy.can_end(state) and not refusals(f"{clause}。", ())


def clause_example(text: str, before: str, rng: random.Random) -> str:
    """What stands before and after a clause, then the clause; "" if there is none to learn.

    Clauses that open a sentence and lead into figures come most often: that is the task in a
    draft.
    """
    places = [(match, _place(text, match)) for match in _CLAUSE.finditer(text)]
    for _ in range(_TRIES):
        if not places:
            return ""
        match, kind = rng.choices(places, [_WEIGHTS[kind] for _, kind in places])[0]
        if is_learnable(match.group()):
            break
        places.remove((match, kind))
    else:
        return ""
    return _cut_out(text, before, match, rng)


def framing_examples(passage: Passage, before: str, rng: random.Random) -> list[str]:
    """An example of each clause that opens a sentence; those before figures come several times.

    For texts whose opening clauses only frame what follows: that is what the model is there for.
    """
    text = passage.text
    found = []
    for match in _CLAUSE.finditer(text):
        times = _FRAMING_TIMES.get(_place(text, match), 0)
        if times and passage.section != "problems" and is_learnable(match.group()):
            told = (before if rng.random() < 0.5 else "" for _ in range(times))
            found += [_cut_out(text, words, match, rng) for words in told]
    return found


def _cut_out(text: str, before: str, match: re.Match[str], rng: random.Random) -> str:
    after = text[match.end() : match.end() + MAX_AFTER]
    if rng.random() < 0.7:
        after = re.split(r"(?<=[。！？])", after)[0]
    before = (before + text[: match.start()])[-MAX_BEFORE:]
    return PREFIX + before + SUFFIX + after + MIDDLE + match.group() + END


def _place(text: str, match: re.Match[str]) -> str:
    opens = match.start() == 0 or text[match.start() - 1] in "。；"
    if text[match.end()] != "，":
        return "" if opens else "closes"
    leads = SLOT in re.split("[。；]", text[match.end() :])[0][:40]
    return ", ".join(word for word, holds in (("opens", opens), ("leads", leads)) if holds)


# ------------------------------------------------------------------------ sentences


def sentence_example(raw: str, before: str, rng: random.Random) -> str:
    """Names of figures, then a sentence in which slots stand for them; "" if there is none."""
    sentences = [s for s in re.split(r"(?<=[。！？])", raw) if s]
    order = rng.sample(range(len(sentences)), min(len(sentences), _TRIES))
    for number in order:
        found = _slotted(sentences[number])
        if found:
            names, sentence = found
            before = delexicalised(before + "".join(sentences[:number]))[-MAX_BEFORE:]
            listed = "".join(name + SLOT for name in names)
            return PREFIX + before + SLOTS + listed + MIDDLE + sentence + END
    return ""


def _slotted(sentence: str) -> tuple[tuple[str, ...], str] | None:
    """Names and text of a sentence all of whose figures have a name close before them."""
    names: list[str] = []
    out, position = "", 0
    for metric in find_metrics(Document.from_text(sentence)):
        before = sentence[position : metric.span.start]
        if metric.span.start < position or before.rfind(metric.name) < len(before) - 12:
            return None
        names.append(metric.name)
        out += before + SLOT
        position = metric.span.end
    out += sentence[position:]
    if not 1 <= len(names) <= _MAX_SLOTS or len(set(names)) < len(names):
        return None
    bare = out.replace(SLOT, "")
    fits = all(name in out for name in names) and delexicalised(bare) == bare
    return (tuple(names), out) if fits and is_usable(out) else None

"""Who writes drafts: templates and models behind our guard, and the same models with none.

Without a guard a model is told what a careful person would tell it: here are the facts with their
values, write this section, change and invent nothing. It sees the figures, writes them itself, and
what it writes stands as it is. Nothing punishes repeated tokens there: that would cost it figures.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from draft_scores import words_of_facts

from reportnlp.drafting.backends import backend_of, load_generator
from reportnlp.drafting.clauses import quantity_of
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.endpoint import KEY_VARIABLE
from reportnlp.drafting.examples import copied
from reportnlp.drafting.generator import Answer, ModelCard, Request, TextGenerator
from reportnlp.drafting.prompts import answers_of
from reportnlp.drafting.sampling import Sampling
from reportnlp.facts import Facts

_SECTIONS = {
    "intro": "开头",
    "achievements": "工作成效",
    "problems": "存在问题",
    "plans": "下步打算",
    "closing": "结尾",
}
_SYSTEM = "你是机关文秘，替单位写工作报告。"
_ASKED = (
    "请根据下面的事实，写{unit}{year}年{kind}的“{section}”部分，写成连贯的段落，不用标题和清单，"
    "不超过{characters}字。每个数字都要写进去，数字和单位不许改动，不许编造事实里没有的数字、名称"
    "和做法；“待补”的数字还不知道，照写【待补】。\n事实：\n{facts}"
)
_CHARS_A_FACT, _ROOM = 40, 100
_LEFT_OUT = ("title", "author", "signature", "date")


@dataclass(frozen=True, slots=True)
class Record:
    """One draft and how it came about.

    writer:    who wrote it; guarded: whether behind our guard.
    file:      name of its facts file; text: without title, author, signature and date.
    asked:     wordings of a model; refused: those that verification refused.
    sentences: those with figures; own: those of them that the model worded.
    copied:    wordings that share eight characters or more with an example of their prompt that
               the facts do not have; stood: those of them that stand in the draft.
    """

    writer: str
    guarded: bool
    file: str
    text: str
    seconds: float
    asked: int = 0
    refused: int = 0
    sentences: int = 0
    own: int = 0
    copied: int = 0
    stood: int = 0

    def as_line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False) + "\n"


class Recording:
    """A generator that remembers what it was asked and what it answered."""

    def __init__(self, inner: TextGenerator) -> None:
        self._inner = inner
        self.told: list[tuple[Request, str]] = []

    @property
    def card(self) -> ModelCard:
        return self._inner.card

    @property
    def guarded(self) -> bool:
        return self._inner.guarded

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        answers = self._inner.generate(request, count=count, on_text=on_text)
        self.told += [(request, answer.text) for answer in answers]
        return answers

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        return self._inner.log_likelihoods(before, texts)


def copied_run(answer: str, request: Request, known: str) -> str:
    """Eight characters that an answer has from its prompt's examples and not from the facts."""
    return copied(answer, (*request.examples, *answers_of(request.task)), (known,))


def guarded(name: str, writer: str) -> Callable[[Facts], Record]:
    """Drafts as a user gets them."""
    generator = load_generator(name)

    def write(facts: Facts) -> Record:
        recording = Recording(generator) if generator is not None else None
        start = time.perf_counter()
        draft = draft_report(facts, recording, seed=1)
        seconds = time.perf_counter() - start
        text = "\n".join(p.text for p in draft.paragraphs if p.kind not in _LEFT_OUT)
        figured = [s for s in draft.sentences if any(not fact.is_text for fact in s.facts)]
        wordings = [c for s in draft.sentences for c in s.candidates if c.source != "template"]
        known = words_of_facts(facts)
        runs = [
            run
            for request, answer in (recording.told if recording else ())
            if (run := copied_run(answer, request, known))
        ]
        worded = [s.text for s in figured if s.source != "template"]
        return Record(
            writer, True, Path(facts.path).name, text, seconds,
            asked=len(wordings), refused=sum(bool(c.reasons) for c in wordings),
            sentences=len(figured), own=len(worded), copied=len(runs),
            stood=sum(any(run in text for run in set(runs)) for text in worded),
        )  # fmt: skip

    return write


def unread(name: str, writer: str) -> Callable[[Facts], Record]:
    """Drafts of a model that cannot write a figure: its first wording stands unread."""
    inner = guarded(name, writer)

    def write(facts: Facts) -> Record:
        with (
            patch("reportnlp.drafting.asking.refusals", return_value=()),
            patch("reportnlp.drafting.framed.refusals", return_value=()),
        ):
            record = inner(facts)
        return Record(**{**asdict(record), "guarded": False})

    return write


# ------------------------------------------------------------------------ without a guard

Chat = Callable[[str, str, int], str]
"""System turn, user turn and most tokens to what a model answers."""


def unguarded(name: str, writer: str) -> Callable[[Facts], Record]:
    """Drafts of a model that is told the facts with their values and asked for sections."""
    chat = _by_transformers(Path(name)) if backend_of(name) == "huggingface" else _by_http(name)

    def write(facts: Facts) -> Record:
        start = time.perf_counter()
        parts = [
            f"{_SECTIONS[section]}\n{chat(_SYSTEM, asked, room)}"
            for section, asked, room in _asked(facts)
        ]
        seconds = time.perf_counter() - start
        return Record(writer, False, Path(facts.path).name, "\n".join(parts), seconds)

    return write


def _asked(facts: Facts) -> Iterator[tuple[str, str, int]]:
    """Section, what is asked for it, and most tokens of the answer."""
    for section, words in _SECTIONS.items():
        own = [fact for fact in facts.facts if fact.section == section]
        if not own:
            continue
        topics: dict[str, list[str]] = {}
        for fact in own:
            value = f"待补（{fact.unit}）" if fact.is_blank else quantity_of(fact)
            said = f"{fact.period}{fact.name}{value}" if fact.name else fact.note
            topics.setdefault(fact.topic, []).append(said)
        characters = _CHARS_A_FACT * len(own) + _ROOM
        asked = _ASKED.format(
            unit=facts.unit, year=facts.year, kind=facts.kind or "工作总结", section=words,
            characters=characters,
            facts="\n".join(f"{t}：{'；'.join(said)}" for t, said in topics.items()),
        )  # fmt: skip
        yield section, asked, characters


def _by_http(address: str) -> Chat:
    import urllib.request

    base = address.partition("#")[0].rstrip("/").removesuffix("/v1")
    key = os.environ.get(KEY_VARIABLE, "")
    sampling = Sampling()

    def chat(system: str, user: str, tokens: int) -> str:
        body = {
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            "max_tokens": tokens,
            "seed": 1,
            "temperature": sampling.temperature,
            "top_k": sampling.top_k,
            "top_p": sampling.top_p,
        }
        request = urllib.request.Request(
            f"{base}/v1/chat/completions",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
        )
        with urllib.request.urlopen(request, timeout=900) as response:
            return str(json.load(response)["choices"][0]["message"]["content"]).strip()

    return chat


def _by_transformers(folder: Path) -> Chat:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model: Any = AutoModelForCausalLM.from_pretrained(
        folder, local_files_only=True, dtype=torch.float32
    ).eval()
    model = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
    sampling = Sampling()

    def chat(system: str, user: str, tokens: int) -> str:
        turns = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        ids = tokenizer.apply_chat_template(
            turns, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        torch.manual_seed(1)
        with torch.inference_mode():
            written = model.generate(
                **ids, max_new_tokens=tokens, do_sample=True, temperature=sampling.temperature,
                top_k=sampling.top_k, top_p=sampling.top_p, repetition_penalty=1.0,
            )  # fmt: skip
        new = written[0][ids["input_ids"].shape[1] :]
        return str(tokenizer.decode(new, skip_special_tokens=True)).strip()

    return chat


@contextmanager
def served(path: Path, *, threads: int) -> Iterator[str]:
    """The address of a llama.cpp server of this process that runs a .gguf file."""
    import secrets

    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    parameters.warmup = False
    parameters.verbosity = -1
    parameters.offline = True
    parameters.ui = False
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.hostnames = ["127.0.0.1"]
    key = secrets.token_urlsafe()
    parameters.api_keys = [key]
    server = xllamacpp.Server(parameters)
    with patch.dict(os.environ, {KEY_VARIABLE: key}):
        yield f"{server.listening_address}/v1"
    del server

"""A .gguf file, run by llama.cpp in this process (xllamacpp).

The masks are a list of tokens that are lifted far above all others: figures, numerals and letters
cannot be written, but what follows on what is not looked at; the drafter's verification does that.
A grammar would look, at three times the time of plain writing; a list of all the others to be
banned is six times as long, and read anew for each answer. Slots are 〔甲〕 〔乙〕 here, so that
digits can be banned altogether.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Answer, ModelCard, Request
from reportnlp.drafting.gguf import GgufHeader, read_header
from reportnlp.drafting.masks import TokenTable, build_table
from reportnlp.drafting.policy import BEFORE_END, FAR, HAN, Policy, State, own_words, policy_for
from reportnlp.drafting.prompts import Message, messages_for
from reportnlp.drafting.sampling import Sampling
from reportnlp.drafting.weights import check_memory_of_file, sha256_of
from reportnlp.errors import BackendError, MissingExtraError

_SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_CONTEXT = 4096
_TOKENS_A_CHARACTER = 1.1
_ROOM = 16
_LIFT = 100.0
"""Added to the scores of the tokens that may be written, in nats."""
_MOST_THREADS = 8


class LlamaCppGenerator:
    """A .gguf file, loaded once.

    guarded: whether figures, numerals and letters are banned; False is for measuring.

    Raises MissingExtraError, or BackendError if the file cannot be loaded.
    """

    def __init__(
        self, path: Path, *, guarded: bool = True, sampling: Sampling | None = None
    ) -> None:
        self._path = path
        self._guarded = guarded
        self._sampling = sampling or Sampling()
        self._header: GgufHeader = read_header(path)
        check_memory_of_file(path)
        self._server = _load(path)

    @cached_property
    def card(self) -> ModelCard:
        return ModelCard("llamacpp", str(self._path), sha256_of((self._path,)))

    @property
    def guarded(self) -> bool:
        return self._guarded

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        if len(request.slots) > len(_SIGNS):
            raise BackendError(f"一句话里最多写 {len(_SIGNS)} 个数字，请把事实分成几行主题。")
        messages = tuple(_with_signs(message) for message in messages_for(request))
        lifted = self._lifted(request) if self._guarded else ()
        return tuple(
            self._answer(messages, request, number, lifted, on_text if number == 0 else None)
            for number in range(count)
        )

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        return None

    def _answer(
        self,
        messages: tuple[Message, ...],
        request: Request,
        number: int,
        lifted: tuple[int, ...],
        on_text: Callable[[str], None] | None,
    ) -> Answer:
        asked = {
            "messages": [{"role": one.role, "content": one.content} for one in messages],
            "max_tokens": int(request.max_chars * _TOKENS_A_CHARACTER) + _ROOM,
            "seed": request.seed + number,
            "temperature": self._sampling.temperature,
            "top_k": self._sampling.top_k,
            "top_p": self._sampling.top_p,
            # The penalty here counts the prompt too: it would keep the model from the facts' names.
            "repeat_penalty": 1.0,
            "logit_bias": [[token, _LIFT] for token in lifted],
            "stop": ["\n"],
            "stream": True,
            "chat_template_kwargs": {"enable_thinking": False},
        }
        pieces: list[str] = []
        reasons: list[str] = []

        def listen(chunk: dict[str, Any]) -> bool:
            for choice in chunk.get("choices", ()):
                piece = (choice.get("delta") or {}).get("content") or ""
                if piece:
                    pieces.append(piece)
                    if on_text is not None:
                        on_text(piece)
                if choice.get("finish_reason"):
                    reasons.append(choice["finish_reason"])
            if "error" in chunk:
                reasons.append(str(chunk["error"].get("message", "")))
            return False

        try:
            self._server.handle_chat_completions(asked, listen)
        except (RuntimeError, ValueError, MemoryError) as error:
            raise _failed(self._path, str(error)) from error
        if not pieces and reasons and reasons[-1] not in ("stop", "length"):
            raise _failed(self._path, reasons[-1])
        text = _with_numbers("".join(pieces).strip())
        return Answer(text, reasons[-1:] == ["stop"])

    # ------------------------------------------------------------------ masks

    @cached_property
    def _table(self) -> TokenTable:
        return build_table(self._header.pieces, ())

    @cached_property
    def _kept(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        """What may be written where the facts have certain words; a sentence is asked for often."""
        return {}

    def _lifted(self, request: Request) -> tuple[int, ...]:
        """The tokens that may be written somewhere in the answers to a request."""
        own = (request.section, *own_words(request))
        if own not in self._kept:
            self._kept.clear()
            self._kept[own] = self._allowed(request)
        return self._kept[own]

    def _allowed(self, request: Request) -> tuple[int, ...]:
        table = self._table
        policy = policy_for(replace(request, task="clause", slots=()))
        allowed = {*table.slots, *table.plain.nonzero()[0].tolist()}
        allowed.update(token for token in table.mixed if _stands_alone(policy, table.pieces[token]))
        for words in own_words(request):
            for part in _latin_parts(words):
                allowed.update(table.foreign.get(part, ()))
        # Special tokens: an answer ends with one of them.
        allowed.update(token for token, piece in enumerate(table.pieces) if not piece)
        return tuple(sorted(allowed))


def _stands_alone(policy: Policy, piece: bytes) -> bool:
    """Whether a token of Chinese characters and marks may stand after any other character."""
    state = policy.run(State(0, 0, 1, 0, BEFORE_END, HAN, FAR, 0), piece.decode())
    return state is not None and not state.owed


def _latin_parts(words: str) -> set[str]:
    """All stretches of Latin letters within some words."""
    return {
        words[start:end]
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if words[start:end].isascii() and words[start:end].isalpha()
    }


def _with_signs(message: Message) -> Message:
    content = message.content
    for number, sign in enumerate(_SIGNS, start=1):
        content = content.replace(
            f"{SLOT_OPEN}{number}{SLOT_CLOSE}", f"{SLOT_OPEN}{sign}{SLOT_CLOSE}"
        )
    return Message(message.role, content)


def _with_numbers(text: str) -> str:
    for number, sign in enumerate(_SIGNS, start=1):
        text = text.replace(f"{SLOT_OPEN}{sign}{SLOT_CLOSE}", f"{SLOT_OPEN}{number}{SLOT_CLOSE}")
    return text


def _load(path: Path) -> Any:
    try:
        xllamacpp = import_module("xllamacpp")
    except ImportError as error:
        raise MissingExtraError("用 .gguf 模型起草", "gguf") from error
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = _CONTEXT
    parameters.n_parallel = 1
    parameters.warmup = False
    parameters.verbosity = -1
    parameters.offline = True
    # Threads of llama.cpp wait for each other in a busy loop: with one on every core, anything else
    # that runs brings them all to a stand.
    threads = min(max((os.cpu_count() or 1) - 1, 1), _MOST_THREADS)
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    # The library also listens on a port of this machine: nobody else shall use the model.
    parameters.hostnames = ["127.0.0.1"]
    parameters.api_keys = [secrets.token_urlsafe()]
    parameters.ui = False
    parameters.endpoint_slots = False
    try:
        return xllamacpp.Server(parameters)
    except (RuntimeError, MemoryError) as error:
        raise _failed(path, str(error)) from error


def _failed(path: Path, reason: str) -> BackendError:
    reason = (reason.strip() or "原因不明").splitlines()[0][:160].rstrip(".。")
    return BackendError(f"模型 {path} 出错：{reason}。请换用别的模型，或用模板起草。")

"""What a text generator is asked and what it answers.

A generator words what code has planned. It never sees a figure: fact clauses are locked text, or
slots such as 〔1〕, and figures are put in by code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

SLOT_OPEN, SLOT_CLOSE = "〔", "〕"
"""A slot is a number between these: 〔1〕 stands for the first fact of the request."""


@dataclass(frozen=True, slots=True)
class Request:
    """One piece of text to be written.

    task:      "clause": a number-free clause between `before` and `after`;
               "sentence": one sentence around the slots; "paragraph": several.
    section:   "achievements", "problems", "plans", "intro" or "closing".
    topic:     what it is about: "理论武装"; "" where none.
    before:    the text of the draft that stands directly before, with figures as slots.
    after:     the text that has to follow directly; "" where open.
    slots:     what each slot stands for, in words ("理论中心组学习会次数"); the answer to a
               sentence or paragraph holds each slot 〔1〕 … 〔n〕 exactly once, in order.
    names:     proper names and Latin words that the answer may hold; nothing else of the kind.
    examples:  sentences of like kind from our corpora or the user's past report, slots for figures.
    max_chars: longest answer wanted, in characters.
    seed:      same request and seed, same answer.
    """

    task: str
    section: str
    topic: str = ""
    before: str = ""
    after: str = ""
    slots: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    max_chars: int = 60
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a generator wrote.

    text:     without the prompt.
    finished: whether it came to an end by itself; False if a limit cut it off.
    """

    text: str
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Which model a generator runs, for `models info` and the trace of a draft.

    backend: "template", "embedded", "huggingface", "llamacpp" or "endpoint".
    name:    folder, file or address as the user gave it.
    sha256:  of its weights; "" where there are none to read (an endpoint, the template).
    """

    backend: str
    name: str
    sha256: str = ""


class TextGenerator(Protocol):
    """A local model, an endpoint, or a test double.

    guarded: whether figures, numerals and Latin letters are masked while it writes; if not, the
             drafter checks and asks again.
    """

    @property
    def card(self) -> ModelCard: ...

    @property
    def guarded(self) -> bool: ...

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        """Write `count` different answers (the i-th with the seed `request.seed + i`).

        on_text: called with each new piece of text of the first answer, for streaming.

        Raises BackendError if the model cannot answer.
        """
        ...

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        """Mean log-likelihood (nats a character) of each text after `before`.

        None where the backend cannot tell (an endpoint without log-probabilities).
        """
        ...

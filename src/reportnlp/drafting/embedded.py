"""The language model that comes with the package: small, ours, run by NumPy.

In a draft it chooses the framing clause that is apt before some facts, and weighs wordings against
each other. It can also write clauses and sentences around slots; it has no digit in its vocabulary.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.drafting.decoder import Decoder, log_sum
from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Answer, ModelCard, Request
from reportnlp.drafting.masks import Guard, TokenTable, build_table
from reportnlp.drafting.pieces import Pieces
from reportnlp.drafting.policy import slot_names
from reportnlp.drafting.rows import Row
from reportnlp.drafting.sampling import Sampling
from reportnlp.drafting.weights import sha256_of
from reportnlp.errors import BackendError, MissingExtraError
from reportnlp.patterns import Pattern
from reportnlp.resources.learned import models_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PLAIN, PREFIX, SUFFIX, MIDDLE, END = "<plain>", "<prefix>", "<suffix>", "<middle>", "<end>"
TOPIC, SLOTS = "<topic>", "<slots>"
SECTIONS = ("achievements", "problems", "plans", "intro", "closing")
_SLOT = SLOT_OPEN + SLOT_CLOSE
_FIGURE = Pattern(r"[0-9]+(?:[.,:：—～~-][0-9]+)*[%‰]?|〔[0-9]*〕|【待补：[^】]*】")
_BEFORE, _AFTER = 90, 80
_CLAUSE_TOKENS = 20
_MAX_SLOTS = 20
_NEAR = 40
_APTNESS = 0.5
"""What it counts that a clause is likelier here than anywhere, beside being likely here."""
_LEADING, _MAX_LEADING, _LED = 0.1, 10.0, 10
"""What it counts that the facts are likelier behind the clause than without it, by the nat; of how
many clauses that is asked."""
_LEAST_APT = -1.5


class EmbeddedGenerator:
    """The model of a folder, read when it is first asked.

    folder: with config.json, tokenizer.json and model.safetensors.

    The same request gives the same answer. Raises BackendError if the folder cannot be read,
    MissingExtraError without NumPy.
    """

    def __init__(self, folder: Path | None = None, *, sampling: Sampling | None = None) -> None:
        # So small a model on several threads waits for them longer than it reckons. Heeded only
        # where nothing has loaded NumPy before.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            import numpy
        except ImportError as error:
            raise MissingExtraError("用随包的小模型起草", "lm") from error
        del numpy
        self._folder = folder or models_folder() / "reportlm"
        if not (self._folder / "model.safetensors").is_file():
            raise BackendError(
                f"没有随包的语言模型 {self._folder}。请重新安装 reportnlp，"
                "或用 --model template 只用模板。"
            )
        self._sampling = sampling or Sampling()

    @cached_property
    def card(self) -> ModelCard:
        weights = self._folder / "model.safetensors"
        return ModelCard("embedded", self._folder.name, sha256_of((weights,)))

    @property
    def guarded(self) -> bool:
        return True

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        """Answers as the protocol says, all at once; fewer where some come out alike."""
        answers = [answer for answer in self._written(request, count) if answer.text]
        if on_text is not None and answers:
            on_text(answers[0].text)
        return tuple(answers)

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        slotted = [_slotted(text) for text in texts]
        logs = self._logs(PLAIN + _slotted(before)[-_BEFORE:], slotted)
        return tuple(
            float(own.sum()) / max(len(text), 1) for own, text in zip(logs, slotted, strict=True)
        )

    # -------------------------------------------------------------------- writing

    def _written(self, request: Request, count: int) -> list[Answer]:
        """Different answers, in the order in which they were drawn."""
        import numpy as np

        guard = Guard.of(self._table, request)
        rows = [Row(self._table, guard, self._sampling, request.seed + i) for i in range(count)]
        slot, size = self._pieces.ids[_SLOT], len(self._pieces.ids)
        prompt = np.array([self._pieces.encode(prompt_for(request))])
        scores, cache = self._decoder.run(prompt, None, all_places=False)
        scores, cache = scores.repeat(count, axis=0), cache.repeated(count)
        for _ in range(_longest(request)):
            numbered = np.repeat(scores[:, slot, None], _MAX_SLOTS, axis=1)
            scores = np.concatenate((scores, numbered), axis=1)
            tokens = [row.take(own) for row, own in zip(rows, scores, strict=True)]
            if all(row.over for row in rows):
                break
            ids = np.array([[slot if token >= size else token] for token in tokens])
            scores, cache = self._decoder.run(ids, cache, all_places=False)
        return list(dict.fromkeys(row.answer() for row in rows))

    # -------------------------------------------------------------------- choosing

    def aptest(self, request: Request, clauses: Sequence[str]) -> tuple[str, ...]:
        """The clauses that are apt enough between `before` and `after`, the aptest first.

        Apt is what is likely here, less likely elsewhere, and makes likelier what follows.
        """
        texts = list(clauses)
        if not texts:
            return ()
        here = self._logs(prompt_for(request), texts)
        anywhere = self._logs(_head(request, topic=False) + PLAIN, texts)
        apt: dict[str, float] = {}
        for text, own_logs, usual in zip(texts, here, anywhere, strict=True):
            likely = float(own_logs.sum())
            apt[text] = (likely + _APTNESS * (likely - float(usual.sum()))) / len(text)
        best = sorted(apt, key=lambda text: -apt[text])[:_LED]
        for text, gain in zip(best, self._leading(request, best), strict=True):
            apt[text] += _LEADING * gain
        best.sort(key=lambda text: -apt[text])
        return tuple(text for text in best if apt[text] >= _LEAST_APT)

    def _leading(self, request: Request, texts: Sequence[str]) -> list[float]:
        """How much likelier the facts are behind each clause than without it, in nats."""
        lead = _head(request) + PLAIN + _slotted(request.before)[-_NEAR:]
        after = _slotted(request.after)[:_NEAR]
        (alone,) = self._logs(lead, [after.lstrip("，。")])
        behind = self._logs(lead, [text + after for text in texts])
        length = len(self._pieces.encode(after))
        gains = (float(logs[-length:].sum() - alone.sum()) for logs in behind)
        return [min(max(gain, -_MAX_LEADING), _MAX_LEADING) for gain in gains]

    # -------------------------------------------------------------------- weighing

    def _logs(self, context: str, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Log-likelihood of each token of each text behind a context, in nats.

        All texts at once, the shorter ones filled up at their ends, where nothing looks back.
        """
        import numpy as np

        rows = [self._pieces.encode(text) for text in texts]
        if not any(rows):
            return [np.zeros(0, np.float32) for _ in rows]
        longest = max(map(len, rows))
        filled = np.array([row + [0] * (longest - len(row)) for row in rows])
        ids = np.array([self._pieces.encode(context)])
        first, cache = self._decoder.run(ids, None, all_places=False)
        scores = first.repeat(len(rows), axis=0)[:, None]
        if longest > 1:
            cache = cache.repeated(len(rows))
            further, _ = self._decoder.run(filled[:, :-1], cache, all_places=True)
            scores = np.concatenate((scores, further), axis=1)
        own = np.take_along_axis(scores, filled[:, :, None], axis=2)[:, :, 0]
        logs = own - log_sum(scores)
        return [known[: len(row)] for known, row in zip(logs, rows, strict=True)]

    # -------------------------------------------------------------------- the model

    @cached_property
    def _decoder(self) -> Decoder:
        return Decoder.load(self._folder)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.load(self._folder / "tokenizer.json")

    @cached_property
    def _spellings(self) -> tuple[str, ...]:
        """The text of each token; "" for special ones."""
        spellings = [""] * len(self._pieces.ids)
        for piece, number in self._pieces.ids.items():
            spellings[number] = "" if piece in self._pieces.names else piece
        return tuple(spellings)

    @cached_property
    def _table(self) -> TokenTable:
        """The vocabulary, and behind it a token for each slot with its number.

        The model knows one slot token; which slot is meant follows from the order.
        """
        pieces = [piece.encode() for piece in self._spellings]
        numbers = range(1, _MAX_SLOTS + 1)
        pieces += [f"{SLOT_OPEN}{number}{SLOT_CLOSE}".encode() for number in numbers]
        return build_table(pieces, (self._pieces.ids[END],))


def prompt_for(request: Request) -> str:
    """What the model is given, in the form in which it was trained (`training.lm_examples`)."""
    head = _head(request)
    before = _slotted(request.before)[-_BEFORE:]
    if request.task == "clause":
        after = _slotted(request.after)[:_AFTER] or "。"
        return f"{head}{PREFIX}{before}{SUFFIX}{after}{MIDDLE}"
    names = "".join(name + _SLOT for name in slot_names(request))
    return f"{head}{PREFIX}{before}{SLOTS}{names}{MIDDLE}"


def _head(request: Request, *, topic: bool = True) -> str:
    section = f"<{request.section}>" if request.section in SECTIONS else ""
    words = _slotted(request.topic)
    return f"{section}{TOPIC}{words}" if topic and words else section


def _longest(request: Request) -> int:
    return _CLAUSE_TOKENS if request.task == "clause" else request.max_chars


def _slotted(text: str) -> str:
    return _FIGURE.sub(_SLOT, text)

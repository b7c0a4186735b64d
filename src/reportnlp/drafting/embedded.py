"""The language model that comes with the package: small, ours, run by NumPy.

It writes number-free clauses beside given facts, sentences around slots, and weighs wordings
against each other. It has no digit in its vocabulary. More answers are written than wanted, all at
once; those stand first that are likely here and less likely elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.drafting.decoder import Cache, Decoder, log_softmax
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
_WRITTEN, _MORE = 8, 3
"""At least so many answers are written, and so many for each that is wanted."""
_APTNESS = 0.5
"""What it counts that a clause is likelier here than anywhere, beside being likely here."""


class EmbeddedGenerator:
    """The model of a folder, read when it is first asked.

    folder: with config.json, tokenizer.json and model.safetensors.

    The same request gives the same answer. Raises BackendError if the folder cannot be read,
    MissingExtraError without NumPy.
    """

    def __init__(self, folder: Path | None = None, *, sampling: Sampling | None = None) -> None:
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
        written = self._written(request, max(_WRITTEN, _MORE * count))
        good = [answer for answer in written if answer.finished and answer.text]
        if request.task == "clause" and len(good) > 1:
            good = self._aptest_first(request, good)
        others = [answer for answer in written if answer not in good]
        answers = tuple([*good, *others][:count])
        if on_text is not None and answers:
            on_text(answers[0].text)
        return answers

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        context = PLAIN + _slotted(before)[-_BEFORE:]
        return tuple(
            total / max(len(_slotted(text)), 1)
            for text, total in zip(
                texts, self._totals(context, [_slotted(t) for t in texts]), strict=True
            )
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
            scores = np.concatenate((scores[:, :size], numbered), axis=1)
            tokens = [row.take(own) for row, own in zip(rows, scores, strict=True)]
            if all(row.over for row in rows):
                break
            ids = np.array([[slot if token >= size else token] for token in tokens])
            scores, cache = self._decoder.run(ids, cache, all_places=False)
        return list(dict.fromkeys(row.answer() for row in rows))

    def _aptest_first(self, request: Request, answers: Sequence[Answer]) -> list[Answer]:
        texts = [answer.text for answer in answers]
        here = self._totals(prompt_for(request), texts)
        anywhere = self._totals(_head(request, topic=False) + PLAIN, texts)

        def aptness(index: int) -> float:
            likely, usual = here[index], anywhere[index]
            return (likely + _APTNESS * (likely - usual)) / len(texts[index])

        order = sorted(range(len(texts)), key=lambda index: (-aptness(index), index))
        return [answers[index] for index in order]

    # -------------------------------------------------------------------- weighing

    def _totals(self, context: str, texts: Sequence[str]) -> list[float]:
        """Log-likelihood of each text behind a context, in nats."""
        import numpy as np

        ids = np.array([self._pieces.encode(context)])
        first, cache = self._decoder.run(ids, None, all_places=False)
        return [self._total(first, cache, self._pieces.encode(text)) for text in texts]

    def _total(self, first: NDArray[np.float32], cache: Cache, ids: Sequence[int]) -> float:
        import numpy as np

        if not ids:
            return 0.0
        rows = [first]
        if len(ids) > 1:
            scores, _ = self._decoder.run(np.array([ids[:-1]]), cache, all_places=True)
            rows.append(scores[0])
        logs = log_softmax(np.concatenate(rows))
        return float(logs[np.arange(len(ids)), ids].sum())

    # -------------------------------------------------------------------- the model

    @cached_property
    def _decoder(self) -> Decoder:
        return Decoder.load(self._folder)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.load(self._folder / "tokenizer.json")

    @cached_property
    def _table(self) -> TokenTable:
        """The vocabulary, and behind it a token for each slot with its number.

        The model knows one slot token; which slot is meant follows from the order.
        """
        special = self._pieces.names
        pieces = [b""] * (max(self._pieces.ids.values()) + 1)
        for piece, number in self._pieces.ids.items():
            pieces[number] = b"" if piece in special else piece.encode()
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

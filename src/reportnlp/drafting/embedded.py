"""The language model that comes with the package: small, ours, run by NumPy.

It writes number-free clauses that lead into given facts, and weighs wordings against each other.
It has no digit in its vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from reportnlp.drafting.decoder import Cache, Decoder, log_softmax
from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Answer, ModelCard, Request
from reportnlp.drafting.masks import Guard, TokenTable, build_table
from reportnlp.drafting.pieces import Pieces
from reportnlp.drafting.rows import Row
from reportnlp.drafting.sampling import Sampling
from reportnlp.drafting.weights import sha256_of
from reportnlp.errors import BackendError, MissingExtraError
from reportnlp.patterns import Pattern
from reportnlp.resources.learned import models_folder

PREFIX, SUFFIX, MIDDLE, PLAIN, END = "<prefix>", "<suffix>", "<middle>", "<plain>", "<end>"
_SLOT = SLOT_OPEN + SLOT_CLOSE
_FIGURE = Pattern(r"[0-9]+(?:[.,:：—～~-][0-9]+)*[%‰]?|〔[0-9]*〕|【待补：[^】]*】")
_BEFORE, _AFTER = 90, 70
_MAX_TOKENS = 24


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
        import numpy as np

        guard = Guard.of(self._table, request)
        rows = [Row(self._table, guard, self._sampling, request.seed + i) for i in range(count)]
        prompt = np.array([self._pieces.encode(_prompt(request))])
        scores, cache = self._decoder.run(prompt, None, all_places=False)
        scores, cache = scores.repeat(count, axis=0), cache.repeated(count)
        for _ in range(_MAX_TOKENS):
            tokens = [row.take(own) for row, own in zip(rows, scores, strict=True)]
            if on_text is not None and (piece := rows[0].fresh()):
                on_text(piece)
            if all(row.over for row in rows):
                break
            ids = np.array(tokens)[:, None]
            scores, cache = self._decoder.run(ids, cache, all_places=False)
        return tuple(row.answer() for row in rows)

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        import numpy as np

        context = np.array([self._pieces.encode(PLAIN + _slotted(before)[-_BEFORE:])])
        first, cache = self._decoder.run(context, None, all_places=False)
        return tuple(self._likelihood(first, cache, text) for text in texts)

    def _likelihood(self, first: object, cache: Cache, text: str) -> float:
        """Mean log-likelihood in nats a character, figures and all."""
        import numpy as np

        ids = self._pieces.encode(_slotted(text))
        if not ids:
            return 0.0
        rows = [np.asarray(first)]
        if len(ids) > 1:
            scores, _ = self._decoder.run(np.array([ids[:-1]]), cache, all_places=True)
            rows.append(scores[0])
        logs = log_softmax(np.concatenate(rows))
        return float(logs[np.arange(len(ids)), ids].sum()) / max(len(_slotted(text)), 1)

    @cached_property
    def _decoder(self) -> Decoder:
        return Decoder.load(self._folder)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.load(self._folder / "tokenizer.json")

    @cached_property
    def _table(self) -> TokenTable:
        special = self._pieces.names
        pieces = [b""] * (max(self._pieces.ids.values()) + 1)
        for piece, number in self._pieces.ids.items():
            pieces[number] = b"" if piece in special else piece.encode()
        return build_table(pieces, (self._pieces.ids[END],))


def _prompt(request: Request) -> str:
    before, after = _slotted(request.before), _slotted(request.after)
    return f"{PREFIX}{before[-_BEFORE:]}{SUFFIX}{after[:_AFTER]}{MIDDLE}"


def _slotted(text: str) -> str:
    return _FIGURE.sub(_SLOT, text)

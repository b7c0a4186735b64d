"""Any causal language model in a local folder of safetensors, run by transformers and torch.

Nothing is downloaded, no program of the model is run, no pickle is read.
"""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportnlp.drafting.generator import Answer, ModelCard, Request
from reportnlp.drafting.masks import Guard, TokenTable, build_table
from reportnlp.drafting.prompts import Message, as_plain_text, load_prompt, messages_for
from reportnlp.drafting.rows import Row
from reportnlp.drafting.sampling import Sampling
from reportnlp.drafting.vocabulary import token_pieces
from reportnlp.drafting.weights import (
    check_memory,
    parameters_of,
    read_config,
    safetensors_of,
    sha256_of,
)
from reportnlp.errors import BackendError, MissingExtraError

if TYPE_CHECKING:
    import torch

PRECISIONS = ("auto", "float32", "bfloat16", "int8")
_PLACEHOLDER = "\u25a0\u25a1\u25a0"
_TOKENS_A_CHARACTER = 1.1
_ROOM = 16


class HuggingFaceGenerator:
    """A model folder, loaded once.

    folder:    with config.json, *.safetensors and a tokenizer.
    precision: of `PRECISIONS`; "auto" is bfloat16 on a GPU and int8 elsewhere: dynamic
               quantisation of the linear layers, which writes three times as fast as float32 does
               and nine times where several answers are written at once.
    guarded:   whether figures, numerals and letters are masked; False is for measuring.

    The same request, precision, device and torch give the same answer.

    Raises MissingExtraError, or BackendError if the folder cannot be loaded.
    """

    def __init__(
        self,
        folder: Path,
        *,
        precision: str = "auto",
        guarded: bool = True,
        sampling: Sampling | None = None,
    ) -> None:
        self._folder = folder
        self._files = safetensors_of(folder)
        self._guarded = guarded
        self._sampling = sampling or Sampling()
        self._tokenizer, self._model = _load(folder, self._files, precision)
        self._prefixes: dict[str, _Prefix] = {}
        self._lock = threading.Lock()

    @cached_property
    def card(self) -> ModelCard:
        return ModelCard("huggingface", str(self._folder), sha256_of(self._files))

    @property
    def guarded(self) -> bool:
        return self._guarded

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        import torch

        guard = Guard.of(self._table, request) if self._guarded else None
        rows = [
            Row(self._table, guard, self._sampling, request.seed + number)
            for number in range(count)
        ]
        try:
            with torch.inference_mode(), self._lock:
                self._write(request, rows, on_text)
        except (RuntimeError, MemoryError) as error:
            raise _failed(self._folder, error) from error
        return tuple(row.answer() for row in rows)

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        import torch

        try:
            with torch.inference_mode(), self._lock:
                context = self._ids(before) if before else []
                context = context or [self._ends[0]]
                first = self._run(context, None)
                return tuple(self._likelihood(first, text) for text in texts)
        except (RuntimeError, MemoryError) as error:
            raise _failed(self._folder, error) from error

    # ------------------------------------------------------------------ writing

    def _write(
        self, request: Request, rows: list[Row], on_text: Callable[[str], None] | None
    ) -> None:
        import torch

        prefix = self._prefix(request.task)
        rest = self._ids(self._text(messages_for(request))[len(prefix.text) :])
        scores, cache = self._run(rest, copy.deepcopy(prefix.cache))
        if len(rows) > 1:
            cache.batch_repeat_interleave(len(rows))
        last = [scores[0, -1].float().cpu().numpy()] * len(rows)
        for _ in range(int(request.max_chars * _TOKENS_A_CHARACTER) + _ROOM):
            tokens = [row.take(score) for row, score in zip(rows, last, strict=True)]
            if on_text is not None and (piece := rows[0].fresh()):
                on_text(piece)
            if all(row.over for row in rows):
                return
            ids = torch.tensor([[token] for token in tokens], device=self._model.device)
            result = self._model(input_ids=ids, past_key_values=cache, use_cache=True)
            last = list(result.logits[:, -1].float().cpu().numpy())

    def _run(self, ids: list[int], cache: Any) -> tuple[torch.Tensor, Any]:
        """The scores after the last of some tokens, (1, 1, vocabulary), and the keys and values."""
        import torch

        tensor = torch.tensor([ids], device=self._model.device)
        result = self._model(
            input_ids=tensor, past_key_values=cache, use_cache=True, logits_to_keep=1
        )
        return result.logits, result.past_key_values

    def _prefix(self, task: str) -> _Prefix:
        """What all prompts of a task begin with; read once, for it is the longest part."""
        if task not in self._prefixes:
            *fixed, _ = load_prompt(task)
            text = self._text((*fixed, Message("user", _PLACEHOLDER))).split(_PLACEHOLDER)[0]
            self._prefixes[task] = _Prefix(text, self._run(self._ids(text), None)[1])
        return self._prefixes[task]

    def _text(self, messages: tuple[Message, ...]) -> str:
        if not self._tokenizer.chat_template:
            return as_plain_text(messages)
        turns = [{"role": message.role, "content": message.content} for message in messages]
        try:
            text = self._tokenizer.apply_chat_template(
                turns, tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
        except Exception:  # Templates are programs: many refuse a system turn, each in its way.
            first, *others = turns[1:]
            joined = {"role": "user", "content": f"{messages[0].content}\n\n{first['content']}"}
            text = self._tokenizer.apply_chat_template(
                [joined, *others], tokenize=False, add_generation_prompt=True
            )
        return str(text)

    def _ids(self, text: str) -> list[int]:
        ids = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return [int(token) for token in ids]

    def _likelihood(self, first: tuple[torch.Tensor, Any], text: str) -> float:
        """Mean log-likelihood of a text in nats a character."""
        import torch

        ids = self._ids(text)
        if not ids:
            return 0.0
        scores, cache = first
        targets = torch.tensor(ids, device=self._model.device)
        rows = scores[0, -1:]
        if len(ids) > 1:
            result = self._model(
                input_ids=targets[None, :-1], past_key_values=copy.deepcopy(cache), use_cache=True
            )
            rows = torch.cat([rows, result.logits[0]])
        gained = torch.log_softmax(rows.float(), dim=-1).gather(1, targets[:, None])
        return float(gained.sum()) / len(text)

    # ------------------------------------------------------------------ the vocabulary

    @cached_property
    def _table(self) -> TokenTable:
        size = int(self._model.get_input_embeddings().weight.shape[0])
        return build_table(token_pieces(self._tokenizer, size), self._ends)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        stated = self._model.generation_config.eos_token_id
        own = stated if isinstance(stated, list) else [stated]
        ends = [int(end) for end in (*own, self._tokenizer.eos_token_id) if end is not None]
        if not ends:
            raise BackendError(f"模型 {self._folder} 没有说明用什么结束，请换用别的模型。")
        return tuple(dict.fromkeys(ends))


class _Prefix:
    """The constant beginning of a prompt with its keys and values."""

    def __init__(self, text: str, cache: Any) -> None:
        self.text = text
        self.cache = cache


def _load(folder: Path, files: tuple[Path, ...], precision: str) -> tuple[Any, Any]:
    if precision not in PRECISIONS:
        raise ValueError(f"precision {precision!r} is not one of {PRECISIONS}")
    parameters = parameters_of(files)
    read_config(folder)
    # Read when huggingface_hub is imported: it shall not so much as look for a newer version.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    try:
        torch, transformers = import_module("torch"), import_module("transformers")
    except ImportError as error:
        raise MissingExtraError("用本机的语言模型起草", "lm") from error
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    device = "cuda" if torch.cuda.is_available() and precision != "int8" else "cpu"
    if precision == "auto":
        precision = "bfloat16" if device == "cuda" else _fastest(torch)
    if device == "cpu":
        check_memory(folder, parameters, precision)
    dtype = torch.bfloat16 if precision == "bfloat16" else torch.float32
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
        model = transformers.AutoModelForCausalLM.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype=dtype,
        )
    except MemoryError as error:
        raise _failed(folder, error) from error
    except Exception as error:  # What a folder of a stranger makes of a library is any error.
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:160]
        raise BackendError(
            f"无法载入模型 {folder}：{reason}。请确认是 transformers 支持的语言模型、文件齐全。"
        ) from error
    model = model.to(device).eval()
    return tokenizer, (_as_int8(model) if precision == "int8" else model)


def _fastest(torch: Any) -> str:
    """int8 where this torch can do it on this processor, else float32."""
    quantisation = getattr(torch.ao, "quantization", None)
    engines = set(torch.backends.quantized.supported_engines) - {"none"}
    return "int8" if engines and hasattr(quantisation, "quantize_dynamic") else "float32"


def _as_int8(model: Any) -> Any:
    import warnings

    torch: Any = import_module("torch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.ao.quantization.quantize_dynamic(
            model, {torch.nn.Linear}, dtype=torch.qint8, inplace=True
        )


def _failed(folder: Path, error: BaseException) -> BackendError:
    if isinstance(error, MemoryError) or "memory" in str(error).lower():
        return BackendError(
            f"内存不够，模型 {folder} 没能写完。请关闭别的程序，或换用小一些的模型。"
        )
    reason = (str(error).strip() or type(error).__name__).splitlines()[0][:160]
    return BackendError(f"模型 {folder} 出错：{reason}。请换用别的模型，或用模板起草。")

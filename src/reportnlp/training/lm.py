"""Trains the embedded language model: a small Llama-style decoder, on a CPU, resumable.

Needs torch, transformers, tokenizers and safetensors (extra `lm`). The learning rate is warmed up,
held, and brought down at the end (warm-up, stable, decay), so that a run can be ended by the clock.
Matrices learn by Muon, the rest by AdamW.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportnlp.training.lm_examples import END, SPECIAL, TrainingText

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class LmSettings:
    """Size and schedule of a run.

    vocabulary: pieces, the special ones included; alphabet: characters of their own among them.
    context:    tokens of a training block.
    batch:      blocks a step.
    seconds:    of training in all; the last `decay` share of them brings the rate to zero, on the
                text that comes last.
    half:       multiplies in bfloat16; compiled: by a compiled model (needs a C++ compiler).
    """

    vocabulary: int = 8000
    alphabet: int = 3200
    width: int = 288
    layers: int = 6
    heads: int = 6
    inner: int = 768
    context: int = 256
    batch: int = 10
    rate: float = 3e-3
    warmup: int = 60
    seconds: float = 3600.0
    decay: float = 0.25
    seed: int = 0
    threads: int = 2
    half: bool = False
    compiled: bool = False


def train_tokenizer(texts: Iterable[str], size: int, alphabet: int) -> Tokenizer:
    """Byte-pair pieces over characters; no piece crosses a mark, none holds a digit or letter."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    special = re.compile(
        "|".join(map(re.escape, SPECIAL)) + r"|[^\u4e00-\u9fff，。；：、！？“”‘’《》（）【】—…·\-%]"
    )

    tokenizer = Tokenizer(models.BPE(unk_token="<unknown>"))
    marks = Regex(r"[，。；：、！？“”‘’《》（）【】—…·\-%]")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(marks, behavior="isolated")
    tokenizer.decoder = decoders.Fuse()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=list(SPECIAL),
        limit_alphabet=alphabet,
        max_token_length=4,
        show_progress=False,
    )
    tokenizer.train_from_iterator((special.sub("，", text) for text in texts), trainer)
    return tokenizer


def train_lm(
    text: TrainingText, folder: Path, output: Path, settings: LmSettings
) -> dict[str, Any]:
    """Trains, or goes on from the checkpoint in `folder`; writes the model to `output`.

    Gives what the card says: steps, tokens, seconds, loss, bits per character on the test part.
    """
    import torch
    from tokenizers import Tokenizer

    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    folder.mkdir(parents=True, exist_ok=True)
    saved = folder / "tokenizer.json"
    if saved.is_file():
        tokenizer = Tokenizer.from_file(str(saved))
    else:
        tokenizer = train_tokenizer(text.train, settings.vocabulary, settings.alphabet)
        tokenizer.save(str(saved))
    pools = tuple(_blocks(tokenizer, part, settings.context) for part in (text.train, text.final))
    model = _model(settings, tokenizer)
    run = _Run(model, settings, folder)
    run.resume()
    some = text.test[:: max(len(text.test) // 150, 1)]
    run.train(pools, lambda: bits_per_character(model, tokenizer, some))
    score = {
        "settings": asdict(settings),
        "parameters": sum(p.numel() for p in model.parameters()),
        "steps": run.step,
        "tokens": run.step * settings.batch * settings.context,
        "seconds": round(run.seconds),
        "bits_per_character": round(bits_per_character(model, tokenizer, text.test), 4),
        "sources": text.counts,
    }
    _save(model, tokenizer, output, score)
    return score


def _model(settings: LmSettings, tokenizer: Tokenizer) -> Any:
    from transformers import LlamaConfig, LlamaForCausalLM

    end = tokenizer.token_to_id(END)
    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=settings.width,
        intermediate_size=settings.inner,
        num_hidden_layers=settings.layers,
        num_attention_heads=settings.heads,
        num_key_value_heads=settings.heads,
        max_position_embeddings=512,
        tie_word_embeddings=True,
        bos_token_id=end,
        eos_token_id=end,
        pad_token_id=tokenizer.token_to_id("<pad>"),
    )
    return LlamaForCausalLM(config)


def _blocks(tokenizer: Tokenizer, texts: Sequence[str], context: int) -> torch.Tensor:
    """All examples behind one another, cut in blocks; shape (n, context), int64."""
    import torch

    ids: list[int] = []
    for start in range(0, len(texts), 2000):
        for encoded in tokenizer.encode_batch(list(texts[start : start + 2000])):
            ids += encoded.ids
    count = len(ids) // context
    return torch.tensor(ids[: count * context]).view(count, context)


@dataclass(slots=True)
class _Run:
    """A training run and its checkpoint."""

    model: Any
    settings: LmSettings
    folder: Path
    step: int = 0
    seconds: float = 0.0
    taken: list[int] = field(default_factory=lambda: [0, 0])
    optimizers: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        import torch

        matrices: list[Any] = []
        others: list[Any] = []
        for name, parameter in self.model.named_parameters():
            inside = parameter.ndim == 2 and "embed" not in name and "lm_head" not in name
            (matrices if inside else others).append(parameter)
        rate = self.settings.rate
        self.optimizers = (
            torch.optim.Muon(matrices, lr=rate, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.97), weight_decay=0.0),
        )

    def resume(self) -> None:
        import torch

        path = self.folder / "checkpoint.pt"
        if not path.is_file():
            return
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        for optimizer, own in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(own)
        self.step, self.seconds, self.taken = state["step"], state["seconds"], state["taken"]

    def train(self, pools: Sequence[torch.Tensor], test: Callable[[], float]) -> None:
        """Steps until the time is used up; a line of the log every 20, a checkpoint every 200.

        pools: blocks to learn from until the rate falls, and from then on.
        """
        import torch

        model = torch.compile(self.model) if self.settings.compiled else self.model
        began = time.monotonic() - self.seconds
        losses: list[float] = []
        while True:
            self.seconds = time.monotonic() - began
            rate, falling = self._rate()
            if rate <= 0:
                break
            for optimizer in self.optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = rate
            losses.append(self._learn(model, self._batch(pools[falling], falling)))
            self.step += 1
            if self.step % 20 == 0:
                self._log(sum(losses) / len(losses), rate, None)
                losses.clear()
            if self.step % 200 == 0:
                self._log(None, rate, test())
                self._checkpoint()
        self._checkpoint()

    def _rate(self) -> tuple[float, bool]:
        """The learning rate, and whether it falls."""
        settings = self.settings
        warm = min((self.step + 1) / settings.warmup, 1.0)
        left = (settings.seconds - self.seconds) / (settings.decay * settings.seconds)
        return settings.rate * warm * min(max(left, 0.0), 1.0), left < 1.0

    def _batch(self, blocks: torch.Tensor, pool: int) -> torch.Tensor:
        """The next blocks of a pool, in an order of its own for each time round."""
        import torch

        size = min(self.settings.batch, len(blocks))
        epoch, index = divmod(self.taken[pool], len(blocks) // size)
        self.taken[pool] += 1
        order = torch.randperm(
            len(blocks), generator=torch.Generator().manual_seed(self.settings.seed + epoch)
        )
        return blocks[order[index * size : (index + 1) * size]]

    def _learn(self, model: Any, batch: torch.Tensor) -> float:
        import torch

        self.model.train()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.settings.half):
            loss = model(input_ids=batch, labels=batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        return float(loss.detach())

    def _log(self, loss: float | None, rate: float, bits: float | None) -> None:
        path = self.folder / "log.csv"
        new = not path.is_file()
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if new:
                writer.writerow(("step", "seconds", "loss", "rate", "bits_per_character"))
            shown = (None if value is None else round(value, 4) for value in (loss, rate, bits))
            row = tuple(shown)
            writer.writerow((self.step, round(self.seconds), row[0], row[1], row[2]))

    def _checkpoint(self) -> None:
        import torch

        state = {
            "model": self.model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "seconds": self.seconds,
            "taken": self.taken,
        }
        temporary = self.folder / "checkpoint.tmp"
        torch.save(state, temporary)
        temporary.replace(self.folder / "checkpoint.pt")


def draw_curve(log: Path, picture: Path) -> None:
    """The loss of a run as a picture: nats a token in training, bits a character held out.

    Needs matplotlib (extra `train`).
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with log.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figure, axes = pyplot.subplots(figsize=(7, 3.6), dpi=110)
    for key, label in (
        ("loss", "training, nats a token"),
        ("bits_per_character", "held out, bits a character"),
    ):
        points = [(int(row["step"]), float(row[key])) for row in rows if row[key]]
        axes.plot([step for step, _ in points], [value for _, value in points], label=label)
    axes.set_xlabel("steps")
    axes.set_ylim(2, 7)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(picture, metadata={"Software": None})
    pyplot.close(figure)


def bits_per_character(model: Any, tokenizer: Tokenizer, texts: Sequence[str]) -> float:
    """Mean information of a character of the texts, their special tokens not counted, in bits."""
    import torch

    model.eval()
    nats, characters = 0.0, 0
    with torch.no_grad():
        for text in texts:
            ids = torch.tensor([tokenizer.encode(text).ids])
            logits = model(input_ids=ids).logits[0, :-1].log_softmax(-1)
            nats -= float(logits.gather(1, ids[0, 1:, None]).sum())
            characters += len(_visible(text))
    return nats / 0.6931471805599453 / max(characters, 1)


def _visible(text: str) -> str:
    for token in SPECIAL:
        text = text.replace(token, "")
    return text


def _save(model: Any, tokenizer: Tokenizer, output: Path, score: dict[str, Any]) -> None:
    """The model as transformers reads it: config, float16 safetensors, tokenizer."""
    from safetensors.torch import save_file

    output.mkdir(parents=True, exist_ok=True)
    weights = {
        name: tensor.detach().half().contiguous()
        for name, tensor in model.state_dict().items()
        if name != "lm_head.weight"
    }
    save_file(weights, str(output / "model.safetensors"), metadata={"format": "pt"})
    model.config.save_pretrained(output)
    tokenizer.save(str(output / "tokenizer.json"))
    (output / "score.json").write_text(
        json.dumps(score, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    sums = [
        f"{hashlib.sha256((output / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("config.json", "model.safetensors", "tokenizer.json")
    ]
    (output / "SHA256SUMS").write_text("".join(sums), encoding="ascii")

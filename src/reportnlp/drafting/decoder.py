"""A small Llama-style decoder in NumPy: enough to run the embedded model, and nothing else.

The architecture is that of Touvron et al., LLaMA, arXiv 2302.13971: RMS norm, rotary positions,
SwiGLU, tied embeddings. Weights come from a safetensors file as transformers writes it; a test
holds the two against each other.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportnlp.errors import BackendError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_TYPES = {"F16": "<f2", "F32": "<f4"}


@dataclass(frozen=True, slots=True)
class _Layer:
    """Weights of a layer, each (in, out) so that rows multiply from the left."""

    norm_in: Matrix
    query_key_value: Matrix
    out: Matrix
    norm_after: Matrix
    gate_up: Matrix
    down: Matrix


@dataclass(slots=True)
class Cache:
    """Keys and values of each layer, (batch, heads, length, size) each; empty at first."""

    keys: list[Matrix]
    values: list[Matrix]

    def repeated(self, count: int) -> Cache:
        """The cache for several answers that go on from one beginning."""
        return Cache(
            [keys.repeat(count, axis=0) for keys in self.keys],
            [values.repeat(count, axis=0) for values in self.values],
        )

    @property
    def length(self) -> int:
        return self.keys[0].shape[2] if self.keys else 0


@dataclass(frozen=True, slots=True)
class Decoder:
    """A model that was read, ready to run on one core or more.

    embedding: (vocabulary, width); the output layer too.
    """

    embedding: Matrix
    norm: Matrix
    layers: tuple[_Layer, ...]
    heads: int
    epsilon: float
    theta: float

    @classmethod
    def load(cls, folder: Path) -> Decoder:
        """The model in a folder with config.json and model.safetensors (float16 or float32).

        Raises BackendError if it is missing, damaged or of another architecture.
        """
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            weights = _read_safetensors(folder / "model.safetensors")
            return cls._built(config, weights)
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise BackendError(
                f"读不出随包的语言模型 {folder}（{error}）。请重新安装 reportnlp，"
                "或用 --model template 只用模板。"
            ) from error

    @classmethod
    def _built(cls, config: dict[str, Any], weights: dict[str, Matrix]) -> Decoder:
        import numpy as np

        if config["num_key_value_heads"] != config["num_attention_heads"]:
            raise ValueError("grouped heads")
        theta = config.get("rope_theta") or config["rope_parameters"]["rope_theta"]
        layers = []
        for number in range(config["num_hidden_layers"]):
            at = f"model.layers.{number}."
            attention = [weights[f"{at}self_attn.{name}_proj.weight"] for name in "qkv"]
            inner = [weights[f"{at}mlp.{name}_proj.weight"] for name in ("gate", "up")]
            layers.append(
                _Layer(
                    weights[f"{at}input_layernorm.weight"],
                    np.ascontiguousarray(np.concatenate(attention).T),
                    np.ascontiguousarray(weights[f"{at}self_attn.o_proj.weight"].T),
                    weights[f"{at}post_attention_layernorm.weight"],
                    np.ascontiguousarray(np.concatenate(inner).T),
                    np.ascontiguousarray(weights[f"{at}mlp.down_proj.weight"].T),
                )
            )
        return cls(
            weights["model.embed_tokens.weight"],
            weights["model.norm.weight"],
            tuple(layers),
            int(config["num_attention_heads"]),
            float(config["rms_norm_eps"]),
            float(theta),
        )

    def run(
        self, ids: NDArray[np.int64], cache: Cache | None, *, all_places: bool
    ) -> tuple[Matrix, Cache]:
        """Scores of what follows, and the cache with these tokens in it.

        ids:        (batch, length); behind what the cache holds.
        all_places: scores after each token, (batch, length, vocabulary), or after the last alone,
                    (batch, vocabulary).
        """
        import numpy as np

        batch, length = ids.shape
        before = cache.length if cache else 0
        hidden = self.embedding[ids]
        size = hidden.shape[-1] // self.heads
        cosine, sine = self._rotation(before, length, size)
        keys_out: list[Matrix] = []
        values_out: list[Matrix] = []
        for number, layer in enumerate(self.layers):
            normed = self._normed(hidden, layer.norm_in)
            joined = (normed @ layer.query_key_value).reshape(batch, length, 3, self.heads, size)
            query, key, value = joined.transpose(2, 0, 3, 1, 4)
            query, key = _rotated(query, cosine, sine), _rotated(key, cosine, sine)
            if cache is not None:
                key = np.concatenate((cache.keys[number], key), axis=2)
                value = np.concatenate((cache.values[number], value), axis=2)
            keys_out.append(key)
            values_out.append(value)
            scores = (query @ key.swapaxes(-1, -2)) * np.float32(size**-0.5)
            if length > 1:
                ahead = np.triu(np.full((length, length), -1e9, np.float32), 1)
                scores[..., before:] += ahead
            mixed = (_softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(batch, length, -1)
            hidden = hidden + mixed @ layer.out
            gate, up = np.split(self._normed(hidden, layer.norm_after) @ layer.gate_up, 2, axis=-1)
            hidden = hidden + (gate / (1 + np.exp(-gate)) * up) @ layer.down
        if not all_places:
            hidden = hidden[:, -1]
        return self._normed(hidden, self.norm) @ self.embedding.T, Cache(keys_out, values_out)

    def _normed(self, hidden: Matrix, weight: Matrix) -> Matrix:
        import numpy as np

        mean = np.mean(hidden * hidden, axis=-1, keepdims=True)
        normed: Matrix = hidden / np.sqrt(mean + np.float32(self.epsilon)) * weight
        return normed

    def _rotation(self, start: int, length: int, size: int) -> tuple[Matrix, Matrix]:
        """Cosines and sines of the positions, (length, size) each."""
        import numpy as np

        speeds = self.theta ** (-np.arange(0, size, 2, dtype=np.float64) / size)
        angles = np.outer(np.arange(start, start + length), speeds)
        angles = np.concatenate((angles, angles), axis=-1)
        return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def _rotated(states: Matrix, cosine: Matrix, sine: Matrix) -> Matrix:
    import numpy as np

    half = states.shape[-1] // 2
    turned = np.concatenate((-states[..., half:], states[..., :half]), axis=-1)
    rotated: Matrix = states * cosine + turned * sine
    return rotated


def _softmax(scores: Matrix) -> Matrix:
    import numpy as np

    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Matrix = weights / weights.sum(axis=-1, keepdims=True)
    return shares


def log_sum(scores: Matrix) -> Matrix:
    """Logarithm of the sum of exponentials along the last axis: what scores lack to be nats."""
    import numpy as np

    highest = scores.max(axis=-1)
    sums: Matrix = highest + np.log(np.exp(scores - highest[..., None]).sum(axis=-1))
    return sums


def _read_safetensors(path: Path) -> dict[str, Matrix]:
    """Every tensor of a safetensors file as float32 (github.com/huggingface/safetensors: format).

    Raises ValueError for a file that is no such file, or cut off.
    """
    import numpy as np

    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    if 8 + length > len(data):
        raise ValueError("header too long")
    header = json.loads(data[8 : 8 + length])
    tensors: dict[str, Matrix] = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        raw = data[8 + length + start : 8 + length + end]
        array = np.frombuffer(raw, dtype=_TYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = array.astype(np.float32)
    return tensors

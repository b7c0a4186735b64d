"""The vocabulary that a .gguf file carries in its header.

The official reader of the format makes an object of every tensor and every merge and takes twelve
seconds for what is read here in one; the format: ggml/docs/gguf.md of llama.cpp.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportnlp.drafting.vocabulary import piece_of
from reportnlp.errors import BackendError

_MAGIC = b"GGUF"
_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
_NORMAL, _ADDED, _BYTE = 1, 4, 6
_MAX_LENGTH = 10_000_000


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What the header of a .gguf file says.

    name:         of the model; "" where it is not said.
    architecture: "qwen2", "llama", …
    pieces:       the bytes of each token; b"" for special tokens.
    has_template: whether it carries a chat template.
    """

    name: str
    architecture: str
    pieces: tuple[bytes, ...]
    has_template: bool


def read_header(path: Path) -> GgufHeader:
    """The header of a .gguf file.

    Raises BackendError if it is none.
    """
    try:
        with path.open("rb") as stream:
            values = _values(stream)
    except FileNotFoundError:
        raise BackendError(f"没有模型文件 {path}。请检查 --model 后的路径。") from None
    except (OSError, ValueError, struct.error) as error:
        raise BackendError(f"{path} 不是完好的 .gguf 模型文件。请重新拷贝模型后再试。") from error
    tokens, kinds = values.get("tokenizer.ggml.tokens"), values.get("tokenizer.ggml.token_type")
    if not isinstance(tokens, list) or not tokens:
        raise BackendError(f"模型文件 {path} 里没有词表，不能用来起草。请换用别的模型。")
    if not isinstance(kinds, list) or len(kinds) != len(tokens):
        kinds = [_NORMAL] * len(tokens)
    byte_level = values.get("tokenizer.ggml.model") == "gpt2"
    pieces = tuple(
        piece_of(str(token), byte_level=byte_level) if kind in (_NORMAL, _ADDED, _BYTE) else b""
        for token, kind in zip(tokens, kinds, strict=True)
    )
    return GgufHeader(
        str(values.get("general.name", "")),
        str(values.get("general.architecture", "")),
        pieces,
        "tokenizer.chat_template" in values,
    )


_Value = str | int | float | bool | list[str | int | float | bool]


def _values(stream: BinaryIO) -> dict[str, _Value]:
    magic, version, _, count = struct.unpack("<4sIQQ", stream.read(24))
    if magic != _MAGIC or version < 2:
        raise ValueError("not a GGUF file of version 2 or later")
    values: dict[str, _Value] = {}
    for _ in range(count):
        key = _string(stream)
        values[key] = _value(stream, _number(stream, "I"))
    return values


def _value(stream: BinaryIO, kind: int) -> _Value:
    if kind != _ARRAY:
        return _reader(kind)(stream)
    item = _reader(_number(stream, "I"))
    return [item(stream) for _ in range(_length(stream))]


def _reader(kind: int) -> Callable[[BinaryIO], str | int | float | bool]:
    if kind == _STRING:
        return _string
    code = _SCALARS.get(kind)
    if code is None:
        raise ValueError(f"unknown kind of value {kind}")
    return lambda stream: _scalar(stream, code)


def _scalar(stream: BinaryIO, code: str) -> int | float | bool:
    size = struct.calcsize("<" + code)
    value: int | float | bool = struct.unpack("<" + code, stream.read(size))[0]
    return value


def _number(stream: BinaryIO, code: str) -> int:
    return int(_scalar(stream, code))


def _length(stream: BinaryIO) -> int:
    length = _number(stream, "Q")
    if length > _MAX_LENGTH:
        raise ValueError("length out of range")
    return length


def _string(stream: BinaryIO) -> str:
    length = _length(stream)
    data = stream.read(length)
    if len(data) < length:
        raise ValueError("cut off")
    return data.decode("utf-8", "replace")

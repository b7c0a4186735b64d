"""The files of a language model on disk: what is there, whether it may be loaded, its hash."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from pathlib import Path
from typing import Any

from reportnlp.errors import BackendError

_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")
_MAX_HEADER = 100_000_000
_BLOCK = 1 << 20
_ROOM = 1.25
"""A model that is loaded needs this many times its weights."""
BYTES = {"float32": 4, "bfloat16": 2, "int8": 4}
"""Bytes a parameter while a model is loaded; int8 weights are made from float32."""


def safetensors_of(folder: Path) -> tuple[Path, ...]:
    """The weight files of a model folder.

    Raises BackendError for a folder that is none, or has no weights that can be loaded safely.
    """
    if not folder.is_dir():
        raise BackendError(f"没有模型文件夹 {folder}。请用 --model 指明文件夹、.gguf 文件或网址。")
    config = read_config(folder)
    if "auto_map" in config:
        raise BackendError(
            f"模型 {folder} 要运行自带的程序才能载入，出于安全不予载入。"
            "请换用 transformers 直接支持的模型。"
        )
    files = tuple(sorted(folder.glob("*.safetensors")))
    if not files and any(path for pattern in _PICKLES for path in folder.glob(pattern)):
        raise BackendError(
            f"模型 {folder} 只有 .bin 一类的权重，这种文件可能夹带程序，不予载入。"
            "请换用 .safetensors 格式的权重。"
        )
    if not files:
        raise BackendError(
            f"模型文件夹 {folder} 里没有权重（*.safetensors）。请确认下载完整后再试。"
        )
    return files


def read_config(folder: Path) -> dict[str, Any]:
    """The config.json of a model folder.

    Raises BackendError if it is missing or damaged.
    """
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BackendError(
            f"文件夹 {folder} 里没有 config.json，不是语言模型。"
            "请指向含 config.json 和 *.safetensors 的文件夹。"
        ) from None
    except (OSError, ValueError) as error:
        raise BackendError(f"读不出 {path}（{error}）。请重新拷贝模型后再试。") from error
    if not isinstance(config, dict):
        raise BackendError(f"{path} 不是模型的配置。请重新拷贝模型后再试。")
    return config


def parameters_of(files: tuple[Path, ...]) -> int:
    """How many parameters safetensors files hold, read from their headers.

    Raises BackendError for a file that is cut off or no safetensors file.
    """
    return sum(_parameters(path) for path in files)


def _parameters(path: Path) -> int:
    size = path.stat().st_size
    try:
        with path.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            if length > min(_MAX_HEADER, size):
                raise ValueError("header too long")
            header = json.loads(stream.read(length))
        tensors = [entry for name, entry in header.items() if name != "__metadata__"]
        end = max((int(entry["data_offsets"][1]) for entry in tensors), default=0)
        if 8 + length + end != size:
            raise ValueError("length differs")
        return sum(_product(entry["shape"]) for entry in tensors)
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise BackendError(f"权重文件 {path} 不完整或已损坏。请重新拷贝模型后再试。") from error


def _product(shape: list[int]) -> int:
    total = 1
    for length in shape:
        total *= int(length)
    return total


def check_memory(folder: Path, parameters: int, precision: str) -> None:
    """Raises BackendError if the machine has not enough free memory for a model."""
    _check(folder, int(parameters * BYTES[precision] * _ROOM))


def check_memory_of_file(path: Path) -> None:
    """Raises BackendError if the machine has not enough free memory for a .gguf file."""
    _check(path, int(path.stat().st_size * _ROOM))


def _check(path: Path, needed: int) -> None:
    free = free_memory()
    if free is not None and needed > free:
        raise BackendError(
            f"内存不够：模型 {path} 约需 {_gigabytes(needed)}，可用 {_gigabytes(free)}。"
            "请关闭别的程序，或换用小一些的模型或 .gguf 文件。"
        )


def free_memory() -> int | None:
    """Bytes that a program can still take; None where the system does not tell."""
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
        line = next(line for line in text.splitlines() if line.startswith("MemAvailable:"))
        return int(line.split()[1]) * 1024
    except (OSError, StopIteration, ValueError):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


def sha256_of(files: tuple[Path, ...]) -> str:
    """The SHA-256 of one file; of several, that of the list that sha256sum writes of them."""
    digests = [(path.name, _sha256(path)) for path in files]
    if len(digests) == 1:
        return digests[0][1]
    lines = "".join(f"{digest}  {name}\n" for name, digest in digests)
    return hashlib.sha256(lines.encode()).hexdigest()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()

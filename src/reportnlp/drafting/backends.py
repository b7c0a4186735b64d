"""Which generator a name, a path or an address means."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from reportnlp.drafting.generator import TextGenerator
from reportnlp.errors import BackendError
from reportnlp.resources.learned import models_folder

EMBEDDED = "reportlm"
"""The folder of the embedded model in models/."""
_OF_OURS = frozenset(("<plain>", "<prefix>", "<suffix>", "<middle>", "〔〕"))
"""Tokens by which a model of the embedded kind is known."""


def _huggingface(name: str) -> TextGenerator:
    from reportnlp.drafting.huggingface import HuggingFaceGenerator

    return HuggingFaceGenerator(Path(name))


def _llamacpp(name: str) -> TextGenerator:
    from reportnlp.drafting.llamacpp import LlamaCppGenerator

    return LlamaCppGenerator(Path(name))


def _endpoint(name: str) -> TextGenerator:
    from reportnlp.drafting.endpoint import EndpointGenerator

    return EndpointGenerator(name)


def _embedded(name: str) -> TextGenerator:
    from reportnlp.drafting.embedded import EmbeddedGenerator

    return EmbeddedGenerator(None if name == "embedded" else Path(name))


BACKENDS: Mapping[str, Callable[[str], TextGenerator | None]] = {
    "template": lambda name: None,
    "embedded": _embedded,
    "huggingface": _huggingface,
    "llamacpp": _llamacpp,
    "endpoint": _endpoint,
}
"""Backend -> how a generator of it is made; the template needs none."""
EXTRAS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "huggingface": ("lm", ("torch", "transformers")),
    "llamacpp": ("gguf", ("numpy", "xllamacpp")),
}
"""Backend -> the extra that it needs, and the modules that the extra brings."""


def backend_of(name: str) -> str:
    """The backend that `--model NAME|PATH|URL` means, one of `BACKENDS`.

    Raises BackendError for a name that means none.
    """
    if name in ("template", "embedded"):
        return name
    if name.startswith(("http://", "https://")):
        return "endpoint"
    path = Path(name)
    if path.suffix.lower() == ".gguf":
        return "llamacpp"
    if path.is_dir():
        return "embedded" if _is_ours(path) else "huggingface"
    raise BackendError(
        f"没有模型“{name}”。可用 template（模板）、embedded（随包附带的模型）、模型文件夹、"
        ".gguf 文件，或服务器地址 http://主机:端口。"
    )


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds a model of the embedded kind, which follows no chat."""
    try:
        tokens = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["added_tokens"]
        return {token["content"] for token in tokens} >= _OF_OURS
    except (OSError, ValueError, KeyError, TypeError):
        return False  # huggingface says what is wrong with it


def load_generator(name: str) -> TextGenerator | None:
    """The generator that a name, a path or an address means; None for the template alone.

    Raises BackendError or MissingExtraError.
    """
    return BACKENDS[backend_of(name)](name)


def is_installed(backend: str) -> bool:
    """Whether the packages are there that a backend needs."""
    _, modules = EXTRAS.get(backend, ("", ()))
    return all(find_spec(module) is not None for module in modules)


def default_generator() -> tuple[TextGenerator | None, str]:
    """What is asked where the user names no model, and why it is the template, if it is.

    The reason is a Chinese sentence; "" where the embedded model runs.
    """
    if not (models_folder() / EMBEDDED / "model.safetensors").is_file():
        return None, "没有随包附带的语言模型，按模板起草；用 --model 可指定模型。"
    return load_generator("embedded"), ""

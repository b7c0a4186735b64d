"""Names, paths and addresses to generators; .gguf files with a llama.cpp that is a double."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reportnlp.drafting import backends, weights
from reportnlp.drafting.backends import backend_of, default_generator, load_generator
from reportnlp.drafting.endpoint import EndpointGenerator
from reportnlp.drafting.generator import Answer, Request
from reportnlp.drafting.gguf import read_header
from reportnlp.drafting.llamacpp import LlamaCppGenerator
from reportnlp.drafting.vocabulary import piece_of
from reportnlp.errors import BackendError, MissingExtraError

REQUEST = Request(
    "sentence",
    "achievements",
    slots=("走访企业（家）", "建设5G基站（座）"),
    names=("建设5G基站",),
    seed=3,
)
TOKENS = (
    "<|end|>",
    "走访",
    "企业",
    "，",
    "。",
    "统一",
    "一",
    "12",
    "G",
    "〔",
    "〕",
    "甲",
    "次数",
    "多次",
)
KINDS = (3, *[1] * (len(TOKENS) - 1))


def test_what_a_name_means(tmp_path: Path) -> None:
    assert backend_of("template") == "template"
    assert backend_of("embedded") == "embedded"
    assert backend_of("http://127.0.0.1:8080") == "endpoint"
    assert backend_of("模型.GGUF") == "llamacpp"
    assert backend_of(str(tmp_path)) == "huggingface"
    with pytest.raises(BackendError, match="没有模型“nothing”"):
        backend_of("nothing")


def test_loading(tmp_path: Path) -> None:
    assert load_generator("template") is None
    assert isinstance(load_generator("http://127.0.0.1:8080"), EndpointGenerator)
    with pytest.raises(BackendError, match=r"config\.json"):
        load_generator(str(tmp_path))
    with pytest.raises(BackendError, match="没有模型文件"):
        load_generator(str(tmp_path / "none.gguf"))


def test_without_an_embedded_model_the_template_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backends, "models_folder", lambda: tmp_path)

    generator, notice = default_generator()
    assert generator is None
    assert "按模板起草" in notice


# ------------------------------------------------------------------ .gguf


def _text(words: str) -> bytes:
    data = words.encode()
    return struct.pack("<Q", len(data)) + data


def _gguf(path: Path, tokens: tuple[str, ...] = TOKENS, *, model: str = "llama") -> Path:
    strings = {
        "general.name": "小模型",
        "general.architecture": "llama",
        "tokenizer.ggml.model": model,
    }
    parts = [_text(key) + struct.pack("<I", 8) + _text(value) for key, value in strings.items()]
    parts.append(_text("llama.block_count") + struct.pack("<II", 4, 2))
    parts.append(_text("llama.eps") + struct.pack("<If", 6, 0.5))
    kinds = struct.pack(f"<{len(tokens)}i", *KINDS[: len(tokens)])
    parts.append(
        _text("tokenizer.ggml.token_type") + struct.pack("<IIQ", 9, 5, len(tokens)) + kinds
    )
    parts.append(
        _text("tokenizer.ggml.tokens")
        + struct.pack("<IIQ", 9, 8, len(tokens))
        + b"".join(_text(token) for token in tokens)
    )
    path.write_bytes(struct.pack("<4sIQQ", b"GGUF", 3, 0, len(parts)) + b"".join(parts))
    return path


def test_the_header_of_a_gguf_file(tmp_path: Path) -> None:
    header = read_header(_gguf(tmp_path / "a.gguf"))

    assert (header.name, header.architecture) == ("小模型", "llama")
    assert header.pieces == (b"", *(token.encode() for token in TOKENS[1:]))
    assert not header.has_template


def test_bytes_of_tokens() -> None:
    assert piece_of("ä¸Ģ", byte_level=True) == "一".encode()
    assert piece_of("\u2581好", byte_level=False) == " 好".encode()
    assert piece_of("<0x0A>", byte_level=False) == b"\n"


@pytest.mark.parametrize("kept", [0, 3, 24, 60, 300])
def test_a_damaged_gguf_file(tmp_path: Path, kept: int) -> None:
    path = _gguf(tmp_path / "a.gguf")
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(BackendError, match=r"不是完好的 \.gguf"):
        read_header(path)


def test_a_gguf_file_without_a_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="没有词表"):
        read_header(_gguf(tmp_path / "a.gguf", ()))


class FakeServer:
    """Answers as llama.cpp does, from a list; keeps what it was asked."""

    script: tuple[dict[str, Any], ...] = ()

    def __init__(self, parameters: Any) -> None:
        self.parameters = parameters
        self.asked: list[dict[str, Any]] = []
        if parameters.model.path.endswith("bad.gguf"):
            raise RuntimeError("Failed to init server.")

    def handle_chat_completions(
        self, asked: dict[str, Any], listen: Callable[[dict[str, Any]], bool]
    ) -> None:
        self.asked.append(asked)
        for chunk in self.script:
            listen(chunk)


def _chunk(text: str, reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"delta": {"content": text or None}, "finish_reason": reason}]}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeServer]:
    def parameters() -> SimpleNamespace:
        return SimpleNamespace(
            model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace()
        )

    double = SimpleNamespace(Server=FakeServer, CommonParams=parameters)
    monkeypatch.setitem(sys.modules, "xllamacpp", double)
    script = (_chunk(""), _chunk("走访企业〔甲"), _chunk("〕，〔乙〕。"), _chunk("", "stop"))
    monkeypatch.setattr(FakeServer, "script", script)
    return FakeServer


def test_a_gguf_model_leaves_a_core_to_others(
    tmp_path: Path, fake: type[FakeServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    parameters = LlamaCppGenerator(_gguf(tmp_path / "a.gguf"))._server.parameters

    assert parameters.cpuparams.n_threads == parameters.cpuparams_batch.n_threads == 1


def test_a_gguf_model_writes(tmp_path: Path, fake: type[FakeServer]) -> None:
    generator = LlamaCppGenerator(_gguf(tmp_path / "a.gguf"))
    pieces: list[str] = []

    assert generator.generate(REQUEST, count=2, on_text=pieces.append) == (
        Answer("走访企业〔1〕，〔2〕。"),
        Answer("走访企业〔1〕，〔2〕。"),
    )
    assert pieces == ["走访企业〔甲", "〕，〔乙〕。"]
    assert generator.guarded
    assert generator.log_likelihoods("", ("一",)) is None
    assert generator.card.backend == "llamacpp"
    first, second = generator._server.asked
    assert (first["seed"], second["seed"]) == (3, 4)
    assert "〔甲〕是「走访企业（家）」" in first["messages"][-1]["content"]
    assert "〔1〕" not in "".join(message["content"] for message in first["messages"])
    lifted = {TOKENS[token] for token, bias in first["logit_bias"] if bias > 50}
    assert lifted == set(TOKENS) - {"一", "12", "多次"}
    assert generator._server.parameters.api_keys != []


def test_the_mask_of_a_gguf_model_is_made_once_a_sentence(
    tmp_path: Path, fake: type[FakeServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = LlamaCppGenerator(_gguf(tmp_path / "a.gguf"))
    generator.generate(REQUEST)
    monkeypatch.setattr("reportnlp.drafting.llamacpp.policy_for", lambda request: 1 / 0)
    generator.generate(replace(REQUEST, seed=4), count=2)

    one, two, three = (asked["logit_bias"] for asked in generator._server.asked)
    assert one == two == three
    with pytest.raises(ZeroDivisionError):
        generator.generate(replace(REQUEST, names=("走访企业",)))


def test_a_gguf_model_unguarded(tmp_path: Path, fake: type[FakeServer]) -> None:
    generator = LlamaCppGenerator(_gguf(tmp_path / "a.gguf"), guarded=False)
    generator.generate(REQUEST)

    assert not generator.guarded
    assert generator._server.asked[0]["logit_bias"] == []


def test_a_cut_off_answer(
    tmp_path: Path, fake: type[FakeServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake, "script", (_chunk("走访"), _chunk("", "length")))
    generator = LlamaCppGenerator(_gguf(tmp_path / "a.gguf"))

    assert generator.generate(REQUEST) == (Answer("走访", finished=False),)


def test_gguf_models_that_do_not_work(
    tmp_path: Path, fake: type[FakeServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BackendError, match="Failed to init server。"):
        LlamaCppGenerator(_gguf(tmp_path / "bad.gguf"))
    generator = LlamaCppGenerator(_gguf(tmp_path / "a.gguf"))
    monkeypatch.setattr(fake, "script", ({"error": {"message": "context too long"}},))
    with pytest.raises(BackendError, match="context too long"):
        generator.generate(REQUEST)
    with pytest.raises(BackendError, match="最多写"):
        generator.generate(Request("sentence", "plans", slots=("件",) * 40))
    monkeypatch.setattr(weights, "free_memory", lambda: 10)
    with pytest.raises(BackendError, match="内存不够"):
        LlamaCppGenerator(_gguf(tmp_path / "a.gguf"))


def test_without_the_gguf_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)

    with pytest.raises(MissingExtraError, match=r"reportnlp\[gguf\]"):
        LlamaCppGenerator(_gguf(tmp_path / "a.gguf"))

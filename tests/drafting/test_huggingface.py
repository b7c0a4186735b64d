"""A model folder, with a random model of two layers."""

from __future__ import annotations

import json
import math
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_model import make_tiny_model

from reportnlp.drafting import weights
from reportnlp.drafting.generator import Request
from reportnlp.drafting.huggingface import HuggingFaceGenerator
from reportnlp.drafting.sampling import Sampling
from reportnlp.errors import BackendError, MissingExtraError

REQUEST = Request(
    "sentence",
    "achievements",
    topic="理论武装",
    slots=("理论学习会（次）", "走访企业（家）"),
    names=("理论学习会", "走访企业"),
    max_chars=40,
    seed=3,
)
HOT = Sampling(temperature=1.2, top_k=400, top_p=1.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def generator(folder: Path) -> HuggingFaceGenerator:
    return HuggingFaceGenerator(folder, precision="float32", sampling=HOT)


def test_whole_sentences_without_a_figure(generator: HuggingFaceGenerator) -> None:
    answers = generator.generate(REQUEST, count=6)

    assert any(answer.finished for answer in answers)
    for answer in answers:
        slots = re.findall(r"〔([0-9])〕", answer.text)
        assert slots == ["1", "2"][: len(slots)]
        assert not re.search(r"[0-9A-Za-z%]", re.sub(r"〔[0-9]?〕?", "", answer.text))
        if answer.finished:
            assert slots == ["1", "2"]
            assert answer.text.endswith("。")


def test_unguarded_it_writes_what_it_likes(folder: Path) -> None:
    free = HuggingFaceGenerator(folder, precision="float32", guarded=False, sampling=HOT)

    assert not free.guarded
    text = "".join(answer.text for answer in free.generate(REQUEST, count=4))
    assert re.search(r"[0-9A-Za-z%]", text)


def test_the_same_seed_gives_the_same_answer(generator: HuggingFaceGenerator) -> None:
    first, second, third = generator.generate(REQUEST, count=3)

    assert generator.generate(REQUEST, count=3) == (first, second, third)
    assert len({first.text, second.text, third.text}) == 3
    assert generator.generate(replace(REQUEST, seed=5))[0] == third


def test_streaming_tells_the_first_answer(generator: HuggingFaceGenerator) -> None:
    pieces: list[str] = []
    answers = generator.generate(REQUEST, count=2, on_text=pieces.append)

    assert "".join(pieces) == answers[0].text
    assert len(pieces) > 3


def test_a_clause_is_short(generator: HuggingFaceGenerator) -> None:
    clause = Request("clause", "problems", before="走访企业〔〕家。", after="，解决问题〔〕个。")
    (answer,) = generator.generate(replace(clause, max_chars=12))

    assert answer.text
    assert len(answer.text) <= 30
    assert not set("〔〕0123456789") & set(answer.text)


def test_likelihoods_are_those_of_the_model(generator: HuggingFaceGenerator, folder: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    before, texts = "坚持学习，", ("组织召开理论学习会。", "走访")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder)
    likelihoods = generator.log_likelihoods(before, texts)

    assert likelihoods is not None
    for text, likelihood in zip(texts, likelihoods, strict=True):
        first = tokenizer(before)["input_ids"]
        ids = first + tokenizer(text)["input_ids"]
        with torch.no_grad():
            scores = torch.log_softmax(model(torch.tensor([ids])).logits[0], dim=-1)
        total = sum(float(scores[i - 1, ids[i]]) for i in range(len(first), len(ids)))
        assert likelihood == pytest.approx(total / len(text), abs=1e-4)
    assert all(math.isfinite(x) for x in generator.log_likelihoods("", texts) or ())


@pytest.mark.parametrize("precision", ["auto", "bfloat16", "int8"])
def test_other_precisions(folder: Path, precision: str) -> None:
    generator = HuggingFaceGenerator(folder, precision=precision)

    assert generator.generate(replace(REQUEST, task="clause"))[0].text


def test_a_model_without_a_chat_template(tmp_path: Path) -> None:
    generator = HuggingFaceGenerator(make_tiny_model(tmp_path, chat=False))

    assert generator.generate(REQUEST)[0].text


def test_the_card_holds_the_hash(generator: HuggingFaceGenerator, folder: Path) -> None:
    import hashlib

    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()

    assert generator.card.backend == "huggingface"
    assert generator.card.name == str(folder)
    assert generator.card.sha256 == digest


# ------------------------------------------------------------------ folders that do not work


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="没有模型文件夹"):
        HuggingFaceGenerator(tmp_path / "none")


def test_no_config(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match=r"没有 config\.json"):
        HuggingFaceGenerator(tmp_path)


def test_pickles_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")

    with pytest.raises(BackendError, match=r"\.safetensors"):
        HuggingFaceGenerator(tmp_path)


def test_no_weights(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(BackendError, match="没有权重"):
        HuggingFaceGenerator(tmp_path)


def test_programs_of_a_model_are_not_run(folder: Path, tmp_path: Path) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["auto_map"] = {"AutoModelForCausalLM": "modeling.Own"}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")

    with pytest.raises(BackendError, match="自带的程序"):
        HuggingFaceGenerator(tmp_path)


@pytest.mark.parametrize("kept", [0, 7, 100, 4000])
def test_a_cut_off_file(folder: Path, tmp_path: Path, kept: int) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        (tmp_path / path.name).write_bytes(data[:kept] if path.suffix == ".safetensors" else data)

    with pytest.raises(BackendError, match="不完整或已损坏"):
        HuggingFaceGenerator(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_damaged_config(folder: Path, tmp_path: Path, content: str) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "config.json").write_text(content, encoding="utf-8")

    with pytest.raises(BackendError, match=r"config\.json"):
        HuggingFaceGenerator(tmp_path)


def test_a_model_that_transformers_does_not_know(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "config.json").write_text('{"model_type": "unheard-of"}', encoding="utf-8")

    with pytest.raises(BackendError, match="无法载入模型"):
        HuggingFaceGenerator(tmp_path)


def test_not_enough_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "free_memory", lambda: 1000)

    with pytest.raises(BackendError, match="内存不够"):
        HuggingFaceGenerator(folder)


def test_without_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)

    with pytest.raises(MissingExtraError, match=r"reportnlp\[lm\]"):
        HuggingFaceGenerator(folder)


def test_free_memory_is_a_plausible_number() -> None:
    free = weights.free_memory()

    assert free is None or free > 1_000_000

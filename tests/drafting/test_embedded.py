"""The embedded model's engine: the same scores as transformers, and clauses without figures."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from reportnlp.drafting.backends import backend_of, load_generator
from reportnlp.drafting.catalogue import describe
from reportnlp.drafting.decoder import Decoder
from reportnlp.drafting.embedded import EmbeddedGenerator
from reportnlp.drafting.generator import Request
from reportnlp.drafting.pieces import Pieces
from reportnlp.errors import BackendError
from reportnlp.training.lm import LmSettings, train_lm
from reportnlp.training.lm_corpus import Source, Text
from reportnlp.training.lm_examples import make_training_text

TEXT = (
    "坚持问题导向，扎实推进各项工作，走访企业28家，帮助解决难题36个。加强队伍建设，完善学习制度，"
    "组织培训12场。围绕中心任务，持续优化服务，办结事项1043件，群众满意率达到98.5%。"
)
SETTINGS = LmSettings(
    vocabulary=160,
    width=32,
    layers=2,
    heads=2,
    inner=48,
    context=48,
    batch=2,
    seconds=1.5,
    threads=1,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of some thousand parameters, trained for a second."""
    source = Source("ours", (Text(TEXT),) * 12, 1.0)
    text = make_training_text((source,), Source("held out", (Text(TEXT),), 1.0))
    run = tmp_path_factory.mktemp("run")
    out = tmp_path_factory.mktemp("model")
    score = train_lm(text, run, out, SETTINGS)
    assert score["steps"] > 3
    again = train_lm(text, run, out, dataclasses.replace(SETTINGS, seconds=3.0))
    assert again["steps"] > score["steps"]  # it went on from its checkpoint
    assert (run / "log.csv").is_file() or again["steps"] < 20
    return out


def test_a_folder_of_the_kind_is_known(folder: Path, tmp_path: Path) -> None:
    generator = load_generator(str(folder))

    assert isinstance(generator, EmbeddedGenerator)
    assert generator.card.name == folder.name
    assert ("位置", str(folder)) in describe(str(folder))
    for content in ("", "[]", '{"added_tokens": 3}', '{"added_tokens": [{"content": "<plain>"}]}'):
        (tmp_path / "tokenizer.json").write_text(content)
        assert backend_of(str(tmp_path)) == "huggingface"


def test_scores_are_those_of_transformers(folder: Path) -> None:
    import torch
    from transformers import LlamaForCausalLM

    model = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids = np.array([[5, 9, 20, 31, 7, 40, 12]])
    with torch.no_grad():
        wanted = model(torch.tensor(ids)).logits[0].numpy()
    decoder = Decoder.load(folder)
    whole, _ = decoder.run(ids, None, all_places=True)
    _, cache = decoder.run(ids[:, :4], None, all_places=False)
    rest, _ = decoder.run(ids[:, 4:], cache, all_places=True)

    np.testing.assert_allclose(whole[0], wanted, atol=2e-4)
    np.testing.assert_allclose(rest[0], wanted[4:], atol=2e-4)


def test_pieces_are_those_of_tokenizers(folder: Path) -> None:
    theirs = Tokenizer.from_file(str(folder / "tokenizer.json"))
    ours = Pieces.load(folder / "tokenizer.json")

    for text in (
        TEXT.replace("28", "〔〕"),
        "<prefix>扎实推进<suffix>，走访企业〔〕家<middle>",
        "龘䶮",
        "",
    ):
        assert ours.encode(text) == theirs.encode(text).ids


def test_no_piece_holds_a_figure(folder: Path) -> None:
    for piece in Pieces.load(folder / "tokenizer.json").ids:
        assert not any(character.isdigit() and character.isascii() for character in piece)


def test_clauses_hold_no_figure_and_are_the_same_twice(folder: Path) -> None:
    model = EmbeddedGenerator(folder)
    request = Request(
        "clause", "achievements", before="一、成效", after="，走访企业〔1〕", max_chars=25
    )
    first = model.generate(request, count=3)

    assert first == EmbeddedGenerator(folder).generate(request, count=3)
    for answer in first:
        assert not any(c.isdigit() or c.isascii() for c in answer.text)
    assert model.card.backend == "embedded"
    assert len(model.card.sha256) == 64


def test_likelihood_prefers_what_was_learned(folder: Path) -> None:
    model = EmbeddedGenerator(folder)
    known, odd = "走访企业28家，帮助解决难题36个。", "家访企走问题家个决解。"
    likelihoods = model.log_likelihoods("扎实推进各项工作，", (known, odd))

    assert likelihoods is not None
    assert likelihoods[0] > likelihoods[1]


def test_figures_do_not_change_a_likelihood(folder: Path) -> None:
    model = EmbeddedGenerator(folder)

    assert model.log_likelihoods("", ("走访28家。",)) == model.log_likelihoods(
        "", ("走访1043家。",)
    )


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_damaged_model_gets_one_sentence(folder: Path, tmp_path: Path, name: str) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_bytes((folder / name).read_bytes()[:30])

    with pytest.raises(BackendError, match="请重新安装"):
        EmbeddedGenerator(tmp_path).generate(Request("clause", "achievements", after="，走访"))


def test_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="没有随包的语言模型"):
        EmbeddedGenerator(tmp_path)


def test_the_saved_score_names_its_sources(folder: Path) -> None:
    score = json.loads((folder / "score.json").read_text(encoding="utf-8"))

    assert score["sources"][0][0] == "ours"
    assert score["bits_per_character"] > 0


def test_a_likelihood_does_not_depend_on_what_is_weighed_beside_it(folder: Path) -> None:
    model = EmbeddedGenerator(folder)
    short, long, nothing = "走访企业28家。", "走访企业28家，帮助解决难题36个，办结事项3件。", ""
    together = model.log_likelihoods("扎实推进各项工作，", (short, long, nothing))
    alone = [model.log_likelihoods("扎实推进各项工作，", (text,)) for text in (short, long)]

    assert together is not None
    assert together[:2] == pytest.approx([a[0] for a in alone if a], rel=1e-4)
    assert together[2] == 0.0


def test_the_clause_of_the_training_text_is_the_aptest(folder: Path) -> None:
    model = EmbeddedGenerator(folder)
    request = Request("clause", "achievements", after="，扎实推进各项工作，走访企业〔〕家。")
    odd = "各项问题题导项向"

    assert model.aptest(request, (odd, "坚持问题导向"))[:1] == ("坚持问题导向",)
    assert model.aptest(request, ()) == ()

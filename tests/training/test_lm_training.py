"""A training run in small: it learns, goes on from its checkpoint, and saves what others read."""

from __future__ import annotations

import csv
import dataclasses
import itertools
import json
import types
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportnlp.cli.train import train_group
from reportnlp.training.lm import LmSettings, draw_curve, train_lm, train_tokenizer
from reportnlp.training.lm_corpus import Source, Text
from reportnlp.training.lm_examples import SPECIAL, TrainingText, make_training_text

REPORT = (
    "坚持问题导向，扎实推进各项工作，走访企业28家，帮助解决难题36个。加强队伍建设，完善学习制度，"
    "组织培训12场。围绕中心任务，持续优化服务，办结事项1043件，办结率达到98.5%。"
)
SETTINGS = LmSettings(
    vocabulary=160, width=32, layers=1, heads=2, inner=48, context=48, batch=2, warmup=5,
    seconds=2.0, threads=1,
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundredth of a second a look: as many steps on any machine."""
    ticks = itertools.count()
    clock = types.SimpleNamespace(monotonic=lambda: next(ticks) / 100)
    monkeypatch.setattr("reportnlp.training.lm.time", clock)


@pytest.fixture(scope="module")
def text() -> TrainingText:
    source = Source("ours", (Text(REPORT),) * 12, 1.0)
    return make_training_text((source,), Source("held out", (Text(REPORT),), 1.0))


def test_a_run_learns_and_goes_on(text: TrainingText, tmp_path: Path) -> None:
    run, out = tmp_path / "run", tmp_path / "model"
    score = train_lm(text, run, out, SETTINGS)
    again = train_lm(text, run, out, dataclasses.replace(SETTINGS, seconds=4.0))

    assert again["steps"] > score["steps"] > 150
    with (run / "log.csv").open(encoding="utf-8", newline="") as file:
        losses = [float(row["loss"]) for row in csv.DictReader(file) if row["loss"]]
    assert losses[-1] < 0.8 * losses[0]
    assert again["bits_per_character"] > 0
    saved = json.loads((out / "score.json").read_text(encoding="utf-8"))
    assert saved["sources"][0][:2] == ["ours", 12]
    sums = (out / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    assert [line.split("  ")[1] for line in sums] == [
        "config.json", "model.safetensors", "tokenizer.json",
    ]  # fmt: skip
    draw_curve(run / "log.csv", out / "curve.png")
    assert (out / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_the_rate_falls_at_the_end(text: TrainingText, tmp_path: Path) -> None:
    train_lm(text, tmp_path / "run", tmp_path / "model", SETTINGS)
    with (tmp_path / "run" / "log.csv").open(encoding="utf-8", newline="") as file:
        rates = [float(row["rate"]) for row in csv.DictReader(file)]

    assert max(rates) == SETTINGS.rate
    assert rates[-1] < 0.5 * SETTINGS.rate


def test_pieces_are_chinese_and_short(text: TrainingText) -> None:
    tokenizer = train_tokenizer(text.train, 160, 3000)
    vocabulary = tokenizer.get_vocab()

    for piece in vocabulary.keys() - set(SPECIAL):
        assert len(piece) <= 4
        assert not any(c.isascii() and c.isalnum() for c in piece)
        assert "，" not in piece or piece == "，"
    assert len(vocabulary) <= 160
    assert tokenizer.decode(tokenizer.encode("走访企业，解决难题。").ids) == "走访企业，解决难题。"


def test_a_folder_without_text_gets_one_sentence(tmp_path: Path) -> None:
    options = ["lm", "--shared", str(tmp_path), "--corpora", str(tmp_path)]
    result = CliRunner().invoke(train_group, options)

    assert result.exit_code == 2
    assert "没有训练文本" in result.output

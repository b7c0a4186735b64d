"""Hostile facts, and models that lie: nothing is invented, lost, moved or changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from drafting_facts import facts_of, figure
from hostile_facts import Row, hostile_rows, load_rows_of, read_draft

from reportnlp.drafting.audit import unsourced_figures
from reportnlp.drafting.draft import Draft
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.embedded import EmbeddedGenerator
from reportnlp.drafting.generator import Answer, ModelCard, Request

LIES: tuple[Callable[[list[str]], str], ...] = (
    lambda names: "，".join(names) + "。",  # no figure at all
    lambda names: _sentence(names, order=-1),
    lambda names: _sentence(names[::-1]),
    lambda names: _sentence(names[1:] + names[:1]),
    lambda names: _sentence(names[:-1]),
    lambda names: _sentence([*names, names[0]]),
    lambda names: _sentence(names).replace("〔1〕", "36家"),
    lambda names: _sentence(names).replace("〔1〕", "三十六家"),
    lambda names: _sentence(names).replace("〔1〕", "〔1〕户"),
    lambda names: _sentence(names).replace("〔1〕", "〔1〕万"),
    lambda names: _sentence(names).replace("〔1〕", "近〔1〕"),
    lambda names: _sentence(names).replace("〔1〕", "突破〔1〕"),
    lambda names: _sentence(names).replace("〔1〕", "〔1〕以上"),
    lambda names: _sentence(names).replace("〔1〕", "1〔1〕"),
    lambda names: _sentence(names).replace("〔1〕", "-〔1〕"),
    lambda names: _sentence(names).replace("〔1〕", "【待补】"),
    lambda names: _sentence(names).replace("〔1〕", "〔9〕"),
    lambda names: "未" + _sentence(names),
    lambda names: "力争" + _sentence(names),
    lambda names: "其中" + _sentence(names),
    lambda names: "2021年，" + _sentence(names),
    lambda names: "较去年同期，" + _sentence(names),
    lambda names: "联合青山镇财政局，" + _sentence(names),
    lambda names: "在市委书记王强同志带领下，" + _sentence(names),
    lambda names: "按照《管理办法》，" + _sentence(names),
    lambda names: _sentence(names)[:-1] + "，开展检查三次。",
    lambda names: _sentence(names)[:-1] + "，培训骨干多名。",
    lambda names: _sentence(names)[:-1] + "，荣获先进单位称号。",
    lambda names: _sentence(names)[:-1] + "，受到群众一致好评。",
    lambda names: _sentence(names)[:-1] + "，成效显著",
    lambda names: _sentence(names)[:-1] + "，全年增长50%。",
    lambda names: _sentence(names) + _sentence(names),
    lambda names: "写增长50%。" + _sentence(names),
    lambda names: "**" + _sentence(names) + "**",
    lambda names: "",
)


def _sentence(names: list[str], *, order: int = 1) -> str:
    """Each name with a slot behind it, as a model writes that does as it is told."""
    slots = [f"〔{number}〕" for number in range(1, len(names) + 1)][::order]
    return "，".join(name + slot for name, slot in zip(names, slots, strict=True)) + "。"


@dataclass(slots=True)
class Liar:
    """Lies in another way at each turn, and says the truth at every fourth."""

    guarded: bool
    chance: random.Random
    asked: list[Request] = field(default_factory=list)

    @property
    def card(self) -> ModelCard:
        return ModelCard("huggingface" if self.guarded else "endpoint", "谎言", "0" * 64)

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        self.asked.append(request)
        names = [slot.rpartition("（")[0] or slot for slot in request.slots]
        wordings = (_sentence, *(self.chance.choice(LIES) for _ in range(3)))
        return tuple(Answer(self.chance.choice(wordings)(names)) for _ in range(count))

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        return tuple(self.chance.uniform(-4.0, -1.0) for _ in texts)


def _assert_sound(draft: Draft, rows: list[Row]) -> None:
    text = draft.document.text
    assert read_draft(text, rows) == [], text
    assert set(draft.used) == set(draft.facts.facts)
    assert len(draft.blanks) == text.count("【待补：") == sum(row.blank for row in rows)
    assert unsourced_figures(draft) == ()


@pytest.mark.parametrize("start", range(0, 80, 10))
def test_no_figure_is_invented_lost_or_moved(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 10):  # three sections each
        rows = hostile_rows(seed)

        _assert_sound(draft_report(load_rows_of(rows, tmp_path), seed=seed), rows)


def test_nor_by_the_embedded_model(tmp_path: Path) -> None:
    model = EmbeddedGenerator()
    for seed in range(10):
        rows = hostile_rows(seed)

        _assert_sound(draft_report(load_rows_of(rows, tmp_path), model, seed=seed), rows)


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("start", range(0, 40, 10))
def test_nor_by_a_model_that_lies(guarded: bool, start: int, tmp_path: Path) -> None:
    written = refused = 0
    for seed in range(start, start + 10):
        rows = hostile_rows(seed)
        model = Liar(guarded, random.Random(seed))
        draft = draft_report(load_rows_of(rows, tmp_path), model, seed=seed)
        written += sum(s.source == model.card.backend for s in draft.sentences)
        refused += draft.refused

        _assert_sound(draft, rows)
    assert written > 20
    assert refused > 40


def test_every_lie_is_refused() -> None:
    facts = facts_of(figure("走访企业", "28", "家"), figure("调解纠纷", "17", "件"))
    for lie in LIES:
        model = Fixed(lie(["走访企业", "调解纠纷"]))
        draft = draft_report(facts, model, sections=("achievements",))

        assert {s.source for s in draft.sentences} == {"template"}, model.answer
    truth = Fixed(_sentence(["走访企业", "调解纠纷"]))
    assert "28家" in draft_report(facts, truth).document.text


@dataclass(frozen=True, slots=True)
class Fixed:
    """Answers the same, always."""

    answer: str
    guarded: bool = True

    @property
    def card(self) -> ModelCard:
        return ModelCard("huggingface", "定", "0" * 64)

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        return (Answer(self.answer),)

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        return tuple(0.0 if self.answer.startswith(text[:2]) else -9.0 for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "走访企业17家，调解纠纷28件，培训干部1250人。",
        "走访企业28户，调解纠纷17件，培训干部1250人。",
        "走访企业28家，培训干部1250人。",
        "走访企业28家，调解纠纷17件，培训干部1250人，培训党员36人。",
        "走访企业28家，调解纠纷17件，培训干部1250人，受到表彰。",
        "走访企业28家，调解纠纷17件，培训干部12500人。",
        "走访企业28家，调解纠纷17件，未培训干部1250人。",
    ],
)
def test_the_reader_sees_what_is_wrong(text: str) -> None:
    cells = (("走访企业", "28", "家"), ("调解纠纷", "17", "件"), ("培训干部", "1250", "人"))
    rows = [Row({"name": name}, f"{name}{value}{unit}(?![0-9])") for name, value, unit in cells]

    assert read_draft("走访企业28家，调解纠纷17件，培训干部1250人。", rows) == []
    assert read_draft(text, rows) != []

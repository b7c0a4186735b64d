"""The tasks that the language model learns: clauses, sentences around slots, plain text."""

from __future__ import annotations

import dataclasses
import random

import pytest

from reportnlp.drafting import embedded
from reportnlp.drafting.generator import Request
from reportnlp.training import lm_examples
from reportnlp.training.lm_corpus import SLOT, Passage, Source, Text
from reportnlp.training.lm_examples import (
    END,
    MIDDLE,
    PREFIX,
    SLOTS,
    SPECIAL,
    SUFFIX,
    clause_example,
    framing_examples,
    is_learnable,
    make_training_text,
    sentence_example,
)

TEXT = f"坚持问题导向，扎实推进各项工作，走访企业{SLOT}家。加强队伍建设，组织培训{SLOT}场。"


def test_a_clause_is_cut_out_whole() -> None:
    rng = random.Random(0)
    for _ in range(20):
        before, rest = clause_example(TEXT, "", rng).removeprefix(PREFIX).split(SUFFIX)
        after, clause = rest.removesuffix(END).split(MIDDLE)

        assert (before + clause + after) in TEXT
        assert after[0] in "，。"
        assert SLOT not in clause


def test_what_stood_before_goes_with_the_clause() -> None:
    example = clause_example("坚持问题导向，走访企业〔〕家。", "前面的话。", random.Random(1))

    assert example.startswith(f"{PREFIX}前面的话。")


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("坚持问题导向", True),
        ("统一思想认识", True),
        ("走访企业若干家", False),
        ("开展三次督查", False),
        ("成效显著", False),
        ("好", False),
        (f"走访企业{SLOT}家", False),
    ],
)
def test_only_what_the_guard_lets_pass_is_learned(clause: str, wanted: bool) -> None:
    assert is_learnable(clause) is wanted


def test_no_clause_where_none_can_be_learned() -> None:
    assert clause_example(f"走访企业{SLOT}家，受理诉求{SLOT}件。", "", random.Random(0)) == ""


def test_a_sentence_gets_its_names_and_slots() -> None:
    raw = "扎实做好服务，走访企业28家，化解难题36个。"
    example = sentence_example(raw, "", random.Random(0))

    assert f"{SLOTS}走访企业{SLOT}化解难题{SLOT}{MIDDLE}" in example
    assert example.endswith(f"走访企业{SLOT}，化解难题{SLOT}。{END}")


@pytest.mark.parametrize("raw", ["扎实做好各项服务工作。", "由3个增加到7个，队伍更加壮大。"])
def test_no_sentence_without_names_close_by(raw: str) -> None:
    assert sentence_example(raw, "", random.Random(0)) == ""


def test_training_text_is_the_same_twice_and_holds_no_digit() -> None:
    report = "一、服务企业\n坚持问题导向，扎实推进各项工作，走访企业28家，帮助解决难题36个。"
    source = Source("ours", (Text(report),) * 9, 2.0)
    news = Source("news", (Text("围绕服务企业，扎实推进各项工作，走访企业九十家。"),) * 4, 1.0, 0.5)
    held = Source("held out", (Text("完善服务机制，办结事项43件。"),), 1.0)
    text = make_training_text((source, news), held, rounds=2)

    assert text == make_training_text((source, news), held, rounds=2)
    assert text.train and text.final
    assert text.test == (f"<plain>完善服务机制，办结事项{SLOT}件。<end>",)
    assert any(PREFIX in example for example in text.train)
    for example in (*text.train, *text.final):
        assert example.endswith(END)
        assert not any(character.isdigit() for character in example)
    assert text.counts[0][:2] == ("ours", 9)


def test_the_model_is_asked_as_it_was_trained() -> None:
    clause = Request("clause", "plans", "队伍建设", before="推进3项。", after="，培训〔1〕期。")
    sentence = Request("sentence", "achievements", slots=("走访企业（家）", "其中规上企业（家）"))

    assert embedded.prompt_for(clause) == (
        f"<plans><topic>队伍建设{PREFIX}推进{SLOT}项。{SUFFIX}，培训{SLOT}期。{MIDDLE}"
    )
    assert embedded.prompt_for(sentence) == (
        f"<achievements>{PREFIX}{SLOTS}走访企业{SLOT}规上企业{SLOT}{MIDDLE}"
    )
    for name in ("PLAIN", "PREFIX", "SUFFIX", "MIDDLE", "END", "TOPIC", "SLOTS", "SECTIONS"):
        assert getattr(embedded, name) == getattr(lm_examples, name)
    assert len(set(SPECIAL)) == len(SPECIAL)


def test_framing_clauses_are_learned_most_before_figures() -> None:
    rng = random.Random(0)
    passage = Passage(
        "", f"坚持问题导向，走访企业{SLOT}家。建成园区，投产项目{SLOT}个。", "服务企业"
    )
    examples = framing_examples(passage, "", rng)

    assert len(examples) == 8
    assert set(examples) == {
        f"{PREFIX}{SUFFIX}，走访企业{SLOT}家。{MIDDLE}坚持问题导向{END}",
        f"{PREFIX}{SUFFIX}，走访企业{SLOT}家。建成园区，投产项目{SLOT}个。{MIDDLE}坚持问题导向{END}",
    }
    assert framing_examples(dataclasses.replace(passage, section="problems"), "", rng) == []

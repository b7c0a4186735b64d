"""Marked text becomes text with offsets, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportnlp.training.markup import Label, as_marked, parse_marked, write_corpus

MARKED = """#: file=a.txt
#: half=dev
⟦=title⟧县局2023年总结
⟦=achievements⟧一、成效
召开⟦S|numeral‖三会⟧⟦P|number|次|会议‖**⟧次，补助⟦M|money|30000~50000|元|补助|approx‖约3万—5万元⟧。⟦=problems⟧但是⟦D|doubled-punct‖，，⟧不足。
"""


def _cut(text: str, label: Label) -> str:
    start, end = label["start"], label["end"]
    assert isinstance(start, int) and isinstance(end, int)
    return text[start:end]


def test_offsets_point_at_the_words() -> None:
    gold = parse_marked(MARKED)
    spans = {
        group: [_cut(gold.text, label) for label in labels] for group, labels in gold.labels.items()
    }

    assert spans["placeholders"] == ["**"]
    assert spans["metrics"] == ["约3万—5万元"]
    assert spans["sections"][2] == "但是，，不足。"
    assert gold.labels["metrics"][0]["value_max"] == "50000"


def test_wrapping_moves_the_offsets() -> None:
    gold = parse_marked("#: wrap=10\n" + MARKED)

    for labels in gold.labels.values():
        for label in labels:
            cut = _cut(gold.text, label)
            assert cut == cut.strip("\n")
    assert _cut(gold.text, gold.labels["placeholders"][0]) == "**"


def test_there_and_back() -> None:
    gold = parse_marked(MARKED)

    assert parse_marked(as_marked(gold.text, json.loads(gold.as_json()))) == gold


@pytest.mark.parametrize(
    "broken", ["⟦P|number‖**次", "**⟧次", "⟦Q|x‖**⟧次", "⟦S|a|b‖x⟧", "⟦S|brand‖⟧"]
)
def test_wrong_brackets_are_refused(broken: str) -> None:
    with pytest.raises(ValueError):
        parse_marked(broken)


def test_a_corpus_on_disk(tmp_path: Path) -> None:
    source = tmp_path / "a.marked"
    source.write_text(MARKED.replace("half=dev", "half=dev\n#: encoding=gb18030"), encoding="utf-8")
    assert write_corpus([source], tmp_path / "corpus") == 1

    record = json.loads((tmp_path / "corpus" / "labels.jsonl").read_text("utf-8"))
    data = (tmp_path / "corpus" / "documents" / "a.txt").read_bytes()
    assert data.decode("gb18030").startswith("县局")
    assert record["placeholders"][0]["kind"] == "number"

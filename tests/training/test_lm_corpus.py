"""The training text of the language model: figures gone, persons and places left out."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from reportnlp.training.lm_corpus import (
    SLOT,
    Passage,
    Text,
    delexicalised,
    is_usable,
    likest,
    read_passages,
    read_sources,
)

REPORT = """一、主要工作
（一）优化服务。围绕群众所需改进办事流程，全年办结事项1043件，办结率98.5%。上门服务老人36人次。
二、存在的问题
服务不够精细，部分事项办理时间偏长，群众仍有不满意的地方。"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("办结事项1,043件", f"办结事项{SLOT}件"),
        ("增长6.5%左右", f"增长{SLOT}左右"),
        ("２０２４年开展十二次", f"{SLOT}年开展{SLOT}次"),
        ("投入***万元", f"投入{SLOT}万元"),
        ("走访【待补：走访企业（家）】", f"走访{SLOT}"),
        ("统一思想，一以贯之", "统一思想，一以贯之"),
    ],
)
def test_figures_become_slots(text: str, wanted: str) -> None:
    assert delexicalised(text) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "太短。",
        "局长在会上作了部署和安排。",
        "青石县全面推进各项重点工作。",
        "全面推进AI应用和数据共享。",
    ],
)
def test_some_sentences_are_left_out(sentence: str) -> None:
    assert not is_usable(sentence)


def test_passages_know_topic_and_section() -> None:
    problems = REPORT.index("二、")
    sections = (("achievements", 0, problems), ("problems", problems, len(REPORT)))
    first, second = read_passages(Text(REPORT, sections))

    assert first.topic == "优化服务"
    assert first.section == "achievements"
    assert first.text.startswith("围绕群众所需改进办事流程")
    assert "1043" in first.raw
    assert not any(character.isdigit() for character in first.text)
    assert second.topic == "存在的问题"
    assert second.section == "problems"


def test_a_sentence_left_out_parts_a_passage() -> None:
    text = "扎实推进重点工程建设任务。局长到现场督促工程进度。按期完成全部节点目标任务。"
    passages = list(read_passages(Text(text)))

    assert [p.text for p in passages] == [
        "扎实推进重点工程建设任务。",
        "按期完成全部节点目标任务。",
    ]


def test_the_likest_are_kept_in_order() -> None:
    like = Passage("", "扎实推进各项工作，完善服务机制。")
    odd = Passage("", "夕阳西下，江面波光粼粼，游船归岸。")

    assert likest([odd, like, odd, like], [like], 0.5) == [like, like]
    assert likest([odd, like], [like], 1.0) == [odd, like]


def test_sources_leave_the_test_half_out(tmp_path: Path) -> None:
    shared, corpora = tmp_path / "shared", tmp_path / "corpora"
    (shared / "corpus" / "county").mkdir(parents=True)
    (shared / "lm").mkdir()
    (corpora / "government").mkdir(parents=True)
    (corpora / "facts" / "documents").mkdir(parents=True)
    rows = []
    for number in range(4):
        name = f"county/{number}.txt"
        (shared / "corpus" / name).write_text(f"报告{'甲乙丙丁'[number]}", encoding="utf-8")
        rows.append({"path": name, "half": "test" if number < 2 else "dev", "sections": []})
    _write(corpora / "government" / "labels.jsonl", rows)
    with lzma.open(shared / "lm" / "cctv_x.txt.xz", "wt", encoding="utf-8") as file:
        file.write("甲稿\n\n乙稿")
    for name in ("a.txt", "b.txt"):
        (corpora / "facts" / "documents" / name).write_text(name, encoding="utf-8")
    labels = [
        {"document": f"documents/{n}.txt", "half": h} for n, h in (("a", "dev"), ("b", "test"))
    ]
    _write(corpora / "facts" / "labels.jsonl", labels)
    sources, held_out = read_sources(shared, corpora)

    assert [text.text for text in held_out.documents] == ["报告甲"]
    documents = {source.name: [text.text for text in source.documents] for source in sources}
    assert documents == {
        "government reports": ["报告乙", "报告丙", "报告丁"],
        "our corpora": ["a.txt"],
        "news transcripts": ["甲稿", "乙稿"],
    }


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportnlp.annotations import Section
from reportnlp.cli.train import train_group
from reportnlp.document import Document, Span
from reportnlp.extraction.section_model import read_section_model
from reportnlp.training.markup import parse_marked
from reportnlp.training.section_scores import score_sections
from reportnlp.training.sections import load_corpora, make_example, train_sections, with_variants

MARKED = """⟦=title⟧{unit}2023年工作总结
⟦=intro⟧2023年，{unit}紧扣中心任务，各项工作取得新进展。现总结如下：
⟦=achievements⟧一、主要工作
（一）抓学习。全年开展集中学习{n}次，覆盖干部职工全体。
（二）抓服务。走访企业{n}家，解决难题{n}个。
⟦=problems⟧二、存在问题
一是学习不够深入；二是服务方式单一，力量薄弱。
⟦=plans⟧三、下步打算
一是深化学习，力争开展研讨{n}次；二是优化服务，计划走访企业{n}家。
⟦=closing⟧{unit}
2023年12月28日
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "documents").mkdir(parents=True)
    lines = []
    for number, unit in enumerate(("某局", "某院", "某校", "某镇", "某中心", "某公司")):
        half = "test" if number == 5 else "dev"
        head = f"#: file={number}.txt\n#: half={half}\n"
        gold = parse_marked(head + MARKED.format(unit=unit, n=number + 12))
        (folder / "documents" / f"{number}.txt").write_text(gold.text, encoding="utf-8")
        lines.append(gold.as_json())
    (folder / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_only_the_development_half_is_read(corpus: Path) -> None:
    assert [example.name for example in load_corpora([corpus])] == [
        f"{number}.txt" for number in range(5)
    ]


def test_training_is_deterministic_and_can_be_read_back(corpus: Path, tmp_path: Path) -> None:
    examples = load_corpora([corpus])
    first = train_sections(examples, tmp_path / "a")
    second = train_sections(examples, tmp_path / "b")

    written = (tmp_path / "a" / "weights.json").read_bytes()
    assert written == (tmp_path / "b" / "weights.json").read_bytes()
    assert first == second
    assert first.accuracy > 0.95
    assert read_section_model(tmp_path / "a" / "weights.json").features["text"]


def test_a_model_for_other_labels_is_refused(corpus: Path, tmp_path: Path) -> None:
    train_sections(load_corpora([corpus]), tmp_path)
    path = tmp_path / "weights.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**raw, "labels": ["a"]}), encoding="utf-8")

    with pytest.raises(ValueError, match="other labels"):
        read_section_model(path)


def test_one_report_is_not_enough(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="至少需要两篇"):
        train_sections(load_corpora([corpus])[:1], tmp_path)


def test_variants_keep_the_labels_of_what_is_left(corpus: Path) -> None:
    whole, bare, joined = with_variants(load_corpora([corpus])[:1])

    assert [section.label for section in bare.gold] == [s.label for s in whole.gold]
    assert "一、主要工作" not in bare.document.text
    assert len(joined.document.paragraphs) < len(bare.document.paragraphs)
    assert all(section.span.cut(joined.document.text).strip() for section in joined.gold)


def test_gold_of_a_wrapped_copy_is_joined() -> None:
    text = "一、工作成\n效\n召开会议。"
    document = Document(text, Document.from_text(text).paragraphs[:0], (Span(5, 6),))
    paragraphs = (Document.from_text("一、工作成效").paragraphs[0],)
    document = Document(text, paragraphs, (Span(5, 6),))
    record = {"file": "a", "sections": [{"label": "achievements", "start": 0, "end": len(text)}]}

    assert set(make_example(record, document).labels) == {3}


def test_scores() -> None:
    text = "甲甲甲甲甲甲甲甲甲甲乙乙乙乙乙乙乙乙乙乙"
    gold = [Section(Span(0, 10), "intro"), Section(Span(10, 20), "plans")]
    found = [Section(Span(0, 8), "intro", "", 0.9), Section(Span(8, 20), "other", "", 0.5)]
    score = score_sections(text, gold, found)

    assert score.accuracy == pytest.approx(0.4)
    assert score.boundary_f1 == 1.0
    assert score.judged == ((0.9, True), (0.5, False))
    assert score.calibration_error == pytest.approx(0.3)


def test_the_command_writes_the_model(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "model"
    result = CliRunner().invoke(
        train_group, ["sections", "--corpus", str(corpus), "-o", str(output)]
    )

    assert result.exit_code == 0, result.output
    assert (output / "weights.json").is_file()
    assert "5 篇报告" in result.output


def test_the_command_needs_labelled_reports(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "labels.jsonl").write_text("", encoding="utf-8")
    result = CliRunner().invoke(train_group, ["sections", "--corpus", str(tmp_path)])

    assert result.exit_code == 2
    assert "至少需要两篇" in result.output

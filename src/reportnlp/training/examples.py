"""The table of example sentences for drafting, made from the corpora that we wrote.

`python -m reportnlp.training.examples` rewrites `resources/examples.tsv` from the development half
of `corpora/reports`.
"""

from __future__ import annotations

import json
from pathlib import Path

from reportnlp.drafting.past import read_past
from reportnlp.formats.files import read_document
from reportnlp.resources.loading import FOLDER

_CORPUS = Path(__file__).parents[3] / "corpora" / "reports"
_SLOTS = range(1, 6)


def example_rows(corpus: Path) -> tuple[tuple[str, str, str], ...]:
    """Section, topic and sentence with slots, from the development half of a corpus."""
    rows: dict[tuple[str, str, str], None] = {}
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        if labels["half"] != "dev":
            continue
        past = read_past(read_document(corpus / "documents" / labels["file"]))
        for sentence in past.sentences:
            if sentence.text.count("〔") in _SLOTS and "\t" not in sentence.text:
                rows[sentence.section, sentence.topic, sentence.text] = None
    return tuple(rows)


def main() -> None:
    rows = example_rows(_CORPUS)
    head = "# 部分\t主题\t句子，数字处是槽\t来源：corpora/reports 开发半"
    text = "\n".join([head, *("\t".join(row) for row in rows)]) + "\n"
    (FOLDER / "examples.tsv").write_text(text, encoding="utf-8")
    print(f"{len(rows)} 句")


if __name__ == "__main__":
    main()

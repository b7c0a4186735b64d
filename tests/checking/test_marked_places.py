"""Sentences as different offices write them: the marked places are found, the others are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportnlp.checking.runner import check
from reportnlp.document import Document, Span

_MARKED = re.compile(r"⟦(.*?)⟧")
ROWS = [
    tuple(line.split("\t", 1))
    for path in sorted(Path(__file__).parent.glob("marked*.tsv"))
    for line in path.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _read(marked: str) -> tuple[str, list[Span]]:
    """A text without its marks, and where they stood."""
    marked = marked.replace("\\n", "\n").replace("\\t", "\t")
    spans = []
    for index, match in enumerate(_MARKED.finditer(marked)):
        start = match.start() - 2 * index
        spans.append(Span(start, start + len(match[1])))
    return _MARKED.sub(r"\1", marked), spans


@pytest.mark.parametrize(("name", "marked"), ROWS)
def test_what_is_marked_is_found(name: str, marked: str) -> None:
    text, spans = _read(marked)
    found = [finding.span for finding in check(Document.from_text(text)) if finding.name == name]

    if spans:
        assert any(a.start < b.end and b.start < a.end for a in found for b in spans)
    else:
        assert found == []

"""Safe fixes: marks, brackets, spaces and sequence signs; never a digit, numeral, unit or name."""

from __future__ import annotations

import difflib

from reportnlp.annotations import Edit, Finding
from reportnlp.document import Document


def safe_edits(findings: tuple[Finding, ...]) -> tuple[Edit, ...]:
    """The edits of the findings in the order of the text; of two that overlap, the first."""
    edits: list[Edit] = []
    for edit in sorted((f.fix for f in findings if f.fix is not None), key=lambda e: e.span):
        if not edits or edit.span.start >= edits[-1].span.end:
            edits.append(edit)
    return tuple(edits)


def fixed_text(document: Document, findings: tuple[Finding, ...]) -> str:
    """The text of the document with all safe edits made."""
    pieces: list[str] = []
    position = 0
    for edit in safe_edits(findings):
        pieces += (document.text[position : edit.span.start], edit.replacement)
        position = edit.span.end
    pieces.append(document.text[position:])
    return "".join(pieces)


def as_diff(before: str, after: str, name: str) -> str:
    """A unified diff of two texts; "" where they are the same."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        fromfile=name,
        tofile=f"{name}（修改后）",
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)

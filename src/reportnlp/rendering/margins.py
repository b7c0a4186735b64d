"""Findings as the comments (批注) of a Word file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportnlp.annotations import Finding
from reportnlp.document import Document
from reportnlp.errors import UnreadableFileError, UnwritableFileError
from reportnlp.formats.files import write_bytes
from reportnlp.formats.opening import read_bytes
from reportnlp.formats.review import Comment, with_comments

_MOST_BYTES = 512 * 1024 * 1024  # of a Word file with photographs
_MOST_RELATED = 3
_LONGEST_QUOTE = 30


def findings_as_comments(document: Document, findings: Iterable[Finding]) -> tuple[Comment, ...]:
    """A comment for each finding: what is wrong, what to do, where else to look, and the rule."""
    return tuple(Comment(finding.span, _text(document, finding)) for finding in findings)


def write_commented(
    target: Path,
    results: Sequence[tuple[Document, Sequence[Finding]]],
    *,
    inputs: Iterable[Path | str],
) -> int:
    """Writes the one Word file that was checked anew with its findings as comments.

    inputs: files that are never overwritten.

    How many findings it holds. Raises UnwritableFileError for several files or another format,
    UnreadableFileError if the file changed meanwhile.
    """
    if len(results) != 1:
        raise UnwritableFileError(target, "批注一次只能写一个文件", "请逐个检查。")
    document, findings = results[0]
    if document.source.format != "docx":
        advice = "请用 Word 或 WPS 另存为 .docx 后再试，或去掉 --comments。"
        raise UnwritableFileError(target, "只有 .docx 文件能加批注", advice)
    path = document.source.path
    data = read_bytes(path, limit=_MOST_BYTES)
    if hashlib.sha256(data).hexdigest() != document.source.sha256:
        raise UnreadableFileError(path, "文件在检查时被改动了", "请保存并关闭它，再试一次。")
    comments = findings_as_comments(document, findings)
    write_bytes(target, with_comments(data, comments, path=path), inputs=inputs)
    return len(comments)


def _text(document: Document, finding: Finding) -> str:
    lines = [finding.message]
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    for other in finding.related[:_MOST_RELATED]:
        quote = " ".join(other.span.cut(document.text).split())
        if len(quote) > _LONGEST_QUOTE:
            quote = quote[: _LONGEST_QUOTE - 2] + "……"
        lines.append(f"另见“{quote}”（{other.message}）")
    lines.append(f"规则：{finding.name}（{finding.code}）")
    return "\n".join(" ".join(line.splitlines()) for line in lines)

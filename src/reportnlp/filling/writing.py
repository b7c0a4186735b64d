"""A filled draft as a file of the draft's own kind."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable
from pathlib import Path

from reportnlp.errors import UnreadableFileError, UnwritableFileError
from reportnlp.filling.filler import Filled, fill_word
from reportnlp.formats.files import write_bytes, write_text_like
from reportnlp.formats.opening import read_bytes

_MOST_BYTES = 512 * 1024 * 1024  # of a Word file with photographs


def write_filled(
    target: Path,
    filled: Filled,
    *,
    tracked: bool,
    author: str,
    inputs: Iterable[Path | str],
) -> Filled:
    """Writes a filled draft, and gives what became of its blanks after all.

    tracked, author: of a Word file, see `fill_word`.
    inputs:          files that are never overwritten.

    Raises UnwritableFileError if the suffix is not that of the draft's kind, UnreadableFileError
    if the draft changed meanwhile.
    """
    source = filled.document.source
    is_word = target.suffix.lower() == ".docx"
    if is_word != (source.format == "docx"):
        kind = ".docx" if source.format == "docx" else ".txt 或 .md"
        reason = f"草稿是 {source.path}，格式和输出文件不同"
        raise UnwritableFileError(target, reason, f"请把输出文件写成 {kind}。")
    if not is_word:
        write_text_like(target, filled.text, filled.document, inputs=inputs)
        return filled
    data = read_bytes(source.path, limit=_MOST_BYTES)
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise UnreadableFileError(source.path, "文件被改动了", "请保存并关闭它，再试一次。")
    new, filled = fill_word(data, filled, tracked=tracked, author=author, path=source.path)
    write_bytes(target, new, inputs=inputs)
    return filled


def filled_as_diff(filled: Filled) -> str:
    """A unified diff of the text before and after; "" where nothing was filled in."""
    name = filled.document.source.path or "-"
    lines = difflib.unified_diff(
        filled.document.text.splitlines(keepends=True),
        filled.text.splitlines(keepends=True),
        fromfile=name,
        tofile=f"{name}（填好后）",
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)

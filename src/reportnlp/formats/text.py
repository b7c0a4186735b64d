"""Plain text and Markdown as documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reportnlp.document import Document, Source
from reportnlp.formats.encodings import decode
from reportnlp.formats.opening import read_bytes
from reportnlp.formats.wrapping import read_wrapped

__all__ = ["decode", "read_text"]

_MARKDOWN = (".md", ".markdown")


def read_text(path: Path | str, *, encoding: str = "") -> Document:
    """A plain or Markdown file as a document; standard input for "-".

    encoding: to read it in; "" to find out.

    A text that was wrapped at a fixed width gets the paragraphs that it had before, see
    `Document.breaks`; in Markdown lines are never joined.

    Raises UnreadableFileError.
    """
    data = read_bytes(path)
    text, name = decode(data, path, encoding)
    is_markdown = Path(path).suffix.lower() in _MARKDOWN
    source = Source(
        path=str(path),
        format="md" if is_markdown else "txt",
        encoding=name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    if is_markdown:
        # Imported here, as plain files need none of it.
        from reportnlp.formats.markdown import markdown_paragraphs

        return Document(text, markdown_paragraphs(text), source=source)
    return read_wrapped(text, source) or Document.from_text(text, source=source)

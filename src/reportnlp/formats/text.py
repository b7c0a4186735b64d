"""Plain text and Markdown as documents."""

from __future__ import annotations

from pathlib import Path

from reportnlp.document import Document, Source
from reportnlp.formats.encodings import decode
from reportnlp.formats.opening import digest, read_bytes

__all__ = ["decode", "read_text"]

_LINE_LENGTHS = (15, 140)
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
        sha256=digest(data),
    )
    if is_markdown:
        # Imported here, as plain files need none of it.
        from reportnlp.formats.markdown import markdown_paragraphs

        return Document(text, markdown_paragraphs(text), source=source)
    if not _may_be_wrapped(text):
        return Document.from_text(text, source=source)
    from reportnlp.formats.wrapping import read_wrapped

    return read_wrapped(text, source) or Document.from_text(text, source=source)


def _may_be_wrapped(text: str) -> bool:
    """Whether a few lines have a length at which texts are wrapped; most texts have paragraphs."""
    return sum(_LINE_LENGTHS[0] <= len(line) <= _LINE_LENGTHS[1] for line in text.split("\n")) > 2

"""A report as it shall look: its paragraphs by kind, written as .docx, .md or .txt.

    laid = (
        LaidParagraph("title", (LaidRun("××县2023年工作总结"),)),
        LaidParagraph("heading1", (LaidRun("一、工作成效"),)),
        LaidParagraph("body", (
            LaidRun("（一）理论武装。", kind="heading2"),
            LaidRun("召开学习会"),
            LaidRun("【待补：学习会次数（次）】", highlight=True, comment="请宣传科填写。"),
            LaidRun("。"),
        )),
    )
    write_document("总结.docx", laid)

A .docx follows the facts of GB/T 9704-2012 as far as they hold for reports, which are not among
the fifteen kinds of that standard; `Layout` has what a unit may want otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportnlp.errors import UnwritableFileError
from reportnlp.formats.files import write_bytes
from reportnlp.formats.house import Layout

LAID_KINDS = (
    "title",
    "subtitle",
    "author",
    "addressee",
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "body",
    "signature",
    "date",
    "caption",
)
"""subtitle and author stand centred under the title; a caption stands over its table."""

SUFFIXES = (".docx", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class LaidRun:
    """Characters of a paragraph that look alike.

    kind:      whose type they have, one of `LAID_KINDS`: "heading2" for a heading that runs on in
               its paragraph; "" for their paragraph's own.
    highlight: whether they are marked in yellow: a blank.
    comment:   of a margin note to them; "" for none. Only Word files show it.
    """

    text: str
    highlight: bool = False
    comment: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        if self.kind and self.kind not in LAID_KINDS:
            raise ValueError(f"no kind of paragraph: {self.kind}")


@dataclass(frozen=True, slots=True)
class LaidParagraph:
    """A paragraph; kind: one of `LAID_KINDS`."""

    kind: str
    runs: tuple[LaidRun, ...]

    def __post_init__(self) -> None:
        if self.kind not in LAID_KINDS:
            raise ValueError(f"no kind of paragraph: {self.kind}")

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table with borders.

    rows:  as many cells in each; their runs.
    heads: how many rows at the top are its head, repeated on every page.
    """

    rows: tuple[tuple[tuple[LaidRun, ...], ...], ...]
    heads: int = 1

    def __post_init__(self) -> None:
        if not self.rows or not self.rows[0] or len({len(row) for row in self.rows}) > 1:
            raise ValueError("a table needs rows of as many cells")


Laid = Sequence[LaidParagraph | LaidTable]


def write_document(
    path: Path | str,
    laid: Laid,
    layout: Layout | None = None,
    *,
    author: str = "",
    written: datetime | None = None,
    inputs: Iterable[Path | str] = (),
) -> None:
    """Writes a report as its suffix says: .docx, .md or .txt (UTF-8).

    author:  of the document and its comments.
    written: when, with a time zone; now where it is not given.
    inputs:  files that were read for it; they are never overwritten.

    Raises UnwritableFileError, for another suffix too.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        reason = f"不能写成 {suffix} 文件" if suffix else "文件名没有后缀"
        advice = f"请用 {'、'.join(SUFFIXES)} 之一作后缀。"
        raise UnwritableFileError(path, reason, advice)
    write_bytes(
        path, laid_bytes(laid, suffix, layout, author=author, written=written), inputs=inputs
    )


def laid_bytes(
    laid: Laid,
    suffix: str,
    layout: Layout | None = None,
    *,
    author: str = "",
    written: datetime | None = None,
) -> bytes:
    """The bytes of such a file; suffix: one of `SUFFIXES`."""
    if suffix == ".docx":
        from reportnlp.formats.layout_docx import laid_docx

        return laid_docx(laid, layout or Layout(), author=author, written=written)
    from reportnlp.formats.layout_text import laid_markdown, laid_text

    return (laid_markdown(laid) if suffix == ".md" else laid_text(laid)).encode()

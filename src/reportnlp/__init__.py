"""reportnlp: checks, analyses and drafts Chinese official reports.

::

    import reportnlp
    document = reportnlp.read_document("草稿.docx")
    for finding in reportnlp.check(document):
        print(finding.message)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportnlp.annotations import Finding, Placeholder
    from reportnlp.checking.runner import check
    from reportnlp.checking.settings import Settings
    from reportnlp.document import Document, Paragraph, Span
    from reportnlp.extraction.placeholders import find_placeholders
    from reportnlp.formats.files import read_document

__version__ = "0.1.0"

_HOMES = {
    "Document": "reportnlp.document",
    "Finding": "reportnlp.annotations",
    "Paragraph": "reportnlp.document",
    "Placeholder": "reportnlp.annotations",
    "Settings": "reportnlp.checking.settings",
    "Span": "reportnlp.document",
    "check": "reportnlp.checking.runner",
    "find_placeholders": "reportnlp.extraction.placeholders",
    "read_document": "reportnlp.formats.files",
}

__all__ = [
    "Document",
    "Finding",
    "Paragraph",
    "Placeholder",
    "Settings",
    "Span",
    "check",
    "find_placeholders",
    "read_document",
]


def __getattr__(name: str) -> object:
    """Load a public name from its home when it is first asked for."""
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module 'reportnlp' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)

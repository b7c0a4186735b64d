"""reportnlp: checks, analyses and drafts Chinese official reports.

::

    import reportnlp
    document = reportnlp.read_document("草稿.docx")
    for finding in reportnlp.check(document):
        print(finding.message)
    for metric in reportnlp.analyse(document).metrics:
        print(metric.name, metric.value, metric.unit)
"""

from __future__ import annotations

# What a type checker takes for true; importing it from typing would slow every start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from reportnlp.annotations import Analysis, Finding, Metric, Placeholder, Section, Slogan
    from reportnlp.checking.runner import check
    from reportnlp.checking.settings import Settings
    from reportnlp.document import Document, Paragraph, Span
    from reportnlp.extraction.analysis import analyse
    from reportnlp.extraction.metrics import find_metrics
    from reportnlp.extraction.placeholders import find_placeholders
    from reportnlp.extraction.sections import find_sections
    from reportnlp.extraction.slogans import find_slogans
    from reportnlp.formats.files import read_document

__version__ = "0.1.0"

_HOMES = {
    "Analysis": "reportnlp.annotations",
    "Document": "reportnlp.document",
    "Finding": "reportnlp.annotations",
    "Metric": "reportnlp.annotations",
    "Paragraph": "reportnlp.document",
    "Placeholder": "reportnlp.annotations",
    "Section": "reportnlp.annotations",
    "Settings": "reportnlp.checking.settings",
    "Slogan": "reportnlp.annotations",
    "Span": "reportnlp.document",
    "analyse": "reportnlp.extraction.analysis",
    "check": "reportnlp.checking.runner",
    "find_metrics": "reportnlp.extraction.metrics",
    "find_placeholders": "reportnlp.extraction.placeholders",
    "find_sections": "reportnlp.extraction.sections",
    "find_slogans": "reportnlp.extraction.slogans",
    "read_document": "reportnlp.formats.files",
}

__all__ = [
    "Analysis",
    "Document",
    "Finding",
    "Metric",
    "Paragraph",
    "Placeholder",
    "Section",
    "Settings",
    "Slogan",
    "Span",
    "analyse",
    "check",
    "find_metrics",
    "find_placeholders",
    "find_sections",
    "find_slogans",
    "read_document",
]


def __getattr__(name: str) -> object:
    """Load a public name from its home when it is first asked for."""
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module 'reportnlp' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)

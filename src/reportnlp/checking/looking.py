"""How the pages of a checked Word file look, where a rule asks for it."""

from __future__ import annotations

from dataclasses import replace

from reportnlp.checking.rule import Sources
from reportnlp.checking.runner import selected_rules
from reportnlp.checking.settings import Settings
from reportnlp.document import Document

_MOST_BYTES = 512 * 1024 * 1024  # of a Word file with photographs


def with_look(sources: Sources, document: Document, settings: Settings) -> Sources:
    """The sources with the look of a document that was read from a Word file.

    As they were for anything else, and where the settings select no rule on layout.

    Raises UnreadableFileError if the file is not there any more, SettingsError if the settings name
    an unknown rule.
    """
    if document.source.format != "docx":
        return sources
    if not any(rule.code.startswith("LY") for rule in selected_rules(settings)):
        return sources
    from reportnlp.formats.docx import read_pieces
    from reportnlp.formats.looks import look_of
    from reportnlp.formats.opening import read_bytes

    path = document.source.path
    reading = read_pieces(read_bytes(path, limit=_MOST_BYTES), path)
    if reading.document.text != document.text:
        return sources  # it changed meanwhile: its places would be wrong
    return replace(sources, look=look_of(reading), house=settings.layout)

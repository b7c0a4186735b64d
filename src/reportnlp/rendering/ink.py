"""Colours for a terminal, or none."""

from __future__ import annotations

from dataclasses import dataclass

BOLD, DIM, UNDERLINE = "1", "2", "4"
RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN = "31", "32", "33", "34", "35", "36"
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours a text, or leaves it as it is."""

    on: bool

    def __call__(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.on and codes and text else text

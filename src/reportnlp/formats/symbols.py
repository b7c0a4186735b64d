"""Characters of symbol fonts (`w:sym`), where they have a counterpart in Unicode."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# By font and by place in the font; check boxes and the signs that belong to figures.
_SYMBOLS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "wingdings": MappingProxyType(
            {
                0x6E: "■",
                0x6F: "□",
                0x70: "□",
                0x71: "□",
                0x72: "□",
                0xA8: "□",
                0xFB: "✗",
                0xFC: "✓",
                0xFD: "☒",
                0xFE: "☑",
            }
        ),
        "wingdings 2": MappingProxyType(
            {0x2A: "□", 0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□"}
        ),
        "symbol": MappingProxyType(
            {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠"}
        ),
    }
)
_SYMBOL_FONTS = frozenset(("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol"))


def symbol(font: str, code: str) -> str:
    """The character for a code such as "F0FE" in a font; "" where there is no counterpart."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    name = font.strip().lower()
    if name not in _SYMBOL_FONTS:
        # Private use is what the font makes of it; surrogates and controls are no characters.
        usable = 0x20 <= place < 0xD800 or 0xF900 <= place < 0xFFFE
        return chr(place) if usable else ""
    # Word stores the places of symbol fonts in the private use area from F000.
    return _SYMBOLS.get(name, {}).get(place & 0xFF if 0xF000 <= place <= 0xF0FF else place, "")

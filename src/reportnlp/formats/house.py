"""How the pages of a unit look: GB/T 9704-2012, and what a house rule wants otherwise."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_NUMBERS = ("outside", "center", "none")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a unit may want otherwise than GB/T 9704-2012 ([tool.reportnlp.layout]).

    top, bottom, left, right: margins of an A4 page in mm (5.2.1; right and bottom are what the
                type area of 156 × 225 mm leaves).
    line_pitch: in points; 28.95 fills 225 mm with 22 lines (5.2.3).
    characters: of a line (5.2.3).
    *_font:     names; latin_font for letters and digits, "" for that of the text around them.
    *_size:     in points: 22 is 二号, 16 三号, 14 四号, 12 小四.
    page_number: "outside" (right on odd, left on even pages; 7.5), "center" or "none".
    """

    top: float = 37.0
    bottom: float = 35.0
    left: float = 28.0
    right: float = 26.0
    line_pitch: float = 28.95
    characters: int = 28
    title_font: str = "方正小标宋简体"
    title_size: float = 22.0
    body_font: str = "仿宋_GB2312"
    body_size: float = 16.0
    heading1_font: str = "黑体"
    heading2_font: str = "楷体_GB2312"
    heading3_font: str = "仿宋_GB2312"
    heading4_font: str = "仿宋_GB2312"
    table_font: str = "仿宋_GB2312"
    table_size: float = 12.0
    latin_font: str = ""
    page_number: str = "outside"
    page_number_font: str = "宋体"
    page_number_size: float = 14.0

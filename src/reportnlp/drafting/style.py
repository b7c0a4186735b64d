"""How a report looks: its headings, their signs, the length of its sentences."""

from __future__ import annotations

from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Style:
    """The form of a report, of ours or of a past one.

    sign1, sign2:    of the first and second heading level, # for the number: "一、", "（一）"
                     are written "#、", "（#）"; Arabic ones "1.", "1．" as "%.".
    headings:        label -> heading words without sign; {year} and {next} are put in.
    run_in:          whether second-level headings open their paragraph ("（一）抓学习。全年…");
                     None to decide by the length of the paragraphs.
    list_points:     whether problems stand in one paragraph as 一是…；二是…; None to decide.
    sentence_length: characters of a usual sentence; 0 for no wish.
    order:           of the sections.
    """

    sign1: str = "#、"
    sign2: str = "（#）"
    headings: tuple[tuple[str, str], ...] = ()
    run_in: bool | None = None
    list_points: bool | None = None
    sentence_length: int = 0
    order: tuple[str, ...] = ("achievements", "problems", "plans")

    def heading(self, label: str) -> str:
        """The heading words of a section, "" where the style has none."""
        return dict(self.headings).get(label, "")

    def sign(self, level: int, number: int) -> str:
        """The sign of the n-th heading (from 1) of a level."""
        sign = self.sign1 if level == 1 else self.sign2
        return sign.replace("#", chinese_number(number)).replace("%", str(number))


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese figures: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_CHINESE[tens - 1]}十")
    return head + (_CHINESE[ones - 1] if ones else "")

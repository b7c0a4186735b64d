"""What a department reports: figures, deeds and texts, one value each.

The file form (`.xlsx`, `.csv`, `.yaml`, `.json`) is read by `reportnlp.collecting.reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FACT_SECTIONS = ("intro", "achievements", "problems", "plans", "closing")
"""The parts of a report that a fact can belong to (部分), in the order of the report."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a facts file.

    id:        stable name of the row: the file's own (编号), else "f1", "f2", … in its order.
    section:   one of `FACT_SECTIONS`.
    topic:     the heading that it belongs under, as written: "理论武装"; "" where none.
    name:      what is measured: "理论中心组学习会"; "" for a deed or a text.
    figure:    the number as it shall be written, without unit and approximation: "63", "3.5",
               "3—5"; "" where it is not known yet, and for deeds and texts.
    unit:      as it shall be written behind the figure: "次", "万元", "%".
    mark:      approximation word as it shall be written: "余", "近", "约", "以上"; "" for exact.
    approx:    its direction: "", "approx", "over" or "under".
    value:     in base units (3.5 万元 is 35000); the lower end of a range; None where not known.
    value_max: the upper end of a range, else None.
    base_unit: the unit without 万 and 亿: "元".
    period:    the time it holds for, as written: "2023年", "上半年"; "" for the report's year.
    source:    who says so: "组织科"; "" where it is not said.
    note:      for a figure a remark; for a deed, problem or plan its words.
    place:     where it stands, for messages: "“事实”表第5行".
    """

    id: str
    section: str = "achievements"
    topic: str = ""
    name: str = ""
    figure: str = ""
    unit: str = ""
    mark: str = ""
    approx: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    base_unit: str = ""
    period: str = ""
    source: str = ""
    note: str = ""
    place: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether a figure is asked for and not known yet."""
        return bool(self.name) and self.value is None

    @property
    def is_text(self) -> bool:
        """Whether it is a deed, a problem or a plan in words."""
        return not self.name

    @property
    def quantity(self) -> str:
        """Figure, approximation and unit as they stand in a report: "20余次", "近3.5万元"."""
        if not self.figure:
            return ""
        if self.value_max is not None and self.unit[:1] in _REPEATED:
            # 3%—5%, 13万—17万元: what multiplies is given with both ends (GB/T 15835-2011, 5.1.5).
            low, _, high = self.figure.partition("—")
            return f"{self.mark}{low}{self.unit[:1]}—{high}{self.unit}"
        if self.mark in _MARKS_BETWEEN:
            return f"{self.figure}{self.mark}{self.unit}"
        if self.mark in _MARKS_AFTER:
            return f"{self.figure}{self.unit}{self.mark}"
        return f"{self.mark}{self.figure}{self.unit}"


@dataclass(frozen=True, slots=True)
class Facts:
    """A facts file.

    facts:  in the order of the file; rows marked 不适用 are left out.
    unit:   the office that reports: "云岭县委组织部"; "" where the file does not say.
    author: who signs; "" where not said.
    year:   of the report: "2023"; "" where not said.
    kind:   述职报告, 工作总结, 工作报告, …; "" where not said.
    date:   of the report, as it shall be written: "2024年1月5日"; "" where not said.
    path:   the file, for messages; "" when made in memory.
    """

    facts: tuple[Fact, ...]
    unit: str = ""
    author: str = ""
    year: str = ""
    kind: str = ""
    date: str = ""
    path: str = ""


_REPEATED = frozenset(("%", "％", "万", "亿"))
_MARKS_BETWEEN = frozenset(("余", "多", "来"))
_MARKS_AFTER = frozenset(("以上", "及以上", "以下", "以内", "之内", "左右", "上下", "有余", "不等"))

"""What is said about a `Document`: small frozen values that point into it by a `Span`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportnlp.document import Span

SECTION_LABELS = (
    "title",
    "salutation",
    "intro",
    "achievements",
    "problems",
    "plans",
    "other",
    "closing",
)
PLACEHOLDER_KINDS = ("number", "name", "place", "org", "date", "title", "other")
METRIC_KINDS = (
    "count",
    "money",
    "percent",
    "area",
    "length",
    "weight",
    "duration",
    "rank",
    "score",
    "ratio",
    "other",
)
SLOGAN_KINDS = ("brand", "numeral", "motto", "parallel")
SEVERITIES = ("info", "warning", "error")
"""From the lightest to the gravest."""


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the report with its role (成效, 问题, 思路, …).

    span:       from its first to its last visible character.
    label:      one of `SECTION_LABELS`.
    heading:    the heading that opens it, as written; "" where it has none.
    confidence: 0 to 1, calibrated: of the sections at 0.8, about 80 % bear the right label.
    """

    span: Span
    label: str
    heading: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A blank or a mask: something that was still to be written, or was taken out.

    span: the bare mark: "**", "XX", "【待补】"; unit and 余 stand outside. A lost number has the
          span of the unit that lost it.
    kind: one of `PLACEHOLDER_KINDS`.
    unit: the unit that is expected, "" where none.
    name: what is measured or missing, as written: "理论中心组学习会"; "" where it is not said.
    rule: public name of the rule that reports it: "star-placeholder", "masked-name", ….
    """

    span: Span
    kind: str
    unit: str = ""
    name: str = ""
    rule: str = "star-placeholder"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of the report with what it measures (指标).

    span:      number, approximation mark and unit: "近1.2万亿元".
    name:      what is measured, as written: "地区生产总值"; never empty.
    value:     exact, in base units: 1.2万亿元 is Decimal("1.2E+12"); 6.3% is Decimal("6.3").
    unit:      the base unit, without 万 or 亿: "元", "%", "户".
    kind:      one of `METRIC_KINDS`.
    value_max: upper end of a range (3—5次), else None.
    approx:    "", "approx" (约, 左右), "over" (余, 多, 超过, 不少于) or "under" (近, 不到, 以内).
    period:    the time it holds for, as written ("2023年", "上半年"); "" where it is not said.
    change:    "" for a level; else the direction and the base, as in "up 同比", "down 较上年".
    whole:     span of the metric that this one is a part of (其中), else None.

    Raises ValueError if name is empty. Number forms: GB/T 15835-2011.
    """

    span: Span
    name: str
    value: Decimal
    unit: str
    kind: str = "count"
    value_max: Decimal | None = None
    approx: str = ""
    period: str = ""
    change: str = ""
    whole: Span | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("Metric needs a name")


@dataclass(frozen=True, slots=True)
class Slogan:
    """A set phrase of the office (提法).

    span:     without its quotes.
    kind:     one of `SLOGAN_KINDS`.
    count:    how often it stands in the document, in any of its forms.
    variants: its other forms in the document: “五心组工”文化品牌 beside 五心组工.
    parts:    for a numeral abbreviation, its parts where the text lists them: 提能, 提标, 提质
              of 三提.
    """

    span: Span
    kind: str
    count: int = 1
    variants: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A safe change of marks, brackets or spaces; never of a digit, numeral, unit or name."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a place.

    code, name:  of the rule: "PH101", "star-placeholder".
    severity:    one of `SEVERITIES`.
    span:        the characters to look at.
    message:     what is wrong, in Chinese, with the words of the text.
    suggestion:  what to do; "" where the message says it all.
    fix:         the change that `check --fix` makes, None where a person has to decide.
    related:     other places that belong to it.
    placeholder: the blank that it reports, for findings of the placeholder family.
    """

    code: str
    name: str
    severity: str
    span: Span
    message: str
    suggestion: str = ""
    fix: Edit | None = None
    related: tuple[Related, ...] = ()
    placeholder: Placeholder | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one report."""

    sections: tuple[Section, ...]
    metrics: tuple[Metric, ...]
    placeholders: tuple[Placeholder, ...]
    slogans: tuple[Slogan, ...]

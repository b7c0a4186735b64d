"""What a rule is, what it reads and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reportnlp.annotations import Metric, Placeholder, Related
from reportnlp.checking.amounts import Amounts
from reportnlp.document import Document, Span
from reportnlp.extraction.dates import Date
from reportnlp.extraction.headings import Heading
from reportnlp.extraction.list_items import Item
from reportnlp.extraction.quantity import Quantity

TYPE_CHECKING = False  # what a type checker takes for true, without loading what few need
if TYPE_CHECKING:
    from reportnlp.checking.comparison import Comparison
    from reportnlp.facts import Facts
    from reportnlp.formats.house import Layout
    from reportnlp.formats.looks import Look


@dataclass(frozen=True, slots=True)
class Sources:
    """What a draft is compared with, where the user gives it, and how its pages look.

    facts: what the departments reported (`--facts`).
    past:  last year's report without hard line wraps (`--baseline-report`).
    look:  of a Word file; None for anything else.
    house: how it shall look; None for GB/T 9704-2012.
    """

    facts: Facts | None = None
    past: Document | None = None
    look: Look | None = None
    house: Layout | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A document as the rules read it: with what was found in it once, for all of them.

    document:     without hard line wraps (see `Document.unwrapped`).
    placeholders: in the order of the text.
    dates:        in the order of the text.
    quantities:   the numbers with something unusual about them, in the order of the text.
    headings, signs, items: the outline, every sequence sign that opens a paragraph, and the signs
                  of lists in running text.
    metrics:      gives every figure with what it measures; found when first called.
    sources:      what the draft is compared with.
    comparison:   gives what became of last year's report, None without one; made when first called.
    amounts:      all figures that count something, read where a rule asks for them.
    inline_lists: gives the lists within one paragraph (①…②…, 一抓…二抓…); read when first called.
    """

    document: Document
    placeholders: tuple[Placeholder, ...]
    dates: tuple[Date, ...]
    quantities: tuple[Quantity, ...]
    headings: tuple[Heading, ...]
    signs: tuple[Heading, ...]
    items: tuple[Item, ...]
    amounts: Amounts
    metrics: Callable[[], tuple[Metric, ...]]
    sources: Sources
    comparison: Callable[[], Comparison | None]
    inline_lists: Callable[[], tuple[tuple[Item, ...], ...]]

    @property
    def text(self) -> str:
        return self.document.text


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that a rule objects to.

    span:        the characters to look at, at least one.
    values:      fill the fields of the rule's message; {quote} is always there.
    replacement: for a fixable rule, what the span should read; None where a person must decide.
    severity:    where it differs from the rule's own; "" elsewhere.
    """

    span: Span
    values: dict[str, str] = field(default_factory=dict)
    replacement: str | None = None
    severity: str = ""
    related: tuple[Related, ...] = ()
    placeholder: Placeholder | None = None


Finder = Callable[[Draft], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of fault.

    code, name:  as in the catalogue: "PH101", "star-placeholder". Several codes may share a name.
    severity:    "error" (surely wrong before sending), "warning" (likely) or "info".
    message:     Chinese, with fields such as {quote}; says what is wrong.
    suggestion:  Chinese; says what to do.
    explanation: why it matters, and where the rule ends.
    source:      "标准", "实务" or "统计", with the clause where there is one.
    find:        gives the faults of a draft.
    bad, good:   examples. Every bad one is found by this rule, and no good one by any rule.
    triggers:    characters, or words, of which a text must hold at least one, else `find` need not
                 run; empty for none such.
    fixable:     whether `check --fix` may mend it.
    profiles:    the profiles that it belongs to.
    given:       for a rule that compares: what its examples are compared with, facts as lines of
                 name, figure and unit with tabs between them, or a past report.
    """

    code: str
    name: str
    severity: str
    message: str
    find: Finder
    explanation: str
    source: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    suggestion: str = ""
    triggers: str | tuple[str, ...] = ""
    fixable: bool = False
    profiles: tuple[str, ...] = ("draft", "anonymised")
    given: str = ""

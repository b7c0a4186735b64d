"""What a draft is worth, told from its text and its facts alone.

The figures are read by the extractor that `analyse` uses, so that a draft is measured in the same
way whether a template, a guarded model or a model without any guard wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from reportnlp.annotations import Metric
from reportnlp.document import Document
from reportnlp.drafting.clauses import blank_mark
from reportnlp.drafting.names import form_of
from reportnlp.extraction.metrics import find_metrics
from reportnlp.facts import Fact, Facts

_NAME = re.compile(
    r"《[^《》]{1,60}》|“[^“”]{1,40}”|[A-Za-z]{2,}"
    r"|[\u4e00-\u9fff]{2,6}(?:公司|集团|学院|大学(?!生)|医院|法院|检察院|银行|协会|党校|研究院)"
)
_BLANK = re.compile(r"【[^】]*】")
_OPEN = re.compile(r"待补|暂缺|待填|待定|待统计")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CLAUSE = 6
_DIVERSE = 300
_KNOWN = 1 / 3
_NEAR, _WIDE, _AFTER = 40, 80, 20
_LITTLE, _CLEAR = 0.2, 0.6
_LOOSE_MARKS = frozenset(("不低于", "不少于", "不超过", "超过", "突破"))


@dataclass(slots=True)
class Tally:
    """Counts over drafts.

    figures, right: figures of the drafts; those that are a fact's value with its unit.
    paired:         those of `right` that stand with their own fact's name.
    unit_changes:   a fact's digits with another unit.
    mark_changes:   a fact's value that lost, got or turned its 近, 余 or 约.
    again_said:     those of `right` whose fact the draft has told before.
    facts, said:    facts with a figure; those whose figure stands in the draft.
    blanks, kept:   facts without one; those that stand as an open place.
    names:          titles, quotations, organisations and Latin words that the facts do not have.
    clauses, again: clauses of at least six characters; those that stood before in the draft.
    beyond:         those of `clauses` whose pairs of characters the facts mostly do not have.
    pairs, kinds:   pairs of neighbouring characters in the first 300; different ones.
    """

    figures: int = 0
    right: int = 0
    paired: int = 0
    unit_changes: int = 0
    mark_changes: int = 0
    again_said: int = 0
    facts: int = 0
    said: int = 0
    blanks: int = 0
    kept: int = 0
    names: int = 0
    clauses: int = 0
    again: int = 0
    beyond: int = 0
    pairs: int = 0
    kinds: int = 0
    characters: int = 0

    def add(self, other: Tally) -> None:
        for field in fields(self):
            value = getattr(self, field.name) + getattr(other, field.name)
            setattr(self, field.name, value)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that a draft has and the facts do not, or that stands with another's name.

    what:    "invented", "unit", "mark" or "pair".
    quote:   the figure as written.
    context: the characters before it, for a pair also those after it.
    """

    what: str
    quote: str
    context: str


def score(text: str, facts: Facts) -> Tally:
    """The counts of one draft, title and signature left out."""
    tally = Tally(characters=len(text))
    _count_figures(text, facts, tally)
    empty = [fact for fact in facts.facts if fact.is_blank]
    tally.blanks = len(empty)
    tally.kept = sum(_is_open(text, fact) for fact in empty)
    said = words_of_facts(facts)
    names = _NAME.findall(_BLANK.sub("", text))
    # What stands before an organisation may be part of the match: its last characters decide.
    tally.names = sum(name not in said and name[-4:] not in said for name in names)
    clauses = [c for c in re.split(r"[，。；：\n]", text) if len(c) >= _CLAUSE]
    tally.clauses, tally.again = len(clauses), len(clauses) - len(set(clauses))
    known = set(_pairs(said))
    tally.beyond = sum(_share_in(_pairs(clause), known) < _KNOWN for clause in clauses)
    pairs = _pairs(text[:_DIVERSE])
    tally.pairs, tally.kinds = len(pairs), len(set(pairs))
    return tally


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _share_in(pairs: Sequence[str], known: set[str]) -> float:
    return sum(pair in known for pair in pairs) / max(len(pairs), 1)


def doubts(text: str, facts: Facts) -> tuple[Doubt, ...]:
    """Everything about the figures that a reader should look at."""
    return tuple(_count_figures(text, facts, Tally()))


def words_of_facts(facts: Facts) -> str:
    rows = (f"{f.topic} {f.name} {f.note} {f.period} {f.unit}" for f in facts.facts)
    return "\n".join((facts.unit, facts.year, facts.kind, facts.author, *rows))


def _count_figures(text: str, facts: Facts, tally: Tally) -> list[Doubt]:
    quoted = {(m.value, m.unit) for m in find_metrics(Document.from_text(words_of_facts(facts)))}
    given = [fact for fact in facts.facts if fact.value is not None]
    unsaid = list(given)
    found: list[Doubt] = []
    end = 0
    for metric in find_metrics(Document.from_text(text)):
        before = text[max(end, metric.span.start - _NEAR) : metric.span.start]
        end = metric.span.end
        quote = metric.span.cut(text)
        fitting = [fact for fact in given if _is_figure(metric, fact)]
        if not fitting and (metric.value, metric.unit) in quoted:
            continue
        tally.figures += 1
        if not fitting:
            changed = any(fact.figure in _NUMBER.findall(quote) for fact in given)
            tally.unit_changes += changed
            found.append(Doubt("unit" if changed else "invented", quote, before))
            continue
        tally.right += 1
        tally.again_said += not _strike(unsaid, fitting, before)
        if not any(_is_marked(metric, fact, text) for fact in fitting):
            tally.mark_changes += 1
            found.append(Doubt("mark", quote, before))
        around = before + re.split(r"[，。；、\n]", text[end : end + _AFTER])[0]
        best = max(_shared(around, fact) for fact in given)
        # The name may stand farther off, if no other stands beside the figure.
        wide = best <= _CLEAR and _shared(text[max(0, metric.span.start - _WIDE) : end], fitting[0])
        if wide > _CLEAR or any(_shared(around, fact) == best > _LITTLE for fact in fitting):
            tally.paired += 1
        else:
            found.append(Doubt("pair", quote, around))
    missed = [fact for fact in unsaid if fact.quantity.lstrip("-－−") not in text]
    tally.facts, tally.said = len(given), len(given) - len(missed)
    return found


def _strike(unsaid: list[Fact], fitting: Sequence[Fact], before: str) -> bool:
    """Takes the fact that a figure says from those that are not said yet, if one is left."""
    left = [fact for fact in fitting if fact in unsaid]
    if left:
        unsaid.remove(max(left, key=lambda fact: _shared(before, fact)))
    return bool(left)


def _is_figure(metric: Metric, fact: Fact) -> bool:
    value = fact.value
    return (
        value is not None
        and metric.value in (value, abs(value))
        and metric.value_max == fact.value_max
        and metric.unit in (fact.base_unit, metric.unit if not fact.base_unit else fact.base_unit)
    )


def _is_marked(metric: Metric, fact: Fact, text: str) -> bool:
    """Whether a figure has the 近, 余 or 约 of its fact; the reader may miss one."""
    if metric.approx == fact.approx or fact.mark in _LOOSE_MARKS:
        return True
    return bool(fact.mark) and text[: metric.span.end].endswith(fact.quantity)


def _is_open(text: str, fact: Fact) -> bool:
    """Whether a fact without a figure stands as an open place, by our mark or in other words."""
    if blank_mark(fact) in text:
        return True
    clauses = re.split(r"[，。；\n]", text)
    return any(_OPEN.search(clause) and _shared(clause, fact) > _CLEAR for clause in clauses)


def _shared(context: str, *facts: Fact) -> float:
    """The largest share of a fact's name that stands in the context, by pairs of characters."""
    shares = [0.0]
    for fact in facts:
        name = form_of(fact).name
        pairs = _pairs(name) or [name]
        shares.append(sum(pair in context for pair in pairs) / len(pairs))
    return max(shares)

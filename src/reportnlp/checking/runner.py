"""All rules, and one pass of them over a document."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from reportnlp.annotations import Edit, Finding, Metric, Placeholder, Related
from reportnlp.checking import (
    blanks,
    characters,
    claims,
    conflicts,
    counts,
    date_forms,
    dates,
    events,
    excess,
    fact_rules,
    figures,
    foresight,
    growth,
    instructions,
    layout,
    lists,
    measure_words,
    mixed_forms,
    model_residue,
    names,
    number_forms,
    pairs,
    parallelism,
    past,
    points,
    punctuation,
    ranks,
    remedies,
    repeats,
    residue,
    sequences,
    set_phrases,
    share_rows,
    shares,
    slogan_variants,
    structure,
    sums,
    table_conflicts,
    targets,
    wholes,
    years,
)
from reportnlp.checking.amounts import Amounts
from reportnlp.checking.rule import Draft, Fault, Rule, Sources
from reportnlp.checking.settings import PROFILES, Settings, likely
from reportnlp.document import Document, Offsets, Span
from reportnlp.errors import SettingsError
from reportnlp.extraction.dates import Date, find_dates
from reportnlp.extraction.headings import find_headings, find_signs
from reportnlp.extraction.inline_items import find_inline_lists
from reportnlp.extraction.list_items import find_items
from reportnlp.extraction.marks import characters_of, is_chinese
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.placeholders import find_placeholders, without_numbers

TYPE_CHECKING = False  # what a type checker takes for true, without loading what few need
if TYPE_CHECKING:
    from reportnlp.checking.comparison import Comparison

RULES: tuple[Rule, ...] = (
    *blanks.RULES,
    *residue.RULES,
    *instructions.RULES,
    *model_residue.RULES,
    *figures.RULES,
    *number_forms.RULES,
    *set_phrases.RULES,
    *date_forms.RULES,
    *mixed_forms.RULES,
    *points.RULES,
    *sums.RULES,
    *excess.RULES,
    *shares.RULES,
    *wholes.RULES,
    *share_rows.RULES,
    *growth.RULES,
    *counts.RULES,
    *conflicts.RULES,
    *table_conflicts.RULES,
    *claims.RULES,
    *ranks.RULES,
    *targets.RULES,
    *measure_words.RULES,
    *years.RULES,
    *dates.RULES,
    *foresight.RULES,
    *events.RULES,
    *lists.RULES,
    *structure.RULES,
    *parallelism.RULES,
    *remedies.RULES,
    *characters.RULES,
    *repeats.RULES,
    *punctuation.RULES,
    *pairs.RULES,
    *sequences.RULES,
    *names.RULES,
    *slogan_variants.RULES,
    *fact_rules.RULES,
    *past.RULES,
    *layout.RULES,
)
_NOTHING = Sources()
_YIELDS_TO_BLANKS = ("NU", "N0", "N1", "P0", "P1")


def check(
    document: Document, settings: Settings | None = None, sources: Sources = _NOTHING
) -> tuple[Finding, ...]:
    """What is wrong with a document, in the order of the text.

    Raises SettingsError if the settings name an unknown rule.
    """
    settings = settings or Settings()
    joined, offsets = document.unwrapped()
    held = characters_of(joined.text, _CHINESE)
    draft = read_draft(joined, held, sources)
    awake = _awake(joined.text, held)
    findings = [
        _finding(rule, fault, draft, offsets)
        for rule in selected_rules(settings)
        if awake & _BITS[rule.code]
        for fault in rule.find(draft)
        if _stands(rule, fault, draft)
    ]
    return tuple(_distinct(sorted(findings, key=lambda f: (f.span.start, f.span.end, f.code))))


_OF_PROFILE = {
    profile: tuple(rule for rule in RULES if profile in rule.profiles) for profile in PROFILES
}
# A bit for every code, so that the rules that a trigger wakes are one number.
_BITS = {code: 1 << bit for bit, code in enumerate(sorted({rule.code for rule in RULES}))}
_ALWAYS = sum({_BITS[rule.code] for rule in RULES if not rule.triggers})
_BY_TRIGGER: dict[str, int] = {}
for _rule in RULES:
    for _trigger in _rule.triggers:
        _BY_TRIGGER[_trigger] = _BY_TRIGGER.get(_trigger, 0) | _BITS[_rule.code]
_CHARACTERS = frozenset(trigger for trigger in _BY_TRIGGER if len(trigger) == 1)
_WORDS: dict[str, list[tuple[str, str, str]]] = {}
for _trigger in _BY_TRIGGER.keys() - _CHARACTERS:
    _WORDS.setdefault(_trigger[0], []).append((_trigger[1], _trigger[-1], _trigger))
_FIRSTS = frozenset(_WORDS)
_CHINESE = frozenset(
    character
    for word in (*_BY_TRIGGER, "某")
    for character in word[:2] + word[-1]
    if is_chinese(character)
)


def _awake(text: str, held: frozenset[str]) -> int:
    """Bits of the rules of whose triggers the text holds one, and of those without triggers."""
    awake = _ALWAYS
    for character in held & _CHARACTERS:
        awake |= _BY_TRIGGER[character]
    for first in held & _FIRSTS:
        for second, last, word in _WORDS[first]:
            if second in held and last in held:
                bits = _BY_TRIGGER[word]
                if bits & ~awake and word in text:
                    awake |= bits
    return awake


def read_draft(
    document: Document, characters: frozenset[str] | None = None, sources: Sources = _NOTHING
) -> Draft:
    """A document without hard line wraps as the rules read it.

    characters: those of its text, for `find_placeholders`.
    sources:    what it is compared with; a past report without hard line wraps, too.
    """
    placeholders = find_placeholders(document, characters)
    found_dates = find_dates(document.text)
    blank_spans = [placeholder.span for placeholder in placeholders]
    date_spans = [date.span for date in found_dates]
    return Draft(
        document,
        placeholders,
        found_dates,
        find_quantities(document.text, without_numbers(placeholders, found_dates), plain=False),
        find_headings(document),
        find_signs(document),
        find_items(document),
        Amounts(document.text, date_spans, blank_spans),
        functools.cache(lambda: _metrics(document, placeholders, found_dates)),
        sources,
        functools.cache(lambda: _comparison(document, sources, placeholders)),
        functools.cache(lambda: tuple(find_inline_lists(document))),
    )


def _comparison(
    document: Document, sources: Sources, placeholders: tuple[Placeholder, ...]
) -> Comparison | None:
    if sources.past is None:
        return None
    from reportnlp.checking.comparison import compare

    return compare(document, sources.past, placeholders)


def _metrics(
    document: Document, placeholders: tuple[Placeholder, ...], dates: tuple[Date, ...]
) -> tuple[Metric, ...]:
    from reportnlp.extraction.metrics import find_metrics

    return find_metrics(document, placeholders, dates)


def selected_rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules that the settings ask for.

    Raises SettingsError if they name one that is not there.
    """
    if not settings.select and not settings.ignore:
        return _OF_PROFILE[settings.profile]
    known = frozenset(word for rule in RULES for word in _words(rule))
    for word in settings.select | settings.ignore:
        if word not in known:
            raise unknown_rule(word)
    return tuple(
        rule
        for rule in RULES
        if settings.profile in rule.profiles
        and (not settings.select or settings.select & _words(rule))
        and not settings.ignore & _words(rule)
    )


def unknown_rule(word: str) -> SettingsError:
    """That no rule has this name, and which one was probably meant."""
    meant = likely(word, tuple(sorted({rule.name for rule in RULES})))
    hint = f"，最接近的是“{meant}”" if meant else ""
    return SettingsError(f"没有名为“{word}”的规则{hint}。运行 reportnlp rules list 查看全部规则。")


def _words(rule: Rule) -> frozenset[str]:
    return frozenset((rule.name, rule.code, rule.code.rstrip("0123456789")))


def _stands(rule: Rule, fault: Fault, draft: Draft) -> bool:
    """A blank is reported once: what else could be said of its characters is not."""
    if fault.placeholder is not None or not rule.code.startswith(_YIELDS_TO_BLANKS):
        return True
    return not blanks.touches(fault.span, draft.placeholders)


def _finding(rule: Rule, fault: Fault, draft: Draft, offsets: Offsets) -> Finding:
    quote = fault.span.cut(draft.text)
    values = {
        "quote": quote if len(quote) <= 40 else quote[:38] + "……",
        "count": "",
        **fault.values,
    }
    span = offsets.original(fault.span)
    fix = None
    if rule.fixable and fault.replacement is not None and len(span) == len(fault.span):
        fix = Edit(span, fault.replacement)
    return Finding(
        rule.code,
        rule.name,
        fault.severity or rule.severity,
        span,
        rule.message.format_map(values),
        rule.suggestion,
        fix,
        tuple(Related(offsets.original(other.span), other.message) for other in fault.related),
        _in_original(fault, offsets),
    )


def _in_original(fault: Fault, offsets: Offsets) -> Placeholder | None:
    placeholder = fault.placeholder
    if placeholder is None or not offsets.starts:
        return placeholder
    return replace(placeholder, span=offsets.original(placeholder.span))


def _distinct(findings: list[Finding]) -> Iterator[Finding]:
    """Without those that say the same of the same place."""
    seen: set[tuple[str, Span]] = set()
    for finding in findings:
        key = (finding.name, finding.span)
        if key not in seen:
            seen.add(key)
            yield finding

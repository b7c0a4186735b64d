"""Facts to a draft: code plans, a model may word, code verifies, and a sound template stands by.

Every sentence has at least one candidate that is exact by construction. A model adds candidates:
what it writes sees no figure (slots and locked clauses only), is verified like anything else, and
is tried again with another seed before the template's sentence stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportnlp.drafting.asking import Asker
from reportnlp.drafting.draft import Draft
from reportnlp.drafting.generator import ModelCard, TextGenerator
from reportnlp.drafting.outline import BODY_SECTIONS, plan_outline
from reportnlp.drafting.past import PastReport
from reportnlp.drafting.style import Style
from reportnlp.drafting.titles import Titles
from reportnlp.drafting.wording import Choice
from reportnlp.drafting.writer import Chooser, Listener, Writer
from reportnlp.facts import Facts

TEMPLATE = ModelCard("template", "模板")


def draft_report(
    facts: Facts,
    generator: TextGenerator | None = None,
    *,
    sections: Sequence[str] = BODY_SECTIONS,
    past: PastReport | None = None,
    keep_slogans: bool = False,
    seed: int = 0,
    candidates: int = 2,
    listener: Listener | None = None,
    chooser: Chooser | None = None,
) -> Draft:
    """A draft of the whole report, or of some of its sections.

    generator:    words the sentences; None for templates alone.
    past:         a past report whose form is followed; None for the usual form.
    keep_slogans: whether set phrases (提法) of the past report may stand in headings that the
                  facts do not name.
    candidates:   how many the model writes for each sentence, at least 1.

    The same facts, generator, past report and seed give the same draft.

    Raises BackendError if the model cannot answer, ValueError for an unknown section.
    """
    outline = plan_outline(facts, sections=sections)
    writer = Writer(
        outline,
        Asker(generator, max(candidates, 1), past.sentences if past else (), listener),
        past.style if past else Style(),
        Titles(past, keep_slogans, _words_of(facts)),
        Choice(seed),
        listener,
        chooser,
    )
    paragraphs = writer.report(whole=set(sections) == set(BODY_SECTIONS))
    return Draft(tuple(paragraphs), facts, generator.card if generator else TEMPLATE, seed)


def draft_section(
    facts: Facts, kind: str, generator: TextGenerator | None = None, *, seed: int = 0
) -> Draft:
    """One section of a report.

    kind: "achievements", "problems" or "plans".

    Raises as `draft_report` does.
    """
    return draft_report(facts, generator, sections=(kind,), seed=seed)


def _words_of(facts: Facts) -> str:
    """All words of the facts, to see what they name."""
    return "\n".join(f"{fact.topic} {fact.name} {fact.note}" for fact in facts.facts)

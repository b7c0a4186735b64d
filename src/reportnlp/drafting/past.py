"""The form of a past report: headings, order, depth, sentence length; never its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from reportnlp.annotations import Section, Slogan
from reportnlp.document import Document, Span
from reportnlp.drafting.outline import BODY_SECTIONS
from reportnlp.drafting.style import Style
from reportnlp.drafting.wording import phrases
from reportnlp.extraction.analysis import analyse
from reportnlp.extraction.dates import find_dates
from reportnlp.extraction.headings import Heading, find_headings
from reportnlp.extraction.list_items import find_items
from reportnlp.extraction.metrics import find_metrics
from reportnlp.extraction.numerals import find_quantities
from reportnlp.patterns import Pattern

_YEAR = Pattern(r"(?:19|20)[0-9]{2}")
_OWN_TIME = Pattern(r"十[一二三四五六七]五|五年|[〇零一二三四五六七八九十]届")
"""What ties a heading to the time of its report: “十三五”时期, 过去五年, 十八届."""
_SENTENCE = Pattern(r"[^。！？\n]{6,400}[。！？]")
_SIGNS = {
    "chinese": "#、",
    "bracketed": "（#）",
    "arabic": "%.",
    "round": "（%）",
    "part": "第#部分　",
}
_SLOT = Pattern(r"〔[0-9]{1,2}〕")
_MIN_EXAMPLE = 12
_MIN_LIKE = 0.5
_MAX_TITLE = 40


@dataclass(frozen=True, slots=True)
class PastSentence:
    """A sentence of a past report with slots for its figures.

    text:    "走访企业〔1〕、农户〔2〕。"
    section: of `BODY_SECTIONS`.
    topic:   the heading that it stands under, "" for none.
    """

    text: str
    section: str
    topic: str


@dataclass(frozen=True, slots=True)
class PastReport:
    """What a past report gives to a new one.

    style:     its form.
    titles:    its second-level headings without figures, without sign, as (section, heading).
    slogans:   its set phrases (提法).
    sentences: those of its body, without figures.
    """

    style: Style
    titles: tuple[tuple[str, str], ...]
    slogans: tuple[str, ...]
    sentences: tuple[PastSentence, ...]

    def titles_of(self, label: str) -> tuple[str, ...]:
        """The second-level headings of one section."""
        return tuple(title for section, title in self.titles if section == label)

    def title_like(self, topic: str, label: str, *, allowed: str, keep_slogans: bool) -> str:
        """The past heading of a section that speaks of a topic; the topic itself where none does.

        A heading that claims a result of the past year (防线更加牢固) is left there.

        allowed:      text of the facts: a 提法 that stands there may be used.
        keep_slogans: whether any of them may.
        """
        best, likeness = topic, _MIN_LIKE
        for title in self.titles_of(label):
            if any(word in title for word in phrases("heading-claim")):
                continue
            found = 1.0 if topic and topic in title else _dice(topic, title)
            if found >= likeness and found > 0 and (keep_slogans or self._is_free(title, allowed)):
                best, likeness = title, found + 1e-9
        return best

    def _is_free(self, title: str, allowed: str) -> bool:
        return all(slogan in allowed for slogan in self.slogans if slogan in title)


def read_past(document: Document) -> PastReport:
    """The form of a past report; a document of any shape gives what it has."""
    joined, _ = document.unwrapped()
    analysis = analyse(joined)
    headings = _below_title(find_headings(joined, inner=True))
    sections = tuple(s for s in analysis.sections if s.label in BODY_SECTIONS)
    second = tuple(h for h in headings if h.level == 2)
    own = tuple(h for h in second if _label_at(h.span.start, sections) == "achievements")
    sentences = _sentences(joined, sections, headings)
    style = Style(
        sign1=_sign(tuple(h for h in headings if h.level == 1), "#、"),
        sign2=_sign(own or second, "（#）"),
        headings=tuple(_section_headings(headings, sections)),
        run_in=_mostly([h.run_in for h in own]) if own else None,
        list_points=_lists_problems(joined, sections),
        sentence_length=round(median(len(s.text) for s in sentences)) if sentences else 0,
        order=_order(sections),
    )
    labelled = [(_label_at(h.span.start, sections), h.title) for h in second]
    titles = tuple((label, title) for label, title in labelled if label and _is_plain(title))
    return PastReport(style, titles, _slogans(joined, analysis.slogans), sentences)


def _below_title(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings without the report's own title, where that was taken for one of them."""
    tops = [h for h in headings if h.level == 1]
    if len(tops) != 1 or headings[0] is not tops[0] or tops[0].style != "bare":
        return tuple(headings)
    below = tuple(replace(h, level=h.level - 1) for h in headings[1:])
    return below or tuple(headings)


def _label_at(offset: int, sections: Sequence[Section]) -> str:
    return next((s.label for s in sections if s.span.start <= offset < s.span.end), "")


def _sign(headings: Sequence[Heading], usual: str) -> str:
    styles = [h.style for h in headings if h.style in _SIGNS]
    return _SIGNS[max(styles, key=styles.count)] if styles else usual


def _mostly(values: Sequence[bool]) -> bool:
    return sum(values) * 2 > len(values)


def _section_headings(
    headings: Sequence[Heading], sections: Sequence[Section]
) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for section in sections:
        heading = next(
            (
                h
                for h in headings
                if h.level == 1 and section.span.start <= h.span.start < section.span.end
            ),
            None,
        )
        if heading is None or section.label in found or len(heading.title) > _MAX_TITLE:
            continue
        title = heading.title.replace("{", "").replace("}", "")
        # A heading of plans speaks of the year to come, whatever the date in the title says.
        title = _YEAR.sub("{next}" if section.label == "plans" else "{year}", title)
        if not any(c.isdigit() for c in title) and not _OWN_TIME.search(title):
            found[section.label] = title
    return list(found.items())


def _lists_problems(document: Document, sections: Sequence[Section]) -> bool | None:
    problems = next((s for s in sections if s.label == "problems"), None)
    if problems is None:
        return None
    items = [i for i in find_items(document) if i.span in problems.span]
    return len(items) >= 2 and len({i.paragraph for i in items}) == 1


def _order(sections: Sequence[Section]) -> tuple[str, ...]:
    seen = tuple(dict.fromkeys(s.label for s in sections))
    return (*seen, *(label for label in BODY_SECTIONS if label not in seen))


def _is_plain(title: str) -> bool:
    return (
        2 <= len(title) <= _MAX_TITLE
        and not any(c.isdigit() or c in "*×＊" for c in title)
        and not any(q.unit for q in find_quantities(title))
        and not _OWN_TIME.search(title)
    )


def _slogans(document: Document, slogans: Sequence[Slogan]) -> tuple[str, ...]:
    """Brands and numerals; a motto as a heading is the form of the past report itself."""
    return tuple(
        dict.fromkeys(s.span.cut(document.text) for s in slogans if s.kind in ("brand", "numeral"))
    )


def _sentences(
    document: Document, sections: Sequence[Section], headings: Sequence[Heading]
) -> tuple[PastSentence, ...]:
    text = document.text
    figures = [m.span for m in find_metrics(document)] + [d.span for d in find_dates(text)]
    figures.sort()
    starts = [h.span.start for h in headings]
    found = []
    for section in sections:
        for match in _SENTENCE.finditer(text, section.span.start, section.span.end):
            span = Span(*match.span())
            if any(h.span.start < span.end and span.start < h.span.end for h in headings):
                continue
            topic = next(
                (
                    h.title
                    for h, start in zip(reversed(headings), reversed(starts), strict=True)
                    if start <= span.start
                ),
                "",
            )
            slotted = _slotted(text, span, figures)
            if _is_model(slotted):
                found.append(PastSentence(slotted, section.label, topic))
    return tuple(found)


def _is_model(slotted: str) -> bool:
    """Whether a sentence can be shown as an example: whole, without blanks and stray figures."""
    if len(slotted) < _MIN_EXAMPLE or any(c in "*×＊＿_【#" for c in slotted):
        return False
    return not any(c.isdigit() for c in _SLOT.sub("", slotted))


def _slotted(text: str, sentence: Span, figures: Sequence[Span]) -> str:
    """The sentence with 〔1〕, 〔2〕, … for its figures."""
    inside = [span for span in figures if span in sentence]
    pieces, position = [], sentence.start
    for number, span in enumerate(inside, start=1):
        if span.start < position:
            continue
        pieces += [text[position : span.start], f"〔{number}〕"]
        position = span.end
    pieces.append(text[position : sentence.end])
    return "".join(pieces).strip()


def _dice(one: str, two: str) -> float:
    first = {a + b for a, b in pairwise(one)}
    second = {a + b for a, b in pairwise(two)}
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0

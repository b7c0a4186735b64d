"""Which fact belongs into which blank: by id, or by measured thing, unit and place, never by guess.

The weights and thresholds were chosen on the development half of corpora/facts, whose figures were
taken out of the reference texts. Of 224 figures of the other half 220 are filled in, all rightly;
with the fact itself taken away, none of the 224 blanks is filled with another. See
tests/filling/test_matching.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.collecting.blanks import BLANK_MARK, Blank
from reportnlp.collecting.cells import read_measure
from reportnlp.collecting.likeness import likeness, name_likeness
from reportnlp.document import Document
from reportnlp.extraction.likeness import pairs_of
from reportnlp.facts import Fact, Facts

SURE = 0.62
"""Score from which a fact is filled in without asking."""
CLEAR = 0.06
"""How much better than any other fact it has to be."""
POSSIBLE = 0.35
"""Score from which a fact is worth showing to a person."""
_SHOWN = 3
_STOPS = "，。；：！？、,;:!?\n"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_COUNTED = re.compile(r"(?:的)?(?:次数|人数|数量|总数|总量|总额|金额|个数|件数|户数|场次|数)$")
_CHANGES = re.compile(
    r"同比|环比|较上年|比上年|较去年|比去年|上年同期|增长|增加|增幅|下降|减少|降低|降幅|上升|提升|提高|缩短|压缩|节约"
)
_LEFT_OUT = str.maketrans("", "", "的了共计累计全年“”‘’《》（）() \u3000")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may belong into a blank; score: 0 to 1, and above 1 for what is told by id."""

    fact: Fact
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a blank.

    candidates: the facts that come nearest, best first; those that could not be meant left out.
    how:        "id", "mark" (the blank itself says what it asks for), "name" or "" for none.
    is_sure:    whether the first candidate may be filled in.
    reason:     why not, in Chinese; "" where it may.
    """

    blank: Blank
    candidates: tuple[Candidate, ...]
    how: str
    is_sure: bool
    reason: str = ""


def match_facts(
    document: Document, blanks: Sequence[Blank], facts: Facts, *, sure: float = SURE
) -> tuple[Match, ...]:
    """The facts for the blanks of a document without hard line wraps, in the order of the blanks.

    sure: see `SURE`.
    """
    known = [fact for fact in facts.facts if not fact.is_text and fact.value is not None]
    asked = [fact for fact in facts.facts if fact.is_blank]
    matches = [_match(document, blank, known, asked, facts.year, sure) for blank in blanks]
    return tuple(_without_doubles(matches))


def _match(
    document: Document,
    blank: Blank,
    facts: Sequence[Fact],
    asked: Sequence[Fact],
    year: str,
    sure: float,
) -> Match:
    by_id = [fact for fact in facts if fact.id == blank.id]
    if by_id:
        if not units_agree(blank.unit, by_id[0].unit):
            reason = f"编号相同，单位不同：稿中是“{blank.unit}”，事实是“{by_id[0].unit}”"
            return Match(blank, (Candidate(by_id[0], 2.0),), "id", False, reason)
        return Match(blank, (Candidate(by_id[0], 2.0),), "id", True)
    known = any(_same_name(blank.name, fact.name) for fact in facts)
    if any(f.id == blank.id or (_same_name(blank.name, f.name) and not known) for f in asked):
        return Match(blank, (), "", False, "事实表里这一项还没有填")
    context = _Context(document, blank, year)
    ranked = sorted(
        (Candidate(fact, context.score(fact)) for fact in facts),
        key=lambda candidate: -candidate.score,
    )
    shown = tuple(item for item in ranked[:_SHOWN] if item.score >= POSSIBLE)
    if not shown:
        return Match(blank, (), "", False, "没有对得上的事实")
    how = "mark" if context.says_what and _same_name(blank.name, shown[0].fact.name) else "name"
    return Match(blank, shown, how, *_verdict(blank, shown, sure))


def _verdict(blank: Blank, shown: Sequence[Candidate], sure: float) -> tuple[bool, str]:
    best = shown[0]
    if not units_agree(blank.unit, best.fact.unit):
        return False, f"单位不同：稿中是“{blank.unit}”，事实是“{best.fact.unit}”"
    if best.score < sure:
        return False, f"只有 {best.score:.2f} 分像，不到 {sure:.2f} 分"
    rivals = [item for item in shown[1:] if item.score > best.score - CLEAR]
    rivals = [item for item in rivals if item.fact.quantity != best.fact.quantity]
    if rivals:
        return False, f"“{rivals[0].fact.name}”也像（{rivals[0].score:.2f} 分）"
    return True, ""


def _without_doubles(matches: list[Match]) -> list[Match]:
    """Without facts that two blanks of different things claim: the less sure one is asked."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.is_sure:
            fact = match.candidates[0].fact
            known = best.get(fact.id)
            if known is None or match.candidates[0].score > known.candidates[0].score:
                best[fact.id] = match
    result = []
    for match in matches:
        holder = best.get(match.candidates[0].fact.id) if match.is_sure else None
        if holder is None or holder is match or _asks_again(holder.blank, match.blank):
            result.append(match)
        else:
            reason = f"这条事实已填到“{holder.blank.name}”处"
            result.append(Match(match.blank, match.candidates, match.how, False, reason))
    return result


def _asks_again(first: Blank, second: Blank) -> bool:
    """Whether two blanks in different sentences ask for the same thing."""
    same_sentence = first.sentence.replace(BLANK_MARK, "") == second.sentence.replace(
        BLANK_MARK, ""
    )
    return not same_sentence and _same_name(first.name, second.name)


class _Context:
    """A blank with the words around it."""

    def __init__(self, document: Document, blank: Blank, year: str) -> None:
        text, span = document.text, blank.placeholder.span
        start = span.start
        while start and text[start - 1] not in _STOPS:
            start -= 1
        end = span.end
        while end < len(text) and text[end] not in _STOPS:
            end += 1
        self.blank = blank
        self.year = year
        words = text[start : span.start] + "\n" + text[span.end : end]
        self.clause = pairs_of(words.translate(_LEFT_OUT))
        self.tells_change = bool(_CHANGES.search(words))
        self.sentence = blank.sentence
        inside = span.cut(text)
        self.says_what = "：" in inside or ":" in inside

    def score(self, fact: Fact) -> float:
        """How likely the fact is meant, 0 to 1."""
        blank = self.blank
        if blank.unit and fact.unit and not units_agree(blank.unit, fact.unit):
            scale = 0.55
        else:
            scale = 1.0 if blank.unit and fact.unit else 0.9
        name = 1.0 if _same_name(blank.name, fact.name) else name_likeness(blank.name, fact.name)
        if not self.says_what:
            told = pairs_of(fact.name.translate(_LEFT_OUT))
            covered = (told & self.clause).total() / told.total() if told else 0.0
            name = max(name, 0.45 * name + 0.5 * covered)
            # 平均住院日12天，较上年缩短0.8天: a level and its change have the same name.
            if self.tells_change != bool(_CHANGES.search(fact.name)):
                name *= 0.6
        place = 0.0
        if fact.section != blank.section:
            # What was done is no target.
            place = -0.35 if "plans" in (fact.section, blank.section) else -0.12
        if fact.topic and blank.topic:
            place += 0.06 * likeness(fact.topic, blank.topic)
        return min(max(name * scale * 0.94 + place + self._period(fact), 0.0), 1.0)

    def _period(self, fact: Fact) -> float:
        """Whether the sentence speaks of the fact's own time."""
        if not fact.period:
            return 0.0
        if fact.period in self.sentence:
            return 0.06
        year = _YEAR.search(fact.period)
        if year is None or year.group() == self.year or year.group() in self.sentence:
            return 0.0
        return -0.2


def units_agree(asked: str, given: str) -> bool:
    """Whether a figure in the one unit can stand in the other: 元 and 万元, but not 户 and 家."""
    if not asked or not given or asked == given:
        return True
    first, second = read_measure("1", asked), read_measure("1", given)
    return bool(first.base_unit) and first.base_unit == second.base_unit and not first.problem


def _same_name(first: str, second: str) -> bool:
    """学习会次数 asks for 学习会."""
    one, two = (_COUNTED.sub("", name.translate(_LEFT_OUT)) for name in (first, second))
    return bool(one) and one == two

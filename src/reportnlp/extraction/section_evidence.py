"""What headings and cue sentences say of each unit, as bonuses for labels.

Headings hold for all that stands under them. Where they are silent or speak of achievements, a cue
sentence (同时，我们也清醒认识到…) opens another part, up to the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.extraction.section_cues import (
    Years,
    ends,
    find_years,
    heading_labels,
    opening_labels,
)
from reportnlp.extraction.section_edges import (
    ANNEX,
    closing_start,
    front_matter,
    intro_end,
    notes_start,
)
from reportnlp.extraction.section_units import Layout, Unit

SURE, INTRO, SCOPE, LIKELY, HINT = 12.0, 6.0, 4.0, 4.5, 1.0
"""Bonuses, in units of log-probability: of a heading or cue sentence, of what stands before the
first heading, of what stands under a heading, of what follows a cue sentence, of a guess."""

_PAST_OPENING = (("title", -6.0), ("salutation", -6.0), ("intro", -5.0))
_APART = ("脚注", "尾注", "页眉", "页脚", "批注")
_LISTED = ("list", "item")
_AHEAD = re.compile(r"^(20[0-9]{2})年[，,是].*?(?:将|要|计划|打算|重点|着力|力争|拟)")
_ONWARD = re.compile(r"^(?:对此|针对|这些|以上|上述|对这些|对于这些|造成|究其|产生|分析)")
_AUDIENCE = re.compile(r"^各位(?:代表|委员)")
_TASKS = re.compile(r"实事|任务|计划|安排")
_PERIOD = re.compile(r"“[^“”]{2,4}”时期|20[0-9]{2}年|今后[三五]年|未来[三五]年")
_COMING = ("今后五年", "未来五年", "今后三年", "未来三年")
_NO_END = 10**9


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the labels of a unit.

    bonus: label to bonus.
    cue:   whether a part may well begin here: a heading or sentence that says so.
    """

    bonus: tuple[tuple[str, float], ...] = ()
    cue: bool = False


@dataclass(frozen=True, slots=True)
class _Role:
    """The labels that a heading names, in its order, and whether that is sure."""

    labels: tuple[str, ...] = ()
    sure: bool = False


def find_evidence(layout: Layout) -> tuple[Evidence, ...]:
    """Evidence for every unit, in their order."""
    if not layout.units:
        return ()
    walk = _Walk(layout)
    return tuple(walk.step(index) for index in range(len(layout.units)))


class _Walk:
    """Goes through the units from the first to the last and remembers which part is open."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.body, self.front = front_matter(layout)
        front = "".join(layout.text(index) for index in range(self.body))
        self.years = find_years(front, tuple(heading.title for heading in layout.headings))
        self.roles = _roles(layout, self.body, self.years)
        sure = {i: role.labels[0] for i, role in enumerate(self.roles) if role.sure}
        self.named = frozenset(sure.values())
        self.intro_end = intro_end(layout, self.body, sure)
        self.notes = notes_start(layout)
        self.closing = closing_start(layout, self.body, self.notes)
        self.lines = _is_of_lines(layout)
        self.opened = ""  # the label that a cue sentence opened
        self.opened_to = -1  # its last paragraph
        self.turned = ""  # the last label that a heading or cue gave, other than achievements

    def step(self, index: int) -> Evidence:
        unit = self.layout.units[index]
        if index < self.body:
            return Evidence(((self.front[index], SURE),), True)
        origin = self.layout.document.paragraphs[unit.paragraph].origin
        if origin.startswith(_APART) or index >= self.notes:
            return Evidence((("closing", SURE),), True)
        if index < self.intro_end:
            return Evidence((("intro", INTRO),), index == self.body)
        if self.closing <= index:
            return self._closing(index, unit)
        found = self._heading(unit) if unit.heading >= 0 else self._sentence(index, unit)
        return Evidence((*found.bonus, *_PAST_OPENING), found.cue)

    def _closing(self, index: int, unit: Unit) -> Evidence:
        sentence = self.layout.text(index)
        if self.opened != "annex" and unit.first and ANNEX.search(sentence):
            following = "".join(
                self.layout.text(i)
                for i in range(index + 1, index + 3)
                if i < len(self.layout.units)
            )
            if _TASKS.search(following[:60]):
                self.opened = "annex"
        label = "plans" if self.opened == "annex" else "closing"
        return Evidence(((label, SURE if unit.first else SCOPE),), unit.first)

    def _heading(self, unit: Unit) -> Evidence:
        role = self.roles[unit.heading]
        self.opened = ""
        if role.labels and role.sure:
            self.turned = role.labels[0] if role.labels[0] != "achievements" else ""
            return Evidence(((role.labels[0], SURE),), True)
        scope = self._scope(unit)
        if scope:
            return Evidence(((scope, SCOPE),))
        if role.labels and role.labels[0] == "plans":
            return Evidence((("plans", LIKELY),), True)
        return Evidence(self._going_on())

    def _going_on(self) -> tuple[tuple[str, float], ...]:
        """Before problems and plans come achievements; what follows plans are more of them."""
        if not self.turned:
            return (("achievements", HINT),)
        return (("plans", HINT),) if self.turned == "plans" else ()

    def _scope(self, unit: Unit) -> str:
        for heading in reversed(unit.scope):
            role = self.roles[heading]
            if role.labels and role.sure:
                return role.labels[0]
        return ""

    def _sentence(self, index: int, unit: Unit) -> Evidence:
        sentence = self.layout.text(index)
        scope = self._scope(unit)
        opened = self._opens(index, unit, sentence, scope)
        if opened:
            self.opened = self.turned = opened
            self.opened_to = _NO_END if self._goes_on(index, unit, opened) else unit.paragraph
            return Evidence(((opened, SURE),), True)
        if self.opened:
            return self._under_cue(unit, sentence, scope)
        if not scope:
            hints = [
                self.roles[heading].labels[0]
                for heading in unit.scope
                if self.roles[heading].labels
            ]
            return Evidence(((hints[-1], HINT),) if hints else self._going_on())
        mixed = any(len(self.roles[heading].labels) > 1 for heading in unit.scope)
        return Evidence(((scope, HINT if mixed else SCOPE),))

    def _goes_on(self, index: int, unit: Unit, opened: str) -> bool:
        """Whether the part that a sentence opens reaches beyond its paragraph."""
        if opened == "plans" or self.lines:
            return True
        units = self.layout.units
        alone = index + 1 < len(units) and units[index + 1].first and unit.first
        return alone and (units[index + 1].kind in _LISTED or self.layout.text(index)[-1] in "：:")

    def _under_cue(self, unit: Unit, sentence: str, scope: str) -> Evidence:
        label = self.opened
        if unit.first and label != "plans":
            past = unit.paragraph > self.opened_to
            if past and unit.kind not in _LISTED and not _ONWARD.search(sentence):
                return self._left(scope)
            if self.lines and _AUDIENCE.search(sentence):
                return self._left(scope)
            if past:
                self.opened_to = unit.paragraph
        if label == "problems" and ends("problems", sentence):
            self.opened_to = unit.paragraph
        return Evidence(((label, LIKELY if scope not in ("", label) else SCOPE),))

    def _left(self, scope: str) -> Evidence:
        self.opened = ""
        return Evidence(((scope, HINT),)) if scope else Evidence()

    def _opens(self, index: int, unit: Unit, sentence: str, scope: str) -> str:
        """The label of the part that this sentence opens; "" where it opens none."""
        if unit.kind in ("clause", "mark"):
            return ""
        labels = opening_labels(sentence.strip("*_ "))
        current = self.opened or scope
        total = len(self.layout.units)
        if "problems" in labels and current in ("", "achievements", "other"):
            begins = unit.first or "problems" not in self.named
            if begins and index > total * 0.12 and self.turned != "plans":
                return "problems"
        if current == "achievements" and unit.first and self._turns_to_plans(unit, sentence):
            return "plans"
        plans = "plans" in labels or self._is_of_next_year(sentence)
        plans = plans and current in ("", "achievements", "problems")
        if plans and "plans" not in self.named and index > total * 0.3:
            return "plans" if unit.first or not scope else ""
        reviewing = current in ("", "achievements") or self.opened == "problems"
        if "other" in labels and reviewing and unit.first:
            return "other" if "other" not in self.named and index > total * 0.1 else ""
        return ""

    def _turns_to_plans(self, unit: Unit, sentence: str) -> bool:
        """Under 一期成就和二期目标, whether the period of the second half begins."""
        for heading in unit.scope:
            if self.roles[heading].labels[:2] == ("achievements", "plans"):
                periods = _PERIOD.findall(self.layout.headings[heading].title)
                return len(periods) > 1 and sentence.startswith((periods[-1], *_COMING))
        return False

    def _is_of_next_year(self, sentence: str) -> bool:
        match = _AHEAD.search(sentence[:60])
        return bool(match and self.years.plan and int(match.group(1)) >= self.years.plan)


def _is_of_lines(layout: Layout) -> bool:
    """Whether the file breaks the line behind every sentence, so that paragraphs say nothing."""
    units = layout.units
    return len(units) > 100 and sum(unit.first for unit in units) > 0.85 * len(units)


def _roles(layout: Layout, body: int, years: Years) -> tuple[_Role, ...]:
    start = layout.units[body].start if body < len(layout.units) else len(layout.document.text)
    roles = []
    for heading in layout.headings:
        if heading.span.start < start:
            roles.append(_Role())
            continue
        labels, sure = heading_labels(heading.title, years)
        if heading.style == "dash" or len(heading.title) > 28:
            sure = False
        roles.append(_Role(labels, sure))
    for unit in layout.units:
        if unit.heading >= 0 and len(unit.scope) > 1:
            above: Sequence[_Role] = [roles[heading] for heading in unit.scope[:-1]]
            parent = next((role for role in reversed(above) if role.labels and role.sure), None)
            own = roles[unit.heading]
            if parent and own.labels and not (own.sure and _may_override(parent, own)):
                roles[unit.heading] = _Role()
    return tuple(roles)


def _may_override(parent: _Role, own: _Role) -> bool:
    """Whether a heading below a sure one may say another thing: problems within a review."""
    label = own.labels[0]
    if label in parent.labels:
        return True
    if parent.labels[0] == "achievements":
        return label in ("problems", "other") or (label == "plans" and len(own.labels) == 1)
    return parent.labels[0] == "problems" and label == "plans"

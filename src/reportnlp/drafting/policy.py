"""What a generator may write, character by character.

Two kinds of words decide. A numeral, a Latin letter or a digit may stand only inside an allowed
phrase (统一, 千方百计, a name of the request); a masked word (若干, 去年, 位居前列) may not stand
anywhere. Both are found by one automaton, which also knows whether a numeral that is written but
not yet covered can still become part of a phrase. Figures come as slots: each once, in order, close
behind the name of what it measures, and with a mark after it. A sentence has one clause without a
figure at most: small models that may write more lose their thread, and tell what nobody asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from reportnlp.drafting.automaton import Automaton, build_automaton
from reportnlp.drafting.barred_words import (
    masked_words,
    numeral_words,
    plain_characters,
    words_before,
)
from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Request

COMMAS = "，、；"
STOP = "。"
MARKS = frozenset(COMMAS + STOP)
_LINKS = ("为", "达", "达到", "共", "共计")
"""What may stand between a name and its slot, with the beginnings of it."""
FAR = len(_LINKS) + 1
BEFORE_END = 4
_VERBS = ("", "组织", "召开", "组织召开", "举办", "开展", "组织开展", "安排", "完成", "共")
_PLANNED = ("计划", "计划举办", "计划开展")
"""What may stand before a name that has to come; in a plan also these."""
_MAX_FREE = 1
_UNNAMED = "有关数据"
"""Stands for what a facts file names by nothing that can be written."""
_UNIT = re.compile("（[^（）]*）$")
_NAME_END = re.compile("[〔\\n]")
_CLOSING_MARKS = frozenset("）”》")
"""A figure may follow what ends in one of these, as it follows a word."""

# What stood last.
START, HAN, COUNTED, MARK, SLOT, FULL_STOP, END = range(7)


class State(NamedTuple):
    """Where a text stands.

    node:  of the automaton: the longest end of the text that begins a phrase or a masked word.
    owed:  how many characters ago the first numeral stood that no phrase covers yet; 0 for none.
    slot:  the number of the next slot, from 1.
    at:    how many characters of a slot are written; 0 outside of one; below 0 for the characters
           of a clause that has to begin with the name of the next slot.
    since: Chinese characters since the beginning or the last slot, at most `BEFORE_END`.
    last:  what stood last: START, HAN (or a bracket closed), COUNTED (a numeral, letter or digit),
           MARK, SLOT, FULL_STOP, or END.
    near:  0 where the name of the next slot has just been written, the number of a link of `_LINKS`
           (from 1) where that stands behind it; else `FAR`.
    free:  clauses without a slot in this sentence, at most `_MAX_FREE`.
    """

    node: int
    owed: int
    slot: int
    at: int
    since: int
    last: int
    near: int
    free: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be written for a task.

    automaton: of the allowed phrases and masked words.
    task:      "clause", "sentence" or "paragraph".
    names:     what each slot measures; one name a slot.
    nodes:     node of the automaton -> the slots, from 1, whose names end there, with a verb of
               `_VERBS` before them or without.
    leads:     slot -> the nodes on the way to its name.
    """

    automaton: Automaton
    task: str
    names: tuple[str, ...]
    nodes: dict[int, frozenset[int]]
    leads: dict[int, frozenset[int]]

    @property
    def slots(self) -> int:
        return len(self.names)

    def start(self) -> State:
        return State(0, 0, 1, 0, 0, START, FAR, 0)

    def literal(self, state: State) -> str:
        """What is left to write of the next slot."""
        return f"{SLOT_OPEN}{state.slot}{SLOT_CLOSE}"[state.at :]

    def links_after(self, state: State) -> frozenset[str]:
        """The characters of links that may follow behind a name."""
        begun = _LINKS[state.near - 1] if state.near else ""
        return frozenset(
            link[len(begun)] for link in _LINKS if len(link) > len(begun) and link.startswith(begun)
        )

    def is_due(self, state: State, *, closing: bool) -> bool:
        """Whether a clause that begins here has to begin with the name of the next slot."""
        if state.at or state.slot > self.slots:
            return False
        if state.last == MARK:
            return closing or state.free >= _MAX_FREE
        return closing and state.last == FULL_STOP

    def step(self, state: State, character: str, *, closing: bool = False) -> State | None:
        """The state after one more character; None if it may not be written.

        closing: whether the text is long enough: the next clause begins with the name of the next
                 slot, and after the last slot the sentence ends where it would have gone on.
        """
        if state.at < 0:
            return self._in_name(state, character)
        if state.at:
            return self._in_slot(state, character)
        if state.last == END:
            return None
        within_phrase = self.automaton.step(state.node, character) > 0
        if character == SLOT_OPEN:
            return self._open_slot(state)
        if character in MARKS and not within_phrase:
            return self._mark(state, character, closing)
        if state.last == SLOT:
            return None
        if self.is_due(state, closing=closing):
            return self._in_name(state._replace(node=0), character)
        return self._word(state, character)

    def run(self, state: State, text: str, *, closing: bool = False) -> State | None:
        """The state after a whole text; None if some of it may not be written."""
        for character in text:
            following = self.step(state, character, closing=closing)
            if following is None:
                return None
            state = following
        return state

    def can_end(self, state: State) -> bool:
        """Whether the text may end here."""
        if state.owed or state.at or state.slot <= self.slots:
            return False
        if self.task == "clause":
            enough = state.last in (HAN, COUNTED) and state.since >= BEFORE_END
            return enough or state.last == END
        return state.last in (FULL_STOP, END)

    def _in_slot(self, state: State, character: str) -> State | None:
        literal = self.literal(state)
        if character != literal[0]:
            return None
        if len(literal) > 1:
            return state._replace(at=state.at + 1)
        return State(0, 0, state.slot + 1, 0, 0, SLOT, FAR, state.free)

    def _in_name(self, state: State, character: str) -> State | None:
        """A character of a clause that begins with the name of the next slot."""
        node = self.automaton.steps.get((state.node, character), 0)
        if node not in self.leads[state.slot]:
            return None
        if state.slot not in self.nodes.get(node, ()):
            return state._replace(node=node, at=state.at - 1)
        last = _last(character)
        return State(node, 0, state.slot, 0, BEFORE_END, last, 0, state.free)

    def _open_slot(self, state: State) -> State | None:
        if state.owed or state.last != HAN or state.near == FAR or state.slot > self.slots:
            return None
        if self.automaton.step(state.node, SLOT_OPEN) in self.automaton.barred:
            return None
        return state._replace(node=0, at=1)

    def _mark(self, state: State, mark: str, closing: bool) -> State | None:
        if state.owed or state.near < FAR or state.last not in (HAN, COUNTED, SLOT):
            return None
        free = state.free + (state.last != SLOT)
        if mark != STOP:
            more = state.slot <= self.slots or (not closing and free < _MAX_FREE)
            if free > _MAX_FREE or (self.task == "clause" and mark == "；"):
                return None
            if self.slots and not more:
                return None
            return State(0, 0, state.slot, 0, state.since, MARK, FAR, free)
        if self.task == "paragraph":
            return State(0, 0, state.slot, 0, state.since, FULL_STOP, FAR, 0)
        ended = State(0, 0, state.slot, 0, state.since, END, FAR, 0)
        return ended if self.can_end(ended) and state.since >= self._least() else None

    def _least(self) -> int:
        return 0 if self.slots else BEFORE_END

    def _word(self, state: State, character: str) -> State | None:
        automaton = self.automaton
        node = automaton.step(state.node, character)
        if node in automaton.barred:
            return None
        plain = character in plain_characters()
        owed = state.owed + 1 if state.owed or not plain else 0
        if owed and automaton.covers[node] >= owed:
            owed = 0
        elif owed and automaton.opens[node] < owed:
            return None
        near = FAR
        if state.near < FAR:
            link = (_LINKS[state.near - 1] if state.near else "") + character
            if link not in _LINKS:
                return None
            near = _LINKS.index(link) + 1
        ended = self._named(node)
        if near == FAR and state.slot in ended:
            near = 0
        elif near == FAR and ended and node not in self.leads.get(state.slot, ()):
            return None
        since = min(state.since + 1, BEFORE_END)
        return State(node, owed, state.slot, 0, since, _last(character), near, state.free)

    def _named(self, node: int) -> frozenset[int]:
        """The slots of the longest name that ends at a node."""
        while node:
            if node in self.nodes:
                return self.nodes[node]
            node = self.automaton.fails[node]
        return frozenset()


def _last(character: str) -> int:
    return HAN if character in plain_characters() or character in _CLOSING_MARKS else COUNTED


def policy_for(request: Request) -> Policy:
    """The policy of a request: what its names, slots and topic say may be said.

    Raises ValueError if a slot stands for nothing.
    """
    slots = slot_names(request) if request.task != "clause" else ()
    if not all(request.slots):
        raise ValueError("a slot needs words for what it stands for")
    names = tuple(name for name in request.names if name and _is_harmless(name))
    verbs = (*_VERBS, *(_PLANNED if request.section == "plans" else ()))
    verbs = (*verbs, *(("其中",) if any(s.startswith("其中") for s in request.slots) else ()))
    ways = tuple(verb + name for name in slots for verb in verbs)
    said = "\n".join((*own_words(request), *request.slots))
    turning = (*words_before("name"), *(words_before("deed") if request.section != "plans" else ()))
    turned = [word + name for word in turning for name in slots]
    automaton = _automaton_for(own_words(request), (*names, *ways), said, turned)
    nodes: dict[int, frozenset[int]] = {}
    leads: dict[int, frozenset[int]] = {}
    for number, name in enumerate(slots, start=1):
        paths = [automaton.way(verb + name) for verb in verbs]
        leads[number] = frozenset(node for path in paths for node in path)
        for path in paths:
            nodes[path[-1]] = nodes.get(path[-1], frozenset()) | {number}
    return Policy(automaton, request.task, slots, nodes, leads)


def slot_names(request: Request) -> tuple[str, ...]:
    """What each slot measures, as it has to stand before it: 其中女性（人） is 女性."""
    return tuple(_slot_name(slot) for slot in request.slots)


def _slot_name(slot: str) -> str:
    name = _NAME_END.split(_UNIT.sub("", slot))[0].removeprefix("其中")
    return "".join(c for c in name if c.isprintable() and c != SLOT_CLOSE) or _UNNAMED


def own_words(request: Request) -> tuple[str, ...]:
    """The words of a request that an answer may repeat, units in brackets left out.

    Words of a facts file that look like slots, or break a line, are not among them.
    """
    words = (*request.names, *slot_names(request), request.topic)
    return tuple(dict.fromkeys(word for word in words if word and _is_harmless(word)))


def _is_harmless(words: str) -> bool:
    return words.isprintable() and SLOT_OPEN not in words and SLOT_CLOSE not in words


def _automaton_for(
    own: tuple[str, ...], names: tuple[str, ...], said: str, turned: list[str]
) -> Automaton:
    special = (word for word in own if not set(word) <= plain_characters())
    phrases = (*numeral_words(), *special, *names)
    masked = [word for word in masked_words() if word.rstrip(SLOT_OPEN) not in said]
    masked += [words for words in turned if words not in said]
    return build_automaton(phrases, masked)

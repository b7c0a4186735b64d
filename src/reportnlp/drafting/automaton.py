"""Allowed phrases and masked words in one table that is read character by character.

The automaton of Aho and Corasick (Communications of the ACM 18(6), 1975), which also knows whether
what is written and not yet covered by a phrase can still become part of one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Automaton:
    """Phrases and masked words as one table; nodes are numbered from 0, the empty one.

    steps:    (node, character) -> node, for the trie's own edges.
    fails:    node -> the node of its longest proper end.
    depths:   node -> characters.
    covers:   node -> length of the longest phrase that ends here; 0 for none.
    opens:    node -> length of the longest phrase that has begun and goes on; 0 for none.
    barred:   nodes at which a masked word ends.
    children: node -> the characters that lead on from it, without its ends.
    """

    steps: dict[tuple[int, str], int]
    fails: tuple[int, ...]
    depths: tuple[int, ...]
    covers: tuple[int, ...]
    opens: tuple[int, ...]
    barred: frozenset[int]
    children: tuple[str, ...]

    def way(self, word: str) -> tuple[int, ...]:
        """The nodes that a word goes through that was built in."""
        nodes = [0]
        for character in word:
            nodes.append(self.steps[nodes[-1], character])
        return tuple(nodes[1:])

    def step(self, node: int, character: str) -> int:
        while True:
            found = self.steps.get((node, character))
            if found is not None or not node:
                return found or 0
            node = self.fails[node]


def build_automaton(phrases: Iterable[str], masked: Iterable[str]) -> Automaton:
    """The automaton of some allowed phrases and masked words, all of them not empty."""
    steps: dict[tuple[int, str], int] = {}
    depths, covers, opens, children, barred = [0], [0], [0], [""], set()
    for word, allowed in [*((p, True) for p in phrases), *((m, False) for m in masked)]:
        node = 0
        for character in word:
            following = steps.get((node, character))
            if following is None:
                following = steps[node, character] = len(depths)
                children[node] += character
                depths.append(depths[node] + 1)
                covers.append(0)
                opens.append(0)
                children.append("")
            if allowed:
                opens[node] = depths[node]
            node = following
        if allowed:
            covers[node] = depths[node]
        else:
            barred.add(node)
    fails = [0] * len(depths)
    queue = deque(steps[0, character] for character in children[0])
    while queue:
        node = queue.popleft()
        for character in children[node]:
            child = steps[node, character]
            end = fails[node]
            while end and (end, character) not in steps:
                end = fails[end]
            fails[child] = steps.get((end, character), 0)
            queue.append(child)
        covers[node] = max(covers[node], covers[fails[node]])
        opens[node] = max(opens[node], opens[fails[node]])
        if fails[node] in barred:
            barred.add(node)
    return Automaton(
        steps, tuple(fails), tuple(depths), tuple(covers), tuple(opens), frozenset(barred),
        tuple(children),
    )  # fmt: skip

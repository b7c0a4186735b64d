"""The learned part of `find_sections`: a linear classifier of units and a decoder over their order.

Inference is plain Python: the weights are a JSON file, models/sections/weights.json, made by
`reportnlp train sections`.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import add, mul
from pathlib import Path

from reportnlp.annotations import SECTION_LABELS
from reportnlp.extraction.section_evidence import Evidence
from reportnlp.extraction.section_units import Layout
from reportnlp.resources.learned import models_folder

Vector = tuple[float, ...]
"""A number for each of `SECTION_LABELS`."""

LABEL_INDEX = {label: index for index, label in enumerate(SECTION_LABELS)}
KINDS = ("sentence", "clause", "list", "item", "paragraph", "heading", "top", "cell", "mark")
_SIZE = len(SECTION_LABELS)
_RANGE = range(_SIZE)
_WINDOW = 56
_TITLE_WINDOW = 24
WEIGHT_UNIT = 0.05
"""Weights are whole multiples of this."""
_LANES = struct.Struct(f"<{_SIZE}i")
_SIGNS = sum(1 << (32 * position + 31) for position in _RANGE)
"""The sign bits of the numbers of 32 bits that stand side by side in a packed one."""
_FLOOR = -3.0
"""The classifier alone rules no label out."""
_DIGITS = str.maketrans("123456789０１２３４５６７８９*×＊", "0000000000000000000***")


@dataclass(frozen=True, slots=True)
class SectionModel:
    """Weights, as the training wrote them.

    features:    block ("text", "near", "top", "place") to feature to its packed weights
                 (see `pack`), in multiples of `WEIGHT_UNIT`.
    bias:        of each label.
    scale:       of the classifier's log-probabilities beside the evidence.
    change:      for each of `KINDS`: log-probability that the label stays, and that it changes;
                 then the same two where a cue says that a part may begin.
    order:       log-probability of each label after each other one, given that it changes.
    start:       log-probability of each label at the start.
    calibration: slope and intercept from the log-odds of a section to its confidence.
    """

    features: dict[str, dict[str, int]]
    bias: Vector
    scale: float
    change: dict[str, tuple[float, float, float, float]]
    order: tuple[Vector, ...]
    start: Vector
    calibration: tuple[float, float]


@lru_cache(maxsize=1)
def load_section_model() -> SectionModel:
    """The model that is shipped."""
    return read_section_model(models_folder() / "sections" / "weights.json")


def read_section_model(path: Path) -> SectionModel:
    """A model that `reportnlp train sections` wrote; raises ValueError if it fits no more."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    if raw["labels"] != list(SECTION_LABELS) or raw["unit"] != WEIGHT_UNIT:
        raise ValueError(f"{path}: made for other labels")
    features = {
        block: {name: pack(row) for name, row in table.items()}
        for block, table in raw["features"].items()
    }
    return SectionModel(
        features,
        tuple(raw["bias"]),
        raw["scale"],
        {kind: tuple(row) for kind, row in raw["change"].items()},
        tuple(tuple(row) for row in raw["order"]),
        tuple(raw["start"]),
        tuple(raw["calibration"]),
    )


# ------------------------------------------------------------------------------- features


def text_features(text: str) -> set[str]:
    """Pairs of characters of the first words of a unit, and how it begins."""
    window = text[:_WINDOW].translate(_DIGITS)
    found = set(map(add, window, window[1:]))
    found.update(("^" + window[:1], "^" + window[:2], "^" + window[:3], "^" + window[:4]))
    return found


def title_features(title: str) -> set[str]:
    """Pairs of characters of a heading."""
    window = title[:_TITLE_WINDOW].translate(_DIGITS)
    return set(map(add, window, window[1:])) | {"^" + window[:2]}


def place_features(layout: Layout, index: int) -> tuple[str, ...]:
    """Where a unit stands, and its shape."""
    unit = layout.units[index]
    size = max(len(layout.document.text), 1)
    last = layout.units[-1].paragraph
    text = layout.document.text
    return (
        f"tenth {min(unit.start * 10 // size, 9)}",
        f"from start {min(unit.paragraph, 7)}",
        f"from end {min(last - unit.paragraph, 5)}",
        f"kind {unit.kind}",
        f"length {min((unit.end - unit.start) // 12, 6)}",
        f"stop {text[unit.end - 1] if text[unit.end - 1] in '。：！；' else ''}",
        f"depth {len(unit.scope)}",
    )


def unit_blocks(layout: Layout, index: int) -> tuple[tuple[str, Iterable[str], float], ...]:
    """The features of a unit by block, with the value of each feature of the block."""
    unit = layout.units[index]
    words = text_features(layout.text(index))
    blocks: list[tuple[str, Iterable[str], float]] = [("text", words, _norm(words))]
    for block, scope in (("near", unit.scope[-1:]), ("top", unit.scope[:1])):
        for heading in scope:
            names = title_features(layout.headings[heading].title)
            blocks.append((block, names, _norm(names)))
    place = place_features(layout, index)
    return (*blocks, ("place", place, 0.5))


def _norm(names: set[str]) -> float:
    return 1.0 / math.sqrt(len(names) or 1)


# ------------------------------------------------------------------------------ inference


def emissions(
    model: SectionModel, layout: Layout, evidence: Sequence[Evidence]
) -> list[list[float]]:
    """For every unit: the log-probabilities of its labels, with the evidence added."""
    # Titles and places come again and again: their sums are kept for the length of this call.
    titles: dict[int, list[float]] = {}
    places: dict[tuple[str, ...], list[float]] = {}
    zeros = [0.0] * _SIZE
    result = []
    for index, unit in enumerate(layout.units):
        place = place_features(layout, index)
        if place not in places:
            places[place] = _add(list(model.bias), model.features["place"], place, 0.5)
        words = text_features(layout.text(index))
        scores = _add(places[place], model.features["text"], words, _norm(words))
        if unit.scope:
            key = unit.scope[-1]
            if key not in titles:
                titles[key] = _title_scores(model, layout, unit.scope, zeros)
            scores = list(map(add, scores, titles[key]))
        row = [max(model.scale * score, _FLOOR) for score in _log_softmax(scores)]
        for label, bonus in evidence[index].bonus:
            row[LABEL_INDEX[label]] += bonus
        result.append(row)
    return result


def _title_scores(
    model: SectionModel, layout: Layout, scope: tuple[int, ...], zeros: list[float]
) -> list[float]:
    near = title_features(layout.headings[scope[-1]].title)
    top = title_features(layout.headings[scope[0]].title)
    scores = _add(zeros, model.features["near"], near, _norm(near))
    return _add(scores, model.features["top"], top, _norm(top))


def _add(
    scores: list[float], table: dict[str, int], names: Iterable[str], value: float
) -> list[float]:
    total = sum(map(table.get, names, repeat(0)))
    if not total:
        return scores
    unit = value * WEIGHT_UNIT
    return [score + unit * weight for score, weight in zip(scores, unpack(total), strict=True)]


def pack(weights: Sequence[int]) -> int:
    """Small whole numbers in one large one, so that one addition adds up all labels."""
    return sum(weight << (32 * position) for position, weight in enumerate(weights))


def unpack(packed: int) -> tuple[int, ...]:
    """The numbers in a packed one, or in a sum of packed ones."""
    # What a negative number borrowed from the next one is given back by adding all sign bits.
    return _LANES.unpack(((packed + _SIGNS) ^ _SIGNS).to_bytes(_LANES.size, "little"))


def _log_softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    norm = top + math.log(sum([math.exp(score - top) for score in scores]))
    return [score - norm for score in scores]


Table = tuple[tuple[Vector, ...], tuple[Vector, ...], tuple[Vector, ...]]
"""Transitions: logarithms by the label that they lead into, probabilities by that label, and by the
label that they lead out of."""


@lru_cache(maxsize=64)
def _table(order: tuple[Vector, ...], stay: float, change: float) -> Table:
    logs = tuple(tuple(stay if a == b else change + order[a][b] for a in _RANGE) for b in _RANGE)
    into = tuple(tuple(math.exp(value) for value in row) for row in logs)
    return logs, into, tuple(zip(*into, strict=True))


def transitions(model: SectionModel, layout: Layout, evidence: Sequence[Evidence]) -> list[Table]:
    """For every unit, how labels go over into its own."""
    tables: dict[tuple[str, bool], Table] = {}
    for kind, row in model.change.items():
        tables[kind, False] = _table(model.order, row[0], row[1])
        tables[kind, True] = _table(model.order, row[2], row[3])
    return [
        tables[unit.kind, found.cue] for unit, found in zip(layout.units, evidence, strict=True)
    ]


def best_path(
    model: SectionModel,
    rows: list[list[float]],
    steps: list[Table],
) -> list[int]:
    """The best sequence of labels."""
    best = [a + b for a, b in zip(model.start, rows[0], strict=True)]
    back: list[list[int]] = []
    for row, (logs, _, _) in zip(rows[1:], steps[1:], strict=True):
        scores, origins = [], []
        for label, into in enumerate(logs):
            candidates = list(map(add, best, into))
            top = max(candidates)
            origins.append(candidates.index(top))
            scores.append(top + row[label])
        best = scores
        back.append(origins)
    path = [best.index(max(best))]
    for origins in reversed(back):
        path.append(origins[path[-1]])
    return path[::-1]


def marginals(
    model: SectionModel,
    rows: list[list[float]],
    steps: list[Table],
) -> list[list[float]]:
    """For every unit the probability of each label."""
    likely = [_likelihoods(row) for row in rows]
    forward = [_scaled(list(map(mul, map(math.exp, model.start), likely[0])))]
    for row, (_, into, _) in zip(likely[1:], steps[1:], strict=True):
        last = forward[-1]
        forward.append(
            _scaled([a * sum(map(mul, last, b)) for a, b in zip(row, into, strict=True)])
        )
    backward = [1.0] * _SIZE
    result = [forward[-1]]
    for index in range(len(rows) - 1, 0, -1):
        weighted = list(map(mul, backward, likely[index]))
        out_of = steps[index][2]
        backward = _scaled([sum(map(mul, weighted, row)) for row in out_of])
        result.append(_scaled(list(map(mul, forward[index - 1], backward))))
    return result[::-1]


def _likelihoods(row: list[float]) -> list[float]:
    top = max(row)
    return [math.exp(value - top) for value in row]


def _scaled(values: list[float]) -> list[float]:
    total = sum(values)
    return [value / total for value in values] if total else [1 / _SIZE] * _SIZE


def calibrated(model: SectionModel, probability: float) -> float:
    """The confidence of a section from the mean probability of its units."""
    slope, intercept = model.calibration
    return 1 / (1 + math.exp(-(slope * log_odds(probability) + intercept)))


def log_odds(probability: float) -> float:
    """Logarithm of p / (1 - p), bounded at ±8."""
    bounded = min(max(probability, 0.000335), 0.999665)
    return math.log(bounded / (1 - bounded))

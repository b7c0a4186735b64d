"""How models/sections/ is made: a linear classifier of headings and sentences, and their order.

scikit-learn fits the weights; everything that uses them is plain Python (section_model.py).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportnlp.annotations import SECTION_LABELS, Section
from reportnlp.document import Document, Span
from reportnlp.errors import MissingExtraError
from reportnlp.extraction.section_evidence import find_evidence
from reportnlp.extraction.section_model import (
    KINDS,
    LABEL_INDEX,
    WEIGHT_UNIT,
    SectionModel,
    log_odds,
    pack,
    unit_blocks,
    unpack,
)
from reportnlp.extraction.section_units import Layout, lay_out
from reportnlp.extraction.sections import find_blocks, sections_of
from reportnlp.formats.files import read_document
from reportnlp.training.section_scores import SectionScore, score_sections
from reportnlp.training.section_variants import without_headings

CORPORA = (Path("corpora/reports"), Path("corpora/drafts"), Path("corpora/government"))
SHARED = Path("../shared/corpus")
BLOCKS = ("text", "near", "top", "place")
_SIZE = len(SECTION_LABELS)
_MIN_DOCUMENTS = 2
"""Features of fewer documents are left out."""
_LEAST = 6
"""Features whose weights lie closer together than this many units are left out."""
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A report with its gold sections.

    name:     of its file.
    kind:     of report, as its corpus says.
    document: as read.
    gold:     sections, in the offsets of `document`.
    layout:   of the document without its line breaks.
    labels:   index of the gold label of every unit of `layout`.
    """

    name: str
    kind: str
    document: Document
    gold: tuple[Section, ...]
    layout: Layout
    labels: tuple[int, ...]


Judged = tuple[SectionScore, list[tuple[float, bool]]]
"""The score of a report, and of each section found: its log-odds, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is chosen by cross-validation.

    inverse_regularisation: C of the logistic regression.
    scale:                  of the classifier's log-probabilities beside the evidence.
    """

    inverse_regularisation: float = 5.0
    scale: float = 1.0


def load_examples(labels: Path, documents: Path, *, half: str = "dev") -> Iterator[Example]:
    """The reports of a labels.jsonl file that belong to one half and have sections.

    documents: the folder that the file names stand in, or lie below.
    """
    for line in labels.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record.get("half") == half and record.get("sections"):
            path = documents / (record.get("file") or record["path"])
            yield make_example(record, read_document(path))


def load_corpora(corpora: Sequence[Path] = (), texts: Path | None = None) -> tuple[Example, ...]:
    """The development half of corpora, in the order of their lines.

    corpora: folders with labels.jsonl; those of a checkout that are there if none are named.
    texts:   where the texts are that do not lie in CORPUS/documents; ../shared/corpus if None and
             there. A corpus whose texts are nowhere is left out.
    """
    folder = texts or SHARED
    found: list[Example] = []
    for corpus in corpora or [corpus for corpus in CORPORA if corpus.is_dir()]:
        documents = corpus / "documents"
        documents = documents if documents.is_dir() else folder
        if documents.is_dir():
            found.extend(load_examples(corpus / "labels.jsonl", documents))
    return tuple(found)


def make_example(record: dict[str, Any], document: Document) -> Example:
    """An example of a document and its line of labels.jsonl."""
    plain, offsets = document.unwrapped()
    gold = tuple(
        Section(Span(section["start"], section["end"]), section["label"])
        for section in record["sections"]
    )
    layout = lay_out(plain)
    joined = [(offsets.joined(section.span), LABEL_INDEX[section.label]) for section in gold]
    labels = []
    for unit in layout.units:
        inside = [label for span, label in joined if span.start <= unit.end - 1]
        labels.append(inside[-1] if inside else joined[0][1])
    kind = str(record.get("kind", ""))
    return Example(
        str(record.get("file") or record["path"]), kind, document, gold, layout, tuple(labels)
    )


def train_sections(examples: Sequence[Example], folder: Path) -> SectionScore:
    """Fit the model, write FOLDER/weights.json, and give the scores of cross-validation.

    The same examples in the same order give the same file.

    Raises ValueError if there are fewer than two examples, MissingExtraError without scikit-learn.
    """
    if len(examples) < 2:
        raise ValueError("训练至少需要两篇标注了篇章结构的报告")
    settings = Settings()
    folds = list(_cross(examples, settings))
    pairs = [pair for fold in folds for _, judged in fold for pair in judged]
    model = fit(with_variants(examples), settings)
    model = replace(model, calibration=_calibration(pairs))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.json").write_text(as_json(model), encoding="utf-8")
    return _held_out(folds)


def cross_validate(examples: Sequence[Example], settings: Settings) -> SectionScore:
    """Scores on reports that were held out; the calibration, too, is fitted on the others."""
    return _held_out(list(_cross(examples, settings)))


def _held_out(folds: Sequence[list[Judged]]) -> SectionScore:
    total = SectionScore()
    for index, fold in enumerate(folds):
        others = [pair for i, f in enumerate(folds) if i != index for _, ps in f for pair in ps]
        calibration = _calibration(others)
        for score, pairs in fold:
            judged = tuple((_apply(calibration, odds), right) for odds, right in pairs)
            total += replace(score, judged=judged)
    return total


def _cross(examples: Sequence[Example], settings: Settings) -> Iterator[list[Judged]]:
    folds = min(_FOLDS, len(examples))
    for fold in range(folds):
        others = [example for i, example in enumerate(examples) if i % folds != fold]
        model = fit(with_variants(others), settings)
        yield [_judge_all(model, e) for i, e in enumerate(examples) if i % folds == fold]


def _judge_all(model: SectionModel, example: Example) -> Judged:
    """The score of a report; the odds of its variants, too, for it seldom goes wrong itself."""
    score, pairs = judge(model, example)
    for variant in with_variants([example])[1:]:
        pairs = pairs + judge(model, variant)[1]
    return score, pairs


def judge(model: SectionModel, example: Example) -> Judged:
    """The score of one report, and the log-odds of each section with whether it is right."""
    _, offsets = example.document.unwrapped()
    found = [
        Section(offsets.original(section.span), section.label)
        for section in sections_of(model, example.layout)
    ]
    score = score_sections(example.document.text, example.gold, found)
    odds = [log_odds(block.probability) for block in find_blocks(model, example.layout)]
    return score, [(o, right) for o, (_, right) in zip(odds, score.judged, strict=True)]


def with_variants(examples: Sequence[Example]) -> list[Example]:
    """Each report, and the same one without headings and in one paragraph."""
    result = []
    for example in examples:
        result.append(example)
        for joined in (False, True):
            variant = without_headings(example.layout, example.labels, joined=joined)
            result.append(make_example(*variant))
    return result


# ------------------------------------------------------------------------------ fitting


def fit(examples: Sequence[Example], settings: Settings) -> SectionModel:
    """Weights, transitions and starts from labelled reports; the calibration is the identity."""
    names = _vocabulary(examples)
    matrix, labels, weights = _matrix(examples, names)
    coefficients, bias = _regression(matrix, labels, weights, settings)
    features: dict[str, dict[str, int]] = {block: {} for block in BLOCKS}
    for (block, name), column in names.items():
        row = [round(coefficients[label][column] / WEIGHT_UNIT) for label in range(_SIZE)]
        if max(row) - min(row) >= _LEAST:
            features[block][name] = pack(row)
    change, order, start = _transitions(examples)
    return SectionModel(features, bias, settings.scale, change, order, start, (1.0, 0.0))


def _vocabulary(examples: Sequence[Example]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for example in examples:
        seen = {
            (block, name)
            for index in range(len(example.layout.units))
            for block, found, _ in unit_blocks(example.layout, index)
            for name in found
        }
        for key in seen:
            counts[key] = counts.get(key, 0) + 1
    kept = sorted(key for key, count in counts.items() if count >= _MIN_DOCUMENTS)
    return {key: column for column, key in enumerate(kept)}


def _matrix(
    examples: Sequence[Example], names: dict[tuple[str, str], int]
) -> tuple[Any, list[int], list[float]]:
    """Sparse features of all units, float64, (n_units, n_features); labels; weights of units."""
    from scipy.sparse import csr_matrix

    values: list[float] = []
    columns: list[int] = []
    rows = [0]
    labels: list[int] = []
    weights: list[float] = []
    for example in examples:
        count = len(example.layout.units)
        for index in range(count):
            for block, found, value in unit_blocks(example.layout, index):
                for name in sorted(found):
                    column = names.get((block, name))
                    if column is not None:
                        columns.append(column)
                        values.append(value)
            rows.append(len(columns))
            labels.append(example.labels[index])
            # A long report counts for more than a short one, but not for ten times as much.
            weights.append(min(1.0, 60.0 / count))
    return csr_matrix((values, columns, rows), shape=(len(labels), len(names))), labels, weights


def _regression(
    matrix: Any, labels: list[int], weights: list[float], settings: Settings
) -> tuple[list[list[float]], tuple[float, ...]]:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("训练模型", "train") from error
    model = LogisticRegression(C=settings.inverse_regularisation, max_iter=400)
    model.fit(matrix, labels, sample_weight=weights)
    coefficients = [[0.0] * matrix.shape[1] for _ in range(_SIZE)]
    bias = [-6.0] * _SIZE
    known = [int(label) for label in model.classes_]
    table = model.coef_ if len(known) > 2 else [-model.coef_[0], model.coef_[0]]
    means = model.intercept_ if len(known) > 2 else [-model.intercept_[0], model.intercept_[0]]
    for position, label in enumerate(known):
        coefficients[label] = [float(value) for value in table[position]]
        bias[label] = round(float(means[position]), 3)
    return coefficients, tuple(bias)


def _transitions(
    examples: Sequence[Example],
) -> tuple[
    dict[str, tuple[float, float, float, float]],
    tuple[tuple[float, ...], ...],
    tuple[float, ...],
]:
    changes = {(kind, cue): [0.3, 6.0] for kind in KINDS for cue in (False, True)}
    order = [[0.5] * _SIZE for _ in range(_SIZE)]
    start = [0.5] * _SIZE
    for example in examples:
        start[example.labels[0]] += 1
        evidence = find_evidence(example.layout)
        for index in range(1, len(example.labels)):
            last, label = example.labels[index - 1], example.labels[index]
            counts = changes[example.layout.units[index].kind, evidence[index].cue]
            counts[0] += last != label
            counts[1] += 1
            if last != label:
                order[last][label] += 1
    change = {
        kind: (*_stay_or_change(changes[kind, False]), *_stay_or_change(changes[kind, True]))
        for kind in KINDS
    }
    return change, tuple(_logs(row) for row in order), _logs(start)


def _stay_or_change(counts: list[float]) -> tuple[float, float]:
    rate = counts[0] / counts[1]
    return round(math.log(1 - rate), 3), round(math.log(rate), 3)


def _logs(counts: Iterable[float]) -> tuple[float, ...]:
    values = list(counts)
    return tuple(round(math.log(value / sum(values)), 3) for value in values)


def _calibration(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and intercept of confidence over log-odds (Platt); the identity without mistakes."""
    from sklearn.linear_model import LogisticRegression

    right = [int(right) for _, right in pairs]
    if len(set(right)) < 2:
        return 1.0, 0.0
    model = LogisticRegression(C=1.0).fit([[odds] for odds, _ in pairs], right)
    return round(max(float(model.coef_[0][0]), 0.05), 4), round(float(model.intercept_[0]), 4)


def _apply(calibration: tuple[float, float], odds: float) -> float:
    return 1 / (1 + math.exp(-(calibration[0] * odds + calibration[1])))


def as_json(model: SectionModel) -> str:
    """The file that `read_section_model` reads."""
    features = {
        block: {name: unpack(row) for name, row in table.items()}
        for block, table in model.features.items()
    }
    content = {
        "labels": SECTION_LABELS,
        "unit": WEIGHT_UNIT,
        "scale": model.scale,
        "bias": model.bias,
        "change": model.change,
        "order": model.order,
        "start": model.start,
        "calibration": model.calibration,
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"

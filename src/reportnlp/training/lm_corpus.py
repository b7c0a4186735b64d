"""Text for the embedded language model: delexicalised, without persons, cut for two tasks.

Figures become one slot token, so that the model can neither learn nor write one. Sentences that
speak of persons, of news or of places abroad are left out. Reports weigh most, statutes least; the
test part is split off by document.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SLOT = "〔〕"
"""Stands for any figure, date part or mark of a blank."""
PLAIN, PREFIX, SUFFIX, MIDDLE, END = "<plain>", "<prefix>", "<suffix>", "<middle>", "<end>"
SPECIAL = ("<pad>", "<unknown>", END, PLAIN, PREFIX, SUFFIX, MIDDLE, SLOT)
CLAUSE_CHARS = (6, 25)
_MAX_BEFORE, _MAX_AFTER = 90, 70

_FIGURE = re.compile(
    r"(?:[0-9０-９]+(?:[.,．:：/~～—\-–][0-9０-９]+)*[%％‰]?)"
    r"|[〇零一二三四五六七八九十百千万亿两]{2,}(?=[个名人位户家次场项件条篇期批起份处座套台辆间所亩吨元年月日号平公米里])"
)
_UNWANTED = re.compile(
    r"[A-Za-zＡ-Ｚａ-ｚ�□■●★]|习近平|总书记|主席|总理|同志|先生|女士|记者|本台|报道|消息|电视|央视|"
    r"新闻|今天|昨天|明天|当地时间|外交|总统|首相|大使|访问|会见|会谈|出席|台湾|香港|澳门|美国|美方|"
    r"俄罗斯|乌克兰|日本|欧洲|欧盟|联合国|非洲|世界杯|奥运|以色列|巴勒斯坦|加沙|国王|议员|议会|"
    r"中方|外长|政协委员|会议强调|会议指出|强调，|指出，|表示，|介绍|采访|你们|你|他|她|我们看到|观众|镜头"
)
_OFFICIAL = re.compile(
    r"推进|建设|加强|完善|深化|推动|落实|提升|强化|坚持|实施|加快|支持|保障|服务|治理|改革|发展|工作|"
    r"开展|组织|健全|优化|聚焦|围绕|确保|促进|提高|监管|整治|培训|学习"
)
_SENTENCE_END = re.compile(r"(?<=[。！？；])")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:省|自治区|自治州|市|县)(?![场级民委域情容政区直属管内外各里])"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the training text.

    weight: how often each document is shown in an epoch; below 1 a share of them.
    chosen: whether only sentences with words of official work are kept.
    """

    name: str
    documents: tuple[str, ...]
    weight: float
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class TrainingText:
    """What the model is trained and tested on; a string an example, special tokens in it."""

    train: tuple[str, ...]
    test: tuple[str, ...]
    counts: tuple[tuple[str, int, int], ...]
    """Source, documents, characters that were kept."""


def read_sources(shared: Path, corpora: Path) -> tuple[tuple[Source, ...], Source]:
    """The sources to train on, and the held-out documents.

    shared:  the folder with `lm/` and `corpus/`; what is missing is left out.
    corpora: our own.
    """
    held = _held_out(corpora / "government" / "labels.jsonl")
    reports: list[str] = []
    tests: list[str] = []
    for path in sorted((shared / "corpus").glob("*/*.txt")):
        text = path.read_text(encoding="utf-8")
        name = f"{path.parent.name}/{path.name}"
        (tests if name in held else reports).append(text)
    own = [
        path.read_text(encoding="utf-8", errors="ignore")
        for folder in ("reports", "facts", "archive")
        for path in sorted((corpora / folder / "documents").glob("*.txt"))
        if path.name not in _test_files(corpora / folder / "labels.jsonl")
    ]
    sources = [
        Source("government reports", tuple(reports), 4.0),
        Source("our corpora", tuple(own), 6.0),
        Source("policy documents", _documents(shared / "lm", "policy*.xz"), 3.0),
        Source("news transcripts", _documents(shared / "lm", "cctv*.xz"), 1.0, chosen=True),
        Source("statutes", _documents(shared / "lm", "statutes*.xz"), 0.15),
    ]
    return tuple(s for s in sources if s.documents), Source("held-out reports", tuple(tests), 1.0)


def _held_out(labels: Path) -> frozenset[str]:
    """Every second document of the test half: the rest may be trained on."""
    return frozenset(sorted(_test_files(labels, key="path"))[::2])


def _test_files(labels: Path, key: str = "file") -> frozenset[str]:
    if not labels.is_file():
        return frozenset()
    rows = (json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines())
    return frozenset(row.get(key, "") for row in rows if row.get("half") == "test")


def _documents(folder: Path, pattern: str) -> tuple[str, ...]:
    return tuple(
        document
        for path in sorted(folder.glob(pattern))
        for document in lzma.open(path, "rt", encoding="utf-8").read().split("\n\n")
    )


def clean_sentences(document: str, *, chosen: bool = False) -> Iterator[str]:
    """The usable sentences of a document with slots for figures; "" where a paragraph ends."""
    for line in document.split("\n"):
        kept = False
        for sentence in _SENTENCE_END.split(line.strip().replace("\u3000", "").replace(" ", "")):
            text = _FIGURE.sub(SLOT, sentence)
            if not 8 <= len(text) <= 220 or _UNWANTED.search(text) or _PLACE.search(text):
                continue
            if 10 * len(_HAN.findall(text)) < 6 * len(text):
                continue
            if chosen and not _OFFICIAL.search(text):
                continue
            kept = True
            yield text
        if kept:
            yield ""


def make_training_text(
    sources: Sequence[Source], held_out: Source, *, seed: int = 0
) -> TrainingText:
    """Examples of both tasks, in random order."""
    rng = random.Random(seed)
    train: list[str] = []
    counts = []
    for source in sources:
        characters = 0
        for document in source.documents:
            paragraphs = _paragraphs(document, chosen=source.chosen)
            characters += sum(map(len, paragraphs))
            for _ in range(_times(source.weight, rng)):
                train += _examples(paragraphs, rng)
        counts.append((source.name, len(source.documents), characters))
    rng.shuffle(train)
    test = [
        PLAIN + paragraph + END
        for document in held_out.documents
        for paragraph in _paragraphs(document)
    ]
    counts.append((held_out.name, len(held_out.documents), sum(map(len, test))))
    return TrainingText(tuple(train), tuple(test), tuple(counts))


def _times(weight: float, rng: random.Random) -> int:
    whole = int(weight)
    return whole + (rng.random() < weight - whole)


def _paragraphs(document: str, *, chosen: bool = False) -> list[str]:
    """Runs of usable sentences of at most some 160 characters."""
    found, current = [], ""
    for sentence in clean_sentences(document, chosen=chosen):
        if current and (not sentence or len(current) + len(sentence) > 160):
            found.append(current)
            current = ""
        current += sentence
    if current:
        found.append(current)
    return found


def _examples(paragraphs: Sequence[str], rng: random.Random) -> Iterator[str]:
    for paragraph in paragraphs:
        if rng.random() < 0.55:
            yield PLAIN + paragraph + END
            continue
        cut = clause_example(paragraph, rng)
        yield cut if cut else PLAIN + paragraph + END


def clause_example(paragraph: str, rng: random.Random) -> str:
    """An infilling example: what stands before and after a clause, then the clause; "" for none.

    Clauses that open a sentence and lead into figures are taken first: that is the task in a draft.
    """
    places = []
    for match in re.finditer(r"[^，。；：！？]+[，]", paragraph):
        clause = match.group()[:-1]
        low, high = CLAUSE_CHARS
        if low <= len(clause) <= high and SLOT not in clause:
            opens = match.start() == 0 or paragraph[match.start() - 1] in "。；"
            leads = SLOT in paragraph[match.end() : match.end() + 40]
            places.append((opens + leads, rng.random(), match.start(), match.end()))
    if not places:
        return ""
    _, _, start, end = max(places)
    before = paragraph[max(start - _MAX_BEFORE, 0) : start]
    after = paragraph[end - 1 : end + _MAX_AFTER]
    return PREFIX + before + SUFFIX + after + MIDDLE + paragraph[start : end - 1] + END

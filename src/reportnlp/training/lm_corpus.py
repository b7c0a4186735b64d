"""Text for the embedded language model: read, cleaned and delexicalised, by document.

Figures become one slot token, so that the model can neither learn nor write one. Sentences that
speak of persons, of news or of places are left out. Of news and statutes only the half that reads
most like reports is kept. What is made of the text stands in `lm_examples`.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

SLOT = "〔〕"
"""Stands for any figure, date part or mark of a blank."""
MIN_SENTENCE, MAX_SENTENCE = 8, 220
_MAX_PARAGRAPH = 240

_FIGURE = re.compile(
    r"(?:[0-9０-９]+(?:[.,．:：/~～—\-–][0-9０-９]+)*[%％‰]?)"
    r"|[〇零一二三四五六七八九十百千万亿两]{2,}(?=[个名人位户家次场项件条篇期批起份处座套台辆间所亩吨元年月日号平公米里])"
    r"|[*＊×XＸ_＿]{1,6}|【待[^】]*】"
)
_UNWANTED = re.compile(
    r"[A-Za-zＡ-Ｚａ-ｚ�□■●★]|习近平|总书记|主席|总理|同志|先生|女士|记者|本台|报道|消息|电视|央视|"
    r"新闻|今天|昨天|明天|当地时间|外交|总统|首相|大使|访问|会见|会谈|出席|台湾|香港|澳门|美国|美方|"
    r"俄罗斯|乌克兰|日本|欧洲|欧盟|联合国|非洲|世界杯|奥运|以色列|巴勒斯坦|加沙|国王|议员|议会|两国|"
    r"中方|外长|政协委员|会议强调|会议指出|强调，|指出，|表示，|介绍|采访|你们|你|他|她|我们看到|观众|镜头|"
    r"近日|日前|印发|节目|主持|中共中央|国务院|领航|联播|直播|村民|大爷|大妈|告诉|"
    r"书记|[省市县区州局院部校]长|主任|委员长|缅甸|[中美俄欧英法德日韩巴]方|海拉尔|呼伦贝尔"
)
_SENTENCE_END = re.compile(r"(?<=[。！？；])")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:省|自治区|自治州|市|县)(?![场级民委域情容政区直属管内外各里])"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SIGN = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9０-９]{1,2}[.．、]|"
    r"[（(][0-9０-９]{1,2}[）)]|第[一二三四五六七八九十百]{1,4}[章条节]|——|[①-⑳])[\s　]*"
)
_LABEL = re.compile(r"^【[^】]{2,24}】")
_MAX_HEADING, _MAX_RUN_IN = 26, 16


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the training text.

    sections: label -> (start, end) for each section that is known, in the order of the text.
    """

    text: str
    sections: tuple[tuple[str, int, int], ...] = ()

    def section_at(self, place: int) -> str:
        return next((s for s, start, end in self.sections if start <= place < end), "")


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the training text.

    weight: how often each document is shown in an epoch; below 1 a share of them.
    chosen: share of its paragraphs that is kept, those most like reports first.
    frames: whether every clause of it that may be learned frames facts.
    """

    name: str
    documents: tuple[Text, ...]
    weight: float
    chosen: float = 1.0
    frames: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of usable sentences of one paragraph.

    raw:     with its figures; text: with slots.
    topic:   the words of the heading above or before it; "" where none is known.
    section: "achievements", "problems", "plans", "intro", "closing"; "" where not known.
    """

    raw: str
    text: str
    topic: str = ""
    section: str = ""


def read_sources(shared: Path, corpora: Path) -> tuple[tuple[Source, ...], Source]:
    """The sources to train on, and the held-out documents.

    shared:  the folder with `lm/` and `corpus/`; what is missing is left out.
    corpora: our own; the test half of each stays out.
    """
    labels = _rows(corpora / "government" / "labels.jsonl")
    known = {str(row["path"]): _sections(row) for row in labels}
    # Every second document of the test half is held out here; the rest may be trained on.
    held = frozenset(sorted(str(row["path"]) for row in labels if row.get("half") == "test")[::2])
    reports: list[Text] = []
    tests: list[Text] = []
    for path in sorted((shared / "corpus").glob("*/*.txt")):
        name = f"{path.parent.name}/{path.name}"
        text = Text(path.read_text(encoding="utf-8"), known.get(name, ()))
        (tests if name in held else reports).append(text)
    own = [text for folder in ("reports", "facts", "archive") for text in _own(corpora / folder)]
    sources = [
        Source("government reports", tuple(reports), 3.0),
        Source("our corpora", tuple(own), 6.0),
        Source("framing sentences", tuple(_own(corpora / "framing")), 6.0, frames=True),
        Source("policy documents", _documents(shared / "lm", "policy*.xz"), 2.0),
        Source("news transcripts", _documents(shared / "lm", "cctv*.xz"), 1.0, chosen=0.4),
        Source("statutes", _documents(shared / "lm", "statutes*.xz"), 1.0, chosen=0.1),
    ]
    return tuple(s for s in sources if s.documents), Source("held-out reports", tuple(tests), 1.0)


def _rows(path: Path) -> list[dict[str, object]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _sections(row: dict[str, object]) -> tuple[tuple[str, int, int], ...]:
    found = row.get("sections")
    if not isinstance(found, list):
        return ()
    return tuple((str(s["label"]), int(s["start"]), int(s["end"])) for s in found)


def _own(folder: Path) -> Iterator[Text]:
    rows = {
        Path(str(row.get("file") or row.get("document"))).name: row
        for row in _rows(folder / "labels.jsonl")
    }
    for path in sorted((folder / "documents").glob("*.txt")):
        row = rows.get(path.name, {})
        if row.get("half") != "test":
            yield Text(path.read_text(encoding="utf-8", errors="ignore"), _sections(row))


def _documents(folder: Path, pattern: str) -> tuple[Text, ...]:
    return tuple(
        Text(document)
        for path in sorted(folder.glob(pattern))
        for document in lzma.open(path, "rt", encoding="utf-8").read().split("\n\n")
    )


# ------------------------------------------------------------------------ cleaning


def delexicalised(text: str) -> str:
    """The text with a slot for each figure and each mark of a blank."""
    return _FIGURE.sub(SLOT, text)


def is_usable(sentence: str) -> bool:
    """Whether a sentence with slots may be learned from."""
    if not MIN_SENTENCE <= len(sentence) <= MAX_SENTENCE:
        return False
    if _UNWANTED.search(sentence) or _PLACE.search(sentence):
        return False
    return 10 * len(_HAN.findall(sentence)) >= 6 * len(sentence)


def read_passages(document: Text) -> Iterator[Passage]:
    """The usable passages of a document, at most some 240 characters each."""
    topic = ""
    place = 0
    for line in document.text.split("\n"):
        section = document.section_at(place)
        place += len(line) + 1
        words = line.strip().replace("\u3000", "").replace(" ", "")
        body = _SIGN.sub("", words)
        if not body:
            continue
        body = _LABEL.sub("", body)
        if len(body) <= _MAX_HEADING and not body.endswith(("。", "；", "：", "！")):
            topic = _topic(body)
            continue
        run_in, _, rest = body.partition("。")
        if body != words and len(run_in) <= _MAX_RUN_IN and len(rest) > len(run_in):
            topic, body = _topic(run_in), rest
        yield from _cut(body, topic, section)


def _topic(words: str) -> str:
    usable = len(words) >= 2 and not _FIGURE.search(words) and not _UNWANTED.search(words)
    return words.rstrip("：:，") if usable and not _PLACE.search(words) else ""


def _cut(line: str, topic: str, section: str) -> Iterator[Passage]:
    raw, text = "", ""
    for sentence in _SENTENCE_END.split(line):
        slotted = delexicalised(sentence)
        usable = is_usable(slotted)
        if text and (not usable or len(text) + len(slotted) > _MAX_PARAGRAPH):
            yield Passage(raw, text, topic, section)
            raw, text = "", ""
        if usable:
            raw, text = raw + sentence, text + slotted
    if text:
        yield Passage(raw, text, topic, section)


# ------------------------------------------------------------------------ likeness


def likest(passages: Sequence[Passage], reports: Iterable[Passage], share: float) -> list[Passage]:
    """The share of some passages that reads most like reports, in their order.

    By the mean log-odds of their pairs of characters, in the reports against in all of them (Moore
    and Lewis, ACL 2010, with pairs of characters for words).
    """
    if share >= 1.0:
        return list(passages)
    there, here = _pairs(reports), _pairs(passages)
    totals = log(sum(there.values()) + 1) - log(sum(here.values()) + 1)

    def likeness(passage: Passage) -> float:
        pairs = list(pairwise(passage.text))
        odds = (log(there[p] + 0.3) - log(here[p] + 0.3) - totals for p in pairs)
        return sum(odds) / max(len(pairs), 1)

    scores = [likeness(passage) for passage in passages]
    least = sorted(scores, reverse=True)[: max(int(share * len(scores)), 1)][-1]
    return [p for p, score in zip(passages, scores, strict=True) if score >= least]


def _pairs(passages: Iterable[Passage]) -> Counter[tuple[str, str]]:
    return Counter(pair for passage in passages for pair in pairwise(passage.text))

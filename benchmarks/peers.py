"""How well the peers do on the gold reports, scored as we are: `make bench-peers`.

Sections: by headings alone. Figures: JioNLP's money extraction and Recognizers-Text (currencies and
dimensions). Slogans: jieba's TextRank, and a regular expression over quotation marks.
Run by benchmarks/run.py in the environment of the peers.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from reportnlp.document import Document
from reportnlp.evaluation import Gold, Score, Tally, as_table, load_gold, scores, total
from reportnlp.extraction.headings import find_headings

CORPORA = Path(__file__).parents[1] / "corpora"
Spans = set[tuple[int, int]]
_ROLES = (
    ("problems", re.compile(r"问题|不足|短板|困难|差距")),
    (
        "plans",
        re.compile(r"思路|打算|计划|安排|下一步|下步|今后|努力方向|目标任务|重点工作|主要任务"),
    ),
    ("other", re.compile(r"体会|经验|启示")),
    ("achievements", re.compile(r"成效|成绩|回顾|总结|情况|做法|履职|亮点|完成")),
)


def exact(find: Callable[[str], Spans], group: str) -> Callable[[Gold], Tally]:
    """A scorer of exact spans for a peer that reads a text without line breaks in its sentences."""

    def score(gold: Gold) -> Tally:
        joined, offsets = gold.document.unwrapped()
        found = find(joined.text)
        wanted: Spans = set()
        for label in gold.labels(group):
            wanted.add((label["start"], label["end"]))
        if offsets.starts:
            from reportnlp.document import Span

            spans = [offsets.original(Span(*pair)) for pair in found]
            found = {(span.start, span.end) for span in spans}
        true = len(found & wanted)
        return Tally(true, len(found) - true, len(wanted) - true, len(joined.text))

    return score


def by_headings(gold: Gold) -> Tally:
    """Sections by the words of numbered headings alone; what stands before them is the intro."""
    document: Document = gold.document.unwrapped()[0]
    labels = ["intro"] * len(document.text)
    for heading in find_headings(document):
        role = next((name for name, words in _ROLES if words.search(heading.title)), "")
        if role and not heading.run_in and heading.level == 1:
            labels[heading.span.start :] = [role] * (len(labels) - heading.span.start)
    offsets = gold.document.unwrapped()[1]
    tally = Tally()
    from reportnlp.document import Span

    where = {}
    for index, label in enumerate(labels):
        where[offsets.original(Span(index, index + 1)).start] = label
    right = count = 0
    for section in gold.labels("sections"):
        for index in range(section["start"], section["end"]):
            if index in where and not gold.document.text[index].isspace():
                count += 1
                right += where[index] == section["label"]
    tally.add("characters", right, count)
    return tally


def quoted(text: str) -> Spans:
    return {match.span(1) for match in re.finditer(r"“([^“”\n]{2,16})”", text)}


def peers() -> Iterator[tuple[str, Callable[[Gold], Tally]]]:
    with contextlib.redirect_stdout(io.StringIO()):
        import jieba
        import jieba.analyse
        import jionlp
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    jieba.setLogLevel(logging.ERROR)

    def money(text: str) -> Spans:
        return {tuple(found["offset"]) for found in jionlp.ner.extract_money(text)}

    def recognised(text: str) -> Spans:
        found: Spans = set()
        start = 0
        for sentence in re.split(r"(?<=[。\n])", text):
            for recognize in (recognize_currency, recognize_dimension):
                for result in recognize(sentence, Culture.Chinese):
                    found.add((start + result.start, start + result.end + 1))
            start += len(sentence)
        return found

    def ranked(text: str) -> Spans:
        words = jieba.analyse.textrank(text, topK=20)
        return {match.span() for word in words for match in re.finditer(re.escape(word), text)}

    yield "sections: headings only", by_headings
    yield "metrics: JioNLP money", exact(money, "metrics")
    yield "metrics: Recognizers-Text", exact(recognised, "metrics")
    yield "slogans: jieba TextRank", exact(ranked, "slogans")
    yield "slogans: quote regex", exact(quoted, "slogans")


def main() -> int:
    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    gold = load_gold(CORPORA / "reports", half)
    rows: list[tuple[str, str, Score]] = [
        ("reports", half, score)
        for score in scores("reports", half, corpora=CORPORA)
        if score.name in ("sections", "metrics", "slogans")
    ]
    for name, scorer in peers():
        rows.append(("reports", half, total(name, [scorer(one) for one in gold])))
    sys.stdout.write(as_table(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

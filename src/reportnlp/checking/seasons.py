"""Parts of a year and the whole of it: 上半年12.4亿元，下半年15.8亿元，全年28.6亿元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.rule import Draft
from reportnlp.patterns import Pattern

_LAST_PARTS = ("下半年", "四季度")
_ROWS = (("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度"))
_TIME = Pattern(r"[上下]半年|[一二三四]季度|全年|共(?![产同建享])|总计|合计|累计")
_OTHERS = Pattern(r"同比|环比|比|较|增长|增加|下降|减少|目标|计划|平均|其中|率|至|到|—")
_LEAST, _MOST = Decimal("0.7"), Decimal("1.4")


def find_seasons(draft: Draft) -> Iterator[tuple[Amount, Sequence[Amount]]]:
    """Wholes of a year with the figures of all its halves or quarters, told in one sentence."""
    text, done = draft.text, -1
    for word in _LAST_PARTS:
        at = text.find(word)
        while at >= 0:
            start, end = sentence_start(text, at), sentence_end(text, at)
            if start > done:
                done = start
                yield from _in_sentence(draft, start, end)
            at = text.find(word, end)


def _in_sentence(draft: Draft, start: int, end: int) -> Iterator[tuple[Amount, Sequence[Amount]]]:
    labelled: dict[str, list[Amount]] = {}
    before = start
    for amount in draft.amounts.between(start, end):
        if amount.kind == "duration":
            continue  # 二季度
        clause = draft.text[before : amount.number.start]
        before = amount.span.end
        words = _TIME.findall(clause)
        if _OTHERS.search(clause) or amount.approx or len(words) != 1:
            if words:
                return
            continue
        labelled.setdefault("全年" if words[0][0] in "全共总合累" else words[0], []).append(amount)
    wholes = labelled.get("全年", [])
    for row in _ROWS:
        parts = [labelled[name][0] for name in row if len(labelled.get(name, ())) == 1]
        if len(parts) == len(row) and len(wholes) == 1 and _are_parts(parts, wholes[0]):
            yield wholes[0], parts


def _are_parts(parts: Sequence[Amount], whole: Amount) -> bool:
    total = sum((part.value for part in parts), Decimal(0))
    return (
        all(part.unit == whole.unit != "" for part in parts)
        and whole.value * _LEAST <= total <= whole.value * _MOST
    )

"""Last year beside this year on a terminal: figures of both, what is missing, set phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportnlp.rendering.cells import cells, clipped
from reportnlp.rendering.yearly_words import YearsCompared, change_words, year_words

_NAME = 36
_FIGURE = 16
_PHRASES = 30
"""So many set phrases of a kind are listed."""


def comparison_as_text(comparison: YearsCompared) -> str:
    """Tables and lists, a line end behind the last line."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: YearsCompared) -> Iterator[str]:
    before, now = year_words(comparison)
    yield ""
    yield f"两年对照：{before}与{now}都有的指标 {len(comparison.pairs)} 项"
    if comparison.pairs:
        yield _row("指标", before, now, "增减")
    for paired, (past, current) in zip(comparison.pairs, comparison.written, strict=True):
        yield _row(paired.name, past, current, change_words(paired))
    if comparison.missing:
        yield ""
        yield f"{before}有、这份草稿没有数字的 {len(comparison.missing)} 项"
        for missing in comparison.missing:
            said = "提到了，没有数字" if missing.mention else "没有提到"
            yield _row(missing.past.name, missing.written, "", said)
    for words, phrases in (
        (f"只有{before}用的提法", comparison.dropped),
        ("两年都用的提法", comparison.kept),
        (f"{now}新用的提法", comparison.new),
    ):
        if phrases:
            yield ""
            yield f"{words} {len(phrases)} 个：{_listed(phrases)}"


def _listed(phrases: Sequence[str]) -> str:
    more = "……" if len(phrases) > _PHRASES else ""
    return "、".join(f"“{phrase}”" for phrase in phrases[:_PHRASES]) + more


def _row(name: str, past: str, current: str, change: str) -> str:
    columns = (_padded(name, _NAME), _padded(past, _FIGURE), _padded(current, _FIGURE), change)
    return ("  " + " ".join(columns)).rstrip()


def _padded(text: str, width: int) -> str:
    short = clipped(text, width)
    return short + " " * (width - cells(short))

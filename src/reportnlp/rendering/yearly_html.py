"""Last year beside this year as tables beside the text of the HTML report."""

from __future__ import annotations

from reportnlp.rendering.page import Table
from reportnlp.rendering.yearly_words import YearsCompared, change_words, year_words

_NO_MARK = -1


def comparison_tables(comparison: YearsCompared) -> tuple[Table, ...]:
    """Figures of both years, figures of last year only, set phrases."""
    before, now = year_words(comparison)
    figures = tuple(
        ((paired.name, past, current, change_words(paired)), _NO_MARK)
        for paired, (past, current) in zip(comparison.pairs, comparison.written, strict=True)
    )
    missing = tuple(
        (
            (one.past.name, one.written, "提到了，没有数字" if one.mention else "没有提到"),
            _NO_MARK,
        )
        for one in comparison.missing
    )
    phrases = tuple(
        ((phrase, words), _NO_MARK)
        for words, group in (
            (f"只有{before}用", comparison.dropped),
            ("两年都用", comparison.kept),
            (f"{now}新用", comparison.new),
        )
        for phrase in group
    )
    tables = (
        Table("两年对照", ("指标", before, now, "增减"), figures),
        Table(f"{before}有、草稿没有的数", ("指标", before, "草稿"), missing),
        Table("提法的变化", ("提法", "去留"), phrases),
    )
    return tuple(table for table in tables if table.rows)

"""What a batch did, in words. Apart from the other views: a batch without work must be quick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from reportnlp.archive.batch import Summary
from reportnlp.rendering.cells import shown

_MOST_LISTED = 20


def summary_as_text(summary: Summary) -> str:
    """What a batch did, in a few lines; failures and changed names one by one."""
    counts = [
        f"{count} 份{word}"
        for count, word in (
            (summary.added, "已分析并存入"),
            (summary.unchanged, "没有变化"),
            (summary.copies, "与已有报告内容相同"),
            (len(summary.renamed), "改了名"),
            (len(summary.gone), "不见了（仍留在档案里，archive remove --gone 可清除）"),
            (len(summary.failures), "没能分析"),
        )
        if count
    ]
    lines = [f"用时 {_seconds(summary.seconds)}：{'，'.join(counts) or '没有文件'}。"]
    lines += _listed("改名", [f"{_name(old)} → {_name(new)}" for old, new in summary.renamed])
    lines += _listed("不见了", [_name(path) for path in summary.gone])
    lines += _listed("失败", [f"{shown(path)}：{reason}" for path, reason in summary.failures])
    return "\n".join(lines) + "\n"


def _listed(word: str, entries: Sequence[str]) -> Iterator[str]:
    yield from (f"  {word}  {entry}" for entry in entries[:_MOST_LISTED])
    if len(entries) > _MOST_LISTED:
        yield f"  {word}  ……另有 {len(entries) - _MOST_LISTED} 个（archive list --failed 可看全部）"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} 秒" if seconds < 60 else f"{seconds / 60:.1f} 分"


def _name(path: str) -> str:
    return shown(PurePath(path).name)

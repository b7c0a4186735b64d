"""One line on standard error that says how far a batch is."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportnlp.archive.batch import Progress

_CELLS = 24
_EVERY = 0.1
"""Seconds between two drawings."""


class ProgressLine:
    """Draws `[####----]  120/1000  45.2 份/秒  还需 19 秒  失败 2` on a terminal, else nothing.

    A class, for it remembers when it last drew.
    """

    def __init__(self, quiet: bool) -> None:
        self._on = not quiet and sys.stderr.isatty()
        self._drawn = 0.0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if not self._on or (now - self._drawn < _EVERY and progress.done < progress.total):
            return
        self._drawn = now
        text = progress_text(progress)
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leaves an empty line for what comes next."""
        if self._on and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = 0.0


def progress_text(progress: Progress) -> str:
    """How far, how fast, how long still."""
    rate = progress.done / progress.seconds if progress.seconds > 0 else 0.0
    full = _CELLS * progress.done // max(progress.total, 1)
    left = f"还需 {_duration((progress.total - progress.done) / rate)}" if rate else ""
    failed = f"  失败 {progress.failed}" if progress.failed else ""
    return (
        f"[{'#' * full}{'-' * (_CELLS - full)}]  {progress.done}/{progress.total}  "
        f"{rate:.1f} 份/秒  {left}{failed}"
    )


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} 分 {rest:02} 秒"
    return f"{minutes // 60} 小时 {minutes % 60:02} 分"

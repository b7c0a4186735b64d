"""Every error that reportnlp raises on purpose.

::

    ReportNLPError              something in the world is not as needed
    ├── UnreadableFileError     a file that cannot be read, or is not what it says
    ├── UnwritableFileError     a result that cannot be written
    ├── SettingsError           a settings file or an option that makes no sense
    ├── FactsError              a facts file with mistakes (all of them)
    ├── MissingExtraError       an optional package is needed and not installed
    ├── ArchiveError            an archive that cannot be opened, read or written
    ├── ClusterError            a Dask cluster that cannot be reached or used
    └── BackendError            a language model that cannot answer

A caller's own mistake is a ValueError.
"""

from __future__ import annotations

from pathlib import Path


class ReportNLPError(Exception):
    """A message for the user: what failed, where, why, and what to do next. Chinese."""


class UnreadableFileError(ReportNLPError):
    """A file that cannot be read.

    path:   the file; "-" for standard input.
    reason: why, without a full stop.
    advice: what to do, a whole sentence.
    """

    def __init__(self, path: Path | str, reason: str, advice: str) -> None:
        super().__init__(f"无法读取 {path}：{reason}。{advice}")
        self.path = path
        self.reason = reason
        self.advice = advice


class UnwritableFileError(ReportNLPError):
    """A result that cannot be written; fields as in `UnreadableFileError`."""

    def __init__(self, path: Path | str, reason: str, advice: str) -> None:
        super().__init__(f"无法写入 {path}：{reason}。{advice}")
        self.path = path
        self.reason = reason
        self.advice = advice


class SettingsError(ReportNLPError):
    """Settings that make no sense: an unknown key, rule or value."""


class FactsError(ReportNLPError):
    """A facts file with mistakes.

    problems: one sentence each, with sheet, row and column.
    """

    def __init__(self, path: Path | str, problems: tuple[str, ...]) -> None:
        super().__init__(
            f"事实表 {path} 有 {len(problems)} 处需要改正：" + "；".join(problems) + "。"
        )
        self.path = path
        self.problems = problems


class ArchiveError(ReportNLPError):
    """An archive that cannot be opened, read or written; fields as in `UnreadableFileError`."""

    def __init__(self, path: Path | str, reason: str, advice: str) -> None:
        super().__init__(f"档案 {path} 用不了：{reason}。{advice}")
        self.path = path
        self.reason = reason
        self.advice = advice


class ClusterError(ReportNLPError):
    """A Dask cluster that cannot be reached or used."""


class MissingExtraError(ReportNLPError):
    """An optional package is needed and not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"{purpose}需要可选组件，请运行 pip install 'reportnlp[{extra}]' 安装后再试。"
        )
        self.extra = extra


class BackendError(ReportNLPError):
    """A language model that cannot answer."""

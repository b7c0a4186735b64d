"""What the archive commands have in common: open the archive, tell what was asked, show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportnlp.cli.console import EXIT_ERROR, colour_wanted, columns_wanted, hand_over
from reportnlp.errors import ReportNLPError, SettingsError

if TYPE_CHECKING:
    from reportnlp.archive.search import Filter
    from reportnlp.archive.store import Archive
    from reportnlp.rendering.spreadsheet import Grid

FORMATS = ("text", "json", "csv", "xlsx")
SECTIONS = {
    "成效": "achievements",
    "问题": "problems",
    "思路": "plans",
    "引言": "intro",
    "其他": "other",
}


@contextmanager
def asking(path: Path) -> Iterator[Archive]:
    from reportnlp.archive.store import open_to_read

    try:
        with open_to_read(path) as archive:
            yield archive
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error


@contextmanager
def writing(path: Path) -> Iterator[Archive]:
    from reportnlp.archive.store import open_to_write, require_archive

    try:
        require_archive(path)
        with open_to_write(path) as archive:
            yield archive
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error


def reports_of(years: str, unit: str, sections: tuple[str, ...]) -> Filter:
    from reportnlp.archive.search import Filter

    return Filter(tuple(SECTIONS[one] for one in sections), _years(years), unit)


def _years(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, dash, last = text.replace("—", "-").replace("－", "-").partition("-")
    ends = (first, last if dash else first)
    if not all(len(end) == 4 and end.isascii() and end.isdigit() for end in ends):
        raise SettingsError(f"--year {text} 看不懂。请写成 2021 或 2019-2021。")
    return min(map(int, ends)), max(map(int, ends))


def show(
    form: str | None,
    target: Path | None,
    archive_path: Path,
    text: Callable[[int, bool], str],
    json: Callable[[], str],
    grids: Callable[[], tuple[Grid, ...]],
) -> None:
    """Hands over a result in the form that was asked for."""
    suffix = target.suffix.lower().removeprefix(".") if target else ""
    form = form or (suffix if suffix in FORMATS else "text")
    if form == "xlsx" and target is None:
        raise SettingsError("xlsx 格式要写到文件。请用 -o 指明，例如 -o 结果.xlsx。")
    result: str | bytes
    if form == "json":
        result = json()
    elif form == "csv":
        from reportnlp.rendering.spreadsheet import grid_as_csv

        result = grid_as_csv(grids()[0]).encode(errors="replace")
    elif form == "xlsx":
        from reportnlp.rendering.spreadsheet import grids_as_xlsx

        result = grids_as_xlsx(grids())
    else:
        result = text(columns_wanted(), target is None and colour_wanted())
    hand_over(result, target, (archive_path,))

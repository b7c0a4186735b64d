"""An archive as files for people and programs: a workbook, a page, CSV and Parquet."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from reportnlp.archive.dashboard import Contents, dashboard_as_html
from reportnlp.archive.frames import TABLES, frame
from reportnlp.archive.grids import (
    blanks_grid,
    copies_grid,
    drifts_grid,
    failures_grid,
    matrix_grid,
    metrics_grid,
    names_grid,
    reports_grid,
    series_grid,
    slogans_grid,
)
from reportnlp.archive.listing import list_failures, list_reports
from reportnlp.archive.similarity import find_copies
from reportnlp.archive.slogans_over_time import drifts, slogan_uses
from reportnlp.archive.store import Archive
from reportnlp.archive.trends import all_series
from reportnlp.archive.workbook import (
    charts_grid,
    chosen_series,
    overview_grid,
    workbook_with_charts,
)
from reportnlp.errors import MissingExtraError, UnwritableFileError
from reportnlp.formats.files import write_bytes
from reportnlp.formats.opening import shown
from reportnlp.rendering.spreadsheet import Grid, grid_as_csv

_MOST_ROWS = 200_000
"""Of figures in the workbook: what Excel opens without complaint; the CSV has them all."""
_MOST_COPIES = 2_000


def export_to(archive: Archive, folder: Path) -> tuple[Path, ...]:
    """Writes everything below a folder, made if there is none; gives what was written.

    Copies and Parquet need the extra archive; without it they are left out.

    Raises UnwritableFileError.
    """
    _make(folder)
    contents = contents_of(archive)
    series = contents.series
    long_tables = (metrics_grid(archive), series_grid(series), slogans_grid(contents.slogans))
    grids = (
        overview_grid(contents.entries),
        charts_grid(chosen_series(series)),
        matrix_grid(series),
        _capped(long_tables[0]),
        _capped(long_tables[1]),
        names_grid(series),
        long_tables[2],
        drifts_grid(contents.drifts),
        blanks_grid(archive),
        copies_grid(contents.copies[:_MOST_COPIES]),
        reports_grid(contents.entries),
        failures_grid(contents.failures),
    )
    written = [_write(folder / "汇总.xlsx", workbook_with_charts(grids), archive)]
    page = dashboard_as_html(contents, title=f"报告档案：{archive.path.stem}")
    written.append(_write(folder / "看板.html", page.encode(), archive))
    tables = (*long_tables, grids[2], *grids[5:6], *grids[7:])
    for grid in tables:
        data = grid_as_csv(grid).encode(errors="replace")
        written.append(_write(folder / f"{grid.title}.csv", data, archive))
    return (*written, *_write_parquet(archive, folder))


def contents_of(archive: Archive) -> Contents:
    """What the page and the workbook show."""
    try:
        copies, missing = find_copies(archive), ""
    except MissingExtraError as error:
        copies, missing = (), str(error)
    return Contents(
        list_reports(archive),
        list_failures(archive),
        all_series(archive, shortest=2),
        slogan_uses(archive),
        drifts(archive),
        copies,
        missing,
    )


def _capped(grid: Grid) -> Grid:
    return Grid(grid.title, grid.heads, grid.rows[:_MOST_ROWS])


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UnwritableFileError(
            shown(folder), "这是文件，不是文件夹", "请换一个文件夹名。"
        ) from error
    except OSError as error:
        raise UnwritableFileError(
            shown(folder), f"建不了这个文件夹（{error.strerror}）", "请检查权限，或换个位置。"
        ) from error


def _write(path: Path, data: bytes, archive: Archive) -> Path:
    write_bytes(path, data, inputs=(archive.path,))
    return path


def _write_parquet(archive: Archive, folder: Path) -> list[Path]:
    """A Parquet file for each table of `frames`."""
    if any(importlib.util.find_spec(name) is None for name in ("pandas", "pyarrow")):
        return []
    written = []
    for table in TABLES:
        data = frame(archive, table).to_parquet(index=False)
        assert data is not None
        written.append(_write(folder / f"{table}.parquet", data, archive))
    return written

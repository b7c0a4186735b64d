"""An archive as an Excel workbook that people use as it is: tables with filters, and charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportnlp.archive.listing import Entry
from reportnlp.archive.terminal import scaled
from reportnlp.archive.trends import Series
from reportnlp.rendering.spreadsheet import Grid, Value, workbook_as_bytes, workbook_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_CHARTS = 8
_YEARS = "年度概览"
_CHARTS = "指标图"


def overview_grid(entries: Sequence[Entry]) -> Grid:
    """A row a year, for all units together."""
    years = sorted({one.covers for one in entries if one.covers is not None})
    rows: list[tuple[Value, ...]] = []
    for year in years:
        of_year = [one for one in entries if one.covers == year]
        rows.append(
            (
                year, len(of_year), len({one.unit for one in of_year}),
                sum(one.characters for one in of_year), sum(one.metrics for one in of_year),
                sum(one.placeholders for one in of_year), sum(one.slogans for one in of_year),
            )
        )  # fmt: skip
    unknown = sum(one.covers is None for one in entries)
    if unknown:
        rows.append(("年份不明", unknown, *[None] * 5))
    return Grid(_YEARS, ("年份", "报告", "单位数", "字数", "指标", "缺项", "提法"), tuple(rows))


def chosen_series(series: Sequence[Series]) -> tuple[Series, ...]:
    """Those with the most years, at most two of a unit: what the charts show."""
    taken: Counter[str] = Counter()
    found: list[Series] = []
    for one in sorted(series, key=lambda one: -sum(p.value is not None for p in one.points)):
        numbers = sum(point.value is not None for point in one.points)
        if numbers >= 3 and taken[one.unit_name] < 2 and len(found) < _MOST_CHARTS:
            taken[one.unit_name] += 1
            found.append(one)
    return tuple(found)


def charts_grid(series: Sequence[Series]) -> Grid:
    """The data of the charts: a row a year, a column a figure, in the unit of its head."""
    years = sorted({point.year for one in series for point in one.points})
    heads = ["年份"]
    columns: list[dict[int, Value]] = []
    for one in series:
        unit, factor = scaled(one)
        heads.append(f"{one.unit_name} {one.figure}（{unit}）")
        columns.append(
            {
                point.year: round(point.value / factor, 4)
                for point in one.points
                if point.value is not None
            }
        )
    rows = tuple((year, *(column.get(year) for column in columns)) for year in years)
    return Grid(_CHARTS, tuple(heads), rows)


def workbook_with_charts(grids: tuple[Grid, ...]) -> bytes:
    """A workbook of the tables; 年度概览 and 指标图 get charts beside their rows."""
    workbook = workbook_of(grids)
    titles = {grid.title: grid for grid in grids}
    if _YEARS in titles and titles[_YEARS].rows:
        _add_bars(workbook, titles[_YEARS])
    if _CHARTS in titles and len(titles[_CHARTS].heads) > 1:
        _add_lines(workbook, titles[_CHARTS])
    return workbook_as_bytes(workbook)


def _plain_years(sheet: Worksheet, rows: int) -> None:
    """A year is no amount: 2023, not 2,023."""
    for number in range(2, rows + 2):
        sheet.cell(number, 1).number_format = "0"


def _add_bars(workbook: Workbook, grid: Grid) -> None:
    from openpyxl.chart import BarChart, Reference

    sheet = workbook[grid.title]
    last = len(grid.rows) + 1
    _plain_years(sheet, len(grid.rows))
    for place, column in ((1, 2), (2, 6)):
        chart = BarChart()
        chart.title = f"每年的{grid.heads[column - 1]}"
        chart.legend = None
        chart.height, chart.width = 7.5, 16
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.add_data(
            Reference(sheet, min_col=column, min_row=1, max_row=last), titles_from_data=True
        )
        chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
        sheet.add_chart(chart, f"I{2 + (place - 1) * 16}")


def _add_lines(workbook: Workbook, grid: Grid) -> None:
    from openpyxl.chart import LineChart, Reference

    sheet = workbook[grid.title]
    last = len(grid.rows) + 1
    _plain_years(sheet, len(grid.rows))
    for column in range(2, len(grid.heads) + 1):
        chart = LineChart()
        chart.title = grid.heads[column - 1]
        chart.legend = None
        chart.height, chart.width = 7.5, 16
        chart.dispBlanksAs = "gap"
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.add_data(
            Reference(sheet, min_col=column, min_row=1, max_row=last), titles_from_data=True
        )
        chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
        chart.series[0].marker.symbol = "circle"
        row, side = divmod(column - 2, 2)
        sheet.add_chart(chart, f"{'B' if not side else 'H'}{last + 3 + row * 16}")

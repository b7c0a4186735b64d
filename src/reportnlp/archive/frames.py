"""An archive as pandas data frames; pandas is needed only here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportnlp.archive.store import Archive, told
from reportnlp.archive.trends import all_series
from reportnlp.errors import MissingExtraError

if TYPE_CHECKING:
    from pandas import DataFrame

_REPORT = "documents.id AS report, documents.unit AS unit_name, year, covers"
_QUERIES = {
    "reports": (
        "SELECT id AS report, unit AS unit_name, year, covers, kind, title, characters, sha256, "
        "version, (SELECT min(path) FROM files WHERE document_id = documents.id) AS path "
        "FROM documents ORDER BY unit, covers, id"
    ),
    "metrics": (
        f"SELECT {_REPORT}, section, name, metrics.text, value, value_max, metrics.unit, "
        'metrics.kind, approx, period, change, part, "start", "end" FROM metrics JOIN documents '
        "ON documents.id = document_id ORDER BY documents.unit, covers, documents.id, position"
    ),
    "placeholders": (
        f"SELECT {_REPORT}, section, name, placeholders.text, placeholders.unit, "
        'placeholders.kind, "start", "end" FROM placeholders JOIN documents '
        "ON documents.id = document_id ORDER BY documents.unit, covers, documents.id, position"
    ),
    "slogans": (
        f"SELECT {_REPORT}, section, slogans.text, slogans.kind, count, "
        '"start", "end" FROM slogans JOIN documents '
        "ON documents.id = document_id ORDER BY documents.unit, covers, documents.id, position"
    ),
    "sections": (
        f'SELECT {_REPORT}, label, heading, confidence, "start", "end" FROM sections '
        "JOIN documents ON documents.id = document_id "
        "ORDER BY documents.unit, covers, documents.id, position"
    ),
    "passages": (
        f'SELECT {_REPORT}, section, heading, body AS text, "start", "end" FROM passages '
        "JOIN documents ON documents.id = document_id ORDER BY passages.id"
    ),
    "files": "SELECT path, sha256, failure, gone, document_id AS report FROM files ORDER BY path",
}
TABLES = tuple(_QUERIES)
"""What `frame` gives: a row a report, figure, blank, set phrase, section, passage or file."""


def frame(archive: Archive, table: str) -> DataFrame:
    """One of `TABLES`; "value" and "value_max" are float64, to reckon and to plot with.

    Raises ValueError for another name, MissingExtraError if pandas is not installed.
    """
    if table not in _QUERIES:
        raise ValueError(f"no table {table!r}; there are {', '.join(TABLES)}")
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise MissingExtraError("转成 pandas 数据表", "pandas") from error
    with told(archive.path):
        rows = archive.connection.execute(_QUERIES[table])
        columns = [column[0] for column in rows.description]
        found = DataFrame(rows.fetchall(), columns=columns)
    integers = {name: "Int64" for name in ("year", "covers", "report") if name in columns}
    numbers = {name: "float64" for name in ("value", "value_max") if name in columns}
    return found.astype({**integers, **numbers})


def trends_frame(archive: Archive, *, unit: str = "", shortest: int = 2) -> DataFrame:
    """Figures over the years: a row a unit and figure, a column a year, float64.

    shortest: years that a figure must be told in. A gap and a blank are both NaN.

    Raises MissingExtraError if pandas is not installed.
    """
    try:
        from pandas import DataFrame, MultiIndex
    except ImportError as error:
        raise MissingExtraError("转成 pandas 数据表", "pandas") from error
    series = all_series(archive, unit=unit, shortest=shortest)
    rows = [
        {point.year: float(point.value) for point in one.points if point.value is not None}
        for one in series
    ]
    names = ["unit_name", "figure", "unit"]
    index = MultiIndex.from_tuples(
        [(one.unit_name, one.figure, one.unit) for one in series], names=names
    )
    found = DataFrame(rows, index=index, dtype="float64")
    return found.reindex(sorted(found.columns), axis=1)

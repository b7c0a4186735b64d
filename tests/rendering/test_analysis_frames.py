from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from analysed import EMPTY, RESULT

from reportnlp.errors import MissingExtraError
from reportnlp.rendering.frames import (
    metrics_frame,
    placeholders_frame,
    sections_frame,
    slogans_frame,
)

FRAMES = (sections_frame, metrics_frame, placeholders_frame, slogans_frame)


class _Frame:
    """Stands in for pandas.DataFrame: keeps what it is given."""

    def __init__(self, rows: list[dict[str, Any]], columns: list[str]) -> None:
        self.rows, self.columns = rows, columns
        self.types: dict[str, str] = {}

    def astype(self, types: dict[str, str]) -> _Frame:
        self.types = types
        return self


@pytest.fixture
def pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("pandas")
    module.DataFrame = _Frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", module)


@pytest.mark.usefixtures("pandas")
@pytest.mark.parametrize("frame_of", FRAMES)
def test_columns_are_those_of_the_rows(frame_of: Callable[..., _Frame]) -> None:
    frame = frame_of(*RESULT)

    assert frame.rows
    assert all(list(row) == frame.columns for row in frame.rows)
    assert frame_of(*EMPTY).columns == frame.columns


@pytest.mark.usefixtures("pandas")
def test_values_are_floats() -> None:
    frame: Any = metrics_frame(*RESULT)

    assert frame.types == {"value": "float64", "value_max": "float64"}
    assert [row["section"] for row in frame.rows][-1] == "problems"


@pytest.mark.parametrize("frame_of", FRAMES)
def test_without_pandas(frame_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(MissingExtraError, match=r"reportnlp\[pandas\]"):
        frame_of(*RESULT)

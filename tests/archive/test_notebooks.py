"""The notebooks run from the first cell to the last, and bear no outputs."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import reportnlp

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS == ["one_report.ipynb", "scores.ipynb", "ten_years.ipynb"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The kernel starts in another folder; what is imported here is what it must import.
    monkeypatch.setenv("PYTHONPATH", str(Path(reportnlp.__file__).parents[1]))
    notebook = nbformat.read(FOLDER / name, as_version=4)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None

    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()

    assert all(cell.outputs for cell in notebook.cells if cell.cell_type == "code")

"""An archive of the corpus, made once, and what makes one quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archived import CORPUS, Inline, write_report

from reportnlp.archive.batch import Summary, run_batch
from reportnlp.archive.store import Archive, open_to_read, open_to_write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five reports, old enough for their stamps to be trusted."""
    place = tmp_path / "报告"
    place.mkdir()
    for n in range(5):
        write_report(place / f"某县工业局201{n}年工作总结.txt", n)
    return place


@pytest.fixture
def batch(tmp_path: Path) -> Callable[..., Summary]:
    """Runs a batch into tmp_path / 档案.db."""

    def run(*paths: Path, engine: object = None) -> Summary:
        with open_to_write(tmp_path / "档案.db") as archive:
            return run_batch(archive, paths, engine or Inline())  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of corpora/archive."""
    path = tmp_path_factory.mktemp("archive") / "十年.db"
    with open_to_write(path) as archive:
        summary = run_batch(archive, [CORPUS / "documents"], Inline())
    assert (summary.added, summary.failures) == (40, ())
    return path


@pytest.fixture
def corpus(corpus_path: Path) -> Iterator[Archive]:
    with open_to_read(corpus_path) as archive:
        yield archive

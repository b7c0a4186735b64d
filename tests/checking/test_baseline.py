"""Accepted findings survive edits elsewhere, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportnlp.checking.baseline import (
    accepted_entries,
    entries_as_json,
    load_accepted,
    without_accepted,
)
from reportnlp.checking.runner import check
from reportnlp.document import Document
from reportnlp.errors import SettingsError

OLD = Document.from_text("召开会议**次。\n今年,我局抓学习。")


def _accepted(tmp_path: Path) -> Path:
    path = tmp_path / "accept.json"
    path.write_text(entries_as_json(accepted_entries([(OLD, check(OLD))])), encoding="utf-8")
    return path


def test_what_was_accepted_is_not_reported(tmp_path: Path) -> None:
    accepted = load_accepted(_accepted(tmp_path))
    moved = Document.from_text("前面加了一段话。\n召开会议**次。\n今年,我局抓学习。")

    assert without_accepted(moved, check(moved), accepted)[0] == ()


def test_a_changed_sentence_and_a_second_one_are_new(tmp_path: Path) -> None:
    accepted = load_accepted(_accepted(tmp_path))
    changed = Document.from_text("召开推进会议**次。\n今年,我局抓学习。\n今年,我局抓学习。")
    new, _ = without_accepted(changed, check(changed), accepted)

    assert [finding.name for finding in new if finding.name != "duplicate-sentence"] == [
        "star-placeholder",
        "halfwidth-punct",
    ]


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema": "x"}', '{"schema": "reportnlp/accept/1"}']
)
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(SettingsError, match="--write-accept"):
        load_accepted(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="无法读取"):
        load_accepted(tmp_path / "none.json")

"""Reports into an archive: each once, and what changed told apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from archived import Inline, require_sound, rows_of, write_report

from reportnlp.archive.batch import Summary, run_batch
from reportnlp.archive.listing import list_failures, list_reports, remove_files, remove_gone
from reportnlp.archive.search import search
from reportnlp.archive.store import open_to_read, open_to_write
from reportnlp.archive.work import Outcome, Task
from reportnlp.errors import ArchiveError

Batch = Callable[..., Summary]


class Refusing:
    """An engine that must not be asked."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        raise AssertionError(list(tasks))


def _units(path: Path) -> list[tuple[str, int | None, str]]:
    with open_to_read(path) as archive:
        return [(one.unit, one.year, one.kind) for one in list_reports(archive)]


def test_first_run_and_second(folder: Path, batch: Batch, tmp_path: Path) -> None:
    first = batch(folder)
    second = batch(folder, engine=Refusing())

    assert (first.added, first.unchanged, first.failures) == (5, 0, ())
    assert (second.added, second.unchanged, second.copies) == (0, 5, 0)
    assert _units(tmp_path / "档案.db") == [("某县工业局", 2010 + n, "工作总结") for n in range(5)]
    require_sound(tmp_path / "档案.db")


def test_touched_but_not_changed(folder: Path, batch: Batch) -> None:
    batch(folder)
    for path in folder.iterdir():
        os.utime(path, (1, 1))

    assert batch(folder, engine=Refusing()).unchanged == 5


def test_changed(folder: Path, batch: Batch, tmp_path: Path) -> None:
    batch(folder)
    path = folder / "某县工业局2012年工作总结.txt"
    path.write_text(path.read_text("utf-8").replace("项目储备", "资金储备"), encoding="utf-8")
    summary = batch(folder)

    assert (summary.added, summary.unchanged) == (1, 4)
    with open_to_read(tmp_path / "档案.db") as archive:
        assert len(list_reports(archive)) == 5
        [hit] = [hit for hit in search(archive, "资金储备") if hit.exact]
        assert hit.year == 2012
        [others] = [hit for hit in search(archive, "项目储备") if hit.exact]
        assert len(others.also) == 3
    require_sound(tmp_path / "档案.db")


def test_renamed_is_not_analysed_again(folder: Path, batch: Batch, tmp_path: Path) -> None:
    batch(folder)
    old = folder / "某县工业局2013年工作总结.txt"
    new = folder / "2013年总结（定稿）.txt"
    old.rename(new)
    summary = batch(folder, engine=Refusing())

    assert [(Path(a).name, Path(b).name) for a, b in summary.renamed] == [(old.name, new.name)]
    assert (summary.gone, summary.copies, summary.unchanged) == ((), 0, 4)
    assert len(_units(tmp_path / "档案.db")) == 5


def test_gone_stays_in_the_archive_until_it_is_removed(
    folder: Path, batch: Batch, tmp_path: Path
) -> None:
    batch(folder)
    text = (folder / "某县工业局2010年工作总结.txt").read_bytes()
    (folder / "某县工业局2010年工作总结.txt").unlink()
    assert len(batch(folder).gone) == 1
    assert batch(folder).gone == ()
    assert len(_units(tmp_path / "档案.db")) == 5

    (folder / "某县工业局2010年工作总结.txt").write_bytes(text)
    assert batch(folder, engine=Refusing()).unchanged == 5
    (folder / "某县工业局2010年工作总结.txt").unlink()
    batch(folder)
    with open_to_write(tmp_path / "档案.db") as archive:
        assert len(remove_gone(archive)) == 1
    assert len(_units(tmp_path / "档案.db")) == 4
    require_sound(tmp_path / "档案.db")


def test_copies_share_one_report(folder: Path, batch: Batch, tmp_path: Path) -> None:
    batch(folder)
    (folder / "副本.txt").write_bytes((folder / "某县工业局2011年工作总结.txt").read_bytes())
    summary = batch(folder, engine=Refusing())

    assert (summary.copies, summary.unchanged) == (1, 5)
    assert len(_units(tmp_path / "档案.db")) == 5
    with open_to_write(tmp_path / "档案.db") as archive:
        assert len(remove_files(archive, [folder / "副本.txt"])) == 1
    assert len(_units(tmp_path / "档案.db")) == 5


def test_two_new_files_of_one_content_are_analysed_once(
    folder: Path, batch: Batch, tmp_path: Path
) -> None:
    (folder / "副本.txt").write_bytes((folder / "某县工业局2011年工作总结.txt").read_bytes())

    assert batch(folder).added == 5
    assert batch(folder, engine=Refusing()).unchanged == 6


def test_a_bad_file_is_a_listed_failure(folder: Path, batch: Batch, tmp_path: Path) -> None:
    bad = folder / "坏.docx"
    bad.write_bytes(b"no zip at all")
    first = batch(folder)
    again = batch(folder, engine=Refusing())

    assert (first.added, len(first.failures)) == (5, 1)
    assert again.failures == first.failures
    assert "坏.docx" in first.failures[0][0]
    with open_to_read(tmp_path / "档案.db") as archive:
        assert [one.reason for one in list_failures(archive)] == [first.failures[0][1]]
    write_report(bad.with_suffix(".txt"), 7)
    bad.unlink()
    mended = batch(folder)
    assert (mended.added, mended.failures) == (1, ())


def test_a_missing_file_that_was_named(folder: Path, batch: Batch) -> None:
    summary = batch(folder, folder / "没有.txt")

    assert summary.added == 5
    assert "没有这个文件" in summary.failures[0][1]


class Failing(Inline):
    """Fails one file as a limit would."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        for task in tasks:
            if "2012" in task.path:
                yield (Outcome(task.path, failure="1 秒内没有分析完", transient=True),)
            else:
                yield from super().outcomes([task])


def test_what_a_limit_stopped_is_tried_again(folder: Path, batch: Batch) -> None:
    assert len(batch(folder, engine=Failing()).failures) == 1
    again = batch(folder)

    assert (again.added, again.unchanged, again.failures) == (1, 4, ())


class Stopping(Inline):
    """Ends after two outcomes, as Ctrl+C would."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        for number, found in enumerate(super().outcomes(tasks)):
            if number == 2:
                raise KeyboardInterrupt
            yield found


def test_an_interrupted_batch_goes_on(folder: Path, batch: Batch, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        batch(folder, engine=Stopping())
    assert batch(folder).added == 3
    require_sound(tmp_path / "档案.db")


def test_another_version_analyses_anew(
    folder: Path, batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(folder)
    before = rows_of(tmp_path / "档案.db")
    monkeypatch.setattr("reportnlp.archive.batch.analysis_version", lambda: "another")

    assert batch(folder).added == 5
    assert [row[2:] for row in rows_of(tmp_path / "档案.db")[0]] == [row[2:] for row in before[0]]
    assert rows_of(tmp_path / "档案.db")[1:] == before[1:]
    require_sound(tmp_path / "档案.db")


def test_a_second_writer_is_told(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "档案.db"
    with open_to_write(path) as archive:
        run_batch(archive, [folder], Inline())
        with pytest.raises(ArchiveError, match="另一个 batch 正在往里写"), open_to_write(path):
            raise AssertionError
        with open_to_read(path) as reader:
            assert len(list_reports(reader)) == 5


def test_removing_what_is_in_a_folder(folder: Path, batch: Batch, tmp_path: Path) -> None:
    batch(folder)
    with open_to_write(tmp_path / "档案.db") as archive:
        assert len(remove_files(archive, [folder])) == 5
        assert list_reports(archive) == ()
    require_sound(tmp_path / "档案.db")


def test_names_that_are_no_text(folder: Path, batch: Batch, tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(folder) + b"/\xff\xfe2019.txt")
    Path(odd).write_text("某县水利局2019年工作总结\n全年疏浚渠道5公里。\n", encoding="utf-8")

    assert batch(folder).failures == ()
    assert batch(folder, engine=Refusing()).unchanged == 6

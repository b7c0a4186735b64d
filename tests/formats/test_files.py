"""Readers by suffix and content, folders, and writing all or nothing."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from pathlib import Path

import docx
import pytest

from reportnlp.errors import UnreadableFileError, UnwritableFileError
from reportnlp.formats.files import READERS, find_files, read_document, write_bytes

TEXT = "一、工作成效\n全年走访企业36家。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def _word(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("全年走访企业36家。")
    document.save(str(path))
    return path


def _refused(path: Path | str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_document(path)
    return str(caught.value)


@pytest.mark.parametrize(
    "name", ["总结.txt", "总结.TXT", "总结.text", "总结.草稿", "总结", "a.b.c"]
)
def test_plain_text(folder: Path, name: str) -> None:
    (folder / name).write_text(TEXT, encoding="gbk")

    assert read_document(folder / name).text == TEXT
    assert read_document(str(folder / name), encoding="gbk").source.encoding == "gbk"


@pytest.mark.parametrize("name", ["总结.docx", "总结.DOCX", "总结", "总结.doc", "总结.wps"])
def test_word(folder: Path, name: str) -> None:
    path = _word(folder / name)

    assert "全年走访企业36家。" in read_document(path).text
    assert read_document(path).source.format == "docx"


def test_a_word_file_that_is_called_text(folder: Path) -> None:
    assert "扩展名改成 .docx" in _refused(_word(folder / "总结.txt"))


@pytest.mark.parametrize(
    ("suffix", "advice"),
    [
        (".pdf", "重新获取"),
        (".xlsx", "复制"),
        (".xls", "复制"),
        (".ofd", "复制"),
        (".pptx", "复制"),
    ],
)
def test_other_formats(folder: Path, suffix: str, advice: str) -> None:
    path = folder / f"总结{suffix}"
    assert "没有这个文件" in _refused(path)
    path.write_bytes(b"whatever")

    assert advice in _refused(path)


def test_other_archives(folder: Path) -> None:
    path = folder / "材料.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")

    assert "解压" in _refused(path)


def test_lock_file(folder: Path) -> None:
    (folder / "~$总结.docx").write_bytes(b"x")

    assert "临时文件" in _refused(folder / "~$总结.docx")


def test_names_that_cannot_be(folder: Path) -> None:
    assert "不能用的字符" in _refused("总\0结.abc")
    assert "这是文件夹" in _refused(folder)
    (folder / "断.abc").symlink_to("没有")
    assert "链接指向的文件" in _refused(folder / "断.abc")


def test_readers() -> None:
    assert " ".join(READERS) == (
        ".txt .text .md .markdown .docx .pdf .doc .dot .wps .rtf .odt .html .htm"
    )


def test_find_files(folder: Path) -> None:
    for name in ("2022/总结.txt", "2023/乙.docx", "2023/甲.md", "附件/图.png", ".隐藏/a.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    for name in (".a.txt", "~$总结.docx", ".~lock.总结.txt", "清单.xlsx", "总.TXT"):
        (folder / name).write_bytes(b"x")

    names = [str(path.relative_to(folder)) for path in find_files([folder])]

    assert names == ["2022/总结.txt", "2023/乙.docx", "2023/甲.md", "总.TXT"]


def test_find_files_takes_named_files_as_they_are(folder: Path) -> None:
    (folder / "甲.txt").write_bytes(b"x")
    (folder / "乙.xlsx").write_bytes(b"x")
    given: list[Path | str] = [
        folder / "没有.txt",
        folder / "乙.xlsx",
        folder / "甲.txt",
        "-",
        folder,
    ]

    found = find_files([*given, str(folder / "甲.txt")])

    assert found == (folder / "没有.txt", folder / "乙.xlsx", folder / "甲.txt", Path("-"))
    assert find_files([]) == ()
    assert find_files(["总\0结"]) == (Path("总\0结"),)


def test_find_files_in_circles(folder: Path) -> None:
    (folder / "甲").mkdir()
    (folder / "甲" / "总结.txt").write_bytes(b"x")
    (folder / "甲" / "回去").symlink_to(folder, target_is_directory=True)
    (folder / "别名").symlink_to(folder / "甲", target_is_directory=True)
    (folder / "断.txt").symlink_to("没有")

    found = find_files([folder, folder / "甲"])

    assert [path.name for path in found] == ["总结.txt", "断.txt"]


def test_folder_without_reports(folder: Path) -> None:
    (folder / "图.png").write_bytes(b"x")

    with pytest.raises(UnreadableFileError, match="没有可以读取的报告"):
        find_files([folder])


def test_folder_that_cannot_be_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(UnreadableFileError, match="没有权限查看"):
        find_files([folder])


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_write(folder: Path) -> None:
    path = folder / "结果.json"

    write_bytes(path, b"1")
    write_bytes(str(path), b"22")

    assert path.read_bytes() == b"22"
    assert _names(folder) == ["结果.json"]


def test_write_keeps_permissions(folder: Path) -> None:
    path = folder / "结果.json"
    path.write_bytes(b"1")
    path.chmod(0o640)

    write_bytes(path, b"2")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_write_through_a_link(folder: Path) -> None:
    (folder / "真.txt").write_bytes(b"1")
    (folder / "链.txt").symlink_to("真.txt")

    write_bytes(folder / "链.txt", b"2")

    assert (folder / "链.txt").is_symlink()
    assert (folder / "真.txt").read_bytes() == b"2"


def test_write_to_a_pipe(folder: Path) -> None:
    pipe = folder / "管道"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    write_bytes(pipe, b"22")

    assert os.read(reader, 10) == b"22"
    os.close(reader)


def _not_written(path: Path | str, *, inputs: tuple[Path | str, ...] = ()) -> str:
    with pytest.raises(UnwritableFileError) as caught:
        write_bytes(path, b"new", inputs=inputs)
    return str(caught.value)


def test_inputs_are_never_overwritten(folder: Path) -> None:
    draft = folder / "草稿.docx"
    draft.write_bytes(b"old")
    (folder / "链.docx").symlink_to(draft)
    (folder / "硬.docx").hardlink_to(draft)

    for path in (draft, folder / "." / "草稿.docx", folder / "链.docx", folder / "硬.docx"):
        assert "不能覆盖" in _not_written(path, inputs=("-", folder / "没有", str(draft)))
    assert draft.read_bytes() == b"old"


def test_places_that_cannot_be_written(folder: Path) -> None:
    (folder / "圈").symlink_to(folder / "圈")
    assert "文件夹不存在" in _not_written(folder / "没有" / "a.txt")
    assert "这是文件夹" in _not_written(folder)
    assert "不能用的字符" in _not_written("总\0结.txt")
    assert "文件名太长" in _not_written(folder / ("长" * 200))
    (folder / "甲").write_bytes(b"x")
    assert "不是文件夹" in _not_written(folder / "甲" / "a.txt")


def test_read_only_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "结果.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert "没有写入权限" in _not_written(path)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(("code", "reason"), [(errno.ENOSPC, "磁盘已满"), (errno.EIO, "系统报告")])
def test_a_failed_write_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    path = folder / "结果.json"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)

    assert reason in _not_written(path)
    assert path.read_bytes() == b"old"
    assert _names(folder) == ["结果.json"]


def test_an_interrupted_write_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_bytes(folder / "结果.json", b"new")
    assert _names(folder) == []

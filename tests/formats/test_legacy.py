"""Old formats: through LibreOffice where it is there (a stand-in here), else one sentence."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path

import pytest
from docx_builder import docx, p, r

from reportnlp.errors import UnreadableFileError
from reportnlp.formats import legacy
from reportnlp.formats.files import read_document

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def _program(folder: Path, body: str) -> Path:
    """A stand-in for soffice: finds --outdir and the file among its arguments, then does `body`."""
    path = folder / "soffice"
    head = f"#!{sys.executable}\n" + textwrap.dedent(
        """
        import pathlib, sys, time
        out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
        source = pathlib.Path(sys.argv[-1])
        """
    )
    path.write_text(head + body + "\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "总结.doc"
    path.write_bytes(OLE)
    return path


def _use(monkeypatch: pytest.MonkeyPatch, program: Path | None) -> None:
    monkeypatch.setattr(legacy, "find_libreoffice", lambda: str(program) if program else None)


def test_a_converted_file_is_read(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(docx(p(r("全年走访企业36家。"))))
    copy = f"(out / 'report.docx').write_bytes(pathlib.Path({str(made)!r}).read_bytes())"
    _use(monkeypatch, _program(tmp_path, copy))

    document = read_document(draft)
    assert document.text == "全年走访企业36家。"
    assert (document.source.path, document.source.format) == (str(draft), "doc")


def test_a_wps_file_is_handed_over_as_a_word_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    _use(monkeypatch, _program(tmp_path, f"pathlib.Path({str(seen)!r}).write_text(source.name)"))
    (tmp_path / "总结.wps").write_bytes(OLE)

    with pytest.raises(UnreadableFileError, match="不是有效的WPS文件"):
        read_document(tmp_path / "总结.wps")
    assert seen.read_text() == "report.doc"


def test_macros_are_off_and_the_profile_is_fresh(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    body = (
        "profile = next(a for a in sys.argv if a.startswith('-env:')).split('file://')[1]\n"
        f"text = (pathlib.Path(profile) / 'user/registrymodifications.xcu').read_text()\n"
        f"pathlib.Path({str(seen)!r}).write_text(text)"
    )
    _use(monkeypatch, _program(tmp_path, body))

    with pytest.raises(UnreadableFileError):
        read_document(draft)
    assert "DisableMacrosExecution" in seen.read_text()


def test_without_libreoffice(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, None)

    with pytest.raises(UnreadableFileError, match=r"需要 LibreOffice.*另存为 \.docx"):
        read_document(draft)


def test_one_that_hangs_is_ended(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "pid"
    body = f"import os\npathlib.Path({str(alive)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    _use(monkeypatch, _program(tmp_path, body))
    monkeypatch.setattr(legacy, "_SECONDS", 1.5)

    with pytest.raises(UnreadableFileError, match="还没有完成"):
        read_document(draft)
    with pytest.raises(ProcessLookupError):
        os.kill(int(alive.read_text()), 0)


def test_a_program_that_does_not_start(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _use(monkeypatch, tmp_path / "none")

    with pytest.raises(UnreadableFileError, match="启动不了"):
        read_document(draft)


def test_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, _program(tmp_path, ""))
    (tmp_path / "空.rtf").write_bytes(b"")

    with pytest.raises(UnreadableFileError, match="空文件"):
        read_document(tmp_path / "空.rtf")

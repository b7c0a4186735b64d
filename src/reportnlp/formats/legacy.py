"""Old office formats (.doc, .wps, .rtf, .odt), through LibreOffice where it is installed.

The file is converted to .docx in a folder of its own, by a LibreOffice with a fresh profile that
runs no macros, and within a time limit; then it is read like any Word file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from reportnlp.document import Document, Source
from reportnlp.errors import UnreadableFileError
from reportnlp.formats.opening import read_bytes, shown

_SECONDS = 180
_MOST_BYTES = 200 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_NAMES = {
    ".doc": "旧式 Word",
    ".dot": "旧式 Word",
    ".wps": "WPS",
    ".rtf": "RTF",
    ".odt": "OpenDocument",
}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def find_libreoffice() -> str | None:
    """The program that converts old formats; None where LibreOffice is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def read_legacy(path: Path | str) -> Document:
    """A .doc, .wps, .rtf or .odt file as LibreOffice reads it.

    Raises UnreadableFileError, also where LibreOffice is missing or takes too long.
    """
    data = read_bytes(path, limit=_MOST_BYTES)
    suffix = Path(path).suffix.lower()
    kind = _NAMES.get(suffix, suffix)
    program = find_libreoffice()
    if program is None:
        raise UnreadableFileError(
            shown(path),
            f"是{kind}文件，读它需要 LibreOffice，而本机没有装",
            "请用 Word 或 WPS 打开，另存为 .docx 后再试；或安装 LibreOffice。",
        )
    if not data:
        raise UnreadableFileError(shown(path), "是空文件（0 字节）", "请检查文件是否完整。")
    with tempfile.TemporaryDirectory(prefix="reportnlp-") as name:
        folder = Path(name)
        # A WPS file of today is a Word file by another name; the old Works format is not meant.
        source = folder / ("report.doc" if data.startswith(_OLE) else f"report{suffix}")
        source.write_bytes(data)
        converted = _converted(program, source, folder, path, kind)
        document = _read_converted(converted, path, kind)
    digest = hashlib.sha256(data).hexdigest()
    return replace(document, source=Source(str(path), suffix.removeprefix("."), "", digest))


def _converted(program: str, source: Path, folder: Path, path: Path | str, kind: str) -> Path:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    out = folder / "out"
    out.mkdir()
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]
    try:
        _run(command)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            shown(path),
            f"是{kind}文件，LibreOffice 转换超过 {_SECONDS} 秒还没有完成",
            "请用 Word 或 WPS 打开，另存为 .docx 后再试。",
        ) from error
    except OSError as error:
        raise UnreadableFileError(
            shown(path),
            f"是{kind}文件，LibreOffice 启动不了（{error.strerror or error}）",
            "请用 Word 或 WPS 打开，另存为 .docx 后再试。",
        ) from error
    result = out / "report.docx"
    if not result.is_file():
        raise UnreadableFileError(
            shown(path),
            f"不是有效的{kind}文件，或已损坏、加了密码",
            "请用 Word 或 WPS 打开确认，另存为 .docx 后再试。",
        )
    return result


def _run(command: list[str]) -> None:
    """Runs a program and all that it starts, and ends them all when the time is up."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=_SECONDS)
    except BaseException:
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        raise


def _read_converted(converted: Path, path: Path | str, kind: str) -> Document:
    from reportnlp.formats.docx import read_docx

    try:
        return read_docx(converted)
    except UnreadableFileError as error:
        raise UnreadableFileError(
            shown(path), f"是{kind}文件，转换后{error.reason}", error.advice
        ) from error

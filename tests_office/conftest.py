"""LibreOffice without a window, with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_SECONDS = 180
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
  script:language="StarBasic">Sub Change(command As String, source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(target), kind())
  document.close(True)
End Sub
</script:module>
"""


class Office:
    """LibreOffice; folder: for its profile and what it writes."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("soffice")
        assert program, "没有找到 LibreOffice（soffice）。请运行 make test-office，它会先安装。"
        self.folder = folder
        self.command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
        ]

    def convert(self, source: Path, suffix: str) -> Path:
        """The file in another format: "pdf", "docx", "txt:Text (encoded):UTF8"."""
        target = self.folder / f"to-{suffix.partition(':')[0]}"
        self._run("--convert-to", suffix, "--outdir", str(target), str(source))
        return target / f"{source.stem}.{suffix.partition(':')[0]}"

    def change(self, command: str, source: Path) -> Path:
        """The file after a command of the menu, such as ".uno:AcceptAllTrackedChanges"."""
        library = self.folder / "profile" / "user" / "basic" / "Standard"
        # The first start makes the profile, and would write over a module that was there before.
        (library / "Module1.xba").write_text(_MODULE, encoding="utf-8")
        target = self.folder / f"changed-{source.name}"
        self._run(f'macro:///Standard.Module1.Change("{command}","{source}","{target}")')
        return target

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(
            [*self.command, *arguments], capture_output=True, check=False, timeout=_SECONDS
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    found = Office(folder)
    first = folder / "first.txt"
    first.write_text("甲", encoding="utf-8")
    assert found.convert(first, "docx").is_file()
    return found

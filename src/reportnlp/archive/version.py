"""Which analysis wrote a record: another one, and the report is analysed anew."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import reportnlp
from reportnlp.resources.learned import models_folder

_PARTS = ("extraction", "formats", "resources", "archive/passages.py", "archive/recording.py",
          "archive/words.py", "annotations.py", "document.py")  # fmt: skip


@functools.cache
def analysis_version() -> str:
    """The version of the package and a hash of all that decides what an analysis finds."""
    package = Path(reportnlp.__file__).parent
    digest = hashlib.sha256()
    for path in _files(package):
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{reportnlp.__version__}+{digest.hexdigest()[:12]}"


def _files(package: Path) -> list[Path]:
    files = [models_folder() / "sections" / "weights.json"]
    for part in _PARTS:
        place = package / part
        files += [place] if place.is_file() else sorted([*place.glob("*.py"), *place.glob("*.tsv")])
    return files

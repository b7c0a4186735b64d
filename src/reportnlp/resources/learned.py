"""Where learned models are: inside the package in a wheel, in models/ in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def models_folder() -> Path:
    """The folder that holds sections/ and its like.

    Raises FileNotFoundError if the installation has none.
    """
    for folder in (_PACKAGE / "models", _PACKAGE.parent.parent / "models"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no models beside {_PACKAGE}")

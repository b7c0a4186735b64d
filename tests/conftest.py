"""What every test may use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden/ where it differs, and fail, so that the diff gets read",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with tests/golden/NAME: `golden("check.json", text)`."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, actual: str) -> None:
        path = _FOLDER / name
        expected = path.read_bytes().decode() if path.exists() else None
        if actual == expected:
            return
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(actual.encode())
            pytest.fail(f"tests/golden/{name} was rewritten: read the diff, then run again")
        assert expected is not None, f"no tests/golden/{name}: run pytest --update-golden"
        assert actual.splitlines() == expected.splitlines()
        assert actual == expected

    return compare

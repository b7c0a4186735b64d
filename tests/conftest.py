"""What every test may use."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples everywhere, and none judged by the clock: what fails here fails for everybody.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

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


# Below this many seconds the clock says more about the machine than about the code.
_LEAST_SECONDS = 0.03
_ATTEMPTS = 8


@pytest.fixture
def growth() -> Callable[..., None]:
    """Asserts that a longer text costs at most so many times a shorter one.

    `growth(work, small, large, most=12)`: `work` is called with either. A busy machine only ever
    adds time, so the least of several attempts counts; code that grows with the square of the
    length misses the limit in every one of them.
    """

    def check(work: Callable[[object], object], small: object, large: object, most: float) -> None:
        def seconds(text: object) -> float:
            gc.collect()
            gc.disable()  # collections depend on what else is alive, not on the text
            try:
                start = time.process_time()
                work(text)
                return time.process_time() - start
            finally:
                gc.enable()

        work(small)
        least_small = least_large = float("inf")
        ratio = float("inf")
        for _ in range(_ATTEMPTS):
            now = max(seconds(small), _LEAST_SECONDS), seconds(large)
            least_small, least_large = min(least_small, now[0]), min(least_large, now[1])
            ratio = min(ratio, now[1] / now[0], least_large / least_small)
            if ratio <= most:
                return
        pytest.fail(f"{ratio:.1f} times the time, at most {most:g} expected")

    return check

"""The dashboard in a real browser: `make test-browser`.

Not collected by pytest on its own, for not every machine has a browser. It wants Chromium, or what
the variable CHROMIUM names, and playwright.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from archived import CORPUS, Inline
from playwright.sync_api import Browser, Page, sync_playwright

from reportnlp.archive.batch import run_batch
from reportnlp.archive.dashboard import Contents, dashboard_as_html
from reportnlp.archive.export import contents_of
from reportnlp.archive.listing import Entry
from reportnlp.archive.store import open_to_read, open_to_write


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    assert program, "no browser: set CHROMIUM to the program"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    path = tmp_path_factory.mktemp("browser") / "十年.db"
    with open_to_write(path) as archive:
        run_batch(archive, [CORPUS / "documents"], Inline())
    with open_to_read(path) as archive:
        return contents_of(archive)


@pytest.fixture
def page(browser: Browser, contents: Contents, tmp_path: Path) -> Iterator[Page]:
    yield from _opened(browser, contents, tmp_path)


def _opened(browser: Browser, contents: Contents, folder: Path) -> Iterator[Page]:
    path = folder / "看板.html"
    path.write_text(dashboard_as_html(contents, title="十年"), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(path.as_uri())
    yield opened
    context.close()
    assert said == []


def _inked(page: Page, chart: str) -> bool:
    """Whether something is drawn on the canvas of a chart."""
    return bool(
        page.evaluate(
            """id => { const c = document.querySelector(`#${id} canvas`);
            if (!c) return false;
            return c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some(v => v); }""",
            chart,
        )
    )


def test_charts_are_drawn(page: Page) -> None:
    assert page.inner_text("#shown") == "40 / 40 份报告"
    assert _inked(page, "chart-reports")
    assert page.get_attribute("#chart-reports", "data-points") == "10"
    page.click("[data-tab=figures]")
    assert _inked(page, "chart-figures")
    assert page.get_attribute("#chart-figures", "data-points") == "10"


def test_filters_reach_every_panel(page: Page) -> None:
    page.select_option("#unit", "栖岩县林业局")
    page.select_option("#from", "2018")
    page.wait_for_function("document.querySelector('#shown').textContent === '6 / 40 份报告'")
    assert page.get_attribute("#chart-reports", "data-points") == "6"

    page.click("[data-tab=figures]")
    page.fill("#find", "产值")
    page.wait_for_function("document.querySelectorAll('#figures li').length === 1")
    assert page.get_attribute("#chart-figures", "data-points") == "5"
    cells = page.locator("#figure-table tbody tr").last.locator("td").all_inner_texts()
    assert (cells[0], cells[3]) == ("2023", "空缺")

    page.click("button[type=reset]")
    page.wait_for_function("document.querySelectorAll('#figures li').length > 20")
    page.click("[data-tab=slogans]")
    page.fill("#find", "工程")
    page.wait_for_function("document.querySelectorAll('#slogans tbody tr').length === 2")
    assert "四大工程 → 五大工程" in page.inner_text("#drifts")

    page.click("button[type=reset]")
    page.click("[data-tab=copies]")
    page.select_option("#unit", "檀川县农业农村局")
    page.wait_for_function("document.querySelector('#copies .pair')")
    assert all("檀川" in text for text in page.locator("#copies h2").all_inner_texts())
    assert page.locator("#copies mark").count() > 0


def test_several_figures_at_once_and_dark(page: Page) -> None:
    page.click("[data-tab=figures]")
    for place in (2, 3):
        page.click(f"#figures li:nth-child({place}) button")
    # Three figures of ten years, of which one may be blank in the newest.
    assert int(page.get_attribute("#chart-figures", "data-points") or 0) >= 28
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert _inked(page, "chart-figures")


def test_a_thousand_reports_stay_fluid(
    browser: Browser, contents: Contents, tmp_path: Path
) -> None:
    rng = random.Random(1)
    entries = tuple(_like(rng.choice(contents.entries), n) for n in range(1000))
    many = Contents(
        (*contents.entries, *entries),
        contents.failures,
        contents.series * 25,
        contents.slogans * 10,
        contents.drifts,
        contents.copies * 10,
    )
    for page in _opened(browser, many, tmp_path):
        for tab in ("figures", "slogans", "copies", "reports", "overview"):
            begun = time.monotonic()
            page.click(f"[data-tab={tab}]")
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
            assert time.monotonic() - begun < 2, tab
        begun = time.monotonic()
        page.fill("#find", "林业")
        page.wait_for_function("!document.querySelector('#shown').textContent.startsWith('1040')")
        assert time.monotonic() - begun < 2


def _like(entry: Entry, number: int) -> Entry:
    return Entry(
        number + 100_000, f"{number}/{entry.path}", 1, False, entry.title, entry.unit, entry.year,
        entry.covers, entry.kind, entry.characters, entry.metrics, 0, entry.slogans,
    )  # fmt: skip

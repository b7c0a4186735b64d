"""The hand-outs of an archive: page, workbook, CSV, Parquet, data frames."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas
import pytest
from openpyxl import load_workbook

from reportnlp.archive.dashboard import dashboard_as_html
from reportnlp.archive.export import contents_of, export_to
from reportnlp.archive.frames import TABLES, frame, trends_frame
from reportnlp.archive.store import Archive
from reportnlp.errors import UnwritableFileError


class _Page(HTMLParser):
    """Elements with their attributes, and the text of styles and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = f"{tag}#{dict(attrs).get('id', '')}" if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.append((self._open, data))

    def text(self, name: str) -> str:
        return "".join(text for element, text in self.texts if element == name)


@pytest.fixture(scope="module")
def page(corpus_path: Path) -> _Page:
    from reportnlp.archive.store import open_to_read

    with open_to_read(corpus_path) as archive:
        return _Page(dashboard_as_html(contents_of(archive), title="<十年> & 档案"))


@pytest.fixture(scope="module")
def data(page: _Page) -> Any:
    return json.loads(page.text("script#data"))


def test_page_loads_nothing(page: _Page) -> None:
    for tag, attributes in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed")
        assert not {"src", "href", "onclick", "style"} & attributes.keys(), (tag, attributes)
    [policy] = [
        attributes["content"] or ""
        for _, attributes in page.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    for name in ("style#", "script#"):
        digest = base64.b64encode(hashlib.sha256(page.text(name).encode()).digest()).decode()
        assert f"sha256-{digest}" in policy
    assert policy.startswith("default-src 'none'")
    assert "uPlot" in page.text("script#")


def test_page_has_every_element_that_its_script_asks_for(page: _Page) -> None:
    ids = {attributes.get("id") for _, attributes in page.elements}
    asked = set(
        re.findall(r'(?:\$|getElementById|draw|barChart|more)\("([a-z-]+)"', page.text("script#"))
    )

    assert asked
    assert asked <= ids


def test_page_data(data: Any) -> None:
    assert data["years"] == [2014, 2023]
    assert len(data["reports"]) == 40
    grain = next(one for one in data["series"] if one["figure"] == "粮食总产量")
    assert (grain["scale"], grain["points"][0][:3]) == ("万吨", [2014, 14.2, "14.20万吨"])
    blank = next(one for one in data["series"] if one["figure"] == "农林牧渔业总产值")
    assert blank["points"][-1][:2] == [2023, None]
    for one in data["copies"]:
        for side in (one["old"], one["new"]):
            assert "".join(words for words, _ in side["runs"]) == side["text"]


def test_export(corpus: Archive, tmp_path: Path) -> None:
    written = export_to(corpus, tmp_path / "汇总")
    names = {path.name for path in written}

    assert {"汇总.xlsx", "看板.html", "指标明细.csv", "指标矩阵.csv", "metrics.parquet"} <= names
    book = load_workbook(tmp_path / "汇总" / "汇总.xlsx")
    assert book.sheetnames[:4] == ["年度概览", "指标图", "指标矩阵", "指标明细"]
    assert len(book["年度概览"]._charts) == 2
    assert len(book["指标图"]._charts) == 8
    matrix = book["指标矩阵"]
    heads = [cell.value for cell in matrix[1]]
    row = next(row for row in matrix.iter_rows(values_only=True) if row[1] == "农林牧渔业总产值")
    assert row[heads.index("2014")] == 1860000000
    assert row[heads.index("2023")] == "空缺"
    metrics = pandas.read_parquet(tmp_path / "汇总" / "metrics.parquet")
    assert metrics["value"].dtype == "float64"


def test_export_onto_a_file(corpus: Archive, tmp_path: Path) -> None:
    (tmp_path / "汇总").write_text("x")

    with pytest.raises(UnwritableFileError, match="不是文件夹"):
        export_to(corpus, tmp_path / "汇总")


@pytest.mark.parametrize("table", TABLES)
def test_frames(corpus: Archive, table: str) -> None:
    found = frame(corpus, table)

    assert len(found) > 0
    assert found.columns.is_unique


def test_frames_of_trends(corpus: Archive) -> None:
    found = trends_frame(corpus, unit="林业")

    assert list(found.columns) == list(range(2014, 2024))
    value = found.loc[("栖岩县林业局", "林业总产值", "元")]
    assert value[2014] == 780_000_000
    assert pandas.isna(value[2023])


def test_no_such_table(corpus: Archive) -> None:
    with pytest.raises(ValueError, match="no table"):
        frame(corpus, "x")

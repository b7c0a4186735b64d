from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportnlp.annotations import Finding, Related
from reportnlp.document import Document, Paragraph, Source, Span
from reportnlp.rendering.html import findings_as_html
from reportnlp.rendering.page import Mark, Note, Table, page_as_html
from reportnlp.rendering.rule_text import RuleText
from reportnlp.rendering.sheet import Block

Golden = Callable[[str, str], None]
Report = tuple[Document, tuple[Finding, ...]]
Rules = tuple[RuleText, ...]

_VOID = {"meta", "input"}
_STYLES = ("error", "warning", "info")
_TEXTS = st.text(
    st.sampled_from("全年会次*。 ab<>&\"'\t\n\r\u3000\u2028\U0001f600"), min_size=1, max_size=60
)


class _Reader(HTMLParser):
    """What a browser makes of a page: the text of the sheet, and of each mark in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.sheet = ""
        self.marks: dict[int, str] = defaultdict(str)
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        assert len(own) == len(attrs)
        self.tags.append(tag)
        self.attributes += own.items()
        if "id" in own:
            self.ids.append(own["id"])
        if own.get("href", "").startswith("#m"):
            self.targets.append(own["href"][1:])
        if tag not in _VOID:
            self.open.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(attributes.get("id") == "sheet" for _, attributes in self.open):
            return
        self.sheet += data
        for tag, attributes in self.open:
            if tag == "mark":
                for number in attributes.get("data-m", "").split():
                    self.marks[int(number)] += data


def _page(document: Document, marks: Sequence[Mark], blocks: Sequence[Block] = ()) -> str:
    return page_as_html(
        document, marks, title="检查", summary="共几处", styles=_STYLES, blocks=blocks
    )


def _mark(start: int, end: int, style: str = "error", related: tuple[Related, ...] = ()) -> Mark:
    return Mark(Span(start, end), style, "错误", "有误", related=related)


def _sheet(page: str) -> str:
    return page[page.index('<main class="sheet"') : page.index("</main>")]


def test_check_as_html(golden: Golden, report: Report, rules: Rules) -> None:
    written = findings_as_html(*report, rules, title="检查报告", levels={1: 1, 4: 1})

    # Style and script stand in files of their own, where their changes are seen better.
    without = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1\3", written, flags=re.DOTALL)
    golden("check.html", re.sub(r"sha256-[^']+", "sha256-…", without))


def test_the_same_findings_give_the_same_page(report: Report, rules: Rules) -> None:
    first, second = (findings_as_html(*report, rules, title="检查报告") for _ in range(2))

    assert first == second


def test_every_entry_leads_to_a_mark(report: Report, rules: Rules) -> None:
    reader = _Reader(findings_as_html(*report, rules, title="检查报告"))

    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids)
    assert len(reader.targets) == len(report[1]) + 4  # the list, and the four missing figures
    for number, finding in enumerate(report[1], start=1):
        assert reader.marks[number] == finding.span.cut(report[0].text)


def test_nothing_is_loaded_and_only_our_script_may_run(report: Report, rules: Rules) -> None:
    page = findings_as_html(*report, rules, title="检查报告")
    reader = _Reader(page)

    assert not {"link", "img", "iframe", "object", "form", "base"} & set(reader.tags)
    assert not [name for name, _ in reader.attributes if name in ("src", "style")]
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert all(value.startswith("#") for name, value in reader.attributes if name == "href")
    policy = next(value for name, value in reader.attributes if value.startswith("default-src"))
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        [inside] = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_what_a_report_says_stays_text() -> None:
    evil = "<script>alert(1)</script>\"'&amp;\u2028$title"
    document = Document.from_text(evil, source=Source(evil))
    mark = Mark(
        Span(0, len(evil)), "error", evil, evil, (evil,), evil, "X1", (Related(Span(0, 1), evil),)
    )
    page = page_as_html(
        document,
        [mark],
        title=evil,
        summary=evil,
        styles=_STYLES,
        groups=(evil,),
        tables=[Table(evil, (evil,), (((evil,), 0),))],
        notes=[Note("X1", evil, evil)],
    )

    assert page.count("<script>") == 1
    assert "alert(1)</script>" not in page
    assert _Reader(page).marks[1] == evil
    page.encode("utf-8")


def test_a_page_without_findings(rules: Rules) -> None:
    page = findings_as_html(Document.from_text("都好。"), (), rules, title="检查报告")

    assert "没有发现问题。" in page
    assert _Reader(page).sheet == "都好。"
    assert "规则说明" not in page


def test_an_empty_document() -> None:
    page = _page(Document.from_text(""), [_mark(0, 0)])

    assert _Reader(page).sheet == ""
    assert 'href="#sheet"' in page


def test_what_html_cannot_hold_is_replaced() -> None:
    page = _page(Document.from_text("甲\0乙\ud800丙"), [])

    page.encode("utf-8")
    assert _Reader(page).sheet == "甲\ufffd乙\ufffd丙"


def test_an_empty_span_takes_in_a_neighbour() -> None:
    reader = _Reader(_page(Document.from_text("甲乙"), [_mark(1, 1), _mark(2, 2)]))

    assert reader.marks == {1: "乙", 2: "乙"}


def test_the_gravest_of_overlapping_marks_gives_the_colour() -> None:
    page = _page(Document.from_text("一二三四五六"), [_mark(0, 4, "info"), _mark(2, 6, "error")])

    runs = re.findall(r'class="(\w+)" data-m="([\d ]+)"', _sheet(page))
    assert runs == [("info", "1"), ("error", "1 2"), ("error", "2")]


def test_related_places_are_marked() -> None:
    related = (Related(Span(3, 5), "前文"),)
    page = _page(Document.from_text("一二三四五六"), [_mark(0, 2, related=related)])

    assert '<mark class="related" data-r="1" title="前文">四五</mark>' in page
    assert "另见第1段：前文" in page


def test_a_mark_between_paragraphs_can_be_seen() -> None:
    page = _page(Document.from_text("甲\n\n\n乙"), [_mark(2, 3, "warning")])

    assert '<div class="between">' in page
    assert _Reader(page).marks == {1: "\n"}


def test_table_cells_stand_in_rows() -> None:
    text = "甲\n乙\n丙\n丁"
    origins = ("", "表1 第1行 第1列", "表1 第1行 第2列", "表1 第2行 第1列")
    paragraphs = tuple(
        Paragraph(Span(2 * n, 2 * n + 1), origin=origin) for n, origin in enumerate(origins)
    )
    sheet = _sheet(_page(Document(text, paragraphs), []))

    assert [sheet.count(f'class="{name}"') for name in ("grid", "row", "cell")] == [1, 2, 3]


def test_headings_and_hard_line_breaks() -> None:
    text = "标题\n　　一、要点\n正文还\n没有完。"
    paragraphs = (
        Paragraph(Span(0, 2), 1),
        Paragraph(Span(3, 9), 2),
        Paragraph(Span(10, 18)),
    )
    sheet = _sheet(_page(Document(text, paragraphs, (Span(13, 14),)), []))

    assert '<h2 class="headline" id="p1"' in sheet
    assert '<h4 class="level2" id="p2" data-p="2"><span class="hidden">　　</span>一、' in sheet
    assert '还<span class="hidden">\n</span>没有' in sheet


def test_blocks_may_begin_inside_a_paragraph() -> None:
    document = Document.from_text("甲乙丙丁\n戊")
    blocks = (
        Block(Span(0, 2), "achievements", "成效"),
        Block(Span(2, 6), "problems", "问题"),
    )
    page = _page(document, [], blocks)

    assert _Reader(page).sheet == document.text
    assert _sheet(page).count('<div class="block ') == 2
    assert _sheet(page).count('id="p1"') == 1


@st.composite
def _reports(draw: st.DrawFn) -> tuple[Document, list[Span], list[Span]]:
    text = draw(_TEXTS)
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(lambda pair: Span(min(pair), max(pair)))
    edges = sorted(draw(st.sets(offsets, max_size=4)))
    blocks = [Span(*pair) for pair in pairwise(edges)]
    marked = draw(st.lists(spans.filter(len), max_size=8))
    document = Document.from_text(text)
    gaps = [Span(p.span.start + 1, p.span.end - 1) for p in document.paragraphs if len(p.span) > 3]
    broken = tuple(gaps) if draw(st.booleans()) else ()
    return Document(text, document.paragraphs, broken), marked, blocks


@given(_reports())
def test_the_sheet_is_the_text_and_marks_are_their_spans(
    report: tuple[Document, list[Span], list[Span]],
) -> None:
    document, spans, blocks = report
    marks = [Mark(span, _STYLES[n % 3], "错误", "有误") for n, span in enumerate(spans)]
    reader = _Reader(_page(document, marks, [Block(b, "plans", "思路") for b in blocks]))

    assert reader.sheet == document.text
    inside = {offset for p in document.paragraphs for offset in range(p.span.start, p.span.end)}
    for number, span in enumerate(spans, start=1):
        offsets = [n for n in range(span.start, span.end) if n in inside]
        # What a mark covers between the paragraphs that it reaches is not highlighted.
        expected = "".join(document.text[n] for n in offsets) or span.cut(document.text)
        assert reader.marks[number] == expected
    assert set(reader.targets) <= set(reader.ids)

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from analysed import ANALYSIS, DOCUMENT, EMPTY, RESULT

from reportnlp.document import Document, Source
from reportnlp.rendering.analysis_html import analysis_as_html

Golden = Callable[[str, str], None]


def _body(page: str) -> str:
    return re.sub(r"(<(style|script)>).*?(</\2>)", r"\1\3", page, flags=re.DOTALL)


def test_analysis_as_html(golden: Golden) -> None:
    page = _body(analysis_as_html(*RESULT, title="工作总结"))

    golden("analysis.html", re.sub(r"sha256-[^']+", "sha256-…", page))


def test_parts_are_set_off_and_listed() -> None:
    page = _body(analysis_as_html(*RESULT, title="工作总结"))

    for number, label in enumerate(("标题", "成效", "问题？", "思路"), start=1):
        assert f'id="b{number}" data-label="{label}"' in page
        assert f'<a href="#b{number}"><b>{label}</b>' in page


def test_marks_say_name_value_and_unit() -> None:
    page = analysis_as_html(*RESULT, title="工作总结")

    assert 'title="指标：完成投资 1,200,000,000,000元"' in page
    assert 'title="缺项：缺走访企业的数字（家）"' in page
    assert 'title="提法：三提（数字缩略，2 次）"' in page


def test_every_row_leads_to_a_mark() -> None:
    page = _body(analysis_as_html(*RESULT, title="工作总结"))
    ids = set(re.findall(r' id="([^"]+)"', page))
    targets = re.findall(r'href="#([^"]+)"', page)

    assert set(targets) <= ids
    found = (*ANALYSIS.metrics, *ANALYSIS.placeholders, *ANALYSIS.slogans)
    # All of them in the list; of a set phrase only the first place in the table.
    assert len([one for one in targets if one.startswith("m")]) == 2 * len(found) - 1


def test_what_a_report_says_stays_text() -> None:
    evil = "<script>alert(1)</script>\"'&amp;"
    document = Document.from_text(DOCUMENT.text, source=Source(evil))
    sections = tuple(replace(one, heading=evil) for one in ANALYSIS.sections)
    metrics = tuple(replace(one, name=evil, period=evil) for one in ANALYSIS.metrics)
    slogans = tuple(replace(one, variants=(evil,)) for one in ANALYSIS.slogans)
    analysis = replace(ANALYSIS, sections=sections, metrics=metrics, slogans=slogans)
    page = analysis_as_html(document, analysis, title=evil)

    assert page.count("<script>") == 1
    assert "alert(1)</script>" not in page


def test_an_analysis_without_anything() -> None:
    page = _body(analysis_as_html(*EMPTY, title="工作总结"))

    assert "0 项指标" in page
    assert "章节" not in page

"""Rules of arithmetic: what the messages show, what rounding excuses, what blanks silence."""

from __future__ import annotations

import pytest

from reportnlp.annotations import Finding
from reportnlp.checking.runner import check
from reportnlp.document import Document
from reportnlp.formats.files import read_document


def _findings(text: str, name: str) -> list[Finding]:
    return [finding for finding in check(Document.from_text(text)) if finding.name == name]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            "办结信访26件、热线9件、网络10件，合计47件。",
            "sum-mismatch",
            "26+9+10=45件，文中为47件",
        ),
        (
            "全年接到来电640件，其中物业类296件、噪声类188件、停车类156件，三类合计650件。",
            "sum-mismatch",
            "296+188+156=640件，文中为650件",
        ),
        (
            "全县用水2.4亿立方米，其中农业用水占58%、工业用水占24%、生活用水占15%、生态用水占8%。",
            "shares-not-100",
            "58+24+15+8=105",
        ),
        ("112个项目中完成33个，占39.5%。", "share-mismatch", "33个÷112个=29.46%，文中为39.5%"),
        (
            "预算由4200万元增至4830万元，增长18%。",
            "growth-mismatch",
            "（4830万元−4200万元）÷4200万元=15%，文中为18%",
        ),
        ("三次产业结构为9.2:51:41.9。", "shares-not-100", "9.2+51+41.9=102.1"),
        ("召开会议32场，其中大型会议41场。", "part-over-whole", "41场比总数32场还多"),
    ],
)
def test_the_message_shows_the_arithmetic(text: str, name: str, words: str) -> None:
    findings = _findings(text, name)

    assert len(findings) == 1
    assert words in findings[0].message


def test_all_places_are_marked() -> None:
    text = "办结信访26件、热线9件、网络10件，合计47件。"
    (finding,) = _findings(text, "sum-mismatch")

    assert finding.span.cut(text) == "47件"
    assert [other.span.cut(text) for other in finding.related] == ["26件", "9件", "10件"]


@pytest.mark.parametrize(
    "text",
    [
        "投入1.63亿元，分别为现金1.05亿元、物资0.41亿元、其他0.17亿元。",
        "收入由3.52亿元增至3.87亿元，增长9.9%。",
        "收入由3.52亿元增至3.87亿元，增长10%。",
        "办结信访26件、热线*件、网络10件，合计47件。",
        "经费由约20万元增至26万元，增长25%。",
        "112个项目中完成33个、开工44个，占39.3%。",
        "三个片区分别改造12户、30户、5户，共计47户。",
    ],
)
def test_rounding_blanks_and_other_bases_are_excused(text: str) -> None:
    names = {finding.name for finding in check(Document.from_text(text))}

    assert not names & {"sum-mismatch", "share-mismatch", "growth-mismatch"}


def test_what_rounding_could_explain_is_a_warning() -> None:
    (certain,) = _findings("预算由4200万元增至4830万元，增长18%。", "growth-mismatch")
    (likely,) = _findings("预算由20万元增至26万元，增长25%。", "growth-mismatch")

    assert (certain.severity, likely.severity) == ("error", "warning")


def test_tables_of_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("tables") / "表.md"
    path.write_text(
        "# 总结\n\n全年实施微更新项目28个，明细如下：\n\n| 项目 | 数量（个） |\n|---|---|\n"
        "| 路面修补 | 12 |\n| 楼道亮化 | 8 |\n| 口袋公园 | 4 |\n| 合计 | 24 |\n",
        encoding="utf-8",
    )
    document = read_document(path)
    found = [finding for finding in check(document) if finding.name == "table-conflict"]

    assert [finding.span.cut(document.text) for finding in found] == ["28个"]
    assert "表中“合计·数量”为24个，正文为28个" in found[0].message

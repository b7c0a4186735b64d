"""Set phrases of an office: what is one, of which kind, and what is none."""

from __future__ import annotations

import pytest

from reportnlp.document import Document
from reportnlp.extraction.placeholders import find_placeholders
from reportnlp.extraction.slogans import find_slogans


def _found(text: str) -> list[tuple[str, str]]:
    document = Document.from_text(text)
    slogans = find_slogans(document, find_placeholders(document))
    return [(slogan.kind, slogan.span.cut(text)) for slogan in slogans]


@pytest.mark.parametrize(
    ("text", "kind", "phrase"),
    [
        ("深入实施“链上江城”行动。", "brand", "链上江城"),
        ("打造“红烛先锋”党建品牌。", "brand", "红烛先锋"),
        ("“江畔书声”举办48期。", "brand", "江畔书声"),
        ("落实“1530”安全教育制度。", "numeral", "1530"),
        ("坚持三会一课制度。", "numeral", "三会一课"),
        ("建立“双谈心”制度。", "numeral", "双谈心"),
        ("构建“1+3+N”体系。", "numeral", "1+3+N"),
        ("压实一岗双责。", "numeral", "一岗双责"),
        ("聚焦群众健康，抓业务、强管理、优服务，完成任务。", "parallel", "抓业务、强管理、优服务"),
        (
            "以更纯的忠诚、更高的站位、更强的担当，推进各项工作。",
            "parallel",
            "更纯的忠诚、更高的站位、更强的担当",
        ),
    ],
)
def test_kinds(text: str, kind: str, phrase: str) -> None:
    found = _found(text)

    assert len(found) == 1
    assert found[0][0] == kind
    assert phrase in found[0][1]


def test_headings_of_paired_clauses_are_mottos() -> None:
    text = "（一）紧盯首办责任，提升办理质量。落实首接首办制度，办结信访事项120件。"

    assert ("motto", "紧盯首办责任，提升办理质量") in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "获评市级“先锋支部”，荣获“五一劳动奖状”。",
        "“十四五”时期经济发展迈上新台阶，党的二十大胜利召开。",
        "工业、农业、服务业协调发展。",
        "一是抓学习，二是抓作风。",
        "帮助解决思想“疙瘩”。",
        "拨打“12345”热线。",
        "搭建“*锐学研考”平台。",
    ],
)
def test_what_is_none(text: str) -> None:
    assert _found(text) == []


def test_counts_and_parts() -> None:
    text = "实施“三提”工程（提能、提标、提质）。推进“三提”工程走深走实。"
    first, second = find_slogans(Document.from_text(text))

    assert (first.count, second.count) == (2, 2)
    assert set(first.parts) == {"提能", "提标", "提质"}

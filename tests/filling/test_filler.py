from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fill_facts import fact, facts
from jsonschema import Draft202012Validator

from reportnlp.collecting.blanks import find_blanks
from reportnlp.document import Document, Paragraph, Span
from reportnlp.facts import Fact
from reportnlp.filling.filler import Filled, fill_document
from reportnlp.filling.reporting import filled_as_json, filled_as_text

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "fill.schema.json"


def filled(text: str, *items: Fact) -> Filled:
    return fill_document(Document.from_text(f"一、工作成效\n{text}"), facts(*items))


def line(text: str, *items: Fact) -> str:
    return filled(text, *items).text.partition("\n")[2]


@pytest.mark.parametrize(
    ("draft", "item", "expected"),
    [
        ("全年召开推进会**次。", fact("推进会", "12", "次"), "全年召开推进会12次。"),
        ("召开【待补：推进会次数（次）】。", fact("推进会", "12", "次"), "召开12次。"),
        ("召开推进会【待补】次。", fact("推进会", "12", "次"), "召开推进会12次。"),
        ("投入资金____万元。", fact("投入资金", "35000", "元"), "投入资金3.5万元。"),
        ("悬挂光荣牌**万块。", fact("悬挂光荣牌", "1.92万", "块"), "悬挂光荣牌1.92万块。"),
        ("办结率达XX%。", fact("办结率", "98.6", "%"), "办结率达98.6%。"),
        ("办结率达XX%。", fact("办结率", "95—98", "%"), "办结率达95%—98%。"),
        ("走访企业家。", fact("走访企业", "28", "家"), "走访企业28家。"),
        ("走访企业XX家。", fact("走访企业", "0", "家"), "走访企业0家。"),
        ("地区生产总值____。", fact("地区生产总值", "35.2", "亿元"), "地区生产总值35.2亿元。"),
    ],
)
def test_a_fact_in_its_blank(draft: str, item: Fact, expected: str) -> None:
    assert line(draft, item) == expected


@pytest.mark.parametrize(
    ("draft", "value", "approx", "expected", "told"),
    [
        ("解决难题***余条。", "1043", "", "解决难题1043条。", "稿中写“余”，事实是确数"),
        ("解决难题***余条。", "1043", "余", "解决难题1040余条。", ""),
        ("解决难题***多条。", "1043", "over", "解决难题1040多条。", ""),
        ("解决难题***条。", "1043", "余", "解决难题1040余条。", ""),
        ("解决难题近**条。", "43", "近", "解决难题近50条。", ""),
        ("解决难题近**条。", "43", "", "解决难题43条。", "稿中写“近”"),
        ("解决难题**条左右。", "43", "约", "解决难题43条左右。", ""),
        ("解决难题**条以上。", "43", "", "解决难题43条。", "稿中写“以上”"),
        ("解决难题约**条。", "40", "余", "解决难题40余条。", ""),
        ("解决难题**余条。", "18", "余", "解决难题10余条。", ""),
    ],
)
def test_approximations(draft: str, value: str, approx: str, expected: str, told: str) -> None:
    result = filled(draft, fact("解决难题", value, "条", approx=approx))

    assert result.text.partition("\n")[2] == expected
    assert (told in result.fillings[0].note) if told else not result.fillings[0].note


def test_线上_is_no_approximation() -> None:
    assert line("举办线上**场。", fact("举办线上", "8", "场")) == "举办线上8场。"


def test_ids_of_the_list_decide() -> None:
    text = "一、工作成效\n开展活动**次，举办活动**次。"
    first, second = find_blanks(Document.from_text(text))
    items = (
        fact("甲", "3", "次", identifier=second.id),
        fact("乙", "5", "次", identifier=first.id),
    )

    assert line("开展活动**次，举办活动**次。", *items) == "开展活动5次，举办活动3次。"


def test_an_id_with_another_unit_is_asked() -> None:
    (blank,) = find_blanks(Document.from_text("一、工作成效\n走访企业**家。"))
    result = filled("走访企业**家。", fact("走访企业", "3", "户", identifier=blank.id))

    assert [item.state for item in result.fillings] == ["doubtful"]
    assert "编号相同，单位不同" in result.fillings[0].note


@pytest.mark.parametrize(
    ("draft", "items", "told"),
    [
        ("走访企业**家。", [fact("走访企业", "28", "户")], "单位不同"),
        ("走访企业**家。", [fact("走访群众", "28", "家")], "分像"),
        (
            "走访**家。",
            [fact("走访企业", "28", "家"), fact("走访商铺", "9", "家")],
            "",
        ),
        ("平均住院日**天，缩短**天。", [fact("平均住院日", "7.2", "天")], ""),
    ],
)
def test_what_is_doubtful_is_not_filled(draft: str, items: list[Fact], told: str) -> None:
    result = filled(draft, *items)

    assert any(item.state != "filled" for item in result.fillings)
    assert told in " ".join(item.note for item in result.fillings)


def test_a_target_is_no_result() -> None:
    text = "一、工作成效\n走访企业**家。\n二、下一步工作思路\n2024年走访企业**家。"
    done, plan = fact("走访企业", "28", "家"), fact("走访企业", "40", "家", section="plans")
    document = Document.from_text(text)

    assert fill_document(document, facts(done, plan)).text == text.replace("**", "28", 1).replace(
        "**", "40"
    )
    only = fill_document(document, facts(done))
    assert [item.state for item in only.fillings] == ["filled", "doubtful"]


def test_another_year_is_another_figure() -> None:
    items = (fact("走访企业", "20", "家", period="2022年"), fact("走访企业", "28", "家"))

    assert line("走访企业**家。", *items) == "走访企业28家。"


def test_the_same_blank_twice_is_filled_twice() -> None:
    text = "走访企业**家。\n（一）全年累计走访企业**家，服务到位。"

    assert line(text, fact("走访企业", "28", "家")).count("28") == 2


def test_a_fact_that_is_not_known_yet_leaves_the_blank() -> None:
    (blank,) = find_blanks(Document.from_text("一、工作成效\n走访企业**家。"))
    result = filled("走访企业**家。", Fact(blank.id, name="走访企业", unit="家"))

    assert result.fillings[0].state == "left"
    assert result.fillings[0].note == "事实表里这一项还没有填"


def test_a_wrapped_copy() -> None:
    text = "一、工作成效\n全年深入基层，累计走访企\n业**余\n家，服务到位。\n"
    gaps = tuple(Span(i, i + 1) for i in (text.index("业**") - 1, text.index("家，") - 1))
    lines = (Paragraph(Span(0, 6)), Paragraph(Span(7, len(text) - 1)))
    document = Document(text, lines, gaps)

    result = fill_document(document, facts(fact("走访企业", "28", "家")))
    assert result.text == text.replace("**余", "28")


def test_report_for_a_person() -> None:
    result = filled(
        "走访企业**家，化解纠纷**余件，服务**区。",
        fact("走访企业", "28", "家"),
        fact("发放补贴", "3", "万元"),
    )

    text = filled_as_text(result)
    assert text.startswith("漏填的数字 2 处：已填 1，待定 0，未填 1。\n")
    assert "  第2行  走访企业【28】家，化解纠纷**余件，服务**区\n" in text
    assert "      依据：走访企业 28家（办公室），相似度 0.94\n" in text
    assert "没有用上的事实 1 条\n  发放补贴 3万元（办公室）\n" in text
    assert text.endswith("另有 1 处名称、地点或日期空着，要人工填写。\n")


def test_report_without_blanks() -> None:
    assert filled_as_text(filled("走访企业28家。")) == "没有找到漏填的数字。\n"


def test_json_keeps_to_its_schema(golden: Callable[[str, str], None]) -> None:
    result = filled(
        "走访企业**家，走访群众XX户，化解纠纷**余件。",
        fact("走访企业", "28", "家"),
        fact("走访困难群众", "30", "人"),
        fact("发放补贴", "3", "万元"),
    )
    content = filled_as_json(result)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(content))
    golden("fill.json", content)

"""Which figures of two years belong together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportnlp.checking.comparison import compare, compare_documents
from reportnlp.document import Document, Span

LAST = "2022年工作总结\n一、工作成效\n"
THIS = "2023年工作总结\n一、工作成效\n"


def _pairs(past: str, current: str) -> list[tuple[str, Decimal, Decimal]]:
    found = compare(Document.from_text(THIS + current), Document.from_text(LAST + past))
    return [(pair.name, pair.past.value, pair.current.value) for pair in found.pairs]


def test_one_thing_in_two_years() -> None:
    assert _pairs("新增城镇就业5527人。", "新增城镇就业6128人。") == [
        ("新增城镇就业", Decimal(5527), Decimal(6128))
    ]


@pytest.mark.parametrize(
    ("past", "current"),
    [
        ("城镇居民人均可支配收入20251元。", "农村居民人均可支配收入16720元。"),
        ("实施重点农牧业项目33个。", "实施重点工业项目32个。"),
        ("新建农村公路79公里。", "改造农村公路32公里。"),
        ("投资4360万元，对雨水管网进行改造。", "投资2756万元，完成学校建设。"),
        ("旅游接待人数370万人次。", "旅游收入38亿元。"),
    ],
)
def test_other_things_are_no_pair(past: str, current: str) -> None:
    assert _pairs(past, current) == []


def test_the_value_that_was_is_not_paired() -> None:
    pairs = _pairs("城镇化率达到52.6%。", "城镇化率由52.6%提高到53.7%。")

    assert [(past, current) for _, past, current in pairs] == [(Decimal("52.6"), Decimal("53.7"))]


def test_the_change_in_per_cent_and_in_points() -> None:
    found = compare(
        Document.from_text(THIS + "旅游总收入38.5亿元。群众满意率98.5%。"),
        Document.from_text(LAST + "旅游总收入30.8亿元。群众满意率97%。"),
    )

    assert [pair.change for pair in found.pairs] == [Decimal("25.00"), Decimal("1.5")]


def test_set_phrases() -> None:
    found = compare(
        Document.from_text(THIS + "开展“银龄互助”行动，深化“暖心敲门”行动。"),
        Document.from_text(LAST + "开展“暖心敲门”行动，实施“百日攻坚”行动。"),
    )

    assert (found.dropped, found.kept, found.new) == (("百日攻坚",), ("暖心敲门",), ("银龄互助",))


def test_spans_point_into_the_wrapped_text() -> None:
    text = THIS + "全年新增城镇就\n业6128人。"
    gap = text.index("就\n业") + 1
    plain = Document.from_text(text)
    wrapped = Document(text, plain.paragraphs[:2], (Span(gap, gap + 1),))
    found = compare_documents(wrapped, Document.from_text(LAST + "全年新增城镇就业5527人。"))

    assert [pair.current.span.cut(text) for pair in found.pairs] == ["6128人"]


def test_a_meeting_on_the_same_day_is_not_carried_over() -> None:
    found = compare(
        Document.from_text(THIS + "2023年3月15日在县第十八届人民代表大会第三次会议上。"),
        Document.from_text(LAST + "2022年3月15日在县第十八届人民代表大会第二次会议上。"),
    )
    again = compare(
        Document.from_text(THIS + "全年组织党员突击队36支，参加抢险1260人次。"),
        Document.from_text(LAST + "全年组织党员突击队36支，参加抢险1260人次。"),
    )

    assert found.copies == ()
    assert [copy.why for copy in again.copies] == ["figures"]

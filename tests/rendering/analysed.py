"""A small report with an analysis made by hand: something of every kind."""

from __future__ import annotations

from decimal import Decimal

from reportnlp.annotations import Analysis, Metric, Placeholder, Section, Slogan
from reportnlp.document import Document, Source, Span

_BODY = (
    "某县工业局2023年工作总结",
    "一、工作成效",
    "（一）抓项目。全年完成投资1.2万亿元，同比增长5—8%，其中技改投资近2300万元；开展“三提”行动，",
    "三提见效。走访企业**家，占三分之一。",
    "（二）抓服务。打造“=暖企”品牌，为群众办实事不少于40件，成本较上年下降3.5%。",
    "同时也看到，工作还有不足，人均产值下降0.4个百分点。",
    "二、2024年打算",
    "学在先、干在前、走在前，新招**人，负责人张某某。",
)


def _document() -> Document:
    document = Document.from_paragraphs(_BODY)
    line_end = document.text.index("\n三提见效")
    # The third and the fourth line are one paragraph of a wrapped copy.
    paragraphs = list(document.paragraphs)
    joined = paragraphs[2].__class__(Span(paragraphs[2].span.start, paragraphs[3].span.end))
    source = Source("总结/=工业局 100%.txt", "txt", "utf-8", "0a" * 32)
    return Document(
        document.text,
        (*paragraphs[:2], joined, *paragraphs[4:]),
        (Span(line_end, line_end + 1),),
        source,
    )


DOCUMENT = _document()


def place(quote: str, *, after: str = "") -> Span:
    """Where the quote stands."""
    start = DOCUMENT.text.index(quote, DOCUMENT.text.index(after) + len(after))
    return Span(start, start + len(quote))


def _section(label: str, first: str, last: str, heading: str, confidence: float) -> Section:
    return Section(Span(place(first).start, place(last).end), label, heading, confidence)


ANALYSIS = Analysis(
    sections=(
        _section("title", "某县工业局", "工作总结", "", 0.99),
        _section("achievements", "一、工作成效", "下降3.5%。", "一、工作成效", 0.975),
        _section("problems", "同时也看到", "0.4个百分点。", "", 0.62),
        _section("plans", "二、2024年打算", "新招**人", "二、2024年打算", 0.9),
    ),
    metrics=(
        Metric(place("1.2万亿元"), "完成投资", Decimal("1.2E+12"), "元", "money", period="全年"),
        Metric(place("5—8%"), "完成投资", Decimal(5), "%", "percent", Decimal(8), change="up 同比"),
        Metric(
            place("近2300万元"),
            "技改投资",
            Decimal("2.3E+7"),
            "元",
            "money",
            approx="under",
            whole=place("1.2万亿元"),
        ),
        Metric(place("三分之一"), "走访企业", Decimal(1) / Decimal(3), "", "ratio"),
        Metric(place("不少于40件"), "-为群众办实事", Decimal("40.0"), "件", approx="over"),
        Metric(place("3.5%"), "成本", Decimal("3.50"), "%", "percent", change="down 较上年"),
        Metric(
            place("0.4个百分点"), "人均产值", Decimal("-0.4"), "个百分点", "percent", change="down"
        ),
    ),
    placeholders=(
        Placeholder(place("**"), "number", "家", "走访企业"),
        Placeholder(place("**", after="新招"), "number", "人", ""),
        Placeholder(place("张某某"), "name", "", "负责人", "masked-name"),
    ),
    slogans=(
        Slogan(place("三提"), "numeral", 2, (), ("提能", "提标", "提质")),
        Slogan(place("三提", after="行动，"), "numeral", 2, (), ("提能", "提标", "提质")),
        Slogan(place("=暖企"), "brand", 1, ("“=暖企”品牌",)),
        Slogan(place("学在先、干在前、走在前"), "parallel"),
    ),
)
RESULT = (DOCUMENT, ANALYSIS)
EMPTY = (Document.from_text("都好。"), Analysis((), (), (), ()))

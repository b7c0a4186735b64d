"""A small report with findings of every kind, as the rules would give them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from reportnlp.annotations import Edit, Finding, Placeholder, Related
from reportnlp.document import Document, Paragraph, Source, Span

Report = tuple[Document, tuple[Finding, ...]]

_BODY = (
    "2023年度述职报告",
    "一、工作成效",
    "　　全年组织理论中心组学习会**次，收集意见建议***余条，整改问题28个,整改率100%。"
    "去年近20余次深入一线。",
    "　　共办理来信60件，其中信访20件、热线25件、网络10件，落实到XX个责任科室。",
    "三、存在问题",
    "　　去年学习还不够系统。去年调研还不够扎实。去年创新还不够有力。去年督查还不够及时。",
)
_CELLS = ("走访企业", "**家")


@dataclass(frozen=True, slots=True)
class Text:
    """What the views read of a rule."""

    code: str
    name: str
    severity: str
    explanation: str
    source: str
    suggestion: str = ""


RULES = (
    Text("AR301", "sum-mismatch", "error", "各分项相加应当等于总数。", "统计", "核对各分项。"),
    Text(
        "DT406",
        "relative-date",
        "info",
        "归档以后，“去年”指哪一年就说不清了。",
        "实务",
        "写明年份。",
    ),
    Text("NU203", "double-approximation", "warning", "“近”和“余”只用一个", "实务", "只留一个"),
    Text(
        "PH101",
        "star-placeholder",
        "error",
        "星号占着数字的位置。{送审前}要换掉。",
        "实务",
        "补上。",
    ),
    Text(
        "ST502", "heading-gap", "error", "标题序号跳了，多半是删改时漏了。", "GB/T 9704-2012 7.3.3"
    ),
    Text("TX604", "halfwidth-punct", "warning", "中文里用全角标点。", "GB/T 15834-2011"),
)


def _document() -> Document:
    document = Document.from_paragraphs(_BODY)
    text, paragraphs = document.text, list(document.paragraphs)
    for column, cell in enumerate(_CELLS, start=1):
        span = Span(len(text) + 1, len(text) + 1 + len(cell))
        paragraphs.append(Paragraph(span, origin=f"表1 第2行 第{column}列"))
        text += "\n" + cell
    source = Source("报告/述职 100%.txt", "txt", "utf-8", "0a" * 32)
    return Document(text, tuple(paragraphs), source=source)


@pytest.fixture(name="rules")
def rules_fixture() -> tuple[Text, ...]:
    return RULES


@pytest.fixture(name="report")
def report_fixture() -> Report:
    document = _document()
    severities = {rule.code: (rule.name, rule.severity) for rule in RULES}

    def found(
        code: str,
        quote: str,
        message: str,
        suggestion: str = "",
        *,
        after: str = "",
        blank: tuple[str, str, str] | None = None,
        fix: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> Finding:
        start = document.text.index(quote, document.text.index(after) + len(after))
        span = Span(start, start + len(quote))
        name, severity = severities[code]
        edit = None if fix is None else Edit(span, fix)
        placeholder = None if blank is None else Placeholder(span, *blank)
        return Finding(code, name, severity, span, message, suggestion, edit, related, placeholder)

    part = document.text.index("信访20件")
    findings = (
        found(
            "PH101",
            "**",
            "数字还没有填：**次",
            "补上次数。",
            blank=("number", "次", "理论中心组学习会"),
        ),
        found(
            "PH101",
            "***",
            "数字还没有填：***余条",
            "补上条数。",
            blank=("number", "条", "意见建议"),
        ),
        found("TX604", ",", "中文里用了半角逗号", "改成“，”。", fix="，"),
        found("NU203", "近20余次", "“近”和“余”重复", "只留一个。"),
        found(
            "AR301",
            "60件，其中信访20件、热线25件、网络10件",
            "分项之和是55件，与总数60件不符",
            related=(Related(Span(part, part + 5), "第一个分项"),),
        ),
        found("PH101", "XX", "数字还没有填：XX个", blank=("number", "个", "")),
        found("ST502", "三、存在问题", "标题序号由“一、”跳到“三、”", "核对是否缺了“二、”。"),
        *(
            found("DT406", "去年", "“去年”指哪一年，归档以后说不清", "写明年份。", after=after)
            for after in ("三、存在问题", "系统。", "扎实。", "有力。")
        ),
        found(
            "PH101",
            "**",
            "数字还没有填：**家",
            after="走访企业",
            blank=("number", "家", "走访企业"),
        ),
        found("PH101", "家", "名称：" + "<b>&\"'", after="走访企业", blank=("org", "", "")),
    )
    return document, findings

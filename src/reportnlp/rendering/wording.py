"""The Chinese words of the views: severities, families of rules, the closing line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportnlp.annotations import Finding
from reportnlp.document import Document

Results = Sequence[tuple[Document, tuple[Finding, ...]]]
"""Documents with their findings, in the order in which they were asked for."""

SEVERITY_WORDS = {"error": "错误", "warning": "警告", "info": "提示"}
"""From the gravest to the lightest."""

_FAMILIES = {
    "PH": "缺项",
    "NU": "数字",
    "N": "数字",
    "AR": "核算",
    "DT": "日期",
    "ST": "结构",
    "TX": "文字标点",
    "P": "文字标点",
    "L": "版式",
}
_OTHER_FAMILY = "其他"
FAMILY_WORDS = (*dict.fromkeys(_FAMILIES.values()), _OTHER_FAMILY)
"""The families in the order in which a view lists them."""

_STOPS = "。！？!?；"


def family_of(code: str) -> str:
    """The family of a rule by the letters of its code: "缺项" for PH101."""
    return _FAMILIES.get(code.rstrip("0123456789"), _OTHER_FAMILY)


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, the gravest first."""
    counts = dict.fromkeys(SEVERITY_WORDS, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def is_missing_figure(finding: Finding) -> bool:
    """Whether it reports a number that is still to be written."""
    return finding.placeholder is not None and finding.placeholder.kind == "number"


def closing_line(findings: Sequence[Finding], *, files: int = 1) -> str:
    """ "共 15 处：错误 9，警告 5，提示 1；缺数字 7 处。"; zeros are left out."""
    if not findings:
        return "没有发现问题。" if files == 1 else f"{files} 个文件都没有发现问题。"
    counts = severity_counts(findings)
    shares = "，".join(f"{SEVERITY_WORDS[name]} {count}" for name, count in counts.items() if count)
    missing = sum(map(is_missing_figure, findings))
    return (
        (f"{files} 个文件，" if files > 1 else "")
        + f"共 {len(findings)} 处：{shares}"
        + (f"；缺数字 {missing} 处。" if missing else "。")
    )


def joined_sentences(*parts: str) -> str:
    """The parts that are not empty, each with a stop at its end."""
    return "".join(part if part[-1] in _STOPS else part + "。" for part in parts if part)


def path_word(document: Document) -> str:
    """How a view calls the file."""
    return {"": "（文档）", "-": "（标准输入）"}.get(document.source.path, document.source.path)

"""Characters that nobody sees, and look-alikes from PDF copies; sentences that stand twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern


def _characters(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


_INVISIBLE_ONES = _characters(
    (0x200B, 0x200F), (0x2060, 0x2064), (0xFEFF, 0xFEFF), (0xAD, 0xAD), (0x202A, 0x202E),
    (0x2066, 0x2069), (0x180E, 0x180E), (0, 8), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x7F),
)  # fmt: skip
_COMPATIBLE_ONES = _characters((0x2E80, 0x2FDF), (0xF900, 0xFAFF))
_INVISIBLE = Pattern(
    "[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e\u2066-\u2069\u180e\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+"
)


def find_invisible_characters(draft: Draft) -> Iterator[Fault]:
    for match in _INVISIBLE.finditer(draft.text):
        code = f"U+{ord(match.group()[0]):04X}"
        yield Fault(Span(*match.span()), {"code": code}, replacement="")


_COMPATIBLE = Pattern("[\u2e80-\u2fdf\uf900-\ufaff]+")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零两")


def find_compatibility_characters(draft: Draft) -> Iterator[Fault]:
    """⽉ (U+2F49) for 月 (U+6708): searches and spell checkers miss them."""
    for match in _COMPATIBLE.finditer(draft.text):
        right = unicodedata.normalize("NFKC", match.group())
        safe = right != match.group() and not _NUMERALS & set(right)
        yield Fault(
            Span(*match.span()),
            {"code": f"U+{ord(match.group()[0]):04X}", "right": right},
            replacement=right if safe else None,
        )


_SENTENCE = Pattern(r"[^。！？\n]{14,400}[。！？]?")
_MIN_SENTENCE = 16


def find_duplicate_sentences(draft: Draft) -> Iterator[Fault]:
    """A sentence that stands twice in one text."""
    seen: dict[str, Span] = {}
    text = draft.text
    plain = text.replace("！", "。").replace("？", "。").replace("\n", "。").split("。")
    long = [sentence.strip() for sentence in plain if len(sentence) >= _MIN_SENTENCE]
    if len(set(long)) == len(long):
        return
    headings = {heading.paragraph for heading in draft.headings if not heading.run_in}
    for match in _SENTENCE.finditer(text):
        body = match.group().strip(" \u3000\t")
        if len(body) < _MIN_SENTENCE:
            continue
        key = body.rstrip("。！？；")
        start = match.start() + len(match.group()) - len(match.group().lstrip(" \u3000\t"))
        span = Span(start, start + len(body))
        first = seen.setdefault(key, span)
        if first is span or draft.document.paragraph_at(span.start) in headings:
            continue
        paragraph = draft.document.paragraphs[draft.document.paragraph_at(span.start)]
        if paragraph.origin or (body[-1] not in "。！？；" and "，" not in body):
            continue
        yield Fault(span, related=(Related(first, "第一次出现在这里"),))


RULES = (
    Rule(
        code="TX605",
        name="invisible-character",
        triggers=_INVISIBLE_ONES,
        severity="warning",
        message="有看不见的字符（{code}）。",
        suggestion="删去。",
        find=find_invisible_characters,
        fixable=True,
        source="实务",
        explanation="从网页或 PDF 复制带来的零宽字符，会让查找和排版出错。",
        bad=("全年召开会议\u200b12次。",),
        good=("全年召开会议12次。",),
    ),
    Rule(
        code="TX606",
        name="compatibility-character",
        triggers=_COMPATIBLE_ONES,
        severity="warning",
        message="“{quote}”（{code}）是部首或兼容字符，应为“{right}”。",
        suggestion="换成常用汉字。",
        find=find_compatibility_characters,
        fixable=True,
        source="实务",
        explanation="PDF 复制时常把“月”变成形似的部首字符，查找不到，朗读和打印也会出错。",
        bad=("政府⼯作报告",),
        good=("政府工作报告",),
    ),
    Rule(
        code="TX601",
        name="duplicate-sentence",
        severity="error",
        message="这句话在文中出现了两次。",
        suggestion="删去一处。",
        find=find_duplicate_sentences,
        source="实务",
        explanation="整句重复多是粘贴两遍。标题、称呼和不满十六个字的短句不算。",
        bad=(
            "全年组织干部职工开展各类业务培训12场次。抓好学习。全年组织干部职工开展各类业务培训12场次。",
        ),
        good=(
            "全年组织干部职工开展各类业务培训12场次。全年组织党员志愿者开展各类服务活动12场次。",
        ),
    ),
)

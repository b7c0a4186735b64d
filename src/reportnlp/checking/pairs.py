"""Quotation marks, brackets and titles: GB/T 15834-2011 and 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

# A finding that stands for many places names so many of them.
_MAX_RELATED = 50
_BRACKETED = Pattern(r"\(([^()（）\n]{1,60})\)")


def find_halfwidth_brackets(draft: Draft) -> Iterator[Fault]:
    """Half-width brackets around Chinese; where a text uses them all through, one finding."""
    text = draft.text
    spans = [
        Span(*match.span())
        for match in _BRACKETED.finditer(text)
        if any("\u4e00" <= character <= "\u9fff" for character in match.group(1))
    ]
    if not spans:
        return
    signs = {sign.sign.start for sign in draft.headings if sign.style in ("bracketed", "round")}
    mixed = any(text[start] == "（" for start in signs)
    if "（" in text or len(spans) == 1:
        for span in spans:
            if mixed and span.start in signs:
                # Reported as mixed numbering.
                continue
            inside = text[span.start + 1 : span.end - 1]
            yield Fault(span, replacement=f"（{inside}）")
        return
    first = spans[0]
    inside = text[first.start + 1 : first.end - 1]
    others = tuple(Related(span, "同样是半角括号") for span in spans[1:_MAX_RELATED])
    yield Fault(
        first,
        {"count": f"（全文 {len(spans)} 处都是）"},
        replacement=f"（{inside}）",
        severity="info",
        related=others,
    )


_OPEN = "“‘《〈（【〔「『"
_CLOSE = "”’》〉）】〕」』"
_PARTNER = dict(zip(_CLOSE, _OPEN, strict=True))
_PAIRED = Pattern("[“”‘’《》〈〉（）【】〔〕「」『』()\n]")
_ENUMERATOR = Pattern(
    r"(?:^|[；;。，,：:、 \t\u3000\n])(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$"
)


def find_unpaired_marks(draft: Draft) -> Iterator[Fault]:
    """Quotation marks and brackets without a partner; one fault for a run of the same mark."""
    text = draft.text
    start = end = -1
    for at in [*sorted(_unpaired(text)), -2]:
        if start >= 0 and _belongs(text, start, end, at):
            end = at + 1
            continue
        if start >= 0:
            yield Fault(Span(start, end))
        start, end = at, at + 1


def _belongs(text: str, start: int, end: int, at: int) -> bool:
    """Whether a mark goes on a run of the same mark, or was meant to close it: “清风“品牌."""
    if at < 0 or text[at] != text[start]:
        return False
    return at == end or (text[at] == "“" and end == start + 1 and _is_name(text[end:at]))


def _is_name(inside: str) -> bool:
    return len(inside) <= _LONGEST_NAME and not any(mark in inside for mark in "。；！？\n”“")


_LONGEST_NAME = 16


# Nobody opens more brackets than this before closing one.
_MAX_OPEN = 50


def _unpaired(text: str) -> Iterator[int]:
    """Places of marks without a partner; a quote may run over several paragraphs."""
    stack: list[tuple[str, int]] = []
    carried: list[tuple[str, int]] = []
    numbered = _year_brackets(text)
    for match in _PAIRED.finditer(text):
        mark, at = match.group(), match.start()
        if at in numbered:
            continue
        mark = "（" if mark == "(" else "）" if mark == ")" else mark
        if mark == "\n":
            carried, lost = _end_of_paragraph(text, at, stack, carried)
            yield from lost
            stack = []
        elif mark in _OPEN:
            if mark == "“" and any(open_ == "“" for open_, _ in stack) and not _nested(stack):
                position = max(i for i, (open_, _) in enumerate(stack) if open_ == "“")
                yield stack.pop(position)[1]
            stack.append((mark, at))
            if len(stack) > _MAX_OPEN:
                yield stack.pop(0)[1]
        else:
            yield from _close(text, mark, at, stack, carried)
    _, lost = _end_of_paragraph(text, len(text), stack, carried)
    yield from lost


def _nested(stack: list[tuple[str, int]]) -> bool:
    """Whether a single quote or a title stands open inside the double quote: “…‘…“."""
    last = max(i for i, (mark, _) in enumerate(stack) if mark == "“")
    return any(mark in "‘《（" for mark, _ in stack[last + 1 :])


def _close(
    text: str, mark: str, at: int, stack: list[tuple[str, int]], carried: list[tuple[str, int]]
) -> Iterator[int]:
    wanted = _PARTNER[mark]
    for index in range(len(stack) - 1, -1, -1):
        if stack[index][0] == wanted:
            for _, left in stack[index + 1 :]:
                yield left
            del stack[index:]
            return
    if carried and carried[-1][0] == wanted:
        carried.pop()
        return
    if mark == "）" and _ENUMERATOR.search(text[max(at - 5, 0) : at]):
        return
    if mark == "’" and text[at - 1 : at].isascii():
        return
    yield at


def _end_of_paragraph(
    text: str, at: int, stack: list[tuple[str, int]], carried: list[tuple[str, int]]
) -> tuple[list[tuple[str, int]], list[int]]:
    """What a paragraph leaves open: carried on if the next one opens with the same quote."""
    if not stack:
        return carried if carried else [], []
    following = text[at + 1 : at + 4].lstrip(" \u3000")
    if (
        len(stack) == 1
        and stack[0][0] == "“"
        and (following.startswith("“") or _closes_soon(text, at))
    ):
        return stack[:], []
    return [], [left for _, left in stack]


def _closes_soon(text: str, at: int) -> bool:
    """Whether a line end cut a quoted phrase in two: the other half stands right behind it."""
    closing, opening = text.find("”", at, at + 40), text.find("“", at, at + 40)
    return closing >= 0 and (opening < 0 or closing < opening) and "。" not in text[at:closing]


_BETWEEN = Pattern(r"(?<=[”])、(?=“)|(?<=[》])、(?=《)")


def find_commas_between_quotes(draft: Draft) -> Iterator[Fault]:
    for match in _BETWEEN.finditer(draft.text):
        yield Fault(Span(*match.span()), replacement="")


_DOC_NUMBER = Pattern(
    r"(?<=[\u4e00-\u9fff])(?P<open>[\[［【(（〔])(?P<year>(?:19|20)[0-9]{2}|(?<=〔)[12][0-9])"
    r"(?P<close>[\]］】)）〕])(?P<rest>第?0?[0-9]{1,4}号)"
)


def _year_brackets(text: str) -> frozenset[int]:
    """The two marks around the year of a document number: they belong together, alike or not."""
    if "号" not in text:
        return frozenset()
    return frozenset(
        match.start(mark) for match in _DOC_NUMBER.finditer(text) for mark in ("open", "close")
    )


_FULL_YEAR = 4


def find_wrong_document_numbers(draft: Draft) -> Iterator[Fault]:
    for match in _DOC_NUMBER.finditer(draft.text):
        brackets = match.group("open") + match.group("close")
        short = len(match.group("year")) < _FULL_YEAR
        if brackets == "〔〕" and match.group("rest")[0] not in "第0" and not short:
            continue
        if brackets == "〔〕" or short:
            yield Fault(Span(match.start("open"), match.end()))
            continue
        right = f"〔{match.group('year')}〕{match.group('rest')}"
        yield Fault(
            Span(match.start("open"), match.start("rest")),
            replacement=f"〔{match.group('year')}〕",
            values={"right": right},
        )


RULES = (
    Rule(
        code="P01",
        name="halfwidth-punct",
        severity="warning",
        message="用了半角括号“{quote}”{count}。",
        suggestion="改为全角括号（）。",
        find=find_halfwidth_brackets,
        triggers="(",
        fixable=True,
        source="标准 GB/T 15834-2011",
        explanation="中文里的括号用全角。全文一律用半角括号时只提示一次。",
        bad=("选派专家(含外聘)12名，（一）组学习。",),
        good=("选派专家（含外聘）12名。", "采用TCP(IP)协议。"),
    ),
    Rule(
        code="P02",
        name="unpaired-quote",
        severity="error",
        message="“{quote}”没有配对。",
        suggestion="补上另一半，或删去这一半。",
        find=find_unpaired_marks,
        triggers=_OPEN + _CLOSE + "()",
        source="标准 GB/T 15834-2011",
        explanation="引号、书名号、括号成对使用。一段话引到下一段时，只在各段开头重复前引号，不算漏。",
        bad=(
            "实施“四大工程，协同推进品牌建设。",
            "印发《工作方案，明确分工。",
            "选派专家（含外聘12名。",
        ),
        good=(
            "实施“四大工程”，建立“双谈心”制度。",
            "1）抓学习；2）抓作风。",
            "开展‘双进’活动。",
        ),
    ),
    Rule(
        code="P03",
        name="comma-between-quotes",
        severity="info",
        message="并列的引号或书名号之间不用顿号。",
        suggestion="删去顿号。",
        find=find_commas_between_quotes,
        triggers=("”、“", "》、《"),
        fixable=True,
        source="标准 GB/T 15834-2011 4.5.3.5",
        explanation="标有引号、书名号的并列成分之间通常不用顿号；中间另有词语或括注时可用。",
        bad=("落实“提能”、“提标”要求。", "学习《条例》、《准则》。"),
        good=("落实“提能”“提标”要求。", "学习《条例》（修订版）、《准则》。"),
    ),
    Rule(
        code="P09",
        name="doc-number-bracket",
        severity="warning",
        message="发文字号的年份括号或序号不规范：“{quote}”。",
        suggestion="年份用六角括号〔〕，序号不加“第”、不补零。",
        find=find_wrong_document_numbers,
        triggers=("〔", *(mark + century for mark in "[［【(（" for century in ("19", "20"))),
        fixable=True,
        source="标准 GB/T 9704-2012 7.2.5",
        explanation="发文字号的年份标全称，用六角括号括入；发文顺序号不加“第”字，不编虚位，后加“号”字。",
        bad=(
            "印发方案（云办〔2022)5号）。",
            "印发方案（云办[2022]5号）。",
            "印发方案（云办〔2022〕05号）。",
            "印发方案（云办〔22〕5号）。",
        ),
        good=("印发方案（云办〔2022〕5号）。", "在会上（2022）作了报告。"),
    ),
)

"""Marks: GB/T 15834-2011 as far as a program can tell."""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

# A finding that stands for many places names so many of them.
_MAX_RELATED = 50
_HAN = "\u4e00-\u9fff"
_FULL = str.maketrans(",;:?!().", "，；：？！（）。")
_HALF = Pattern(r"[,;:?!.]")
_CLOSERS = frozenset("”》）")
_FIGURE_ENDS = frozenset("0123456789%％")


def find_halfwidth_marks(draft: Draft) -> Iterator[Fault]:
    """Half-width marks beside Chinese characters."""
    text = draft.text
    for match in _HALF.finditer(text):
        at, mark = match.start(), match.group()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        behind_han = "\u4e00" <= before <= "\u9fff" or before in _CLOSERS
        before_han = "\u4e00" <= after <= "\u9fff" or after in ("“", "《")
        if mark == ".":
            ends = before_han or not after or after == "\n"
            if not ends or not (behind_han or before in ("%", "％")):
                continue
            if _ENUMERATED.search(text, max(at - 8, 0), at):
                continue
        elif behind_han:
            if after in ("/", "\\", ".") and after:
                continue
        elif not before_han or not (
            before in _FIGURE_ENDS or (before.isascii() and before.isalpha())
        ):
            continue
        yield Fault(Span(at, at + 1), replacement=mark.translate(_FULL))


# 一.工作情况: reported as a sequence sign.
_ENUMERATED = Pattern(r"(?:^|\n)[ \t\u3000]*[（(]?[一二三四五六七八九十]{1,3}[）)]?$")


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
        if at == end and text[at] == text[start]:
            end += 1
            continue
        if start >= 0:
            yield Fault(Span(start, end))
        start, end = at, at + 1


# Nobody opens more brackets than this before closing one.
_MAX_OPEN = 50


def _unpaired(text: str) -> Iterator[int]:
    """Places of marks without a partner; a quote may run over several paragraphs."""
    stack: list[tuple[str, int]] = []
    carried: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(text):
        mark, at = match.group(), match.start()
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


_BEFORE_DENG = Pattern(r"[、，]等(?!等|[级候待于同次分距离额量值着到我你他价])")


def find_commas_before_deng(draft: Draft) -> Iterator[Fault]:
    for match in _BEFORE_DENG.finditer(draft.text):
        yield Fault(Span(match.start(), match.end()), replacement="等")


def find_numbering_marks(draft: Draft) -> Iterator[Fault]:
    """一. and （一）、 and 1、 at the start of a paragraph."""
    text = draft.text
    for sign in draft.signs:
        written = sign.sign.cut(text).strip()
        numeral = written.rstrip("、.．，, ")
        if sign.style == "chinese" and written[-1] != "、":
            if written[-1] in "，," and "\n二，" not in text and "\n二," not in text:
                # 一，… at the start of a paragraph is a sign only where 二，… follows.
                continue
            right = numeral + "、"
        elif sign.style in ("bracketed", "round") and written[-1] in "、.．，,":
            right = numeral.translate(_FULL)
        elif sign.style == "arabic" and written[-1] == "、":
            right = numeral + "."
        else:
            continue
        span = Span(sign.sign.start, sign.sign.start + len(written))
        yield Fault(span, {"right": right}, replacement=right)


_ELLIPSES = Pattern(
    rf"[。．]{{3,20}}|\.{{3,20}}(?=[{_HAN}，。；、”）\n]|$)|·{{3,20}}|、{{3,20}}|(?<!…)…(?!…)|…{{3,40}}"
)
_DENG_ELLIPSIS = Pattern(r"等……|……等(?=[，。；\n]|$)")


def find_wrong_ellipses(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for match in _ELLIPSES.finditer(text):
        if match.group()[0] in ".·" and not _touches_han(text, match):
            continue
        if "\t" in text[max(match.start() - 2, 0) : match.end() + 2] or len(match.group()) > 8:
            continue
        yield Fault(Span(*match.span()), replacement="……")
    for match in _DENG_ELLIPSIS.finditer(text):
        yield Fault(Span(*match.span()))


def _touches_han(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    return "\u4e00" <= before <= "\u9fff"


_YEAR_RANGE = Pattern(
    r"(?<![0-9])((?:19|20)[0-9]{2}年?)[ ]?(--|[-－–~～])[ ]?(?=(?:19|20)[0-9]{2}年)"
)


def find_wrong_range_marks(draft: Draft) -> Iterator[Fault]:
    for match in _YEAR_RANGE.finditer(draft.text):
        yield Fault(Span(*match.span(2)), replacement="—")


_DOUBLED = Pattern(r"[，。；：、！？]{2,20}")
_ALLOWED_PAIRS = frozenset(("？！", "！？", "！！", "！！！", "？？", "？？？"))


def find_doubled_marks(draft: Draft) -> Iterator[Fault]:
    for match in _DOUBLED.finditer(draft.text):
        marks = match.group()
        if (
            marks in _ALLOWED_PAIRS
            or (len(marks) >= 3 and set(marks) <= {"。"})
            or (set(marks) == {"、"} and len(marks) > 2)
        ):
            continue
        same = len(set(marks)) == 1
        yield Fault(Span(*match.span()), replacement=marks[0] if same else None)


_DOC_NUMBER = Pattern(
    rf"(?<=[{_HAN}])(?P<open>[\[［【(（〔])(?P<year>(?:19|20)[0-9]{{2}})(?P<close>[\]］】)）〕])(?P<rest>第?0?[0-9]{{1,4}}号)"
)


def find_wrong_document_numbers(draft: Draft) -> Iterator[Fault]:
    for match in _DOC_NUMBER.finditer(draft.text):
        brackets = match.group("open") + match.group("close")
        if brackets == "〔〕" and match.group("rest")[0] not in "第0":
            continue
        if brackets == "〔〕":
            yield Fault(Span(match.start("open"), match.end()))
            continue
        right = f"〔{match.group('year')}〕{match.group('rest')}"
        yield Fault(
            Span(match.start("open"), match.start("rest")),
            replacement=f"〔{match.group('year')}〕",
            values={"right": right},
        )


def find_heading_stops(draft: Draft) -> Iterator[Fault]:
    """A heading on its own line takes no final stop."""
    text = draft.text
    for heading in draft.headings:
        end = heading.span.end
        if heading.run_in or heading.style not in ("part", "chinese", "bracketed"):
            continue
        if "：" in heading.title:
            continue
        if text[end : end + 1] == "。" and not text[end + 1 : end + 2].strip():
            yield Fault(Span(end, end + 1), replacement="")


def find_mixed_list_separators(draft: Draft) -> Iterator[Fault]:
    """一是…；二是…。三是…；: one list, two separators."""
    text = draft.text
    run: list[tuple[int, int]] = []
    for position, item in enumerate(draft.items):
        if item.series != "shi":
            continue
        if item.number == 1 or not run or item.number != run[-1][1] + 1:
            run = []
        run.append((position, item.number))
        following = draft.items[position + 1] if position + 1 < len(draft.items) else None
        if (
            following is not None
            and following.number == item.number + 1
            and following.paragraph == item.paragraph
        ):
            continue
        if len(run) >= 3:
            yield from _separators_of(draft, text, [draft.items[index].span for index, _ in run])
        run = []


def _separators_of(draft: Draft, text: str, signs: list[Span]) -> Iterator[Fault]:
    bodies = [text[a.end : b.start].rstrip() for a, b in itertools.pairwise(signs)]
    if any("。" in body[:-1] or "\n" in body for body in bodies):
        return
    ends = [body[-1:] for body in bodies]
    if set(ends) == {"；", "。"} or set(ends) == {"；", "，"}:
        common = max(sorted(set(ends)), key=ends.count)
        if ends.count(common) == len(ends) - ends.count(common):
            common = ends[0]
        for sign, end in zip(signs[1:], ends, strict=True):
            if end != common:
                at = text.rfind(end, 0, sign.start)
                yield Fault(Span(at, at + 1), {"right": common}, replacement=common)


_DOTS = "·．•・‧∙"


def find_wrong_dots(draft: Draft) -> Iterator[Fault]:
    """1·8% for 1.8%, 传扬•勇挑 for 传扬·勇挑."""
    text = draft.text
    for at, character in enumerate(text):
        if character not in _DOTS:
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isdigit() and after.isdigit():
            if character in "．•" or (character == "·" and _AMOUNT.match(text, at + 1)):
                yield Fault(Span(at, at + 1), {"right": "."})
        elif character in "•・‧∙" and _is_han(before) and _is_han(after):
            yield Fault(Span(at, at + 1), {"right": "·"}, replacement="·")


_AMOUNT = Pattern(r"[0-9]{1,6}[%％万亿个]")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


_SPACE = Pattern(r"[ \u00a0](?=[0-9A-Za-z\u4e00-\u9fff])")
_LATIN = frozenset("0123456789%％") | frozenset(string.ascii_letters)
_SIGN_BEFORE = Pattern(r"(?:^|\n)[ \t\u3000#]*(?:[0-9]{1,2}|[A-Za-z])$")


def find_spaces_in_han(draft: Draft) -> Iterator[Fault]:
    """Spaces between Chinese characters and digits or letters: one finding a document."""
    text = draft.text
    spans = []
    for match in _SPACE.finditer(text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1]
        if not ((_is_han(before) and not _is_han(after)) or (before in _LATIN and _is_han(after))):
            continue
        if _SIGN_BEFORE.search(text, max(at - 12, 0), at) or text[at - 1 : at] == "\t":
            continue
        line = text.rfind("\n", max(at - 30, 0), at)
        if text[line + 1 : at].endswith(("部分", "章", "篇", "附件", "表", "图")):
            continue
        spans.append(Span(*match.span()))
    if spans:
        others = tuple(Related(span, "同样有空格") for span in spans[1:_MAX_RELATED])
        yield Fault(spans[0], {"count": str(len(spans))}, replacement="", related=others)


RULES = (
    Rule(
        code="P01",
        name="halfwidth-punct",
        severity="warning",
        message="中文里用了半角标点“{quote}”。",
        suggestion="改为全角标点。",
        find=find_halfwidth_marks,
        triggers=",;:?!.",
        fixable=True,
        source="标准 GB/T 15834-2011",
        explanation="中文句子里的逗号、分号、冒号、问号、叹号用全角。小数、比例、时刻、网址里的半角不算。",
        bad=("今年,我局开展检查3次。", "一是抓学习;二是抓作风。"),
        good=(
            "产业结构为22.8:38.8:38.4。",
            "会议于上午9:30召开。",
            "网址为http://www.example.com。",
            "投入1,200元。",
        ),
    ),
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
        good=("实施“四大工程”，建立“双谈心”制度。", "1）抓学习；2）抓作风。", "开展‘双进’活动。"),
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
        code="P04",
        name="comma-before-deng",
        severity="warning",
        message="“等”前面多了标点。",
        suggestion="删去“等”前的标点。",
        find=find_commas_before_deng,
        triggers="等",
        fixable=True,
        source="标准 GB/T 15834-2011",
        explanation="列举用“等”收尾时，“等”前不加顿号或逗号。",
        bad=("发挥工会、妇联、等组织作用。",),
        good=("发挥工会、妇联等组织作用。", "按技术难度、等级分类。"),
    ),
    Rule(
        code="P05",
        name="numbering-mark",
        severity="warning",
        message="序号“{quote}”的标点不对，应为“{right}”。",
        suggestion="“一、”用顿号，“（一）”后不加标点，“1.”用圆点。",
        find=find_numbering_marks,
        fixable=True,
        source="标准 GB/T 9704-2012 7.3.3、GB/T 15834-2011",
        explanation="层次序数依次为“一、”“（一）”“1.”“（1）”。",
        bad=("（一）、抓学习", "1、抓学习", "一.工作情况"),
        good=("（一）抓学习", "1.抓学习", "一、工作情况"),
    ),
    Rule(
        code="P06",
        name="ellipsis-form",
        severity="warning",
        message="省略号的形式不对：“{quote}”。",
        suggestion="用“……”，且不与“等”连用。",
        find=find_wrong_ellipses,
        triggers=("。。。", "...", "．．．", "···", "、、、", "…"),
        fixable=True,
        source="标准 GB/T 15834-2011 4.11",
        explanation="省略号占两个字的位置，写作“……”；与“等”只用一个。",
        bad=("听民意、解民忧。。。", "听民意、解民忧...", "工会、妇联等……"),
        good=("“听民意，解民忧……”", "版本为v1.2.3。"),
    ),
    Rule(
        code="P07",
        name="range-mark",
        severity="warning",
        message="年份起止之间用了“{quote}”。",
        suggestion="年份起止用一字线“—”。",
        find=find_wrong_range_marks,
        triggers="-－–~～",
        fixable=True,
        source="标准 GB/T 15834-2011 4.13",
        explanation="时间、地域的起止用一字线，数值的起止用浪纹线或一字线，短横线用于复合名称。",
        bad=("实施三年行动（2021-2023年）。",),
        good=("实施三年行动（2021—2023年）。", "联系电话为0571-2021123。"),
    ),
    Rule(
        code="P08",
        name="doubled-punct",
        severity="error",
        message="标点重复：“{quote}”。",
        suggestion="只留一个。",
        find=find_doubled_marks,
        triggers="，。；：、！？",
        fixable=True,
        source="标准 GB/T 15834-2011",
        explanation="句内标点不连用。省略号、破折号不在此列。",
        bad=("抓好学习，，改进作风。", "抓好学习，。"),
        good=("抓好学习，改进作风。", "怎么办？！我们这样回答。"),
    ),
    Rule(
        code="P09",
        name="doc-number-bracket",
        severity="warning",
        message="发文字号的年份括号或序号不规范：“{quote}”。",
        suggestion="年份用六角括号〔〕，序号不加“第”、不补零。",
        find=find_wrong_document_numbers,
        triggers=tuple(f"{mark}{century}" for mark in "[［【(（〔" for century in ("19", "20")),
        fixable=True,
        source="标准 GB/T 9704-2012 7.2.5",
        explanation="发文字号的年份标全称，用六角括号括入；发文顺序号不加“第”字，不编虚位，后加“号”字。",
        bad=(
            "印发方案（云办〔2022)5号）。",
            "印发方案（云办[2022]5号）。",
            "印发方案（云办〔2022〕05号）。",
        ),
        good=("印发方案（云办〔2022〕5号）。", "在会上（2022）作了报告。"),
    ),
    Rule(
        code="P10",
        name="heading-stop",
        severity="info",
        message="标题末尾多了“{quote}”。",
        suggestion="独立成行的标题末尾不用句号。",
        find=find_heading_stops,
        fixable=True,
        source="实务",
        explanation="标题独占一行时末尾不加句号；标题后接正文的（段首标题）照常用句号。",
        bad=("一、存在问题。\n一是学习不够深入，二是融合不够紧密。",),
        good=(
            "一、存在问题\n一是学习不够深入，二是融合不够紧密。",
            "（一）抓学习。全年组织学习12次。",
        ),
    ),
    Rule(
        code="P11",
        name="list-separator",
        severity="info",
        message="同一组“一是、二是”之间的分隔标点不一致（其余用“{right}”）。",
        suggestion="改为一致。",
        find=find_mixed_list_separators,
        triggers="是",
        fixable=True,
        source="实务",
        explanation="并列的几项用同一种标点隔开；各项内部有句号的，一律用句号，不在此列。",
        bad=("一是抓学习；二是抓作风。三是抓落实；四是抓品牌。",),
        good=(
            "一是抓学习；二是抓作风；三是抓落实。",
            "一是抓学习。深入研讨。二是抓作风。三是抓落实。",
        ),
    ),
    Rule(
        code="P13",
        name="interpunct-form",
        severity="warning",
        message="“{quote}”用在这里不对，应为“{right}”。",
        suggestion="小数点用“.”，间隔号用“·”。",
        find=find_wrong_dots,
        triggers="·．•・‧∙",
        fixable=True,
        source="标准 GB/T 15834-2011 4.14",
        explanation="间隔号（U+00B7）用于名称，小数点用半角圆点。",
        bad=("同比增长1·8%。", "同比增长1．8%。", "开展“精神传扬•勇挑大梁”活动。"),
        good=("同比增长1.8%。", "开展“精神传扬·勇挑大梁”活动。"),
    ),
    Rule(
        code="P14",
        name="cjk-space",
        severity="info",
        message="汉字与数字、字母之间有空格，全文 {count} 处。",
        suggestion="公文里不加这种空格。",
        find=find_spaces_in_han,
        triggers=" \u00a0",
        fixable=True,
        source="实务",
        explanation="Word 会自动调整汉字与西文的间距，手打的空格在排版和查找时添乱。全文只提示一次。",
        bad=("全年召开会议 32 场。",),
        good=("全年召开会议32场。", "1. 抓学习", "Word and Excel 2016"),
    ),
)

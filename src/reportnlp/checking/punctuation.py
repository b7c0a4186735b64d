"""Marks that stand alone: GB/T 15834-2011 as far as a program can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.extraction.marks import is_chinese
from reportnlp.patterns import Pattern

# A finding that stands for many places names so many of them.
_MAX_RELATED = 50
_FULL = str.maketrans(",;:?!.", "，；：？！。")
_HALF = Pattern(r"[,;:?!.]")
_FULL_MARKS = frozenset("，。；：、！？")
_HALF_ONLY = frozenset(",;")
_CLOSERS = frozenset("”》）")
_FIGURE_ENDS = frozenset("0123456789%％")


def find_halfwidth_marks(draft: Draft) -> Iterator[Fault]:
    """Half-width marks beside Chinese characters."""
    text = draft.text
    for match in _HALF.finditer(text):
        at, mark = match.start(), match.group()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if mark == "!" and (text[max(at - 2, 0) : at] == "错误" or before.isascii()):
            continue  # 错误!未找到引用源 and #REF! are left by a program
        if mark in _HALF_ONLY and (before in _FULL_MARKS or after in _FULL_MARKS):
            continue  # ,， is a doubled mark
        behind_han = "\u4e00" <= before <= "\u9fff" or before in _CLOSERS
        before_han = "\u4e00" <= after <= "\u9fff" or after in ("“", "《")
        if mark == ".":
            if _is_in_name(text, at):
                continue  # reported as a wrong interpunct
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

    for match in _STRAIGHT.finditer(text):
        yield Fault(Span(*match.span()), replacement=f"“{match.group(1)}”")


def _is_in_name(text: str, at: int) -> bool:
    """“匠心筑梦.献礼盛会”: a dot between the halves of a quoted name."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not (is_chinese(before) and is_chinese(after)):
        return False
    opening = text.rfind("“", max(at - _LONGEST_HALF, 0), at)
    closing = text.find("”", at, at + _LONGEST_HALF)
    return opening >= 0 and closing >= 0 and "”" not in text[opening:at]


_LONGEST_HALF = 16

# Straight quotation marks around Chinese words, beside Chinese words or marks.
_STRAIGHT = Pattern(
    r'(?<![0-9A-Za-z="])"([^"\n<>={}]{0,30}[\u4e00-\u9fff][^"\n<>={}]{0,30})"(?![0-9A-Za-z="])'
)

# 一.工作情况: reported as a sequence sign.
_ENUMERATED = Pattern(r"(?:^|\n)[ \t\u3000]*[（(]?[一二三四五六七八九十]{1,3}[）)]?$")


_NOT_AND_SO_ON = "级候待效爱于同次分距离额量值着到我你他价了来过在不一两、"
_BEFORE_DENG = Pattern(rf"、等(?![{_NOT_AND_SO_ON}])|，等(?![等{_NOT_AND_SO_ON}])")


def find_commas_before_deng(draft: Draft) -> Iterator[Fault]:
    for match in _BEFORE_DENG.finditer(draft.text):
        yield Fault(Span(match.start(), match.end()), replacement="等")


_ELLIPSES = Pattern(
    r"[。．]{3,20}|\.{3,20}(?=[\u4e00-\u9fff，。；、”）\n]|$)|·{3,20}|、{3,20}|(?<!…)…(?!…)|…{3,40}"
)
_DENG_ELLIPSIS = Pattern(r"等……|……等(?![待级候着效到一二三])")


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
    return is_chinese(text[match.start() - 1 : match.start()])


_YEAR_RANGE = Pattern(
    r"(?<![0-9])((?:19|20)[0-9]{2}年?)[ ]?(--|[-－–~～])[ ]?(?=(?:19|20)[0-9]{2}年)"
)


_DAY_RANGE = Pattern(r"月[0-9]{1,2}日(--|[-－–])(?=(?:[0-9]{1,2}月)?[0-9]{1,2}日)")
_COUNT_RANGE = Pattern(
    r"(?<![0-9A-Za-z.+-])[1-9][0-9]{0,2}(-)(?=[1-9][0-9]{0,3}(?:人(?![才大民均工])|名|家(?!庭)|户(?!型)|次|万元|元|个(?!百分)))"
)


def find_wrong_range_marks(draft: Draft) -> Iterator[Fault]:
    for match in _YEAR_RANGE.finditer(draft.text):
        yield Fault(Span(*match.span(2)), replacement="—")
    for match in _DAY_RANGE.finditer(draft.text):
        yield Fault(Span(*match.span(1)), replacement="—")
    for match in _COUNT_RANGE.finditer(draft.text):
        yield Fault(Span(*match.span(1)), replacement="～")


_DOUBLED = Pattern(r"[，。；：、！？,;]{2,20}")
_ALLOWED_PAIRS = frozenset(("？！", "！？", "！！", "！！！", "？？", "？？？"))


def find_doubled_marks(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for match in _DOUBLED.finditer(text):
        marks = match.group()
        if (
            marks in _ALLOWED_PAIRS
            or set(marks) <= _HALF_ONLY
            or (len(marks) >= 3 and set(marks) <= {"。"})
            or (set(marks) == {"、"} and len(marks) > 2)
        ):
            continue
        if _PROGRAM_LEFT.search(text, max(match.start() - 8, 0), match.start() + 1):
            continue
        same = len(set(marks)) == 1
        yield Fault(Span(*match.span()), replacement=marks[0] if same else None)


# Their last mark belongs to them: 错误！未找到引用源。, &nbsp;.
_PROGRAM_LEFT = Pattern(r"(?:引用源|未定义书签|未指定样式)。$|&[a-z]{2,5};$")

_DOTS = "·．•・‧∙"


# 产值3。5亿元: a full stop within a figure.
_STOP_IN_FIGURE = Pattern(r"。(?<=[0-9]。)(?=[0-9]{1,4}(?:[万亿]|[%％]|元|个百分点))")


def find_wrong_dots(draft: Draft) -> Iterator[Fault]:
    """1·8% for 1.8%, 传扬•勇挑 for 传扬·勇挑."""
    text = draft.text
    at = text.find(".")
    while at >= 0:
        if _is_in_name(text, at):
            yield Fault(Span(at, at + 1), {"right": "·"}, replacement="·")
        at = text.find(".", at + 1)
    for match in _STOP_IN_FIGURE.finditer(text):
        yield Fault(Span(*match.span()), {"right": "."})
    if not any(mark in text for mark in _DOTS):
        return
    for at, character in enumerate(text):
        if character not in _DOTS:
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isdigit() and after.isdigit():
            if character in "．•" or (character == "·" and _AMOUNT.match(text, at + 1)):
                yield Fault(Span(at, at + 1), {"right": "."})
        elif character in "．•・‧∙" and is_chinese(before) and is_chinese(after):
            yield Fault(Span(at, at + 1), {"right": "·"}, replacement="·")


_AMOUNT = Pattern(r"[0-9]{1,6}[%％万亿个]")


_SPACE = Pattern(r"[ \u00a0](?=[0-9A-Za-z\u4e00-\u9fff])")
_LATIN = frozenset("0123456789%％abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SIGN_BEFORE = Pattern(r"(?:^|\n)[ \t\u3000#]*(?:[0-9]{1,2}|[A-Za-z])$")


_CAPTION = Pattern(r"[附图表件][0-9一二三四五六七八九十]{1,3}(?:[-—][0-9]{1,2})?$")
# A space before or behind a mark of running text.
_SPACE_AT_MARK = Pattern(
    r"(?<=[\u4e00-\u9fff0-9”》）%％])[ \u00a0]{1,2}(?=[，。；：、])"
    r"|(?<=[，；、])[ \u00a0]{1,2}(?=[\u4e00-\u9fff“《])"
)


def find_spaces_in_han(draft: Draft) -> Iterator[Fault]:
    """Spaces beside Chinese characters: one finding a document."""
    text = draft.text
    spans = []
    for match in _SPACE.finditer(text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1]
        if not (
            (is_chinese(before) and not is_chinese(after))
            or (before in _LATIN and is_chinese(after))
        ):
            continue
        if _SIGN_BEFORE.search(text, max(at - 12, 0), at) or text[at - 1 : at] == "\t":
            continue
        line = text.rfind("\n", max(at - 30, 0), at)
        if text[line + 1 : at].endswith(("部分", "章", "篇", "附件", "表", "图")) or (
            _CAPTION.search(text, line + 1, at)
        ):
            continue
        spans.append(Span(*match.span()))
    spans += [Span(*match.span()) for match in _SPACE_AT_MARK.finditer(text)]
    if spans:
        spans.sort()
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
        triggers=',;:?!."',
        fixable=True,
        source="标准 GB/T 15834-2011",
        explanation="中文句子里的逗号、分号、冒号、问号、叹号、引号用全角。小数、比例、时刻、网址里的半角不算。",
        bad=("今年,我局开展检查3次。", "一是抓学习;二是抓作风。", '实施"强基"工程。'),
        good=(
            "产业结构为22.8:38.8:38.4。",
            "会议于上午9:30召开。",
            "网址为http://www.example.com。",
            "投入1,200元。",
        ),
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
        message="起止之间用了“{quote}”。",
        suggestion="年份、日期起止用一字线“—”，数值起止用浪纹线“～”。",
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
        code="P13",
        name="interpunct-form",
        severity="warning",
        message="“{quote}”用在这里不对，应为“{right}”。",
        suggestion="小数点用“.”，间隔号用“·”。",
        find=find_wrong_dots,
        triggers="·．•・‧∙.。",
        fixable=True,
        source="标准 GB/T 15834-2011 4.14",
        explanation="间隔号（U+00B7）用于名称，小数点用半角圆点。",
        bad=(
            "同比增长1·8%。",
            "同比增长1．8%。",
            "开展“精神传扬•勇挑大梁”活动。",
            "举办“书香润心.笔墨传情”读书会。",
            "完成投资3。5亿元。",
        ),
        good=("同比增长1.8%。", "开展“精神传扬·勇挑大梁”活动。"),
    ),
    Rule(
        code="P14",
        name="cjk-space",
        severity="info",
        message="汉字与数字、字母或标点之间有空格，全文 {count} 处。",
        suggestion="公文里不加这种空格。",
        find=find_spaces_in_han,
        triggers=" \u00a0",
        fixable=True,
        source="实务",
        explanation=(
            "Word 会自动调整汉字与西文的间距，手打的空格在排版和查找时添乱。全文只提示一次。"
        ),
        bad=("全年召开会议 32 场。",),
        good=("全年召开会议32场。", "1. 抓学习", "Word and Excel 2016"),
    ),
)

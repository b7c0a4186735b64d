"""Where blanks and masks stand: the bare marks (**, XX, ____, 【待补】), before anyone says what is missing.

Each style is a function `text -> marks`, run only where the text holds one of its characters. The
traps of each (X光, 3×5米, A*算法, ☑ lists, 〇 in years, signature lines) are told apart here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportnlp.document import Document, Span
from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern

_DIGITS = "0123456789０１２３４５６７８９"
_OPENING = '“‘「『《〈（(【〔["'
_CLOSING = '”’」』》〉）)】〕]"'


@dataclass(frozen=True, slots=True)
class Mark:
    """A bare mark.

    style: "star", "letter", "ratio", "cross", "underline", "box", "bracket", "lost" or "unnamed".
    hint:  of a bracket mark, what stands in it; "" elsewhere.
    """

    span: Span
    style: str
    hint: str = ""


def follows_unit(text: str, offset: int) -> bool:
    """Whether, from here, a unit is next, with 余, 多 or a scale between: **余条, **万元, **%."""
    if text[offset : offset + 1] in ("余", "多", "来"):
        offset += 1
    while text[offset : offset + 1] and text[offset] in "十百千万亿":
        if text.startswith("百分点", offset):
            return True
        offset += 1
        if text[offset : offset + 1] in ("余", "多"):
            offset += 1
        if not unit_at(text, offset)[0]:
            after = text[offset : offset + 1]
            return text[offset - 1] in "万亿" or after in ("", "，", "。", "；", "、", "以")
    if text[offset : offset + 1] in (" ", "\u3000"):
        offset += 1
    return bool(unit_at(text, offset)[0])


# -------------------------------------------------------------------------------- stars

_STARS = Pattern(r"[*＊]{1,40}(?:[.．][*＊]{1,6})?")
_RULE_LINE = Pattern(r"[ \t]*(?:[*＊][ \t]?){3,200}[ \t]*")
_BULLET = Pattern(r"[ \t]{0,12}\*[ \t]")
_FOOTNOTE_LINE = Pattern(
    r"(?m)^[ \t\u3000（(]{0,4}[*＊](?:注|数据|表示|为|说明|：|:)|^注[：:][^\n]{0,10}[*＊]"
)
# A text that surely masks something with stars masks with all of them.
_CERTAIN_STARS = Pattern(
    r"[*＊](?:[余多]?(?:次|个|名|人|家|户|件|项|条|期|场|[万亿]元)|[区县市镇乡村局委厅院]|公司|街道|社区|同志)"
)
_NAME_ENDS = frozenset("区县市省镇乡村街社路局委办部厅院科所站公集医学中支党同书主副")
_BOUNDARY = frozenset('，。；：！？、,;:!?.()（）“”"《》【】 \t\u3000\n')


def _stars(document: Document) -> Iterator[Mark]:
    text = document.text
    markdown = document.source.format == "md"
    footnotes = _FOOTNOTE_LINE.search(text) is not None
    position = 0
    while True:
        first = _next_star(text, position)
        if first < 0:
            return
        begin = text.rfind("\n", 0, first) + 1
        end = text.find("\n", first)
        end = len(text) if end < 0 else end
        position = end + 1
        line = text[begin:end]
        if _RULE_LINE.fullmatch(line):
            continue
        bullet = _BULLET.match(line)
        runs = [
            Span(begin + run.start(), begin + run.end())
            for run in _STARS.finditer(line, bullet.end() if bullet else 0)
        ]
        emphasis = _emphasis(text, runs, Span(begin, end), markdown)
        for index, run in enumerate(runs):
            if index not in emphasis and not _is_plain_star(text, run, footnotes):
                yield Mark(run, "star")


def _next_star(text: str, position: int) -> int:
    half, full = text.find("*", position), text.find("＊", position)
    return max(half, full) if min(half, full) < 0 else min(half, full)


def _emphasis(text: str, runs: list[Span], line: Span, markdown: bool) -> set[int]:
    """Which runs of a line are Markdown emphasis: pairs around words, no unit behind them."""
    found: set[int] = set()
    index = 0
    while index + 1 < len(runs):
        opening, closing = runs[index], runs[index + 1]
        if (
            len(opening) == len(closing) <= 3
            and text[opening.start] == text[closing.start] == "*"
            and _pairs(text, opening, closing, line, markdown)
        ):
            found |= {index, index + 1}
            index += 2
        else:
            index += 1
    return found


def _pairs(text: str, opening: Span, closing: Span, line: Span, markdown: bool) -> bool:
    inside = text[opening.end : closing.start]
    if not inside or inside != inside.strip() or not _balanced(inside):
        return False
    if all(character in "0123456789.,%％万亿余多" for character in inside):
        return True
    left = text[opening.start - 1] if opening.start > line.start else " "
    right = text[closing.end] if closing.end < line.end else " "
    if follows_unit(text, opening.end) or follows_unit(text, closing.end):
        # **次，开展交流** is two blanks; a pair that hugs a phrase from edge to edge is emphasis.
        hugs = left in _BOUNDARY and right in _BOUNDARY
        return hugs and not _UNIT_AND_STOP.match(text, opening.end)
    if markdown:
        return True
    if left in _BOUNDARY and right in _BOUNDARY:
        return len(inside) <= 60
    # In plain text a pair inside a sentence is emphasis only if it hugs a bare phrase.
    if inside[0] in _NAME_ENDS or any(character in _BOUNDARY for character in inside):
        return False
    if left in _BOUNDARY or right in _BOUNDARY:
        return 2 <= len(inside) <= 30
    return 2 <= len(inside) <= 12 and not _CERTAIN_STARS.search(text)


_UNIT_AND_STOP = Pattern(r"[余多]?[万亿]?(?:人次|场次|[\u4e00-\u9fff%％])[，。；、]")


def _balanced(inside: str) -> bool:
    return all(
        inside.count(opening) == inside.count(closing)
        for opening, closing in ("“”", "《》", "（）", "【】")
    )


def _is_plain_star(text: str, run: Span, footnotes: bool) -> bool:
    """Whether a star is a product (3*5米), part of a code (A*算法) or a footnote sign."""
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if before in _DIGITS and before and after in _DIGITS and after and len(run) == 1:
        return True
    if before.isascii() and before.isalpha():
        return True
    if (
        len(run) == 1
        and after.isascii()
        and (after.isalnum() or after == ".")
        and not before.isdigit()
    ):
        return True
    if len(run) == 1 and before in ("带", "标", "注", "打", "加") and before:
        return True
    if len(run) > 1:
        return False
    line_start = not before or before == "\n"
    if line_start and not follows_unit(text, run.end):
        return True
    at_end = not after or after in "\n）)，。；、：%％|" or after.isspace()
    if at_end and after not in ("%", "％") and not before.isdigit():
        return footnotes or after in ("\n", "", "|", "）", ")")
    return footnotes and not follows_unit(text, run.end)


# -------------------------------------------------------------------- letters and crosses

_RATIO = Pattern(
    r"[XxＸｘ×*]{1,4}(?:[.．][XxＸｘ×*]{1,4})?(?:[:：∶][XxＸｘ×*]{1,4}(?:[.．][XxＸｘ×*]{1,4})?){1,5}"
)
_LETTERS = Pattern(
    r"[XxＸｘ]{1,3}(?:,[XxＸｘ]{3}){1,3}(?:[.．][XxＸｘ]{1,4})?|[XxＸｘ]{1,12}(?:[.．][XxＸｘ]{1,4})?"
)
_LETTERS_BEFORE_UNITS = Pattern(
    r"(?:[NＮYZM]{1,3}|[#＃]{1,6}(?:[.．][#＃]{1,3})?)(?=[余多个项次名人家件场户篇条期万亿元%％处起份台辆座所套批宗例对])"
)
_X_WORDS = (
    "光",
    "射线",
    "线",
    "刀",
    "轴",
    "型",
    "染色体",
    "荧光",
    "波段",
    "片",
    "因子",
    "形",
    "证",
    "展架",
)
_X_WEAK_UNITS = frozenset(
    [
        "级",
        "代",
        "度",
        "层",
        "段",
        "口",
        "股",
        "面",
        "角",
        "P",
        "片",
        "号",
        "支",
        "员",
        "排",
        "班",
        "组",
        "部",
        "校",
        "站",
        "分",
    ]
)


def _letters(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _LETTERS.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            _is_latin(before)
            or (_is_latin(after) and not unit_at(text, end)[0])
            or after in ("-", "－", "_", "+", "\\")
        ):
            continue
        if after == "/" and not text[end + 1 : end + 2].isdigit():
            continue
        if before in ("-", "_", "/", "+", ".", "@", "\\") and before:
            continue
        if (before and before in _DIGITS) and (after and after in _DIGITS):
            continue
        single = end - start == 1
        if after and after in _DIGITS:
            continue
        if before in ("“", "‘") and before and _QUOTED_ORGAN.match(text, end):
            continue
        if (
            before
            and before in _DIGITS
            and not (
                single is False or after in ("年", "月", "日", "位", "名", "%", "％", "万", "亿")
            )
        ):
            continue
        if single and text.startswith(_X_WORDS, end):
            continue
        if single:
            word, _ = unit_at(text, end)
            dated = after in ("年", "月", "日")
            behind = text[end + len(word) : end + len(word) + 1]
            weak = word in _X_WEAK_UNITS and behind not in ("，", "。", "；", "、")
            if not dated and (not follows_unit(text, end) or weak):
                continue
            if before == "年" and after == "型":
                continue
        yield Mark(Span(start, end), "letter")


_QUOTED_ORGAN = Pattern(r"(?:大学|学院|中学|小学|公司|医院|集团|学校|[省市县区镇局])[”’]")


def _other_letters(document: Document) -> Iterator[Mark]:
    """N个, ##项: only between a word and a unit."""
    text = document.text
    for match in _LETTERS_BEFORE_UNITS.finditer(text):
        if "\u4e00" <= text[match.start() - 1 : match.start()] <= "\u9fff":
            yield Mark(Span(*match.span()), "letter")


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha() and character not in "Xx"


def _ratios(document: Document) -> Iterator[Mark]:
    for match in _RATIO.finditer(document.text):
        if len(match.group()) >= 3:
            yield Mark(Span(*match.span()), "ratio")


_CROSSES = Pattern(r"[×✕✖╳]{1,3}(?:,[×✕✖╳]{3}){1,3}|[×✕✖╳Ⅹ]{1,12}(?:[.．][×✕✖╳]{1,4})?")


def _crosses(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _CROSSES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start].strip(), text[end : end + 1].strip()
        if after and after in _DIGITS:
            continue
        if end - start == 1:
            if not after or after in _CLOSING or _is_latin(after) or _is_latin(before):
                continue
            if before and before in _DIGITS and after not in ("年", "月", "日"):
                continue
            if not follows_unit(text, end) and after not in "年月日市县区镇乡村局书主同":
                continue
        yield Mark(Span(start, end), "cross")


# --------------------------------------------------------------------------- underlines

_UNDERLINES = Pattern(r"[_＿]{1,6}[.．][_＿]{1,6}|[_＿]{1,200}(?:[ \u3000]{0,3}[_＿]{1,80}){0,4}")
_SIGNATURES = Pattern(
    r"(?:签字|签名|签章|盖章|签收|日期|时间|电话|填表人|填报人|审核人|经办人|负责人|责任人|联系人|联系电话|姓名|职务|"
    r"[\u4e00-\u9fff]{1,6}人|单位|公章|述职人|记录人|主持人|制表|审批|意见|签发|乙方|甲方|地址|编号)[^\n，。；]{0,6}[：:][ \u3000]{0,8}$"
)


def _underlines(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _UNDERLINES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        single = end - start == 1
        inside_word = (before.isascii() and before.isalnum()) or (
            after.isascii() and after.isalnum()
        )
        if inside_word and (single or document.source.format == "md"):
            continue
        if _SIGNATURES.search(text, max(start - 24, 0), start):
            continue
        line = _line_around(text, start, end)
        if not line.strip("_＿ \u3000\t-") or _form_line(line):
            continue
        if document.source.format == "md" and not single and _is_md_strong(text, match):
            continue
        if single and not (follows_unit(text, end) or (after in "年月日镇村县市区局" and after)):
            continue
        yield Mark(Span(start, end), "underline")


def _line_around(text: str, start: int, end: int) -> str:
    """The line of a mark, at most 120 characters to either side."""
    floor, ceiling = max(start - 120, 0), min(end + 120, len(text))
    begin = text.rfind("\n", floor, start) + 1
    stop = text.find("\n", end, ceiling)
    return text[max(begin, floor) : stop if stop >= 0 else ceiling]


_FORM_WORDS = ("签字", "签名", "签章", "盖章", "（章）", "(章)", "公章")
_FORM_DATE = Pattern(r"[ \u3000_＿：:日期时间]*年[ \u3000_＿]*月[ \u3000_＿]*日[ \u3000_＿]*")


def _form_line(line: str) -> bool:
    """A line to be signed by hand: ____年__月__日, 签字：____."""
    return any(word in line for word in _FORM_WORDS) or _FORM_DATE.fullmatch(line) is not None


def _is_md_strong(text: str, match: re.Match[str]) -> bool:
    if len(match.group()) != 2:
        return False
    other = text.find("__", match.end())
    line_end = text.find("\n", match.end())
    if other > 0 and (line_end < 0 or other < line_end):
        return not follows_unit(text, match.end())
    begin = text.rfind("\n", 0, match.start()) + 1
    return "__" in text[begin : match.start()] and not follows_unit(text, match.end())


_DASHES = Pattern(
    r"…{1,6}|—{1,6}|-{2,8}|－{2,8}|\.{3,8}|·{3,8}|※{1,6}|▲{1,6}|◎{1,4}|⬜{1,6}|[～~]{2,6}"
)


def _dashes(document: Document) -> Iterator[Mark]:
    """投入——万元，: a dash or dots where a figure belongs, between a word and a unit with a stop."""
    text = document.text
    for match in _DASHES.finditer(text):
        if _is_single_blank(text, match.start(), match.end()):
            yield Mark(Span(*match.span()), "box")


# -------------------------------------------------------------------------------- boxes

_BOXES = Pattern(
    r"[○◯□]{1,6}[.．][○◯□]{1,4}|[?？]{1,4}[.．][?？]{1,3}|□{1,20}|[○◯]{1,20}|〇{2,20}|△{2,20}|☆{2,20}|●{2,20}|■{2,20}|◇{2,20}|[?？]{1,10}"
)
_YEAR_CHARACTERS = "〇零一二三四五六七八九十○"


def _boxes(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _BOXES.finditer(text):
        start, end = match.span()
        mark = text[start]
        before, after = text[start - 1 : start], text[end : end + 1]
        if mark in "〇○◯" and (
            (before and before in _YEAR_CHARACTERS) or (after and after in _YEAR_CHARACTERS)
        ):
            continue
        if mark in "☆" and (before == "★" or not follows_unit(text, end)):
            continue
        if mark in "?？●■◇" and not follows_unit(text, end):
            continue
        if mark in "?？○◯" and end - start == 1 and not _is_single_blank(text, start, end):
            continue
        if mark == "□" and _is_checklist(text, start, end):
            continue
        yield Mark(Span(start, end), "box")


def _is_single_blank(text: str, start: int, end: int) -> bool:
    """A single ○ or ？ stands for a number only between a word and a unit with a stop behind it."""
    before = text[start - 1 : start]
    begin = end + 1 if text[end : end + 1] in ("余", "多") else end
    while text[begin : begin + 1] in ("万", "亿"):
        begin += 1
    word, _ = unit_at(text, begin)
    after = text[begin + len(word) : begin + len(word) + 1]
    return bool(word) and "\u4e00" <= before <= "\u9fff" and (not after or after in "，。；、\n")


def _is_checklist(text: str, start: int, end: int) -> bool:
    line = _line_around(text, start, end)
    if any(tick in line for tick in "☑✓√☒■"):
        return True
    if end - start == 1 and not follows_unit(text, end):
        return True
    before = text[start - 1 : start]
    return end - start == 1 and (not before or before in " \t\u3000\n：:；;、/，")


# ----------------------------------------------------------------------------- brackets

_BRACKETS = Pattern(
    r"【([^【】\n]{0,40})】|〔([^〔〕\n]{0,40})〕|\[([^\[\]\n]{0,40})\]|［([^［］\n]{0,40})］"
    r"|[（(]([^（）()\n]{0,40})[）)]|<([^<>\n]{1,30})>|＜([^＜＞\n]{1,30})＞|〈([^〈〉\n]{1,14})〉|⟨([^⟨⟩\n]{1,14})⟩|\{([^{}\n]{0,10})\}|｛([^｛｝\n]{0,10})｝|「([^「」\n]{1,20})」|『([^『』\n]{1,20})』"
)
_WAITING = Pattern(
    r"^[ \u3000]*(?:数据|数字|数值|金额|数量|具体数字|具体数据|人数|数额|时间|内容)?(?:暂缺|空缺|缺失|缺|待|尚待|有待)"
    r"(?:补|填|定|核|查|更新|确认|报|加|完善|明确|统计|录|提供|入|补充|填写|核实|核定|核对|补填|续)[^\n]{0,24}$"
    r"|^[ \u3000]*(?:此处|这里|该处|在此)[^\n]{0,6}(?:填|补|数|写|待)[^\n]{0,20}$"
    r"|^[ \u3000]*请?(?:填写|填入|填报|补充|补填|输入|插入|补齐)(?:具体|实际|相关|最新)?[^\n]{0,14}(?:数|额|值|率|量|时间|日期|名|人次|称|内容|情况|单位)?[ \u3000]*$"
    r"|^[ \u3000]*(?:具体|实际|最新|准确)?(?:数字|数据|数值|金额|数量|人数|次数|比例|百分比|日期|姓名|名称|单位名称|地点|年份|TBD|tbd|TODO|XXX?|xxx?|\?{1,3}|？{1,3})[ \u3000]*$"
    r"|^[ \u3000]*(?:TBD|tbd|TODO|待)[ \u3000]*$|^缺[：:]|^待补[：:]|^空[ \u3000]*$"
)
_HINT_CHARACTERS = frozenset("待缺填补此这该在请数金额量比日姓名称地年次T tX x?？空输插")
_OPEN_HINT = Pattern(
    r"^空|^数|人数|待(?!遇)|填|补(?!助|贴|充)|空缺|缺$|^数|核实|[?？]|^[XxNn*]+$|TBD"
)
_BLANK_INSIDE = Pattern(r"[ \u3000\u00a0_＿]{0,40}")


def _brackets(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _BRACKETS.finditer(text):
        inside = next(group for group in match.groups() if group is not None)
        start, end = match.span()
        if _BLANK_INSIDE.fullmatch(inside):
            round_bracket = text[start] in "（("
            if round_bracket and not follows_unit(text, end):
                continue
            if text[start] in "[［" and text[max(start - 3, 0) : start].strip(" \n") in (
                "-",
                "*",
                "+",
                "",
            ):
                continue
            if text[start : start + 1] in "<＜「『":
                continue
            yield Mark(Span(start, end), "bracket")
        elif follows_unit(text, end) and len(inside) <= 14 and _OPEN_HINT.search(inside):
            yield Mark(Span(start, end), "bracket", inside)
        elif text[start] in "【〔" and len(inside) <= 10 and _UNIT_AND_STOP.match(text, end):
            if not any(character.isdigit() for character in inside):
                yield Mark(Span(start, end), "bracket", inside)
        elif _HINT_CHARACTERS.isdisjoint(inside):
            continue
        elif _WAITING.match(inside) and not _is_instruction(text[start], inside):
            if text[start] == "[" and text[end : end + 1] == "(":
                continue
            yield Mark(Span(start, end), "bracket", inside)


def _is_instruction(opening: str, inside: str) -> bool:
    """A request to the writers stands for no single value: （请各科室补充数据）."""
    return opening in "（(" and inside.lstrip().startswith(("请", "此处", "这里", "待续"))


# ------------------------------------------------------------------------- lost numbers


def _unnamed(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _UNNAMED.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if before and before in _SURNAMES and not text.startswith(_UNNAMED_ORGANS, end):
            continue
        # A single 某 (某县, 某些) is a way of speaking; two or more stand for a name.
        if end - start == 1:
            continue
        yield Mark(Span(start, end), "unnamed")


_UNNAMED = Pattern(r"某{1,4}")
_UNNAMED_ORGANS = (
    "局",
    "县",
    "区",
    "市",
    "镇",
    "乡",
    "村",
    "街道",
    "社区",
    "公司",
    "集团",
    "医院",
    "学校",
    "中学",
    "小学",
    "大学",
    "支队",
    "大队",
    "省",
    "厅",
    "委",
    "部门",
    "单位",
    "企业",
    "支部",
    "科室",
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦马"
    "苗花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛狄米贝"
    "明臧计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田胡凌霍万柯卢莫房丁邓单洪包"
    "左石崔吉龚程嵇邢裴陆荣翁荀羊甄曲封储靳段焦巴牧隗山谷车侯全班秋仲伊宫宁仇栾厉祖武符刘景詹束龙叶司黎白"
    "赖卓蔺屠蒙乔闻党翟谭劳姬申扶冉桑桂牛寿通边尚农温庄晏柴瞿阎连习容向古易廖耿满匡文寇广欧利师巩聂敖冷辛简饶"
)

Finder = Callable[[Document], Iterator[Mark]]

STYLES: tuple[tuple[str, Finder], ...] = (
    # characters of which a text must hold one, and who looks for them; the first style wins
    (":：∶", _ratios),
    ("*＊", _stars),
    ("【〔[［（(<＜「『〈⟨{｛", _brackets),
    ("XxＸｘ", _letters),
    ("NＮYZM#＃", _other_letters),
    ("×✕✖╳Ⅹ", _crosses),
    ("_＿", _underlines),
    ("…—-－.·※▲◎⬜～~", _dashes),
    ("□○◯〇△☆●■◇?？", _boxes),
    ("某", _unnamed),
)

"""Letters and crosses in place of figures and names: XX次, X:Y, ××县."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.blank_units import follows_shared_unit, follows_unit
from reportnlp.extraction.marks import DIGITS, Mark, is_chinese
from reportnlp.extraction.naming import VERBS
from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern

_CLOSING = '”’」』》〉）)】〕]"'
_RATIO = Pattern(
    r"[XxＸｘ×*][XxＸｘ×*]{0,3}(?:[.．][XxＸｘ×*]{1,4})?(?:[:：∶][XxＸｘ×*]{1,4}(?:[.．][XxＸｘ×*]{1,4})?){1,5}"
)
_LETTERS = Pattern(
    r"[XxＸｘ](?:(?: [XxＸｘ]){1,5}(?![A-Za-z0-9 ])|"
    r"[XxＸｘ]{0,2}(?:,[XxＸｘ]{3}){1,3}(?:[.．][XxＸｘ]{1,4})?|[XxＸｘ]{0,11}(?:[.．][XxＸｘ]{1,4})?)"
)
_LETTERS_BEFORE_UNITS = Pattern(
    # One set first: the search for it is many times faster than for alternatives.
    r"[NＮYZMn#＃](?:(?:(?<=[NＮYZM])[NＮYZM]{0,2}|(?<=n)(?=[\u4e00-\u9fff%％])"
    r"|(?<=[#＃])[#＃]{0,5}(?:[.．][#＃]{1,3})?)"
    r"(?=[余多个项次名人家件场户篇条期万亿元%％处起份台辆座所套批宗例对"
    r"块张本册盏根株头只支轮间栋亩吨幅节面]|公里|公顷|公斤|平方|分钟|小时|课时|学时)"
    r"|(?<=[#＃])[#＃]{0,5}(?=[类种款门]))"
)
_X_WORDS = tuple(("光 射线 线 刀 轴 型 染色体 荧光 波段 片 因子 形 证 展架").split())
_X_WEAK_UNITS = frozenset(("级 代 度 层 段 口 股 面 角 P 片 号 支 员 排 班 组 部 校 站 分").split())


def find_letters(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _LETTERS.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            is_latin(before)
            or (is_latin(after) and not unit_at(text, end)[0])
            or (after in ("-", "－") and not follows_shared_unit(text, end))
            or after in ("_", "+", "\\")
        ):
            continue
        if after == "/" and not text[end + 1 : end + 2].isdigit():
            continue
        # 0.X个百分点: only the decimals are missing.
        decimals = before == "." and text[start - 2 : start - 1].isdigit()
        if (
            before
            and before in ("-", "_", "/", "+", ".", "@", "\\")
            and not ((decimals or _goes_on(text, start)) and unit_at(text, end)[0])
        ):
            continue
        if (before and before in DIGITS) and (after and after in DIGITS):
            continue
        single = end - start == 1
        if after and after in DIGITS:
            continue
        if before in ("“", "‘") and before and _QUOTED_ORGAN.match(text, end):
            continue
        if (
            before
            and before in DIGITS
            and not (
                single is False or after in ("年", "月", "日", "位", "名", "%", "％", "万", "亿")
            )
        ):
            continue
        if single and text.startswith(_X_WORDS, end):
            continue
        if single:
            word, _ = unit_at(text, end)
            dated = after in "年月日县市区镇乡局" or is_ordinal_or_time(text, start, end)
            behind = text[end + len(word) : end + len(word) + 1]
            weak = word in _X_WEAK_UNITS and behind not in ("，", "。", "；", "、")
            if word in _X_AFTER_VERBS and text[max(start - 2, 0) : start] in VERBS:
                # 组建X支招商小分队
                weak = False
            if (
                not dated
                and (weak or not follows_unit(text, end))
                and not follows_shared_unit(text, end)
            ):
                continue
            if before == "年" and after == "型":
                continue
        yield Mark(Span(start, end), "letter")


def _goes_on(text: str, start: int) -> bool:
    """Whether a range ends here that a mark began: X-X%."""
    return text[start - 1] == "-" and text[start - 2 : start - 1] in ("X", "x", "%")


_TIME = Pattern(r"[时点](?:[XxＸｘ×*0-9]{1,3}分|整|半|，|在|召开|开始|许)")
_NUMBERED = ("号线", "号楼", "号机组", "号院", "号井", "号路")
_BEFORE_TIMES = ("上午", "下午", "晚上", "晚", "凌晨", "中午", "日")


def is_ordinal_or_time(text: str, start: int, end: int) -> bool:
    """第X届, 第X次会议, 〔2024〕X号, 上午X时XX分: no unit stands behind the mark."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "第":
        return after in ("届", "次", "批", "期", "轮", "位", "名", "季", "章", "条", "号")
    if text.startswith(_NUMBERED, end):
        return is_chinese(before)
    if after == "号":
        return before in ("〕", "）", ")", "]", "］", "第")
    if after == "分":
        return before in ("时", "点")
    return text.endswith(_BEFORE_TIMES, 0, start) and _TIME.match(text, end) is not None


_X_AFTER_VERBS = frozenset(("支", "组", "站", "校"))
_QUOTED_ORGAN = Pattern(r"(?:大学|学院|中学|小学|公司|医院|集团|学校|[省市县区镇局])[”’]")


def find_other_letters(document: Document) -> Iterator[Mark]:
    """N个, ##项: only between a word and a unit."""
    text = document.text
    for match in _LETTERS_BEFORE_UNITS.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if is_chinese(before) or before in ("”", "》"):
            yield Mark(Span(*match.span()), "letter")


_ZEROS = Pattern(r"00(?<![0-9.,:：]..)0{0,4}(?:\.0{1,2})?(?![0-9.,:：])")


def find_zeros(document: Document) -> Iterator[Mark]:
    """投入00万元: noughts that keep the place of a figure; 8时00分 and 00后 are none."""
    text = document.text
    if "00" not in text:
        return
    for match in _ZEROS.finditer(text):
        start, end = match.span()
        if (
            is_chinese(text[start - 1 : start])
            and text[end : end + 1] not in "年分秒时点班级届号期日"
            and follows_unit(text, end)
        ):
            yield Mark(Span(start, end), "box")


def find_ratios(document: Document) -> Iterator[Mark]:
    for match in _RATIO.finditer(document.text):
        if len(match.group()) >= 3:
            yield Mark(Span(*match.span()), "ratio")


# Beside the sign of multiplication letters of other scripts that look like it.
_CROSSES = Pattern(
    r"[×✕✖╳ⅩⅹㄨХхΧχ⨯](?:(?<=[×✕✖╳])[×✕✖╳]{0,2}(?:,[×✕✖╳]{3}){1,3}"
    r"|[×✕✖╳ⅩⅹㄨХхΧχ⨯]{0,11}(?:[.．][×✕✖╳ⅩⅹㄨХхΧχ⨯]{1,4})?)"
)


def find_crosses(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _CROSSES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start].strip(), text[end : end + 1].strip()
        if after and after in DIGITS:
            continue
        if end - start == 1:
            if not after or after in _CLOSING or is_latin(after) or is_latin(before):
                continue
            if before and before in DIGITS and after not in ("年", "月", "日"):
                continue
            if (
                not follows_unit(text, end)
                and after not in "年月日市县区镇乡村局书主同"
                and before != "第"
                and not text.startswith(("社区", "街道"), end)
                and not is_ordinal_or_time(text, start, end)
                and not follows_shared_unit(text, end)
            ):
                continue
        yield Mark(Span(start, end), "cross")


def is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha() and character not in "Xx"

"""How dates are written: GB/T 15835-2011 and GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_STANDARD = "标准 GB/T 15835-2011"

_TWO_FIGURES = Pattern(r"年(?<=[0-9]{2}年)(?<![0-9]{3}年)")
_YEAR_GOES_ON = Pattern(
    r"(?:[1-9]|1[0-2])(?:月|[至到—–～~-]1?[0-9]月)|底|末(?!期)|年?初|度|[上下]半年|[一二三四]季度|第[一二三四1-4]季度|全年"
)
_LOOKED_AT = ("总结", "回顾", "谋划", "对照", "部署", "安排")
_WORK = Pattern(r"(?:全年|全镇|全县|全市|全局|的)?(?:工作(?![历经中])|任务|情况|目标|成绩)")
_IN_THAT_YEAR = Pattern(r"，(?:我[镇局县市区校院乡委办处街村]|全[镇县市区局校院乡])")
_LAST_YEAR = Pattern(
    r"[至到—–～~-](?:1[5-9]|2[0-9]|3[0-5])年(?=[，,、（(底]|末|间|期间|我|全|累计)"
)
_OPENS = frozenset("，。；、：\n（(")
_COMPARED_WITH = ("与", "较", "比", "同", "对比", "相比")
_AS_COMPARED = Pattern(r"同期|汛期|相比|[，,]|增[长加]|上升|下降|减少|提[高升]|压减|翻")


def find_short_years(draft: Draft) -> Iterator[Fault]:
    """22年3月: years have four figures."""
    text = draft.text
    for match in _TWO_FIGURES.finditer(text):
        start, end = match.start() - 2, match.end()
        before = text[start - 1 : start] if start else ""
        if before and (before.isdigit() or before in ".第’'近约满达超"):
            continue
        recent = "15" <= text[start : end - 1] <= "35"
        compared = (
            recent and text.endswith(_COMPARED_WITH, 0, start) and _AS_COMPARED.match(text, end)
        )
        since = recent and before == "自" and text.startswith("以来", end)
        if (
            compared
            or since
            or _YEAR_GOES_ON.match(text, end)
            or (recent and before in ("", "。", "\n") and _IN_THAT_YEAR.match(text, end))
            or (recent and text.endswith(_LOOKED_AT, 0, start) and _WORK.match(text, end))
            or (recent and (not before or before in _OPENS) and _LAST_YEAR.match(text, end))
            or (
                text.endswith(("截至", "截止", "早在"), 0, start)
                and text[end : end + 1] not in tuple("前来内间多以")
            )
        ):
            yield Fault(Span(start, end))


_MIXED_DATE = Pattern(
    r"(?<![0-9])(?:19|20)[0-9]{2}年(?:十[一二]?|[一二三四五六七八九])月(?!初|廿|三(?![十日])|十五(?!日))"
)
# From the month's last character on: 8月十五日, 十月15日.
_MIXED_DAY = Pattern(
    r"月(?:(?<=[0-9]月)[一二三四五六七八九十]{1,3}|(?<=[一二三四五六七八九十]月)[1-9][0-9]?)日"
)
_MONTH = Pattern(r"[0-9一二三四五六七八九十]{1,2}$")


def find_mixed_dates(draft: Draft) -> Iterator[Fault]:
    """二〇二三年8月, 2023年十二月, 8月十五日."""
    text = draft.text
    mixed = [date.span for date in draft.dates if date.script == "mixed"]
    found = [Span(*match.span()) for match in _MIXED_DATE.finditer(text)]
    for match in _MIXED_DAY.finditer(text):
        month = _MONTH.search(text, max(match.start() - 2, 0), match.start())
        found.append(Span(month.start() if month else match.start(), match.end()))
    for span in found:
        if not any(span.overlaps(other) for other in mixed):
            mixed.append(span)
    yield from map(Fault, mixed)


_PADDED = Pattern(r"0[1-9](?:月(?:[0-3]?[0-9]日)?|(?=[日号]))")
_YEAR_BEFORE = Pattern(r"(?:19|20)[0-9]{2}年$")


def find_padded_dates(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for match in _PADDED.finditer(text):
        start = match.start()
        before = text[start - 1 : start]
        if (before and before in "0123456789:：./-") or (
            text[match.end() - 1] != "月" and "月" not in match.group() and before != "月"
        ):
            continue
        year = _YEAR_BEFORE.search(text, max(start - 5, 0), start)
        yield Fault(Span(year.start() if year else start, match.end()))


def find_hao_dates(draft: Draft) -> Iterator[Fault]:
    """8月1号: written language says 日."""
    text = draft.text
    for date in draft.dates:
        if date.mark == "号" and date.month:
            if text[date.span.end : date.span.end + 1] in "楼线院文令台通" and date.span.end < len(
                text
            ):
                continue
            yield Fault(Span(date.span.start, date.span.end))
    for match in _EVERY_MONTH.finditer(text):
        yield Fault(Span(*match.span()))


_EVERY_MONTH = Pattern(r"每月(?:[12]?[0-9]|3[01])号(?=[前之至到起，。、（])")


RULES = (
    Rule(
        code="N08",
        name="short-year",
        severity="warning",
        message="年份“{quote}”不能简写。",
        suggestion="写全四位，如“2022年”。",
        find=find_short_years,
        triggers="年",
        source=_STANDARD + " 5.1.7",
        explanation="四位数的年份不简写为两位。表示时长的“工作12年”不在此列。",
        bad=("22年3月启动。", "截至23年累计培训。", "23年底完成。"),
        good=("2022年3月启动。", "他在基层工作12年。", "截至12年前。"),
    ),
    Rule(
        code="N09",
        name="mixed-date",
        severity="warning",
        message="日期“{quote}”混用了两种数字。",
        suggestion="同一日期只用一种数字。",
        find=find_mixed_dates,
        triggers="月",
        source=_STANDARD + " 4.3",
        explanation="同一个日期里不混用汉字数字和阿拉伯数字。",
        bad=("二〇二三年8月印发。",),
        good=("二〇二三年八月印发。", "2023年8月印发。"),
    ),
    Rule(
        code="N16",
        name="padded-date",
        severity="warning",
        message="日期“{quote}”里多了补位的“0”。",
        suggestion="月、日不补零，如“2023年8月1日”。",
        find=find_padded_dates,
        triggers="0",
        source="标准 GB/T 9704-2012 7.3.5.4",
        explanation="成文日期用阿拉伯数字标全年月日，月、日不编虚位。表格里的“2023-08-01”不在此列。",
        bad=("2023年08月01日印发。",),
        good=("2023年8月1日印发。", "2023年10月20日印发。", "登记时间为2023-08-01。"),
    ),
    Rule(
        code="N17",
        name="hao-date",
        severity="warning",
        message="书面语的日期用“日”：“{quote}”。",
        suggestion="把“号”改为“日”。",
        find=find_hao_dates,
        triggers="号",
        source="实务",
        explanation="公文日期写“日”，口语才说“号”。",
        bad=("8月1号召开推进会。",),
        good=("8月1日召开推进会。", "位于8号楼。"),
    ),
)

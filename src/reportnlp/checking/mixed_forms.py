"""One thing written in two ways in a text: 第一季度 and 第2季度, 20余人 and 三十余人; “3.15”."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_STANDARD = "标准 GB/T 15835-2011"
_QUARTERS = Pattern(r"第(?:([一二三四])|([1-4]))(?=季度)")
_ABOUT = Pattern(r"[余多](?<=[0-9十百千万].)(?=[个名位人户家场次件项条份篇起批处台辆亩吨元])")
_FIGURES_BEFORE = Pattern(
    r"(?:(?P<arabic>[0-9]{1,9})|(?P<chinese>[一二两三四五六七八九十百千]{2,7}))$"
)


def find_mixed_ordinals(draft: Draft) -> Iterator[Fault]:
    """第一季度 … 第2季度: one kind in one text."""
    matches = list(_QUARTERS.finditer(draft.text))
    chinese = [match for match in matches if match.group(1)]
    arabic = [match for match in matches if match.group(2)]
    if chinese and arabic:
        for match in arabic if len(arabic) <= len(chinese) else chinese:
            yield Fault(Span(*match.span()))


def find_mixed_approximations(draft: Draft) -> Iterator[Fault]:
    """慰问困难职工20余人、退休老同志三十余人: one form in one list."""
    text = draft.text
    last: tuple[str, int] | None = None
    for match in _ABOUT.finditer(text):
        figures = _FIGURES_BEFORE.search(text, max(match.start() - 9, 0), match.start())
        if figures is None or figures.lastgroup is None:
            continue
        form = figures.lastgroup
        if last is not None and form != last[0]:
            between = text[last[1] : figures.start()]
            if "、" in between and not any(mark in between for mark in "。；，\n"):
                yield Fault(Span(figures.start(), match.end()))
        last = form, match.end()


_DAY = r"(?:1[0-2]|[1-9])[.．](?:[12][0-9]|3[01]|[1-9])"
_NAMED_DAY = Pattern(
    rf"(?<=“){_DAY}(?=”)|[0-9](?<![0-9.．].)(?<=[13469])(?:(?<=3)[.．]15|(?<=6)[.．]26|(?<=4)[.．]15|(?<=9)[.．]18"
    r"|(?<=1)2[.．]4)(?=消费者|国际|国家|宪法|禁毒|全民|普法|宣传|主题|系列|期间|晚会|活动|纪念|维权)"
)
_SHORT_DAYS = frozenset("3.8 5.1 5.4 6.1 7.1 8.1 3.5 6.5 9.3 11.9 12.4 12.2 10.1".split())


def find_named_days(draft: Draft) -> Iterator[Fault]:
    """“3.15”期间: the name of a day takes a dot between month and day."""
    for match in _NAMED_DAY.finditer(draft.text):
        day = match[0].replace("．", ".")
        if len(day.partition(".")[2]) > 1 or day in _SHORT_DAYS:
            right = day.replace(".", "·")
            yield Fault(Span(*match.span()), {"right": right}, replacement=right)


_TELLING = r"(?:要求|强调|指出|提出|认为|做到|坚持|包括|如下|即|分别是|分别为|表示|明确)"
_TWO_COLONS = Pattern(rf"{_TELLING}：[^。！？；：“”《》\n一1①（(]{{2,40}}?{_TELLING}：(?=[^\n])")


def find_double_colons(draft: Draft) -> Iterator[Fault]:
    """会议要求：全体干警做到：忠诚: one colon tells what a sentence leads up to."""
    for match in _TWO_COLONS.finditer(draft.text):
        yield Fault(Span(match.end() - 1, match.end()), related=())


RULES = (
    Rule(
        code="N05",
        name="mixed-forms",
        severity="info",
        message="并列的约数写法不一：“{quote}”用了另一种数字。",
        suggestion="同一组并列项统一用阿拉伯数字或汉字。",
        find=find_mixed_approximations,
        triggers="余多",
        source=_STANDARD + " 4.3",
        explanation="带“余”“多”的约数用哪种数字都可以，同一组并列项里要一致。",
        bad=("慰问困难职工20余人、退休老同志三十余人。",),
        good=("慰问困难职工20余人、退休老同志30余人。", "走访20余次，惠及群众三百余人。"),
    ),
    Rule(
        code="N13",
        name="month-day-name",
        severity="info",
        message="“{quote}”是用月日命名的日子，月和日之间用间隔号：“{right}”。",
        suggestion="把小数点改成间隔号。",
        find=find_named_days,
        triggers=".．",
        fixable=True,
        source=_STANDARD + " 4.1.3",
        explanation="用阿拉伯数字写的节日、纪念日，月日之间用间隔号，全称加引号。",
        bad=("“3.15”期间，开展放心消费宣传。",),
        good=("“3·15”期间，开展放心消费宣传。", "版本号为“2.0”。", "总投资3.15亿元。"),
    ),
    Rule(
        code="N14",
        name="ordinal-form",
        severity="info",
        message="“{quote}季度”与别处的写法不一致。",
        suggestion="同一篇里统一用一种数字。",
        find=find_mixed_ordinals,
        triggers="季",
        source=_STANDARD + " 4.3",
        explanation="同类事物在同一篇里用同一种数字形式。",
        bad=("第一季度完成30%，第2季度完成40%。",),
        good=("第一季度完成30%，第二季度完成40%。",),
    ),
    Rule(
        code="P12",
        name="double-colon",
        severity="info",
        message="一句话里套用了两个冒号。",
        suggestion="把后一个冒号改成逗号，或拆成两句。",
        find=find_double_colons,
        triggers="：",
        source="标准 GB/T 15834-2011 4.7",
        explanation="一个句子里一般只用一个冒号，避免套用。",
        bad=("会议要求：全体干警做到：忠诚、干净、担当。",),
        good=(
            "会议要求：全体干警要做到忠诚、干净、担当。",
            "重点抓好以下工作：一是强化责任；二是狠抓落实。",
        ),
    ),
)

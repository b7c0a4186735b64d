"""How numbers are written: GB/T 15835-2011 as far as a program can tell."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_PAUSED = Pattern(
    r"(?P<a>[1-9一二两三四五六七八九])、(?P<b>[1-9一二两三四五六七八九十])"
    r"(?=十?(?:个|天|次|年(?!级|第|[0-9])|家|名(?!第)|人|户|倍|小时|周(?!年)|岁|场|件|条|项|成|种|位|百|千|万))"
)
_LISTED = frozenset("0123456789一二三四五六七八九十、第.年月和")
_ORDER = {c: i for i, c in enumerate("123456789", start=1)} | {
    c: i for i, c in enumerate("一二三四五六七八九十", start=1)
}
_ORDER["两"] = 2


_THREE_OR_FIVE = (3, 5)


def find_paused_approximations(draft: Draft) -> Iterator[Fault]:
    """2、3个月: neighbouring numerals that mean 'about' stand without a mark, in Chinese."""
    text = draft.text
    for match in _PAUSED.finditer(text):
        if text[match.start() - 1 : match.start()] in _LISTED:
            continue
        if text[match.start() - 1 : match.start()] == "至" and text[match.end()] not in "个年天倍":
            continue
        low, high = _ORDER[match.group("a")], _ORDER[match.group("b")]
        if high == low + 1 or (low, high) == _THREE_OR_FIVE:
            yield Fault(Span(*match.span()))


_JI = Pattern(
    r"[几数](?:(?<=几)(?=[期批位座辆班栋间米岁斤度级])|(?=[万亿个次名家户人件项条场天年亩元吨处台套起份篇]))"
)


def find_digits_with_ji(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for match in _JI.finditer(text):
        start = match.start()
        while start and text[start - 1] in "0123456789":
            start -= 1
        if start < match.start():
            yield Fault(Span(start, match.end()))
    for match in _JI_BEFORE.finditer(text):
        if match[0][0] == "几" or _LED_BY.search(text, max(match.start() - 2, 0), match.start()):
            yield Fault(Span(*match.span()))


# 几10名, 数100人次; in 户数100户 and 投入数10万元 the word before 数 may be a noun with it.
_JI_BEFORE = Pattern(
    r"(?:(?<![第初十百千万])几1|(?<![指人户次件总基分岁天系倍级位])数1)0{1,3}(?=[万亿]?余?[个次名家户人件项条场天年亩元吨处台套起份篇位])"
)
_LED_BY = Pattern(
    r"(?:^|[，。；、：\n了达近]|走访|发放|培训|惠及|服务|慰问|捐款|捐赠|筹集|争取|解决|组织|节约|增收|来访|带动|吸引|安排)$"
)


_BARE = Pattern(
    r"[.．](?<![0-9０-９A-Za-z.．·一二三四五六七八九十][.．])[0-9]{1,6}(?=[%％\u4e00-\u9fff])"
)


def find_bare_decimals(draft: Draft) -> Iterator[Fault]:
    for match in _BARE.finditer(draft.text):
        yield Fault(Span(*match.span()))


_WRONG_ZERO = Pattern(
    r"二零[零一二三][零〇一二三四五六七八九](?=年)|[百千万亿]〇(?=[一二三四五六七八九])"
)


def find_wrong_zeros(draft: Draft) -> Iterator[Fault]:
    for match in _WRONG_ZERO.finditer(draft.text):
        yield Fault(Span(*match.span()))


_GROUPED_YEAR = Pattern(
    r"(?<![0-9,])[12],[0-9]{3}(?=年(?!均))|(?<![0-9,.])[0-9]{1,3},(?:[0-9]{1,2}|[0-9]{4,6})(?![0-9,])(?=[万亿]?[元人户个%次])|(?<![0-9,.])[0-9]{4,6},[0-9]{3}(?![0-9])(?=[万亿]?[元人户个%次])"
)


_GROUPED = Pattern(
    r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9,])(?=(?:\.[0-9]{1,4})?[余多]?[万亿]?[元人户个家次名件份亩吨公平台套])"
)
_WHOLE = Pattern(
    r"(?<![0-9,.])[0-9]{4,9}(?=(?:\.[0-9]{1,4})?[余多]?[万亿]?[元人户个家次名件份亩吨公平台套])"
)


def find_wrong_grouping(draft: Draft) -> Iterator[Fault]:
    """2,023年, 12,34万元; a few 12,450 in a text that elsewhere writes 36500."""
    text = draft.text
    for match in _GROUPED_YEAR.finditer(text):
        yield Fault(Span(*match.span()))
    grouped = [Span(*match.span()) for match in _GROUPED.finditer(text)]
    if grouped and sum(1 for _ in _WHOLE.finditer(text)) >= len(grouped):
        yield from (Fault(span) for span in grouped)


_FULLWIDTH = Pattern(r"[０-９][０-９．，]{0,20}")


def find_fullwidth_digits(draft: Draft) -> Iterator[Fault]:
    for match in _FULLWIDTH.finditer(draft.text):
        yield Fault(Span(match.start(), match.start() + len(match.group().rstrip("．，"))))


_CHINESE_PERCENT = Pattern(
    r"百分之(?!百(?!分)|一的)[零一二三四五六七八九十百]{1,4}(?:点[零一二三四五六七八九]{1,4})?"
)


def find_chinese_percentages(draft: Draft) -> Iterator[Fault]:
    """百分之五点二 beside figures with %."""
    if "%" in draft.text or "％" in draft.text:
        for match in _CHINESE_PERCENT.finditer(draft.text):
            yield Fault(Span(*match.span()))


_STANDARD = "标准 GB/T 15835-2011"

RULES = (
    Rule(
        code="N01",
        name="chinese-percent",
        severity="info",
        message="“{quote}”与文中用“%”的写法不一致。",
        suggestion="统一用阿拉伯数字加“%”。",
        find=find_chinese_percentages,
        triggers="分",
        source=_STANDARD + " 4.1.1",
        explanation="带计量单位和百分号的统计数字用阿拉伯数字。“百分之百”作固定词语时不在此列。",
        bad=("收入增长8.5%，支出增长百分之五点二。",),
        good=("收入增长8.5%，做到百分之百落实。", "收入增长百分之五点二。"),
    ),
    Rule(
        code="N03",
        name="approximate-pause",
        severity="warning",
        message="“{quote}”表示约数时不加顿号。",
        suggestion="用汉字连写，如“两三个月”。",
        find=find_paused_approximations,
        triggers="、",
        source=_STANDARD + " 4.2.2",
        explanation="相邻两个数字连用表示概数时用汉字，中间不加顿号。“一、二级”“二、三产业”是并列，不在此列。",
        bad=("耗时2、3个月。", "每村有三、四名骨干。"),
        good=(
            "耗时两三个月。",
            "发展二、三产业。",
            "建设一、二级医院。",
            "第一、二季度。",
            "组织3、4年级学生。",
            "预计2、3月份雨水偏多。",
        ),
    ),
    Rule(
        code="N04",
        name="arabic-ji",
        severity="warning",
        message="“{quote}”：“几、数”前后的数用汉字。",
        suggestion="写成“十几次”“几十次”。",
        find=find_digits_with_ji,
        triggers="几数",
        source=_STANDARD + " 4.2.2",
        explanation="带“几、数”的概数用汉字数字。",
        bad=("召开会议10几次。", "慰问了几10名老人。", "惠及数100人。"),
        good=("召开会议十几次。", "核对12数据。", "完成2项数据治理。", "参加人数100人。"),
    ),
    Rule(
        code="N07",
        name="bare-decimal",
        severity="warning",
        message="小数“{quote}”前面缺“0”。",
        suggestion="写成“0.5%”的形式。",
        find=find_bare_decimals,
        triggers=".．",
        source=_STANDARD + " 5.1.4",
        explanation="纯小数必须写出小数点前的“0”。",
        bad=("同比增长.5%。",),
        good=("同比增长0.5%。", "1.5万元"),
    ),
    Rule(
        code="N10",
        name="zero-form",
        severity="warning",
        message="“{quote}”里“零”“〇”用反了。",
        suggestion="编号、年份用“〇”，计量用“零”。",
        find=find_wrong_zeros,
        triggers="零〇",
        source=_STANDARD + " 5.2.3",
        explanation="用作计量时写“零”，用作编号（如年份）时写“〇”。",
        bad=("二零二三年度。", "共三千〇五十人。"),
        good=("二〇二三年度。", "共三千零五十人。"),
    ),
    Rule(
        code="N12",
        name="digit-grouping",
        severity="warning",
        message="数字分节不对，或与全文不一致：“{quote}”。",
        suggestion="每三位一节；年份不分节；全文或都分节，或都不分节。",
        find=find_wrong_grouping,
        triggers=",",
        source=_STANDARD + " 5.1.2",
        explanation="四位以上的整数可用千分撇或空隙按三位分节，同一篇里要一致；年份不分节。",
        bad=("2,023年启动。", "投入12,34万元。", "接待12,450人，发放36500份。"),
        good=("2023年启动。", "投入1,234万元。", "投入12,345,678元。"),
    ),
    Rule(
        code="N15",
        name="fullwidth-digit",
        severity="warning",
        message="全角数字“{quote}”应为半角。",
        suggestion="改用半角阿拉伯数字。",
        find=find_fullwidth_digits,
        triggers="０１２３４５６７８９",
        source=_STANDARD + " 5.1",
        explanation="阿拉伯数字用半角。",
        bad=("完成２０２３年任务。",),
        good=("完成2023年任务。",),
    ),
)

"""Rows of shares that are said to be all there is, and are not 100 per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.checking.amounts import shown
from reportnlp.checking.divisions import divide_all, ends_with_rest
from reportnlp.checking.proportions import NUMBER
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_HUNDRED = Decimal(100)
_PERCENT = Pattern(rf"(?<![0-9.])(?P<figure>{NUMBER})[ ]?[%％](?!以[上下内]|左右)")
_SEAM = Pattern(
    r"(?P<tail>[^，。；、：（）0-9\n]{0,6})(?P<mark>[，、；]|和|与|及|以及)"
    r"(?P<label>[^，。；、：\n]{0,18})"
)
_SHARE_WORDS = ("占", "比重", "比例", "份额")
_SHARE_HEAD = Pattern(r"(?:占|比重|比例|份额)[^不高低，]{0,8}$")
_LEAD = 70
_MOST_FIGURES = 10
_LEAST = 70
_MOST = 130
_MOST_UNSAID = 120
"""Where nothing says that the shares are all there is."""

_RATIO = Pattern(
    r"(?<![0-9:：∶.])[0-9]{1,2}(?:\.[0-9]{1,2})?"
    r"(?:[ ]?[:：∶][ ]?[0-9]{1,2}(?:\.[0-9]{1,2})?){2,5}(?![0-9:：∶.])"
)
_STRUCTURE = Pattern(r"产业|结构|比例|比重|占比|之比|构成|三产|[产次]比")
_TOTAL = Pattern(r"合计(?:为|占|达)?100[%％]|总和为?100[%％]|共计100[%％]")
_SUM_AHEAD = Pattern(r"合计|总和|共计|合占")
_ALL_OF_IT = Pattern(
    r"构成|组成|结构|分布|分担|配比|来源|权重|按[^，。；、]{1,8}(?:分|看)|从[^，。；、]{1,8}看"
    r"|[两二三四五六][类者项级部大个种方](?:分|产|别|分别|主体|方面)?"
)
_OPENS_ROW = Pattern(
    r"(?P<of>(?:构成|组成|来源|权重|配比|(?:股[权本]|[收支投用][^，。；：]{0,3})结构)"
    r"[^，。；：、0-9为是]{0,4}(?:[为是]：?|：))(?P<first>[^，。；：、0-9]{0,8})$"
)
"""资金来源为财政投入60%、…: what a row of names and shares without any 占 divides."""
_COMPOSED = Pattern(r"[两二](?:部分|方面?|者|级|类)?(?:共同)?(?:构成|组成|分担|出资)")
_INDUSTRIES = Pattern(r"[一1](?:产业?)?、[二2](?:产业?)?、[三3]产|第一、第二、第三产业|三次产业")
_OTHER_RATES = Pattern(
    r"率|同比|环比|提高|上升|下降|增长|增加(?!值)|贡献|拉动|左右|(?:超过?|近|约|不足)$|合计|共计|累计"
)
_OVERLAP = Pattern(
    r"女|男|岁|党员|学历|本科|研究生|大专|博士|硕士|职称|少数民族|以上|以下|从业|代表|一线|基层|高级|财政[支收]"
    r"|全[国省市县区]|高新|高技术|新兴|装备|绿色|智能|数字|外贸|民营|重点|规上|规模|骨干|出口|国有|外资|上市"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """Shares one after the other.

    lead:    what stands before the first of them in the sentence.
    names:   what each is a share of; empty strings where they are not told.
    figures: as written, without the sign.
    """

    span: Span
    lead: str
    names: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def numbers(self) -> list[Decimal]:
        return [Decimal(figure) for figure in self.figures]


def find_uneven_shares(draft: Draft) -> Iterator[Fault]:
    """三次产业结构9.2:51:41.9; 质量类占41%、安全类占38%、扬尘类占31%，三类合计100%."""
    yield from _uneven_ratios(draft)
    if "%" in draft.text or "％" in draft.text:
        for row in _rows(draft.text):
            if draft.amounts.has_blank(row.span.start, row.span.end):
                continue
            if _is_uneven(row, draft.text):
                yield _uneven(row.span, row.numbers)


def _uneven(span: Span, numbers: Sequence[Decimal]) -> Fault:
    whole = sum(numbers, Decimal(0))
    return Fault(span, {"sum": f"{'+'.join(map(str, numbers))}={shown(whole)}"})


def _slack(figures: Sequence[str]) -> Decimal:
    """What rounding may add up to, with a little for the last figure of an even one."""
    step = Decimal("0.1") if any("." in figure for figure in figures) else Decimal(1)
    return step * len(figures) / 2 + Decimal("0.05")


# ------------------------------------------------------------------------------- 9.2:51:39.8


def _uneven_ratios(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for match in _RATIO.finditer(text) if _holds_ratio(text) else ():
        floor = max(match.start() - 40, text.rfind("。", 0, match.start()), 0)
        if _STRUCTURE.search(text, floor, match.start()) is None:
            continue
        parts = re.split("[ :：∶]+", match.group())
        numbers = [Decimal(part) for part in parts]
        # 3:4:3 is a ratio, not three shares.
        if 80 <= sum(numbers) <= 120 and abs(sum(numbers) - _HUNDRED) > _slack(parts):
            yield _uneven(Span(*match.span()), numbers)


def _holds_ratio(text: str) -> bool:
    """Whether a colon stands behind a digit: to look for ratios at every digit takes far longer."""
    for mark in ":：∶":
        at = text.find(mark)
        while at >= 0:
            if text[max(at - 2, 0) : at].rstrip()[-1:].isdecimal():
                return True
            at = text.find(mark, at + 1)
    return False


# --------------------------------------------------------------------------------- reading rows


def _rows(text: str) -> Iterator[_Row]:
    row: list[re.Match[str]] = []
    seams: list[re.Match[str]] = []
    for match in _PERCENT.finditer(text):
        seam = _SEAM.fullmatch(text, row[-1].end(), match.start()) if row else None
        if (
            seam is None
            or len(row) == _MOST_FIGURES
            or not _goes_on(seam["label"], [s["label"] for s in seams])
        ):
            yield from _finished(text, row, seams)
            row, seams = [match], []
            continue
        row.append(match)
        seams.append(seam)
    yield from _finished(text, row, seams)


def _goes_on(label: str, labels: Sequence[str]) -> bool:
    """Whether a figure is one more share: 总评优秀率为25% is not."""
    if _OTHER_RATES.search(label) or "其中" in label:
        return False
    return not labels or bool(label) == bool(labels[0])


def _finished(
    text: str, row: Sequence[re.Match[str]], seams: Sequence[re.Match[str]]
) -> Iterator[_Row]:
    if len(row) < 2:
        return
    lead = _lead(text, row[0].start())
    figures = tuple(match["figure"] for match in row)
    labels = [seam["label"] for seam in seams]
    if not labels[0]:
        names = _listed_names(lead, len(row))
        if names and "分别" in lead:
            yield _Row(Span(row[0].start(), row[-1].end()), lead, names, figures)
        return
    own = max(lead.rfind(mark) for mark in "，；：、（") + 1
    first = lead[own:]
    if _SHARE_HEAD.search(first) is None:
        opening = _OPENS_ROW.search(lead)
        if opening is not None and all(_is_plain(name) for name in (opening["first"], *labels)):
            names = (opening["first"], *labels)
            yield _Row(Span(row[0].start(), row[-1].end()), opening["of"], names, figures)
        return
    if any(_base(label) not in ("", _base(first)) for label in labels):
        return
    shares = [_tells_share(label) for label in labels]
    count = len(labels) if all(shares) or not any(shares) else shares.index(False)
    if count:
        names = tuple(_bare(name) for name in (first, *labels[:count]))
        span = Span(row[0].start(), row[count].end())
        yield _Row(span, lead[:own], names, figures[: count + 1])


def _is_plain(name: str) -> bool:
    """Whether what stands before a figure of a row is a name and nothing more."""
    return 1 < len(name) < 9 and not _tells_share(name)


def _lead(text: str, offset: int) -> str:
    floor = max(offset - _LEAD, 0)
    lead = text[floor:offset]
    return lead[max(lead.rfind(mark) for mark in "。；\n！？") + 1 :]


def _tells_share(label: str) -> bool:
    return any(word in label for word in _SHARE_WORDS)


def _base(label: str) -> str:
    """What a share is one of: 农业产值 of 种植业占农业产值的; "" where that is not told."""
    _, _, base = label.partition("占")
    return base.strip("比重的为达约到了仅")


def _bare(label: str) -> str:
    """35岁以下占 -> 35岁以下."""
    label = label.removeprefix("其中").removeprefix("，")
    return min((label.partition(word)[0] for word in _SHARE_WORDS), key=len)


def _listed_names(lead: str, count: int) -> tuple[str, ...]:
    """农业、工业和服务业占比分别为: as many names as there are figures, or none."""
    if not _tells_share(lead):
        return ()
    clauses = re.split("[，：]", lead)
    for clause in (clauses[-1], *clauses[-2:-1]):
        head = min((clause.partition(word)[0] for word in ("分别", *_SHARE_WORDS)), key=len)
        names = tuple(re.split("[、和与及]", head))
        if len(names) == count:
            return names
        names = tuple(head.split("、"))
        if len(names) == count:
            return names
    return ("",) * count


# ----------------------------------------------------------------------------------- judging


def _is_uneven(row: _Row, text: str) -> bool:
    numbers = row.numbers
    whole = sum(numbers, Decimal(0))
    if abs(whole - _HUNDRED) <= _slack(row.figures) or not min(numbers) > 0:
        return False
    if _TOTAL.search(text, row.span.end, row.span.end + 14):
        return True
    if not _LEAST <= whole <= _MOST or max(numbers) >= _HUNDRED:
        return False
    if _is_stated(whole, row.lead):
        return False
    clause = row.lead[row.lead.rfind("，") + 1 :]
    if _OTHER_RATES.search(clause) or any(_OTHER_RATES.search(name) for name in row.names):
        return False
    if _SUM_AHEAD.search(text, row.span.end, row.span.end + 6) or _is_open(row, text):
        return False
    if _divides(row):
        return True
    if _some_fill(row):
        return False
    if _is_said_to_divide(row):
        return True
    if not _HUNDRED < whole <= _MOST_UNSAID or len(numbers) < 3:
        return False
    return not any(_OVERLAP.search(name) for name in (*row.names, clause))


def _is_stated(whole: Decimal, lead: str) -> bool:
    """去向落实率92%，其中升学占26.4%，就业占65.6%."""
    stated = (Decimal(match["figure"]) for match in _PERCENT.finditer(lead))
    return any(abs(figure - whole) <= Decimal("0.1") for figure in stated)


def _some_fill(row: _Row) -> bool:
    """Whether some of the figures are the whole: 男占56.8%，女占43.2%，党员占38%."""
    figures = row.figures
    runs = (
        figures[start:end]
        for start in range(len(figures))
        for end in range(start + 2, len(figures) + 1)
    )
    return any(
        abs(sum(Decimal(figure) for figure in run) - _HUNDRED) <= _slack(run) for run in runs
    )


def _is_open(row: _Row, text: str) -> bool:
    """主要包括…, …等: not everything is named."""
    return "主要" in row.lead + row.names[0] or text.startswith("等", row.span.end)


def _divides(row: _Row) -> bool:
    """Whether the names are those of all there is."""
    if _INDUSTRIES.search(row.lead):
        return len(row.names) == 3
    return divide_all(row.names, once=True) or ends_with_rest(row.names) or _are_ages(row.names)


def _is_said_to_divide(row: _Row) -> bool:
    """由财政拨款、银行贷款、企业自筹三部分构成，分别占."""
    overlapping = any(_OVERLAP.search(name) for name in row.names)
    said = _COMPOSED if len(row.names) == 2 else _ALL_OF_IT
    return not overlapping and said.search(row.lead) is not None


def _are_ages(names: Sequence[str]) -> bool:
    """35岁以下, 36至50岁, 51岁以上."""
    aged = [name for name in names if "岁" in name or name[:1].isdecimal()]
    ends = ("以下" in name or "以上" in name for name in (names[0], names[-1]))
    return len(aged) == len(names) > 2 and all(ends)


RULES = (
    Rule(
        code="AR304",
        name="shares-not-100",
        severity="warning",
        message="各部分之和不是100%：{sum}。",
        suggestion="核对各部分的比重。",
        find=find_uneven_shares,
        triggers=":：∶占比构源权",
        source="统计",
        explanation="产业结构等把整体分完的比重，相加应是100%，每项允许0.1个百分点的舍入差。互相重叠的比重（女性、党员）不在此列。",
        bad=(
            "三次产业结构为9.2:51:41.9。",
            "下发通知书157份，质量类占41%、安全类占38%、扬尘类占31%，三类合计100%。",
            "一、二、三产业占比分别为9.6%、38.5%和50.9%。",
            "资金由中央、省、市县三级分担，比例分别为60%、25%、25%。",
            "男性占56.8%，女性占45.2%。",
        ),
        good=(
            "三次产业结构为9.2:51:39.9。",
            "女教师占62%、党员占48%、研究生占15%。",
            "质量类占41%、安全类占38%、扬尘类占21%。",
            "平时成绩占40%，期末成绩占60%，总评优秀率为25%。",
            "三次产业贡献率分别为6.2%、38.3%和45.5%。",
        ),
    ),
)

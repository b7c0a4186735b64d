"""Parts and wholes: 合计, 分别为, 其余, and parts that are more than their whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from reportnlp.annotations import Related
from reportnlp.checking.amounts import (
    Amount,
    sentence_end,
    sentence_start,
    shown,
)
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_LOOK_BACK = 160
_TOTAL = Pattern(
    # One set first: the search for it is many times faster than for alternatives.
    r"[两三四五六合共总项类者，](?:(?<=[两三四五六])(?:[类项者](?:合计|共计|总计|总共|[两三四五六]?[项类者]共|，共|，累计共)"
    r"|[项类者]共)|(?<=[合共总])计|(?<=总)共|(?<=[项类者])共|(?<=，)(?:累计)?共)(?:达到?|为|有)?(?=[0-9])"
)
_SPLIT = Pattern(
    r"(?P<stop>[，。：:（(])(?P<word>分别为|分别是|其中[，：]?|包括|含)(?=[^，。；]{0,24}[0-9])"
)
_REST = Pattern(r"(?:其余|剩余|余下|另有|还有)(?:的|均)?(?=[0-9])")
_BREAKS = Pattern(
    r"同比|环比|比上年|较上年|增长|下降|提高|以上|以下|累计|占|人均|平均|目标|计划|上年|去年"
)
_OTHERS = Pattern(r"其余|另|其他|等|剩余|余下|之一|部分|主要|还")
_OVERLAP = Pattern(
    r"女|男性?[0-9]|岁|党员|学历|本科|研究生|大专|职称|少数民族|以上|以下|重点|新增|首次|一线"
)


def _plain(amounts: Sequence[Amount]) -> list[Amount]:
    return [a for a in amounts if a.unit and a.kind not in ("percent", "rank", "ratio", "duration")]


_PEOPLE = frozenset(("人", "名", "位"))


def _alike(first: Amount, second: Amount) -> bool:
    return first.unit == second.unit or (first.unit in _PEOPLE and second.unit in _PEOPLE)


def _slack(amounts: Sequence[Amount]) -> Decimal:
    """What rounding may add up to: half of the last digit shown, for every figure."""
    return sum((amount.step for amount in amounts), Decimal(0)) / 2


def _is_sum(parts: Sequence[Amount], whole: Amount) -> bool:
    difference = abs(sum(part.value for part in parts) - whole.value)
    return difference <= _slack((*parts, whole))


def find_wrong_sums(draft: Draft) -> Iterator[Fault]:
    yield from _lists_before_totals(draft)
    yield from _totals_before_lists(draft)
    yield from _rests(draft)


# ------------------------------------------------------------------- parts, then a total


def _lists_before_totals(draft: Draft) -> Iterator[Fault]:
    """信访26件、热线9件、网络10件，合计47件."""
    text = draft.text
    for match in _TOTAL.finditer(text):
        begin = sentence_start(text, match.start(), most=_LOOK_BACK)
        if len(_DIGITS.findall(text[begin : match.start()])) < 2:
            continue
        after = _plain(draft.amounts.between(match.end(), match.end() + 16))
        before = _plain(draft.amounts.between(begin, match.start()))
        if not after or not before or after[0].span.start > match.end() + 1:
            continue
        whole = after[0]
        parts = _row_before(text, before, match.start(), whole)
        if len(parts) < 2 or draft.amounts.has_blank(begin, whole.span.end):
            continue
        everything = [a for a in before if _alike(a, whole)]
        if whole.approx or any(p.approx for p in parts) or _some_sum(everything, whole):
            continue
        between = text[parts[0].span.end : match.start()]
        if _BREAKS.search(between) or (len(parts) == 2 and match.group().startswith("，")):
            continue
        yield _sum_fault(draft, parts, whole, "")


def _row_before(text: str, amounts: Sequence[Amount], end: int, whole: Amount) -> list[Amount]:
    """The figures of one unit in a row joined by 、 or ，that ends right before the total."""
    row: list[Amount] = []
    following = end
    for amount in reversed(amounts):
        between = text[amount.span.end : following]
        if not _alike(amount, whole) or len(between) > 24 or "；" in between or "其中" in between:
            break
        row.insert(0, amount)
        following = amount.span.start
    return row


def _some_sum(amounts: Sequence[Amount], whole: Amount) -> bool:
    """Whether any of the figures before add up to the total."""
    near = amounts[-9:]
    return any(
        _is_sum(parts, whole)
        for count in range(1, len(near) + 1)
        for parts in combinations(near, count)
    )


# ------------------------------------------------------------------- a total, then parts


def _totals_before_lists(draft: Draft) -> Iterator[Fault]:
    """186例，分别为男性121例、女性63例; 60件，其中信访20件、热线25件、网络10件."""
    text = draft.text
    for match in _SPLIT.finditer(text):
        begin = sentence_start(text, match.start() + 1, most=_LOOK_BACK)
        if match.group("stop") == "。" or not _holds_row(text, match.end()):
            continue
        before = _plain(draft.amounts.between(begin, match.start()))
        if not before:
            continue
        end = sentence_end(text, match.end(), most=160)
        semicolon = text.find("；", match.end(), end)
        end = semicolon if semicolon >= 0 else end
        row = _row_after(text, draft.amounts.between(match.end(), end), match.end(), before[-1])
        whole = before[-1]
        if match.start() - whole.span.end > 12 or draft.amounts.has_blank(whole.span.start, end):
            continue
        if len(row) < 2 or whole.approx or any(part.approx for part in row):
            continue
        distributed = match.group("word").startswith("分别")
        yield from _judged_list(draft, whole, row, before, end, distributed=distributed)


_DIGITS = Pattern(r"[0-9]+")


def _holds_row(text: str, start: int) -> bool:
    """Whether two figures joined by 、 or 和 can follow; told without reading them."""
    row = text[start : start + 80].partition("。")[0].partition("；")[0]
    return ("、" in row or "和" in row) and len(_DIGITS.findall(row)) >= 2


def _row_after(text: str, amounts: Sequence[Amount], start: int, whole: Amount) -> list[Amount]:
    """The named figures in a row joined by 、 behind 其中 or 分别为."""
    row: list[Amount] = []
    position = start
    for amount in amounts:
        between = text[position : amount.span.start]
        joined = not row or between.startswith(("、", "和", "及", "与", "以及", "，"))
        if not joined or not _alike(amount, whole) or len(between) > 22:
            break
        if "，" in between and row and between.count("，") > 1:
            break
        row.append(amount)
        position = amount.span.end
    return row


def _judged_list(
    draft: Draft,
    whole: Amount,
    row: Sequence[Amount],
    before: Sequence[Amount],
    end: int,
    *,
    distributed: bool,
) -> Iterator[Fault]:
    text = draft.text
    inside = text[whole.span.end : end]
    rest = text[row[-1].span.end : end]
    total = sum(part.value for part in row)
    candidates = [a for a in before if _alike(a, whole)]
    if any(_is_sum(row, candidate) for candidate in candidates):
        return
    if _OTHERS.search(inside) or _BREAKS.search(text[whole.span.end : row[-1].span.end]):
        return
    if distributed:
        if not rest.startswith(("，", "、")) or not _alike_follows(draft, row[-1], end):
            yield _sum_fault(draft, row, whole, "")
        return
    # 其中 need not name every part: only a row of three and more that falls just short, or is too
    # much, is likely meant to be all of them.
    separators = text[row[0].span.end : row[-1].span.start]
    if len(row) < 3 or "，" in separators or _OVERLAP.search(inside):
        return
    if rest[:1] in ("、", "，") and _alike_follows(draft, row[-1], end):
        return
    if whole.value * Decimal("0.8") <= total <= whole.value * Decimal("1.5"):
        yield _sum_fault(draft, row, whole, "warning")


def _alike_follows(draft: Draft, last: Amount, end: int) -> bool:
    after = _plain(draft.amounts.between(last.span.end, end))
    return any(_alike(amount, last) for amount in after)


# ---------------------------------------------------------------------------- the rest


def _rests(draft: Draft) -> Iterator[Fault]:
    """285项，整改282项，其余3项: what is left is what the others leave."""
    text = draft.text
    for match in _REST.finditer(text):
        begin = sentence_start(text, match.start(), most=_LOOK_BACK)
        after = _plain(draft.amounts.between(match.end(), match.end() + 16))
        if not after or after[0].span.start > match.end() or match.group()[0] in "另还":
            continue
        rest = after[0]
        before = [a for a in _plain(draft.amounts.between(begin, match.start())) if _alike(a, rest)]
        if len(before) != 2 or draft.amounts.has_blank(begin, rest.span.end):
            continue
        whole, part = before
        if whole.approx or part.approx or rest.approx or part.value >= whole.value:
            continue
        if _is_sum((part, rest), whole) or _BREAKS.search(text[whole.span.end : match.start()]):
            continue
        yield Fault(
            rest.span,
            {
                "sum": f"{_number(draft, whole)}−{_number(draft, part)}="
                f"{_in_unit(draft, rest, whole.value - part.value)}",
                "stated": _number(draft, rest),
            },
            related=(Related(whole.span, "总数"), Related(part.span, "部分")),
        )


# ----------------------------------------------------------------------------- wording


def _number(draft: Draft, amount: Amount) -> str:
    return Span(amount.number.start, amount.span.end).cut(draft.text)


def _in_unit(draft: Draft, model: Amount, value: Decimal) -> str:
    """A value as it would be written in the unit of another figure."""
    written = _number(draft, model)
    digits = model.number.cut(draft.text).rstrip("万亿千百余多")
    try:
        factor = model.value / Decimal(digits.replace(",", ""))
    except (ArithmeticError, ValueError):
        return shown(value)
    return shown(value / factor, most=4) + written[len(digits) :]


def _sum_fault(draft: Draft, parts: Sequence[Amount], whole: Amount, severity: str) -> Fault:
    numbers = [_figure(draft, part) for part in parts]
    total = sum((part.value for part in parts), Decimal(0))
    return Fault(
        whole.span,
        {
            "sum": f"{'+'.join(numbers)}={_in_unit(draft, whole, total)}",
            "stated": _number(draft, whole),
        },
        severity=severity,
        related=tuple(Related(part.span, "其中一部分") for part in parts),
    )


def _figure(draft: Draft, amount: Amount) -> str:
    return amount.number.cut(draft.text)


# ------------------------------------------------------------------- more than the whole

_AMONG = Pattern(r"其中")


_DONE_AFTER = Pattern(
    r"(?:排查|发现|受理|查出|反馈|梳理|接收|登记|收到)[^，。；\n]{0,16}?(?P<whole>(?P<n>[0-9]{1,7})(?P<unit>[个件处项条起宗]))"
    r"[，、](?:已|全部|均)?(?:整改|办结|销号|化解|处置|答复|解决|调解|完成)(?:到位|完成|成功|完毕)?(?:隐患|问题|纠纷)?"
    r"(?P<part>(?P<m>[0-9]{1,7})(?P=unit))"
)


def find_more_done_than_found(draft: Draft) -> Iterator[Fault]:
    """排查隐患218处，整改到位221处."""
    for match in _DONE_AFTER.finditer(draft.text):
        if int(match["m"]) > int(match["n"]):
            yield Fault(
                Span(*match.span("part")),
                {"part": match["part"], "whole": match["whole"]},
                related=(Related(Span(*match.span("whole")), "总数"),),
            )


def find_parts_over_wholes(draft: Draft) -> Iterator[Fault]:
    """会议32场，其中大型会议41场."""
    text = draft.text
    for match in _AMONG.finditer(text):
        begin = sentence_start(text, match.start(), most=_LOOK_BACK)
        semicolon = text.rfind("；", begin, match.start())
        begin = semicolon + 1 if semicolon >= 0 else begin
        if not _DIGITS.search(text, match.end(), match.end() + 24):
            continue
        before = _plain(draft.amounts.between(begin, match.start()))
        end = min(sentence_end(text, match.end(), most=40), match.end() + 40)
        after = _plain(draft.amounts.between(match.end(), end))
        if not before or not after:
            continue
        part = next((a for a in after if any(_alike(a, b) for b in before)), after[0])
        between = text[match.end() : part.span.start]
        wholes = [a for a in before if _alike(a, part)]
        if not wholes or "，" in between or "；" in between or _OTHERS_THAN.search(between):
            continue
        whole = max(wholes, key=lambda amount: amount.value)
        if part.value - part.step / 2 <= whole.value + whole.step / 2:
            continue
        if "每" in text[max(whole.span.start - 6, 0) : whole.span.start]:
            continue
        if whole.approx in ("over", "approx") or draft.amounts.has_blank(
            whole.span.start, part.span.end
        ):
            continue
        if _BREAKS.search(text[wholes[-1].span.end : match.start()]) and len(before) > len(wholes):
            continue
        yield Fault(
            part.span,
            {"part": _number(draft, part), "whole": _number(draft, whole)},
            related=(Related(whole.span, "总数"),),
        )


_OTHERS_THAN = Pattern(r"累计|目标|计划|上年|去年|20[0-9]{2}年|每|平均|人均|最[高大多长]")

RULES = (
    Rule(
        code="AR301",
        name="sum-mismatch",
        severity="error",
        message="各部分相加与总数不符：{sum}，文中为{stated}。",
        suggestion="核对总数和各部分，改正其中的错误。",
        find=find_wrong_sums,
        triggers=("计", "共", "分别", "其中", "包括", "其余", "剩余", "余下", "含"),
        source="统计",
        explanation="“合计”“分别为”“其余”把总数分完，相加要等于总数，允许末位四舍五入。“其中”不一定列全，"
        "三项以上只差一点或者超出的才作警告。互相重叠的（女、党员），带约数的，夹着空缺的都不算。",
        bad=(
            "办结信访26件、热线9件、网络10件，合计47件。",
            "接诊患者共186例，分别为男性121例、女性63例。",
            "共办件60件，其中信访20件、热线25件、网络10件。",
            "排查隐患285项，整改282项，其余5项挂牌督办。",
        ),
        good=(
            "全年办件3200件，其中线上办理2100件，其余由线下窗口办理。",
            "投入资金86万元，其中上级补助50万元，群众自筹占一小部分。",
            "办结信访26件、热线9件、网络10件，合计45件。",
            "排查隐患285项，整改282项，其余3项挂牌督办。",
            "发展党员24名，其中女性9名、35岁以下16名、本科以上12名。",
            "投入1.63亿元，分别为补助1.05亿元、自筹0.41亿元、贷款0.17亿元。",
        ),
    ),
    Rule(
        code="AR302",
        name="part-over-whole",
        severity="error",
        message="“其中”的{part}比总数{whole}还多。",
        suggestion="核对总数和其中的部分。",
        find=find_parts_over_wholes,
        triggers=("其中",),
        source="统计",
        explanation="部分不会多于整体。口径、时期不同的两个数不要用“其中”连接。",
        bad=("召开会议32场，其中大型会议41场。",),
        good=(
            "上半年办件1200件，全年办件2600件，网办占比稳步提高。",
            "召开会议32场，其中大型会议12场。",
            "新增就业3600人，其中累计帮扶1.6万人。",
            "抽检量超过每千人6.6批次，其中快检5万批次。",
        ),
    ),
    Rule(
        code="AR302",
        name="part-over-whole",
        severity="error",
        message="办成的{part}比总数{whole}还多。",
        suggestion="核对发现数和办结数；含上年结转的，写明结转数。",
        find=find_more_done_than_found,
        triggers=("排查", "发现", "受理", "查出", "反馈", "梳理", "接收", "登记", "收到"),
        source="统计",
        explanation="整改、办结的不会多于发现、受理的。中间说到结转、历年的不在此列。",
        bad=("排查隐患218处，整改到位221处。",),
        good=("排查隐患218处，整改到位211处。", "受理案件218件，含上年结转共办结221件。"),
    ),
)

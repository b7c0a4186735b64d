"""Parts and wholes: 合计, 分别为, 其中, 其余, and rows that name everything there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_start, shown
from reportnlp.checking.dealt_lists import find_dealt_lists
from reportnlp.checking.divisions import divide_all, ends_with_rest, shared_ending
from reportnlp.checking.partitions import (
    DEALT_LINK,
    DEALT_OUT,
    TOTAL_LINK,
    Part,
    Partition,
    alike,
    countable,
    read_partitions,
)
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.seasons import find_seasons
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_LOOK_BACK = 160
_REST = Pattern(r"(?:其余|剩余|余下|另有|还有)(?:的|均)?(?=[0-9])")
_BREAKS = Pattern(
    r"同比|环比|比上年|较上年|增长|下降|提高|以上|以下|累计|占|人均|平均|目标|计划|上年|去年"
)
_OTHER_THINGS = Pattern(
    r"同比|环比|由|比(?![赛武选例])|较(?![大好差多高])|增[长加至]|减少|下降|提高|累计|净[增减]|超(?!市|声|级)|不足|突破|另|人均|平均|每|各|均|目标"
    r"|计划|预[计期]|上年|去年|上届|达到|跃上|迈上|站上|通过|同时|全国"
)
_OVERLAP = Pattern(
    r"女|男性?[0-9]|岁|党员(?!家庭|户)|学历|本科|研究生|大专|硕士|博士|职称|少数民族|以上|以下|重点(?!任务|工作|领域)|新增|首次(?!登记)|一线"
    r"|骨干|先进|优秀|示范|新建|余额|特色|品牌|研发"
)
_SOME = Pattern(r"主要|贫困|困难|低保|留守|残疾|寄宿|老[年人]|儿童|农民工|流动|退役")
_FIRM_TOTAL = Pattern(r".{0,4}?(?:合计|共计|总计|总共|一共|全长|[项类者]共)")
_STOCK = Pattern(r"总[数量额].{0,4}[达增到]|共有")
_ALL = Pattern(r"共|总|现有|全部|下设|拥有|累计|各类|在编|在册|全[年县市区镇乡校院局]")
_EXHAUSTIVE = ("：", ":", "（", "(", DEALT_LINK)
_COUNTED = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_COUNT = Pattern(r"([两二三四五六])(?:个|大|类|项|级|种|轮|批|期|块|次|天|部分|方面|家|支)")


def _slack(amounts: Sequence[Amount]) -> Decimal:
    """What rounding may add up to: half of the last digit shown, for every figure."""
    return sum((amount.step for amount in amounts), Decimal(0)) / 2


def _is_sum(parts: Sequence[Amount], whole: Amount) -> bool:
    difference = abs(sum(part.value for part in parts) - whole.value)
    return difference <= _slack((*parts, whole))


def find_wrong_sums(draft: Draft) -> Iterator[Fault]:
    """Wholes that are not the sum of the parts which are given as all there is."""
    told: set[Span] = set()
    for partition in read_partitions(draft.text, draft.amounts):
        parts = _of_one_kind(partition.parts)
        if len(parts) < 2 or partition.whole.span in told:
            continue
        severity = _doubt(partition, parts)
        if severity and _explained(partition, parts):
            severity = ""
        spans = [partition.whole.span, *(part.amount.span for part in parts)]
        if not severity or draft.amounts.has_blank(
            min(span.start for span in spans), max(span.end for span in spans)
        ):
            continue
        told.add(partition.whole.span)
        yield _sum_fault(draft, [part.amount for part in parts], partition.whole, severity)
    for whole, amounts in (*find_dealt_lists(draft), *find_seasons(draft)):
        if whole.span not in told and not _is_sum(amounts, whole):
            yield _sum_fault(draft, amounts, whole, "warning")
    yield from _rests(draft)


def _of_one_kind(parts: Sequence[Part]) -> Sequence[Part]:
    """The row up to what is said of something else: 较上年增加5件."""
    for index, part in enumerate(parts):
        if _OTHER_THINGS.search(part.label):
            return parts[:index]
    return parts


# --------------------------------------------------------------------------- judging a row


def _doubt(partition: Partition, parts: Sequence[Part]) -> str:
    """How sure it is that the row should add up to its whole and does not; "" for not at all."""
    whole, amounts = partition.whole, [part.amount for part in parts]
    if partition.open or whole.approx or any(amount.approx for amount in amounts):
        return ""
    if whole.value <= 0 or _is_sum(amounts, whole):
        return ""
    ratio = sum(amount.value for amount in amounts) / whole.value
    if partition.link == TOTAL_LINK:
        return "error" if _should_be_total(partition, parts, ratio) else ""
    if max(amount.value for amount in amounts) > whole.value:
        return ""
    if partition.distributed and partition.link == "其中" and ratio > 1:
        return ""  # told by part-over-whole
    if partition.link == "分别":
        return "error" if _is_dealt_out(partition, ratio) else ""
    judge = _is_bare_division if partition.link == "，" else _is_named_division
    return "warning" if judge(partition, parts, ratio) else ""


def _explained(partition: Partition, parts: Sequence[Part]) -> bool:
    """Whether some figures of the sentence do add up, or a part has parts of its own."""
    amounts = [part.amount for part in parts]
    others = () if partition.link == TOTAL_LINK else partition.others
    wholes = [partition.whole, *others]
    if any(_is_sum(amounts, whole) for whole in wholes):
        return True
    nested = parts[1].mark == "，" and any(
        _is_sum(amounts[i + 1 : j], amounts[i])
        for i in range(len(amounts))
        for j in range(i + 3, len(amounts) + 1)
    )
    if nested or (partition.link != TOTAL_LINK and _closed(partition, parts)):
        return nested
    pool = amounts if partition.link != TOTAL_LINK else [*partition.others, *amounts]
    near = pool[-9:]
    some = (rows for count in range(1, len(near)) for rows in combinations(near, count))
    return any(_is_sum(row, partition.whole) for row in some)


def _is_dealt_out(partition: Partition, ratio: Decimal) -> bool:
    """186例，分别为男性121例、女性63例; 共282家，四个季度分别为56家…, but not of something else."""
    if _whole_in_row(partition) or not Decimal("0.5") <= ratio <= 2:
        return False
    if partition.parts[0].label.startswith(DEALT_OUT):
        return True
    return _ALL.search(partition.label) is not None and Decimal("0.7") <= ratio <= Decimal("1.3")


def _whole_in_row(partition: Partition) -> bool:
    """产销分别完成233万辆和238万辆，其中…: the whole is one of several."""
    return any(0 <= partition.whole.span.start - other.span.end <= 2 for other in partition.others)


def _should_be_total(partition: Partition, parts: Sequence[Part], ratio: Decimal) -> bool:
    if _FIRM_TOTAL.match(partition.label):
        return Decimal("0.4") <= ratio <= Decimal("2.5")
    if not Decimal("0.7") <= ratio <= Decimal("1.3") or _STOCK.search(partition.label):
        return False
    if partition.distributed or divide_all([part.name for part in parts]):
        return True
    if "累计" in partition.label:  # it may hold what was done before
        slip = _is_slip(_total(parts), partition.whole.value)
        return slip and len(parts) > 2 and Decimal("0.9") <= ratio <= Decimal("1.1")
    return len(parts) > 2


def _is_named_division(partition: Partition, parts: Sequence[Part], ratio: Decimal) -> bool:
    """其中, 包括, brackets, a colon: the parts are said to be parts."""
    names = [part.name for part in parts]
    closed = _closed(partition, parts)
    if _overlapping(names, partition.label) or _is_part_itself(partition):
        return False
    if ratio > 1:
        return ratio <= (Decimal("1.5") if len(parts) > 2 else Decimal("1.35"))
    if closed:
        return ratio >= Decimal("0.85" if partition.link in _EXHAUSTIVE else "0.7")
    if len(parts) < 3:
        return False
    if ratio >= Decimal("0.95"):
        return True
    slip = _is_slip(_total(parts), partition.whole.value)
    # 主要 and people in need (贫困学生320人、留守儿童186人) do not name everything.
    if any(_SOME.search(name) for name in names):
        return slip and ratio >= Decimal("0.9")
    return ratio >= Decimal("0.8" if slip or parts[1].mark == "、" else "0.9")


def _is_slip(computed: Decimal, stated: Decimal) -> bool:
    """Whether one figure is the other with a digit changed, or with its digits in another order."""
    first, second = (f"{value.normalize():f}".replace(".", "") for value in (computed, stated))
    if len(first) != len(second):
        return False
    return sorted(first) == sorted(second) or sum(map(str.__ne__, first, second)) == 1


def _is_part_itself(partition: Partition) -> bool:
    """道路1200万元，含照明150万元，饮水650万元: what follows goes on with the list around it."""
    return (
        partition.link not in ("其中", "（", "(")
        and partition.parts[1].mark == "，"
        and any(other.span.end <= partition.whole.span.start for other in partition.others)
    )


def _is_bare_division(partition: Partition, parts: Sequence[Part], ratio: Decimal) -> bool:
    """A row behind a mere comma: only what divides the whole by its very names."""
    if not Decimal("0.7") <= ratio <= Decimal("1.3"):
        return False
    clause = partition.whole.span.start - len(partition.label)
    if any(other.span.end <= clause for other in partition.others):
        return False
    names = [part.name for part in parts]
    if _overlapping(names, partition.label):
        return False
    if _closed(partition, parts):
        return True
    ending = shared_ending([part.label or part.tail for part in parts])
    slip = _is_slip(_total(parts), partition.whole.value)
    counts_all = _ALL.search(partition.label) is not None
    if counts_all and slip and len(parts) > 2 and parts[1].mark == "、":
        return Decimal("0.95") <= ratio <= Decimal("1.1")
    if len(parts) < 3 or not ending or (ratio < 1 and not (slip and ratio >= Decimal("0.8"))):
        return False
    return counts_all or ending in partition.label


def _total(parts: Sequence[Part]) -> Decimal:
    return sum((part.amount.value for part in parts), Decimal(0))


def _closed(partition: Partition, parts: Sequence[Part]) -> bool:
    """Whether the names of the parts leave nothing unnamed."""
    names = [part.name for part in parts]
    if divide_all(names) or ends_with_rest(names) or partition.link in _EXHAUSTIVE:
        return True
    if all(len(part.label) > 1 and part.label in partition.label for part in parts):
        return True
    counted = _COUNT.search(partition.label)
    return counted is not None and _COUNTED[counted[1]] == len(parts)


def _overlapping(names: Sequence[str], whole: str) -> bool:
    """Whether what one part counts may be counted by another, too: 女性9名、党员12名.

    whole: what all of them are, and so no kind of their own: 先进集体28个，其中市级先进集体9个.
    """
    kinds = (kind for name in names for kind in _OVERLAP.finditer(name))
    if all(kind[0] in whole for kind in kinds):
        return False
    return not divide_all(names) and not ends_with_rest(names)


# ---------------------------------------------------------------------------- the rest


def _rests(draft: Draft) -> Iterator[Fault]:
    """285项，整改282项，其余3项: what is left is what the others leave."""
    text = draft.text
    for match in _REST.finditer(text):
        begin = sentence_start(text, match.start(), most=_LOOK_BACK)
        after = countable(draft.amounts.between(match.end(), match.end() + 16))
        if not after or after[0].span.start > match.end() or match.group()[0] in "另还":
            continue
        rest = after[0]
        before = [
            a for a in countable(draft.amounts.between(begin, match.start())) if alike(a, rest)
        ]
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


RULES = (
    Rule(
        code="AR301",
        name="sum-mismatch",
        severity="error",
        message="各部分相加与总数不符：{sum}，文中为{stated}。",
        suggestion="核对总数和各部分，改正其中的错误。",
        find=find_wrong_sums,
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
)

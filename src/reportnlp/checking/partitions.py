"""A whole and the figures that a sentence gives as its parts.

It only reads: whether the parts are meant to be all there is, is for the rules to judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportnlp.checking.amounts import Amount, Amounts, behind_last
from reportnlp.patterns import Pattern

_FIGURE = Pattern(r"[0-9][万亿]?(?![0-9.．%％年月日时分点，。；：:—～-])(.)")
_LIKE_UNITS = {
    **dict.fromkeys("人名位", "人"),
    **dict.fromkeys("件起宗例", "件"),
    **dict.fromkeys("个家所处座间", "个"),
    **dict.fromkeys(("场", "次", "场次"), "次"),
}
"""Units in which the same things are counted now so, now so: 养老机构23家, 敬老院4所."""
_JOINTS = ("、", "和", "及", "与")
DEALT_OUT = ("分别", "依次")
"""What says of each figure of a row to which of several things it belongs."""
_FEWEST = 3
"""Figures that make a whole and its parts."""
_LABEL = 18
_TAIL = 16
_FAR = 60
_LONGEST = 300
"""Characters of a sentence that are read; figures further apart are not one row."""
_MOST_PARTS = 12
_CLAUSE = 24

_FIRST_SEAM = Pattern(
    rf"(?P<tail>[^，。；：:（）()、0-9]{{0,{_TAIL}}}(?:（[^（）0-9]{{0,6}}）)?)"
    r"(?P<dealt>，(?:(?:共|主要)?(?:按[^，。；0-9]{1,6})?分为?[两二三四五六][^，。；0-9]{1,8}"
    r"|[分从按][^，。；0-9]{1,8}(?:看|分|统计)))?"
    r"(?P<link>[，。；]?(?:其中|当中|包括|包含|涉及|涵盖|含|用于)[，：:]?|[：:（(，])"
    rf"(?P<label>(?:(?:分别|依次)[是为有]?[：:])?[^，。；：:（）()]{{0,{_LABEL}}})"
)
_MARKS = Pattern(r"[，、；]|以及")
_DIGIT = Pattern(r"[0-9]")
_NESTED = ("其中", "包括", "含", *DEALT_OUT)
_TOTAL = Pattern(
    r"(?:^|[^0-9，。；：、])*?(?P<word>合计|共计|总计|总共|一共|累计|共|总[长量数额收支产]|总投[入资]|全长)"
    r"[^0-9，。；：、]{0,10}"
)
TOTAL_LINK = "合计"
DEALT_LINK = "分"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A figure of a row.

    label: the words before it, since the last mark or figure: "已整改到位".
    tail:  the words behind it, up to the next mark: "正在推进".
    mark:  what parts it from the figure before: "、", "，", "；" or "和"; "" for the first.
    """

    amount: Amount
    label: str
    tail: str = ""
    mark: str = ""

    @property
    def name(self) -> str:
        return self.label + self.tail


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """A whole and a row of two or more figures of its unit, behind it or before it.

    label:  the words before the whole in its clause.
    link:   what leads from the whole to the row: "其中", "分别", "（", "：", "，" …; DEALT_LINK for
            分两期建设, TOTAL_LINK for a row that comes first.
    others: figures of the same unit in the same sentence that are not in the row.
    open:   whether the row says that it does not name everything (等), or goes on.
    """

    whole: Amount
    label: str
    link: str
    parts: tuple[Part, ...]
    others: tuple[Amount, ...]
    open: bool

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    @property
    def distributed(self) -> bool:
        """分别为86起、124起: the row says that it deals out the whole."""
        return any(word in self.link or word in self.parts[0].label for word in DEALT_OUT)


def read_partitions(text: str, amounts: Amounts) -> Iterator[Partition]:
    """Every whole with the row behind it, and every total with the row before it."""
    for start, end in _stretches(text):
        yield from partitions_between(text, amounts, start, end)


def partitions_between(text: str, amounts: Amounts, start: int, end: int) -> Iterator[Partition]:
    """Those of one sentence."""
    inside = figures_between(text, amounts, start, end)
    units = [_like_unit(amount) for amount in inside]
    counts = Counter(units)
    for index, unit in enumerate(units):
        if counts[unit] < _FEWEST:
            continue
        rows = (_behind(text, inside, index, end), _before(text, inside, index))
        yield from (row for row in rows if row is not None)


def countable(amounts: Sequence[Amount]) -> list[Amount]:
    """Those that count or measure something: no rates, ranks, years."""
    return [a for a in amounts if a.unit and a.kind not in ("percent", "rank", "ratio", "duration")]


def figures_between(text: str, amounts: Amounts, start: int, end: int) -> list[Amount]:
    """What is counted in digits (三个片区 is no part); 86、97和115起 is read as 86起, 97起."""
    found = [a for a in amounts.between(start, end) if text[a.number.start].isdecimal()]
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        joined = text[one.span.end : following.span.start] in _JOINTS
        if joined and not one.unit and _scale(text, one) == _scale(text, following):
            found[index] = replace(one, unit=following.unit, kind=following.kind)
    return countable(found)


def _scale(text: str, amount: Amount) -> str:
    return amount.number.cut(text)[-1:] if amount.number.cut(text)[-1:] in "万亿" else ""


def alike(first: Amount, second: Amount) -> bool:
    """Whether two figures count in one unit, or in two that stand for each other."""
    return _like_unit(first) == _like_unit(second)


def same_unit(first: Amount, second: Amount) -> bool:
    """Whether two figures count one kind of things: 人 and 名, 件 and 起, but not 家 and 处."""
    like = alike(first, second) and _like_unit(first) != "个"
    return like or first.unit == second.unit


def like_unit(unit: str) -> str:
    """What all units are called in which the same things are counted: 名 and 位 are 人."""
    return _LIKE_UNITS.get(unit, unit)


def _like_unit(amount: Amount) -> str:
    unit = amount.unit
    return like_unit(unit.partition("（")[0].partition("(")[0] if len(unit) > 3 else unit)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Sentences with three figures of one unit; what goes on with 其中 belongs to them."""
    first = end = 0
    units: list[str] = []
    for figure in _FIGURE.finditer(text):
        offset = figure.start()
        if offset >= end:
            if _most_alike(units) >= _FEWEST:
                yield _start_of(text, first), end
            units.clear()
            first, end = offset, _sentence_end(text, offset)
            if text.startswith("。其中", end):
                end = _sentence_end(text, end + 1)
        units.append(figure[1])
    if _most_alike(units) >= _FEWEST:
        yield _start_of(text, first), end


def _start_of(text: str, figure: int) -> int:
    return behind_last("。\n", text, max(figure - _FAR, 0), figure)


def _most_alike(units: list[str]) -> int:
    """How many figures may have one unit: those before 、 borrow it from the next."""
    if len(units) < _FEWEST:
        return 0
    counts = Counter(map(like_unit, units))
    bare = sum(counts.pop(joint, 0) for joint in _JOINTS)
    return max(counts.values(), default=0) + bare


def _sentence_end(text: str, start: int) -> int:
    stop = text.find("。", start, start + _LONGEST)
    stop = stop if stop >= 0 else min(start + _LONGEST, len(text))
    line = text.find("\n", start, stop)
    return line if line >= 0 else stop


# ---------------------------------------------------------------------- a whole, then a row


def _behind(text: str, inside: Sequence[Amount], index: int, end: int) -> Partition | None:
    whole = inside[index]
    row = [amount for amount in inside[index + 1 :] if alike(amount, whole)]
    if len(row) < 2:
        return None
    first = _first_seam(text[whole.span.end : row[0].span.start])
    if first is None:
        return None
    link, label = first
    parts = [Part(row[0], label)]
    for amount in row[1:_MOST_PARTS]:
        following = _following(text, parts, amount)
        if following is None:
            break
        parts[-1] = replace(parts[-1], tail=following[0])
        parts.append(following[1])
    if len(parts) < 2:
        return None
    return _partition(text, whole, link, parts, inside, end)


def _first_seam(between: str) -> tuple[str, str] | None:
    """What leads from a whole to its row, and the label of the first part."""
    seam = _FIRST_SEAM.fullmatch(between)
    if seam is not None:
        link, label = seam["link"].strip("，。；、：:") or seam["link"][0], seam["label"]
        if label.startswith("其中"):
            link, label = "其中", label[2:]
        if seam["dealt"]:
            link = DEALT_LINK
        dealt_out = link == "，" and any(word in label for word in DEALT_OUT)
        return (DEALT_OUT[0] if dealt_out else link), label
    before, found, label = between.rpartition("其中")
    label = label.lstrip("，：:")
    if not found or len(between) > _FAR or before.count("。") > 1 or "，" in label:
        return None
    return "其中", label


def _following(text: str, parts: Sequence[Part], amount: Amount) -> tuple[str, Part] | None:
    """The tail of the last part, and the next one; None where the row ends."""
    between = text[parts[-1].amount.span.end : amount.span.start]
    opened = parts[1].mark if len(parts) > 1 else ""
    seam = _seam(between, opened)
    if seam is None:
        return None
    tail, mark, label = seam
    return tail, Part(amount, label, "", mark)


def _seam(between: str, opened: str) -> tuple[str, str, str] | None:
    """The tail of a part, the mark, the label of the next part.

    opened: the mark between the first two parts: a row keeps to its mark.
    """
    if "。" in between or len(between) > _FAR or any(word in between for word in _NESTED):
        return None
    marks = [match.span() for match in _MARKS.finditer(between)]
    if not marks:
        tail, found, label = between, "", ""
        for word in "和及与":
            tail, found, label = between.partition(word)
            if found:
                break
        return (tail, "和", label) if found and len(between) <= _LABEL else None
    begin, end = marks[-1]
    tail, mark, label = between[:begin], between[begin:end], between[end:]
    kept = {"、": "、以及", "，": "，、以及"}.get(opened, "，、；以及")
    if any(between[a:b] not in kept for a, b in marks) or len(label) > _LABEL or "：" in between:
        return None
    if tail.count("）") + tail.count(")") > tail.count("（") + tail.count("("):
        return None
    return tail, mark, label


def _partition(
    text: str,
    whole: Amount,
    link: str,
    parts: list[Part],
    inside: Sequence[Amount],
    end: int,
) -> Partition:
    rest = text[parts[-1].amount.span.end : end]
    stop = min((i for i, c in enumerate(rest[:_TAIL]) if c in "，。；：、（）()"), default=_TAIL)
    parts[-1] = replace(parts[-1], tail=rest[:stop])
    others = tuple(
        amount
        for amount in inside
        if alike(amount, whole)
        and amount is not whole
        and all(amount is not part.amount for part in parts)
    )
    opened = rest.startswith("等") or rest[stop : stop + 1] == "、"
    return Partition(
        whole, clause_before(text, whole.span.start), link, tuple(parts), others, opened
    )


def clause_before(text: str, offset: int) -> str:
    """What a figure that begins there counts: the words before it, from the last mark on."""
    return text[behind_last("，。；：:（\n", text, max(offset - _CLAUSE, 0), offset) : offset]


# ----------------------------------------------------------------------- a row, then a total


def _before(text: str, inside: Sequence[Amount], index: int) -> Partition | None:
    """春季86起、夏季124起，累计查处432起."""
    whole = inside[index]
    clause = clause_before(text, whole.span.start)
    if _TOTAL.fullmatch(clause) is None or text.startswith(("（", "("), whole.span.end):
        return None
    row = [amount for amount in inside[:index] if alike(amount, whole)]
    following, parts = whole.span.start - len(clause), list[Part]()
    for amount in row[:-_MOST_PARTS:-1]:
        between = text[amount.span.end : following]
        if not parts:
            if len(between) > _TAIL or between[-1:] not in ("，", "；", "：") or "。" in between:
                break
            tail = between[:-1]
            if any(mark in tail for mark in "；（）") or _DIGIT.search(tail):
                break  # 名, 户 and their 人（户） are of several units
            parts.append(Part(amount, "", tail))
        else:
            opened = parts[1].mark if len(parts) > 1 else ""
            seam = _seam(text[amount.span.end : parts[0].amount.span.start], opened)
            if seam is None:
                break
            parts[0] = replace(parts[0], label=seam[2], mark=seam[1])
            parts.insert(0, Part(amount, "", seam[0]))
        following = amount.span.start
    if len(parts) < 2:
        return None
    parts[0] = replace(parts[0], label=clause_before(text, parts[0].amount.span.start), mark="")
    others = tuple(a for a in row if all(a is not part.amount for part in parts))
    return Partition(whole, clause, TOTAL_LINK, tuple(parts), others, False)

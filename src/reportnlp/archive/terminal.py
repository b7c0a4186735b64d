"""What an archive answers, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath

from reportnlp.archive.search import Hit
from reportnlp.archive.similarity import Copy, Place
from reportnlp.archive.slogans_over_time import Drift, SloganUse, years_word
from reportnlp.archive.trends import Point, Series
from reportnlp.document import Span
from reportnlp.rendering.analysis_wording import SLOGAN_WORDS, section_word
from reportnlp.rendering.cells import cells, clipped, head, shown, wrapped
from reportnlp.rendering.columns import Column, Group, Row, table
from reportnlp.rendering.ink import BOLD, DIM, GREEN, RED, YELLOW, Ink

WAYS = {"count": "数目变了", "grown": "加长", "shrunk": "缩短", "reworded": "改词"}
_BARS = "▁▂▃▄▅▆▇█"
_NO_UNIT = "（单位不明）"


# -------------------------------------------------------------------------------- search


def hits_as_text(hits: Sequence[Hit], *, width: int, colour: bool) -> str:
    """Each hit with where it stands and the part that agrees."""
    ink = Ink(colour)
    lines: list[str] = []
    exact = sum(hit.exact for hit in hits)
    for number, hit in enumerate(hits, start=1):
        if number == exact + 1:
            said = "没有一字不差的段落，最接近的是：" if not exact else "以下段落相近："
            lines += [ink(said, DIM), ""]
        where = "  ".join(filter(None, (_whose(hit.unit, hit.year), section_word(hit.section))))
        heading = f"  {hit.heading}" if hit.heading else ""
        lines.append(f"{number:>2}  {ink(where, BOLD)}{ink(clipped(shown(heading), 60), DIM)}")
        lines += [f"    {line}" for line in _marked(hit, width - 4, ink)]
        more = [_whose(unit, year) for unit, year, _ in hit.also]
        also = f"；另见 {'、'.join(more[:5])}{' 等' if len(more) > 5 else ''}" if more else ""
        lines += [f"    {ink(f'{_name(hit.path)}{also}', DIM)}", ""]
    if not hits:
        return "没有找到。\n"
    return "\n".join(lines[:-1]) + "\n"


def _whose(unit: str, year: int | None) -> str:
    return f"{unit or _NO_UNIT} {year or '年份不明'}"


def snippet(hit: Hit, room: int) -> tuple[str, tuple[Span, ...]]:
    """The part of a passage with most of what agrees, and where that stands in it.

    room: characters.
    """
    body = hit.body
    if len(body) <= room:
        return body, hit.matches
    starts = [max(match.start - room // 6, 0) for match in hit.matches] or [0]
    best = max(
        starts,
        key=lambda s: sum(len(m) for m in hit.matches if s <= m.start and m.end <= s + room),
    )
    best = min(best, len(body) - room)
    cut = (
        ("…" if best else "") + body[best : best + room] + ("…" if best + room < len(body) else "")
    )
    shift = best - (1 if best else 0)
    inside = tuple(
        Span(match.start - shift, match.end - shift)
        for match in hit.matches
        if best <= match.start and match.end <= best + room
    )
    return cut, inside


def _marked(hit: Hit, width: int, ink: Ink) -> list[str]:
    text, matches = snippet(hit, max(width, 20) // 2 * 3)
    text = text.replace("\n", " ")
    lines = wrapped(text, max(width, 20))
    if not ink.on:
        return [shown(line) for line in lines]
    inked, position = [], 0
    for line in lines:
        at = text.find(line, position) if line else position
        inked.append(_inked(line, at, matches, ink))
        position = at + len(line)
    return inked


def _inked(line: str, at: int, matches: Sequence[Span], ink: Ink) -> str:
    pieces, position = [], 0
    for match in matches:
        start, end = max(match.start - at, position), min(match.end - at, len(line))
        if start < end:
            pieces += [shown(line[position:start]), ink(shown(line[start:end]), BOLD, RED)]
            position = end
    return "".join((*pieces, shown(line[position:])))


# -------------------------------------------------------------------------------- trends


def trends_as_text(series: Sequence[Series], *, width: int, colour: bool) -> str:
    """A block a unit: the figure by year, a line of bars, and the wordings it was found under."""
    if not series:
        return "没有找到这个指标。archive list --figures 可看有哪些指标。\n"
    return "\n\n".join(_trend(one, width, Ink(colour)) for one in series) + "\n"


def _trend(series: Series, width: int, ink: Ink) -> str:
    unit, factor = scaled(series)
    heading = f"{series.unit_name or _NO_UNIT}  {series.figure}（{unit or '个'}）"
    lines = [f"{ink(heading, BOLD)}  {bars(series)}"]
    rows, before = [], None
    for year in range(series.years[0], series.years[1] + 1):
        point = next((one for one in series.points if one.year == year), None)
        rows.append(_trend_row(series, year, point, before, factor, ink))
        if point is not None and point.value is not None:
            before = point
    columns = (
        Column("年份"), Column("数值", right=True, whole=True), Column("比上一次", right=True),
        Column("原文"), Column("写作"),
    )  # fmt: skip
    lines.append(table(columns, [Group("", tuple(rows))], width, ink))
    names = "、".join(f"{name}（{years_word(years)}）" for name, years in series.names)
    lines += [ink(f"  {line}", DIM) for line in wrapped(f"合并的写法：{shown(names)}", width - 2)]
    return "\n".join(lines)


def _trend_row(
    series: Series, year: int, point: Point | None, before: Point | None, factor: Decimal, ink: Ink
) -> Row:
    if point is None:
        said = "报告没有写" if year in series.silent else "没有这一年的报告"
        return Row((str(year), "—", "", said, ""), (DIM,))
    if point.value is None:
        return Row((str(year), "空缺", "", point.text, point.name), (YELLOW,))
    change = ""
    if before is not None and before.value:
        change = change_word(point.value, before.value, series.unit)
        change += f"（{before.year}）" if before.year != year - 1 else ""
    value = number_word(point.value / factor)
    if point.value_max is not None:
        value += f"～{number_word(point.value_max / factor)}"
    sign = {"over": "＞", "under": "＜", "approx": "约"}.get(point.approx, "")
    return Row((str(year), sign + value, change, point.text, point.name))


def scaled(series: Series) -> tuple[str, Decimal]:
    """The unit to show the values in, as most reports write it: (亿元, 10^8)."""
    words = [scale_word(point.text) for point in series.points if point.value is not None]
    word = max(words, key=words.count, default="")
    return word + series.unit, _SCALES[word]


_SCALES = {"万亿": Decimal(10**12), "亿": Decimal(10**8), "万": Decimal(10**4), "": Decimal(1)}


def scale_word(text: str) -> str:
    """ "万" of "1.2万亩"."""
    return next((word for word in _SCALES if word and word in text), "")


def number_word(value: Decimal) -> str:
    """At most four places, without idle zeros: "1,234.5"."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text or "0"


def change_word(value: Decimal, before: Decimal, unit: str) -> str:
    """In per cent, or in points where the figure is one in per cent."""
    if unit == "%":
        return f"{value - before:+.1f} 点"
    return f"{(value / before - 1) * 100:+.1f}%"


def bars(series: Series) -> str:
    """A bar for each year, · where it is not told, ? where it is blank."""
    by_year = {point.year: point.value for point in series.points}
    values = [value for value in by_year.values() if value is not None]
    if not values:
        return ""
    low, high = min(values), max(values)
    signs = []
    for year in range(series.years[0], series.years[1] + 1):
        value = by_year.get(year)
        if value is None:
            signs.append("?" if year in by_year else "·")
        else:
            place = float((value - low) / (high - low)) if high > low else 0.5
            signs.append(_BARS[round(place * (len(_BARS) - 1))])
    return "".join(signs)


# ------------------------------------------------------------------------------- slogans


def slogans_as_text(
    uses: Sequence[SloganUse], changes: Sequence[Drift], *, width: int, colour: bool
) -> str:
    """Set phrases with first and last use, and below how they changed."""
    if not uses:
        return "没有找到提法。\n"
    ink = Ink(colour)
    columns = (
        Column("提法"), Column("类别"), Column("首次", whole=True), Column("最近", whole=True),
        Column("年份"), Column("份数", right=True, whole=True), Column("单位"), Column("其他形式"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                one.text,
                SLOGAN_WORDS.get(one.kind, one.kind),
                str(one.first),
                str(one.last),
                years_word([year for year, _ in one.years]),
                str(one.reports),
                one.units[0] + (f" 等 {len(one.units)} 个" if len(one.units) > 1 else ""),
                "、".join(one.variants[:2]),
            ),
            (GREEN,),
        )
        for one in uses
    )
    text = table(columns, [Group("", rows)], width, ink)
    if changes:
        text += f"\n\n{ink('提法的变化', BOLD)}\n"
        text += "\n".join(
            f"  {one.year}  {shown(one.old)} → {ink(shown(one.new), GREEN)}"
            f"（{WAYS[one.way]}）  {one.unit}"
            for one in changes
        )
    return text + "\n"


# ------------------------------------------------------------------------------- similar


def copies_as_text(copies: Sequence[Copy], *, width: int, colour: bool) -> str:
    """Pairs side by side; what only one of them has is coloured, or between signs."""
    if not copies:
        return "没有相似的段落。\n"
    ink = Ink(colour)
    blocks = []
    for number, copy in enumerate(copies, start=1):
        title = f"{number:>2}  相似 {copy.score:.0%}"
        blocks.append("\n".join([ink(title, BOLD), *_side_by_side(copy, width, ink)]))
    return "\n\n".join(blocks) + "\n"


def _side_by_side(copy: Copy, width: int, ink: Ink) -> Iterator[str]:
    room = max((width - 7) // 2, 16)
    old, new = parted(copy)
    heads = [_place_word(place) for place in (copy.old, copy.new)]
    yield f"    {_filled(clipped(heads[0], room), room)} │ {clipped(heads[1], room)}"
    left, right = (list(_coloured(runs, room, ink)) for runs in (old, new))
    for index in range(max(len(left), len(right))):
        one, one_width = left[index] if index < len(left) else ("", 0)
        other = right[index][0] if index < len(right) else ""
        yield f"    {one}{' ' * (room - one_width)} │ {other}".rstrip()


def _place_word(place: Place) -> str:
    return f"{_whose(place.unit, place.year)}  {section_word(place.section)}"


def _filled(text: str, room: int) -> str:
    return text + " " * (room - cells(text))


Runs = list[tuple[str, bool]]


def parted(copy: Copy) -> tuple[Runs, Runs]:
    """Both passages in runs, each with whether the other one lacks it."""
    from difflib import SequenceMatcher

    old, new = copy.old.body, copy.new.body
    left: Runs = []
    right: Runs = []
    for way, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append((old[a:b], way != "equal"))
        if d > c:
            right.append((new[c:d], way != "equal"))
    return left, right


def _coloured(runs: Runs, room: int, ink: Ink) -> Iterator[tuple[str, int]]:
    """Lines with their widths in cells."""
    line, used = "", 0
    for text, alone in runs:
        rest = shown(text.replace("\n", " "))
        rest = f"〔{rest}〕" if alone and not ink.on else rest
        while rest:
            piece = head(rest, room - used)
            if not piece:
                yield line, used
                line, used = "", 0
                continue
            line += ink(piece, YELLOW) if alone else piece
            used += cells(piece)
            rest = rest[len(piece) :]
    if line:
        yield line, used


def _name(path: str) -> str:
    return shown(PurePath(path).name)

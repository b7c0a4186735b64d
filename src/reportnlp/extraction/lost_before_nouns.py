"""Units that lost their number and stand right before what they count: 选派名干部, 走访家企业.

Only in a text with other blanks; what may stand before and behind each is a table of resources/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportnlp.document import Span
from reportnlp.extraction.marks import is_chinese
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

# The last characters of the units of the table, behind those that may stand before them: last
# characters of words, 余 and the like, or the beginnings of longer units.
UNIT_ENDS = "名人个户家项件次场条里天年元"
BEFORE_ENDS = (
    "\n。万乡亿付余停入全公养决出划到前办加务动助化区县及取台合员增处备好定实对展属"
    "工市建开录彰得成战户扶担持排接措改放施时村查求汰治派浚消理用盖省确立第系约纳织结"
    "续缔缩置署聘育荐获行解订训设访评请调谈费资辖近进选通造金镇问集驻，；"
)
_ENDS = Pattern(f"[{UNIT_ENDS}](?<=[{BEFORE_ENDS}].)(?![，。；、\\n])")
_NEARLY = "余近约"


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """What a unit stands between.

    before: the last two characters of the words that ask for a figure, or a single one.
    behind: empty where any two Chinese characters will do.
    """

    unit: str
    before: frozenset[str]
    behind: tuple[str, ...]
    never: str


def find_lost_before_nouns(text: str) -> Iterator[Span]:
    """The bare units between a word that asks for a figure and what is counted."""
    frames = _frames()
    for match in _ENDS.finditer(text):
        end = match.end()
        for frame in frames[match.group()]:
            begin = end - len(frame.unit)
            stem = begin - 1 if text[begin - 1 : begin] in _NEARLY else begin
            if (
                (text[stem - 2 : stem] in frame.before or text[stem - 1 : stem] in frame.before)
                and text.endswith(frame.unit, 0, end)
                and _counts(text, end, frame)
            ):
                yield Span(begin, end)
                break


def _counts(text: str, end: int, frame: _Frame) -> bool:
    if frame.behind:
        return text.startswith(frame.behind, end)
    following = text[end : end + 2]
    return (
        len(following) == 2 and following[0] not in frame.never and all(map(is_chinese, following))
    )


@cache
def _frames() -> dict[str, tuple[_Frame, ...]]:
    """By the last character of the unit."""
    found: dict[str, tuple[_Frame, ...]] = {}
    for unit, before, behind, never, _ in load_rows("lost_before_nouns"):
        frame = _Frame(
            unit,
            frozenset(word[-2:] for word in before.replace("\\n", "\n").split(" ")),
            () if behind == "-" else tuple(behind.split()),
            never,
        )
        found[unit[-1]] = (*found.get(unit[-1], ()), frame)
    return found

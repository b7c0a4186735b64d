"""What the words of a report say of its parts: role words of headings, sentences that open a part.

The words stand in resources/section_cues.tsv; here is how they are weighed against one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportnlp.resources.loading import load_rows

_YEAR = re.compile(r"(20[0-9]{2})年")
_STATE_OF = re.compile(r"(?:情况|成效|成果|进展|回顾|总结|做法)$")
_AHEAD = re.compile(r"下步|下一步|今后|明年|来年|打算|下阶段|下一阶段|思路")
_PAIR = re.compile(
    r"(.{2,20}?)(?:和|与|及|、|暨).{0,14}(?:安排|打算|计划|思路|要点|任务|举措|措施|方向)$"
)
# 坚持问题导向 and the like name a virtue, not a fault.
_NOT_A_FAULT = re.compile(
    r"问题导向|解决.{0,6}(?:问题|困难)|破解.{0,6}(?:问题|难题)|(?:补齐|补上|补强|化解|攻克|消除|"
    r"整改|帮扶|聚焦|直面|查摆|针对).{0,8}(?:短板|问题|困难|不足|弱项)|问题(?:整改|清零|销号|清单)|困难(?:群众|职工|党员|家庭|学生)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A regular expression that speaks for a label."""

    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """The table, by place."""

    heading: tuple[Cue, ...]
    hint: tuple[Cue, ...]
    opening: tuple[Cue, ...]
    end: tuple[Cue, ...]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The cues of resources/section_cues.tsv."""
    places: dict[str, list[Cue]] = {"heading": [], "hint": [], "opening": [], "end": []}
    for place, label, pattern, _ in load_rows("section_cues"):
        places[place].append(Cue(label, re.compile(pattern)))
    return Cues(*(tuple(places[place]) for place in ("heading", "hint", "opening", "end")))


@dataclass(frozen=True, slots=True)
class Years:
    """The year that the report looks back on and the one that it plans, 0 where unknown."""

    review: int = 0
    plan: int = 0


def find_years(title: str, headings: tuple[str, ...]) -> Years:
    """The years that title and headings name; two of them are a year and the next."""
    in_headings = sorted({int(year) for text in headings for year in _YEAR.findall(text[:24])})
    in_title = sorted({int(year) for year in _YEAR.findall(title)})
    if len(in_headings) >= 2:
        return Years(in_headings[-2], in_headings[-1])
    meeting = re.search(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日", title) or "政府工作报告" in title
    if in_title and not meeting:
        return Years(in_title[0], in_title[0] + 1)
    if in_title and meeting:
        return Years(in_title[0] - 1, in_title[0])
    return Years()


def heading_labels(title: str, years: Years) -> tuple[tuple[str, ...], bool]:
    """The labels that a heading speaks of, in its order, and whether that is sure."""
    cues = load_cues()
    title = title.strip(" \u3000：:。")
    found: dict[str, int] = {}
    faultless = bool(_NOT_A_FAULT.search(title))
    for cue in cues.heading:
        match = cue.pattern.search(title)
        if match and not (cue.label == "problems" and faultless and "存在" not in title):
            found[cue.label] = min(match.start(), found.get(cue.label, match.start()))
    dated = _dated_label(title, years)
    if found.keys() == {"plans", "achievements"}:
        found = _one_time(title, found, dated)
    elif dated == "plans" and found.keys() == {"achievements"} and not _STATE_OF.search(title):
        found = {"plans": 0}
    if "other" in found and "做法" in title and title.find("做法") < title.find("经验"):
        found.pop("other")
    if found:
        return tuple(sorted(found, key=lambda label: found[label])), True
    if dated:
        return (dated,), "工作" in title or title.endswith("年")
    for cue in cues.hint:
        if cue.pattern.search(title):
            return (cue.label,), False
    return (), False


def _dated_label(title: str, years: Years) -> str:
    match = _YEAR.search(title[:24])
    if match and years.plan:
        return "plans" if int(match.group(1)) >= years.plan else "achievements"
    return ""


def _one_time(title: str, found: dict[str, int], dated: str) -> dict[str, int]:
    """目标任务完成情况 looks back, 2024年重点工作安排 ahead; 工作总结和明年打算 does both."""
    if _STATE_OF.search(title) and not _AHEAD.search(title):
        return {"achievements": 0}
    pair = _PAIR.match(title)
    if pair and not _AHEAD.search(pair.group(1)):
        past = _STATE_OF.search(pair.group(1)) or "成就" in pair.group(1)
        return found if past else {"plans": 0}
    if dated == "achievements" and not _AHEAD.search(title):
        return {"achievements": 0}
    return {"plans": 0}


def opening_labels(sentence: str) -> frozenset[str]:
    """The labels of the parts that a sentence may open."""
    head = sentence[:110]
    return frozenset(cue.label for cue in load_cues().opening if cue.pattern.search(head))


def ends(label: str, sentence: str) -> bool:
    """Whether a sentence ends the part of that label."""
    tail = sentence[-90:]
    return any(cue.label == label and cue.pattern.search(tail) for cue in load_cues().end)

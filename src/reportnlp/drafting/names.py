"""What the name of a fact says: a deed (走访企业), an event (推进会), a level (产值), a change.

Only what holds for every fact of the kind is used: a verb is put before a name where no other
could be meant (a 推进会 is held), else name and figure stand side by side, which is always right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from reportnlp.extraction.naming import VERBS
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_VERBS = VERBS | {verb for row in load_rows("deed_verbs") for verb in row[0].split(" ")}
_DEEDS = tuple(sorted(verb for verb in _VERBS if len(verb) > 1))
_VERB_LENGTHS = tuple(sorted({len(verb) for verb in _VERBS}, reverse=True))
_EVENT_UNITS = frozenset(("次", "场", "期", "场次", "堂", "轮", "节", "人次", "批次", "轮次", "届"))
_STANDING_UNITS = frozenset("个名人家户座台块支册所处张辆")
_NOUN_SUFFIXES = frozenset("性员者日生所")
_CHANGE = Pattern(
    "(?:(?:按可比(?:价格?|口径)[，,]?)?(?:同比|环比|比上年同期|较上年同期|比去年同期|较去年同期|比上年|"
    "较上年|比去年|较去年|较年初|比年初|年均))?"
    "(?:增长|下降|提高|增加|减少|提升|降低|上升|回落|缩短|压减|压降|下滑|增速|增幅|降幅)(?:率|值)?$"
)
_RISES = {
    "增长": "下降", "提高": "下降", "增加": "减少", "提升": "下降", "上升": "下降",
    "下降": "增长", "减少": "增加", "降低": "提高", "回落": "上升", "下滑": "上升",
}  # fmt: skip
_PART = Pattern("其中[：:，,]?")
_RATE_UNITS = ("%", "％", "", "分", "‰")
_SHORT_REST = 2
_LONGEST_EVENT = 6


@dataclass(frozen=True, slots=True)
class NameForm:
    """How a fact is worded.

    kind:  "verb" (走访企业), "event" (推进会), "level" (产值), "rate" (满意率), "rank",
           "change" (同比增长), "said" (药占比控制在: the figure follows at once), "standing" (网格:
           what is there all along) or "plain".
    verbs: for an event, the verbs that may stand before it.
    base:  for a change, the name of what changes; "" where only the change is named.
    how:   for a change, its words: "同比增长".
    part:  whether it is a part of what was said before (其中).
    name:  without 其中.
    """

    kind: str
    name: str
    verbs: tuple[str, ...] = ()
    base: str = ""
    how: str = ""
    part: bool = False


@cache
def _words(kind: str) -> tuple[str, ...]:
    """The words of resources/fact_names.tsv of one kind."""
    return tuple(w for row in load_rows("fact_names") if row[0] == kind for w in row[1].split(" "))


def form_of(fact: Fact) -> NameForm:
    """The form of a fact with a name."""
    return _form(fact.name, fact.unit.lstrip("万亿千百"))


@lru_cache(maxsize=4096)
def _form(full_name: str, unit: str) -> NameForm:
    match = _PART.match(full_name)
    name = full_name[match.end() :].strip() if match else full_name
    kind, verbs, base, how = _kind(name, unit)
    return NameForm(kind, name, verbs, base, how, match is not None)


def _kind(name: str, unit: str) -> tuple[str, tuple[str, ...], str, str]:
    change = _CHANGE.search(name)
    if change is not None and change.group():
        return "change", (), name[: change.start()].rstrip("的"), change.group()
    if unit in ("位", "名") and name.endswith(("排名", "位次", "名次", "排位")):
        return "rank", (), "", ""
    if name.endswith(_words("said")):
        return "said", (), "", ""
    verbs = _event_verbs(name, unit)
    if verbs:
        return "event", verbs, "", ""
    if _is_rate(name, unit):
        return "rate", (), "", ""
    if _is_level_of_deeds(name):
        return "level", (), "", ""
    if starts_with_verb(name):
        return "verb", (), "", ""
    if unit in ("%", "％", "分") or (name.endswith(_words("rate")) and unit in _RATE_UNITS):
        return "rate", (), "", ""
    if _is_level(name):
        return "level", (), "", ""
    if _is_standing(name, unit):
        return "standing", (), "", ""
    return "plain", (), "", ""


@cache
def _event_endings() -> dict[str, tuple[tuple[frozenset[str], tuple[str, ...]], ...]]:
    """End of a name -> (units, verbs that may stand before it), from resources/fact_verbs.tsv."""
    table: dict[str, tuple[tuple[frozenset[str], tuple[str, ...]], ...]] = {}
    for endings, verbs, units, _ in load_rows("fact_verbs"):
        own = _EVENT_UNITS if units == "-" else frozenset(units.split(" "))
        words = () if verbs == "-" else tuple(verbs.split(" "))
        for ending in endings.split(" "):
            table[ending] = (*table.get(ending, ()), (own, words))
    return table


def _event_verbs(name: str, unit: str) -> tuple[str, ...]:
    """The verbs of which one may stand before a name, none where it has its own or is no event."""
    table = _event_endings()
    for length in range(min(len(name), _LONGEST_EVENT), 0, -1):
        ending = name[-length:]
        for units, verbs in table.get(ending, ()):
            # 廉政谈话112人次 is how often it was done, 宣讲听众300人次 is who came.
            who_came = unit == "人次" and units is _EVENT_UNITS
            if unit not in units or (who_came and not name.endswith(_words("people-event"))):
                continue
            return () if _takes(name, ending, verbs) else verbs
    return ()


def _takes(name: str, event: str, verbs: tuple[str, ...]) -> bool:
    """Whether the head of a name is the verb of the event at its end: 保障会议, 承办培训班."""
    verb = verb_of(name) or next((v for v in _words("takes-event") if name.startswith(v)), "")
    if not verb or len(verb) + len(event) > len(name):
        head = name[: len(name) - len(event)]
        by_someone = event in _words("by-someone") and head.endswith(_words("someone"))
        return by_someone or name.startswith(_words("relation"))
    return (
        verb in _words("takes-event") or verb in verbs or name[len(verb) :] not in _event_endings()
    )


def _is_rate(name: str, unit: str) -> bool:
    """结案率 is one, 提高办结率 is a deed."""
    if not name.endswith(_words("rate")) or unit not in _RATE_UNITS:
        return False
    verb = verb_of(name)
    noun = not verb or verb in _words("nominal") or len(name) - len(verb) <= _SHORT_REST
    return noun or unit in ("%", "％")


def _is_level(name: str) -> bool:
    if name.endswith(_words("no-level")) or name.startswith(_words("relation")):
        return False
    is_mean = name.startswith(_words("mean"))
    return name.endswith(_words("level")) and (is_mean or not _holds_verb(name))


def _is_standing(name: str, unit: str) -> bool:
    """Whether the figure counts what is there all along, so that 共有 may stand before it."""
    ending = max((w for w in _words("standing") if name.endswith(w)), key=len, default="")
    head = name[: len(name) - len(ending)]
    return (
        unit in _STANDING_UNITS
        and bool(ending)
        and not head.startswith(_words("passing"))
        and not any(word in head for word in _words("passing") if len(word) > 1)
        and not head.startswith(_DEEDS)
        and not _holds_verb(head + ending[0])
    )


def _is_level_of_deeds(name: str) -> bool:
    """培训人数, 发放金额, 出口总额: how much of a deed, and no deed."""
    verb = verb_of(name)
    rest = name[len(verb) :]
    return bool(verb) and (
        (rest in _words("count")) or (verb in _words("nominal") and name.endswith(_words("level")))
    )


def starts_with_verb(name: str) -> bool:
    """Whether the name already says what was done: 走访企业."""
    verb = verb_of(name)
    rest = name[len(verb) :]
    if not verb or not rest or verb in _words("nominal") or rest[0] in _NOUN_SUFFIXES:
        return False
    # 救助资金 is what there is for a deed, 新增资金 a deed.
    return rest not in _words("for-deeds") or verb.startswith(_words("always"))


def verb_of(name: str) -> str:
    """The verb at the head of a name, "" where none."""
    for length in _VERB_LENGTHS:
        if name[:length] in _VERBS:
            return name[:length]
    return ""


def _holds_verb(name: str) -> bool:
    """Whether a verb stands inside the name: 帮助企业盘活资产 is a deed, not a level."""
    return any(
        name[start : start + length] in _VERBS
        for start in range(len(name) - 1)
        for length in _VERB_LENGTHS
        if start + length < len(name)
    )


def is_deed(fact: Fact) -> bool:
    """Whether somebody did it (走访企业, 推进会); a level or a rate is only what it is."""
    return form_of(fact).kind in ("verb", "event")


def tells_a_deed(fact: Fact) -> bool:
    """Whether an attitude may stand before it: a deed, or a name that holds one (接警出动)."""
    form = form_of(fact)
    return is_deed(fact) or (
        form.kind == "plain"
        and any(form.name[i:].startswith(_DEEDS) for i in range(len(form.name)))
    )


def is_intent(name: str) -> bool:
    """Whether the name itself says that it is meant and not done: 力争药占比."""
    return name.startswith(_words("intent"))


def is_stock(name: str) -> bool:
    """Whether the name speaks of what there is, so that 全年 cannot stand before it."""
    return name.startswith(_words("stock"))


def is_unwelcome(name: str) -> bool:
    """Whether less of it is better, so that it is not "reached" (达到)."""
    return any(word in name for word in _words("unwelcome"))


def is_neutral(name: str) -> bool:
    """Whether more of it is neither better nor worse, so that it is not "reached" (达到)."""
    return any(word in name for word in _words("neutral")) or name.endswith(
        ("比", "比重", "比例", "日")
    )


def opposite(how: str) -> str:
    """The words for a change the other way: 同比增长 of -3.2% is 同比下降3.2%; "" for none."""
    for word, other in _RISES.items():
        if how.endswith(word):
            return how[: -len(word)] + other
    return ""

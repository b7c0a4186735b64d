"""One office under two names: 市委组织部 and 市委组织局."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

# ------------------------------------------------------------------------------- offices

_OFFICE = Pattern(
    r"(?P<level>[省市县区镇乡州旗])(?P<core>[^\x00-\x7f，。；、：“”（）《》]{2,10}?)(?P<kind>中心|局|所|部|委(?!员)|院)(?![门属署长分级处内下委落])"
)
_SHORT = Pattern(r"(?:以下简称|简称)[“\"]?(?P<name>[^\x00-\x7f，。；、：“”（）]{2,12})")
_KINDS = (
    frozenset(("局", "部")),
    frozenset(("中心", "所")),
    frozenset(("局", "委")),
    frozenset(("局", "中心")),
)
_MAX_TITLE = 120


def find_name_variants(draft: Draft) -> Iterator[Fault]:
    """The office of the title under a wrong name, and one core with two kinds of office."""
    text = draft.text
    declared = {match["name"] for match in _SHORT.finditer(text)}
    title = _OFFICE.search(text, 0, _MAX_TITLE)
    if title is None:
        return
    level, core, kind = title["level"], title["core"], title["kind"]
    for match in _OFFICE.finditer(text, title.end()):
        if match["level"] != level or match["level"] + match["core"] + match["kind"] in declared:
            continue
        if frozenset((match["kind"], kind)) not in _KINDS:
            continue
        if match["core"] == core or _abbreviates(match["core"], core):
            yield Fault(
                Span(*match.span()),
                {"other": title.group()},
                related=(Related(Span(*title.span()), "标题里的名称"),),
            )


def _abbreviates(short: str, long: str) -> bool:
    """疾病防控 of 疾病预防控制: its characters in order, the first two the same."""
    if len(short) < 3 or short[:2] != long[:2] or len(short) >= len(long):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


RULES = (
    Rule(
        code="TX602",
        name="name-variant",
        severity="warning",
        message="“{quote}”与标题里的“{other}”不一致。",
        suggestion="统一单位名称；用简称的，在第一次出现时注明。",
        find=find_name_variants,
        source="实务",
        explanation="本单位的名称全文要一致。只与标题里的单位名称比较，声明过的简称不算。",
        bad=(
            "云岭市疾病预防控制中心2021年工作总结\n市疾病防控所获评市级文明单位。",
            "云岭市委组织部2021年工作总结\n市委组织局召开会议。",
        ),
        good=(
            "云岭县人民医院（以下简称县医院）与省医院签约，县医院选派28人进修。",
            "市委组织部举办专题培训班，全市组织系统干部共120人参加。",
            "李书记到村调研，向村党支部书记老李详细了解产业情况。",
        ),
    ),
)

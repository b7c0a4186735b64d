"""One name in two forms: “税月先锋” and “税悦先锋”, 市委组织部 and 市委组织局."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_QUOTED = Pattern(r"“(?P<name>[^“”\n，。；、]{4,12})”")
_SERIES = frozenset(
    "一二三四五六七八九十两双百千万0123456789大小老少男女东西南北上下左右前后内外春夏秋冬红橙黄绿青蓝紫白黑金银党团工农商学兵省市县区镇乡村省州国家校院新旧高低"
)
_GENERIC = tuple(
    "行动 计划 工程 活动 平台 机制 模式 专项 课堂 服务 银行 贷款 之家 驿站 品牌".split()
)


def find_slogan_variants(draft: Draft) -> Iterator[Fault]:
    """Two quoted names of one length that differ in one character."""
    text = draft.text
    places: dict[str, list[Span]] = defaultdict(list)
    for match in _QUOTED.finditer(text):
        places[match["name"]].append(Span(*match.span("name")))
    # Names with one character masked: those that meet differ in that character alone.
    masked: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name in places:
        for index in range(len(name)):
            masked[name[:index] + "\0" + name[index + 1 :], index].append(name)
    for (_, index), names in masked.items():
        if (
            len(names) == 2
            and _is_variant(names[0], names[1], index)
            and _same_thing(text, places[names[0]], places[names[1]], names[0])
        ):
            common, odd = sorted(names, key=lambda name: (-len(places[name]), places[name][0]))
            for span in places[odd]:
                yield Fault(
                    span, {"other": common}, related=(Related(places[common][0], "另一种写法"),)
                )


def _same_thing(text: str, first: list[Span], second: list[Span], name: str) -> bool:
    """Whether the two name one kind of thing, and never stand side by side."""
    if any(abs(a.end - b.start) <= 6 or abs(b.end - a.start) <= 6 for a in first for b in second):
        return False
    if name.endswith(("项目", "工程", "行动", "计划", "活动")) and len(name) >= 6:
        return True
    after = [
        {head for head in _HEADS for span in spans if head in text[span.end : span.end + 9]}
        for spans in (first, second)
    ]
    return bool(after[0] & after[1])


_HEADS = tuple(
    "品牌 案例 工程 行动 活动 项目 计划 志愿 服务队 先锋 模式 机制 平台 工作 支部 课堂".split()
)


def _is_variant(first: str, second: str, index: int) -> bool:
    if first[index] in _SERIES or second[index] in _SERIES:
        return False
    if not all("\u4e00" <= character <= "\u9fff" for character in first[index] + second[index]):
        return False
    body = first
    for generic in _GENERIC:
        body = body.removesuffix(generic)
    return len(body) >= 4 and index < len(body)


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
        code="TX603",
        name="slogan-variant",
        severity="warning",
        message="“{quote}”与“{other}”只差一个字，可能是同一个提法。",
        suggestion="统一写法；确是两个名称的不用改。",
        find=find_slogan_variants,
        triggers="“",
        source="实务",
        explanation="同一个品牌、行动、工程的名称全文要一致。只比较引号里同样长、只差一个字的名称，数字、方位、大小一类成系列的字不算。",
        bad=(
            "成立“税月先锋”志愿队，赴企业服务46次；“税悦先锋”志愿队服务620小时。",
            "以“红芯铸魂”品牌为抓手。\n“红心铸魂”品牌案例获评一等奖。",
        ),
        good=(
            "“十大项目”与“十佳案例”分别由发改部门和宣传部门组织实施。",
            "“银龄行动”面向退休教师，“银发课堂”面向老年居民。",
            "开展“春风行动”“春雨行动”。",
        ),
    ),
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

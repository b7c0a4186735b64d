"""One office, place or work under two names: 检验检测中心 and 检测检验中心, 统计局 and 统计司."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.name_pairs import Pair, likely_pairs
from reportnlp.checking.person_names import person_pairs
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.slips import are_contrasted, is_counted, look_or_sound_alike
from reportnlp.document import Span
from reportnlp.extraction.proper_names import LEVELS, ProperName, find_proper_names
from reportnlp.patterns import Pattern

_DECLARED = Pattern(r"简称为?[“\"]?(?P<name>[^\x00-\x7f，。；、：“”（）]{2,14})")
# Words of a text that knows that an office was renamed.
_RENAMED = Pattern(r"更名|改名|划入|划转|合并|组建|机构改革|[，。、（\n]原[省市县区]")
_SENTENCE_END = frozenset("。；！？\n")
_CLAUSE_END = _SENTENCE_END | {"，"}
_MOST_PAIRS = 60
# A character more that makes another name: 东中线 and 中线, 第十届 and 第十七届.
_MARKING = LEVELS | frozenset("东西南北中上下大小新老一二三四五六七八九十")
_OFFICES = frozenset(("局", "厅", "委员会", "医院", "保健院", "中心", "法院", "检察院"))
# Offices that are named with and without 和, both officially.
_WITHOUT_LINK = ("人力资源", "住房", "文化", "自然资源", "工业", "卫生")
_PARTICLES = frozenset("对向于为在和与及由从以的")
# How many characters two names must share, without the head, before they are taken for one.
_SHARED_ALIKE, _SHARED_RARE, _SHARED_ONCE = 2, 4, 6


def find_name_variants(draft: Draft) -> Iterator[Fault]:
    """Names with one head, or heads of one kind, that differ by a slip."""
    text = draft.text
    declared = frozenset(match["name"] for match in _DECLARED.finditer(text))
    reported: set[Span] = set()
    for first, second, ends in itertools.islice(_slips(text, declared), _MOST_PAIRS):
        if _stand_together(text, first, second, ends):
            continue
        common, odd = sorted((first, second), key=lambda spans: (-len(spans), spans[0].start))
        for span in odd:
            if span not in reported:
                reported.add(span)
                yield _fault(text, span, common[0], "另一种写法")
    for span, title in _against_title(text, declared):
        if span not in reported:
            yield _fault(text, span, title, "标题里的名称")


_Slip = tuple[list[Span], list[Span], frozenset[str]]
"""Where two names stand that may be one, and the marks between them that make them so."""


def _slips(text: str, declared: frozenset[str]) -> Iterator[_Slip]:
    """Names that differ by a slip; if that is one of writing, a comma parts them enough."""
    names = itertools.chain(find_proper_names(text), _titles(text))
    for pair in dict.fromkeys(likely_pairs(names)):
        if pair.first not in declared and pair.second not in declared:
            first, second = _places(text, pair.first), _places(text, pair.second)
            if pair.how == "successor":
                if _RENAMED.search(text) is None:
                    yield first, second, _SENTENCE_END
            elif _is_slip(pair, len(first), len(second)):
                yield first, second, _CLAUSE_END if _is_miswritten(pair) else _SENTENCE_END
    for one, other in dict.fromkeys(person_pairs(text)):
        alike = any(a != b and look_or_sound_alike(a, b) for a, b in zip(one, other, strict=True))
        ends = _CLAUSE_END if alike else _SENTENCE_END
        yield _places(text, one), _places(text, other), ends


def _titles(text: str) -> Iterator[ProperName]:
    """Of documents: 《关于……的实施意见》, with what kind of document it is for a head."""
    start = text.find("《")
    while start >= 0:
        end = text.find("》", start, start + _LONGEST_TITLE)
        if end > start + _SHORTEST_TITLE and text[end - 2 : end] in _DOCUMENTS:
            span = Span(start + 1, end)
            yield ProperName(span, text[start + 1 : end - 2], text[end - 2 : end], "文")
        start = text.find("《", start + 1)


def _is_miswritten(pair: Pair) -> bool:
    """Whether nobody would give two things these names: 桃花源景区, 桃花园景区."""
    if pair.how == "character":
        links = {pair.old, pair.new} == {"和", "与"} and pair.shared > _SHARED_RARE
        long = pair.left > 1 or pair.right >= _SHARED_RARE
        return links or (long and look_or_sound_alike(pair.old, pair.new))
    return pair.how in ("order", "extra") or bool(pair.how == "link" and pair.old and pair.new)


def _fault(text: str, span: Span, other: Span, what: str) -> Fault:
    return Fault(span, {"other": text[other.start : other.end]}, related=(Related(other, what),))


def _places(text: str, name: str) -> list[Span]:
    spans, at = [], text.find(name)
    while at >= 0:
        spans.append(Span(at, at + len(name)))
        at = text.find(name, at + len(name))
    return spans


def _stand_together(
    text: str, first: list[Span], second: list[Span], parting: frozenset[str]
) -> bool:
    """Whether no such mark parts two of them: then they are two, or one is the older name."""
    ends = sorted([(span, 0) for span in first] + [(span, 1) for span in second])
    return any(
        one[1] != other[1]
        and parting.isdisjoint(text[one[0].end : min(other[0].start, one[0].end + 200)])
        for one, other in itertools.pairwise(ends)
    )


# ------------------------------------------------------------------------- names that differ


def _is_slip(pair: Pair, first: int, second: int) -> bool:
    """Whether the difference is one that slips make.

    first, second: how often the text holds each name.
    """
    rare = min(first, second) == 1 and max(first, second) >= 2
    if pair.heads[0] in _DOCUMENTS and pair.heads[1] in _DOCUMENTS:
        return _is_title_slip(pair)
    if pair.how == "head":
        return _is_head_slip(pair, rare)
    if pair.first[:1] in LEVELS and 0 not in pair.before and pair.left == 1:
        return False  # 临江区和云岭区 each have an office of this name
    if pair.how == "order":
        return pair.shared >= (3 if len(pair.old) == 2 else 1)
    if pair.how == "extra":
        if not _PARTICLES.isdisjoint(pair.old + pair.new):
            return False
        is_series = not _MARKING.isdisjoint(pair.old + pair.new)
        if is_series or pair.left < 2:
            return False
        office = pair.heads[0] in _OFFICES and pair.first[0] == pair.second[0] in LEVELS
        return pair.shared >= (4 if office else 5) and (rare or office)
    if _joins_places(pair.first) or _joins_places(pair.second):
        return False
    if pair.how == "link":
        both = bool(pair.old and pair.new)
        return both or not any(word in pair.first for word in _WITHOUT_LINK)
    if {pair.old, pair.new} == {"和", "与"}:
        return pair.shared >= 4
    if are_contrasted(pair.old, pair.new) or is_counted(pair.old) or is_counted(pair.new):
        return False
    if look_or_sound_alike(pair.old, pair.new):
        return pair.shared >= _SHARED_ALIKE and (pair.left > 0 or pair.before == (0, 0))
    if pair.left < 2 or not _PARTICLES.isdisjoint(pair.old + pair.new):
        return False
    return pair.shared >= (_SHARED_RARE if rare else _SHARED_ONCE)


def _joins_places(name: str) -> bool:
    """阿勒泰市和喀纳斯景区: two places, and no name."""
    return any(name[i] in LEVELS and name[i + 1] in "和与" for i in range(len(name) - 1))


_DOCUMENTS = frozenset("意见 办法 方案 规定 细则 条例 通知 规划 计划 标准 制度".split())
_SHORTEST_TITLE, _LONGEST_TITLE = 8, 50
_LONG_TITLE = 10


def _is_title_slip(pair: Pair) -> bool:
    """The same title with another kind of document at its end, or miswritten."""
    if pair.how == "head":
        return pair.before == (0, 0) and pair.right >= _LONG_TITLE
    if pair.how == "character":
        return pair.left > 1 and look_or_sound_alike(pair.old, pair.new)
    return pair.how == "order" and pair.left > 1


# Heads that are taken for one another -> how many characters a name must have behind its level
# (县, 市), and whether one of the two must be the rarer.
_HEADS = {
    frozenset(heads.split()): needs
    for heads, needs in (
        ("局 司", (2, False)),
        ("局 厅", (2, False)),
        ("局 部", (2, True)),
        ("局 委", (2, True)),
        ("中心 所", (4, True)),
        ("中心 站", (4, True)),
        ("联合会 协会", (3, True)),
        ("联合会 联谊会", (3, True)),
        ("联合会 联合委", (2, False)),
        ("协会 学会", (3, True)),
        ("医院 医学院", (3, False)),
        ("科学院 科学研究院", (2, False)),
        ("研究院 研究所", (2, True)),
        ("有限公司 有限责任公司", (4, False)),
        ("办事处 办公处", (2, False)),
        ("镇 乡", (2, False)),
        ("检察院 检查院", (2, False)),
    )
}
# So many characters before two such heads are one name, whatever its level.
_LONG_NAME = 6


def _is_head_slip(pair: Pair, rare: bool) -> bool:
    needs = _HEADS.get(frozenset(pair.heads))
    if needs is None:
        return False
    least, must_be_rare = needs
    core = pair.first.removesuffix(pair.heads[0])
    if frozenset(pair.heads) & _WITHOUT_LEVEL:
        return (
            pair.right >= least
            and (0 in pair.before or pair.right > least)
            and (rare or not must_be_rare)
        )
    level = next((at for at, character in enumerate(core) if character in LEVELS), None)
    if level is None:
        return pair.right >= _LONG_NAME and "会" in pair.heads[0]
    return len(core) - level - 1 >= least and (rare or not must_be_rare or len(core) >= 9)


_WITHOUT_LEVEL = frozenset(("镇", "有限公司", "办事处"))


# --------------------------------------------------------------------------- the title's office

_OFFICE = Pattern(
    r"(?P<level>[省市县区镇乡州旗])(?P<core>[^\x00-\x7f，。；、：“”（）《》]{2,10}?)(?P<kind>中心|局|所|部|委(?!员)|院)(?![门属署长分级处内下委落])"
)
_KINDS = (
    frozenset(("局", "部")),
    frozenset(("中心", "所")),
    frozenset(("局", "委")),
    frozenset(("局", "中心")),
)
_MAX_TITLE = 120


def _against_title(text: str, declared: frozenset[str]) -> Iterator[tuple[Span, Span]]:
    """The office of the title under a wrong kind, short or in full: 市疾病防控所."""
    title = _OFFICE.search(text, 0, _MAX_TITLE)
    if title is None:
        return
    for match in _OFFICE.finditer(text, title.end()):
        if match["level"] != title["level"] or match.group() in declared:
            continue
        if frozenset((match["kind"], title["kind"])) not in _KINDS:
            continue
        if match["core"] == title["core"] or _abbreviates(match["core"], title["core"]):
            yield Span(*match.span()), Span(*title.span())


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
        message="“{quote}”与“{other}”不一致，可能是同一个名称。",
        suggestion="统一名称；用简称的，在第一次出现时注明；确是两个名称的不用改。",
        find=find_name_variants,
        source="实务",
        explanation=(
            "单位、地点、工程、公司的名称全文要一致。比较文中只差一个字、语序不同、多出“和”“与”"
            "或者末尾的词不同的名称；成对的字（东西、一二）、并列的名称、声明过的简称不算。"
            "人名只比较同一职务或者音近、形近的；机构改革前后的名称（教育局、教育体育局）同时出现也提示。"
        ),
        bad=(
            "云岭市疾病预防控制中心2021年工作总结\n市疾病防控所获评市级文明单位。",
            "云岭市委组织部2021年工作总结\n市委组织局召开会议。",
            "样品由临江区农产品检验检测中心检测。\n临江区农产品检测检验中心抽检蔬菜。",
            "龙潭沟大桥合龙。\n龙滩沟大桥施工现场实行领导带班。",
        ),
        good=(
            "云岭县人民医院（以下简称县医院）与省医院签约，县医院选派28人进修。",
            "市委组织部举办专题培训班，全市组织系统干部共120人参加。",
            "李书记到村调研，向村党支部书记老李详细了解产业情况。",
            "城东小学新建教学楼。\n城西小学改造食堂。",
            "县水务局检查水库。\n县税务局走访企业。",
        ),
    ),
)

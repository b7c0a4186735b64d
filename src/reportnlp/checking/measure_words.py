"""Measure words that do not go with what they count: 谈心谈话1200间, 36名企业."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_UNIT = (
    r"(?P<unit>人次|场次|[家户台辆架艘剂]次|台套|公里|千米|平方米|平方公里|公顷|公斤|千克|"
    r"[名位人家户场辆架艘台份篇册本头只羽尾匹株棵亩吨座栋幢间所剂件条起])"
)
_NUMBER = r"[0-9](?<![0-9.,].)[0-9]{0,8}(?:\.[0-9]{1,4})?万?[余多]?"
_COUNTED = Pattern(_NUMBER + _UNIT + r"(?=[，。；、）)\n]|参[与加]|$)")
_COUNTING = Pattern(
    _NUMBER + _UNIT + r"(?P<kind>(?:民营|规上|重点|困难|专业|优秀|贫困|中小|小微|龙头|外贸|青年|老|"
    r"在校|驻村|各类|基层|年轻|社会|规模以上)?)(?=(?P<noun>[^，。；、0-9\n]{2,4}))"
)
_DOUBLED = Pattern(r"[场次名户家件](?<=[0-9余多].)人次(?=[，。；、）)\n]|$)")
_BEFORE_NUMBER = ("共", "达", "累计", "约", "近", "超", "计", "达到", "超过")
_CLAUSE_MARKS = "，。；：、！？（）\n”"
_GOES_ON = Pattern(r"参[与加]|开展(?!的)|[到赴获]|[，。；）\n]|$")

_PEOPLE = frozenset(("名", "位", "人", "人次"))
_TIMES = frozenset(("场", "场次"))
_GIVEN = frozenset(
    "家 家次 户 户次 份 篇 册 本 台 台套 件 间 头 只 羽 尾 株 棵 亩 吨 公斤 千克".split()
)
_HOLDING_PEOPLE = frozenset("家 家次 户 户次 座 栋 幢 间 所".split())
_JOINING = Pattern(
    r"参[加与训会赛演评建]|出席|观[看摩]|收[听看]|到场|入[选围库]|[获取]得?|征求|听取|涉|其中|来自|包括|分别|覆盖|"
    r"惠及|带动|保障|人[员才均数]|代表|选派|录[用取]|招[聘收录]|用工|就业|[申持]"
)
_SERVING = Pattern(
    r"[进入到赴下向对在为]|联合|服务|培训|宣[讲传]|教育|轮训|演|辅导|慰问演|指导|对接|普法|惠"
)
# Who is trained is counted by heads: 培训骨干150场.
_TRAINED = Pattern(r"^(?:[^进入到赴下向对在为]*[^进入到赴下向对在为送])?[培轮]训")
_GIVING = Pattern(
    r"发[放给送]|分发|赠|送|[调装]?配|捐|走访|慰问|看望|帮|扶|资助|服务|补[助贴]|救助|调查|入户"
)
_BUILDING = Pattern(r"建|新增|改造|打造|修|疏|清|整治")
_TESTING = Pattern(r"抽[检样]|检[验测]|送检")


@dataclass(frozen=True, slots=True, eq=False)
class _Noun:
    """A noun that is counted: its class, and the measure words that never go with it."""

    kind: str
    wrong: frozenset[str]


def find_wrong_measure_words(draft: Draft) -> Iterator[Fault]:
    """走访企业56名, 36名企业参加, 外出培训56场人次."""
    text = draft.text
    for match in _COUNTED.finditer(text):
        if text[match.start() - 1 : match.start()] not in _noun_ends():
            continue
        before = text[max(match.start() - 24, 0) : match.start()]
        clause = before[max(before.rfind(mark) for mark in _CLAUSE_MARKS) + 1 :]
        for filler in _BEFORE_NUMBER:
            clause = clause.removesuffix(filler)
        word = _noun_at_end(clause)
        if word and _is_wrong(_nouns()[word], match["unit"], clause.removesuffix(word)):
            yield Fault(Span(match.start(), match.end()), {"noun": word})
    for match in _COUNTING.finditer(text):
        word = _noun_at_start(match["noun"])
        if word and _cannot_lead(_nouns()[word], match["unit"]):
            noun_end = match.end() + len(word)
            clause_end = min(
                (at for mark in "，。；\n" if (at := text.find(mark, noun_end)) >= 0),
                default=len(text),
            )
            if _GOES_ON.match(text, noun_end) and "的" not in text[noun_end:clause_end]:
                yield Fault(Span(match.start(), noun_end), {"noun": word})
    for match in _DOUBLED.finditer(text):
        yield Fault(Span(*match.span()), {"noun": "一个数"})


def _cannot_lead(noun: _Noun, unit: str) -> bool:
    """Whether a measure word cannot stand before a noun: 36名企业, but 5户纠纷 has a hidden 的."""
    if unit not in noun.wrong:
        return False
    if noun.kind == "人员":
        return unit not in _HOLDING_PEOPLE
    return unit in ("名", "位") and noun.kind in ("单位", "场所", "文稿")


def _is_wrong(noun: _Noun, unit: str, lead: str) -> bool:
    """Whether a measure word cannot count a noun behind these words of its clause.

    Offices drop what is understood: 参加座谈会46人, 宣讲进企业12场, 机关12名、企业32名.
    """
    if unit not in noun.wrong or not lead:
        return False
    if unit in _PEOPLE and noun.kind not in ("文稿", "器物", "牲畜") and _JOINING.search(lead):
        return False
    if unit == "人次" and noun.kind in ("场所", "线路"):
        return bool(_BUILDING.search(lead))
    if unit in _TIMES and noun.kind != "会议" and _SERVING.search(lead):
        return noun.kind == "人员" and unit == "场" and _TRAINED.search(lead) is not None
    if unit in _GIVEN and noun.kind in ("人员", "群众") and _GIVING.search(lead):
        return False
    if noun.kind == "货品" and unit in ("家", "家次", "户", "户次", "人次"):
        return bool(_TESTING.search(lead))
    return True


def _noun_at_end(before: str) -> str:
    nouns = _nouns()
    for length in (5, 4, 3, 2):
        if before[-length:] in nouns and len(before) >= length:
            return before[-length:]
    return ""


def _noun_at_start(after: str) -> str:
    nouns = _nouns()
    for length in (4, 3, 2):
        if after[:length] in nouns:
            return after[:length]
    return ""


@functools.cache
def _noun_ends() -> frozenset[str]:
    """Characters that may stand before such a number: the last of a noun, or of a filler."""
    return frozenset(word[-1] for word in (*_nouns(), *_BEFORE_NUMBER))


@functools.cache
def _nouns() -> dict[str, _Noun]:
    groups = {row[0]: frozenset(row[1].split()) for row in load_rows("unit_groups")}
    nouns: dict[str, _Noun] = {}
    for kind, words, units, *_source in load_rows("measure_words"):
        wrong = frozenset(
            unit for name in units.split() for unit in groups.get(name, frozenset((name,)))
        )
        for word in words.split():
            known = nouns[word].wrong if word in nouns else frozenset()
            nouns[word] = _Noun(kind, wrong | known)
    return nouns


RULES = (
    Rule(
        code="NU210",
        name="measure-word",
        severity="warning",
        message="量词“{quote}”与“{noun}”不相配。",
        suggestion="改用合适的量词：人用名，企业用家，会议用次，人次与场次分开写。",
        find=find_wrong_measure_words,
        triggers="0123456789",
        source="实务",
        explanation="量词要与所数的事物相配；“场次”“人次”各数各的，不能合成“场人次”。只看紧挨着名词的数，"
        "省略了对象的说法（参加座谈会46人、宣讲进企业12场）不算错。词表：measure_words.tsv。",
        bad=(
            "走访企业56名，解决问题32件。",
            "谈心谈话1200间。",
            "外出培训56场人次，撰写体会30篇。",
            "共有36名企业参加对接会。",
        ),
        good=(
            "培训基层干部32场次、2400人次，发放教材3000册。",
            "新购水质监测设备6台（套），布设点位42个。",
            "演练出动车辆18台次、人员260人次，全程用时45分钟。",
            "慰问企业56名职工。",
            "名优茶企获得金奖3个。",
            "参加座谈会46人，宣讲进企业12场。",
            "组织32名企业家赴外地学习。",
        ),
    ),
)

"""Two unlike units behind one number: 126家个, 12公里米, 5.3个百分点%."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_WORDS = (
    r"亿元|万元|元|平方公里|平方米|平米|立方米|公里|千米|公顷|公斤|千克|人次|场次|户次|"
    r"[个家件项条份篇起宗台辆艘座栋幢场次期张册本盏棵株只头亩吨斤米处户套枚支名位人]"
)
_GLUED = Pattern(
    rf"[0-9][万亿余多]{{0,2}}(?:(?P<first>{_WORDS}|个百分点)(?P<second>{_WORDS}|[%％])"
    r"(?=[，。；、）\n]|$)|(?<=[万亿])万元|(?<=亿)亿元"
    r"|[万亿]元[万亿](?=[，。；、）\n]|$)|公(?:里里|斤斤|顷顷)|[平立]方米米)"
)
# A noun of its own behind 个, 家 or 户 (8个场, 12个本), or compound units in use.
_NOUNS = frozenset("场处家户期本台套次人座张头")
_COMPOUNDS = frozenset(
    "台套 套台 件套 套件 台件 人份 头只 只头 元件 吨米 米吨 吨公里 人公里 台辆 辆台 人小时 台小时 "
    "份套 套份 本套 本册 册本 座处 处座 条件 米台 人件 元人 户人 名位 家人 家户次".split()
)


_NEVER_OF_PEOPLE = frozenset("名 位 次 元 万元 亿元 亩 吨 公里 平方米".split())


def find_glued_units(draft: Draft) -> Iterator[Span]:
    """From the number's last character to the end of the second unit."""
    for match in _GLUED.finditer(draft.text):
        if match["first"] is None or not _is_compound(match["first"], match["second"]):
            yield Span(*match.span())


def _is_compound(first: str, second: str) -> bool:
    """场次, 个人, 人份: one unit, or a unit and a noun."""
    if first == second or first + second in _COMPOUNDS:
        return True  # 45家家 is looked for where quantities are read
    if second in ("次", "人次", "场次", "户次"):
        return True
    if second == "处":
        return first not in ("项", "件", "条", "起")
    if second == "人":
        return first not in _NEVER_OF_PEOPLE
    if second in ("%", "％"):
        return first not in ("个百分点", "个")
    own_noun = first in ("个", "家", "户", "人") and second in _NOUNS
    return own_noun and first + second not in ("家户", "个家")

"""What was aimed at, and which figure near it tells what was done of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.checking.amounts import Amount, sentence_start
from reportnlp.checking.same_things import same_unit
from reportnlp.extraction.naming import VERBS
from reportnlp.patterns import Pattern

_CUE = Pattern(
    r"目标|任务(?!书|清单)|年初[^，。；：\n0-9]{0,6}(?:定下|确定|部署|提出)|要求(?!的)|计划(?!生育|”|单列)|拟|下达|指标(?!体系)|"
    r"(?<!公共)(?<!基金)(?<!部门)预算(?!收入|支出|执行|内|外|绩效|管理)|"
    r"(?<![响供适对反效相回呼照])应(?!急|用|对|邀|届|收账|当)|承诺(?!书)"
)
_CUE_BEHIND = Pattern(r"[^，。；：！？\n]{0,24}?的[^，。；：\n0-9]{0,10}(?:目标|任务|计划)")
# 年初确定的12次学习目标
_SET = Pattern(r"确定|下达|年初|超额|提前|圆满|如期|既定")
_CUE_RIGHT_BEHIND = Pattern(r"[^，。；：、\n0-9]{0,8}(?:目标|任务|计划)")
_MORE = Pattern(r"(?:多|增加|超|超出|超额|超额完成|高出?|缺|少|差)了?$")
_EXCESS = Pattern(r"超(?:出|过|额)?(?:年度|全年|序时)?(?:计划|任务|目标)数?$")
_CEILING = Pattern(
    r"控制(?:在|到)|不(?:得)?(?:超过|高于|多于|突破)|(?<!不)(?<!不得)低于|[降减]至|[降减]到|优于|限额"
)
_CEILING_BEHIND = Pattern(r"[ ]?(?:以内|以下|之内)")
BETTER_LESS = Pattern(
    r"失业率|能耗|浓度|排放|死亡|事故|发生率|发病率|发案|不良|漏损|损耗|支出|经费|成本|负债|债务|"
    r"时长|时限|用时|耗时|时间|信访总?量|投诉|逾期|用水量|用电量|单耗|控制|压缩"
)
_FALLS = ("下降", "降低", "减少", "压减", "削减", "压降", "精简")
STRONG = Pattern(r"实际|实有|实到|实(?=[参收缴检查报改])|年底(?!前)|已|仅|只|却|目前|截至")
_REACHED = Pattern(r"完成|实现|已|实际|达到")
_YEARLY = Pattern(r"年度|全年|年初")
_WEAK = Pattern(r"完成|实现|达到?|[建办]成|到位|共|累计|办结|落实|全年|新增")
_GOES_ON = Pattern(r"(?:目标|任务|指标|预算)[^，]{0,6}(?:完成|实现|达)")
NOT_DONE = Pattern(
    r"其中|同比|环比|[较比](?!好|完成)|剩余?|其余|还[有差]|海拔|每|(?<!平)均|分别|差额|缺口|超|增收|总投资|涉及|惠及|"
    r"覆盖|受益|带动|占|不足|增长|尚|承担"
)
FILLING = Pattern(
    r"全年|今年|本年度?|年初|年度|年底|年内|截至|目前|截止|月底|[0-9]{1,2}月|实际|完成|实现|达到?|到位|资金|投入|落实|"
    r"确定|全部|圆满|提前|如期|超额|超出|超过|计划|目标|任务|预算|下达|上级|我们|共计?|累计|已经?|"
    r"数|却|也|有|从|到|的|为|了|是|[我全本该](?:[省市县区乡镇村局院校委办厅所站馆]|街道|社区)|"
    r"建成|完工|竣工|[实仅只新较比、（）\s]"
)
PARTIAL = Pattern(
    r"上半年|下半年|半年|前?[一二三四]季度|第[一二三四]季度|(?<![0-9])(?:[1-9]|1[01])月|[上中下]旬|阶段|"
    r"序时|首批|一期|开局|首季"
)
SEVERAL_YEARS = Pattern(
    r"“?十[一二三四五六]五”?|[两三五]年|规划|明年|来年|下年|下一年|到20[0-9]{2}年|20[0-9]{2}年底前|20[0-9]{2}[年]?[—\-至~]|"
    r"总投资|下一步|今后"
)
_YEAR = Pattern(r"20[0-9]{2}年|去年|上年|前年")
_STOPS = "，。；：！？\n"


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """A figure that was to be reached.

    ceiling: whether it was not to be exceeded.
    told:    whether it is called an aim, plan or task.
    about:   the words around it.
    period:  those of them that may tell its time.
    """

    amount: Amount
    ceiling: bool
    told: bool
    about: str
    period: str


def clause_start(text: str, offset: int) -> int:
    floor = max(offset - 80, 0)
    return max(max(text.rfind(mark, floor, offset) for mark in _STOPS) + 1, floor)


def clause_end(text: str, offset: int) -> int:
    ceiling = min(offset + 40, len(text))
    stops = (text.find(mark, offset, ceiling) for mark in _STOPS)
    return min((stop for stop in stops if stop >= 0), default=ceiling)


def segment_before(text: str, amount: Amount, amounts: Sequence[Amount]) -> str:
    """The clause before a figure, from the figure before it on."""
    start = amount.number.start
    begin = clause_start(text, start)
    for other in amounts:
        if begin < other.span.end <= start and other is not amount:
            begin = other.span.end
    return text[begin:start]


def aim_of(text: str, amount: Amount, amounts: Sequence[Amount]) -> Aim | None:
    """The aim that a figure tells, None where it tells none.

    amounts: those around it, in the order of the text.
    """
    segment = segment_before(text, amount, amounts)
    if amount.kind in ("rank", "ratio", "score") or not amount.unit:
        return None
    behind = text[amount.span.end : clause_end(text, amount.span.end)]
    prefix = text[sentence_start(text, amount.span.start) : amount.number.start]
    if SEVERAL_YEARS.search(prefix[prefix.rfind("；") + 1 :]) or "其中" in segment:
        return None
    ceiling = _CEILING.search(segment) or _CEILING_BEHIND.match(behind)
    ceiling = ceiling or _CEILING_BEHIND.search(text[amount.number.end : amount.span.end])
    told = _CUE.search(segment) is not None and not _GOES_ON.search(segment)
    if told and STRONG.search(segment, _last(_CUE, segment)):
        told = False
    if not told:
        told = _CUE_BEHIND.match(behind) is not None or (
            _SET.search(segment) is not None and _CUE_RIGHT_BEHIND.match(behind) is not None
        )
    elif _MORE.search(segment) or _EXCESS.search(segment):
        return None
    if not told and not (ceiling and not _REACHED.search(segment)):
        return None
    about = f"{prefix[-40:]}|{behind.partition('、')[0][:16]}"
    period = segment if _YEARLY.search(segment) else prefix
    return Aim(amount, ceiling is not None, told, about, period)


def _last(pattern: Pattern, words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=0)


def done_for(text: str, aim: Aim, amounts: Sequence[Amount]) -> Amount | None:
    """What was done of an aim: the nearest figure of its unit that is told so, behind it first."""
    place = aim.amount.span
    first = _FOR_SHARE.match(text, place.end) is None
    near = sorted(
        amounts,
        key=lambda a: ((a.span.start < place.start) is first, abs(a.span.start - place.start)),
    )
    for amount in near:
        if amount is aim.amount or not comparable(aim.amount, amount):
            continue
        if _is_done(text, aim, amount, amounts):
            return amount
    return None


_FOR_SHARE = Pattern(r"的[0-9.]{1,6}[%％]")


def comparable(one: Amount, two: Amount) -> bool:
    return same_unit(one, two) or (one.unit == two.unit and one.kind == "duration")


def _is_done(text: str, aim: Aim, amount: Amount, amounts: Sequence[Amount]) -> bool:
    segment = segment_before(text, amount, amounts)
    if NOT_DONE.search(segment) or aim_of(text, amount, amounts) is not None:
        return False
    if not aim.told and "实际" not in segment:
        return False
    first, second = sorted((aim.amount.span, amount.span))
    start = sentence_start(text, amount.span.start)
    if aim.amount.span.start < amount.span.start:
        start = max(start, aim.amount.span.end)
    prefix = text[start : amount.number.start]
    prefix = prefix[prefix.rfind("；") + 1 :]
    if not same_period(aim.period, prefix):
        return False
    between = any(
        first.end <= other.span.start < second.start and comparable(other, amount)
        for other in amounts
    )
    apart = any(mark in text[first.end : second.start] for mark in "。！？；\n")
    if amount.kind == "percent":
        named = share_words(segment, aim.about) or not FILLING.sub("", segment)
        return not between and not apart and named
    told = STRONG.search(segment) or _WEAK.search(segment)
    bare = FILLING.sub("", segment)
    if share_words(bare, aim.about) and "；" not in text[first.end : second.start]:
        listed = text[amount.number.start - len(segment) - 1] == "、" or segment.startswith("、")
        return bool(told) or not (between or listed)
    if told and not between and _mostly_in(bare, aim.about):
        return True
    own = FILLING.sub("", aim.about.partition("|")[0].rpartition("，")[2])
    if between or (apart and not STRONG.search(segment)):
        return False
    return bool(told) and (len(bare) < 2 or bare in VERBS or "实际" in segment or not own)


def _mostly_in(words: str, others: str) -> bool:
    """Whether half of some characters stand among others: 拆除违建 and 拆违任务."""
    return len(words) > 2 and 2 * sum(character in others for character in words) >= len(words)


def same_period(aim: str, done: str) -> bool:
    periods = set(PARTIAL.findall(done))
    if periods - set(PARTIAL.findall(aim)):
        return False
    return same_years(done, aim)


def same_years(one: str, two: str) -> bool:
    years, others = set(_YEAR.findall(one)), set(_YEAR.findall(two))
    return not years or not others or bool(years & others)


def share_words(words: str, others: str) -> bool:
    """Whether two characters that follow each other stand in both."""
    return any(words[i : i + 2] in others for i in range(len(words) - 1))


def is_missed(text: str, aim: Aim, done: Amount) -> bool:
    goal = aim.amount
    if any(mark in text[goal.span.start : goal.span.end] for mark in "余多"):
        return False  # 任务20余次 were done, not aimed at
    if aim.ceiling:
        return done.value - done.step / 2 > goal.value + goal.step / 2
    begin = min(goal.span.start, done.span.start)
    stretch = text[clause_start(text, begin) : max(goal.span.end, done.span.end)]
    falls = sum(stretch.count(word) for word in _FALLS) >= 2
    if _CEILING.search(stretch) or (BETTER_LESS.search(stretch) and not falls):
        return False
    return done.value + done.step / 2 < goal.value - goal.step / 2

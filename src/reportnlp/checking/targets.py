"""Aims told as reached that were not: 计划86户，实际79户，超额完成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportnlp.annotations import Related
from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.same_things import same_unit
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_AIMS = "(?:目标|任务|计划|指标|预算)"
_CLAIM = Pattern(
    r"超额(?:完成|实现)?|(?:圆满|全面|提前|全部|如期|按期|按时|顺利|较好|胜利|高质量|百分之百|100[%％])地?"
    r"(?:完成|实现|落实)|完成率(?:达到?了?|为|超过?)*(?:1[0-9]{2}(?:\.[0-9]{1,2})?)[%％]"
    rf"|超收|超出|超(?:年度|序时|全年)?{_AIMS}|超序时进度"
    rf"|[比较](?:年初|年度|全年|上级)?{_AIMS}数?(?:多|超|增加|高出?)"
    r"|的1[0-9]{2}(?:\.[0-9]{1,2})?[%％]|完成(?=了?[^，。；：\n0-9“”]{0,10}任务[，。；\n])"
)
# 确保圆满完成, 未能如期完成: no claim.
_NO_CLAIM = Pattern(
    r"(?:确保|力争|争取|努力|力求|为了?|要|将|推动|促进|保障|保证|未能?|没有?|不能?|难以|尚|能否|是否|"
    r"预计|有望|拟|若|如果|剩余|其余)[^，。；\n]{0,12}$"
)
_HONEST = Pattern(
    r"未能|未完成|没有完成|没能|未达|尚未|差距|缺口|滞后|欠账|未如期|仅完成任务的|不理想"
)
_OF_AIMS = Pattern(rf"{_AIMS}|进度|工作量|考核|要求")
# Whose object is no aim at all: 圆满完成各项议程.
_ALWAYS = ("超额", "超收", "超", "比", "较", "的1", "完成率")

_CUE = Pattern(
    r"目标|任务(?!书|清单)|计划(?!生育|”|单列)|拟|下达|指标(?!体系)|"
    r"(?<!公共)(?<!基金)(?<!部门)预算(?!收入|支出|执行|内|外|绩效|管理)|"
    r"(?<![响供适对反效相回呼照])应(?!急|用|对|邀|届|收账|当)"
)
_CUE_BEHIND = Pattern(r"[^，。；：！？\n]{0,24}?的[^，。；：\n0-9]{0,10}(?:目标|任务|计划)")
# 年初确定的12次学习目标
_SET = Pattern(r"确定|下达|年初|超额|提前|圆满|如期|既定")
_CUE_RIGHT_BEHIND = Pattern(r"[^，。；：、\n0-9]{0,8}(?:目标|任务|计划)")
_MORE = Pattern(r"(?:多|增加|超|超出|超额|超额完成|高出?|缺|少|差)了?$")
_CEILING = Pattern(
    r"控制(?:在|到)|不(?:得)?(?:超过|高于|多于|突破)|低于|[降减]至|[降减]到|优于|限额"
)
_CEILING_BEHIND = Pattern(r"[ ]?(?:以内|以下|之内)")
_BETTER_LESS = Pattern(
    r"失业率|能耗|浓度|排放|死亡|事故|发生率|发病率|发案|不良|漏损|损耗|支出|经费|成本|负债|债务|"
    r"时长|时限|用时|耗时|时间|信访总?量|投诉|逾期|用水量|用电量|单耗|控制|压缩"
)
_FALLS = ("下降", "降低", "减少", "压减", "削减", "压降", "精简")
_STRONG = Pattern(r"实际|实有|实到|实(?=[参收缴检查报改])|已|仅|只|却|目前|截至")
_REACHED = Pattern(r"完成|实现|已|实际|达到")
_YEARLY = Pattern(r"年度|全年|年初")
_WEAK = Pattern(r"完成|实现|达到?|建成|到位|共|累计|办结|落实|全年|新增")
_GOES_ON = Pattern(r"(?:目标|任务|指标|预算)[^，]{0,6}(?:完成|实现|达)")
_NOT_DONE = Pattern(
    r"其中|同比|环比|[较比](?!好|完成)|剩余?|其余|还[有差]|每|(?<!平)均|分别|差额|缺口|超|增收|总投资|涉及|惠及|"
    r"覆盖|受益|带动|占|不足|增长|尚|承担"
)
_FILLING = Pattern(
    r"全年|今年|本年度?|年初|年度|年底|年内|截至|目前|截止|月底|[0-9]{1,2}月|实际|完成|实现|达到?|到位|资金|投入|落实|"
    r"确定|全部|圆满|提前|如期|超额|超出|超过|计划|目标|任务|预算|下达|上级|我们|共计?|累计|已经?|"
    r"数|却|也|有|从|到|的|为|了|是|[我全本该](?:[省市县区乡镇村局院校委办厅所站馆]|街道|社区)|"
    r"建成|[实仅只新较比、（）\s]"
)
_PARTIAL = Pattern(
    r"上半年|下半年|半年|前?[一二三四]季度|第[一二三四]季度|(?<![0-9])(?:[1-9]|1[01])月|[上中下]旬|阶段|"
    r"序时|首批|一期|开局|首季"
)
_SEVERAL_YEARS = Pattern(
    r"“?十[一二三四五六]五”?|[两三五]年|规划|明年|来年|下年|下一年|到20[0-9]{2}年|20[0-9]{2}年底前|20[0-9]{2}[年]?[—\-至~]|"
    r"总投资|下一步|今后"
)
_YEAR = Pattern(r"20[0-9]{2}年|去年|上年|前年")
_STOPS = "，。；：！？\n"
_REACH = 4
"""Aims that are looked at for one claim."""


@dataclass(frozen=True, slots=True)
class _Aim:
    amount: Amount
    ceiling: bool
    about: str  # the words around it
    period: str  # those that may tell its time


def find_missed_targets(draft: Draft) -> Iterator[Fault]:
    """目标30个，完成26个，超额完成: told as reached, and not."""
    seen: set[tuple[int, int]] = set()
    for match in _CLAIM.finditer(draft.text):
        claim = Span(*match.span())
        if _is_claim(draft.text, claim):
            fault = _missed(draft, claim, seen) or _missed_share(draft, claim, seen)
            if fault is not None:
                yield fault


def _is_claim(text: str, claim: Span) -> bool:
    begin = sentence_start(text, claim.start)
    end = sentence_end(text, claim.end)
    clause = _clause_start(text, claim.start)
    if _NO_CLAIM.search(text[clause : claim.start]) or _HONEST.search(text, begin, end):
        return False
    return not _SEVERAL_YEARS.search(text, clause, claim.end)


def _clause_start(text: str, offset: int) -> int:
    floor = max(offset - 80, 0)
    return max(max(text.rfind(mark, floor, offset) for mark in _STOPS) + 1, floor)


def _clause_end(text: str, offset: int) -> int:
    ceiling = min(offset + 40, len(text))
    stops = (text.find(mark, offset, ceiling) for mark in _STOPS)
    return min((stop for stop in stops if stop >= 0), default=ceiling)


def _missed(draft: Draft, claim: Span, seen: set[tuple[int, int]]) -> Fault | None:
    """The fault where an aim near the claim, or of the same thing before it, was not reached."""
    text = draft.text
    begin, end = _around(text, claim)
    amounts = draft.amounts.between(begin, end)
    further = text.find("；", claim.end)
    aims = [
        aim
        for amount in amounts
        if (further < 0 or amount.span.start < further) and (aim := _aim(text, amount, amounts))
    ]
    clause = Span(_clause_start(text, claim.start), _clause_end(text, claim.end))
    aims.sort(key=lambda aim: _far(aim.amount.span, claim, clause))
    for aim in aims[:_REACH]:
        done = _done_for(text, aim, amounts)
        if done is not None:
            return _fault(text, aim, done, claim, clause, seen)
    if aims:
        return None
    return _missed_elsewhere(draft, amounts, claim, clause, seen)


def _around(text: str, claim: Span) -> tuple[int, int]:
    """The claim's sentence and those before and after it in its paragraph."""
    begin, end = sentence_start(text, claim.start), sentence_end(text, claim.end)
    if begin >= 2 and text[begin - 1] != "\n":
        begin = sentence_start(text, begin - 1)
    if end + 1 < len(text) and text[end] not in "\n":
        end = sentence_end(text, end + 1)
    return begin, end


def _far(aim: Span, claim: Span, clause: Span) -> tuple[int, int]:
    if aim in clause:
        return 0, 0
    if aim.start < claim.start:
        return 1, claim.start - aim.start
    return 2, aim.start - claim.start


def _segment(text: str, amount: Amount, amounts: Sequence[Amount]) -> str:
    """The clause before a figure, from the figure before it on."""
    start = amount.number.start
    begin = _clause_start(text, start)
    for other in amounts:
        if begin < other.span.end <= start and other is not amount:
            begin = other.span.end
    return text[begin:start]


def _aim(text: str, amount: Amount, amounts: Sequence[Amount]) -> _Aim | None:
    segment = _segment(text, amount, amounts)
    if amount.kind in ("rank", "ratio", "score") or not amount.unit:
        return None
    behind = text[amount.span.end : _clause_end(text, amount.span.end)]
    prefix = text[sentence_start(text, amount.span.start) : amount.number.start]
    if _SEVERAL_YEARS.search(prefix[prefix.rfind("；") + 1 :]) or "其中" in segment:
        return None
    ceiling = _CEILING.search(segment) or _CEILING_BEHIND.match(behind)
    ceiling = ceiling or _CEILING_BEHIND.search(text[amount.number.end : amount.span.end])
    told = _CUE.search(segment) is not None and not _GOES_ON.search(segment)
    if told and _STRONG.search(segment, _last(_CUE, segment)):
        told = False
    if not told:
        told = _CUE_BEHIND.match(behind) is not None or (
            _SET.search(segment) is not None and _CUE_RIGHT_BEHIND.match(behind) is not None
        )
    elif _MORE.search(segment):
        return None
    if not told and not (ceiling and not _REACHED.search(segment)):
        return None
    about = f"{prefix[-40:]}|{behind.partition('、')[0][:16]}"
    return _Aim(amount, ceiling is not None, about, segment if _YEARLY.search(segment) else prefix)


def _last(pattern: Pattern, words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=0)


def _done_for(text: str, aim: _Aim, amounts: Sequence[Amount]) -> Amount | None:
    """What was done of an aim: the nearest figure of its unit that is told so, behind it first."""
    place = aim.amount.span
    first = _FOR_SHARE.match(text, place.end) is None
    near = sorted(
        amounts,
        key=lambda a: ((a.span.start < place.start) is first, abs(a.span.start - place.start)),
    )
    for amount in near:
        if amount is aim.amount or not _comparable(aim.amount, amount):
            continue
        if _is_done(text, aim, amount, amounts):
            return amount
    return None


_FOR_SHARE = Pattern(r"的[0-9.]{1,6}[%％]")


def _comparable(one: Amount, two: Amount) -> bool:
    return same_unit(one, two) or (one.unit == two.unit and one.kind == "duration")


def _is_done(text: str, aim: _Aim, amount: Amount, amounts: Sequence[Amount]) -> bool:
    segment = _segment(text, amount, amounts)
    if _NOT_DONE.search(segment) or _aim(text, amount, amounts) is not None:
        return False
    first, second = sorted((aim.amount.span, amount.span))
    start = sentence_start(text, amount.span.start)
    if aim.amount.span.start < amount.span.start:
        start = max(start, aim.amount.span.end)
    prefix = text[start : amount.number.start]
    prefix = prefix[prefix.rfind("；") + 1 :]
    if not _same_period(aim.period, prefix):
        return False
    between = any(
        first.end <= other.span.start < second.start and _comparable(other, amount)
        for other in amounts
    )
    apart = any(mark in text[first.end : second.start] for mark in "。！？；\n")
    if amount.kind == "percent":
        return not between and not apart and _shares(segment, aim.about)
    told = _STRONG.search(segment) or _WEAK.search(segment)
    bare = _FILLING.sub("", segment)
    if _shares(bare, aim.about) and not ("；" in text[first.end : second.start]):
        listed = text[amount.number.start - len(segment) - 1] == "、" or segment.startswith("、")
        return bool(told) or not (between or listed)
    own = _FILLING.sub("", aim.about.partition("|")[0].rpartition("，")[2])
    if between or apart and not _STRONG.search(segment):
        return False
    return bool(told) and (len(bare) < 2 or "实际" in segment or not own)


def _same_period(aim: str, done: str) -> bool:
    periods = set(_PARTIAL.findall(done))
    if periods - set(_PARTIAL.findall(aim)):
        return False
    return _same_years(done, aim)


def _same_years(one: str, two: str) -> bool:
    years, others = set(_YEAR.findall(one)), set(_YEAR.findall(two))
    return not years or not others or bool(years & others)


def _shares(words: str, others: str) -> bool:
    """Whether two characters that follow each other stand in both."""
    return any(words[i : i + 2] in others for i in range(len(words) - 1))


def _fault(
    text: str,
    aim: _Aim,
    done: Amount,
    claim: Span,
    clause: Span,
    seen: set[tuple[int, int]],
) -> Fault | None:
    key = (aim.amount.span.start, done.span.start)
    words = claim.cut(text)
    said = clause.cut(text)
    if key in seen or not _speaks_of(words, said, aim.about):
        return None
    periods = set(_PARTIAL.findall(aim.period))
    if set(_PARTIAL.findall(said)) - periods - ({"序时", "阶段"} if periods else set()):
        return None  # 超额完成序时进度 says nothing of the whole year's aim
    if not _same_years(aim.period, text[sentence_start(text, claim.start) : claim.end]):
        return None
    missed = _is_missed(text, aim, done)
    if not missed:
        return None
    seen.add(key)
    goal, made = aim.amount.span, done.span
    verdict = "已经超过" if aim.ceiling else "没有达到"
    return Fault(
        claim,
        {"what": f"目标{goal.cut(text)}、完成{made.cut(text)}，{verdict}"},
        related=(Related(goal, "目标"), Related(made, "完成")),
    )


def _speaks_of(claim: str, clause: str, about: str) -> bool:
    """Whether the claim is about aims, or about the thing itself, or has no object."""
    if claim.startswith(_ALWAYS) or _OF_AIMS.search(clause):
        return True
    behind = clause.partition(claim)[2]
    return not behind or _shares(behind, about)


def _is_missed(text: str, aim: _Aim, done: Amount) -> bool:
    goal = aim.amount
    if aim.ceiling:
        return done.value - done.step / 2 > goal.value + goal.step / 2
    begin = min(goal.span.start, done.span.start)
    stretch = text[_clause_start(text, begin) : max(goal.span.end, done.span.end)]
    falls = sum(stretch.count(word) for word in _FALLS) >= 2
    if _CEILING.search(stretch) or (_BETTER_LESS.search(stretch) and not falls):
        return False
    return done.value + done.step / 2 < goal.value - goal.step / 2


# ------------------------------------------------------------------------------ told elsewhere

_ALIKE = 4
"""Characters that must stand before both figures where they are far from each other."""


def _missed_elsewhere(
    draft: Draft,
    amounts: Sequence[Amount],
    claim: Span,
    clause: Span,
    seen: set[tuple[int, int]],
) -> Fault | None:
    """全年改造786户，超额完成目标 where an earlier part of the report planned 820."""
    text = draft.text
    begin = sentence_start(text, claim.start)
    near = [a for a in amounts if begin <= a.span.start < claim.start and a.kind != "percent"]
    for done in reversed(near[-2:]):
        segment = _segment(text, done, amounts)
        thing = _FILLING.sub("", segment)[-_ALIKE:]
        if len(thing) < _ALIKE or _NOT_DONE.search(segment):
            continue
        aims = [
            aim
            for aim in _aims_of(draft, thing, begin)
            if _comparable(aim.amount, done) and _same_period(aim.period, segment)
        ]
        if aims and all(_is_missed(text, aim, done) for aim in aims):
            return _fault(text, aims[-1], done, claim, clause, seen)
    return None


def _aims_of(draft: Draft, thing: str, before: int) -> Iterator[_Aim]:
    """What an earlier part of the text plans of a thing."""
    text = draft.text
    at = text.find(thing, 0, before)
    while at >= 0:
        begin, end = sentence_start(text, at), sentence_end(text, at)
        amounts = draft.amounts.between(begin, end)
        amount = next((a for a in amounts if a.number.start == at + len(thing)), None)
        if amount is not None:
            aim = _aim(text, amount, amounts)
            planned = aim is None and _announced(text, begin, at)
            if aim is not None or planned:
                yield aim or _Aim(amount, False, *[text[begin : amount.span.end]] * 2)
        at = text.find(thing, at + 1, before)


_ANNOUNCES = Pattern(r"计划|目标[是为]|拟|确定[^，。]{0,6}目标")


def _announced(text: str, begin: int, at: int) -> bool:
    """计划改造小区26个，新建泊位1200个: the aim's sentence goes on."""
    return (
        _ANNOUNCES.search(text, begin, at) is not None
        and not _STRONG.search(text[begin:at])
        and not _SEVERAL_YEARS.search(text, begin, at)
    )


# -------------------------------------------------------------------------------------- shares

_SHARE = Pattern(
    r"(?:完成率(?:达到?|为|仅)?|(?<!超额)(?:完成|占|为|达到?|达)了?[^，。；\n0-9%％]{0,14}"
    r"(?:目标|任务|计划|预算)[^，。；\n0-9%％]{0,6}的)(?P<share>(?:[1-9]?[0-9])(?:\.[0-9]{1,2})?[%％])"
)
_BOASTS = re.compile(r"超|圆满|全面|全部|提前|100")


def _missed_share(draft: Draft, claim: Span, seen: set[tuple[int, int]]) -> Fault | None:
    """完成计划的95%，超额完成."""
    text = draft.text
    begin, end = sentence_start(text, claim.start), sentence_end(text, claim.end)
    clause = Span(_clause_start(text, claim.start), _clause_end(text, claim.end))
    words = clause.cut(text)
    if not _BOASTS.match(claim.cut(text)) or _PARTIAL.search(words):
        return None
    shares = [match for match in _SHARE.finditer(text, begin, end)]
    if not shares or not _speaks_of(claim.cut(text), words, text[begin : claim.start]):
        return None
    match = min(shares, key=lambda share: abs(share.start() - claim.start))
    key = (match.start(), match.start())
    between = text[min(match.end(), claim.end) : max(match.start(), claim.start)]
    if key in seen or "；" in between or _PARTIAL.search(text, begin, match.start()):
        return None
    if any(start == match.start() for start, _ in seen) or between.count("，") > 2:
        return None
    seen.add(key)
    share = Span(*match.span("share"))
    return Fault(
        claim,
        {"what": f"只完成目标的{share.cut(text)}"},
        related=(Related(share, "完成的比例"),),
    )


RULES = (
    Rule(
        code="AR308",
        name="target-missed",
        severity="warning",
        message="{what}，却写“{quote}”。",
        suggestion="核对数字，或改正说法。",
        find=find_missed_targets,
        triggers=("超额", "完成", "超收", "超出", "超计划", "超任务", "比计划"),
        source="实务",
        explanation="完成数少于目标数（控制数则是多于）时，不能写超额完成、圆满完成。分期、跨年的目标和如实写明"
        "没有完成的不报。",
        bad=(
            "老旧小区改造目标30个，完成26个，超额完成年度任务。",
            "计划为820户家庭实施改造，全年改造786户，超额完成全年目标任务。",
            "全年完成投资8.5亿元，为年度计划的95%，超额完成年度投资计划。",
            "“三公”经费支出不超过45万元，实际支出52.3万元，顺利完成控制目标。",
        ),
        good=(
            "老旧小区改造目标30个，完成32个，超额完成年度任务。",
            "计划举办招聘会24场，实际举办21场，未能完成年度计划。",
            "全年目标新增就业3200人，前三季度新增2586人，超额完成序时进度。",
        ),
    ),
)

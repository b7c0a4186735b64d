"""Aims told as reached that were not: 计划86户，实际79户，超额完成."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportnlp.annotations import Related
from reportnlp.checking.aims import (
    BETTER_LESS,
    FILLING,
    NOT_DONE,
    PARTIAL,
    SEVERAL_YEARS,
    Aim,
    aim_of,
    clause_end,
    clause_start,
    comparable,
    done_for,
    is_missed,
    same_period,
    same_years,
    segment_before,
    share_words,
)
from reportnlp.checking.amounts import Amount, sentence_end, sentence_start
from reportnlp.checking.deadlines import find_missed_deadlines
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.checking.set_aims import aims_of, boasting_rows, name_of
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_AIMS = "(?:目标|任务|计划|指标|预算)"
_CLAIM = Pattern(
    r"超额(?:完成|实现)?|(?:圆满|全面|提前|全部|如期|按期|按时|顺利|较好|胜利|高质量|百分之百|100[%％])地?"
    r"(?:完成|实现)|完成率(?:达到?了?|为|超过?)*(?:1[0-9]{2}(?:\.[0-9]{1,2})?)[%％]"
    rf"|超收|超出|超(?:年度|序时|全年)?{_AIMS}|超序时进度"
    rf"|[比较](?:年初|年度|全年|上级)?{_AIMS}数?(?:多|超|增加|高出?)"
    r"|的1[0-9]{2}(?:\.[0-9]{1,2})?[%％]|完成(?=了?[^，。；：\n0-9“”]{0,10}任务[，。；\n])"
    r"|完成(?=了?(?:全年|年度|年初|既定|预定)(?:目标|计划)[，。；\n])|(?:全[面部]|如期|均已?)(?:达标|兑现|落实到位)"
)
# 确保圆满完成, 未能如期完成: no claim.
_NO_CLAIM = Pattern(
    r"(?:确保|力争|争取|努力|力求|为了?|要|将|推动|促进|保障|保证|未能?|没有?|不能?|难以|尚|能否|是否|"
    r"预计|有望|拟|若|如果|剩余|其余)[^，。；\n]{0,12}$"
)
# 今年计划高质量完成治理1500万亩 is a plan, 全年计划全面完成 is not.
_PLAN_TO = Pattern(r"(?:今年|下半年|我[省市县区局]|全[省市县区])?还?计划")
_HONEST = Pattern(
    r"未能|未完成|没有完成|没能|未达|尚未|差距|缺口|滞后|欠账|未如期|仅完成任务的|不理想"
)
_OF_AIMS = Pattern(rf"{_AIMS}|进度|工作量|考核|要求")
# Whose object is no aim at all: 圆满完成各项议程.
_ALWAYS = ("超额", "超收", "超", "比", "较", "的1", "完成率")

_REACH = 4
"""Aims that are looked at for one claim."""


def find_missed_targets(draft: Draft) -> Iterator[Fault]:
    """目标30个，完成26个，超额完成: told as reached, and not."""
    seen: set[tuple[int, int]] = set()
    for match in _CLAIM.finditer(draft.text):
        claim = Span(*match.span())
        if _is_claim(draft.text, claim):
            fault = _missed(draft, claim, seen) or _missed_share(draft, claim, seen)
            if fault is not None:
                yield fault
    yield from _boasts_of_tables(draft)
    yield from _beaten(draft)
    yield from find_missed_deadlines(draft)


_BEATEN = Pattern(r"(?:超过|高于|高出|超出)了?(?=[^，。；\n]{0,12}?[0-9])")
_AIM_BEHIND = Pattern(r"的?(?:年度|全年|既定|预定|预期|年初|考核|规定)?(?:目标|任务|计划|指标)")


def _beaten(draft: Draft) -> Iterator[Fault]:
    """收缴率达到92%，超过95%的目标."""
    text = draft.text
    for match in _BEATEN.finditer(text):
        begin, end = sentence_start(text, match.start()), clause_end(text, match.end())
        amounts = draft.amounts.between(begin, end)
        goals = [a for a in amounts if a.number.start >= match.end()]
        before = [a for a in amounts if a.span.end <= match.start()]
        if len(goals) != 1 or not before or not _AIM_BEHIND.match(text, goals[0].span.end):
            continue
        done, between = before[-1], text[before[-1].span.end : match.start()]
        if between.strip("，, ") or not comparable(goals[0], done):
            continue
        segment = segment_before(text, done, amounts)
        if NOT_DONE.search(segment) or BETTER_LESS.search(segment):
            continue
        if done.value < goals[0].value:
            yield _told_of(text, Span(match.start(), goals[0].span.end), goals[0], done)


def _is_claim(text: str, claim: Span) -> bool:
    begin = sentence_start(text, claim.start)
    end = sentence_end(text, claim.end)
    clause = clause_start(text, claim.start)
    if _NO_CLAIM.search(text[clause : claim.start]) or _HONEST.search(text, begin, end):
        return False
    if _PLAN_TO.fullmatch(text[clause : claim.start]) and claim.end < clause_end(text, claim.end):
        return False
    return not SEVERAL_YEARS.search(text, clause, claim.end)


def _missed(draft: Draft, claim: Span, seen: set[tuple[int, int]]) -> Fault | None:
    """The fault where an aim near the claim, or of the same thing before it, was not reached."""
    text = draft.text
    begin, end = _around(text, claim)
    amounts = draft.amounts.between(begin, end)
    further = text.find("；", claim.end)
    aims = [
        aim
        for amount in amounts
        if (further < 0 or amount.span.start < further) and (aim := aim_of(text, amount, amounts))
    ]
    clause = Span(clause_start(text, claim.start), clause_end(text, claim.end))
    aims.sort(key=lambda aim: _far(aim.amount.span, claim, clause))
    end = sentence_end(text, claim.end)
    own = FILLING.sub("", clause.cut(text))
    for aim in aims[:_REACH]:
        if aim.amount.span.start > end and not share_words(own, aim.about):
            continue
        done = done_for(text, aim, amounts)
        if done is not None:
            return _fault(text, aim, done, claim, clause, seen)
    if aims:
        return None
    return _missed_elsewhere(draft, amounts, claim, clause, seen)


def _around(text: str, claim: Span) -> tuple[int, int]:
    """The claim's sentence, two before and one after it in its paragraph."""
    begin, end = sentence_start(text, claim.start), sentence_end(text, claim.end)
    for _ in range(2):
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


def _fault(
    text: str,
    aim: Aim,
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
    periods = set(PARTIAL.findall(aim.period))
    if set(PARTIAL.findall(said)) - periods - ({"序时", "阶段"} if periods else set()):
        return None  # 超额完成序时进度 says nothing of the whole year's aim
    if not same_years(aim.period, text[sentence_start(text, claim.start) : claim.end]):
        return None
    if not is_missed(text, aim, done):
        return None
    seen.add(key)
    return _told_of(text, claim, aim.amount, done, "已经超过" if aim.ceiling else "没有达到")


def _told_of(text: str, claim: Span, aim: Amount, done: Amount, verdict: str = "没有达到") -> Fault:
    return Fault(
        claim,
        {"what": f"目标{aim.span.cut(text)}、完成{done.span.cut(text)}，{verdict}"},
        related=(Related(aim.span, "目标"), Related(done.span, "完成")),
    )


def _speaks_of(claim: str, clause: str, about: str) -> bool:
    """Whether the claim is about aims, or about the thing itself, or has no object."""
    if claim.startswith(_ALWAYS) or _OF_AIMS.search(clause):
        return True
    behind = clause.partition(claim)[2]
    return not behind or share_words(behind, about)


# ------------------------------------------------------------------------------ told elsewhere


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
    near = [a for a in amounts if begin <= a.span.start < claim.start]
    for done in reversed(near[-2:]):
        segment = segment_before(text, done, amounts)
        if NOT_DONE.search(segment):
            continue
        aims = [
            aim
            for aim in aims_of(draft, name_of(segment), done, begin)
            if same_period(aim.period, segment)
        ]
        if aims and all(is_missed(text, aim, done) for aim in aims):
            return _fault(text, aims[-1], done, claim, clause, seen)
    return None


def _boasts_of_tables(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for verdict, aim, done in boasting_rows(draft) if _may_boast(text) else ():
        yield _told_of(text, verdict, aim, done)


def _may_boast(text: str) -> bool:
    return any(mark in text for mark in ("目标", "计划", "任务", "指标值"))


# -------------------------------------------------------------------------------------- shares

_SHARE = Pattern(
    r"(?:完成率(?:达到?|为|仅)?|(?<!超额)(?:完成|占|为|达到?|达)了?[^，。；\n0-9%％]{0,14}"
    r"(?:目标|任务|计划|预算)[^，。；\n0-9%％]{0,6}的)(?P<share>(?:[1-9]?[0-9])(?:\.[0-9]{1,2})?[%％])"
)
_BOASTS = Pattern(r"超|圆满|全面|全部|提前|100")


def _missed_share(draft: Draft, claim: Span, seen: set[tuple[int, int]]) -> Fault | None:
    """完成计划的95%，超额完成."""
    text = draft.text
    begin, end = sentence_start(text, claim.start), sentence_end(text, claim.end)
    clause = Span(clause_start(text, claim.start), clause_end(text, claim.end))
    words = clause.cut(text)
    if not _BOASTS.match(claim.cut(text)) or PARTIAL.search(words):
        return None
    shares = list(_SHARE.finditer(text, begin, end))
    if not shares or not _speaks_of(claim.cut(text), words, text[begin : claim.start]):
        return None
    match = min(shares, key=lambda share: abs(share.start() - claim.start))
    key = (match.start(), match.start())
    between = text[min(match.end(), claim.end) : max(match.start(), claim.start)]
    if key in seen or "；" in between or PARTIAL.search(text, begin, match.start()):
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
        triggers=("超", "完成", "比计划", "达标", "兑现", "落实到位", "高", "按", "如期", "提前"),
        source="实务",
        explanation="完成数少于目标数（控制数则是多于）时，不能写超额完成、圆满完成。分期、跨年的目标和如实写明"
        "没有完成的不报。",
        bad=(
            "老旧小区改造目标30个，完成26个，超额完成年度任务。",
            "计划为820户家庭实施改造，全年改造786户，超额完成全年目标任务。",
            "全年完成投资8.5亿元，为年度计划的95%，超额完成年度投资计划。",
            "计划9月底前完工，实际于11月完工，按期完成建设任务。",
            "收缴率达到92%，超过95%的目标。",
            "确保新增就业1000人。\n全年新增就业960人，圆满完成年初目标。",
            "“三公”经费支出不超过45万元，实际支出52.3万元，顺利完成控制目标。",
        ),
        good=(
            "老旧小区改造目标30个，完成32个，超额完成年度任务。",
            "计划举办招聘会24场，实际举办21场，未能完成年度计划。",
            "全年目标新增就业3200人，前三季度新增2586人，超额完成序时进度。",
        ),
    ),
)

"""Work told as in time that was not: 计划9月底前完工，实际于11月完工，按期完成."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.amounts import sentence_end, sentence_start
from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.extraction.dates import Date
from reportnlp.patterns import Pattern

_IN_TIME = Pattern(
    r"(?:按期|如期|提前|按时|按计划|按序时)[^，。；\n0-9]{0,4}?(?:完成|完工|竣工|交付|建成|投用|实现|办结|上线|达到)"
)
_SET = Pattern(r"计划|要求|原定|约定|目标|承诺|限期|规定|下达|明确")
_DONE = Pattern(r"实际|直到|才|(?:于|在)$|已于")
_OTHERWISE = Pattern(r"未能|未按|未如|推迟|延期|滞后|下一步|下阶段|调整|将|力争|确保|开工|启动")


def find_missed_deadlines(draft: Draft) -> Iterator[Fault]:
    """A claim with two dates before it in its sentence: that of the plan, and a later one."""
    text = draft.text
    for match in _IN_TIME.finditer(text):
        begin, end = sentence_start(text, match.start()), sentence_end(text, match.end())
        dates = [d for d in draft.dates if begin <= d.span.start < match.start() and d.month]
        if len(dates) != 2 or _OTHERWISE.search(text, begin, end):
            continue
        plan, done = dates
        told = text[plan.span.end : done.span.start]
        if not _SET.search(text, begin, plan.span.start) or not _DONE.search(told):
            continue
        if _is_later(done, plan):
            yield Fault(
                Span(*match.span()),
                {"what": f"定在{plan.span.cut(text)}、实际{done.span.cut(text)}，已经过期"},
                related=(Related(plan.span, "要求的时间"), Related(done.span, "完成的时间")),
            )


def _is_later(done: Date, plan: Date) -> bool:
    if plan.year and done.year and plan.year != done.year:
        return done.year > plan.year
    if done.year and not plan.year:
        return False
    if done.month != plan.month:
        return done.month > plan.month
    return bool(plan.day and done.day > plan.day)

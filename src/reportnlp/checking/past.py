"""A draft beside last year's report: what was left out, carried over, and what jumped."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.jumps import find_jumps_between_years
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span

_JUMP = 10
_LISTED = 10


def find_missing_figures(draft: Draft) -> Iterator[Fault]:
    """A figure was given last year, and the draft speaks of the thing without one, or not at "
    "all."""
    comparison = draft.comparison()
    if comparison is None or not draft.document.paragraphs:
        return
    year = comparison.past_year or "去年"
    unsaid = []
    for missing in comparison.missing:
        if missing.mention is not None:
            yield Fault(
                missing.mention,
                {"what": f"{_year(year)}写了“{missing.past.name}{missing.written}”，这里没有数字"},
            )
        else:
            unsaid.append(f"{missing.past.name}{missing.written}")
    if unsaid:
        listed = "、".join(unsaid[:_LISTED]) + ("……" if len(unsaid) > _LISTED else "")
        yield Fault(
            _title(draft),
            {"what": f"{_year(year)}写了、这份草稿没有提到的有{len(unsaid)}项：{listed}"},
            severity="info",
        )


def _year(year: str) -> str:
    return f"{year}年" if year.isdigit() else year


def _title(draft: Draft) -> Span:
    return draft.document.paragraphs[0].span


_REASONS = {
    "year": "还写着{year}",
    "figures": "数字全部相同",
    "words": "几乎一字未改",
}


def find_stale_copies(draft: Draft) -> Iterator[Fault]:
    comparison = draft.comparison()
    if comparison is None:
        return
    year = _year(comparison.past_year or "去年")
    for copy in comparison.copies:
        past = copy.past if len(copy.past) <= 80 else copy.past[:78] + "……"
        yield Fault(
            copy.span,
            {
                "likeness": f"{copy.likeness:.0%}",
                "why": _REASONS[copy.why].format(year=year),
                "past": past,
            },
            severity="info" if copy.why == "words" else "",
        )


def find_jumps(draft: Draft) -> Iterator[Fault]:
    """Ten times as much as last year, or a tenth."""
    for jump in find_jumps_between_years(draft, _JUMP):
        was, became = (a.span.cut(draft.text) for a in (jump.earlier, jump.later))
        yield Fault(
            jump.later.span,
            {
                "name": jump.name,
                "past": f"{jump.when[0]}是{was}",
                "current": f"{jump.when[1]}是{became}",
            },
            related=(Related(jump.earlier.span, "前一年的数"),),
        )
    comparison = draft.comparison()
    if comparison is None:
        return
    for paired, (before, now) in zip(comparison.pairs, comparison.written, strict=True):
        past, current = paired.past.value, paired.current.value
        if paired.current.unit == "%" or not past or not current or paired.current.change:
            continue
        if current >= past * _JUMP or current * _JUMP <= past:
            yield Fault(
                paired.current.span,
                {
                    "name": paired.current.name,
                    "past": f"{_year(comparison.past_year or '去年')}是{before}",
                    "current": f"这里是{now}",
                },
            )


_LAST_YEAR = (
    "2022年工作总结\n一、工作成效\n2022年，全年走访重点企业28家，解决企业难题46个。"
    "召开院坝恳谈会120次，收到群众意见315条。举办电商直播培训9期。"
)

RULES = (
    Rule(
        code="PH119",
        name="missing-against-baseline",
        severity="warning",
        message="{what}。",
        suggestion="补上今年的数；不再做的不用补。",
        find=find_missing_figures,
        given=_LAST_YEAR,
        source="实务",
        explanation="用--baseline-report给出去年的报告时，去年有数、今年提到而没有数的逐条列出；没有再提到的全文只列一次（提示）。",
        bad=(
            "2023年工作总结\n一、工作成效\n2023年，全年走访重点企业，解决企业难题52个。召开院坝恳谈会131次，"
            "收到群众意见402条。举办电商直播培训12期。",
        ),
        good=(
            "2023年工作总结\n一、工作成效\n2023年，全年走访重点企业35家，解决企业难题52个。召开院坝恳谈会131次，"
            "收到群众意见402条。举办电商直播培训12期。",
        ),
    ),
    Rule(
        code="TX601",
        name="stale-copy",
        severity="warning",
        message="与去年的报告相似{likeness}，{why}；去年写的是“{past}”。",
        suggestion="换成今年的情况和数字。",
        find=find_stale_copies,
        given=_LAST_YEAR,
        source="实务",
        explanation="用--baseline-report给出去年的报告时，照抄去年、连数字或年份都没有改的句子要重写。两份报告里处处都有的套话占的比重小，"
        "面积、编制、制度规定一类不变的内容不算。",
        bad=(
            "2023年工作总结\n一、工作成效\n2023年，全年走访重点企业35家，解决企业难题52个。召开院坝恳谈会120次，"
            "收到群众意见315条。举办电商直播培训12期。",
        ),
        good=(
            "2023年工作总结\n一、工作成效\n2023年，全年走访重点企业35家，解决企业难题52个。召开院坝恳谈会131次，"
            "收到群众意见402条。举办电商直播培训12期。",
        ),
    ),
    Rule(
        code="AR314",
        name="year-jump",
        severity="warning",
        message="“{name}”{past}，{current}，相差十倍以上。",
        suggestion="核对数字和单位。",
        find=find_jumps,
        given=_LAST_YEAR,
        source="统计",
        explanation="同一句里前后两年的数，或者用--baseline-report给出去年的报告时，同一指标相差十倍以上，多半是多写、少写了一位，或者漏了“万”。",
        bad=(
            "2023年工作总结\n一、工作成效\n2023年，全年走访重点企业35家，解决企业难题52个。召开院坝恳谈会12000次，"
            "收到群众意见402条。举办电商直播培训12期。",
            "去年走访群众120次，今年走访群众12000次。",
            "2022年办理案件86件。2023年办理案件8600件。",
        ),
        good=(
            "2023年工作总结\n一、工作成效\n2023年，全年走访重点企业35家，解决企业难题52个。召开院坝恳谈会131次，"
            "收到群众意见402条。举办电商直播培训12期。",
        ),
    ),
)

"""What a draft says otherwise than its facts, without them, and not at all (`--facts`)."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule

TYPE_CHECKING = False  # what a type checker takes for true, without loading what few need
if TYPE_CHECKING:
    from reportnlp.checking.sourcing import Sourced
    from reportnlp.facts import Fact


def _sources(draft: Draft) -> tuple[Sourced, ...]:
    """Every figure of the draft with its facts; () if no facts are given."""
    if draft.sources.facts is None:
        return ()
    from reportnlp.checking.sourcing import find_sources

    return find_sources(draft)


def find_conflicts_with_facts(draft: Draft) -> Iterator[Fault]:
    for sourced in _sources(draft):
        if sourced.conflict is not None:
            fact = sourced.conflict
            yield Fault(
                sourced.metric.span,
                {"name": fact.name, "fact": fact.quantity, "place": _place(fact)},
            )


def find_unsourced_figures(draft: Draft) -> Iterator[Fault]:
    for sourced in _sources(draft):
        if not sourced.facts and sourced.conflict is None:
            yield Fault(sourced.metric.span, {"name": sourced.metric.name})


def find_unused_facts(draft: Draft) -> Iterator[Fault]:
    """The facts that the draft does not state, in one finding at its beginning."""
    facts = draft.sources.facts
    if facts is None or not draft.document.paragraphs:
        return
    used: set[str] = set()
    for sourced in _sources(draft):
        used |= {fact.id for fact in sourced.facts}
        if sourced.conflict is not None:
            used.add(sourced.conflict.id)
    left = [f for f in facts.facts if f.value is not None and f.name and f.id not in used]
    if left:
        listed = "、".join(f"{fact.name}{fact.quantity}" for fact in left[:_LISTED])
        yield Fault(
            draft.document.paragraphs[0].span,
            {"number": str(len(left)), "listed": listed + ("……" if len(left) > _LISTED else "")},
        )


_LISTED = 10


def _place(fact: Fact) -> str:
    words = "，".join(part for part in (fact.place, fact.source) if part)
    return f"（{words}）" if words else ""


_FACTS = "走访企业\t28\t家\n召开会议\t63\t次\n培训干部\t320\t人"

RULES = (
    Rule(
        code="AR311",
        name="fact-conflict",
        severity="error",
        message="“{quote}”与事实表不一致：{name}是{fact}{place}。",
        suggestion="按事实表改正；事实表有误的，先改事实表。",
        find=find_conflicts_with_facts,
        given=_FACTS,
        source="实务",
        explanation="用--facts给出事实表时，正文的数要与表中同名同单位的数一致，允许四舍五入和约数。",
        bad=("召开会议36次。",),
        good=("召开会议63次，走访企业28家，培训干部320人。",),
    ),
    Rule(
        code="AR312",
        name="unsourced-figure",
        severity="error",
        message="事实表里没有“{quote}”（{name}）。",
        suggestion="核实这个数的来源，补进事实表，或删去。",
        find=find_unsourced_figures,
        given=_FACTS,
        source="实务",
        explanation="用--facts给出事实表时，正文的每个数都要有出处。写明“合计”“占”“增长”“增加”、能由表中的数算出的不报；"
        "年份、序号、提法里的数字、时长和名次不算。",
        bad=("培训干部320人，服务群众1200人次。",),
        good=("召开会议63次，走访企业28家，培训干部320人，培训干部和会议各有记录。",),
    ),
    Rule(
        code="AR315",
        name="unused-fact",
        severity="info",
        message="事实表里有{number}个数没有写进草稿：{listed}。",
        suggestion="需要的写进草稿；不需要的在事实表备注“不适用”。",
        find=find_unused_facts,
        given=_FACTS,
        source="实务",
        explanation="用--facts给出事实表时，列出草稿里没有用到的数，全文只提示一次。",
        bad=("走访企业28家。",),
        good=("召开会议63次，走访企业28家，培训干部320人。",),
    ),
)

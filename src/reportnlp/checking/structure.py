"""The order of headings and lists, and what a report of its kind must have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.lists import mixed_items
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Document, Paragraph, Span
from reportnlp.extraction.headings import Heading
from reportnlp.patterns import Pattern

_ORDER = ("part", "chinese", "bracketed", "padded", "arabic", "round", "circled")


def find_heading_gaps(draft: Draft) -> Iterator[Fault]:
    """一、 then 三、: every sign in its own level, counted anew below each higher sign."""
    last: dict[str, Heading] = {}
    ever: dict[str, int] = {}
    signs = draft.signs
    filled = odd_signs(signs) | {after.sign for _, _, after in _filled_gaps(signs)}
    for index, sign in enumerate(signs):
        rank = _ORDER.index(sign.style)
        before = last.get(sign.style)
        goes_on = ever.get(sign.style, 0) == sign.number - 1
        ever[sign.style] = sign.number
        for lower in _ORDER[rank + 1 :]:
            last.pop(lower, None)
        last[sign.style] = sign
        if before is None:
            headless = sign.number > 1 and (rank <= 1 or _begins_at_two(signs, index, goes_on))
            if headless and sign.sign not in filled:
                yield Fault(sign.sign, {"what": "前面没有第一个"}, severity="warning")
            continue
        if sign.number == 1 == before.number and _stands_twice(draft, before, signs, index):
            related = (Related(before.sign, "上一个序号在这里"),)
            yield Fault(sign.sign, {"what": "与上一个重复"}, related=related)
            continue
        if sign.number == before.number + 1 or sign.number == 1 or sign.sign in filled:
            continue
        related = (Related(before.sign, "上一个序号在这里"),)
        if sign.number == before.number:
            yield Fault(sign.sign, {"what": "与上一个重复"}, related=related)
        elif sign.number > before.number:
            yield Fault(sign.sign, {"what": "跳号"}, related=related)
        else:
            yield Fault(sign.sign, {"what": "倒退"}, related=related)


def _begins_at_two(signs: tuple[Heading, ...], index: int, goes_on: bool) -> bool:
    """（二） （三） below a new 二、, where the numbers do not run through the whole text."""
    sign = signs[index]
    if sign.style != "bracketed" or sign.number != 2 or goes_on:
        return False
    after = next((other for other in signs[index + 1 :] if other.style == sign.style), None)
    return after is not None and after.number == sign.number + 1


def _stands_twice(draft: Draft, before: Heading, signs: tuple[Heading, ...], index: int) -> bool:
    """一、 …一、 …二、 with nothing between that could open a new list."""
    sign = signs[index]
    after = next((other for other in signs[index + 1 :] if other.style == sign.style), None)
    if sign.style != "chinese" or after is None or after.number != sign.number + 1:
        return False
    return not any(
        before.paragraph < heading.paragraph < sign.paragraph and not len(heading.sign)
        for heading in draft.headings
    )


def _in_another_style(signs: tuple[Heading, ...]) -> Iterator[tuple[Heading, Heading]]:
    """（一） （二） 3、: a sign that goes on from one of another style, not from its own."""
    last: dict[str, int] = {}
    for before, sign in itertools.pairwise((None, *signs)):
        if sign is None:
            continue
        own = last.get(sign.style)
        last[sign.style] = sign.number
        if before is None or before.style == sign.style or own == sign.number - 1:
            continue
        if sign.number >= 3 and before.number == sign.number - 1:
            yield before, sign


def _filled_gaps(signs: tuple[Heading, ...]) -> Iterator[tuple[Heading, Heading, Heading]]:
    """Three signs in a row of which the middle one has the right number in another style."""
    for index, before in enumerate(signs):
        after = next((i for i in range(index + 1, len(signs)) if signs[i].style == before.style), 0)
        if not after or signs[after].number != before.number + 2:
            continue
        inner = signs[index + 1 : after]
        fitting = [sign for sign in inner if sign.number == before.number + 1]
        if len(fitting) == 1 and all(s.style != fitting[0].style or s.number != 1 for s in inner):
            yield before, fitting[0], signs[after]


def odd_signs(signs: tuple[Heading, ...]) -> frozenset[Span]:
    """The signs that go on in another style: what else is wrong with them is not said."""
    return frozenset(
        [between.sign for _, between, _ in _filled_gaps(signs)]
        + [odd.sign for _, odd in _in_another_style(signs)]
    )


def find_mixed_numbering(draft: Draft) -> Iterator[Fault]:
    """（一）…(二): one level written in two ways; and the （3） in （一） （二） （3） （四）."""
    text = draft.text
    signs = draft.signs
    inner: set[Span] = set()
    for before, between, _ in _filled_gaps(signs):
        inner.add(between.sign)
        yield Fault(between.sign, {"right": before.sign.cut(text).strip()})
    for before, odd in _in_another_style(signs):
        if odd.sign not in inner and before.sign not in inner:
            yield Fault(odd.sign, {"right": before.sign.cut(text).strip()})
    for item, other in mixed_items(draft.items):
        yield Fault(item.span, {"right": other.span.cut(text).strip("，,、")})
    groups: dict[str, dict[bool, list[Span]]] = {}
    for sign in signs:
        written = sign.sign.cut(text)
        if sign.style in ("bracketed", "round"):
            groups.setdefault(sign.style, {}).setdefault(
                "(" in written or ")" in written, []
            ).append(sign.sign)
    for forms in groups.values():
        if len(forms) == 2:
            first, second = forms.values()
            fewer = second if len(second) <= len(first) else first
            common = (first if fewer is second else second)[0].cut(text).strip()
            for span in fewer:
                yield Fault(span, {"right": common})


def find_empty_sections(draft: Draft) -> Iterator[Fault]:
    """A heading with the next heading right behind it, or with nothing."""
    document = draft.document
    filled = [
        index
        for index, paragraph in enumerate(document.paragraphs)
        if paragraph.span.cut(document.text).strip()
    ]
    following = dict(itertools.pairwise(filled))
    by_paragraph = {heading.paragraph: heading for heading in draft.headings}
    last_body = max((i for i in filled if not _is_apart(document.paragraphs[i].origin)), default=-1)
    listed = set(_listed(draft.headings))
    later = {(h.style, h.number, h.title): h.paragraph for h in draft.headings}
    for heading in draft.headings:
        if heading.run_in or heading.style in ("bare", "dash", "circled", "round"):
            continue
        repeated = later[heading.style, heading.number, heading.title] > heading.paragraph
        if heading.paragraph in listed or repeated:
            continue  # an agenda, a table of contents
        next_index = following.get(heading.paragraph)
        if next_index is not None and _is_left_out(document.paragraphs[next_index], document.text):
            next_index = following.get(next_index)
        if heading.paragraph == last_body:
            if len(draft.headings) > 1 and heading.style != "arabic":
                yield Fault(heading.span)
            continue
        if next_index is None:
            continue
        if _is_plain(heading) and _is_signed(document, filled[filled.index(next_index) :]):
            yield Fault(heading.span)
            continue
        after = by_paragraph.get(next_index)
        if after is None or document.paragraphs[next_index].origin:
            continue
        if after.style == heading.style and not after.run_in and heading.style == "arabic":
            continue
        if after.level <= heading.level and after.style not in ("bare", "lenticular", "dash"):
            yield Fault(heading.span)


_FEWEST_LISTED = 3
_LEFT_OUT = frozenset(["略", "略。", "（略）", "此处略", "此处略。", "内容略", "内容略。"])


def _listed(headings: tuple[Heading, ...]) -> Iterator[int]:
    """The paragraphs of three headings or more in a row, line by line: an agenda, no sections."""
    run: list[Heading] = []
    for heading in (*headings, None):
        joins = (
            heading is not None
            and bool(run)
            and heading.paragraph == run[-1].paragraph + 1
            and heading.style == run[-1].style
            and not heading.run_in
        )
        if not joins:
            if len(run) >= _FEWEST_LISTED:
                yield from (member.paragraph for member in run)
            run = []
        if heading is not None:
            run.append(heading)


_SIGNED = Pattern(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
_LONGEST_SIGNATURE = 20
_LONGEST_PLAIN = 10


def _is_plain(heading: Heading) -> bool:
    """二、意见建议: a title of a few words, no sentence without its stop."""
    title = heading.title
    return (
        heading.style in ("chinese", "bracketed")
        and heading.number > 1
        and len(title) <= _LONGEST_PLAIN
        and not any(character in title for character in "，。；：、")
    )


def _is_signed(document: Document, rest: list[int]) -> bool:
    """Whether nothing but who signs and the day of it follows."""
    if len(rest) != 2:
        return False
    who, day = (document.paragraphs[i].span.cut(document.text).strip() for i in rest)
    named = len(who) <= _LONGEST_SIGNATURE and not any(c in who for c in "，。；：、")
    return named and _SIGNED.fullmatch(day) is not None


def _is_left_out(paragraph: Paragraph, text: str) -> bool:
    return paragraph.span.cut(text).strip() in _LEFT_OUT


def _is_apart(origin: str) -> bool:
    return origin.startswith(("页眉", "页脚", "脚注", "尾注"))


_DEBRIEF = Pattern(r"述职")
_PROBLEM_CUES = Pattern(
    r"问题|不足|短板|差距|困难|薄弱|弱项|欠缺|不够|有待(?:加强|提高|提升|改进)|瓶颈|制约|不到位|不平衡|不强"
)
_PLAN_CUES = Pattern(
    r"思路|打算|计划|下一步|下步|今后|努力方向|明年|来年|安排|改进措施|整改措施|下阶段|新的一年|接下来|将(?:继续|进一步|认真|坚持|着力|重点|持续)|"
    r"我们将|我将|本人将|20[0-9]{2}年，(?:我|全)"
)


_PROBLEMS_TOLD = Pattern(
    r"存在的?(?:一些|不少|主要)?(?:问题|不足|差距|短板|困难)|清醒地?(?:看到|认识到)|不足之处|(?:问题|不足|差距)主要(?:是|有|表现)|还有不少(?:问题|不足|差距)"
)
_PLANS_TOLD = Pattern(
    r"下一步|下步|新的一年|接下来|今后(?:工作|一个时期|，)|努力方向|明年(?:，|工作|我|将)|来年|下一阶段|下阶段"
)
_SURE = 0.5
_WHOLE = 1000
_OUTLINED = 240
_FEWEST_HEADINGS = 3
"""Shorter texts are excerpts or notes rather than reports; those with headings may be shorter."""


def find_missing_sections(draft: Draft) -> Iterator[Fault]:
    """A 述职报告 that names no problems or no plans.

    Headings and cue sentences are looked at first; the sections, which cost more, where they say
    nothing.
    """
    text = draft.text
    short = len(text) < (_WHOLE if len(draft.headings) < _FEWEST_HEADINGS else _OUTLINED)
    if short or not draft.document.paragraphs:
        return
    title = draft.document.paragraphs[0].span
    if not _DEBRIEF.search(title.cut(text)):
        return
    titles = [heading.title for heading in draft.headings]
    told = {
        "problems": _is_told(titles, _PROBLEM_CUES, text, _PROBLEMS_TOLD, title.end),
        "plans": _is_told(titles, _PLAN_CUES, text, _PLANS_TOLD, title.end),
    }
    if all(told.values()):
        return
    from reportnlp.extraction.sections import find_labels

    found = find_labels(draft.document, frozenset(k for k, v in told.items() if not v), _SURE)
    missing = [
        words
        for label, words in (("problems", "存在问题"), ("plans", "下步思路"))
        if not told[label] and label not in found
    ]
    if missing:
        yield Fault(title, {"what": "”和“".join(missing)})


def _is_told(titles: list[str], heads: Pattern, text: str, cues: Pattern, start: int) -> bool:
    return any(heads.search(title) for title in titles) or cues.search(text, start) is not None


RULES = (
    Rule(
        code="ST502",
        name="heading-gap",
        severity="error",
        message="标题序号“{quote}”不连续：{what}。",
        suggestion="检查是否漏了一节，或改正序号。",
        find=find_heading_gaps,
        source="标准 GB/T 9704-2012 7.3.3",
        explanation="同级标题的序号要连续，各级在上一级之下重新起算。",
        bad=("一、工作成效\n全年召开会议12次。\n三、工作思路\n继续抓好学习。",),
        good=(
            "一、工作成效\n（一）抓学习。学习12次。\n（二）抓作风。检查3次。\n二、工作思路\n（一）继续学习。全面推进。",
        ),
    ),
    Rule(
        code="ST503",
        name="numbering-style",
        severity="warning",
        message="同级序号写法不一：“{quote}”与“{right}”。",
        suggestion="同一级只用一种写法。",
        find=find_mixed_numbering,
        source="实务",
        explanation="同一级标题的括号、圆点要一致；一组“一是、二是”里不换用“第三”。",
        bad=(
            "（一）抓学习。全年学习12次。\n(二)抓作风。全年检查3次。",
            "（一）抓学习。学习12次。\n（二）抓作风。检查6次。\n3.抓服务。办实事8件。",
            "一是摸底到位；二是整改到位；第三，督导到位。",
        ),
        good=(
            "（一）抓学习。全年学习12次。\n（二）抓作风。全年检查3次。",
            "一是规范管理，第一，制度上墙；第二，台账齐全。二是强化考核。",
        ),
    ),
    Rule(
        code="PH118",
        name="empty-section",
        severity="error",
        message="标题“{quote}”下面没有内容。",
        suggestion="补上内容，或删去标题。",
        find=find_empty_sections,
        source="实务",
        explanation="标题之下紧接同级或更高一级的标题，说明这一节还没写。",
        bad=("一、工作成效\n全年召开会议12次。\n二、存在问题\n三、工作思路\n继续抓好学习。",),
        good=("一、工作成效\n（一）抓学习\n全年召开会议12次。\n二、存在问题\n学习不够深入。",),
    ),
    Rule(
        code="ST504",
        name="missing-section",
        severity="warning",
        message="述职报告里没有找到“{what}”。",
        suggestion="补上这一部分。",
        find=find_missing_sections,
        triggers="述",
        source="实务",
        explanation="述职报告一般要讲成效、问题和思路。",
        bad=(
            "某局2023年度述职报告\n".replace("某", "县")
            + "全年按照部署开展各项业务，召开会议12次，走访企业28家。" * 1
            + "".join(
                f"组织第{i}批干部开展业务培训和实地走访，推动项目落地见效。" for i in range(1, 48)
            ),
        ),
        good=(
            "县局2023年度述职报告\n全年召开会议12次。\n一、存在问题\n学习不深入。\n二、工作思路\n继续学习。",
        ),
    ),
)

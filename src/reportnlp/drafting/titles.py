"""The wording of topic headings: parallel ones from the topics, or after a past report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.drafting.names import starts_with_verb
from reportnlp.drafting.outline import Topic
from reportnlp.drafting.past import PastReport
from reportnlp.drafting.template import says_something
from reportnlp.drafting.themes import fitting_phrase
from reportnlp.drafting.wording import Choice

_LONGEST = 8
_FIELD = 3
_USUAL = 4
_MIN_FRAME = 2
_TAKE_UP = "抓"
_WORKS = tuple(
    "建设 教育 服务 治理 管理 检察 防控 整治 检查 监管 推广 保障 指导 宣传 帮扶 救援 培养 培训 "
    "研究 监测 检测 防御 预防 预警 保护 经营 运营 生产 招商 防灾 交流 规划".split()
)
"""Ends of topics that name a piece of work, so that 抓实 may stand before them."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Topic headings.

    past:         whose headings are followed; None for ours.
    keep_slogans: whether set phrases of the past report may stand in them.
    allowed:      text of the facts: a set phrase that stands there may be used.
    """

    past: PastReport | None
    keep_slogans: bool
    allowed: str

    def of(self, topics: Sequence[Topic], label: str, choice: Choice) -> dict[str, str]:
        """Topic -> heading, for the topics of one section; no heading is used for two."""
        titles = [topic.title for topic in topics if topic.title]
        past = self.past.titles_of(label) if self.past is not None else ()
        if self.past is not None and past:
            before, after = _frame(past)
            if before or after:
                framed = {title: _framed(title, before, after) for title in titles}
                return framed | self._of_past(titles, label, self.past)
            if all(len(title) <= _LONGEST for title in past):
                return _bare(titles, label) | self._of_past(titles, label, self.past)
        if label != "plans" and _can_be_parallel(titles):
            found = _parallel(titles, choice)
        else:
            found = _bare(titles, label)
        return found if self.past is None else found | self._of_past(titles, label, self.past)

    def _of_past(self, titles: Sequence[str], label: str, past: PastReport) -> dict[str, str]:
        """Topic -> heading, for those topics of which the past report has one; none for two."""
        found: dict[str, str] = {}
        for title in titles:
            own = past.title_like(
                title, label, allowed=self.allowed, keep_slogans=self.keep_slogans
            )
            if own != title and own not in found.values():
                found[title] = own
        return found


def _as_they_are(titles: Sequence[str]) -> dict[str, str]:
    return {title: title for title in titles}


def _bare(titles: Sequence[str], label: str) -> dict[str, str]:
    return {title: _field(title) if label == "plans" else title for title in titles}


def _framed(title: str, before: str, after: str) -> str:
    """在资源建设上下功夫, 抓资源建设; 建强支部 wants no verb more."""
    is_whole = bool(before) and not after and says_something(title)
    return title if is_whole else f"{before}{title}{after}"


def _field(title: str) -> str:
    """学科方面: a field of few characters is no heading by itself."""
    return title if len(title) > _FIELD or says_something(title) else f"{title}方面"


def _frame(titles: Sequence[str]) -> tuple[str, str]:
    """What all past headings begin and end with: 在…上下功夫; nothing where that is little."""
    if len(titles) < _MIN_FRAME:
        return "", ""
    before = _common_head(titles)
    after = _common_head([title[len(before) :][::-1] for title in titles])[::-1]
    whole = len(before) + len(after) >= _MIN_FRAME or (before == _TAKE_UP and not after)
    return (before, after) if whole else ("", "")


def _common_head(titles: Sequence[str]) -> str:
    size = 0
    while len({title[: size + 1] for title in titles}) == 1 and size < len(titles[0]):
        size += 1
    return titles[0][:size]


def _can_be_parallel(titles: Sequence[str]) -> bool:
    return len(titles) >= _MIN_FRAME and all(
        len(title) <= _LONGEST and title.isalnum() for title in titles
    )


def _parallel(titles: Sequence[str], choice: Choice) -> dict[str, str]:
    """Headings of one shape: 抓实医疗服务, or 医疗服务用心用情."""
    works = all(title.endswith(_WORKS) and not starts_with_verb(title) for title in titles)
    if works and choice.order(("动宾", "主谓"), "".join(titles))[0] == "动宾":
        verbs = [choice.take(fitting_phrase("heading-verb", t, "", choice)) for t in titles]
        if all(verbs):
            return {title: f"{verb}{title}" for title, verb in zip(titles, verbs, strict=True)}
    usual = sum(len(title) == _USUAL for title in titles) * 2 >= len(titles)
    headings: dict[str, str] = {}
    for title in titles:
        predicate = fitting_phrase("heading", title, "", choice)
        if not predicate:
            return _as_they_are(titles)
        choice.take(predicate)
        is_short = usual and len(title) == 2 and not says_something(title)
        headings[title] = f"{title}{'工作' if is_short else ''}{predicate}"
    return headings

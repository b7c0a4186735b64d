"""Names of offices, places and works as a text uses them: what stands before 局, 中心, 大桥."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.document import Span
from reportnlp.resources.loading import load_rows

# A name with its head is hardly ever longer.
_LONGEST = 20
# What stands between a name and the words before it, and hardly ever within a name.
_EDGES = frozenset("的了在是被把将以于到至赴让这那其该此们并也个我你他她它各某每为及但而仍与和、")
# Words that stand before a name where it opens a clause: 由县统计局牵头.
_OPENINGS = frozenset("由对从据按受和与")
# By their first characters.
_EDGE_WORDS = {
    first: tuple(group)
    for first, group in itertools.groupby(
        sorted(
            (
                "委托 会同 依托 利用 通过 联合 按照 配合 争取 协调 邀请 深入 走访 组织 开展"
                " 推进 推动 完成 加强 加快 支持 发挥 指导 协助 实施 围绕 根据 成立 建立 启动"
                " 参加 召开 举办 督促 检查 联系 移交 建成 新建 改造 打造 获评 获得 荣获 强化"
                " 接受 落实 选派 派驻 前往 带领 帮助 服务于 现场 期间 年底 今年 去年 全年"
                " 目前 其中 以及 设立 创建 入驻 引进 走进 对接 报送"
            ).split()
        ),
        key=lambda word: word[0],
    )
}
LEVELS = frozenset("省市县区镇乡州旗村")


@dataclass(frozen=True, slots=True)
class ProperName:
    """The words before a head, as far as they may belong to the name.

    span: with the head.
    core: without the head; it may begin with words that are no part of the name.
    head: 局, 中心, 大桥.
    kind: heads of one kind are taken for one another; "" for those that are not.
    """

    span: Span
    core: str
    head: str
    kind: str


def find_proper_names(text: str) -> Iterator[ProperName]:
    """The names of a text in their order; those of fewer than two characters are left out."""
    pattern, kinds = _heads()
    end = 0
    for match in pattern.finditer(text):
        start = _left_edge(text, match.start(), max(match.start() - _LONGEST, 0), end)
        core = text[start : match.start()]
        end = match.end()
        if len(core) >= 2:
            yield ProperName(Span(start, end), core, match.group(), kinds[match.group()])


def _left_edge(text: str, end: int, least: int, last: int) -> int:
    """Where the words before `end` begin that may be a name.

    last: the end of the name before: 和 behind it joins two names and is no part of one.
    """
    start = end
    while start > least:
        character = text[start - 1]
        if not "\u4e00" <= character <= "\u9fff":
            break
        is_link = (
            character in "和与"
            and end - start >= 2
            and start - 1 != last
            and text[start] not in LEVELS
        )
        if character in _EDGES and not is_link:
            break
        start -= 1
    words = text[start:end]
    behind = _behind_edge_word(words)
    if behind == 0 and len(words) > 2 and words[0] in _OPENINGS:
        return start + 1
    return start + behind


def _behind_edge_word(words: str) -> int:
    """Where the name begins behind 委托, 会同 and the like; 组织部 is a name all the same."""
    for at in range(len(words) - 4, -1, -1):
        for word in _EDGE_WORDS.get(words[at], ()):
            if words.startswith(word, at) and at + len(word) + 2 <= len(words):
                return at + len(word)
    return 0


@functools.cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = sorted(load_rows("name_heads"), key=lambda row: -len(row[0]))
    # The head first: a search for its first characters is much faster than one that looks back.
    parts = [
        head
        + ("" if before == "-" else f"(?<![{before}]{head})")
        + ("" if after == "-" else f"(?![{after}])")
        for head, before, after, *_ in rows
    ]
    return re.compile("|".join(parts)), {row[0]: row[3].replace("-", "") for row in rows}

"""What is done first and what is done of it then: 受理 and 办结, 发现 and 整改, 应到 and 实到."""

from __future__ import annotations

import functools

from reportnlp.resources.loading import load_rows

_SAID_BESIDES = ("到位", "完成", "完毕", "成功", "人数", "了", "各类", "的", "达")
_OF_ANYTHING = "*"


@functools.cache
def _stages() -> tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]:
    """The rows of stages.tsv: what is done first, what then, and whether of anything."""
    return tuple(
        (tuple(first.split("|")), tuple(then.split("|")), _OF_ANYTHING in more)
        for first, then, *more in load_rows("stages")
    )


def is_later_stage(before: str, after: str) -> bool:
    """受理信访件, 办结信访事项: what is settled was received first, and is the same thing.

    after: what is said before the second figure, or behind it: 48家符合规范要求.
    """
    for first, then, of_anything in _stages():
        if any(word in before for word in first):
            for word in then:
                _, found, thing = after.partition(word)
                if found and (of_anything or _is_same_thing(thing, before, then)):
                    return True
    return False


def _is_same_thing(thing: str, before: str, deeds: tuple[str, ...]) -> bool:
    for word in (*deeds, *_SAID_BESIDES):
        thing = thing.removeprefix(word)
    return len(thing) < 2 or any(thing[i : i + 2] in before for i in range(len(thing) - 1))

"""Regular expressions that cost nothing until they are used."""

from __future__ import annotations

import re
from functools import cache, cached_property

TYPE_CHECKING = False  # what a type checker takes for true, without loading what few need
if TYPE_CHECKING:
    import sys
    from collections.abc import Callable, Iterator
    from typing import Protocol

    class _Look(Protocol):
        def __call__(
            self, text: str, pos: int = 0, endpos: int = sys.maxsize, /
        ) -> re.Match[str] | None: ...

    class _LookForAll(Protocol):
        def __call__(
            self, text: str, pos: int = 0, endpos: int = sys.maxsize, /
        ) -> Iterator[re.Match[str]]: ...


_compiled = cache(re.compile)


class Pattern(str):
    """A regular expression that is compiled at first use.

    Most rules never run on most texts; compiling all their patterns would take longer than a check.
    A method that was asked for once stays in the instance, so that from then on it costs what it
    costs with a compiled expression.
    """

    @cached_property
    def search(self) -> _Look:
        return _compiled(self).search

    @cached_property
    def match(self) -> _Look:
        return _compiled(self).match

    @cached_property
    def fullmatch(self) -> _Look:
        return _compiled(self).fullmatch

    @cached_property
    def finditer(self) -> _LookForAll:
        return _compiled(self).finditer

    @cached_property
    def findall(self) -> Callable[[str], list[str]]:
        return _compiled(self).findall

    def sub(self, replacement: str, text: str) -> str:
        return _compiled(self).sub(replacement, text)

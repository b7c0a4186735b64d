"""Regular expressions that cost nothing until they are used."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterator

_compiled = functools.cache(re.compile)


class Pattern(str):
    """A regular expression that is compiled, and kept, at first use.

    Most rules never run on most texts; compiling all their patterns would take longer than a check.
    """

    __slots__ = ()

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return _compiled(self).search(text, pos, endpos)

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return _compiled(self).match(text, pos, endpos)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return _compiled(self).fullmatch(text)

    def finditer(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        return _compiled(self).finditer(text, pos, endpos)

    def findall(self, text: str) -> list[str]:
        found: list[str] = _compiled(self).findall(text)
        return found

    def sub(self, replacement: str, text: str) -> str:
        return _compiled(self).sub(replacement, text)

"""Regular expressions that cost nothing until they are used."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


class Pattern(str):
    """A regular expression that `re` compiles, and keeps in its own cache, at first use.

    Most rules never run on most texts; compiling all their patterns would take longer than a check.
    """

    __slots__ = ()

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return re.compile(self).search(text, pos, endpos)

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return re.compile(self).match(text, pos, endpos)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return re.compile(self).fullmatch(text)

    def finditer(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        return re.compile(self).finditer(text, pos, endpos)

    def findall(self, text: str) -> list[str]:
        found: list[str] = re.compile(self).findall(text)
        return found

    def sub(self, replacement: str, text: str) -> str:
        return re.compile(self).sub(replacement, text)

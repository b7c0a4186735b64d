"""Regular expressions that cost nothing until they are used, and little in the next process.

To compile those that one check needs takes as long as all the rest of it. So `keep` stores what
they were compiled to beside the byte code of this module, for the same Python to take up again.
"""

from __future__ import annotations

import contextlib
import importlib
import marshal
import os
import re
import sys
from functools import cache, cached_property
from pathlib import Path

TYPE_CHECKING = False  # what a type checker takes for true, without loading what few need
if TYPE_CHECKING:
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

    _Kept = dict[str, tuple[int, bytes, int, dict[str, int]]]
    """By pattern: flags, code in machine words, number of groups, groups by name."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    kept = _kept().get(pattern)
    if kept is None:
        _compiled_here().append(pattern)
        return re.compile(pattern)
    flags, code, groups, by_name = kept
    names: list[str | None] = [None] * (groups + 1)
    for name, group in by_name.items():
        names[group] = name
    words = memoryview(code).cast("I").tolist()
    built: re.Pattern[str] = _sre.compile(pattern, flags, words, groups, by_name, tuple(names))
    return built


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


@cache
def _compiled_here() -> list[str]:
    """The patterns that this process had to compile; it grows as they are used."""
    return []


# What makes and takes compiled expressions is private to `re`, and has no type hints.
_sre = importlib.import_module("_sre")
_PYTHON = (sys.hexversion, _sre.MAGIC, _sre.CODESIZE)


def _home() -> Path | None:
    """Where compiled patterns are kept; None where there is no place for byte code."""
    place = __spec__.cached if __spec__ is not None else None
    return Path(place).with_suffix(".patterns") if place else None


@cache
def _kept() -> _Kept:
    """What an earlier process kept; nothing if that was another Python's, or none at all."""
    home = _home()
    if home is None:
        return {}
    try:
        python, kept = marshal.loads(home.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if python == _PYTHON else {}


def keep() -> None:
    """Store what was compiled in this process; nothing where Python must not store byte code.

    Only the patterns that stand in our modules: others may hold words of the text.
    """
    home = _home()
    new = [] if sys.dont_write_bytecode or home is None else _declared(_compiled_here())
    if home is None or not new:
        return
    codes = {**_kept(), **{pattern: _code(pattern) for pattern in new}}
    draft = home.with_suffix(f".patterns{os.getpid()}")
    with contextlib.suppress(OSError):
        draft.write_bytes(marshal.dumps((_PYTHON, codes)))
        draft.replace(home)


def _declared(patterns: list[str]) -> list[str]:
    names = [name for name in sys.modules if name.startswith("reportnlp.")] if patterns else []
    values = (value for name in names for value in vars(sys.modules[name]).values())
    ours = {value for value in values if isinstance(value, Pattern)}
    return [str(pattern) for pattern in patterns if pattern in ours]


def _code(pattern: str) -> tuple[int, bytes, int, dict[str, int]]:
    compiler = importlib.import_module("re._compiler")
    compiled = re.compile(pattern)
    words = compiler._code(compiler._parser.parse(pattern), 0)
    code = b"".join(word.to_bytes(_sre.CODESIZE, sys.byteorder) for word in words)
    return compiled.flags, code, compiled.groups, dict(compiled.groupindex)

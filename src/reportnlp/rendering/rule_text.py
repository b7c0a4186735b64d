"""What a view tells of a rule."""

from __future__ import annotations

from typing import Protocol


class RuleText(Protocol):
    """What a view tells of a rule; a `Rule` of reportnlp.checking is one."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def suggestion(self) -> str: ...
    @property
    def explanation(self) -> str: ...
    @property
    def source(self) -> str: ...

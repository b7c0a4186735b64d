"""Facts made in memory, and a generator that answers what a test tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reportnlp.drafting.generator import Answer, ModelCard, Request
from reportnlp.extraction.numerals import find_quantities
from reportnlp.facts import Fact, Facts


def figure(
    name: str,
    figure: str,
    unit: str = "",
    *,
    section: str = "achievements",
    topic: str = "",
    mark: str = "",
    approx: str = "",
    period: str = "",
) -> Fact:
    """A fact with a figure as the reader of facts files would give it."""
    if not figure:
        return Fact(name, section, topic, name, unit=unit, period=period)
    value: Decimal | None = None
    value_max: Decimal | None = None
    base = unit
    found = find_quantities(f"共{figure.lstrip('-')}{unit}，")
    if found:
        value, value_max, base = found[0].value, found[0].value_max, found[0].unit
    if value is None:
        value = Decimal(figure)
    if figure.startswith("-"):
        value = -value
    return Fact(
        f"{name}{figure}", section, topic, name, figure, unit, mark, approx, value, value_max, base,
        period,
    )  # fmt: skip


def words(note: str, *, section: str = "achievements", topic: str = "") -> Fact:
    """A deed, problem or plan in words."""
    return Fact(note, section, topic, note=note)


def facts_of(
    *facts: Fact, unit: str = "云岭县档案馆", year: str = "2023", kind: str = "工作总结"
) -> Facts:
    return Facts(facts, unit=unit, year=year, kind=kind)


@dataclass(slots=True)
class Scripted:
    """Answers from a list, over and over; remembers what it was asked.

    likes: a word that makes a sentence likely; "" for a model that cannot tell.
    """

    answers: Sequence[str]
    backend: str = "huggingface"
    guarded: bool = True
    finished: bool = True
    likes: str = ""
    asked: list[Request] = field(default_factory=list)

    @property
    def card(self) -> ModelCard:
        return ModelCard(self.backend, "脚本", "0" * 64)

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        start = len(self.asked) * count
        self.asked.append(request)
        texts = [self.answers[(start + i) % len(self.answers)] for i in range(count)]
        if on_text is not None:
            on_text(texts[0])
        return tuple(Answer(text, self.finished) for text in texts)

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        return tuple(-1.0 if self.likes in text else -4.0 for text in texts) if self.likes else None

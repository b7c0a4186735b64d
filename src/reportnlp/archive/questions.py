"""What a question to the archive asks for: phrases, and the years, unit and section it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportnlp.archive.words import folded, words_of
from reportnlp.patterns import Pattern

_QUOTED = Pattern(r"[“\"「]([^“”\"「」]{1,80})[”\"」]")
_YEARS = Pattern(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*年?\s*(?:[-—–~～至到])+\s*((?:19|20)[0-9]{2})(?![0-9])年?度?|"
    r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])年?度?"
)
_SECTION_CUES = (
    ("plans", Pattern(r"思路|打算|下一步|今后|来年|明年|工作安排|工作计划|计划怎么|准备怎么")),
    ("problems", Pattern(r"存在问题|哪些问题|什么问题|不足|短板|困难|差距|薄弱")),
    ("achievements", Pattern(r"成效|成绩|做了什么|取得|完成了")),
)
# What only makes a sentence a question; it says nothing of what is looked for.
_IDLE = Pattern(
    r"怎么样|怎么|如何|怎样|哪一年|哪年|哪些|哪个|哪里|哪|什么时候|什么|多少|几|是否|有没有|有无|为什么|"
    r"我们|我局|咱们|他们|你们|当时|曾经|以前|过去|那年|报告里|报告中|报告|总结里|总结|材料|"
    r"表述|提法|写法|写的|写过|写|说的|说过|说|提到|提出|讲|关于|有关|方面|情况|一下|请问|"
    r"思路|打算|下一步|今后|来年|工作安排|成效|存在问题|问题|"
    r"[吗呢吧的了是在和与及对把被从给就都也还有过着请第？?，。、！；：…—\s]"
)
_SHORTEST_UNIT = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    phrases:  that must stand word for word, for the exact search; folded.
    topics:   pieces of what it is about, for the search by likeness.
    years:    that it names, both ends included; None for none.
    units:    of the archive that it names.
    section:  that it names, "" for none.
    """

    phrases: tuple[str, ...]
    topics: tuple[str, ...]
    years: tuple[int, int] | None
    units: tuple[str, ...]
    section: str

    @property
    def exact(self) -> str:
        """The FTS5 expression of the exact search; "" where no phrase has a word."""
        return " AND ".join(
            _phrase(words_of(phrase)) for phrase in self.phrases if words_of(phrase)
        )

    @property
    def alike(self) -> str:
        """The FTS5 expression of the search by likeness."""
        words = dict.fromkeys(word for topic in self.topics for word in words_of(topic).split())
        return " OR ".join(f'"{word}"' for word in words)


def understood(question: str, units: Sequence[str]) -> Question:
    """Takes a question apart.

    units: all those of the archive.
    """
    text = folded(question).strip()
    quoted = _QUOTED.findall(text)
    bare = _QUOTED.sub(" ", text)
    phrases = tuple(dict.fromkeys([*quoted, *bare.split()]))
    years = _years(bare)
    rest = _YEARS.sub(" ", bare)
    named, rest = _units(rest, units)
    section = next((label for label, cue in _SECTION_CUES if cue.search(rest)), "")
    pieces = _IDLE.sub(" ", rest).split()
    # One character left over says little beside whole words.
    topics = [*quoted, *([one for one in pieces if len(one) > 1] or pieces)]
    return Question(phrases, tuple(topics), years, named, section)


def _phrase(words: str) -> str:
    """Words in a row; one character alone stands for every word that begins with it."""
    tail = " *" if len(words) == 1 and not words.isascii() else ""
    return f'"{words}"{tail}'


def _years(text: str) -> tuple[int, int] | None:
    found = [int(year) for match in _YEARS.finditer(text) for year in match.groups() if year]
    return (min(found), max(found)) if found else None


def _units(text: str, units: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The units whose name, or the longest end of it, stands in the text; the text without it."""
    best, found = "", []
    for unit in units:
        end = next(
            (unit[n:] for n in range(len(unit) - _SHORTEST_UNIT + 1) if unit[n:] in text), ""
        )
        if len(end) > len(best):
            best, found = end, [unit]
        elif end and end == best:
            found.append(unit)
    return tuple(found), text.replace(best, " ") if best else text

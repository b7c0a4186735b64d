"""Which department has to give a figure: a table of keywords that the user writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from reportnlp.collecting.tables import read_separated
from reportnlp.errors import SettingsError
from reportnlp.formats.encodings import decode
from reportnlp.formats.opening import read_bytes, shown

UNASSIGNED = "待分配"
_SPLIT = re.compile(r"[\s、，,;；|/]+")
_HEADS = frozenset(("部门", "责任部门", "科室", "department"))
_MOST_BYTES = 1024 * 1024
_ADVICE = (
    "请一行写一个部门和它的关键词，如“组织科,党员 党支部 党费”，"
    "或用 YAML 写成“组织科: [党员, 党支部]”。"
)


def load_departments(path: Path) -> Mapping[str, tuple[str, ...]]:
    """From a department to its keywords: a .csv or .txt with a department a line, or a .yaml.

    Raises UnreadableFileError, and SettingsError where it is no such table.
    """
    data = read_bytes(path, limit=_MOST_BYTES)
    yaml_like = path.suffix.lower() in (".yaml", ".yml", ".json")
    found = _from_yaml(data, path) if yaml_like else _from_lines(data, path)
    if not found:
        raise SettingsError(f"部门表 {shown(path)} 里没有部门。{_ADVICE}")
    return MappingProxyType({name: tuple(words) for name, words in found.items()})


def _from_lines(data: bytes, path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if path.suffix.lower() in (".csv", ".tsv"):
        lines = read_separated(data, path).lines
        rows = [[line.cells[number].text for number in sorted(line.cells)] for line in lines]
    else:
        text, _ = decode(data, path)
        rows = [re.split(r"[:：,，\t]", line, maxsplit=1) for line in text.split("\n")]
    for number, row in enumerate(rows, start=1):
        name = row[0].strip().lstrip("#")
        if not name or row[0].strip().startswith("#") or (number == 1 and name in _HEADS):
            continue
        words = [word for cell in row[1:] for word in _SPLIT.split(cell) if word]
        if not words:
            raise SettingsError(
                f"部门表 {shown(path)} 第 {number} 行的“{name[:20]}”没有关键词。{_ADVICE}"
            )
        found.setdefault(name, []).extend(words)
    return found


def _from_yaml(data: bytes, path: Path) -> dict[str, list[str]]:
    import yaml

    text, _ = decode(data, path)
    try:
        root = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise SettingsError(f"部门表 {shown(path)} 不合 YAML 格式。{_ADVICE}") from error
    if not isinstance(root, dict):
        raise SettingsError(f"部门表 {shown(path)} 看不懂。{_ADVICE}")
    found: dict[str, list[str]] = {}
    for name, words in root.items():
        listed = words if isinstance(words, list) else [words]
        found[str(name)] = [
            word for item in listed if item is not None for word in _SPLIT.split(str(item)) if word
        ]
        if not found[str(name)]:
            raise SettingsError(f"部门表 {shown(path)} 的“{str(name)[:20]}”没有关键词。{_ADVICE}")
    return found


def department_of(
    departments: Mapping[str, tuple[str, ...]], name: str, topic: str, sentence: str
) -> str:
    """The department whose keywords fit best; `UNASSIGNED` where none does.

    A keyword in the name of the figure counts more than one in the heading, that one more than one
    in the sentence, and a long one more than a short one; among equals the first in the file.
    """
    best, best_score = UNASSIGNED, 0
    for department, words in departments.items():
        score = max(_score(word, name, topic, sentence) for word in words)
        if score > best_score:
            best, best_score = department, score
    return best


def _score(word: str, name: str, topic: str, sentence: str) -> int:
    for weight, text in ((100, name), (50, topic), (1, sentence)):
        if word in text:
            return weight * len(word)
    return 0

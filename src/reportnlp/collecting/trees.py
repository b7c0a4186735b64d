"""Facts as YAML and JSON: the same columns, with the words of either language as keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.collecting.columns import COLUMNS, HEAD_KEYS, bare
from reportnlp.collecting.records import Record, Records
from reportnlp.collecting.tables import Cell
from reportnlp.errors import FactsError
from reportnlp.formats.encodings import decode
from reportnlp.formats.opening import shown

if TYPE_CHECKING:
    import yaml

_FACTS = frozenset(("facts", "事实", "数据", "事项"))
_SCHEMA = "schema"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

Scalar = tuple[str, str]
"""A scalar as written, and its place: "第12行"."""
Row = dict[str, Scalar]


def read_yaml(data: bytes, path: Path) -> Records:
    """The records of a YAML file: a list of facts, or a mapping with `facts` and the head.

    Numbers are kept as they were typed; nothing in the file is ever executed.

    Raises UnreadableFileError, and FactsError where it is no YAML.
    """
    import yaml

    text, _ = decode(data, path)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) and event.start_mark is not None:
                # A few lines of them can unfold to more than fits in memory.
                problem = (
                    f"第{event.start_mark.line + 1}行用了引用（*{event.anchor}），请直接写出内容"
                )
                raise FactsError(shown(path), (problem,))
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"第{mark.line + 1}行" if mark else ""
        problem = f"{where}不合 YAML 格式，请检查缩进、冒号后的空格和引号"
        raise FactsError(shown(path), (problem,)) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FactsError(shown(path), ("不合 YAML 格式，或嵌套太深",)) from error
    if root is None:
        raise FactsError(shown(path), ("没有内容",))
    problems: list[str] = []
    head, rows = _parted_yaml(root, problems)
    return _records(head, rows, problems)


def read_json(data: bytes, path: Path) -> Records:
    """The records of a JSON file, formed as the YAML one; fields and errors likewise."""
    text, _ = decode(data, path)
    problems: list[str] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        for key in {key for key, _ in items}:
            if sum(other == key for other, _ in items) > 1:
                problems.append(f"“{key[:20]}”写了两次")
        return dict(items)

    try:
        root = json.loads(
            text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=pairs
        )
    except json.JSONDecodeError as error:
        problem = f"第{error.lineno}行第{error.colno}个字符不合 JSON 格式，请检查逗号、引号和括号"
        raise FactsError(shown(path), (problem,)) from error
    except RecursionError as error:
        raise FactsError(shown(path), ("嵌套太深",)) from error
    head, rows = _parted_json(root, problems)
    return _records(head, rows, problems)


def _records(head: Row, rows: list[tuple[str, Row]], problems: list[str]) -> Records:
    fields: dict[str, str] = {}
    for word, (value, place) in head.items():
        key = HEAD_KEYS.get(bare(word))
        if key is None:
            problems.append(
                f"{place}“{word[:20]}”不认识。开头可以写 unit、author、year、kind、date，再写 facts"
            )
        elif value not in _NULLS:
            fields[key] = value.strip()
    records = []
    for place, row in rows:
        cells: dict[str, Cell] = {}
        for word, (value, where) in row.items():
            column = COLUMNS.get(bare(word))
            if column is None:
                problems.append(
                    f"{where}“{word[:20]}”不认识。"
                    "可以写 section、topic、name、value、unit、approx、period、source、note"
                )
            elif column in cells:
                problems.append(f"{where}“{word[:20]}”与前面的键是同一栏，请只留一个")
            elif value.strip() and value not in _NULLS:
                cells[column] = Cell(value.strip(), "")
        records.append(Record(place, cells))
    return Records(tuple(records), fields, tuple(problems))


# ------------------------------------------------------------------ YAML


def _parted_yaml(root: yaml.Node, problems: list[str]) -> tuple[Row, list[tuple[str, Row]]]:
    import yaml

    head: Row = {}
    listed: yaml.Node | None = root
    if isinstance(root, yaml.MappingNode):
        listed = None
        for key, value in root.value:
            word, place = _word(key), _line(key)
            if word in _FACTS:
                listed = value
            elif isinstance(value, yaml.ScalarNode):
                if word in head:
                    problems.append(f"{place}“{word[:20]}”写了两次")
                if word != _SCHEMA:
                    head[word] = (value.value, place)
            else:
                problems.append(f"{place}“{word[:20]}”后面应当是一个词，或改名为 facts")
    if not isinstance(listed, yaml.SequenceNode):
        problems.append("没有 facts 列表。每条事实一项，以“- ”开头")
        return head, []
    rows = []
    for node in listed.value:
        if isinstance(node, yaml.MappingNode):
            rows.append((_line(node), _yaml_row(node, problems)))
        else:
            problems.append(f"{_line(node)}应当是“键: 值”的样子，如 name: 学习会")
    return head, rows


def _yaml_row(node: yaml.MappingNode, problems: list[str]) -> Row:
    import yaml

    row: Row = {}
    for key, value in node.value:
        word, place = _word(key), _line(key)
        if not isinstance(value, yaml.ScalarNode):
            problems.append(f"{place}“{word[:20]}”后面应当是一个数或一段文字")
        elif word in row:
            problems.append(f"{place}“{word[:20]}”写了两次")
        else:
            row[word] = (value.value, place)
    return row


def _word(node: yaml.Node) -> str:
    return node.value if isinstance(node.value, str) else ""


def _line(node: yaml.Node) -> str:
    return f"第{node.start_mark.line + 1}行"


# ------------------------------------------------------------------ JSON


def _parted_json(root: object, problems: list[str]) -> tuple[Row, list[tuple[str, Row]]]:
    head: Row = {}
    listed: object = root
    if isinstance(root, dict):
        listed = None
        for word, value in root.items():
            if word in _FACTS:
                listed = value
            elif isinstance(value, dict | list):
                problems.append(f"“{word[:20]}”后面应当是一个词，或改名为 facts")
            elif word != _SCHEMA:
                head[word] = (_scalar(value), "")
    if not isinstance(listed, list):
        problems.append("没有 facts 列表")
        return head, []
    rows = []
    for number, item in enumerate(listed, start=1):
        place = f"第{number}条"
        if not isinstance(item, dict):
            problems.append(f"{place}应当是 {{…}}")
            continue
        row: Row = {}
        for word, value in item.items():
            if isinstance(value, dict | list):
                problems.append(f"{place}“{word[:20]}”后面应当是一个数或一段文字")
            else:
                row[word] = (_scalar(value), place)
        rows.append((place, row))
    return head, rows


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)

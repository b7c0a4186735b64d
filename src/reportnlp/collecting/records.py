"""From sheets of cells to records: where the head is, which column is which, what is said above."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reportnlp.collecting.cells import clean_unit, is_unit
from reportnlp.collecting.columns import COLUMNS, HEAD_KEYS, bare, bracketed, section_of
from reportnlp.collecting.tables import Cell, Line, Sheet

_HEAD_WITHIN = 30
_BESIDE = 4
"""Columns between a word of the head and what it says, where cells are merged."""
_SUMS = frozenset(("合计", "总计", "小计", "共计"))
_FOOTER = re.compile(
    r"(?:填报|填表|制表|审核|审批|负责|联系|经办|统计)(?:人|日期|时间|电话|单位)*[:：]"
    r"|(?:日期|时间|电话|注|说明|备注|填写说明)[:：]"
)
_HEAD_SHEETS = frozenset(("基本情况", "基本信息", "报告信息", "封面"))
_UNREAD_SHEETS = ("填写说明", "填写示例", "填表说明", "说明", "示例", "样例", "读我")


@dataclass(frozen=True, slots=True)
class Record:
    """A row whose columns are known.

    place:   for messages: "“事实”表第5行".
    cells:   from the column ("name", "value", …) to its cell, without empty ones.
    unit:    of the rows that give none: from "数值（万元）" or "单位：万元".
    section: of the rows that give none: from the title of the sheet; "" where it tells none.
    carries: whether an empty section and topic mean "as above", as on paper.
    sheet:   the title of its sheet; nothing is carried from one sheet to the next.
    """

    place: str
    cells: Mapping[str, Cell]
    unit: str = ""
    section: str = ""
    carries: bool = False
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """What a file holds.

    head:     unit, author, year, kind, as far as they are said.
    problems: what cannot be read, a sentence each without its stop.
    notices:  what the writer should know, likewise.
    """

    records: tuple[Record, ...]
    head: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def find_records(sheets: tuple[Sheet, ...]) -> Records:
    """The records of all sheets that have a head row, and the head block above or beside them."""
    records: list[Record] = []
    problems: list[str] = []
    notices: list[str] = []
    head: dict[str, str] = {}
    tables = 0
    for sheet in sheets:
        if sheet.title.strip().startswith(_UNREAD_SHEETS) or not sheet.lines:
            continue
        index, columns, found = _head_row(sheet)
        above = sheet.lines if index < 0 else sheet.lines[:index]
        said, default_unit = _head_block(above)
        for key, value in said.items():
            if head.setdefault(key, value) != value:
                problems.append(
                    f"{sheet.place}的{_KEY_NAMES[key]}“{value}”与前面的“{head[key]}”不一致"
                )
        if index < 0:
            if not said and sheet.title not in _HEAD_SHEETS:
                notices.append(f"{sheet.place}没有表头，没有读")
            continue
        tables += 1
        problems.extend(found)
        notices.extend(_unknown_columns(sheet, sheet.lines[index], columns))
        if sheet.hidden:
            notices.append(f"{sheet.place}是隐藏的，也读入了")
        rows = sheet.lines[index + 1 :]
        hidden = [str(line.number) for line in rows if line.hidden]
        if hidden:
            notices.append(f"{sheet.place}第{'、'.join(hidden[:20])}行是隐藏的，也读入了")
        unit = _column_unit(sheet, index, columns) or default_unit
        section = section_of(sheet.title) if sheet.title else ""
        for line in rows:
            cells = _cells_of(line, columns)
            place = f"{sheet.place}第{line.number}行"
            name = cells["name"].text if "name" in cells else ""
            if bare(name) in _SUMS:
                notices.append(f"{place}是“{name}”，没有读；要写进报告请写明是什么的{name}")
            elif cells and _columns_of(line) is None and not _is_footer(line):
                records.append(Record(place, cells, unit, section, True, sheet.title))
    if not tables:
        problems.append(
            "找不到表头。表头要有“事项”和“数值”两栏（文字内容写在“备注”栏），"
            "可以用 reportnlp facts template 生成一张空表"
        )
    return Records(tuple(records), MappingProxyType(head), tuple(problems), tuple(notices))


_KEY_NAMES = {"unit": "单位", "author": "作者", "year": "年度", "kind": "文种", "date": "日期"}


def _head_row(sheet: Sheet) -> tuple[int, dict[int, str], list[str]]:
    """Index of the head row, -1 where there is none; column number to column; problems."""
    best, best_columns = -1, dict[int, str]()
    for index, line in enumerate(sheet.lines[:_HEAD_WITHIN]):
        columns = {
            number: COLUMNS[bare(cell.text)]
            for number, cell in line.cells.items()
            if bare(cell.text) in COLUMNS
        }
        names = set(columns.values())
        fits = {"name", "value"} <= names or ("note" in names and names & {"section", "topic"})
        if fits and len(names) > len(set(best_columns.values())):
            best, best_columns = index, columns
    if best < 0:
        return -1, {}, []
    if best + 1 < len(sheet.lines):
        second = _columns_of(sheet.lines[best + 1])
        if second is not None:
            # A head of two rows, the upper one perhaps with cells merged across.
            best, best_columns = best + 1, best_columns | second
    return best, best_columns, _said_twice(sheet, best, best_columns)


def _columns_of(line: Line) -> dict[int, str] | None:
    """The columns of a row that holds nothing but words of a head; None for any other row."""
    words = {number: COLUMNS.get(bare(cell.text), "") for number, cell in line.cells.items()}
    return words if words and all(words.values()) else None


def _said_twice(sheet: Sheet, index: int, columns: Mapping[int, str]) -> list[str]:
    problems = []
    seen: dict[str, int] = {}
    for number, column in sorted(columns.items()):
        if column in seen:
            first, second = (_head_cell(sheet, index, which) for which in (seen[column], number))
            problems.append(
                f"{sheet.place}的“{first.text}”（{first.where}）和“{second.text}”"
                f"（{second.where}）是同一栏，请只留一个"
            )
        seen.setdefault(column, number)
    return problems


def _head_cell(sheet: Sheet, index: int, number: int) -> Cell:
    """The cell that names a column: in the head row, or in the upper one of two."""
    return sheet.lines[index].cells.get(number) or sheet.lines[index - 1].cells[number]


def _head_block(lines: tuple[Line, ...]) -> tuple[dict[str, str], str]:
    """Fields of the head that stand above a table, and the unit of measure of its figures."""
    said: dict[str, str] = {}
    unit = ""
    for line in lines:
        numbers = sorted(line.cells)
        for position, number in enumerate(numbers):
            text = line.cells[number].text
            word, colon, value = text.replace("：", ":").partition(":")
            key = HEAD_KEYS.get(bare(word), "")
            if key and not (colon and value.strip()) and position + 1 < len(numbers):
                following = numbers[position + 1]
                words = line.cells[following].text
                another = words.replace("：", ":").partition(":")[0]
                beside = following - number <= _BESIDE and not HEAD_KEYS.get(bare(another))
                value = words if beside else ""
            value = value.strip()
            if not key or not value:
                continue
            if key == "unit" and is_unit(clean_unit(value)):
                unit = clean_unit(value)
            else:
                said.setdefault(key, value)
    return said, unit


def _column_unit(sheet: Sheet, index: int, columns: Mapping[int, str]) -> str:
    for number, column in columns.items():
        if column == "value":
            unit = clean_unit(bracketed(_head_cell(sheet, index, number).text))
            return unit if is_unit(unit) else ""
    return ""


def _unknown_columns(sheet: Sheet, line: Line, columns: Mapping[int, str]) -> list[str]:
    unknown = [
        f"“{' '.join(cell.text.split())[:20]}”"
        for number, cell in sorted(line.cells.items())
        if number not in columns
    ]
    return [f"{sheet.place}有不认识的栏，没有读：{'、'.join(unknown)}"] if unknown else []


def _cells_of(line: Line, columns: Mapping[int, str]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for number, column in columns.items():
        cell = line.cells.get(number)
        if cell is None or column in ("sentence", "last", "number"):
            continue
        if cell.carried and column == "note" and columns_have_name(columns):
            continue
        cells.setdefault(column, cell)
    if all(cell.carried for cell in cells.values()):
        return {}
    return cells


def columns_have_name(columns: Mapping[int, str]) -> bool:
    """Whether a table has figures, so that a merged note is a remark and not a text twice."""
    return "name" in columns.values()


def _is_footer(line: Line) -> bool:
    """Whether a row below the table tells who filled it in, or explains it."""
    return _FOOTER.match(line.cells[min(line.cells)].text) is not None

"""From a facts file (事实表) to `Facts`: every mistake in it is named, all in one go."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reportnlp.collecting.cells import (
    Measure,
    clean_unit,
    is_not_applicable,
    is_organisation,
    is_unit,
    read_measure,
)
from reportnlp.collecting.columns import CHINESE_HEADS, section_of
from reportnlp.collecting.departments import UNASSIGNED
from reportnlp.collecting.records import Record, Records, find_records
from reportnlp.errors import FactsError, UnreadableFileError
from reportnlp.facts import Fact, Facts
from reportnlp.formats.opening import read_bytes, shown

_MOST_BYTES = 20 * 1024 * 1024
_UNIT_BEHIND = re.compile(r"(?<=.)[（(]([^（）()]{1,8})[）)]$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Facts with what the writer should know about their file.

    notices: hidden rows, unknown columns, rounded approximations, …; a sentence each without stop.
    """

    facts: Facts
    notices: tuple[str, ...] = ()


def load_facts(path: Path) -> Facts:
    """The facts in an .xlsx, .csv, .yaml or .json file.

    Raises UnreadableFileError for a file that is none of these, FactsError with all its mistakes.
    """
    return read_facts_file(path).facts


def read_facts_file(path: Path) -> FactsFile:
    """As `load_facts`, with the notices."""
    return _facts_file(read_records(path), path)


def read_records(path: Path) -> Records:
    """The rows of a facts file as they were typed, with their columns.

    Raises UnreadableFileError.
    """
    data = read_bytes(path, limit=_MOST_BYTES)
    return _reader_of(path, data)(data, path)


def _read_table(data: bytes, path: Path) -> Records:
    from reportnlp.collecting.tables import read_separated

    return find_records((read_separated(data, path),))


def _read_book(data: bytes, path: Path) -> Records:
    from reportnlp.collecting.workbook import read_workbook

    return find_records(read_workbook(data, path))


def _read_yaml(data: bytes, path: Path) -> Records:
    from reportnlp.collecting.trees import read_yaml

    return read_yaml(data, path)


def _read_json(data: bytes, path: Path) -> Records:
    from reportnlp.collecting.trees import read_json

    return read_json(data, path)


READERS: Mapping[str, Callable[[bytes, Path], Records]] = MappingProxyType(
    {
        ".xlsx": _read_book,
        ".xlsm": _read_book,
        ".csv": _read_table,
        ".tsv": _read_table,
        ".yaml": _read_yaml,
        ".yml": _read_yaml,
        ".json": _read_json,
    }
)


def _reader_of(path: Path, data: bytes) -> Callable[[bytes, Path], Records]:
    suffix = path.suffix.lower()
    if suffix in (".xls", ".et", ".ods", ".numbers"):
        advice = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
        raise UnreadableFileError(shown(path), f"不支持 {suffix} 格式的事实表", advice)
    reader = READERS.get(suffix)
    if reader is None:
        advice = "请用 .xlsx、.csv、.yaml 或 .json。"
        raise UnreadableFileError(shown(path), "不是事实表的格式", advice)
    # Systems of offices give workbooks the suffix .csv.
    return _read_book if data.startswith(b"PK\x03\x04") else reader


# ------------------------------------------------------------------ records as facts


def _facts_file(read: Records, path: Path) -> FactsFile:
    problems, notices = list(read.problems), list(read.notices)
    facts: list[Fact] = []
    ids: dict[str, str] = {}
    section = topic = sheet = ""
    for number, record in enumerate(read.records, start=1):
        if record.sheet != sheet or not record.carries:
            section, topic, sheet = "", "", record.sheet
        section, topic, problem = _place_in_report(record, section, topic)
        if problem:
            problems.append(problem)
        fact, found, remarks = _fact(record, f"f{number}", section or "achievements", topic)
        problems.extend(found)
        notices.extend(remarks)
        if fact is None:
            continue
        if fact.id in ids:
            problems.append(f"{record.place}的编号“{fact.id[:20]}”与{ids[fact.id]}重复")
        ids.setdefault(fact.id, record.place)
        facts.append(fact)
    year, problem = _year(read.head.get("year", ""))
    if problem:
        problems.append(problem)
    if not facts and not problems:
        problems.append("没有一条事实")
    if problems:
        raise FactsError(shown(path), tuple(problems))
    head = read.head
    return FactsFile(
        Facts(
            tuple(facts),
            unit=head.get("unit", ""),
            author=head.get("author", ""),
            year=year,
            kind=head.get("kind", ""),
            date=head.get("date", ""),
            path=str(path),
        ),
        tuple(notices),
    )


def _year(text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    match = _YEAR.search(text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    if match is None:
        return "", f"年度“{text[:20]}”看不懂，请写四位数字，如 2023"
    return match.group(), ""


def _place_in_report(record: Record, section: str, topic: str) -> tuple[str, str, str]:
    """Section and topic of a row, and a problem.

    section, topic: of the row above it in the same sheet; on paper nobody writes them twice.
    """
    words, own = record.cells.get("section"), record.cells.get("topic")
    new_topic = own.text if own else ""
    above = topic if record.carries and not new_topic else new_topic
    if words is None:
        return section or record.section, above, ""
    found = section_of(words.text)
    if not found:
        problem = (
            f"{record.place}{_column('section', words.where)}“{words.text[:20]}”不认识，"
            "请写 引言、成效、问题、思路 或 结尾"
        )
        return section, new_topic, problem
    return found, above if words.carried else new_topic, ""


def _column(column: str, where: str) -> str:
    """For messages: "D列（数值）"; "数值栏" where columns have no letters."""
    head = CHINESE_HEADS[column]
    return f"{where}（{head}）：" if where else f"“{head}”："


def _fact(
    record: Record, number: str, section: str, topic: str
) -> tuple[Fact | None, list[str], list[str]]:
    """The fact of a row, None where it states none; problems; notices."""
    cells, place = record.cells, record.place
    texts = {column: " ".join(cell.text.split()) for column, cell in cells.items()}
    problems = [
        f"{place}{_column(column, cell.where)}{cell.problem}"
        for column, cell in cells.items()
        if cell.problem and column != "value"
    ]
    note, name = texts.get("note", ""), texts.get("name", "")
    behind = _UNIT_BEHIND.search(name)
    if behind and not texts.get("unit") and is_unit(behind.group(1)):
        # 走访企业（家）: offices write the unit behind the name.
        name, texts["unit"] = name[: behind.start()], behind.group(1)
    if is_not_applicable(note) or is_not_applicable(name):
        return None, problems, []
    source = texts.get("source", "") or texts.get("department", "").removeprefix(UNASSIGNED)
    period = texts.get("period", "")
    identity = texts.get("id", "") or number
    if not name:
        if is_not_applicable(texts.get("value", "")):
            return None, problems, []
        if "value" in cells:
            problems.append(f"{place}有数值，没有写事项（这个数是什么）")
        elif not note and (source or period or "approx" in cells):
            problems.append(f"{place}没有事项，也没有备注，不知道说的是什么")
        if problems or not note:
            return None, problems, []
        fact = Fact(identity, section, topic, period=period, source=source, note=note, place=place)
        return fact, [], []
    measure, found, notices = _measure(record, texts)
    problems.extend(found)
    if problems or measure.state == "unfit":
        return None, problems, []
    fact = Fact(
        identity,
        section,
        topic,
        name,
        measure.figure,
        measure.unit,
        measure.mark,
        measure.approx,
        measure.value,
        measure.value_max,
        measure.base_unit,
        period,
        source,
        note,
        place,
    )
    if fact.is_blank and note and section in ("problems", "plans"):
        notices.append(
            f"{place}有事项没有数值，算作缺项；如果是一段文字，请把事项移到主题，只留备注"
        )
    return fact, [], notices


def _measure(record: Record, texts: Mapping[str, str]) -> tuple[Measure, list[str], list[str]]:
    cell = record.cells.get("value")
    unit = texts.get("unit", "")
    if is_organisation(unit):
        words = record.cells["unit"]
        problem = f"“{unit[:20]}”像是机构名称，这一栏请填计量单位，如 次、万元"
        return Measure(), [f"{record.place}{_column('unit', words.where)}{problem}"], []
    where = f"{record.place}{_column('value', cell.where if cell else '')}"
    if cell is not None:
        if cell.problem:
            return Measure(), [f"{where}{cell.problem}"], []
        if cell.carried:
            return Measure(), [f"{where}与上一行合并成一格，请拆开，各填各的"], []
        if cell.is_date:
            advice = "请把这一格设成“文本”格式再重新填，如 3—5"
            return Measure(), [f"{where}“{cell.text}”被表格软件当成了日期。{advice}"], []
    text = cell.text if cell else ""
    own_unit = unit or ("" if _has_own_unit(text) else record.unit)
    measure = read_measure(text, own_unit, texts.get("approx", ""))
    if measure.problem:
        return measure, [f"{where}{measure.problem}"], []
    remarks = [said for said in (cell.notice if cell else "", measure.notice) if said]
    if measure.unit == "%" and measure.value and 0 < abs(measure.value) < 1 and text[-1:] != "%":
        remarks.append(
            f"写的是 {measure.figure}%；如果是 {(measure.value * 100).normalize():f}%，请改正"
        )
    return measure, [], [f"{where}{remark}" for remark in remarks]


def _has_own_unit(text: str) -> bool:
    own = read_measure(text)
    return bool(clean_unit(own.unit)) and not own.problem

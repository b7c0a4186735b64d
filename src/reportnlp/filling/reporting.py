"""What became of the blanks, for a person and as JSON (docs/schemas/fill.schema.json)."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.facts import Fact
from reportnlp.filling.filler import STATES, Filled, Filling
from reportnlp.rendering.machine import JsonValue, as_json, source_object
from reportnlp.rendering.places import Places

FILL_SCHEMA = "reportnlp/fill/1"
_WORDS = ("已填", "待定", "未填")
_AROUND = 16
_MOST_UNUSED = 20


def filled_as_text(filled: Filled) -> str:
    """What was filled in, what a person has to decide, what is left, and what was not used."""
    if not filled.fillings:
        return "没有找到漏填的数字。\n" + _masked(filled)
    counts = [len(filled.of_state(state)) for state in STATES]
    told = "，".join(f"{word} {count}" for word, count in zip(_WORDS, counts, strict=True))
    lines = [f"漏填的数字 {len(filled.fillings)} 处：{told}。"]
    places = Places.of(filled.document)
    for state, title in zip(STATES, ("已填", "待定（没有填，请人工决定）", "未填"), strict=True):
        group = filled.of_state(state)
        if group:
            lines += ["", title]
            lines += [line for filling in group for line in _lines(filled, places, filling)]
    if filled.unused:
        lines += ["", f"没有用上的事实 {len(filled.unused)} 条"]
        lines += [f"  {_told(fact)}" for fact in filled.unused[:_MOST_UNUSED]]
        if len(filled.unused) > _MOST_UNUSED:
            lines.append(f"  ……另有 {len(filled.unused) - _MOST_UNUSED} 条")
    return "\n".join(lines) + "\n" + _masked(filled)


def filled_as_json(filled: Filled) -> str:
    """One object, indented, with a line end behind it."""
    places = Places.of(filled.document)
    summary: dict[str, JsonValue] = {state: len(filled.of_state(state)) for state in STATES}
    value: JsonValue = {
        "schema": FILL_SCHEMA,
        "source": source_object(filled.document),
        "summary": {**summary, "unused": len(filled.unused), "masked": filled.masked},
        "blanks": [_blank_object(places, filling) for filling in filled.fillings],
        "unused": [_fact_object(fact) for fact in filled.unused],
    }
    return as_json(value, indent=2) + "\n"


def _lines(filled: Filled, places: Places, filling: Filling) -> Iterator[str]:
    line, _ = places.line_and_column(filling.span.start)
    yield f"  第{line}行  {_excerpt(filled.document.text, filling)}"
    if filling.fact is not None:
        verb = "依据" if filling.state == "filled" else "最像"
        yield f"      {verb}：{_told(filling.fact)}{_score(filling)}"
    if filling.note:
        yield f"      注意：{filling.note}"
    if filling.state == "doubtful":
        for fact in filling.others:
            yield f"      也像：{_told(fact)}"


def _excerpt(text: str, filling: Filling) -> str:
    """The words around, and what was filled in between 【 and 】."""
    span = filling.span
    before = text[max(span.start - _AROUND, 0) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    shown = f"【{filling.text}】" if filling.state == "filled" else span.cut(text)
    return f"{before}{shown}{after}"


def _score(filling: Filling) -> str:
    if filling.how == "id":
        return "，编号相同"
    return f"，相似度 {filling.score:.2f}"


def _told(fact: Fact) -> str:
    source = f"（{fact.source}）" if fact.source else ""
    period = f"{fact.period}" if fact.period else ""
    return f"{period}{fact.name} {fact.quantity}{source}"


def _masked(filled: Filled) -> str:
    if not filled.masked:
        return ""
    return f"另有 {filled.masked} 处名称、地点或日期空着，要人工填写。\n"


def _blank_object(places: Places, filling: Filling) -> JsonValue:
    blank = filling.blank
    line, column = places.line_and_column(filling.span.start)
    return {
        "id": blank.id,
        "state": filling.state,
        "start": filling.span.start,
        "end": filling.span.end,
        "line": line,
        "column": column,
        "name": blank.name,
        "unit": blank.unit,
        "section": blank.section,
        "sentence": blank.sentence,
        "how": filling.how,
        "score": round(min(filling.score, 1.0), 4),
        "text": filling.text,
        "note": filling.note,
        "fact": None if filling.fact is None else _fact_object(filling.fact),
        "others": [_fact_object(fact) for fact in filling.others],
    }


def _fact_object(fact: Fact) -> JsonValue:
    return {
        "id": fact.id,
        "section": fact.section,
        "topic": fact.topic,
        "name": fact.name,
        "quantity": fact.quantity,
        "period": fact.period,
        "source": fact.source,
    }

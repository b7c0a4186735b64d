"""Marked text: how people write gold labels, and how it becomes text with offsets and back.

A marked document is plain text with a head and brackets that no report uses::

    #: file=party_01.txt
    #: half=dev
    #: kind=述职报告
    ⟦=title⟧某机关党委述职报告
    ⟦=achievements⟧一、工作成效
    召开推进会⟦P|number|次|推进会‖**⟧次，走访企业⟦M|count|28|家|走访企业‖28家⟧。

======================================  =========================================================
``⟦=label⟧``                            a section of that label begins here (no width)
``⟦M|kind|value|unit|name|approx‖…⟧``   a metric; ``value`` in base units, a range is ``3~5``
``⟦P|kind|unit|name‖…⟧``                a placeholder
``⟦S|kind‖…⟧``                          a slogan
``⟦D|rule-name‖…⟧``                     a defect
======================================  =========================================================

Trailing empty fields may be left out; brackets nest. In the head ``wrap=35`` breaks every line
after 35 characters, as a copy from a PDF does; ``encoding=gb18030`` names the bytes of the file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

OPEN, MIDDLE, CLOSE = "⟦", "‖", "⟧"
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "M": ("metrics", ("kind", "value", "unit", "name", "approx")),
    "P": ("placeholders", ("kind", "unit", "name")),
    "S": ("slogans", ("kind",)),
    "D": ("defects", ("name",)),
}
_LETTERS = {group: letter for letter, (group, _) in FIELDS.items()}

Label = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with its gold labels.

    head:   the document's own record: file, half (dev or test), kind and the like.
    text:   the text that the offsets of `labels` point into.
    labels: group ("sections", "metrics", …) to labels in the order of their starts.
    """

    head: dict[str, str]
    text: str
    labels: dict[str, list[Label]] = field(default_factory=dict)

    @property
    def encoding(self) -> str:
        return self.head.get("encoding", "utf-8")

    def as_json(self) -> str:
        """The line of this document in labels.jsonl."""
        digest = hashlib.sha256(self.text.encode(self.encoding)).hexdigest()
        return json.dumps({**self.head, "sha256": digest, **self.labels}, ensure_ascii=False)


def parse_marked(marked: str) -> GoldDocument:
    """Read marked text.

    Raises ValueError with the line where the brackets or fields are wrong.
    """
    head: dict[str, str] = {}
    lines = marked.lstrip("\ufeff").split("\n")
    while lines and lines[0].startswith("#:"):
        key, _, value = lines.pop(0)[2:].partition("=")
        head[key.strip()] = value.strip()
    body = "\n".join(lines).strip("\n") + "\n"
    wrap = int(head.pop("wrap", "0"))

    out: list[str] = []
    labels: dict[str, list[Label]] = {group: [] for group, _ in FIELDS.values()}
    sections: list[Label] = []
    open_labels: list[tuple[str, Label]] = []
    column = index = 0
    while index < len(body):
        character = body[index]
        if character == OPEN and body[index + 1] == "=":
            end = body.index(CLOSE, index)
            sections.append({"label": body[index + 2 : end], "start": len(out)})
            index = end + 1
            continue
        if character == OPEN:
            middle = body.index(MIDDLE, index)
            open_labels.append(_label_of(body, index, body[index + 1 : middle], len(out)))
            index = middle + 1
            continue
        if character == CLOSE:
            if not open_labels:
                raise ValueError(f"line {_line(body, index)}: {CLOSE} without {OPEN}")
            group, label = open_labels.pop()
            start = label["start"]
            assert isinstance(start, int)
            label["end"] = len(out)
            label["text"] = "".join(out[start:])
            if not label["text"]:
                raise ValueError(f"line {_line(body, index)}: an empty label")
            labels[group].append(label)
            index += 1
            continue
        if character == "\n":
            column = 0
        elif wrap and column == wrap:
            for label in [*(label for _, label in open_labels), *sections[-1:]]:
                if label["start"] == len(out):
                    label["start"] = len(out) + 1
            out.append("\n")
            column = 1
        else:
            column += 1
        out.append(character)
        index += 1
    if open_labels:
        raise ValueError(f"{OPEN} never closed: {open_labels[-1][1]}")
    text = "".join(out)
    for group in labels:
        labels[group].sort(key=lambda label: (int(label["start"] or 0), int(label["end"] or 0)))
    if sections:
        labels["sections"] = _closed(sections, text)
    return GoldDocument(head, text, {group: found for group, found in labels.items() if found})


def _line(body: str, index: int) -> int:
    return body.count("\n", 0, index) + 1


def _label_of(body: str, index: int, opening: str, start: int) -> tuple[str, Label]:
    letter, *values = opening.split("|")
    if letter not in FIELDS:
        raise ValueError(f"line {_line(body, index)}: unknown mark {letter!r}")
    group, names = FIELDS[letter]
    if len(values) > len(names):
        raise ValueError(f"line {_line(body, index)}: too many fields in {opening!r}")
    label: Label = {"start": start, "end": start, "text": ""}
    values += [""] * (len(names) - len(values))
    for name, value in zip(names, values, strict=True):
        label[name] = value or None
    if letter == "M":
        low, _, high = str(label.get("value") or "").partition("~")
        label["value"], label["value_max"] = low or None, high or None
    return group, label


def _closed(sections: list[Label], text: str) -> list[Label]:
    """Sections with their ends: each to the last visible character before the next."""
    result = []
    last: Label = {"start": len(text)}
    for section, following in zip(sections, [*sections[1:], last], strict=True):
        start, end = section["start"], following["start"]
        assert isinstance(start, int) and isinstance(end, int)
        block = text[start:end]
        start += len(block) - len(block.lstrip())
        result.append(
            {"label": section["label"], "start": start, "end": start + len(block.strip())}
        )
    return result


def write_corpus(sources: list[Path], folder: Path) -> int:
    """Turn marked files into FOLDER/documents/ and FOLDER/labels.jsonl; gives their number."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    lines = []
    for source in sorted(sources):
        try:
            gold = parse_marked(source.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{source}: {error}") from error
        name = gold.head["file"]
        (documents / name).write_bytes(gold.text.encode(gold.encoding))
        lines.append(gold.as_json())
    (folder / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def as_marked(text: str, record: dict[str, object]) -> str:
    """The marked form of a labelled text, to be read or edited by a person.

    record: a line of labels.jsonl.
    """
    opens: dict[int, list[tuple[int, str]]] = {}
    closes: dict[int, int] = {}
    for group, letter in _LETTERS.items():
        names = FIELDS[letter][1]
        for label in record.get(group, ()):  # type: ignore[attr-defined]
            values = [str(label.get(name) or "") for name in names]
            if label.get("value_max"):
                values[1] += f"~{label['value_max']}"
            mark = OPEN + "|".join([letter, *values]).rstrip("|") + MIDDLE
            opens.setdefault(label["start"], []).append((-label["end"], mark))
            closes[label["end"]] = closes.get(label["end"], 0) + 1
    starts = {s["start"]: s["label"] for s in record.get("sections", ())}  # type: ignore[attr-defined]
    out = [
        f"#: {key}={value}\n"
        for key, value in record.items()
        if isinstance(value, str) and key != "sha256"
    ]
    for index, character in enumerate([*text, ""]):
        out.append(CLOSE * closes.get(index, 0))
        if index in starts:
            out.append(f"{OPEN}={starts[index]}{CLOSE}")
        out.extend(mark for _, mark in sorted(opens.get(index, ())))
        out.append(character)
    return "".join(out)


if __name__ == "__main__":
    folder, *sources = map(Path, sys.argv[1:])
    print(write_corpus(sources, folder))

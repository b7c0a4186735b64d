"""Accepted findings: what was looked at and is meant to stay, kept beside the report in a file.

An entry is a rule and a sentence, so that it survives edits elsewhere; a sentence that was changed
is looked at anew. The file is JSON, readable and mergeable by people.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from reportnlp.annotations import Finding
from reportnlp.document import Document, Span
from reportnlp.errors import SettingsError

SCHEMA = "reportnlp/accept/1"
_ENDS = "。！？!?\n"
_MAX_SENTENCE = 400

Accepted = Counter[tuple[str, str]]


def sentence_of(document: Document, span: Span) -> str:
    """The sentence around a span, without spaces and marks at its ends."""
    text = document.text
    start = end = span.start
    floor, ceiling = max(0, start - _MAX_SENTENCE), min(len(text), start + _MAX_SENTENCE)
    while start > floor and text[start - 1] not in _ENDS:
        start -= 1
    while end < ceiling and text[end] not in _ENDS:
        end += 1
    return "".join(text[start:end].split()).strip("，；、：")


def accepted_entries(results: Iterable[tuple[Document, tuple[Finding, ...]]]) -> Accepted:
    """What accepting all of these findings comes to."""
    return Counter(
        (finding.name, sentence_of(document, finding.span))
        for document, findings in results
        for finding in findings
    )


def entries_as_json(accepted: Accepted) -> str:
    """The file of accepted findings, sorted, a line each."""
    rows = [
        json.dumps({"rule": rule, "sentence": sentence, "count": count}, ensure_ascii=False)
        for (rule, sentence), count in sorted(accepted.items())
    ]
    body = ",\n    ".join(rows)
    return f'{{\n  "schema": "{SCHEMA}",\n  "accepted": [\n    {body}\n  ]\n}}\n'


def load_accepted(path: Path) -> Accepted:
    """The entries of a file of accepted findings.

    Raises SettingsError if the file cannot be read or is of another kind.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"无法读取已接受清单 {path}：{error.strerror}。"
            "请检查路径，或用 --write-accept 先生成一份。"
        ) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SettingsError(
            f"已接受清单 {path} 不是有效的 JSON。请用 --write-accept 重新生成。"
        ) from error
    try:
        if content["schema"] != SCHEMA:
            raise ValueError
        return Counter(
            {(row["rule"], row["sentence"]): int(row["count"]) for row in content["accepted"]}
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f"{path} 不是 reportnlp 的已接受清单。请用 --write-accept 重新生成。"
        ) from error


def without_accepted(
    document: Document, findings: tuple[Finding, ...], accepted: Accepted
) -> tuple[tuple[Finding, ...], Accepted]:
    """The findings that are new, and the entries that are left for other documents."""
    left = accepted.copy()
    new = []
    for finding in findings:
        key = (finding.name, sentence_of(document, finding.span))
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return tuple(new), left

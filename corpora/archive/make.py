"""Makes documents/ and the gold of corpora/archive from material.yaml: `python make.py [FOLDER]`.

Forty reports: four units of two invented counties, 2014 to 2023. Prose stands in the material;
this script only draws figures (seeded, so that every run gives the same bytes), picks wordings so
that no two years of a unit read alike, and then copies what the material says was copied.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
YEARS = range(2014, 2024)
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
SWAPS = (
    ("推进", "加快推进"), ("不足", "不够"), ("加强", "切实加强"), ("突出", "明显"), ("同时，", ""),
    ("实施", "组织实施"), ("完善", "进一步完善"), ("较", "偏"), ("少数", "个别"),
)  # fmt: skip
PROBLEM_LEADS = (
    "对照群众的期盼，工作中仍有不少差距：",
    "肯定成绩的同时，也清醒地看到还有一些问题：",
    "回头看，也有不尽如人意的地方：",
    "存在的主要问题是：",
    "冷静分析，短板还在：",
)
PLAN_LEADS = (
    "{n}年，我们将重点做好以下工作：",
    "下一步的思路是：",
    "新的一年，打算从这几处使劲：",
    "{n}年，围绕中心任务，着力抓好：",
    "来年工作的路数已经理清：",
)


@dataclass
class Report:
    """Parts by name; a figure stands as {key}, so that a copy can take figures of its own.

    sources: of each part the sentences of the material that it is made of, with their lengths.
    """

    unit: dict[str, Any]
    year: int
    parts: dict[str, str] = field(default_factory=dict)
    sources: dict[str, dict[str, int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return f"{self.year}年{self.unit['name']}工作总结.{'md' if self.year == 2020 else 'txt'}"


def drawn(figure: dict[str, Any], rng: random.Random) -> list[Decimal]:
    """Ten values, as they are written: 18.6 for 18.6亿元."""
    value = float(figure["start"])
    values = []
    for _ in YEARS:
        values.append(round(Decimal(value), figure["places"]))
        if "step" in figure:
            value *= rng.uniform(*figure["step"])
        else:
            low, high = figure["add"]
            value = max(value + rng.uniform(low, high), 2)
    return values


def base_value(figure: dict[str, Any], value: Decimal) -> Decimal:
    scale = figure["scale"]
    return value * SCALES.get(scale[0], 1)


def alike(one: str, other: str) -> bool:
    """Whether two wordings are one sentence, but for a verb or two (实现林业总产值)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.75


def chosen(options: list[Any], used: list[Any], rng: random.Random) -> Any:
    """One of the options, among those that were used least."""
    least = min(used.count(option) for option in options)
    return rng.choice([option for option in options if used.count(option) == least])


def topic(unit: dict[str, Any], index: int, year: int, rng: random.Random, used: list[Any]) -> Any:
    """Heading, text with {keys}, names of the figures, and the sentences that it is made of."""
    told = unit["topics"][index]
    sentences: list[str] = []
    names, sources = {}, {}
    for key in told["figures"]:
        fitting = [w for w in unit["wordings"][key] if w[0] <= year <= w[1]]
        if not fitting:
            continue
        wording = chosen(fitting, used, rng)
        used.append(wording)
        names[key] = wording[2]
        like = next(w[3] for w in unit["wordings"][key] if alike(w[3], wording[3]))
        sources[like] = len(like) - 3
        sentences.append(wording[3].replace("{v}", f"{{{key}}}").replace("{g}", f"{{{key}%}}"))
    text = "".join(sentences)
    head = told["heads"][year % len(told["heads"])]
    sources[head] = len(head)
    return head, text.rstrip("，；。") + "。", names, sources


def written(unit: dict[str, Any], rng: random.Random) -> dict[int, Report]:
    used: list[Any] = []
    pairs = list(itertools.combinations(range(len(unit["problems"])), 2))
    rng.shuffle(pairs)
    plan_pairs = list(itertools.combinations(range(len(unit["plans"])), 2))
    rng.shuffle(plan_pairs)
    reports = {}
    for number, year in enumerate(YEARS):
        report = Report(unit, year)
        for index in range(3):
            head, text, names, sources = topic(unit, index, year, rng, used)
            if index == number % 3:
                deed = unit["deeds"][year]
                sources[deed] = len(deed)
                text = deed + text if number % 2 else text + deed
            report.parts[f"head {index}"], report.parts[f"topic {index}"] = head, text
            report.sources[f"topic {index}"] = sources
            report.names |= names
        one, two = (unit["problems"][i] for i in pairs[number])
        lead = PROBLEM_LEADS[number % 5]
        report.parts["problems"] = f"{lead}一是{one}二是{two}"
        report.sources["problems"] = {words: len(words) for words in (lead, one, two)}
        one, two = (unit["plans"][i] for i in plan_pairs[number])
        target = ""
        if number % 2:
            key = unit["topics"][0]["figures"][0]
            target = f"力争{report.names[key]}达到{{{key}+}}。"
        lead = PLAN_LEADS[number % 5].format(n=year + 1)
        report.parts["plans"] = f"{lead}一是{one}二是{two}{target}"
        report.sources["plans"] = {
            words: len(words) for words in (PLAN_LEADS[number % 5], one, two)
        }
        report.parts["intro"] = unit["intros"][number % 3].replace("YYYY", str(year))
        reports[year] = report
    return reports


def copy_part(into: Report, source: Report, part: str, change: str) -> None:
    text = source.parts[part].replace(f"{source.year + 1}年", f"{into.year + 1}年")
    if change == "names":
        text = text.replace("县里", "我县").replace("省城", "市里").replace("栖岩", "檀川")
    if change == "words":
        for old, new in SWAPS:
            text = text.replace(old, new, 1)
    if into.unit is not source.unit:
        text = text.partition("力争")[0] if "+}" in text else text
    into.parts[part] = text
    into.sources[part] = source.sources[part]
    if part.startswith("topic"):
        for key in into.unit["topics"][int(part[-1])]["figures"]:
            if key in source.names:
                into.names[key] = source.names[key]


def filled(text: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def laid_out(report: Report, values: dict[str, str], rng: random.Random) -> dict[str, str]:
    """The blocks of the text by name, in order."""
    unit, year, parts = report.unit, report.year, report.parts
    number = year - YEARS.start
    blocks = {
        "title": unit["titles"][number % 3].replace("YYYY", str(year)),
        "intro": parts["intro"],
    }
    styles = (
        ("一、主要工作成效", "二、存在的问题", "三、下一步工作思路", "（{}）", "一二三"),
        ("一、{y}年工作完成情况", "二、存在的主要困难和问题", "三、{n}年工作打算", "{}.", "123"),
        ("一、工作回顾", "二、短板和不足", "三、今后工作安排", "（{}）", "一二三"),
    )
    first, second, third, sign, digits = styles[year % 3]
    blocks["h1"] = first.format(y=year)
    order = [0, 1, 2]
    rng.shuffle(order)
    for place, index in enumerate(order):
        head = sign.format(digits[place]) + parts[f"head {index}"] + "。"
        blocks[f"topic {index}"] = head + filled(parts[f"topic {index}"], values)
    blocks["h2"], blocks["problems"] = second, parts["problems"]
    blocks["h3"], blocks["plans"] = third.format(n=year + 1), filled(parts["plans"], values)
    if closing := unit["closings"][number % 3]:
        blocks["closing"] = closing
    if report.file.endswith(".md"):
        for key in ("h1", "h2", "h3"):
            blocks[key] = "## " + blocks[key]
        blocks["title"] = "# " + blocks["title"]
    return blocks


def main() -> int:
    material = yaml.safe_load((HERE / "material.yaml").read_text(encoding="utf-8"))
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (target / "documents").mkdir(parents=True, exist_ok=True)
    rng = random.Random(20231231)
    units = material["units"]
    reports = {(u["name"], y): r for u in units for y, r in written(u, rng).items()}
    for into_unit, into_year, part, unit, year, change in material["copies"]:
        copy_part(reports[into_unit, into_year], reports[unit, year], part, change)
    trends: list[tuple[Any, ...]] = []
    texts: dict[tuple[str, int], str] = {}
    places: dict[tuple[str, int, str], tuple[int, int]] = {}
    for unit in units:
        drawn_values = {key: drawn(figure, rng) for key, figure in unit["figures"].items()}
        for number, year in enumerate(YEARS):
            report = reports[unit["name"], year]
            values, rows = {}, {}
            for key, figure in unit["figures"].items():
                value = drawn_values[key][number]
                open_ = year == YEARS[-1] and key in material["blanks"][unit["name"]]
                shown = "**" if open_ else f"{value}"
                before = drawn_values[key][max(number - 1, 0)]
                values[key] = shown + figure["scale"]
                values[f"{key}%"] = "*" if open_ else f"{(value / before - 1) * 100:.1f}"
                if not number:
                    values[f"{key}%"] = "5.6"
                grown = value * Decimal("1.03") if "step" in figure else value + 1
                values[f"{key}+"] = f"{round(grown, figure['places'])}{figure['scale']}"
                state = "blank" if open_ else "given"
                rows[key] = (state, shown, "" if open_ else base_value(figure, value))
            blocks = laid_out(report, values, rng)
            text = "\n".join(blocks.values()) + "\n"
            start = 0
            for name, block in blocks.items():
                places[unit["name"], year, name] = (start, start + len(block))
                start += len(block) + 1
            texts[unit["name"], year] = text
            (target / "documents" / report.file).write_text(text, encoding="utf-8")
            for key, (state, shown, base) in rows.items():
                told = key in report.names
                figure = unit["figures"][key]
                name = report.names.get(key, "")
                row = (
                    (state, name, shown + figure["scale"], base) if told else ("absent", "", "", "")
                )
                trends.append((unit["name"], key, year, *row, figure["base"]))
    write_trends(target, trends)
    write_copies(target, reports, places)
    return 0


def write_trends(target: Path, trends: list[tuple[Any, ...]]) -> None:
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
    writer.writerow(("unit", "figure", "year", "state", "name", "text", "value", "base"))
    writer.writerows(
        (*row[:6], format(row[6].normalize(), "f") if row[6] != "" else "", row[7])
        for row in trends
    )
    (target / "trends.tsv").write_text(lines.getvalue(), encoding="utf-8")


def share(one: dict[str, int], other: dict[str, int]) -> float:
    """How much of two parts is made of the same sentences, 0 to 1."""
    same = sum(length for words, length in one.items() if words in other)
    return same / max(sum(one.values()) + sum(other.values()) - same, 1)


def write_copies(
    target: Path,
    reports: dict[tuple[str, int], Report],
    places: dict[tuple[str, int, str], tuple[int, int]],
) -> None:
    """All pairs of parts that have much of their making in common."""
    parts = [
        (unit, year, part) for (unit, year), report in reports.items() for part in report.sources
    ]
    lines = []
    for one, other in itertools.combinations(parts, 2):
        common = share(*(reports[unit, year].sources[part] for unit, year, part in (one, other)))
        if common >= 0.4:
            ends = [
                {"file": reports[unit, year].file, "start": place[0], "end": place[1]}
                for unit, year, part in (one, other)
                for place in (places[unit, year, part],)
            ]
            row = {"a": ends[0], "b": ends[1], "share": round(common, 3)}
            lines.append(json.dumps(row, ensure_ascii=False))
    (target / "copies.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())

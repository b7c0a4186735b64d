"""Search, trends, set phrases and copies, against the gold of corpora/archive."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from archived import CORPUS

from reportnlp.archive.questions import understood
from reportnlp.archive.search import Filter, search
from reportnlp.archive.similarity import Copy, find_copies
from reportnlp.archive.slogans_over_time import drifts, slogan_uses, years_word
from reportnlp.archive.store import Archive
from reportnlp.archive.trends import Point, all_series, trend
from reportnlp.errors import SettingsError


def _table(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


# -------------------------------------------------------------------------------- search


def test_questions(corpus: Archive) -> None:
    rows = _table("questions.tsv")
    missed = [
        row["question"]
        for row in rows
        if not any(
            Path(hit.path).name == row["file"] and row["words"] in hit.body
            for hit in search(corpus, row["question"], limit=5)
        )
    ]

    assert len(rows) == 20
    assert missed == []


@pytest.mark.parametrize("word", ["防火", "河长", "脐橙", "粮食", "巡河"])
def test_words_of_two_characters_are_all_found(corpus: Archive, word: str) -> None:
    hits = [hit for hit in search(corpus, word, limit=100) if hit.exact]
    bodies = corpus.connection.execute("SELECT body, heading FROM passages")
    expected = {body for body, heading in bodies if word in body or word in heading}

    assert {hit.body for hit in hits} == expected
    for hit in hits:
        assert all(hit.body[m.start : m.end] == word for m in hit.matches)


def test_phrases_and_several_words(corpus: Archive) -> None:
    assert [hit.year for hit in search(corpus, "“护林员打分”") if hit.exact] == [2019]
    both = [hit for hit in search(corpus, "护林员 末位") if hit.exact]
    assert [hit.year for hit in both] == [2019]


def test_filters(corpus: Archive) -> None:
    only = Filter(("plans",), (2019, 2021), "林业")
    hits = search(corpus, "森林", only=only, limit=50)

    assert hits
    assert {hit.section for hit in hits} == {"plans"}
    assert {hit.unit for hit in hits} == {"栖岩县林业局"}
    assert all(2019 <= (hit.year or 0) <= 2021 for hit in hits)


def test_what_a_question_names() -> None:
    asked = understood(
        "林业局2019—2021年的思路里怎么写古树名木", ["栖岩县林业局", "栖岩县水利局", "檀川县林业局"]
    )

    assert asked.years == (2019, 2021)
    assert asked.units == ("栖岩县林业局", "檀川县林业局")
    assert asked.section == "plans"
    assert asked.topics == ("古树名木",)


@pytest.mark.parametrize("question", ["，。", "“”", "???"])
def test_nothing_to_look_for(corpus: Archive, question: str) -> None:
    with pytest.raises(SettingsError, match="两个字以上"):
        search(corpus, question)


@pytest.mark.parametrize("question", ['a"b', "OR", "NOT 防火", "防火*", "(防火", "body:防火", "'"])
def test_signs_of_the_index_are_words_like_others(corpus: Archive, question: str) -> None:
    if understood(question, ()).exact or understood(question, ()).alike:
        search(corpus, question)


# -------------------------------------------------------------------------------- trends


def _gold() -> dict[tuple[str, str], dict[int, tuple[Decimal | None, str]]]:
    figures: dict[tuple[str, str], dict[int, tuple[Decimal | None, str]]] = defaultdict(dict)
    for row in _table("trends.tsv"):
        if row["state"] != "absent":
            value = Decimal(row["value"]) if row["value"] else None
            figures[row["unit"], row["figure"]][int(row["year"])] = (value, row["base"])
    return figures


def _meant(point: Point, unit: str, gold: dict[tuple[str, str], dict[int, object]]) -> set[str]:
    told = (point.value, point.unit)
    return {
        figure
        for (office, figure), years in gold.items()
        if office == unit and point.year in years and years[point.year] == told
    }


def test_figures_are_matched_across_wordings(corpus: Archive) -> None:
    gold = _gold()
    wanted = {
        (*key, *pair) for key, years in gold.items() for pair in combinations(sorted(years), 2)
    }
    right, wrong = set(), 0
    for series in all_series(corpus):
        meant = [(p.year, _meant(p, series.unit_name, gold)) for p in series.points]  # type: ignore[arg-type]
        for (one, left), (other, second) in combinations(meant, 2):
            right |= {(series.unit_name, figure, one, other) for figure in left & second}
            wrong += bool(left | second) and not left & second
    precision = len(right) / (len(right) + wrong)
    recall = len(right & wanted) / len(wanted)

    assert precision >= 0.98
    assert 2 * precision * recall / (precision + recall) >= 0.93


def test_trend_of_a_renamed_figure_with_a_blank(corpus: Archive) -> None:
    [series] = trend(corpus, "农业总产值")

    assert (series.unit_name, series.unit) == ("栖岩县农业农村局", "元")
    assert [name for name, _ in series.names] == ["农业总产值", "农林牧渔业总产值"]
    assert series.points[0].value == Decimal("1860000000")
    assert (series.points[-1].year, series.points[-1].value) == (2023, None)
    assert series.points[-1].text == "**亿元"


def test_gaps_are_told(corpus: Archive) -> None:
    [series] = trend(corpus, "农村户厕改造")

    assert series.silent == (2014, 2015)


# ------------------------------------------------------------------------------- slogans


def test_slogans_and_how_they_changed(corpus: Archive) -> None:
    uses = {use.text: use for use in slogan_uses(corpus)}

    assert (uses["五大工程"].first, uses["五大工程"].last) == (2018, 2023)
    assert uses["檀川红"].units == ("檀川县农业农村局",)
    found = {(one.old, one.new, one.year, one.way) for one in drifts(corpus)}
    assert ("四大工程", "五大工程", 2018, "count") in found
    assert ("三亮三比", "三亮三比三评", 2019, "grown") in found


def test_years_in_words() -> None:
    assert years_word([2019, 2014, 2015, 2016]) == "2014—2016、2019"


# ------------------------------------------------------------------------------- similar


def _same(copy: Copy, row: dict[str, dict[str, object]]) -> bool:
    ends = [(copy.old, row["a"], copy.new, row["b"]), (copy.old, row["b"], copy.new, row["a"])]
    return any(
        all(
            Path(place.path).name == gold["file"]
            and min(place.end, int(str(gold["end"]))) - max(place.start, int(str(gold["start"])))
            > 20
            for place, gold in ((one, first), (other, second))
        )
        for one, first, other, second in ends
    )


def test_copies(corpus: Archive) -> None:
    lines = (CORPUS / "copies.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    wanted = [row for row in gold if row["share"] >= 0.7]
    # What shares about half may be called a copy or not.
    open_ = [row for row in gold if 0.45 <= row["share"] < 0.7]
    found = find_copies(corpus)
    hits = [row for row in wanted if any(_same(copy, row) for copy in found)]
    wrong = [copy for copy in found if not any(_same(copy, row) for row in wanted + open_)]
    precision = len(hits) / (len(hits) + len(wrong))
    recall = len(hits) / len(wanted)

    assert 2 * precision * recall / (precision + recall) >= 0.9


def test_copies_across_units_only(corpus: Archive) -> None:
    found = find_copies(corpus, across=True)

    assert {(copy.old.unit, copy.new.unit) for copy in found} == {
        ("栖岩县农业农村局", "檀川县农业农村局")
    }
    assert all((copy.old.year or 0) < (copy.new.year or 0) for copy in found)

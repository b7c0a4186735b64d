"""Every rule: its examples, its words, and what a fix may never do."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportnlp.annotations import SEVERITIES
from reportnlp.checking.fixing import fixed_text
from reportnlp.checking.rule import Rule, Sources
from reportnlp.checking.runner import RULES, check, selected_rules
from reportnlp.checking.settings import Settings
from reportnlp.document import Document
from reportnlp.errors import SettingsError
from reportnlp.facts import Fact, Facts

ROOT = Path(__file__).parents[2]
# Rules on layout have settings for examples: tests/checking/test_layout_rules.py.
SPOKEN = [rule for rule in RULES if not rule.code.startswith("LY")]
BAD = [(rule, text) for rule in SPOKEN for text in rule.bad]
GOOD = [(rule, text) for rule in SPOKEN for text in rule.good]
NEGATIVES = [
    line.split("\t", 1)
    for line in (Path(__file__).parent / "negatives.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _sources(rule: Rule) -> Sources:
    """What the examples of a rule that compares are compared with."""
    if not rule.given:
        return Sources()
    if "\t" not in rule.given:
        return Sources(past=Document.from_text(rule.given))
    rows = [line.split("\t") for line in rule.given.splitlines()]
    return Sources(
        facts=Facts(
            tuple(
                Fact(
                    f"f{i}",
                    name=name,
                    figure=figure,
                    unit=unit,
                    value=Decimal(figure),
                    base_unit=unit,
                )
                for i, (name, figure, unit) in enumerate(rows, 1)
            )
        )
    )


def _ids(pair: tuple[Rule, str]) -> str:
    return f"{pair[0].code}-{pair[1][:12]}"


@pytest.mark.parametrize("pair", BAD, ids=_ids)
def test_a_bad_example_is_found(pair: tuple[Rule, str]) -> None:
    rule, text = pair
    findings = check(Document.from_text(text), Settings(profile=rule.profiles[0]), _sources(rule))

    assert (rule.code, rule.name) in {(finding.code, finding.name) for finding in findings}


@pytest.mark.parametrize("pair", GOOD, ids=_ids)
def test_a_good_example_is_clean_for_all_rules(pair: tuple[Rule, str]) -> None:
    rule, text = pair

    settings = Settings(profile=rule.profiles[0])

    assert check(Document.from_text(text), settings, _sources(rule)) == ()


def test_there_are_enough_negatives() -> None:
    assert len(NEGATIVES) >= 150


@pytest.mark.parametrize(("tempted", "text"), NEGATIVES)
def test_a_trap_stays_clean(tempted: str, text: str) -> None:
    assert check(Document.from_text(text.replace("\\n", "\n"))) == (), tempted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_is_complete(rule: Rule) -> None:
    assert rule.bad
    assert rule.good
    assert rule.explanation.endswith("。")
    assert rule.message.endswith("。")
    assert rule.severity in SEVERITIES
    assert re.fullmatch(r"标准 .+|实务|统计", rule.source)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_every_rule_can_be_switched_off(rule: Rule) -> None:
    settings = Settings(profile=rule.profiles[0], ignore=frozenset((rule.name,)))

    assert rule.name not in {chosen.name for chosen in selected_rules(settings)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_every_rule_stands_in_the_readme(rule: Rule) -> None:
    assert f"`{rule.name}`" in (ROOT / "README.md").read_text("utf-8")


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="star-placeholder"):
        check(Document.from_text("好。"), Settings(select=frozenset(("star-placeholdr",))))


def test_a_family_can_be_selected() -> None:
    document = Document.from_text("今年,召开推进会**次。")
    findings = check(document, Settings(select=frozenset(("PH",))))

    assert {finding.name for finding in findings} == {"star-placeholder"}


def test_profiles() -> None:
    document = Document.from_text("深入**区调研，会同××局召开推进会**次。")
    draft = check(document)
    anonymised = check(document, Settings(profile="anonymised"))

    assert [(f.name, f.severity) for f in draft] == [
        ("masked-name", "error"),
        ("masked-name", "error"),
        ("star-placeholder", "error"),
    ]
    assert [(f.name, f.severity, len(f.related)) for f in anonymised] == [
        ("masked-name", "info", 1),
        ("star-placeholder", "error", 0),
    ]


def test_a_blank_is_reported_once() -> None:
    findings = check(Document.from_text("投入资金( )万元，增长XX.X%。"))

    assert [finding.name for finding in findings] == ["bracket-placeholder", "letter-placeholder"]


# ------------------------------------------------------------------------------- fixes

_KEPT = re.compile(r"[0-9０-９零〇一二三四五六七八九十百千万亿两%％\u4e00-\u9fffA-Za-z]")


def _invariant(text: str) -> str:
    return "".join(_KEPT.findall(text))


@given(
    st.lists(
        st.sampled_from(
            [
                *"，。；：、,;:()（）“”《》…· 12万元次家年月日等是一二",
                "等",
                "。。",
                "...",
                "、1",
                "(一)",
                "2021-2023年",
                "1、",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=300)
def test_a_fix_never_touches_figures_units_or_names(pieces: list[str]) -> None:
    document = Document.from_text("".join(pieces))
    fixed = fixed_text(document, check(document))

    assert _invariant(fixed) == _invariant(document.text)


def test_fixes_are_made() -> None:
    text = (
        "（一）、抓学习\n今年,我局落实“提能”、“提标”要求，，发挥工会、妇联、等作用（2021-2023年）。"
    )
    fixed = fixed_text(document := Document.from_text(text), check(document))

    assert (
        fixed
        == "（一）抓学习\n今年，我局落实“提能”“提标”要求，发挥工会、妇联等作用（2021—2023年）。"
    )


def test_a_fixed_text_needs_no_more_fixing() -> None:
    text = "1、抓学习;改作风...\n(一)抓好《条例》、《准则》学习，，"
    document = Document.from_text(text)
    again = Document.from_text(fixed_text(document, check(document)))

    assert fixed_text(again, check(again)) == again.text


# ------------------------------------------------------------------------ hard wraps


def test_findings_point_into_the_wrapped_text(tmp_path: Path) -> None:
    from reportnlp.formats.files import read_document

    body = (
        "全年召开各类推进会议**次，走访企业和农户一百二十余户，解决发展难题三十余个，"
        "投入帮扶资金12万余元，群众满意率达到98.6%，各项工作取得了新的成效。"
    )
    lines = "\n".join(body[i : i + 35] for i in range(0, len(body), 35))
    path = tmp_path / "copy.txt"
    path.write_text("\n".join([lines] * 4), encoding="utf-8")
    document = read_document(path)
    blanks = [f for f in check(document) if f.name == "star-placeholder"]

    assert document.breaks
    assert [finding.span.cut(document.text).replace("\n", "") for finding in blanks] == ["**"] * 4

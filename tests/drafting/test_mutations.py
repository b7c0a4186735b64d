"""Sentences that stand, each spoiled in one way: the verification has to refuse every one.

Sentences are the template's, over many seeds, and read as a model's would be: with the facts' own
words known, and without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from drafting_facts import facts_of, figure, words

from reportnlp.drafting.clauses import quantity_of
from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.names import form_of
from reportnlp.drafting.verification import refusals
from reportnlp.facts import Fact, Facts

OFFICE = facts_of(
    words("修订库房管理制度", topic="库房管理"),
    figure("整理档案", "3.5", "万卷", topic="库房管理"),
    figure("其中：民生档案", "1.2", "万卷", topic="库房管理"),
    figure("数字化扫描档案", "120", "万页", topic="库房管理", mark="余", approx="over"),
    figure("库房面积", "1860", "平方米", topic="库房管理"),
    figure("接待查档群众", "2316", "人次", topic="利用服务"),
    figure("查档满意率", "99.2", "%", topic="利用服务"),
    figure("档案宣传活动", "", "场", topic="利用服务"),
    figure("上门服务", "40", "次", topic="利用服务", mark="近", approx="under"),
    figure("培训档案员", "96", "人", topic="队伍建设", period="上半年"),
    figure("业务培训班", "4", "期", topic="队伍建设", period="上半年"),
)
COUNTY = facts_of(
    figure("地区生产总值", "126.4", "亿元", topic="经济运行"),
    figure("地区生产总值同比增长", "5.8", "%", topic="经济运行"),
    figure("工业增加值", "38.7", "亿元", topic="经济运行"),
    figure("工业增加值同比增长", "-3.2", "%", topic="经济运行"),
    figure("投诉量同比下降", "14.3", "%", topic="民生保障"),
    figure("新增就业", "3200", "人", topic="民生保障", mark="约", approx="approx"),
    figure("安全事故", "0", "起", topic="民生保障"),
    figure("办结率", "100", "%", topic="民生保障"),
    figure("新建5G基站", "36", "座", topic="民生保障"),
    figure("走访企业", "28", "家", topic="营商环境"),
    figure("服务商户", "28", "家", topic="营商环境"),
    figure("减免税费", "3.14159", "亿元", topic="营商环境"),
    figure("平均审批时限", "3—5", "天", topic="营商环境"),
)
PLANNED = facts_of(
    figure("新建公园", "3", "个", section="plans", topic="城市更新"),
    figure(
        "空气优良率", "85", "%", section="plans", topic="生态环境", mark="不低于", approx="over"
    ),
)
UNITS = (
    *(("万", "亿"), ("亿", "万"), ("%", "个百分点"), ("元", "美元"), ("人次", "人")),
    *(("平方米", "亩"), ("家", "户"), ("次", "场"), ("期", "次"), ("座", "个"), ("起", "件")),
    *(("天", "月"), ("页", "张"), ("卷", "件"), ("人", "户"), ("个", "处")),
)
BEFORE = ("约", "近", "超过", "突破", "不足", "不到", "至少", "增长", "-", "的", "第")
BEHIND = ("余", "多", "以上", "左右", "次", "半", "/年", "的一半", "0")
TURNING = ("未", "没有", "停止", "计划", "力争", "拟", "其中")
ADDED_BEFORE = (
    "2021年，",
    "较去年更进一步，",
    "联合市财政局，",
    "在张明书记带领下，",
    "深入青山镇，",
    "依托APP，",
    "按照《管理办法》，",
    "打造“红色驿站”，",
    "位居全省前列，",
    "同比大幅增长，",
)
ADDED_BEHIND = (
    "开展检查三次",
    "多次开展检查",
    "完成12项",
    "完成１２项",
    "完成百分之五",
    "与华兴公司共建",
    "荣获先进单位",
    "受到群众好评",
    "走访农户若干",
    "成效显著",
)
SIGNS = {"增长": "下降", "下降": "增长"}


def _figures_changed(text: str, fact: Fact) -> Iterator[tuple[str, str]]:
    quantity = quantity_of(fact).lstrip("-")
    if fact.is_blank:
        yield "blank filled", text.replace(quantity, f"12{fact.unit}")
        yield "blank dropped", text.replace(quantity, "")
        return
    digit = re.search(r"\d", quantity)
    assert digit is not None
    other = str((int(digit.group()) + 3) % 10)
    yield "digit", text.replace(quantity, quantity.replace(digit.group(), other, 1))
    yield "longer", text.replace(quantity, quantity.replace(digit.group(), f"1{digit.group()}", 1))
    for unit, wrong in UNITS:
        if unit in quantity and not (unit == "人" and "人次" in quantity):
            yield "unit", text.replace(quantity, quantity.replace(unit, wrong))
            break
    for scale in ("万", "亿"):
        yield f"{scale} lost", text.replace(quantity, quantity.replace(scale, ""))
    if "万" not in quantity and "亿" not in quantity and "%" not in quantity:
        yield "万 more", text.replace(quantity, quantity.replace(fact.unit, f"万{fact.unit}"))
    if fact.mark:
        yield "mark lost", text.replace(quantity, quantity.replace(fact.mark, ""))
    for mark in BEFORE:
        if not fact.mark and not (mark == "增长" and f"增长{quantity}" in text):
            yield f"before {mark}", text.replace(quantity, f"{mark}{quantity}")
    for mark in BEHIND:
        yield f"behind {mark}", text.replace(quantity, f"{quantity}{mark}")
    yield "range", text.replace(quantity, f"{fact.figure}—99{fact.unit}")


def _words_changed(text: str, fact: Fact) -> Iterator[tuple[str, str]]:
    form = form_of(fact)
    for word, other in SIGNS.items():
        if word in form.how and word in text:
            yield "rise and fall", text.replace(word, other)
    if form.name in text and not form.how:
        for word in TURNING:
            apt = (word in ("计划", "力争", "拟") and fact.section == "plans") or (
                word == "其中" and form.part
            )
            if not apt:
                yield f"turned {word}", text.replace(form.name, f"{word}{form.name}", 1)
    if form.part:
        yield "其中 lost", text.replace(f"其中{form.name}", form.name)
        yield "其中 cut", text.replace(f"其中{form.name}", f"中{form.name}")
    if fact.period:
        yield "period lost", text.replace(f"{fact.period}，", "").replace(fact.period, "")
        yield "other period", text.replace(fact.period, "三季度")


def _pairs_changed(text: str, facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(facts, 2):
        first, second = quantity_of(one).lstrip("-"), quantity_of(other).lstrip("-")
        if first not in second and second not in first:
            swapped = text.replace(first, "#").replace(second, first).replace("#", second)
            yield "values swapped", swapped
        names = form_of(one).name, form_of(other).name
        known = not one.is_blank and not other.is_blank and first != second
        if known and all(name in text for name in names):
            swapped = text.replace(names[0], "#").replace(names[1], names[0])
            yield "names swapped", swapped.replace("#", names[1])


def _mutants(text: str, facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    """(what was done, the spoiled sentence); some come out as they were."""
    figures = tuple(fact for fact in facts if not fact.is_text)
    for fact in figures:
        yield from _figures_changed(text, fact)
        yield from _words_changed(text, fact)
        if len(figures) > 1:
            clause = next(p for p in re.split("(?<=[，、；])", text) if _bare(fact) in p)
            yield "fact dropped", text.replace(clause, "")
    yield from _pairs_changed(text, figures)
    for fact in facts:
        if fact.is_text:
            yield "deed cut", text.replace(fact.note[2:4], "")
    end = text.rstrip("。")
    yield from ((f"added {words}", f"{end}，{words}。") for words in ADDED_BEHIND)
    yield from ((f"added {words}", f"{words}{text}") for words in ADDED_BEFORE)
    yield "cut off", text[:-3]
    yield "said twice", text + text


def _bare(fact: Fact) -> str:
    return quantity_of(fact).lstrip("-")


def _locked(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    own = [fact.note for fact in facts if fact.is_text]
    own += [fact.period for fact in facts if fact.period]
    for fact in facts:
        if not fact.is_text:
            own += [form_of(fact).name, form_of(fact).base, _bare(fact)]
    return tuple(own)


@pytest.mark.parametrize("facts", [OFFICE, COUNTY, PLANNED])
def test_every_spoiled_sentence_is_refused(facts: Facts) -> None:
    tried, survivors = 0, []
    for seed in range(2):
        for sentence in draft_report(facts, seed=seed).sentences:
            own = sentence.facts
            if all(fact.is_text for fact in own):
                continue
            for locked in ((), _locked(own)):
                assert refusals(sentence.text, own, locked=locked, others=facts.facts) == ()
                for what, text in _mutants(sentence.text, own):
                    if text == sentence.text:
                        continue
                    tried += 1
                    if not refusals(text, own, locked=locked, others=facts.facts):
                        survivors.append((what, text))

    assert tried > 300
    assert survivors == [], f"{len(survivors)} of {tried} survive"

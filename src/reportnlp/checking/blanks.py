"""Blanks and masks as findings: the rules of the placeholder family that report a `Placeholder`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from reportnlp.annotations import Placeholder, Related
from reportnlp.checking.rule import Draft, Fault, Finder, Rule
from reportnlp.document import Span

_MASKS = ("masked-name", "unnamed-party")
_COUNT_WORDS = {
    "次": "次数", "人次": "人次", "场次": "场次", "名": "人数", "人": "人数", "户": "户数",
    "家": "家数", "个": "个数", "件": "件数", "条": "条数", "项": "项数", "期": "期数",
    "篇": "篇数", "份": "份数", "%": "比例", "％": "比例", "位": "位次", "个百分点": "百分点数",
    "场": "场数",
}  # fmt: skip
_KIND_WORDS = {
    "number": "数字",
    "name": "姓名",
    "place": "地名",
    "org": "单位名称",
    "date": "日期",
    "title": "名称",
    "other": "内容",
}


def what_is_missing(placeholder: Placeholder) -> str:
    """For people: 组织部理论中心组学习会的次数（次）."""
    name, unit = placeholder.name, placeholder.unit
    if placeholder.kind == "number":
        count = _COUNT_WORDS.get(
            unit, "数额" if unit.endswith("元") else "数量" if unit else "数值"
        )
        inner = name.replace("“", "‘").replace("”", "’")
        told = f"“{inner}”的{count}" if name else count
        return f"{told}（{unit}）" if unit else told
    if placeholder.kind == "date":
        return {"年": "年份", "月": "月份", "日": "日期"}.get(unit, "日期")
    word = _KIND_WORDS[placeholder.kind]
    if name.endswith(word):
        return name
    if not any(character.isalnum() for character in name):
        return word
    return f"{word}（{name}）" if name else word


def _finder(accepts: Callable[[Draft, Placeholder], bool]) -> Finder:
    def find(draft: Draft) -> Iterator[Fault]:
        for placeholder in draft.placeholders:
            if accepts(draft, placeholder):
                yield Fault(
                    placeholder.span,
                    {"what": what_is_missing(placeholder)},
                    placeholder=placeholder,
                )

    return find


def _named(rule: str) -> Callable[[Draft, Placeholder], bool]:
    return lambda draft, placeholder: placeholder.rule == rule


def _is_approximate(draft: Draft, placeholder: Placeholder) -> bool:
    return draft.text[placeholder.span.end : placeholder.span.end + 1] in ("余", "多", "来")


def _is_ratio(draft: Draft, placeholder: Placeholder) -> bool:
    return any(mark in placeholder.span.cut(draft.text) for mark in ":：∶")


def find_masks(draft: Draft) -> Iterator[Fault]:
    """In an anonymised text: all masked names as one."""
    masks = [p for p in draft.placeholders if p.rule in _MASKS]
    if masks:
        others = tuple(Related(mask.span, "遮盖处") for mask in masks[1:])
        yield Fault(masks[0].span, {"count": str(len(masks))}, related=others, placeholder=masks[0])


_FILL = "补上数字，或删去这句话。"
# The rules below only pick from the placeholders that were found already. Only those of a single
# mark or word have triggers: of the others each has more marks than one would keep in step.
_WHY = "送审前必须补齐的空；遮盖符不是数字，任何统计都不会把它当数。"


def _blank(
    code: str,
    name: str,
    message: str,
    accepts: Callable[[Draft, Placeholder], bool],
    bad: tuple[str, ...],
    good: tuple[str, ...],
    *,
    severity: str = "error",
    suggestion: str = _FILL,
    explanation: str = _WHY,
    triggers: str = "",
    profiles: tuple[str, ...] = ("draft", "anonymised"),
) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity=severity,
        message=message,
        find=_finder(accepts),
        explanation=explanation,
        source="实务",
        bad=bad,
        good=good,
        suggestion=suggestion,
        triggers=triggers,
        profiles=profiles,
    )


RULES = (
    _blank(
        "PH101",
        "star-placeholder",
        "数字还没有填：缺{what}。",
        lambda d, p: p.rule == "star-placeholder" and not _is_approximate(d, p),
        ("全年召开推进会**次。", "实现产值**万元，同比增长*%。"),
        (
            "落实**重点任务**：抓好学习。",
            "采用A*算法规划线路。",
            "摆放3*5米展板1块。",
            "***\n召开推进会3次。",
        ),
        triggers="*＊",
    ),
    _blank(
        "PH102",
        "star-placeholder",
        "约数还没有填：缺{what}。",
        lambda d, p: p.rule == "star-placeholder" and _is_approximate(d, p),
        ("收集意见建议***余条。",),
        ("收集意见建议100余条。",),
        suggestion="补上数字，保留“余”“多”；能写准数的写准数。",
        triggers="*＊",
    ),
    _blank(
        "PH103",
        "letter-placeholder",
        "数字还没有填：缺{what}。",
        lambda d, p: p.rule == "letter-placeholder" and not _is_ratio(d, p),
        ("实现产值XX亿元，增长X.X%。", "位列全市第xx位。"),
        ("新购X射线设备3台。", "配发XXL号工装20套。", "展板规格为3×5米。", "建设X光机房1间。"),
    ),
    _blank(
        "PH104",
        "letter-placeholder",
        "比例还没有填：缺{what}。",
        lambda d, p: p.rule == "letter-placeholder" and _is_ratio(d, p),
        ("三次产业结构为xx.x:xx.x:xx.x。",),
        ("三次产业结构为9.2:51.1:39.7。",),
        triggers="XxＸｘ×*",
    ),
    _blank(
        "PH105",
        "cross-placeholder",
        "数字还没有填：缺{what}。",
        _named("cross-placeholder"),
        ("共有党员×名。", "走访企业××家。"),
        ("建立2×2矩阵。", "实行5×8小时工作制。", "实施“数据要素×”行动。"),
    ),
    _blank(
        "PH106",
        "underline-placeholder",
        "数字还没有填：缺{what}。",
        _named("underline-placeholder"),
        ("累计投入____万元。",),
        ("签字：____________", "____年__月__日"),
    ),
    _blank(
        "PH107",
        "box-placeholder",
        "数字还没有填：缺{what}。",
        _named("box-placeholder"),
        ("走访企业□□家。", "覆盖○○个村。"),
        ("二〇二三年八月", "☑优秀 □良好 □一般", "满意度为★★★☆☆。"),
    ),
    _blank(
        "PH108",
        "bracket-placeholder",
        "还有待填的内容：缺{what}。",
        _named("bracket-placeholder"),
        ("新增就业【待补】人。", "全年办件〔此处填数据〕件。", "投入资金（  ）万元。"),
        ("【工作亮点】一是抓学习。", "印发通知（云办〔2022〕5号）。", "选派专家（含外聘）12名。"),
    ),
    _blank(
        "PH109",
        "masked-name",
        "遮盖的{what}还没有还原。",
        _named("masked-name"),
        ("深入**区开展调研。", "由××县牵头实施。"),
        ("深入临江区开展调研。", "检察官办理张某某诈骗案。"),
        suggestion="还原成真实名称；若是对外的隐名稿，用 --profile anonymised。",
        explanation=(
            "内部送审稿里不应有遮盖的名称。隐名发布的稿子用 anonymised 配置，只汇总提示一次。"
        ),
        profiles=("draft",),
    ),
    Rule(
        code="PH109",
        name="masked-name",
        severity="info",
        message="全文有 {count} 处名称被遮盖（隐名稿）。",
        find=find_masks,
        explanation="隐名稿的遮盖名称是有意的，只汇总提示一次。",
        source="实务",
        bad=("深入**区开展调研。",),
        good=("深入临江区开展调研。",),
        profiles=("anonymised",),
    ),
    _blank(
        "PH110",
        "masked-date",
        "日期还没有填：缺{what}。",
        _named("masked-date"),
        ("20**年，全面推进改革。", "20xx年度工作总结已印发。"),
        ("2023年，全面推进改革。", "连续3年获评先进。"),
        suggestion="补上年份。",
    ),
    _blank(
        "PH111",
        "lost-number",
        "单位前面的数字丢了：缺{what}。",
        _named("lost-number"),
        ("全年开展检查次，整改问题个。", "同比增长%。", "投入资金   万元。"),
        (
            "首次开展检查，层次不断提升。",
            "依次排查，多次走访，整改多个问题。",
            "开拓市场，服务国家。",
        ),
        explanation="从表格或网页复制时数字容易丢，只剩单位。",
    ),
    _blank(
        "PH113",
        "unnamed-party",
        "“某”指谁没有写明（{what}）。",
        _named("unnamed-party"),
        ("某某局投入30万元。",),
        ("调解张某某等5户纠纷。", "某种程度上，基础仍不牢固。"),
        severity="warning",
        suggestion="写明单位或姓名；案例中的隐名可接受。",
        explanation="送审稿里的“某某局”多是套用模板留下的。当事人“张某”不在此列。",
        triggers="某",
        profiles=("draft",),
    ),
    _blank(
        "PH117",
        "sample-value",
        "日期还没有填：缺{what}。",
        _named("sample-value"),
        ("2023年X月X日召开会议。",),
        ("2023年8月1日召开会议。",),
        severity="warning",
        suggestion="补上日期。",
    ),
)


def touches(span: Span, placeholders: tuple[Placeholder, ...]) -> bool:
    """Whether a span shares a character with a blank or a mask; these in the order of the text."""
    index = bisect_right(placeholders, span.start, key=lambda placeholder: placeholder.span.start)
    near = placeholders[max(index - 1, 0) : index + 1]
    return any(span.overlaps(placeholder.span) for placeholder in near)

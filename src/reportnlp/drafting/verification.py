"""Whether a sentence says what its facts say, and nothing that they do not.

Two readings, independent of how the sentence came about. The words around the facts' own must
hold no figure, no vague count, no Latin letters, no name and no praise. Then the extractor that
`analyse` uses reads the whole sentence: every figure must be a fact's, with its value, unit and
approximation, and stand with the thing that it measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportnlp.annotations import Metric
from reportnlp.document import Document, Span
from reportnlp.drafting.clauses import quantity_of
from reportnlp.drafting.names import form_of
from reportnlp.extraction.metrics import find_metrics
from reportnlp.extraction.numerals import find_quantities
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_UNSUPPORTED = {row[0]: row[1] for row in load_rows("unsupported")}
_DIGIT = Pattern(r"[0-9０-９①-⑳⑴-⒇ⅠⅡⅢⅣⅤ½¼¾]")
_LATIN = Pattern(r"[A-Za-zＡ-Ｚａ-ｚ]")
_COUNTED = Pattern(
    r"[〇零一二两三四五六七八九十百千万亿几数多]{1,8}[余多来]?(?=[个名人位户家次场项件条篇期批起份部处座套台辆间所亩吨天周月年成倍届轮])"
)
_TITLE = Pattern(r"《[^《》]{1,60}》|“[^“”]{1,40}”|【[^【】]{0,80}】|〔[^〔〕]{0,20}〕")
_PLACE = Pattern(
    r"[\u4e00-\u9fff]{1,4}(?:省|市|县|自治区|自治州|街道|乡|镇|村)(?![场级民委域情容政区直属管内外各里])"
)
_ORGANISATION = Pattern(
    r"[\u4e00-\u9fff]{2,8}(?:局|委员会|公司|集团|学院|大学|医院|法院|检察院|银行|办公室|协会|党校|支行|研究院)"
)
_PERSON = Pattern(
    r"[\u4e00-\u9fff]{1,3}(?:同志|书记|部长|主任|局长|院长|校长|省长|市长|县长|主席|总理)(?![们])"
)
_COMMON_PLACES = frozenset(
    "全 各 我 本 该 县 市 省 城 乡 镇 村 基层 进 到 跨 驻 入 在 每 上级".split()
)
_SET_WORDS = (
    "一手抓", "一体", "统一", "一致", "一线", "一流", "一道", "一起", "一定", "一系列", "一张网",
    "千方百计", "万众一心", "始终如一", "一如既往", "进一步", "第一时间", "百姓", "万家", "一方面",
    "一步", "一贯", "一以贯之", "三农", "四个意识", "四个自信", "两个确立", "两个维护", "五位一体",
    "三会一课", "一岗双责", "一把手", "一盘棋", "双向", "双重", "多方", "多元", "多样", "多种",
    "一年来", "一年", "多渠道", "多措并举", "十四五", "十五五", "二十大", "零距离", "半年",
)  # fmt: skip
_MIN_REPEAT = 9
_TAIL = 6
_BLANK = Pattern(r"【待补：[^【】]{1,200}】")


def refusals(
    text: str,
    facts: Sequence[Fact],
    *,
    locked: Sequence[str] = (),
    names: Sequence[str] = (),
    others: Sequence[Fact] = (),
) -> tuple[str, ...]:
    """Why a sentence may not stand; empty if it may.

    text:   the sentence with its figures put in.
    facts:  those that it has to say, each once.
    locked: stretches that code worded from the facts; the words around them are the model's.
    names:  proper names and Latin words that the words around may hold.
    others: further facts of the draft; a figure paired with a name of theirs is refused.
    """
    reasons = [
        *_missing(text, facts),
        *_cut_off(text),
        *_repeated(text),
        *_added(_around(text, facts, locked), names),
        *_wrong_figures(text, facts, others),
    ]
    return tuple(dict.fromkeys(reasons))


# ------------------------------------------------------------------------ all is there


def _missing(text: str, facts: Sequence[Fact]) -> list[str]:
    reasons = []
    wanted: dict[str, int] = {}
    for fact in facts:
        if fact.is_text:
            words = _deed(fact)
            if words and words not in text:
                reasons.append(f"漏了事实“{words[:20]}”")
        else:
            quantity = _bare(fact)
            wanted[quantity] = wanted.get(quantity, 0) + 1
    for fact in facts:
        if fact.is_text:
            text = text.replace(_deed(fact), "|")
    for quantity, count in wanted.items():
        found = _count(text, quantity)
        if found < count:
            reasons.append(f"漏了数字“{quantity}”")
        elif found > count:
            reasons.append(f"重复数字“{quantity}”")
    return reasons


def _deed(fact: Fact) -> str:
    """The words of a deed as they stand in a sentence."""
    return fact.note.strip().rstrip("。；;，,")


def _count(text: str, quantity: str) -> int:
    """How often a quantity stands in a text, not as the end of a longer number."""
    count, start = 0, text.find(quantity)
    while start >= 0:
        before = text[start - 1 : start]
        longer = quantity[:1].isdigit() and (before.isdigit() or before in (".", ","))
        count += not longer or not before
        start = text.find(quantity, start + len(quantity))
    return count


def _bare(fact: Fact) -> str:
    """The quantity without the sign that the words 下降 and 减少 stand for."""
    return quantity_of(fact).lstrip("-－−")


def _cut_off(text: str) -> list[str]:
    if not text.rstrip().endswith(("。", "！", "？", "；", "：")):
        return ["句子没有写完"]
    for opening, closing in ("“”", "《》", "（）", "【】", "〔〕"):
        if text.count(opening) != text.count(closing):
            return [f"{opening}{closing}不成对"]
    return []


def _repeated(text: str) -> list[str]:
    # A blank names its fact once more; that is no repetition.
    text = _BLANK.sub("【】", text)
    seen: set[str] = set()
    clauses = [c for c in text.replace("；", "，").replace("。", "，").split("，") if len(c) >= 4]
    for clause in clauses:
        if clause in seen:
            return [f"重复“{clause}”"]
        seen.add(clause)
    for start in range(len(text) - 2 * _MIN_REPEAT + 1):
        piece = text[start : start + _MIN_REPEAT]
        if "【" not in piece and text.find(piece, start + _MIN_REPEAT) >= 0 and _is_words(piece):
            return [f"重复“{piece}”"]
    return []


def _is_words(piece: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in piece)


# ------------------------------------------------------------------------ nothing is added


def _around(text: str, facts: Sequence[Fact], locked: Sequence[str]) -> str:
    """The words that are not the facts' own; what is cut out leaves a bar."""
    own = list(locked) or [
        words
        for fact in facts
        for words in (
            _deed(fact),
            quantity_of(fact),
            _bare(fact),
            *_names(fact),
        )
    ]
    for words in sorted(own, key=len, reverse=True):
        if words:
            text = text.replace(words, "|")
    return text


def _names(fact: Fact) -> tuple[str, ...]:
    form = form_of(fact) if fact.name else None
    return (fact.name, form.name, form.base, fact.topic, fact.period) if form else (fact.topic,)


def _added(around: str, names: Sequence[str]) -> list[str]:
    for name in sorted(names, key=len, reverse=True):
        around = around.replace(name, "|") if name else around
    reasons = [
        f"没有依据的说法“{word}”" if kind != "vague" else f"含混的数量“{word}”"
        for word, kind in _UNSUPPORTED.items()
        if word in around
    ]
    for word in _SET_WORDS:
        around = around.replace(word, "|")
    for pattern, label in (
        (_DIGIT, "多出的数字"),
        (_LATIN, "多出的字母"),
        (_COUNTED, "多出的数量"),
        (_TITLE, "没有依据的名称"),
        (_ORGANISATION, "没有依据的单位"),
        (_PERSON, "没有依据的人名"),
    ):
        match = pattern.search(around)
        if match:
            reasons.append(f"{label}“{match.group()}”")
    reasons += [
        f"没有依据的地名“{match.group()}”"
        for match in _PLACE.finditer(around)
        if match.group()[:-1] not in _COMMON_PLACES and match.group()[-2:-1] not in _COMMON_PLACES
    ]
    reasons += [
        f"多出的数量“{quantity.span.cut(around)}”"
        for quantity in find_quantities(around)
        if quantity.unit or quantity.script == "arabic"
    ]
    return reasons


# ------------------------------------------------------------------------ the figures


def _wrong_figures(text: str, facts: Sequence[Fact], others: Sequence[Fact]) -> list[str]:
    """What the extractor reads and the facts do not say."""
    document = Document.from_text(text)
    own = [span for fact in facts if fact.is_text for span in _places(text, _deed(fact))]
    own += [span for fact in facts if fact.name for span in _places(text, form_of(fact).name)]
    figures = [fact for fact in facts if fact.value is not None]
    reasons = []
    for metric in find_metrics(document):
        if any(metric.span in span for span in own):
            continue
        fitting = [fact for fact in figures if _same_figure(metric, fact, text)]
        quote = metric.span.cut(text)
        if not fitting:
            reasons.append(f"“{quote}”不是事实里的数字")
        elif not any(_is_named(metric, fact, text, [*figures, *others]) for fact in fitting):
            reasons.append(f"“{quote}”配错了事项")
    return reasons


def _places(text: str, words: str) -> list[Span]:
    found, start = [], text.find(words) if words else -1
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + len(words))
    return found


def _stands(metric: Metric, fact: Fact, text: str) -> bool:
    """Whether a marked quantity stands as the fact has it: the reader may miss its 约."""
    return bool(fact.mark) and text[: metric.span.end].endswith(fact.quantity)


def _same_figure(metric: Metric, fact: Fact, text: str) -> bool:
    value = fact.value if fact.value is not None else Decimal(0)
    return (
        metric.value in (value, abs(value))
        and metric.value_max == fact.value_max
        and (metric.unit == fact.base_unit or not fact.base_unit)
        and (
            metric.approx == fact.approx
            or _stands(metric, fact, text)
            or fact.mark in ("不低于", "不超过", "超过", "突破")
        )
    )


def _is_named(metric: Metric, fact: Fact, text: str, facts: Sequence[Fact]) -> bool:
    """Whether the figure stands with the name of its own fact rather than with another's."""
    name = form_of(fact).name
    before = text[: metric.span.start]
    if before.endswith(name):
        return True
    # 同比增长 after what grew, or a name whose head is shared: its end is its own alone.
    tail = form_of(fact).how or name[-_TAIL:]
    if before.endswith(tail) and not any(
        other.name.endswith(tail) for other in facts if other.id != fact.id
    ):
        return True
    own = _likeness(metric.name, fact)
    best = max((_likeness(metric.name, other) for other in facts if other is not fact), default=0.0)
    return own >= best and (own > 0.0 or name in text)


def _likeness(name: str, fact: Fact) -> float:
    """Shared pairs of characters of a name and a fact's, 0 to 1 (Dice)."""
    if not fact.name:
        return 0.0
    form, own = form_of(fact), _pairs(name)
    return max(
        2 * len(own & pairs) / (len(own) + len(pairs)) if own and pairs else 0.0
        for pairs in (_pairs(form.name), _pairs(form.base or form.name))
    )


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))

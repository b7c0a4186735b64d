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
from reportnlp.document import Document
from reportnlp.drafting.additions import added, around, change_of, places
from reportnlp.drafting.barred_words import words_before
from reportnlp.drafting.clauses import deed, unsigned
from reportnlp.drafting.names import form_of, opposite
from reportnlp.extraction.marks import is_chinese
from reportnlp.extraction.metrics import find_metrics
from reportnlp.facts import Fact
from reportnlp.patterns import Pattern

_MIN_REPEAT = 9
_TAIL = 6
_SIGNS = ("-", "－", "−", "—", "–", "~", "～")
_BESIDE = (*words_before("slot"), *_SIGNS, "的")
_TURNING, _PLANNING = words_before("name"), words_before("deed")
_PART = ("其中", "其中：", "、")
_ENDS = "，、；。：！（）"
"""What may follow a figure."""
_LINKS = ("达到", "达", "为", "共", "共计", "保持在", "")
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
        *_untimed(text, facts, locked),
        *_cut_off(text),
        *_repeated(text),
        *added(around(text, facts, locked), names),
        *_wrong_figures(text, facts, others),
        *_marked(text, facts),
        *_turned(text, facts),
    ]
    return tuple(dict.fromkeys(reasons))


# ------------------------------------------------------------------------ all is there


def _missing(text: str, facts: Sequence[Fact]) -> list[str]:
    reasons = []
    wanted: dict[str, int] = {}
    for fact in facts:
        if fact.is_text:
            words = deed(fact)
            if words and words not in text:
                reasons.append(f"漏了事实“{words[:20]}”")
        else:
            quantity = unsigned(fact)
            wanted[quantity] = wanted.get(quantity, 0) + 1
    for fact in facts:
        if fact.is_text:
            text = text.replace(deed(fact), "|")
    for quantity, count in wanted.items():
        found = _count(text, quantity)
        if found < count:
            reasons.append(f"漏了数字“{quantity}”")
        elif found > count:
            reasons.append(f"重复数字“{quantity}”")
    return reasons


def _untimed(text: str, facts: Sequence[Fact], locked: Sequence[str]) -> list[str]:
    """Periods that are not said; where code worded the facts, it knows which need not be."""
    periods = (fact.period for fact in facts if not locked or fact.period in locked)
    return [f"漏了时间“{period}”" for period in periods if period and period not in text]


def _count(text: str, quantity: str) -> int:
    """How often a quantity stands in a text, not as a part of a longer number."""
    count = 0
    for span in places(text, quantity):
        before, after = text[: span.start][-1:], text[span.end : span.end + 2]
        longer = quantity[:1].isdigit() and (before.isdigit() or before in (".", ","))
        on = quantity[-1:].isdigit() and (
            after[:1].isdigit() or (after[:1] in (".", ",") and after[1:].isdigit())
        )
        count += not (longer or on)
    return count


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
    return all(map(is_chinese, piece))


# ------------------------------------------------------------------------ the figures


def _wrong_figures(text: str, facts: Sequence[Fact], others: Sequence[Fact]) -> list[str]:
    """What the extractor reads and the facts do not say."""
    document = Document.from_text(text)
    own = [span for fact in facts if fact.is_text for span in places(text, deed(fact))]
    own += [span for fact in facts if fact.name for span in places(text, form_of(fact).name)]
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


def _marked(text: str, facts: Sequence[Fact]) -> list[str]:
    """What stands beside a figure and changes what it says: 突破 before it, 以上 behind it."""
    reasons = []
    for fact in facts:
        quantity = "" if fact.is_text or fact.is_blank else unsigned(fact)
        for span in places(text, quantity):
            before, after = text[: span.start], text[span.end :]
            mark = next((mark for mark in _BESIDE if before.endswith(mark)), "")
            says_it = fact.name and change_of(fact) != form_of(fact).how
            signed = fact.figure.startswith(_SIGNS) and before.endswith(_SIGNS) and not says_it
            if mark and not signed and not before.endswith(_said_before(fact)):
                reasons.append(f"数字前多了“{mark}”")
            if after and after[0] not in _ENDS and not _goes_on(before[-1:], quantity, after):
                reasons.append(f"数字后多了“{after[:2]}”")
    return reasons


def _goes_on(before: str, quantity: str, after: str) -> bool:
    """Whether what looks like the quantity is a part of another one: 3 in 13, 5 in 5.2."""
    return before.isdigit() or (quantity[-1:].isdigit() and after[:1] in "0123456789.,")


def _turned(text: str, facts: Sequence[Fact]) -> list[str]:
    """Words before a name that take back what it says: 未走访企业, and 其中 where it is no part."""
    names = {fact.id: form_of(fact).name for fact in facts if not fact.is_text}
    reasons = []
    for fact in facts:
        if fact.is_text:
            continue
        name = names[fact.id]
        longer = [s for own in names.values() if len(own) > len(name) for s in places(text, own)]
        words = (*_TURNING, *(() if fact.section == "plans" else _PLANNING))
        words = (*words, *(() if form_of(fact).part else ("其中",)))
        for span in places(text, name):
            if any(span in own for own in longer):
                continue
            before = text[: span.start]
            word = next((word for word in words if before.endswith(word)), "")
            if word:
                reasons.append(f"“{name}”前多了“{word}”")
            elif form_of(fact).part and not before.endswith(_PART):
                reasons.append(f"“{name}”前少了“其中”")
    return reasons


def _said_before(fact: Fact) -> tuple[str, ...]:
    """The facts' own words that may stand right before its figure."""
    form, how = form_of(fact), change_of(fact)
    name = form.name if how == form.how else ""
    return tuple(words for words in (name, how, "占" if form.part else "") if words) or ("|",)


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
    if any(_is_before(other, before) for other in facts) and not _is_before(fact, before):
        return False
    # 同比增长 after what grew, or a name whose head is shared: its end is its own alone.
    tail = form_of(fact).how or name[-_TAIL:]
    if before.endswith(tail) and not any(
        other.name.endswith(tail) for other in facts if other.id != fact.id
    ):
        return True
    own = _likeness(metric.name, fact)
    best = max((_likeness(metric.name, other) for other in facts if other is not fact), default=0.0)
    return own >= best and (own > 0.0 or name in text)


def _is_before(fact: Fact, text: str) -> bool:
    """Whether a text ends with the name of a fact, or with what it says of its change."""
    form = form_of(fact)
    own = {fact.name, form.name, form.how, opposite(form.how)} - {""}
    return any(text.endswith(words + link) for words in own for link in _LINKS)


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

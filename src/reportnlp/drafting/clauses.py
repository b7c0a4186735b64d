"""Facts as locked clauses: exact by construction, whatever is written around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportnlp.drafting.names import (
    NameForm,
    form_of,
    is_intent,
    is_neutral,
    is_stock,
    is_unwelcome,
    opposite,
    verb_of,
)
from reportnlp.drafting.wording import Choice
from reportnlp.facts import Fact

_THERE_ARE = "共有"
_AIMS = ("力争", "确保", "预计")
_AHEAD = ("problems", "plans")
_MAX_SHARED = 3
_MIN_TAIL = 3
_MAX_HEAD = 6
_MIN_WHOLE = 3
_MAX_LISTED = 18


@dataclass(frozen=True, slots=True)
class Clause:
    """Facts that are said together.

    text:    as it stands in the draft, without a mark at its end; figures are the facts'.
    facts:   in the order of the text.
    kind:    "deed" for words of the file, else the form of its first fact (`NameForm.kind`).
    yearly:  whether 全年 may stand before it.
    """

    text: str
    facts: tuple[Fact, ...]
    kind: str
    yearly: bool = False


def blank_mark(fact: Fact) -> str:
    """The mark that stands for a figure not known yet: 【待补：理论学习中心组学习会次数（次）】."""
    name = form_of(fact).name
    if fact.unit == "次" and not name.endswith(("次数", "数")):
        name += "次数"
    return f"【待补：{name}（{fact.unit}）】" if fact.unit else f"【待补：{name}】"


def quantity_of(fact: Fact) -> str:
    """The figure with its unit as it stands in the text, or the mark of a blank."""
    if fact.is_blank:
        return blank_mark(fact)
    if form_of(fact).kind == "rank" and not fact.figure.startswith("第"):
        return f"第{fact.quantity}"
    return fact.quantity


def unsigned(fact: Fact) -> str:
    """The quantity without the sign that the words 下降 and 减少 stand for."""
    return quantity_of(fact).lstrip("-－−")


def deed(fact: Fact) -> str:
    """The words of a deed as they stand in a sentence."""
    return fact.note.strip().rstrip("。；;，,")


def word_clauses(facts: Sequence[Fact], choice: Choice, *, section: str) -> tuple[Clause, ...]:
    """The facts of one sentence or topic as clauses, in their order.

    A change stays with what changes, a part with its whole; like facts are said in one breath.
    """
    clauses: list[Clause] = []
    rest = list(facts)
    while rest:
        taken = _distribution(rest, section) or _shared_verb(rest, choice, section)
        if taken is None:
            taken = _single(rest[0], choice, section)
        rest = rest[len(taken.facts) :]
        while rest and (more := _belonging(taken, rest[0])):
            taken = replace(taken, text=taken.text + more, facts=(*taken.facts, rest[0]))
            rest = rest[1:]
        clauses.append(taken)
    return tuple(clauses)


def _belonging(clause: Clause, fact: Fact) -> str:
    """The words that add a change or a part to the clause before it; "" where it is neither."""
    if clause.kind == "deed" or fact.is_text or fact.period != clause.facts[-1].period:
        return ""
    form = form_of(fact)
    if form.part:
        mark = "、" if form_of(clause.facts[-1]).part else "，其中"
        return f"{mark}{_part(form, fact)}"
    whole = form_of(clause.facts[0])
    if len(clause.facts) == 1 and (rest := _rest_of_name(whole.name, form.name)):
        return f"，{rest}{quantity_of(fact)}"
    if form.kind == "change" and not form.base and form_of(clause.facts[-1]).part:
        # Without a name of its own it stands as in the file: behind the part.
        return f"，{_change_words(form, fact)}"
    if form.kind == "change" and _same_thing(form.base, whole.name) and len(clause.facts) == 1:
        return f"，{_change_words(form, fact)}"
    return ""


def _part(form: NameForm, fact: Fact) -> str:
    """其中网上办理占68.4%: a share of the whole is said to be one."""
    if form.kind == "rate" and not form.name.endswith(("率", "比", "占", "比重", "比例")):
        return f"{form.name}{'' if fact.is_blank else '占'}{quantity_of(fact)}"
    return _plain(form, fact)


def _rest_of_name(whole: str, name: str) -> str:
    """金秋助学74人，发放22.2万元: what a name says beyond that of the fact before it."""
    rest = name[len(whole) :] if name.startswith(whole) else ""
    return rest if len(whole) >= _MIN_WHOLE and (rest and verb_of(rest)) else ""


def _same_thing(base: str, name: str) -> bool:
    return not base or base == name or (len(base) >= 2 and name.endswith(base))


def _change_words(form: NameForm, fact: Fact) -> str:
    how = form.how
    if how.endswith(("增速", "增幅", "降幅")):
        return f"{how}为{quantity_of(fact)}"
    if fact.value is not None and fact.value < 0 and (other := opposite(how)):
        return f"{other}{quantity_of(fact).lstrip('-－−')}"
    return f"{how}{quantity_of(fact)}"


def _plain(form: NameForm, fact: Fact) -> str:
    if form.kind == "change":
        return form.base + _change_words(form, fact)
    return _side_by_side(form.name, fact)


def _side_by_side(name: str, fact: Fact) -> str:
    """Name and figure, with 为 where they would run into one number: 平均PM2.5为28."""
    quantity = quantity_of(fact)
    apart = name[-1:].isascii() and name[-1:].isalnum() and quantity[:1].isascii()
    return f"{name}{'为' if apart else ''}{quantity}"


# ------------------------------------------------------------------------ one fact


def _single(fact: Fact, choice: Choice, section: str) -> Clause:
    if fact.is_text:
        return Clause(deed(fact), (fact,), "deed")
    form = form_of(fact)
    yearly = form.kind in ("verb", "event") and not is_stock(form.name)
    return Clause(_worded(form, fact, choice, section), (fact,), form.kind, yearly)


def _worded(form: NameForm, fact: Fact, choice: Choice, section: str) -> str:
    quantity = quantity_of(fact)
    if form.kind == "said" or is_intent(form.name):
        return _meant(form, fact, section) or _side_by_side(form.name, fact)
    if form.kind == "event":
        verb = choice.order(form.verbs, fact.id)[0]
        return f"{_intent(section)}{choice.take(verb)}{_side_by_side(form.name, fact)}"
    if form.kind == "verb":
        return f"{_intent(section)}{_side_by_side(form.name, fact)}"
    if form.kind in ("level", "rate"):
        return f"{form.name}{_link(form, fact, choice, section)}{quantity}"
    if form.kind == "rank":
        return f"{form.name}{'力争进入' if section == 'plans' else '为'}{quantity}"
    if form.kind == "standing" and section not in _AHEAD:
        return f"{_THERE_ARE}{_plain(form, fact)}"
    if form.kind == "standing" and section == "plans" and not fact.is_blank:
        return f"{form.name}力争达到{quantity}"
    return ("力争" if section == "plans" and form.kind == "plain" else "") + _plain(form, fact)


def _meant(form: NameForm, fact: Fact, section: str) -> str:
    """力争参与率达到100%: a level that the name itself says is meant; "" for a deed."""
    if section != "plans" or not form.name.startswith(_AIMS):
        return ""
    aim = next(word for word in _AIMS if form.name.startswith(word))
    bare = form_of(replace(fact, name=form.name[len(aim) :] or form.name))
    if bare.kind not in ("level", "rate") or _says_its_bound(fact):
        return ""
    low = is_unwelcome(bare.name) or is_neutral(bare.name)
    return f"{form.name}{'' if fact.is_blank else '控制在' if low else '达到'}{quantity_of(fact)}"


def _intent(section: str) -> str:
    return "计划" if section == "plans" else ""


def _link(form: NameForm, fact: Fact, choice: Choice, section: str) -> str:
    """The word between a level and its figure."""
    if fact.is_blank:
        return ""
    if _says_its_bound(fact):
        return ""
    if section == "plans":
        return "控制在" if is_unwelcome(form.name) else "力争达到"
    if section == "problems" or is_unwelcome(form.name) or is_neutral(form.name) or _is_low(fact):
        return "为"
    return choice.take(choice.order(("达到", "达"), fact.id)[0])


def _says_its_bound(fact: Fact) -> bool:
    return fact.mark in ("不低于", "不少于", "不超过", "不高于", "超过", "超", "突破", "近", "约")


def _is_low(fact: Fact) -> bool:
    return fact.value is not None and fact.value <= 0


# ------------------------------------------------------------------------ several facts


def _distribution(facts: Sequence[Fact], section: str) -> Clause | None:
    """城镇、农村居民人均可支配收入分别为39870元、18652元: names that differ in their heads."""
    first = facts[0]
    if first.is_text or first.is_blank:
        return None
    run = [first]
    form = form_of(first)
    if form.part or form.kind not in ("level", "rate", "plain") or is_intent(form.name):
        return None
    for fact in facts[1:_MAX_SHARED]:
        if not _alike(first, fact) or not _common_tail([*run, fact]):
            break
        run.append(fact)
    if len(run) < 2 or _followed_by_own(run, facts[len(run) :]):
        return None
    tail = _common_tail(run)
    heads = "、".join(form_of(fact).name[: -len(tail)] for fact in run)
    link = "力争达到" if section == "plans" else ("分别为" if section == "problems" else "分别达到")
    if any(is_unwelcome(fact.name) or _is_low(fact) for fact in run):
        link = "控制在" if section == "plans" else "分别为"
    if form.kind == "plain":
        link = "分别为"
    quantities = "、".join(quantity_of(fact) for fact in run)
    return Clause(f"{heads}{tail}{link}{quantities}", tuple(run), form.kind)


def _alike(first: Fact, fact: Fact) -> bool:
    return (
        not fact.is_text
        and not fact.is_blank
        and fact.unit == first.unit
        and fact.period == first.period
        and not form_of(fact).part
        and form_of(fact).kind == form_of(first).kind
    )


def _common_tail(facts: Sequence[Fact]) -> str:
    """What all names end with, where each has a short head of its own before it; else ""."""
    names = [form_of(fact).name for fact in facts]
    shortest = min(len(name) for name in names)
    size = 0
    while size < shortest and len({name[-size - 1 :] for name in names}) == 1:
        size += 1
    heads = [name[: len(name) - size] for name in names]
    fits = size >= _MIN_TAIL and len({len(head) for head in heads}) == 1
    if not fits or len(set(heads)) < len(heads):
        return ""
    if not all(2 <= len(head) <= _MAX_HEAD and head.isalpha() for head in heads):
        return ""
    return names[0][-size:]


def _shared_verb(facts: Sequence[Fact], choice: Choice, section: str) -> Clause | None:
    """走访企业28家、农户120户; 开展警示教育5场、廉政谈话112人次: deeds with one verb."""
    first = facts[0]
    if first.is_text or form_of(first).part or is_intent(first.name):
        return None
    if form_of(first).kind == "standing" and section in _AHEAD:
        return None
    verbs, _ = _verb_and_object(first)
    run = [first]
    for fact in facts[1:_MAX_SHARED]:
        if fact.is_text or fact.period != first.period or form_of(fact).part:
            break
        shared = tuple(verb for verb in verbs if verb in _verb_and_object(fact)[0])
        if not shared or form_of(fact).kind != form_of(first).kind or _is_long(run[-1]):
            break
        verbs = shared
        run.append(fact)
    if len(run) < 2 or _followed_by_own(run, facts[len(run) :]):
        return None
    kind = form_of(first).kind
    verb = choice.take(choice.order(verbs, first.id)[0]) if kind == "event" else verbs[0]
    rest = "、".join(_side_by_side(_verb_and_object(fact)[1], fact) for fact in run)
    yearly = kind != "standing" and not is_stock(first.name)
    return Clause(f"{_intent(section)}{verb}{rest}", tuple(run), kind, yearly)


def _verb_and_object(fact: Fact) -> tuple[tuple[str, ...], str]:
    """The verbs that a deed can begin with, and what stands behind them."""
    form = form_of(fact)
    if form.kind == "event":
        return form.verbs, form.name
    if form.kind == "standing":
        return (_THERE_ARE,), form.name
    verb = verb_of(form.name) if form.kind == "verb" else ""
    behind = form.name[len(verb) :]
    # 获评的同志 is one noun; 、的同志3名 is nothing.
    return ((verb,), behind) if verb and behind and behind[0] != "的" else ((), form.name)


def _is_long(fact: Fact) -> bool:
    """Whether a name is too long, or holds marks of its own, for a list."""
    return len(fact.name) > _MAX_LISTED or any(mark in fact.name for mark in "、，")


def _followed_by_own(run: Sequence[Fact], rest: Sequence[Fact]) -> bool:
    """Whether a part or change follows that would then seem to belong to the whole run."""
    if not rest or rest[0].is_text:
        return False
    form = form_of(rest[0])
    return form.part or (form.kind == "change" and _same_thing(form.base, form_of(run[-1]).name))

"""Rates beside what they were made from: 应到1176人次，实到1082人次，到课率92%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportnlp.checking.amounts import Amount, behind_last, sentence_end, sentence_start
from reportnlp.checking.proportions import (
    LOOK_BACK,
    NUMBER,
    Claim,
    are_alike,
    before_in_paragraph,
    claim_of,
    countable,
    explains,
    is_explained,
    is_far,
    wrong_share,
)
from reportnlp.checking.rule import Draft, Fault
from reportnlp.checking.stages import is_later_stage
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_RATE = Pattern(
    r"[率面](?:已|均|约)?(?:达到?了?|为|是|仅为|只有|高达)?"
    rf"(?P<figure>{NUMBER})[ ]?[%％](?!以|左右|[至到~～—-])"
)
_MARKS = "，；、（：。！？\n"
_DEEDS: dict[str, tuple[str, ...]] = {
    "结案": ("结案", "审结", "执结", "办结"),
    "办结": ("办结", "结案"),
    "完成": ("完成", "办结", "建成", "已", "实际"),
    "整改": ("整改", "整治"),
    "执行": ("支出", "拨付", "执行"),
    "支出": ("支出", "拨付"),
    "达标": ("达标", "达到", "合格"),
    "化解": ("化解", "调解成功"),
}
"""What the deed of a rate may be called where it is counted."""
_NO_DEEDS = frozenset(
    (
        "增长 利用 负债 使用 周转 失业 死亡 发病 下降 提升 贡献 城镇 绿化 普及 知晓 就业 覆盖 "
        "自给 转化 压缩 压减 缩短 缩减 提速 精简 减少 节约 收益 回报 利润"
    ).split()
)
_BASES: dict[str, tuple[str, ...]] = {
    "开工": ("签约", "项目", "工程"),
    "落地": ("签约", "协议"),
    "注册": ("签约", "协议"),
    "履约": ("签约", "协议"),
    "投产": ("签约", "开工", "项目"),
    "竣工": ("开工", "项目", "工程"),
    "完工": ("开工", "项目", "工程"),
}
"""Of what a rate is, where that is counted some lines before; others as in stages.tsv."""
_FAR_BACK = 300
_COHORT = Pattern(r"毕业生|失业|劳动力|学员")
_GENERAL = Pattern(r"^(?:全年|总体|综合|平均|总|累计|实际|整体|其|当年|年度|全县|全市|全区|全镇)+")
_OTHER_WHOLE = Pattern(r"去年|新增|上年|同期|往年|新收|旧存|上一年|目标|较|力争")
_AMONG = Pattern(r"(?:中|里)[，]?(?:目前|现|已|共)?有|^[^，。；]{1,8}有$")
_TELLS_WHOLE = Pattern(r"共|总|应|全部|反馈|受理")
_MOST_APART = 45
_MOST_NAME = 12


@dataclass(frozen=True, slots=True, eq=False)
class _Rate:
    """A rate and where it is told.

    name:  before 率 in its clause: "按期办结".
    begin: of the sentence.
    """

    claim: Claim
    name: str
    begin: int

    @property
    def deed(self) -> str:
        return self.name[-2:]


def find_wrong_rates(draft: Draft) -> Iterator[Fault]:
    """受理5180件，办结4921件，办结率97%."""
    for rate in _rates(draft):
        amounts = countable(draft.amounts.between(rate.begin, rate.claim.start))
        part, whole = _part_and_whole(draft, rate, amounts)
        if part is None or whole is None or part.approx or whole.approx:
            continue
        if draft.amounts.has_blank(min(part.span.start, whole.span.start), rate.claim.span.end):
            continue
        if is_explained(draft, rate.begin, rate.claim.start, rate.claim):
            continue
        if not explains(part, whole, rate.claim) and not is_far(part, whole, rate.claim):
            yield wrong_share(draft, part, whole, rate.claim)


def _rates(draft: Draft) -> Iterator[_Rate]:
    text = draft.text
    for match in _RATE.finditer(text):
        begin = sentence_start(text, match.start(), most=LOOK_BACK)
        start = behind_last(_MARKS, text, begin, match.start())
        name = _GENERAL.sub("", text[start : match.start()])
        figure = Span(match.start("figure"), match.end())
        claim = claim_of(start, figure, match["figure"])
        if start > begin and name and len(name) <= _MOST_NAME and 0 < claim.middle <= 100:
            yield _Rate(claim, name, begin)


def _part_and_whole(
    draft: Draft, rate: _Rate, amounts: Sequence[Amount]
) -> tuple[Amount | None, Amount | None]:
    """What was counted by the deed of a rate, and the figure that it is a part of."""
    for index in range(len(amounts) - 1, max(len(amounts) - 4, -1), -1):
        part = amounts[index]
        if rate.claim.start - part.span.end > _MOST_APART:
            break
        whole = _whole_before(draft, amounts[:index], part)
        if whole is None and _is_due(draft.text, part) and index:
            part, whole = amounts[index - 1], part
            if not are_alike(part, whole) or part.value > whole.value:
                break
        if whole is not None and _is_of(draft.text, rate, part, whole):
            return part, whole
        if whole is None and _counts_deed(draft.text, rate, part, rate.begin):
            return part, (
                _whole_elsewhere(draft, rate, part) or _whole_told_earlier(draft, rate, part)
            )
    return None, None


def _is_due(text: str, amount: Amount) -> bool:
    """缴费8600人，应参保9200人: the whole is told behind its part."""
    return "应" in _clause(text, amount)


def _whole_before(draft: Draft, amounts: Sequence[Amount], part: Amount) -> Amount | None:
    wholes = [a for a in reversed(amounts) if are_alike(a, part) and a.value >= part.value]
    for amount in wholes:
        clause = _clause(draft.text, amount)
        between = draft.text[amount.span.end : part.span.start]
        if "；" in between and "%" in between:
            return None  # it is a part with a share of its own
        if "其中" not in clause or len(wholes) == 1:
            return None if _OTHER_WHOLE.search(clause) else amount
    return None


def _whole_elsewhere(draft: Draft, rate: _Rate, part: Amount) -> Amount | None:
    """In the sentence before, or behind the rate: 整改率88.1%，共反馈问题45个."""
    last = sentence_start(draft.text, max(rate.begin - 2, 0))
    before = [
        a
        for a in before_in_paragraph(draft, rate.begin)
        if a.span.start >= last and are_alike(a, part) and a.value >= part.value
    ]
    if before:
        return None if _OTHER_WHOLE.search(_clause(draft.text, before[-1])) else before[-1]
    end = rate.claim.span.end
    for amount in countable(draft.amounts.between(end, sentence_end(draft.text, end, most=60))):
        if are_alike(amount, part) and amount.value >= part.value:
            return amount if _TELLS_WHOLE.search(_clause(draft.text, amount)) else None
    return None


def _whole_told_earlier(draft: Draft, rate: _Rate, part: Amount) -> Amount | None:
    """Some lines before, by what it is: 新签约项目42个……新开工31个，开工率83.8%."""
    text = draft.text
    before = [
        a
        for a in countable(draft.amounts.between(max(rate.begin - _FAR_BACK, 0), rate.begin))
        if are_alike(a, part) and a.value >= part.value
    ]
    if rate.claim.high > 100 or any(explains(part, amount, rate.claim) for amount in before):
        return None
    done = _named(text, part)
    for amount in reversed(before):
        named = _named(text, amount)
        if _OTHER_WHOLE.search(named) is None and _is_base(rate.deed, named, done):
            return amount
    return None


def _named(text: str, amount: Amount) -> str:
    return _clause(text, amount)[: amount.span.start - amount.span.end]


def _is_base(deed: str, named: str, done: str) -> bool:
    bases = _BASES.get(deed)
    return is_later_stage(named, done) if bases is None else any(word in named for word in bases)


def _clause(text: str, amount: Amount) -> str:
    """The clause that holds a figure, up to its unit."""
    floor = max(amount.span.start - 30, 0)
    return text[behind_last(_MARKS, text, floor, amount.span.start) : amount.span.end]


def _is_of(text: str, rate: _Rate, part: Amount, whole: Amount) -> bool:
    """Whether a rate is of these two: 应…实…, N个中有M个, or its deed counted in the part."""
    between = text[whole.span.end : part.span.start]
    if _AMONG.search(between) and rate.deed not in _NO_DEEDS - {"覆盖", "普及"}:
        return len(_marks_in(text[part.span.end : rate.claim.start])) <= 1
    called = "应" in _clause(text, whole) and "实" in _clause(text, part)
    said = text[max(whole.span.start - 8, 0) : part.span.end]
    if called and any(character in said for character in rate.deed):
        return True
    return _counts_deed(text, rate, part, whole.span.start - 20)


def _marks_in(between: str) -> list[str]:
    return [character for character in between if character in "，；"]


def _counts_deed(text: str, rate: _Rate, part: Amount, floor: int) -> bool:
    """已整改6个, 收回486份: the words of the rate stand where the part is counted."""
    if rate.deed in _NO_DEEDS and not (
        rate.deed == "就业" and _COHORT.search(text, max(floor, 0), part.span.start)
    ):
        return False
    after = text[part.span.end : min(part.span.end + 8, rate.claim.start)]
    clause = _clause(text, part) + after.partition("，")[0]
    words = _DEEDS.get(rate.deed)
    if "再" + rate.deed in clause and not rate.name.startswith("再"):
        return False  # what was done before is counted in
    if words is None:
        counted = all(character in clause for character in rate.deed)
    else:
        counted = any(word in clause for word in words)
    kind = rate.name[:-2]
    said = text[max(floor, rate.begin, 0) : rate.claim.start]
    pairs = (kind[i : i + 2] for i in range(max(len(kind) - 1, 1)))
    return counted and any(pair in said for pair in pairs)

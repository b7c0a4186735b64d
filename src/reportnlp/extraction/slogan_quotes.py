"""Slogans in quotes: a name (brand), an abbreviation (numeral), or only a stressed word.

What stands in quotes in a report is a named programme in three cases of four; the rest are
metaphors (“牛鼻子”), honours (获评“先锋支部”), days, speech. So a name needs a cue: a noun behind
the quotes that says what it names (“…”行动), one that ends it (“…工程”), a verb before them that
founds things (打造“…”), or figures that are told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportnlp.document import Span
from reportnlp.extraction.slogan_lexicon import load_slogan_lexicon
from reportnlp.patterns import Pattern

_QUOTED = Pattern(
    r"“([^“”\n]{1,40})”|「([^「」\n]{1,40})」|『([^『』\n]{1,40})』|\"([^\"\n]{1,40})\"|＂([^＂\n]{1,40})＂"
)
_CHAINED = Pattern(r"(?:、|和|与|及|以及|暨|，)?")
_REACH = 30
_CLAUSE_START = Pattern(r"[^。；：！？\n，]{0,30}$")
_CLAUSE_END = Pattern(r"[^。；！？，、“”\n]{0,16}")

_NUMERALS = "一二两三四五六七八九十百千万双"
_LIST = Pattern(r"[二两三四五六七八九十双]")
_TIME = Pattern(
    r"[一二两三四五六七八九十百千万半0-9]+(?:分钟|刻钟|小时|日|天|周|月|年|季|元|条|公里|米|届|期|折)"
)
_PLAN = Pattern(r"(?:[一二三四五六七八九]|十[一二三四五六七八九]?)五(?:规划|时期|期间|计划|普法)?")
_CONGRESS = Pattern(r"(?:十[一二三四五六七八九]|二十)(?:大|届)[^、]{0,12}")
_ONE = Pattern(r"一.{1,5}?[、，]?一")
_ONE_AND_MORE = Pattern(
    r"一[^一]{1,3}[二两双三四五六七八九十百多][^、，]{1,3}(?:[二两双三四五六七八九十百多一][^、，]{1,4})*"
)
_NO_LIST = Pattern(r"一.难求")
_DIGITS = Pattern(r"[0-9]{3,5}|[0-9NXnxA-Z]{1,4}(?:[+＋\-][0-9NXnxA-Za-z]{1,4})+")
_COUNTED = Pattern(r"[0-9]{1,3}(?:个|大|项)?[\u4e00-\u9fff]{0,6}[+＋]")
_PLACES = Pattern(
    r"四川|三亚|三明|三门|三峡|三星堆|九江|九寨|九龙|万州|万宁|百色|六安|六盘水|双鸭山|双流|七台河|五台|五大连池|五华|"
    r"五河|五莲|千岛|千阳|八宝山|十堰|一汽|二连浩特|四平|两江|两广|万达|百度|千问|五粮液"
)
_YEAR = Pattern(r"(?:19|20)[0-9]{2}")

_MASKED = Pattern(r"[*＊_＿□〔〕【】]|[XxＸ×]{2}|[？?。！!：:；;]|……|—")
_NOT_NAMED = Pattern(r".{0,6}(?:化|式|型|性|感|者|人员)")
_HONOUR = Pattern(
    r"(?:获评|获|荣获|荣膺|获得|被?评为|评定为|评选为|评选出的|授予|命名为?|认定为|确定为|入选|当选|选为|摘得|夺得|"
    r"斩获|跻身|捧回|表彰|通报表扬|推荐为|列为)[^，。；、“”]{0,24}$"
)
_HONOUR_AFTER = Pattern(
    r"(?:等)?(?:荣誉|称号|奖项|奖章|奖状|奖牌|金奖|银奖|一等奖|二等奖|三等奖|殊荣|牌匾|[0-9一二三]等奖)"
)
_HONOUR_NAME = Pattern(
    r".{0,12}(?:红旗手|奖章|勋章|标兵|先进单位|先进集体|先进个人|先进工作者|文明单位|文明户|道德模范|模范|之星|"
    r"好人|能手|工匠|优秀奖|卫士|劳模|十佳.{0,6}|示范县|示范区|示范市|示范村|示范校|百强县|百强)"
)
_FESTIVAL = Pattern(
    r"(?:世界|国际|全国|中国|中华|联合国).{1,10}[日节]|.{1,4}(?:节日|佳节)|[0-9]{1,2}[·.・][0-9]{1,2}.{0,8}|.{2,6}节"
)
_SPEECH = Pattern(
    r"(?:指出|强调|提出|说|写道|要求|关于|讲话|叮嘱|嘱托|的重要指示|精神是)[，：:]?$|[：:]$"
)
_FOUNDING = Pattern(
    r"(?:打造|创建|创立|创设|创办|实施|开展|推行|推出|启动|组织|举办|承办|建立|建成|构建|搭建|擦亮|做优|做强|叫响|"
    r"唱响|深化|推广|探索|创新|依托|上线|运营|开设|开办|开发|设立|成立|组建|培育|塑造|形成|推进|推动|总结|提炼|"
    r"评选|选树|领办|围绕|结成|建强|打响|打出|新开|新设|接收|改成|叫做|名为|"
    r"开启|开通|发起|发布|制定|策划|实行|执行|落实|健全|完善|巩固|借助|通过|运用|利用|用好|建好|办好|丰富|巩固提升)"
    r"(?:了|出|好|起)?(?:[^，。；：、“”的在是为和与将把被让使]{0,7}的?)$"
)
# Behind these a name is only likely when it is long enough to be one.
_WEAK_VERB = Pattern(
    r"(?:推进|推动|落实|健全|完善|总结|形成|巩固|通过|运用|利用|用好|发布|制定|执行|丰富|深化|探索|创新|培育|建立|组织)"
    r"(?:了|出|好|起)?(?:[^，。；：、“”]{0,7})$"
)
_AS_TOPIC = Pattern(r"为(?:总)?(?:主题|载体|抓手|品牌|引领|统领|牵引|主线|契机|主轴|内容)")
# It is told of in figures: “江畔夜读”举办48期; 评选“丰禾工匠”10名.
_COUNTED_AFTER = Pattern(r"[0-9]|[^，。的]{0,12}?[0-9XxＸ*＊_＿□○【]")
_EVENT_AFTER = Pattern(
    r"[^，。]{0,14}(?:活动|征文|比赛|大赛|竞赛|论坛|展演|行动|党课|实践|座谈)(?:$|等)"
)
_TOPIC_BEFORE = Pattern(
    r"(?:我们|我院|我局|我校)?(?:把|将|让|其中|而|全年|今年|使)?|[一二三四五六七八九十]是"
)
_DEED_AFTER = Pattern(r"(?:集中|专项|联合|统一)")
_NO_NAME = Pattern(
    r"[的了不无没难]|(?:化|式|型|性|感|味|病|风|症|热|号|片|资产|三角|关税|心态|现象)$"
)
_NO_TOPIC_AFTER = Pattern(
    r"[的地得、和与或]|(?:这|等|问题|现象|心态|思维|效应|作用|之|期间|当天|前后|时期|收官|开局|以来|精神|案|命案|指标|企业|"
    r"人员|干部|群体|家庭|经济|产业|群众|村|户|地区|状态|风险|矛盾|贷款|隐患|行为|名单|关系|规划|末|中|上|里|是|就是|意味|氛围|意识)"
)
_CHOSEN = Pattern(r"(?:评选|选树|开展|评出|选出|寻找|培育|打造)[^，。；、“”为]{0,8}$")
_TENET_AFTER = Pattern(
    r"(?:这一|的|重要)?(?:理念|思想|精神|总?方针|总体要求|总要求|原则|战略定位|定位|宗旨|信念|观念|意识|责任担当)"
)
_PLUS = Pattern(r".{2,8}[+＋×].{0,8}")


_DEEDS = ("行动", "工程", "品牌", "专项行动")


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands in quotes.

    span:   without the quotes.
    text:   its characters.
    before: of the same clause, up to 30 characters, across quotes that stand right before.
    after:  up to the next mark, up to 16 characters, across quotes that stand right behind, and
            the next quote where no mark stands before it.
    follows: where `after` begins in the text when no other quote lies between, else -1.
    """

    span: Span
    text: str
    before: str
    after: str
    follows: int


def find_quotes(text: str) -> tuple[Quote, ...]:
    """All that stands in quotes, in the order of the text."""
    matches = list(_QUOTED.finditer(text))
    starts, ends = list(range(len(matches))), list(range(len(matches)))
    for index in range(1, len(matches)):
        between = text[matches[index - 1].end() : matches[index].start()]
        if len(between) <= 2 and _CHAINED.fullmatch(between):
            starts[index] = starts[index - 1]
    for index in range(len(matches) - 2, -1, -1):
        if starts[index + 1] != index + 1:
            ends[index] = ends[index + 1]
    quotes = []
    for index, match in enumerate(matches):
        first, last = matches[starts[index]].start(), matches[ends[index]].end()
        before = _CLAUSE_START.search(text[max(0, first - _REACH) : first])
        after = _CLAUSE_END.match(text, last)
        behind = after.group() if after else ""
        if (
            ends[index] + 1 < len(matches)
            and last + len(behind) == matches[ends[index] + 1].start()
        ):
            # “…”“…”等组织工作“十大攻坚项目”: the noun stands in quotes itself.
            following = matches[ends[index] + 1]
            behind += following.group(following.lastindex or 1)
        group = match.lastindex or 1
        quotes.append(
            Quote(
                Span(match.start(group), match.end(group)),
                match.group(group),
                before.group() if before else "",
                behind,
                last if ends[index] == index else -1,
            )
        )
    return tuple(quotes)


def kind_of(quote: Quote) -> str:
    """The kind of slogan that stands in the quotes: "brand", "numeral", "parallel" or "" (none)."""
    name, lexicon = quote.text, load_slogan_lexicon()
    if not 2 <= len(name) <= 30 or _MASKED.search(name) or name in lexicon.days:
        return ""
    if _PLAN.fullmatch(name) or _CONGRESS.fullmatch(name) or _is_honour(quote):
        return ""
    known = "numeral" if name in lexicon.numerals else "brand" if name in lexicon.brands else ""
    if known:
        return known
    if name not in lexicon.figures and is_numeral(name):
        return "numeral"
    if not _is_brand(quote):
        return ""
    return "parallel" if _is_row(name) else "brand"


def _is_row(name: str) -> bool:
    """Three phrases of one length or more: 监测精密、预报精准、服务精细."""
    parts = name.split("、")
    return len(parts) >= 3 and len(parts[0]) >= 3 and len({len(part) for part in parts}) == 1


def is_honour_before(before: str) -> bool:
    """Whether what follows these words of the clause is a prize or a title."""
    return _HONOUR.search(before) is not None


def _is_honour(quote: Quote) -> bool:
    if _HONOUR_AFTER.match(quote.after) or is_honour_before(quote.before):
        return True
    if _HONOUR_NAME.fullmatch(quote.text) is None:
        return False
    return _CHOSEN.search(quote.before) is None


def is_numeral(name: str) -> bool:
    """Whether a name begins with a numeral form that stands for a list: 四进, 一企一档, 1+3+N."""
    if name[0].isascii() and name[0].isalnum():
        if _YEAR.fullmatch(name):
            return False
        return bool(_DIGITS.fullmatch(name) or _COUNTED.match(name))
    if name[0] not in _NUMERALS or _TIME.match(name) or _PLACES.match(name):
        return False
    if _NO_LIST.fullmatch(name):
        return False
    if name[0] == "一":
        short = len(name) <= 4 and not name.endswith(("化", "性"))
        return short or bool(_ONE.match(name) or _ONE_AND_MORE.fullmatch(name))
    if name[0] in "百千万":
        longest = 10 if "、" in name or "，" in name else 8
        return len(name) <= longest and bool(re.search(f"[{_NUMERALS}]", name[1:]))
    return bool(_LIST.match(name)) and len(name) <= 20


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says that a name is one: (a noun behind it, a weak one, a noun that ends it)."""
    lexicon = load_slogan_lexicon()
    # No verb or particle stands between a name and its noun.
    verbs = "的了在是为和与及将把被让使向从对等推建开落走促要有后上实助"
    gap = f"(?:等[^{verbs}，。]{{0,10}}?|(?:这一|系列|一批)?[^{verbs}，。]{{0,5}}?)"
    after = "|".join(lexicon.after)
    return (
        re.compile(f"{gap}(?P<head>{after})(?:{after}){{0,2}}"),
        re.compile(gap + "(?P<head>" + "|".join(lexicon.weak) + ")"),
        re.compile(".{2,20}(?:" + "|".join(lexicon.inside) + ")"),
    )


def head_end(after: str) -> int:
    """How many of the characters behind a name belong to it: 4 of 文化品牌，; 0 for none."""
    match = _heads()[0].match(after)
    return match.end() if match else 0


def _is_brand(quote: Quote) -> bool:
    name, before, after = quote.text, quote.before, quote.after
    strong, weak, inside = _heads()
    if _FESTIVAL.fullmatch(name) and not inside.fullmatch(name):
        return False
    if _TENET_AFTER.match(after) or (_SPEECH.search(before) and len(name) > 6):
        return False
    head = strong.match(after)
    if name in load_slogan_lexicon().figures:
        return head is not None and head.group("head") in _DEEDS
    if _NOT_NAMED.fullmatch(name):
        return False
    if head or inside.fullmatch(name) or _AS_TOPIC.match(after) or "·" in name:
        return True
    if (len(name) >= 6 and _EVENT_AFTER.match(after)) or _is_counted(quote):
        return True
    if name[-1] in "+＋×" or _is_topic(quote):
        return True
    if _FOUNDING.search(before) is None:
        return False
    if "的" in name:
        return False
    if weak.match(after) or _PLUS.fullmatch(name):
        return True
    if _WEAK_VERB.search(before):
        return 4 <= len(name) <= 8 and "、" not in name and "，" not in name
    return len(name) >= 3


def _is_topic(quote: Quote) -> bool:
    """Whether a name opens its clause, and something is told of it: “利剑”集中执行出动警力."""
    if not 2 <= len(quote.text) <= 8 or quote.follows < 0 or not quote.after:
        return False
    if _TOPIC_BEFORE.fullmatch(quote.before.strip()) is None or not quote.text.isalpha():
        return False
    if quote.text[0].isascii() or _NO_NAME.search(quote.text):
        return False
    shortest = 2 if _DEED_AFTER.match(quote.after) else 3
    return len(quote.text) >= shortest and _NO_TOPIC_AFTER.match(quote.after) is None


def _is_counted(quote: Quote) -> bool:
    """Whether figures are told of the name, which opens its clause or stands right before them."""
    if not 4 <= len(quote.text) <= 8 or not _COUNTED_AFTER.match(quote.after):
        return False
    return not quote.before.strip() or (quote.after[0].isdigit() and "、" not in quote.text)


def names(quotes: tuple[Quote, ...]) -> Iterator[tuple[Quote, str]]:
    """The slogans among quotes, with their kinds."""
    for quote in quotes:
        kind = kind_of(quote)
        if kind:
            yield quote, kind

"""Numerals of slogans and their parts: “三提”工程，即提质、提速."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.apposed_counts import VALUES, joined_in
from reportnlp.checking.listed import count_led, listed_from
from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_QUOTED = (
    r"“(?P<number>[两双三四五六七八九])(?P<measure>[个大项])?(?P<body>[^\x00-\x7f，。、“”]{1,6})”"
)
_SLOGAN = Pattern(
    rf"{_QUOTED}(?:[^\x00-\x7f]{{0,6}}[，,]?(?:即|就是)|(?:[^\x00-\x7f]{{0,4}})(?P<bracket>[（(])(?:即)?)"
    r"(?P<list>[^，。；：！？\n（）()]{3,60})(?P<after>[，。；：！？\n（）()])"
)
# “四减”：减材料、减环节; “五个到户”工作，做到政策到户、产业到户; “六稳”文章，在稳就业、稳金融….
_SHARED = Pattern(
    rf"{_QUOTED}[^\x00-\x7f，。；：！？“”（）]{{0,8}}(?:[：:]|——|[（(]|，(?=(?P<verb>做到|即|就是|在|坚持|围绕|抓好|以|努力|切实)?))"
    r"(?P<list>[^。；！？\n]{4,120})"
)
_TWOFOLD = Pattern(r"([两三四五六])(\w)([一两三四五六])(\w)")
_LIST = Pattern(r"[^，、。；：]{2,12}(?:、[^，、。；：]{2,12})+")


def find_wrong_slogan_counts(draft: Draft) -> Iterator[Fault]:
    """“三提”工程，即提质、提速: the numeral and its parts."""
    seen: set[int] = set()
    for match in (*_SLOGAN.finditer(draft.text), *_SHARED.finditer(draft.text)):
        if match.start() in seen or draft.amounts.has_blank(*match.span("list")):
            continue
        count = _wrong_count(draft.text, match)
        if count:
            seen.add(match.start())
            yield _fault(match, count, Span(*match.span("list")))
    yield from _with_signs(draft)


def _fault(match: re.Match[str], count: int, listed: Span) -> Fault:
    return Fault(
        Span(match.start(), match.end("body") + 1),
        {"wanted": str(VALUES[match["number"]]), "count": str(count)},
        related=(Related(listed, "后面列出的内容"),),
    )


def _wrong_count(text: str, match: re.Match[str]) -> int:
    """How many parts are listed where they are not as many as the slogan says; else 0."""
    twofold = _TWOFOLD.fullmatch(match["number"] + match["body"])
    if twofold is not None:
        return _wrong_twofold(match["list"], twofold)
    if "after" in match.re.groupindex:
        return _wrong_plain(text, match)
    return _wrong_shared(match)


def _wrong_plain(text: str, match: re.Match[str]) -> int:
    listed = match["list"]
    if "等" in listed[-4:]:
        return 0
    parts = listed.split("、") if "、" in listed else listed.split("”“")
    if len(parts) < 2 or any(not 1 <= len(part.strip("“”")) <= 12 for part in parts):
        return 0
    wanted = VALUES[match["number"]]
    if len(parts) <= wanted <= len(parts) + joined_in(parts) + listed.count("”“"):
        return 0
    first = parts[0].strip("“")[:1]
    if match["after"] == "，" and text.startswith((first, "“" + first), match.end()):
        return 0
    return len(parts)


def _wrong_twofold(listed: str, twofold: re.Match[str]) -> int:
    """三清三建: as many parts begin with 清 and with 建 as the numerals say."""
    parts = [part.strip("“”即") for part in re.split("[、，]", listed)]
    wanted = VALUES[twofold[1]] + VALUES[twofold[3]]
    both = sum(part.startswith(twofold[2]) and twofold[4] in part[1:] for part in parts)
    if both >= 2 and twofold[1] == twofold[3]:
        return both if both != VALUES[twofold[1]] and "等" not in listed else 0
    counts = [sum(part.startswith(twofold[n]) for part in parts) for n in (2, 4)]
    named = [VALUES[twofold[1]], VALUES[twofold[3]]]
    if (
        counts == named
        or "等" in listed
        or any(count < min(number, 2) for count, number in zip(counts, named, strict=True))
    ):
        return 0
    return 0 if sum(counts) == wanted else sum(counts)


def _least_parts(wanted: int) -> int:
    return 2 if wanted == 3 else 3


def _wrong_shared(match: re.Match[str]) -> int:
    """Of parts that all begin, or all end, with a word of the slogan: 减材料、减环节."""
    if len(match["body"]) > 1 and match["measure"]:
        led = count_led(match["list"].removesuffix("）"), match["body"])
        if led:
            return led if led != VALUES[match["number"]] else 0
    found = _LIST.search(match["list"])
    if (
        found is None
        or "…" in found[0]
        or found.start() > _NEAR
        or match["list"].startswith("等", found.end())
    ):
        return 0
    parts = found[0].split("、")
    body = match["body"]
    if body == "一" and match.string[match.start("list") - 1] not in "：:—（(":
        return 0  # “五个一”机制，一案一专班、一案一方案: some of them
    wanted = VALUES[match["number"]]
    if len(parts) < _least_parts(wanted) or len(parts) == wanted or "等" in parts[-1][1:3]:
        return 0
    begins = all(part.startswith(body[:1]) for part in parts[1:]) and body[:1] in parts[0]
    ends = all(part.endswith(body[-1:]) for part in parts[:-1]) and body[-1:] in parts[-1]
    holds = len(body) == 1 and all(body in part and len(part) <= _SHORT for part in parts)
    if not (begins or ends or holds) or (match["verb"] == "围绕" and not begins):
        return 0
    rest = match["list"][found.end() :]
    if rest.startswith("，") and body[:1] in rest[1:3] + rest[1:13].partition("，")[0][-1:]:
        return 0
    return len(parts)


_NEAR = 3
_SHORT = 6


def _with_signs(draft: Draft) -> Iterator[Fault]:
    """“四个注重”，一是…，二是…，三是…."""
    for match in _BEFORE_SIGNS.finditer(draft.text):
        counted = listed_from(draft, match.end())
        if counted is not None and VALUES[match["number"]] not in counted[0]:
            yield _fault(match, max(counted[0]), counted[1])


_BEFORE_SIGNS = Pattern(
    rf"{_QUOTED}[^\x00-\x7f，。；：！？“”（）]{{0,6}}[：:，。](?=一是|一要|第一[，、]|首先，)"
)

"""Parallels: three or more short phrases of one frame in running text (摸实情、送政策、解难题).

Three frames tell them from plain lists of nouns: a verb of one character with its object of two
(补短板); a first word that asks for a row (同谋划、同部署; 更纯的…、更高的…) or a predicate that
ends each (就业优先、教育优先); equal lengths with the same word inside (看得见、摸得着).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportnlp.document import Span
from reportnlp.extraction.slogan_lexicon import load_frames
from reportnlp.patterns import Pattern

_SEGMENT = r"[^、，。；：！？（）()《》“”\"\n0-9]{1,40}"
_ROWS = (
    Pattern(rf"{_SEGMENT}(?:、{_SEGMENT}){{2,30}}"),
    Pattern(rf"{_SEGMENT}(?:，{_SEGMENT}){{2,30}}"),
)
_SHORTEST, _LONGEST = 3, 10

_VERBS = frozenset(
    "抓强优摸送解促提稳保兜惠增补扩育创树转治防控调谋领聚凝筑铸固夯攻破克争赶超勇敢敬爱知懂守正清"
    "廉严实办建招引推盯压降减去纾帮扶助访问听察看查改整明立肃纠反惩打拓拉畅通联融链护管服奉悟学思"
    "践做行用讲说晒亮比评担尽履当作带赛练考训激活添蓄赋拔挖搭架织牵连接汇集化消除祛排堵疏淘升跃攀"
    "进入走下沉包驻结重轻求务鼓振展显示传承续弘扬唱谱写绘画描亲暖润养培选留识容纳定跟找开理谈采出"
    "献站挑扛敲算摆拿交筹抢盘落顺维止延塑借壮富美绿净揽冒记铭修炼砺吸撑举摘夺跑闯试干拼辨研编宣"
    "不再变由"
)
_ORGANS = frozenset("院站室所局厅部司员者厂店费券书品物业车船机器件率量额性化址材段路桥")
_TRADES = frozenset("农业 产业 工业 企业 商业 林业 就业 创业 效率 质量 品质 数量 流量".split())
_FIRST = frozenset("为从由变同早有敢能善会更真常全勤多比在向以把让重先再不零无肯愿想最亲共齐")
# With one of these inside, at the same place of each, phrases of equal length are a row.
_INSIDE = frozenset("着得之所向更到不无见有严提增联共互同齐必应可敢")
_INSIDE_LONG = frozenset("上中在")
_FAULT = Pattern(
    r"不担当|不作为|慢作为|乱作为|不进取|不强|不实|不够|不足|不高|不深|不严|不细|不准|不愿为|不敢为|不会为|"
    r"不重视|不规范|不到位|不平衡|有待|欠缺|滞后|缺乏|薄弱|弱[^项的]|偏[低弱慢少小高]|轻[^重装松]|占道|违规|违法|看病|[难贵][、，]"
)
_TAIL = Pattern(
    r"(?:的|等|上|中|为|这|要求|原则|行动|工程|工作|方面|活动|机制|制度|目标|总体|思路|各项|并|和|与|转变|$|[“”])"
)
_INTRODUCED = Pattern(
    r".*(?:坚持|做到|实现|推动|围绕|突出|着力|统筹|聚焦|努力|注重|推进|确保|按照|力求|力争|在)$"
)

_OPENER = Pattern(
    r"(?:坚持|做到|实现|推动|围绕|突出|着力|统筹|聚焦|努力|注重|推进|确保|按照|力求|力争)"
)


@dataclass(frozen=True, slots=True)
class _Segment:
    start: int
    text: str


def find_runs(text: str) -> Iterator[Span]:
    """The runs, each as one span, in the order of their kinds of commas."""
    for number, row in enumerate(_ROWS):
        for match in row.finditer(text):
            segments = _segments(match.group(), match.start(), "、，"[number])
            for span in _runs_of(segments, loose=number == 0):
                if not _FAULT.search(text, span.start, span.end):
                    yield span


def _segments(row: str, start: int, comma: str) -> list[_Segment]:
    segments = []
    for part in row.split(comma):
        segments.append(_Segment(start, part))
        start += len(part) + 1
    return segments


def _runs_of(segments: Sequence[_Segment], *, loose: bool) -> Iterator[Span]:
    index = 0
    while index + 2 < len(segments):
        found = _run_from(segments, index, loose)
        if found is None:
            index += 1
            continue
        span, index = found
        yield span


def _run_from(segments: Sequence[_Segment], first: int, loose: bool) -> tuple[Span, int] | None:
    """The longest run that begins in this segment, and the segment behind it."""
    middle = segments[first + 1].text
    if len(middle) == _SHORTEST - 1:
        found = _by_manner(segments, first)
        return found and (Span(found[0], found[1]), found[2])
    if not _SHORTEST <= len(middle) <= _LONGEST:
        return None
    for frame in (_by_verb, _by_state, _by_first, _by_last, _by_inside, _by_pivot):
        found = frame(segments, first, loose)
        if found is not None:
            start, end, behind = found
            return Span(start, end), behind
    return None


_Found = tuple[int, int, int] | None


def _verb_and_object(phrase: str) -> bool:
    return (
        len(phrase) == 3
        and phrase[0] in _VERBS
        and (phrase[2] not in _ORGANS or phrase[1:] in _TRADES)
        and phrase[:2] not in load_frames().words
        and phrase[1] not in "了的和与及到好"
    )


def _noun_and_state(phrase: str) -> bool:
    return len(phrase) == 3 and phrase[2] in load_frames().short_endings and phrase[0] not in _VERBS


def _by_verb(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    """摸实情、送政策、解难题."""
    return _of_three(_verb_and_object, segments, first, loose)


def _by_state(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    """底数清、情况明、数据准."""
    return _of_three(_noun_and_state, segments, first, loose)


def _of_three(
    fits: Callable[[str], bool], segments: Sequence[_Segment], first: int, loose: bool
) -> _Found:
    """A row of phrases of three characters of which each fits."""
    head = segments[first]
    if not fits(head.text[-3:]) or not _may_lead(head.text[:-3], loose):
        return None
    position = first + 1
    while position < len(segments) and fits(segments[position].text):
        position += 1
    end = segments[position - 1].start + 3
    if position < len(segments):
        last = segments[position]
        if len(last.text) > 3 and fits(last.text[:3]) and _TAIL.match(last.text, 3):
            end, position = last.start + 3, position + 1
    if position - first < 3:
        return None
    return head.start + len(head.text) - 3, end, position


def _may_lead(lead: str, loose: bool) -> bool:
    """Whether these words may stand before the first phrase: all in a 、 row, few in a ， row."""
    return loose or not lead or _INTRODUCED.match(lead) is not None


def _by_first(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    """同谋划、同部署、同检查; 更纯的忠诚、更高的站位、更强的担当; 进企业、进社区、进校园."""
    middle = segments[first + 1].text
    word = middle[:2] if middle[:2] in load_frames().starts else middle[0]
    if middle.startswith(load_frames().openings):
        return None
    if len(word) == 1 and word not in _FIRST and word not in _VERBS:
        return None
    if word in _VERBS and middle[:2] in load_frames().words:
        return None
    head = segments[first].text
    at = head.rfind(word)
    length = len(head) - at
    if at < 0 or not _SHORTEST <= length <= _LONGEST or abs(length - len(middle)) > 2:
        return None
    if word == "为" and not 4 <= length == len(middle) <= 6:
        return None
    if head.startswith(load_frames().openings, at) or not _may_lead(head[:at], loose):
        return None
    position = first + 1
    longest = max(length, len(middle))
    while position < len(segments):
        phrase = segments[position].text
        fits = phrase.startswith(word) and not phrase.startswith(load_frames().openings)
        if not fits or not 3 <= len(phrase) <= longest + 2:
            break
        longest = max(longest, len(phrase))
        position += 1
    end = segments[position - 1].start + len(segments[position - 1].text)
    if position < len(segments) and segments[position].text.startswith(word):
        cut = _cut(segments[position].text, len(middle))
        if cut:
            end, position = segments[position].start + cut, position + 1
    elif position - first >= 3:
        lengths = [len(segment.text) for segment in segments[first + 1 : position - 1]]
        end = _trimmed(segments[position - 1], [length, *lengths])
    if position - first < 3:
        return None
    start = segments[first].start + at
    if at and head[at - 1] == "以":
        start -= 1
    return start, end, position


def _cut(last: str, length: int) -> int:
    """Where the last phrase of a run ends that words follow; 0 where that cannot be told."""
    for size in (length, length + 1, length - 1):
        if size >= 2 and size < len(last) and _TAIL.match(last, size):
            return size
    return 0


def _trimmed(last: _Segment, lengths: Sequence[int]) -> int:
    """Where the last phrase ends: behind phrases of one length it has that length too."""
    extra = len(last.text) - max(lengths)
    if extra <= 0:
        return last.start + len(last.text)
    if extra >= 2 and len(set(lengths)) == 1:
        return last.start + lengths[0]
    return last.start + (_cut(last.text, lengths[-1]) or len(last.text))


def _by_last(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    """就业优先、教育优先、健康优先."""
    head, middle = segments[first].text, segments[first + 1].text
    ending = next((last for last in load_frames().endings if middle.endswith(last)), "")
    if not ending and middle[-1] in load_frames().short_endings and len(middle) <= 4:
        ending = middle[-1]
    if not ending or not head.endswith(ending) or len(middle) <= len(ending):
        return None
    position = first + 1
    while position < len(segments):
        phrase = segments[position].text
        if not phrase.endswith(ending) or abs(len(phrase) - len(middle)) > 3:
            break
        position += 1
    end = segments[position - 1].start + len(segments[position - 1].text)
    if position < len(segments):
        phrase = segments[position].text
        at = phrase.find(ending)
        if at > 0 and abs(at + len(ending) - len(middle)) <= 2:
            end, position = segments[position].start + at + len(ending), position + 1
    if position - first < 3:
        return None
    start = _phrase_start(head, len(middle), loose)
    return None if start < 0 else (segments[first].start + start, end, position)


def _phrase_start(head: str, length: int, loose: bool) -> int:
    """Where the first phrase begins in its segment; -1 where too much stands before it."""
    if len(head) <= length + 1:
        before = head[: max(0, len(head) - 2)]
        lead = _OPENER.match(before) or _INTRODUCED.match(before)
        return lead.end() if lead and len(head) - lead.end() > 2 else 0
    for start in (len(head) - length, len(head) - length - 1, len(head) - length + 1):
        if _INTRODUCED.match(head[:start]):
            return start
    return len(head) - length if loose else -1


def _by_inside(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    """看得见、摸得着、用得上; 天更蓝、山更绿、水更清; 想群众所想、急群众所急."""
    head, middle = segments[first].text, segments[first + 1].text
    size = len(middle)
    if len(head) < size or not _may_lead(head[:-size], loose):
        return None
    phrase = head[-size:]
    shared = {k for k in range(size) if phrase[k] == middle[k]}
    position = first + 2
    end = segments[first + 1].start + size
    while position < len(segments) and len(segments[position].text) >= size:
        text = segments[position].text
        common = {k for k in shared if text[k] == middle[k]}
        if not _is_frame(common, middle):
            break
        if len(text) > size and not _TAIL.match(text, size):
            break
        shared, end, position = common, segments[position].start + size, position + 1
        if len(text) > size:
            break
    if position - first < 3 or not _is_frame(shared, middle):
        return None
    return segments[first].start + len(head) - size, end, position


def _by_pivot(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    """小事不出格、大事不出社区、矛盾不上交: one word at one place, the lengths alike."""
    middle = segments[first + 1].text
    for at in range(1, len(middle) - 1):
        if middle[at] not in _PIVOTS:
            continue
        head = segments[first].text
        start = head.rfind(middle[at]) - at
        if (
            start < 0
            or abs(len(head) - start - len(middle)) > 2
            or not _may_lead(head[:start], loose)
        ):
            continue
        position = first + 2
        while position < len(segments):
            phrase = segments[position].text
            if abs(len(phrase) - len(middle)) > 2 or phrase[at : at + 1] != middle[at]:
                break
            position += 1
        if position - first >= 3:
            last = segments[position - 1]
            return segments[first].start + start, last.start + len(last.text), position
    return None


def _by_manner(segments: Sequence[_Segment], first: int) -> _Found:
    """敢问、会问、善问: how the same thing is done."""
    act = segments[first + 1].text[1]
    head = segments[first].text[-2:]
    position = first
    while position < len(segments):
        phrase = head if position == first else segments[position].text
        if len(phrase) < 2 or phrase[0] not in _MANNERS or phrase[1] != act:
            break
        position += 1
        if len(phrase) > 2:
            break
    if position - first < 3:
        return None
    return (
        segments[first].start + len(segments[first].text) - 2,
        segments[position - 1].start + 2,
        position,
    )


_PIVOTS = frozenset("不有无必")
_MANNERS = frozenset("敢会善能愿想乐勤真早常多肯")


def _is_frame(shared: set[int], phrase: str) -> bool:
    size = len(phrase)
    inner = {k for k in shared if 0 < k < size - 1}
    if any(phrase[k] in _INSIDE for k in inner):
        return True
    if size >= 5 and any(phrase[k] in _INSIDE_LONG for k in inner):
        return True
    if 0 in shared and phrase[0] == "一" and any(phrase[k] == "一" for k in inner):
        return True
    if size == 4 and phrase[1] == "的" and 1 in shared:
        return True
    if phrase[-1] in _ORGANS and size - 1 in shared:
        return False
    # Lists of nouns share a beginning and an end: 县级领导、市级领导; 政治判断力、政治领悟力.
    return bool(shared - _edge(shared, range(size)) - _edge(shared, range(size - 1, -1, -1))) and (
        len(shared) >= 2
    )


def _edge(shared: set[int], places: range) -> set[int]:
    """The shared places that follow one another from that end on."""
    return set(itertools.takewhile(shared.__contains__, places))

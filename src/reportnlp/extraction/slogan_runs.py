"""Parallels: three or more short phrases of one frame in running text (摸实情、送政策、解难题).

Three frames tell them from plain lists of nouns: a verb of one character with its object of two
(补短板); a first word that asks for a row (同谋划、同部署; 更纯的…、更高的…) or a predicate that ends
each (就业优先、教育优先); equal lengths with the same word inside (看得见、摸得着; 想群众所想).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportnlp.document import Span
from reportnlp.patterns import Pattern

_SEGMENT = r"[^、，。；：！？（）()《》“”\"\n0-9]{1,40}"
_ROWS = (
    Pattern(rf"{_SEGMENT}(?:、{_SEGMENT}){{2,30}}"),
    Pattern(rf"{_SEGMENT}(?:，{_SEGMENT}){{2,30}}"),
)
_SHORTEST, _LONGEST = 3, 10

_VERBS = frozenset(
    "抓强优摸送解促提稳保兜惠增补扩育创树转治防控调优谋领聚凝筑铸固夯攻破克争赶超勇敢敬爱知懂守正清廉严实"
    "办建招引推盯压降减去纾帮扶助访问听察看查改整严明立肃纠反惩打拓拉畅通联融链护管服奉悟学思践做行用讲说晒亮"
    "比评践担尽履当作带领赛练考训促激活添蓄赋拔挖搭架织牵连接汇聚凝集化消除祛排堵疏淘升跃攀进入走下沉包驻结"
    "重轻求务鼓振展显示传承续续弘扬唱谱写绘画描惩亲敬暖润养培选用留引识爱容纳定听跟找建开架理育谈讲采出"
)
_ORGANS = frozenset("院站室所局厅部司员者厂店费券书品物业车船机器件率量额性化度址材")
_WORDS = frozenset(
    "建筑 建材 建档 保健 保险 保障 保洁 保安 保税 防疫 防汛 防火 防洪 调解 调研 服务 提案 改革 治安 治疗 创业 创新 养老 养殖 "
    "培训 学习 学校 学生 学前 讲解 讲座 讲师 助学 助力 助餐 控制 转移 转让 增值 增长 管理 管道 联盟 联络 联系 通信 通讯 "
    "护理 护士 领导 领队 传统 传媒 行政 行业 活动 检查 考核 考试 评审 评估 评价 招商 招标 引进 查处 打击 整治 整改 推广 推进 "
    "作风 作业 当地 办公 办事 结构 结对 入学 入户 进口 进度 下降 下岗 消防 消费 排水 排污 化工 化肥 通航 用水 用电 用地 用户 "
    "画家 歌手 写作 说明 看护 看守 清洁 清扫 清单 明星 实验 实训 实体 严重 正式 正常 知识 守护 破产 破坏 重点 重大 重型 轻工 "
    "示范 展览 展示 集体 集团 集中 连续 接待 包装 驻村 留守 选举 选派 考古 训练 比赛 争议 反腐 正面 亲子 优秀 优抚 优势 强制 "
    "强降 稳定 补贴 补助 扩建 改建 新建 育种 育苗 领域 聚集 固体 固定 攻击 求职 务工 务农 减排 减税 降雨 降本 去年 压力 压缩 "
    "机动 拖拉 访客 访谈 问题 问卷 听力 察看 解放 解决 送货 送餐 促销 摸底 思想 思政 践行 履行 履职 担任 担保 带领 激光 激励 "
    "活期 融资 融合 链条 打工 拓展 通道 畅通".split()
)
_FIRST = frozenset("从同早有敢能善会更真常全勤多比在向以把让重先再不零无肯愿想最亲共齐")
_FIRST_BUT = (
    "有色",
    "有机",
    "有线",
    "有关",
    "有限",
    "不少",
    "不良",
    "不同",
    "多媒",
    "多种",
    "多数",
    "多年",
    "无人",
    "无线",
    "无证",
    "全市",
    "全县",
    "全区",
    "全镇",
    "全省",
    "全国",
    "全局",
    "全院",
    "全体",
    "全年",
    "在校",
    "在建",
    "在职",
    "在岗",
    "在编",
    "同比",
    "同级",
    "同志",
    "同事",
    "早稻",
    "会议",
    "会计",
    "能源",
    "能手",
    "真空",
    "先进",
    "先后",
    "最低",
    "最高",
    "最大",
    "重点",
    "重大",
    "重要",
    "重度",
    "向日",
    "常务",
    "常委",
    "常住",
    "共青",
    "共产",
    "以及",
    "以上",
    "以下",
    "以内",
    "更新",
    "更换",
    "更名",
    "零售",
    "零星",
    "零部",
    "再生",
    "亲属",
)
_LAST = (
    "优先 到位 倾斜 有力 有效 有序 先行 为先 为本 为要 为基 为王 至上 第一 清零 过硬 扎实 显著 平等 变革 重塑 负责 共享 可控 可及 "
    "见效 见底 达标 提升 增强 加强 聚力 发力 用力 着力 带头 在先 在前 领先 跟进 跟上 落地 落实 满意 放心 顺心 暖心 安心 舒心 "
    "明晰 清楚 清晰 明确 严明 优良 优美 良好 坚定 坚决 自觉 主动 担当 作为 提速 提质 增效 提效 加速 升级 突破 覆盖 引领 共建 共治 "
    "随行 结合 互动 联动 贯通 衔接 兴旺 和谐 稳定 不减 不变 不断 不松 不放 不让 不停 不误 不走样 不动摇 不放松 不松劲 不打折 "
    "清 明 准 实 牢 稳 严 硬 好 快 高 强 优 美 亮 响 畅 顺 活 足 齐 透 深 细 紧 住 出 起来 下去 上来 开 赢 富 净 绿 暖 真"
).split()
_LAST_LONG = tuple(last for last in _LAST if len(last) > 1)
_LAST_ONE = frozenset(last for last in _LAST if len(last) == 1)
# With one of these inside, at the same place of each, phrases of equal length are a row.
_INSIDE = frozenset("得之所向更到不无见有严提增")
_INSIDE_LONG = frozenset("上中在")
_FAULT = Pattern(
    r"不担当|不作为|慢作为|乱作为|不进取|不强|不实|不够|不足|不高|不深|不严|不细|不准|不愿为|不敢为|不会为|不重视|不规范|不到位|不平衡|"
    r"有待|欠缺|滞后|缺乏|薄弱|弱[^项]|偏[低弱慢少小高]|轻[^重装松]|占道|违规|违法"
)
_TAIL = Pattern(
    r"(?:的|等|上|中|为|这|要求|原则|工作|方面|活动|机制|制度|目标|总体|思路|各项|并|和|与|$|[“”])"
)
_INTRODUCED = Pattern(
    r".*(?:坚持|做到|实现|推动|围绕|突出|着力|统筹|聚焦|努力|注重|推进|确保|按照|力求|力争|在)$"
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


def is_run(phrase: str) -> bool:
    """Whether a phrase is a whole run: 亮身份、作承诺、比贡献."""
    return any(span == Span(0, len(phrase)) for span in find_runs(phrase))


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
    if not _SHORTEST <= len(middle) <= _LONGEST:
        return None
    for frame in (_by_verb, _by_first, _by_last, _by_inside):
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
        and phrase[2] not in _ORGANS
        and phrase[:2] not in _WORDS
        and phrase[1] not in "了的和与及到好"
    )


def _by_verb(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    head = segments[first]
    if not _verb_and_object(head.text[-3:]) or not _may_lead(head.text[:-3], loose):
        return None
    position = first + 1
    while position < len(segments) and _verb_and_object(segments[position].text):
        position += 1
    end = segments[position - 1].start + 3
    if position < len(segments):
        last = segments[position]
        if len(last.text) > 3 and _verb_and_object(last.text[:3]) and _TAIL.match(last.text, 3):
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
    word = middle[0]
    if middle.startswith(_FIRST_BUT) or not (word in _FIRST or word in _VERBS):
        return None
    if word not in _FIRST and middle[:2] in _WORDS:
        return None
    head = segments[first].text
    at = head.rfind(word)
    length = len(head) - at
    if at < 0 or not _SHORTEST <= length <= _LONGEST or abs(length - len(middle)) > 2:
        return None
    if head.startswith(_FIRST_BUT, at) or not _may_lead(head[:at], loose):
        return None
    position = first + 1
    longest = max(length, len(middle))
    while position < len(segments):
        phrase = segments[position].text
        fits = phrase[0] == word and not phrase.startswith(_FIRST_BUT)
        if not fits or not 3 <= len(phrase) <= longest + 2:
            break
        longest = max(longest, len(phrase))
        position += 1
    end = segments[position - 1].start + len(segments[position - 1].text)
    if position < len(segments) and segments[position].text[0] == word:
        cut = _cut(segments[position].text, len(middle))
        if cut:
            end, position = segments[position].start + cut, position + 1
    elif position - first >= 3:
        end = _trimmed(segments[position - 1], len(middle))
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


def _trimmed(last: _Segment, length: int) -> int:
    if len(last.text) > length:
        return last.start + (_cut(last.text, length) or len(last.text))
    return last.start + len(last.text)


def _by_last(segments: Sequence[_Segment], first: int, loose: bool) -> _Found:
    """就业优先、教育优先、健康优先."""
    head, middle = segments[first].text, segments[first + 1].text
    ending = next((last for last in _LAST_LONG if middle.endswith(last)), "")
    if not ending and middle[-1] in _LAST_ONE and len(middle) <= 4:
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
        lead = _INTRODUCED.match(head[: max(0, len(head) - 2)])
        return lead.end() if lead else 0
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
    gaps = sorted(shared)
    # Not only a common beginning or end, as lists of nouns have: 县级领导、市级领导.
    apart = len(gaps) >= 2 and gaps[-1] - gaps[0] >= len(gaps) and bool(inner)
    return apart or len(inner) >= 2 and inner == shared

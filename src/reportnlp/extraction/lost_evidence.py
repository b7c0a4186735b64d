"""What around a unit says that a number stood before it: 达到个, 居全市第位, 锅炉台、叉车31台."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.patterns import Pattern

# After these a figure must follow, whatever the unit.
_DEMANDING = tuple(
    (
        "达到 突破 超过 提高到 增加到 增长到 提升到 发展到 扩大到 减少到 下降到 压缩到 缩减到 "
        "降低到 降至 增至 升至 降到 增到 缩短到 累计达 总数达 不少于 不低于 不超过 稳定在 保持在 "
        "控制在 共计"
    ).split()
)
# One character that says the same, the words of which it may be the end, and the units that it
# makes no word with (超期, 达人, 约谈 are words).
_WORDS_OF = {
    "达": "传到发送表抵下直通豁",
    "超": "高赶反",
    "近": "附临邻最靠贴亲相远",
    "仅": "不",
    "约": "条合签预节公违制集租履契誓守",
    "余": "富其剩盈业结残课工之多年一二三四五六七八九十百千万亿",
    "第": "及等门次",
}
_SHORTLY_DEMANDED = frozenset(
    "个 条 名 所 列 座 辆 件 亩 吨 张 公里 平方米 人次 场次 家次 平方公里 立方米 公顷".split()
)
# 余 and these make words: 余款, 余部.
_REST_WORDS = frozenset("款 部 期 位 面 管 天 头 座 笔 本 节 根 种".split())
_DEMANDED_BY_MORE = frozenset("家 户 场 处 台".split())
_SUMS = frozenset(("万元", "亿元", "美元"))
_NEARLY = frozenset("份 册 盏 户 株 头 元 公斤".split())
_RANKED = frozenset("位名")
# 完成|亿元, 参与|人次: whole verbs whose last character would be a particle by itself.
PREDICATES = (
    *_DEMANDING,
    *"完成 建成 参与 组成 促成 结成 形成 惠及 涉及 参加 收到 受到 接到 办成".split(),
)

# In a text with blanks a number is missing after these too.
_ASKING = tuple(
    (
        "只有 仅有 只剩 仅为 不足 不到 不满 超出 多出 高出 增至 减至 增为 减为 降为 涨到 "
        "分到 压减至 压缩至 压减到 压降到 压降至 压缩为 缩短至 缩短为 提高至 提升至 提升为 "
        "增加至 增加为 扩大至 扩大为 拉大到 涨了 增加了 减少了 提升了 提高了 下降了 缩短了 "
        "前进了 增长了 只用了 用了 增加 减少 缩短 平均 人均 户均 日均 年均 月均 生均 班均 "
        "村均 每人 每天 每日 每周 每月 每年 每学期 每学年 每季度 合计 总计 累计 分别为 "
        "分别达 分别是 分别有 占地 总面积 时长 长达 历时 用时 耗时 总数 数量 净增 放大 全长 "
        "总长 亩产 年产 总产 上年多 上年少 去年多 去年少 任务多 一共 总共 共有 缺口 缺编 "
        "欠账 尚缺 还缺 仅剩 尚有 仍有 还有 计划新增 拟新增 到手 每亩 每户 每村 每班 每车 "
        "每桌"
    ).split()
)
# Right behind these a unit is no word, where they begin the clause: ，共名，.
_SHORTLY_ASKING = frozenset("共计仅约达")
# 经济增长期, 矛盾多发期: what asks for a number elsewhere makes a word with these.
_NEVER_ASKED = frozenset("期 部 款 位 头 面 本 管 节 片 种".split())
_AFTER_OF = frozenset(
    "个 倍 件 座 台 间 起 例 条 辆 亩 吨 所 套 只 份 篇 万元 亿元 小时 分钟 公里 平方米".split()
)
_LINKS = "和与至到为比"

_FIGURE = (
    r"(?:[0-9][0-9.,]{0,9}|[*＊XxＸｘ×_＿□○●▲★NnYZ#?？【】 ]{1,6}(?:\.[XxＸ*×]{1,3})?)"
    r"[余多]?[万亿千百]{0,2}(?:[\u4e00-\u9fff]{1,3}|[%％])(?:以上|左右)?"
)
_ENDS_IN_FIGURE = Pattern(_FIGURE + r"$")
_FIRST_COUNT = Pattern(r"[0-9][余多]?万?[户批期]$")
_NEXT_FIGURE = Pattern("、" + _FIGURE.replace("{1,3}|[%％]", "{1,2}|[%％]") + r"(?=[，。；\n])")
_ENDS_IN_SCALED = Pattern(r"[0-9][余多]?[万亿千百]?$")
_ENDS_IN_NUMBER = Pattern(r"[0-9][余多]?[万亿]?$")
_NUMBER_AHEAD = Pattern(r"、(?P<noun>[^0-9]{0,14})[0-9][0-9.]{0,8}[余多]?[万亿]?")
_ENDS = frozenset("，。；、\n")
_SEGMENT = Pattern(r"[^，、；。：\n]{2,18}(?=[，、；。\n]|$)")
_STOPS = "，、；。：\n"
MILESTONES = tuple("突破 过 超 近 稳定在 迈上 站上 跨上 跃上".split())
_PERSONS = tuple(
    (
        "人员 人数 工匠 党员 团员 学生 学员 职工 员工 教师 教职工 队员 干部 群众 就业 劳动力 "
        "居民 村民 患者 人口 老人 儿童 妇女 志愿者 工作者 院士 助理 民警 干警 网格员 协管员 士兵 "
        "军人 专家 代表 职称 对象 转正 教授 博士 硕士 研究生 配送员 带头人 农民 骨干 轮岗 进修 "
        "监测 体检 筛查 就业意向 达成意向"
    ).split()
)
_AGENTS = ("代表", "专家", "对象")
_FIRMS = Pattern(
    r"(?:规上|限上|规模以上|限额以上|高新技术|龙头|上市|入驻|参会|参展|签约|中小|专精特新|小巨人”?"
    r"|外资|外贸|外贸实绩|新设|新注册|小微|制造业|服务业|规上工业|规模以上工业|科技型)(?:企业|公司)$"
)


def is_demanded(text: str, begin: int, base: str, unit: str) -> bool:
    """Whether what stands right before a bare unit leaves room for nothing but a number."""
    before = text[begin - 1 : begin]
    if before == "第":
        return base in _RANKED and text[begin - 2 : begin - 1] not in _WORDS_OF["第"]
    if base == "位":
        return False
    if before in _WORDS_OF:
        if before in "，。；、\n" or text[begin - 2 : begin - 1] in _WORDS_OF[before]:
            return False
        if begin < 2 or not "\u4e00" <= text[begin - 2] <= "\u9fff":
            return False
        if before == "余":
            return base not in _REST_WORDS
        if len(unit) > len(base) or base in _SUMS:
            return False
        if before in "近约仅":
            return (
                base in _SHORTLY_DEMANDED or base in _NEARLY or (before == "仅" and base in "人家")
            )
        return base in _SHORTLY_DEMANDED or (before in "达超" and base in _DEMANDED_BY_MORE)
    # 突破亿元, 超过万人 may be meant as they stand.
    return (
        len(unit) == len(base)
        and base not in _SUMS
        and text.endswith(_DEMANDING, max(begin - 4, 0), begin)
    )


def asks_for_number(clause: str, base: str) -> bool:
    """Whether the words before a bare unit leave a figure out, in a text with blanks."""
    if clause.strip() in _SHORTLY_ASKING:
        return base in _SHORTLY_DEMANDED or base in _AFTER_OF
    if clause.endswith("的"):
        return base in _AFTER_OF and len(clause) > 2
    return base not in _NEVER_ASKED and clause.endswith(_ASKING)


def echoes_unit(clause: str, base: str) -> bool:
    """Whether a figure with the same unit is linked to it: 41260元和元, 由23家整合为家."""
    if clause[-1:] not in _LINKS:
        return False
    at = clause.find(base)
    while at >= 0:
        if _ENDS_IN_SCALED.search(clause, 0, at):
            return True
        at = clause.find(base, at + 1)
    return False


def counts_whom(base: str, stem: str) -> bool:
    """Whether the noun before a unit is one that only a figure with that unit can follow."""
    if base in ("人", "名"):
        return stem.endswith(_PERSONS) and not (base == "人" and stem.endswith(_AGENTS))
    return base == "家" and _FIRMS.search(stem) is not None


def is_second_count(near: str, base: str) -> bool:
    """Whether people are counted right behind a first count: 214户|人, 3批|人次."""
    return base in ("人", "人次") and _FIRST_COUNT.search(near) is not None


def stands_beside_same_unit(text: str, begin: int, end: int, base: str) -> bool:
    """Whether the list has a figure with the very unit next to it: 锅炉台、叉车31台."""
    ahead = _NUMBER_AHEAD.match(text, end)
    if ahead is not None and base[0] not in ahead["noun"]:
        # 万 may be of the number or of the unit.
        for at in (ahead.end() - 1, ahead.end()):
            if text.startswith(base, at) and text[at + len(base) : at + len(base) + 1] in _ENDS:
                return True
    stop = text.rfind("、", max(begin - 16, 0), begin)
    floor = max(stop - 6, 0)
    return (
        stop > 0
        and text.endswith(base, floor, stop)
        and _ENDS_IN_NUMBER.search(text, floor, stop - len(base)) is not None
    )


def stands_in_row(text: str, begin: int, end: int, ends: frozenset[int] = frozenset()) -> bool:
    """Whether a neighbour of the unit's own segment ends in a figure: 锅炉台、叉车31台.

    ends: where other units end whose number is known to be lost; they count as figures.
    """
    return any(
        segment.stop in ends or _ENDS_IN_FIGURE.search(text, segment.start, segment.stop)
        for segment in _neighbours(text, begin, end)
    )


def goes_on_with_figure(text: str, end: int) -> bool:
    """Whether a second count follows with nothing between: 接收档案卷、1200件."""
    return text.startswith("、", end) and _NEXT_FIGURE.match(text, end) is not None


def _neighbours(text: str, begin: int, end: int) -> Iterator[range]:
    """The segments of the sentence behind and before the one that a unit ends, cut to 18."""
    following = _SEGMENT.match(text, end + 1) if text[end : end + 1] in tuple("，、；") else None
    if following is not None:
        yield range(*following.span())
    floor = max(begin - 50, 0)
    stop = max(text.rfind(mark, floor, begin) for mark in _STOPS)
    if stop >= 0 and text[stop] in "，、；":
        yield range(max(stop - 18, 0), stop)

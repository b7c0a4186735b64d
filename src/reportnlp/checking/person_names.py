"""One person under two names: 第一书记王建国 and 王建囯书记."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportnlp.checking.slips import look_or_sound_alike
from reportnlp.patterns import Pattern

# Surnames that hardly open another word behind a title (高度重视 and 任组长 would be names of
# people). Source: 公安部户政管理研究中心《二〇二〇年全国姓名报告》, the most frequent ones.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何林罗郑梁谢宋唐许邓冯韩曹彭曾萧蔡潘袁董余苏叶吕魏蒋杜丁沈姜"
    "范傅钟卢汪崔廖谭陆贾韦邹熊孟秦阎薛侯雷陶黎贺顾郝龚邵钱覃孔汤尹易乔赖庞樊兰殷翟颜倪俞耿"
)
_HEADED = "局县市区镇乡校院所站处科厂队村"
_TITLES = (
    *"第一书记 副书记 书记 副主任 主任 护士长 检察长 工程师 经理 医生 护士 教师 老师 民警".split(),
    *"特派员 负责人 网格员 指导员 辅导员 消防员 检察官 辅警 组长 班长 代表 标兵 模范 社工".split(),
    *"志愿者 村医 支书 村民 居民 学员 选手 工人 同学 女士 先生".split(),
    *"队员 干部 同志 主席 会长 委员 院士 教授 专家 法官 党员".split(),
    *(f"副{headed}长" for headed in _HEADED),
    *(f"{headed}长" for headed in _HEADED),
)
"""Each before those that it ends with."""
_TITLE_ENDS = frozenset(title[-1] for title in _TITLES)
_BEHIND = ("（", *_TITLES)
_LONGEST_TITLE = 4
_NAME = Pattern(rf"[{_SURNAMES}](?=[^\x00-\x7f，。；、：“”（）]{{2}})")
_MOST = 2
# Of these there are few in one unit; a report may name the secretaries of many villages.
_POSTS = frozenset(
    "局长 副局长 县长 副县长 区长 副区长 镇长 副镇长 乡长 副乡长 校长 副校长 院长 副院长 护士长"
    " 检察长 工程师 第一书记".split()
)


def person_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Names of three characters that stand beside titles and differ in one of the given name.

    They sound or look alike, or the same title stands before both.
    """
    titles: dict[str, set[str]] = defaultdict(set)
    for match in _NAME.finditer(text):
        at = match.start()
        if text[at - 1 : at] in _TITLE_ENDS:
            before = text[max(at - _LONGEST_TITLE, 0) : at]
            title = next((title for title in _TITLES if before.endswith(title)), "")
            if title:
                titles[text[at : at + 3]].add(title)
        if text.startswith(_BEHIND, at + 3):
            titles[text[at : at + 3]].add("")
    groups: dict[str, list[str]] = defaultdict(list)
    for name in titles:
        groups[name[0] + name[1]].append(name)
        groups[name[0] + "\0" + name[2]].append(name)
    yield from _miswritten(text, sorted(titles))
    for names in groups.values():
        # More of them: a name of two characters, with what happens to stand behind it.
        for first, second in itertools.combinations(names if len(names) <= _MOST else (), 2):
            index = 1 if first[1] != second[1] else 2
            if index == 2 and not _BEHIND_SHORT_NAMES.isdisjoint(first[2] + second[2]):
                continue
            same_post = titles[first] & titles[second] & _POSTS
            if look_or_sound_alike(first[index], second[index]) or same_post:
                yield first, second


def _miswritten(text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """党员王建国 … 王建囯所在的: the name of somebody, told again without a title."""
    for name in names:
        at = text.find(name[0])
        while at >= 0:
            other = text[at : at + 3]
            if other != name and len(other) == 3 and other not in names:
                if other[1] == name[1]:
                    short = not _BEHIND_SHORT_NAMES.isdisjoint(other[2] + name[2])
                    alike = not short and look_or_sound_alike(other[2], name[2])
                else:
                    alike = other[2] == name[2] and look_or_sound_alike(other[1], name[1])
                if alike:
                    yield name, other
            at = text.find(name[0], at + 1)


# What follows names of two characters: 汪某在, 汪某出席.
_BEHIND_SHORT_NAMES = frozenset(
    "在出主致特就互同说指带向对与和为任参赴到的等把也陪获坚深作表要讲分负介汇发会率前多将代先是做说提担率亲访共举"
)

"""One person under two names: 第一书记王建国 and 王建囯书记."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from reportnlp.checking.slips import look_or_sound_alike
from reportnlp.patterns import Pattern

# Surnames that hardly open another word behind a title (高度重视 and 任组长 would be names of
# people). Source: 公安部户政管理研究中心《二〇二〇年全国姓名报告》, the most frequent ones.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何林罗郑梁谢宋唐许邓冯韩曹彭曾萧蔡潘袁董余苏叶吕魏蒋杜丁沈姜"
    "范傅钟卢汪崔廖谭陆贾韦邹熊孟秦阎薛侯雷陶黎贺顾郝龚邵钱覃孔汤尹易乔赖庞樊兰殷翟颜倪俞耿"
)
_TITLES = (
    "第一书记|副书记|书记|副主任|主任|副[局县市区镇乡校院所站处科厂队村]长|[局县市区镇乡校院所站处科厂队村]长|护士长"
    "|检察长|工程师|经理|医生|护士|教师|老师|民警|队员|干部|同志|主席|会长|委员|院士|教授|专家|法官|党员"
)
_TITLED = Pattern(rf"(?P<title>{_TITLES})(?P<name>[{_SURNAMES}][^\x00-\x7f，。；、：“”（）]{{2}})")
_CALLED = Pattern(rf"(?P<name>[{_SURNAMES}][^\x00-\x7f，。；、：“”（）]{{2}})(?={_TITLES}|（)")
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
    for match in _TITLED.finditer(text):
        titles[match["name"]].add(match["title"])
    for match in _CALLED.finditer(text):
        titles[match["name"]].add("")
    groups: dict[str, list[str]] = defaultdict(list)
    for name in titles:
        groups[name[0] + name[1]].append(name)
        groups[name[0] + "\0" + name[2]].append(name)
    for names in groups.values():
        # More of them: a name of two characters, with what happens to stand behind it.
        for first, second in itertools.combinations(names if len(names) <= _MOST else (), 2):
            index = 1 if first[1] != second[1] else 2
            if index == 2 and not _BEHIND_SHORT_NAMES.isdisjoint(first[2] + second[2]):
                continue
            same_post = titles[first] & titles[second] & _POSTS
            if look_or_sound_alike(first[index], second[index]) or same_post:
                yield first, second


# What follows names of two characters: 汪某在, 汪某出席.
_BEHIND_SHORT_NAMES = frozenset(
    "在出主致特就互同说指带向对与和为任参赴到的等把也陪获坚深作表要讲分负介汇发会率前多将代先是做说提担率亲访共举"
)

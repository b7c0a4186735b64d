"""Ranks told without the field in which they were won."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.checking.amounts import sentence_end, sentence_start
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_PLACE = r"第[ ]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:名|位)?"
_RANK = Pattern(
    rf"(?:位居|位列|排名|名次|列|居|名列|(?<!安)排|排在|排位|荣获|获得?|取得)(?P<rank>{_PLACE})"
    r"(?=[，。；、,;\n（）]|的?(?:好|优异|优秀|佳)|$)"
)
_PRIZE = Pattern(
    r"(?:荣获|喜获|获得?了?|取得了?|斩获|夺得)[^，。；、\n0-9《》“”]{0,6}(?P<rank>[一二三]等奖)"
)
_AFTER_PRIZE = 12
_FRONT = Pattern(
    r"(?:位居|位列|排名|名列|居于|排在|稳居|跻身|进入)"
    r"(?P<rank>前茅|前列|榜首|前[ ]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:名|位|强)?)"
    r"(?=[，。；、,;\n）]|$)"
)
_MOVED = Pattern(
    rf"[由从]{_PLACE}[^，。；0-9一二三四五六七八九十]{{1,6}}[到至](?P<rank>{_PLACE})(?=[，。；,;\n]|$)"
)
_SCOPES = Pattern(
    r"全[国省市县区州盟旗镇乡校院系局行网球军厅部委处科街]|[省市县区州盟旗镇乡校][内属直级]|同类|同级|同行|同期|"
    r"百强|千强|系统|直属|[0-9一二三四五六七八九十]+[个家][^，。；]{0,8}(?:中|里)|榜(?!首)|辖区|片区|排行|组别|团体|片[中内]|"
    r"地区(?!生产)|各[县区市乡镇省部单]|世界|亚洲|全球|华[东南北中]|西[南北部]|东[北部]|中部|国内|国际|行业|兄弟|毕业|年级|全部|"
    r"[比竞大联决预]赛|赛[区场中上]|国家|指数报告|指数》|选举|运动会|锦标|[东南西北][岸线]|各类|类型|之[中首]|其中|占|依次|分别|支出"
)
_AMONG = Pattern(r"在(?P<field>[^，。；]{1,20})[中里]")
_EVALUATIONS = tuple("考评 考核 评比 评价 测评 检查 评估 评议 评定 评审 督查 排名".split())
_MEASURED = Pattern(r"考|评|得分|成绩|总分|均分|积分|绩效|增速|增幅|排名|位次|测|采用|总量")
_FIELD_NAMED = Pattern(
    r"(?:全[国省市县区州盟旗校系]|[省市县区州盟旗][内属直级]|系统|[0-9一二三四五六七八九十]+[个家])"
    r"[^，。；]{0,16}(?:[第前首榜赛考评排测]|名次|通报|绩效|竞)"
    r"|[省市县区镇乡校]里[^，。；]{0,10}(?:[考评排测赛]|名次|绩效)"
    r"|[百千]强|[比竞大联决预]赛|榜上|指数报告|指数》|选举"
    r"|[0-9一二三四五六七八九十][个家](?:县|市|区|乡|镇|街道|单位|部门|省|州|旗|支行|学校|院校|医院)"
)


def find_ranks_without_scope(draft: Draft) -> Iterator[Fault]:
    """主要指标位居第3: of how many, and where?"""
    text = draft.text
    for pattern in (_RANK, _MOVED):
        for match in pattern.finditer(text):
            if not _has_scope(text, match):
                yield Fault(Span(*match.span("rank")))
    for match in _PRIZE.finditer(text):
        begin = sentence_start(text, match.start())
        if not _has_level(text, begin, min(sentence_end(text, begin), match.end() + _AFTER_PRIZE)):
            yield Fault(Span(*match.span("rank")))
    for match in _FRONT.finditer(text):
        # 走在前列 is a set phrase; 考核得分位居前列 is a claim.
        begin = sentence_start(text, match.start())
        near = "，".join(text[begin : match.start()].split("，")[-2:])
        if _MEASURED.search(near) and not _has_scope(text, match):
            yield Fault(Span(*match.span("rank")))


_CONTEST = Pattern(r"[比竞大联决预]赛|运动会|汇演|展演|评选|征文")
_LEVEL = Pattern(
    r"[国省州盟旗镇]|[市县区乡](?!场|里|长)|街道|系统|直属|学院|[全本][校院系局厂军司]|世界|亚|全球|片区|行业|[杯届]|"
    r"奥运|[0-9一二三四五六七八九十]+(?:家|支|个(?!人))[^，。；]{0,8}(?:中|里|队|单位|部门|参)"
)
_OWN_EVENT = Pattern(r"举办|承办|主办|开展|评出|组织(?![^，。；]{0,16}(?:参加|参赛|参与))")


def _has_level(text: str, begin: int, end: int) -> bool:
    """Whether a sentence on a contest says of which level it was, or that it was one's own."""
    if _LEVEL.search(text, begin, end) or _OWN_EVENT.search(text, begin, end):
        return True
    if begin < 2 or text[begin - 1] == "\n":
        return False
    before = sentence_start(text, begin - 2)
    return bool(_CONTEST.search(text, before, begin) and _LEVEL.search(text, before, begin))


def _has_scope(text: str, match: re.Match[str]) -> bool:
    """Whether the field is named in the clause, or with some ranking before it or in a bracket."""
    begin = sentence_start(text, match.start())
    if _CONTEST.search(text, begin, match.start()):
        return _has_level(text, begin, match.start())
    clauses = re.split("[，；]", text[begin : match.start()] + match[0])
    near = "，".join(clauses[-2:]) if len(clauses[-1]) < _SHORT else clauses[-1]
    if _SCOPES.search(near) or _field(near):
        return True
    bracket = text[match.end() : match.end() + 30]
    if bracket[:1] == "（" and _SCOPES.search(bracket.partition("）")[0]):
        return True
    before = sentence_start(text, max(begin - 2, 0)) if text[begin - 1 : begin] != "\n" else begin
    return _FIELD_NAMED.search(text, before, match.start()) is not None


_SHORT = 12
"""Characters of a clause that leans on the one before: 增速位居第2."""


def _field(near: str) -> bool:
    """在信息采用中 names a field, 在年度综合考评中 does not say whose."""
    return any(
        not match["field"].endswith(_EVALUATIONS) for match in _AMONG.finditer(near)
    ) or near.endswith(("中位", "中列"))


RULES = (
    Rule(
        code="NU213",
        name="rank-no-scope",
        severity="info",
        message="“{quote}”没有说在什么范围内排名。",
        suggestion="写明范围，如“居全县14个乡镇第3”。",
        find=find_ranks_without_scope,
        triggers=(
            *("第", "前茅", "前列", "榜首", "等奖"),
            *("列前", "名前", "在前", "居前", "身前", "入前", "于前"),
        ),
        source="实务",
        explanation="名次要说明在多大范围内。本句或上一句说过范围、赛事、榜单的，“走在前列”一类套话，都不报。",
        bad=(
            "主要质效指标位居第3。",
            "在年度综合考评中位居第2，被评为先进集体。",
            "政务公开测评得分96分，名列前茅。",
            "选派2名干部参加演讲比赛，荣获二等奖。",
        ),
        good=(
            "县域创新指数在全市13个县区中位列第3。",
            "我县在全国百强县中位列第37，在全省县域经济考核中位列第4。",
            "代表队在市直机关技能竞赛中获得第2名。",
            "全省考核结果公布，我区综合得分88.7分，位列第五。",
            "各项工作走在前列。",
        ),
    ),
)

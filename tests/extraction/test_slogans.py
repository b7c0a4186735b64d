"""Set phrases of an office: what is one, of which kind, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportnlp.document import Document
from reportnlp.extraction.placeholders import find_placeholders
from reportnlp.extraction.slogans import find_slogans


def _found(text: str) -> list[tuple[str, str]]:
    document = Document.from_text(text)
    slogans = find_slogans(document, find_placeholders(document))
    return [(slogan.kind, slogan.span.cut(text)) for slogan in slogans]


@pytest.mark.parametrize(
    ("text", "kind", "phrase"),
    [
        ("深入实施“链上江城”行动。", "brand", "链上江城"),
        ("打造“红烛先锋”党建品牌。", "brand", "红烛先锋"),
        ("“江畔书声”举办48期。", "brand", "江畔书声"),
        ("落实“1530”安全教育制度。", "numeral", "1530"),
        ("坚持三会一课制度。", "numeral", "三会一课"),
        ("建立“双谈心”制度。", "numeral", "双谈心"),
        ("构建“1+3+N”体系。", "numeral", "1+3+N"),
        ("压实一岗双责。", "numeral", "一岗双责"),
        ("聚焦群众健康，抓业务、强管理、优服务，完成任务。", "parallel", "抓业务、强管理、优服务"),
        (
            "以更纯的忠诚、更高的站位、更强的担当，推进各项工作。",
            "parallel",
            "以更纯的忠诚、更高的站位、更强的担当",
        ),
    ],
)
def test_kinds(text: str, kind: str, phrase: str) -> None:
    found = _found(text)

    assert len(found) == 1
    assert found[0][0] == kind
    assert phrase in found[0][1]


def test_headings_of_paired_clauses_are_mottos() -> None:
    text = "（一）紧盯首办责任，提升办理质量。落实首接首办制度，办结信访事项120件。"

    assert ("motto", "紧盯首办责任，提升办理质量") in _found(text)


@pytest.mark.parametrize(
    "heading",
    [
        "（一）化解矛盾纠纷，守护平安底线\n",
        "（二）破解急难问题，办好民生实事\n",
        "**征管提质，服务增效**。",
        "守住绿水青山  建设现代林场\n",
        "党建引领聚合力，凝心铸魂谋发展。",
    ],
)
def test_more_mottos(heading: str) -> None:
    follows = "全年走访群众320户，化解纠纷45件，办理实事28件，群众反映良好。"

    assert [kind for kind, _ in _found("某局工作总结\n" + heading + follows)] == ["motto"]


def test_a_fault_is_no_motto() -> None:
    text = "某局工作总结\n（一）资金压力较大，项目推进缓慢\n全年走访群众320户，群众反映良好。"

    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "获评市级“先锋支部”，荣获“五一劳动奖状”。",
        "“十四五”时期经济发展迈上新台阶，党的二十大胜利召开。",
        "工业、农业、服务业协调发展。",
        "一是抓学习，二是抓作风。",
        "帮助解决思想“疙瘩”。",
        "拨打“12345”热线。",
        "搭建“*锐学研考”平台。",
    ],
)
def test_what_is_none(text: str) -> None:
    assert _found(text) == []


def test_counts_and_parts() -> None:
    text = "实施“三提”工程（提能、提标、提质）。推进“三提”工程走深走实。"
    first, second = find_slogans(Document.from_text(text))

    assert (first.count, second.count) == (2, 2)
    assert set(first.parts) == {"提能", "提标", "提质"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A name needs a cue: a noun behind it, its own ending, a verb that founds, or figures.
        ("举办“清溪讲堂”12期。", [("brand", "清溪讲堂")]),
        ("搭建“晨读角”“周末书房”等交流平台。", [("brand", "晨读角"), ("brand", "周末书房")]),
        ("以“书香清溪”为抓手推进阅读。", [("brand", "书香清溪")]),
        ("坚持和发展新时代“枫桥经验”。", [("brand", "枫桥经验")]),
        ("推行“互联网+明厨亮灶”。", [("brand", "互联网+明厨亮灶")]),
        ("深化“放管服”改革，推进放管服改革。", [("brand", "放管服")] * 2),
        # A metaphor only before the name of a deed.
        ("实施“头雁”工程。", [("brand", "头雁")]),
        ("发挥“头雁”作用。", []),
        ("推行“网格化”管理，打造“学习型”机关。", []),
        ("领导要求：“各单位要抓好落实”。", []),
        ("践行“绿水青山就是金山银山”理念。", []),
        ("评选“清溪工匠”10名。", [("brand", "清溪工匠")]),
        ("王某获评市级“清溪工匠”。", []),
        ("被授予“清溪先锋”荣誉称号。", []),
        # Numeral forms, with and without quotes.
        ("推行一企一策、一户一档。", [("numeral", "一企一策"), ("numeral", "一户一档")]),
        ("他一心一意、一点一滴做工作。", []),
        ("开展“双随机、一公开”抽查。", [("numeral", "双随机、一公开")]),
        ("严控“三公”经费，全程三公里。", [("numeral", "三公")]),
        ("开展“千师访万家”活动。", [("numeral", "千师访万家")]),
        ("打造“15分钟便民生活圈”。", [("brand", "15分钟便民生活圈")]),
        ("“八五”普法有序推进，“3·15”当天接待群众。", []),
        ("三大产业、四个方面、五项举措都有进展。", []),
        ("上线“四川通”平台。", [("brand", "四川通")]),
        ("锚定“一城两带三基地”布局。", [("numeral", "一城两带三基地")]),
        ("推进“千村美化、万村提升”，改厕80户。", [("numeral", "千村美化、万村提升")]),
        ("实行一月一调度，落实一社区一法律顾问。", [
            ("numeral", "一月一调度"),
            ("numeral", "一社区一法律顾问"),
        ]),
        ("周末“一座难求”。", []),
        # A name that opens its clause.
        ("让“清溪先锋”叫得响。", [("brand", "清溪先锋")]),
        ("“青溪雪梨”网上销售额大增。", [("brand", "青溪雪梨")]),
        ("“利剑”集中执行出动警力。", [("brand", "利剑")]),
        ("“大班额”问题没有根治，“民转刑”命案下降。", []),
        ("围绕办“有温度的学校”这个目标。", []),
        # Rows.
        ("坚持就业优先、教育优先、健康优先。", [("parallel", "就业优先、教育优先、健康优先")]),
        ("各部门同谋划、同部署、同落实。", [("parallel", "同谋划、同部署、同落实")]),
        ("让群众看得见、摸得着、用得上。", [("parallel", "看得见、摸得着、用得上")]),
        ("坚持攻项目、强农业、惠民生。", [("parallel", "攻项目、强农业、惠民生")]),
        ("形成敢问、会问、善问的氛围。", [("parallel", "敢问、会问、善问")]),
        ("小事不出格、大事不出社区、矛盾不上交。", [
            ("parallel", "小事不出格、大事不出社区、矛盾不上交"),
        ]),
        ("问题在哪里、措施就跟到哪里、责任就压到哪里。", [
            ("parallel", "问题在哪里、措施就跟到哪里、责任就压到哪里"),
        ]),
        ("做到底数清、情况明、数据准。", [("parallel", "底数清、情况明、数据准")]),
        ("坚持早发现、早报告、早处置的要求。", [("parallel", "早发现、早报告、早处置")]),
        ("推动从有形向有效、从合格向过硬、从盆景向风景转变。", [
            ("parallel", "从有形向有效、从合格向过硬、从盆景向风景"),
        ]),
        ("教师、医生、民警，勇于担当，勇于创新，勇于奉献，受到好评。", [
            ("parallel", "勇于担当，勇于创新，勇于奉献"),
        ]),
        ("调整县级领导、市级领导、省级领导名单。", []),
        ("修建保健院、防疫站、调解室。", []),
        ("存在不担当、不作为、慢作为现象。", []),
        ("实行“五个一”机制，一案一专班、一案一方案、一案一台账。", [
            ("numeral", "五个一"),
            ("parallel", "一案一专班、一案一方案、一案一台账"),
        ]),
    ],
)  # fmt: skip
def test_by_surroundings(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


_BODY = "全年召开会议，研究部署各项任务，推动重点工作取得新的进展和成效。"


@pytest.mark.parametrize(
    "motto",
    ["立德树人，厚植爱国情怀", "稳增长，经营再上台阶", "强基固本 提质增效", "强基固本、提质增效", "强基固本提质增效"],
)  # fmt: skip
def test_mottos(motto: str) -> None:
    assert _found(f"（一）{motto}\n{_BODY}\n") == [("motto", motto)]


@pytest.mark.parametrize(
    "heading",
    [
        "加强队伍建设",
        "推进文旅融合发展",
        "2023年工作回顾，下一步打算",
        "人才队伍不稳，服务能力不足",
    ],
)
def test_plain_headings_are_no_mottos(heading: str) -> None:
    assert _found(f"（一）{heading}\n{_BODY}\n") == []


def test_a_topic_sentence_is_a_motto_where_its_clauses_match() -> None:
    assert _found(f"强化政治引领，筑牢思想根基。{_BODY}") == [
        ("motto", "强化政治引领，筑牢思想根基")
    ]
    assert _found(f"会议传达了上级文件，参会的有各科室。{_BODY}") == []


def test_a_name_inside_a_motto_is_kept() -> None:
    found = _found(f"一、聚焦“双减”落地，提升育人质量\n{_BODY}\n")

    assert found == [("motto", "聚焦“双减”落地，提升育人质量"), ("numeral", "双减")]


def test_every_occurrence_and_its_forms() -> None:
    text = "打造“清溪先锋”党建品牌。一年来，“清溪先锋”走进社区。清溪先锋品牌不断擦亮。"
    slogans = find_slogans(Document.from_text(text))

    assert [slogan.span.cut(text) for slogan in slogans] == ["清溪先锋"] * 3
    assert {slogan.count for slogan in slogans} == {3}
    assert slogans[0].variants == ("“清溪先锋”党建品牌",)


def test_one_slogan_in_two_spellings() -> None:
    text = "落实“双随机、一公开”。开展双随机一公开抽查。"
    first, second = find_slogans(Document.from_text(text))

    assert (first.count, first.variants) == (2, ("双随机一公开",))
    assert (second.count, second.variants) == (2, ("双随机、一公开",))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("开展“四进”（进企业、进社区、进校园、进农村）活动。", ("进企业", "进社区", "进校园", "进农村")),
        ("推进“三红”工程，即红色阵地、红色队伍、红色服务。", ("红色阵地", "红色队伍", "红色服务")),
        ("落实责任、政策、帮扶、监管“四个不摘”要求。", ("责任", "政策", "帮扶", "监管")),
        ("实施“三提”工程，狠抓“提能”，强化“提标”，注重“提质”。", ("提能", "提标", "提质")),
        ("加强财政、审计、监察等内部监督，规范“三重一大”决策。", ()),
        ("开展“四进”（进企业、进社区）活动。", ()),
    ],
)  # fmt: skip
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    slogans = find_slogans(Document.from_text(text))

    assert slogans[0].parts == parts or slogans[-1].parts == parts


def test_no_slogan_holds_a_placeholder() -> None:
    assert _found("打造“清溪**”党建品牌，建成“XX驿站”3个。") == []


_PIECES = st.sampled_from(
    ["“", "”", "、", "，", "。", "\n", "一", "双", "三提", "1+3", "行动", "打造", "抓业务", "强管理", "优", "先锋", "获评", "*", "（", "）", "即"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    slogans = find_slogans(Document.from_text(text))

    spans = [slogan.span for slogan in slogans]
    assert spans == sorted(set(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(slogan.count >= 1 for slogan in slogans)


@pytest.mark.parametrize(
    "unit", ["“一", "“甲乙丙”行动", "一企一策、", "抓业务、", "“提能”三提", "双", "同"]
)
def test_time_grows_with_the_text(unit: str, growth: Callable[..., None]) -> None:
    small, large = (Document.from_text(unit * (size // len(unit))) for size in (20_000, 200_000))

    growth(find_slogans, small, large, most=14)

"""Units that lost their number: what is found in a draft with blanks, and what is left alone."""

from __future__ import annotations

import pytest

from reportnlp.document import Document
from reportnlp.extraction.lost_numbers import find_lost_numbers
from reportnlp.extraction.placeholders import find_placeholders

# Three blanks that are plain to see make a text one with blanks.
DRAFT = "全年召开推进会XX次，走访企业**家，投入资金____万元。\n"

LOST = [
    ("新建城市书房⟦座⟧，分馆达到⟦个⟧，服务读者12万人次。", "座 个"),
    ("注册用户突破4万人，活跃商户达到⟦户⟧。", "户"),
    ("在全市考核中位居第⟦位⟧，单项工作列全省第⟦名⟧。", "位 名"),
    ("城镇新增就业⟦万人⟧，改造老旧小区⟦万户⟧。", "万人 万户"),
    ("检修锅炉⟦台⟧、叉车31台，更换软管46根。", "台"),
    ("接收档案⟦卷⟧、1200件，全部入库。", "卷"),
    ("特困人员⟦人⟧，供养金按月发放。", "人"),
    ("按期转正⟦名⟧，发展党员5名。", "名"),
    ("规上企业⟦家⟧，限上企业16家。", "家"),
    ("全年立案⟦件⟧，结案41件。", "件"),
    ("收到感谢信⟦封⟧、锦旗12面。", "封"),
    ("居民人均可支配收入达到⟦元⟧，比上年多出一成。", "元"),
    ("选派⟦名⟧干部到村任职，抽调⟦人⟧参加巡察。", "名 人"),
    ("全县⟦个⟧乡镇全部通车。", "个"),
    ("上门服务余⟦次⟧，群众都说方便。", "次"),
    ("纳入低保214户⟦人⟧，按月足额发放。", "人"),
    # what the unit counts, so that it makes no word with it: 炉台, 车辆, 企业家, 公诉人 are words
    ("淘汰燃煤锅炉⟦台⟧，新购汽车⟦辆⟧，受理提案⟦件⟧。", "台 辆 件"),
    ("走访企业⟦家⟧，联系监测户⟦户⟧，提起公诉⟦人⟧。", "家 户 人"),
    ("办好“流动讲堂”⟦期⟧，推出公开课⟦节⟧，领导讲党课⟦次⟧。", "期 节 次"),
    # words that ask for a figure
    ("专职教师只有⟦名⟧，人均借书⟦册⟧，仓库占地⟦亩⟧。", "名 册 亩"),
    ("平均候诊时间压缩到⟦分钟⟧，产值是上年的⟦倍⟧。", "分钟 倍"),
    # a figure with the same unit is linked to it
    ("县属公司由23家整合为⟦家⟧，两项收入分别为412元和⟦元⟧。", "家 元"),
    ("书刊损耗率降到⟦‰⟧，读者更满意。", "‰"),
]

LEFT = [
    "邀请企业家、专家代表，举办论坛3场，签约项目5个。",
    "经济总量突破万亿元，进出口总额连续两年过亿吨。",
    "走遍千家万户，服务送进万家，惠及百姓。",
    "培养社会主义建设者和接班人，全年发展党员3名。",
    "成立工作组，深入村组，召开座谈会5场。",
    "办好邻里节，每月至少1场，参加居民800人。",
    "惠及脱贫户、监测户，920多户用上了自来水。",
    "党员联户、干部包组，36名党员联系120户。",
    "开拓东盟等新兴市场，组织企业参加境外展会3场。",
    "建强班组，打造样板间，评选标兵12名。",
    "把责任落到实处，抓早抓小，全年提醒谈话6人次。",
    "处理人、处理事都要稳妥，全年接访12批。",
    "按座次入座，按场次验票，全年演出36场。",
    "会议压到下限，文件控制在最小范围，印发12份。",
    "项目落到地面，责任到户、到人，台账一户一册。",
    "开工建设首座、首条、首列示范线，投资3.2亿元。",
    "新购教具、炊具、餐具，更换门锁，投入6万元。",
    "推广新品种、新技术，粮食增产，农户增收3万元。",
    "一班人拧成一股绳，解决难题18个。",
    "名师工作室送课20节，选派名师送教下乡。",
    "成立个体劳动者协会，新增个性化服务项目3个。",
    "全县个别乡镇进度偏慢，完成个税汇算清缴1.2万人。",
    "法定代表人、财务负责人到场，核对账目3笔。",
    "出动执法人员500人，收容走失犬只，登记126只。",
    "开行旅游专列，3个班次满员，购入美元结算。",
    "小麦进入灌浆期、收获期，田间管理面积2.1万亩。",
    "整理立卷、附卷，专篇上报，按之日起3日内办结。",
    "报废老旧车辆，严肃查处违法案件，公布典型案例，以优化环境为突破口。",
    "培养企业家，邀请优秀企业家，灯火照亮万家，水利惠及万家。",
    "增加优质学位，延伸产业链条，新增充电桩，扩充床位。",
    "小麦进入拔节期，产业处于增长期，防线前移到人群集中处。",
    "专题片完成首场巡讲，青年教师主讲，民警深入楼栋、倾听民声。",
    "发送预警短信310余万条，做到小事不出楼栋，方便纳税人、缴费人。",
    "排班实行弹性班次，早晚高峰增设机动班次，加开公交车次。",
    "进教材、进课堂、进头脑，会议在机关设主会场，配齐快检箱。",
]


@pytest.mark.parametrize(("marked", "units"), LOST, ids=[row[0][:8] for row in LOST])
def test_a_lost_number_is_found_in_a_draft(marked: str, units: str) -> None:
    text = DRAFT + marked.replace("⟦", "").replace("⟧", "")
    lost = [one for one in find_placeholders(Document.from_text(text)) if one.rule == "lost-number"]
    assert [one.span.cut(text) for one in lost] == units.split()


@pytest.mark.parametrize("line", LEFT, ids=[line[:8] for line in LEFT])
def test_words_that_end_like_units_are_left_alone_in_a_draft(line: str) -> None:
    assert list(find_lost_numbers(DRAFT + line, blanks=3)) == []


def test_some_lost_numbers_are_plain_without_other_blanks() -> None:
    text = "单项工作列全省第名，服务点总数达到个。"
    found = [one.span.cut(text) for one in find_lost_numbers(text)]
    assert found == ["名", "个"]


def test_less_than_two_blanks_make_no_draft() -> None:
    assert list(find_lost_numbers("特困人员人，供养金按月发放。", blanks=1)) == []


def test_a_unit_behind_many_segments_is_looked_at_in_linear_time() -> None:
    text = DRAFT + "锅炉台、" * 20_000 + "叉车31台。"
    assert len(list(find_lost_numbers(text, blanks=3))) <= 20_000

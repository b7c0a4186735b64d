"""What a blank leaves out, as a writer would call it: figure, date, person, body."""

from __future__ import annotations

from reportnlp.extraction.naming import measured_name
from reportnlp.patterns import Pattern

_AWARDED = Pattern(
    r"(?P<verb>获评|荣获|荣立|入选|被评为|当选|获得|获)[^，。；“”\n]{0,24}?"
    r"(?:[^，。；“\n]{0,12}“(?P<title>[^”\n]{1,14})”"
    r"|(?P<plain>[^，。；“”\n]{2,10})(?=[，。；\n]|$))"
)
_MASK = frozenset("*＊XxＸｘ×_＿○□")
_PEOPLE = frozenset(
    ("同志", "干部", "党员", "职工", "教师", "个人", "单位", "集体", "民警", "医护人员")
)
_DATE_END = Pattern(r"[ \u3000年月日号XxＸｘ×✕*＊_＿○□〇0-9（）()—-]*$")
_MONTH_NEXT = Pattern(r"[ \u3000]?[0-9XxＸｘ×✕*＊_＿○□〇]{1,4}[ \u3000]?月")
_AFTER_DATE = Pattern(
    r"[年月日号XxＸｘ×✕*＊_＿○□〇0-9]{0,8}(?:[底初中]|上旬|中旬|下旬|份)?(?:之?前|以前|起|，|在|召开)?"
    r"(?P<deed>[^，。；：！？、\n（）()0-9XxＸｘ×*_]{2,14})"
)
_PERSON_BEFORE = Pattern(
    r"(?P<title>述职人|法人代表|法定代表人|负责人|报告人|主持人|汇报人|联系人|护士长|检察长|[局院校镇乡区县市省处科所站队厂行园部村事书]长|书记|主任|经理|校长"
    r"|主席|会长|本人|我叫|医生|护士|老师|教师|民警|法官|检察官|村民|居民|运动员|选手|小将|队员|记者|馆员"
    r"|职工|员工|学生|同学|战士|消防员|社工|网格员)[：: \u3000]{0,4}$"
)
_ORGAN_AHEAD = Pattern(
    r"[^，。；、\s“”]{0,6}?(?:公司|集团|银行|大学|学院|中学|小学|医院|支队|大队|救援站|派出所|合作社"
    r"|检察院|法院|协会|商会|事务所|研究院|研究所)"
)


def number_name(text: str, start: int, end: int) -> str:
    """What a missing figure measures: 推进会, 获评“先锋党员”的同志.

    start, end: from the mark to behind its unit.
    """
    name = measured_name(text, start, end)
    if name.startswith("部") and text.endswith("组织" + name, 0, start):
        # 组织部理论中心组: the first two characters are no verb here.
        return "组织" + name
    if name in _PEOPLE:
        at = text.find(name, end)
        awarded = _AWARDED.match(text, at + len(name)) if 0 <= at - end <= 12 else None
        if awarded is not None:
            honour = awarded["title"] or awarded["plain"]
            masked = not _MASK.isdisjoint(honour)
            return f"{awarded['verb']}{'' if masked else honour}的{name}"
    return name


def date_name(text: str, start: int, end: int) -> str:
    """What a missing date is of: 开工建设实训楼, 成文; "" where the text does not say."""
    is_year = text[end : end + 1] == "年" and text[start - 1 : start].isdigit()
    if is_year and not _MONTH_NEXT.match(text, end + 1):
        return "年份"
    line_start = text.rfind("\n", max(start - 60, 0), start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if len(line) <= 20 and _DATE_END.match(line):
        return "成文日期" if line_start > len(text) // 2 else "会议日期"
    if line.startswith(("——", "（", "—")) and "会" in line and line_start < 400:
        return "会议日期"
    after = _AFTER_DATE.match(text, end)
    return after["deed"] + "时间" if after is not None else ""


def person_title(text: str, start: int) -> str:
    """The title of the person whose name is masked: 院长 before ×××; "" where there is none."""
    match = _PERSON_BEFORE.search(text, max(start - 10, 0), start)
    return match["title"] if match is not None else ""


def names_organ(text: str, end: int) -> bool:
    """Whether a mask begins the name of a body: XX物业公司, ××消防救援站."""
    return _ORGAN_AHEAD.match(text, end) is not None

"""Whose report it is, of which year, and of what kind: read from name, title and text."""

from __future__ import annotations

from dataclasses import dataclass

from reportnlp.patterns import Pattern

KINDS = (
    "政府工作报告",
    "述职述责述廉报告",
    "述职述廉述党建报告",
    "述职述廉述德报告",
    "党建工作述职报告",
    "述职述廉报告",
    "述责述廉报告",
    "述职报告",
    "述廉报告",
    "工作总结",
    "工作要点",
    "工作计划",
    "工作安排",
    "工作汇报",
    "情况汇报",
    "自查报告",
    "整改报告",
    "调研报告",
    "工作报告",
    "情况报告",
    "情况的报告",
    "总结",
    "报告",
    "汇报",
)
_KIND_WORDS = {"情况的报告": "工作报告", "情况报告": "工作报告", "情况汇报": "工作汇报",
               "总结": "工作总结", "汇报": "工作汇报", "报告": "工作报告"}  # fmt: skip
_DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
_YEAR = Pattern(
    r"(?<![0-9０-９])((?:19|20|１９|２０)[0-9０-９]{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})"
    r"(?=年|[—\-－至~～][12２]|\s|度|[.．_])"
)
_LOOSE_YEAR = Pattern(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_REVIEW = Pattern(r"([12][09][0-9]{2})年(?:[^。\n]{0,12})(?:工作)?(?:回顾|总结|完成情况|主要工作)")
_UNIT_END = (
    "委员会|领导小组|指挥部|办公室|办事处|管理局|工作局|分局|总局|总工会|工会|妇联|残联|团委|党委|党组|"
    "党总支|党支部|支部|机关|纪委|监委|政法委|组织部|宣传部|统战部|人民政府|政府|法院|检察院|人大|政协|"
    "公司|集团|银行|支行|医院|学校|中学|小学|大学|学院|幼儿园|中心|协会|联合会|商会|合作社|联合社|研究所|研究院|"
    "图书馆|文化馆|博物馆|体育馆|开发区|园区|管委会|街道|社区|自治区|国务院|"
    "局|委|办|厅|院|部|校|站|所|队|馆|会|场|处|科|室|省|市|县|区|镇|乡|村|旗|盟|州"
)
_UNIT_ANYWHERE = Pattern(rf"^[0-9A-Za-z\u4e00-\u9fff（）()、“”·]{{1,40}}(?:{_UNIT_END})$")
_TRIMMED = Pattern(r"[\s#*《》<>【】\[\]_\-—－~～.．·:：,，]+")
_NOT_A_NAME = Pattern(r"(?:全面|深入|关于|现将|一年来|同志们|各位|尊敬|根据|按照|在|我|本)")
_TAIL = Pattern(
    r"(?:工作总结|年终总结|总结|述职|述廉|述责|工作报告|工作情况|工作要点|工作思路|工作计划|抓|党建|"
    r"机关党建|履职|个人|上半年|下半年|第[一二三四]季度|年度|全年|政府工作|工作|情况|思路|材料|终稿|定稿).*$"
)
_ROLE = Pattern(
    r"(?:党委|党组|党支部|支部|党总支)?(?:专职|常务|第一)?副?(?:总经理|董事长|理事长|秘书长|"
    r"书记|局长|主任|县长|区长|市长|镇长|乡长|院长|校长|行长|部长|处长|科长|站长|所长|主席|经理).*$"
)
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report is.

    title:  its title; the file's name without suffix where it has none.
    unit:   whose report, "" where it is not told.
    year:   that it bears in its name; None where it is not told.
    covers: the year whose results it tells: a 政府工作报告 of 2023 tells those of 2022.
    kind:   one of `KINDS`, or "".
    """

    title: str
    unit: str
    year: int | None
    covers: int | None
    kind: str


def identify(name: str, text: str) -> Identity:
    """Reads the identity of a report.

    name: of its file, with or without suffix.
    text: of the report; its first lines count most.
    """
    stem = _stem(name)
    lines = [line.strip(" \t\u3000#*|>") for line in text[:3000].split("\n")]
    head = _title_lines([line for line in lines if line][:4])
    title = "".join(head) or stem
    kind = _kind(title) or _kind(stem)
    year = _year(title) or _year(stem) or _year(" ".join(lines[:8])) or _loose(stem)
    unit = _unit(title) or _unit(stem) or _unit_line(head, lines)
    return Identity(title, unit, year, _covers(kind, title, year, text), kind)


def _stem(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and suffix.isascii() and len(suffix) <= 8 else name


def _title_lines(lines: list[str]) -> list[str]:
    """The lines before the first one that is running text, up to the one that names the kind."""
    found: list[str] = []
    for line in lines[:3]:
        if len(line) > _LONGEST_TITLE or line[-1] in "。，；：:" or line.startswith(("——", "（")):
            break
        if line.startswith(("一、", "第一", "各位")):
            break
        found.append(line)
        if _kind(line):
            return found
    return found[:1]


def _kind(text: str) -> str:
    best, at = "", -1
    for kind in KINDS:
        place = text.rfind(kind)
        # The longest one at the end of the title: 2021年工作总结和2022年工作要点 is a summary.
        if place >= 0 and (at < 0 or (place < at and "和" in text[place:at])):
            best, at = kind, place
    return _KIND_WORDS.get(best, best)


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1].translate(_DIGITS)) if match else None


def _loose(text: str) -> int | None:
    match = _LOOSE_YEAR.search(text)
    return int(match[1]) if match else None


def _covers(kind: str, title: str, year: int | None, text: str) -> int | None:
    if year is None:
        return None
    match = _REVIEW.search(text[:4000])
    if match and year - 1 <= int(match[1]) <= year:
        return int(match[1])
    return year - 1 if kind == "政府工作报告" and f"{year}年度" not in title else year


def _unit(title: str) -> str:
    """What stands in the title before, or else behind, its year, without role and kind."""
    bare = _TRIMMED.sub("", title)
    match = _YEAR.search(bare) or _LOOSE_YEAR.search(bare)
    pieces = [bare]
    if match:
        after = bare[match.end() :].removeprefix("年").removeprefix("度")
        pieces = [bare[: match.start()], after]
    for piece in pieces:
        name = _TAIL.sub("", _ROLE.sub("", piece.removeprefix("关于").removesuffix("关于")))
        for end in ("关于", "的", "同志", "人民"):
            name = name.removesuffix(end)
        if len(name) >= 2 and _UNIT_ANYWHERE.fullmatch(name) and not _NOT_A_NAME.match(name):
            return name
    return ""


def _unit_line(head: list[str], lines: list[str]) -> str:
    """A line of its own that is the name of a unit: under the title, or the signature."""
    for line in (*head, *(line for line in lines[1:6])):
        bare = _TRIMMED.sub("", line)
        if 4 <= len(bare) <= 30 and _UNIT_ANYWHERE.fullmatch(bare) and not _NOT_A_NAME.match(bare):
            return bare
    return ""

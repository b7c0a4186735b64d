"""Where a report begins and ends: title, salutation, introduction; last call, name, date, notes."""

from __future__ import annotations

import re

from reportnlp.extraction.section_cues import Years, ends, heading_labels, opening_labels
from reportnlp.extraction.section_units import SALUTATION, Layout, Unit

_FRONT_UNITS = 30
_FRONT_CHARACTERS = 320
_TITLE_STOP = re.compile(r"[。；！？]|[：，]$")
_ADDRESSEE = re.compile(
    r"(?:[^，。；！：:]{2,12}[，、])?"
    r"[^，。；！：:]{1,24}(?:政府|委员会|管委会|董事会|委|局|党组|党委|支部|办公室|部|厅|公司|学院|大学|医院|中心|代表|领导)[：:]"
    r"|[^，。；！：:]{0,8}(?:管委会|董事会|考核组|党委会|理事会)[：:]"
)
_GENRE = re.compile(r"报告|总结|述职|述廉|汇报|小结|计划|要点|安排|材料|思路|自查|工作回顾")
_TITLE_LINE = re.compile(
    r"^[（(].{2,40}[）)]$|^[—\-－─]{1,4}|^20[0-9]{2}年[0-9]{1,2}月|^[二○〇零]{1,4}.{2,8}年"
    r"|(?:长|主任|书记|院|局|委|部|政府|会|办|处|科|司|厅|校|所|中心|公司|站|队|镇|乡|村|区|县|市|省)"
    r"[ \u3000]*\S{0,8}$|^[^，]{1,12}$"
)
_RESIDUE = re.compile(r"^(?:好的|当然|以下是|下面是|根据您|没问题).{0,50}[：:。]$")
_CALL = re.compile(
    r"^(?:各位|同志们|代表们|尊敬的|朋友们|同事们|老师们)[^，。：]{0,16}[！!，：,]|^(?:最后)?[，,]?让我们"
    r"|^我们(?:要|将|坚信).{0,8}更加紧密(?:地)?团结"
)
_APPEAL = re.compile(r"让我们|奋斗|前进|贡献|篇章|再立新功|谱写|团结在|砥砺|支持|努力|谢谢")
_NOTES = re.compile(
    r"^[（(【\[]?(?:《?政府工作报告》?)?(?:有关|相关|部分)?(?:名词|名词术语|术语|用语|指标|注释|词语)(?:解释|说明|注释|释义)?[】\])）]?$"
    r"|^(?:注释|备注|附注|名词解释)[：:]?$"
)
_ADDRESS = re.compile(r"^(?:各位|同志们|代表们|朋友们|同事们|老师们)[^，。：]{0,16}[！!，：,]")
_REVIEW = re.compile(
    r"(?:一年来|一年里|过去一年|这一年|全年)(?:[，,]|[^，。]{0,12}(?:被评为|获评|荣获|接报|完成|实现))"
)
_FAREWELL = re.compile(r"(?:以上|特此|述职完毕|汇报完毕|说得不|讲得不)")
ANNEX = re.compile(r"^附(?:件|表)?[0-9一二三四五]?$")
_MOST_APPEAL = 1200
"""Characters from the last call to the audience to the end, at most."""
_MOST_ADDRESS = 200


def front_matter(layout: Layout) -> tuple[int, dict[int, str]]:
    """Where the body begins, and the labels of the units before: title, salutation."""
    labels: dict[int, str] = {}
    genre = False
    salutation = _salutation(layout)
    for index, unit in enumerate(layout.units[:_FRONT_UNITS]):
        line = layout.text(index)
        if index == 0 and _RESIDUE.search(line):
            labels[index] = "other"
        elif index < salutation:
            labels[index] = "title"
        elif index == salutation:
            labels[index] = "salutation"
        elif salutation < 0 and index < 10 and _is_title(layout, unit, line, genre):
            labels[index] = "title"
            genre = genre or bool(_GENRE.search(line))
        else:
            return index, labels
    return len(labels), labels


def _salutation(layout: Layout) -> int:
    """The unit that greets the audience, -1 where none does."""
    start = layout.units[0].start
    for index, unit in enumerate(layout.units[:_FRONT_UNITS]):
        if unit.start - start > _FRONT_CHARACTERS or len(unit.scope):
            break
        line = layout.text(index)
        if SALUTATION.fullmatch(line) or (index and _ADDRESSEE.fullmatch(line)):
            return index
    return -1


def _is_title(layout: Layout, unit: Unit, line: str, genre: bool) -> bool:
    paragraph = layout.document.paragraphs[unit.paragraph]
    if paragraph.origin or len(line) > 70 or _TITLE_STOP.search(line):
        return False
    bare = line.strip("#* ")
    if unit.heading >= 0:
        heading = layout.headings[unit.heading]
        if len(heading.sign) or heading.style in ("lenticular", "dash"):
            return heading.style == "dash" and not heading.run_in
        _, sure = heading_labels(bare, Years())
        if genre and sure and not re.search(r"报告$|总结$|材料$", bare):
            return False
    if not genre:
        return True
    return bool(_TITLE_LINE.search(bare) or _GENRE.search(bare)) and len(bare) <= 45


def intro_end(layout: Layout, body: int, roles: dict[int, str]) -> int:
    """The first unit behind the introduction; `body` where nothing sets one apart.

    roles: the sure label of each heading that has one.
    """
    units = layout.units
    if body >= len(units):
        return body
    start = units[body].start
    limit = max(700, (len(layout.document.text) - start) * 0.2)
    said = body
    for index in range(body, len(units)):
        unit = units[index]
        if unit.start - start > limit:
            break
        if unit.heading >= 0:
            late = roles.get(unit.heading) in ("problems", "plans", "other")
            return said if late and said > body else index
        if unit.kind in ("list", "item") and unit.first:
            return said if said > body else index
        if said == body and index > body and unit.first and _REVIEW.match(layout.text(index)):
            return index
        if said == body and ends("intro", layout.text(index)):
            said = index + 1
    return said


def notes_start(layout: Layout) -> int:
    """The first unit of a glossary or of notes; the number of units where there is none."""
    return _first_late(layout, _NOTES)


def _first_late(layout: Layout, pattern: re.Pattern[str]) -> int:
    units = layout.units
    for index in range(len(units) * 55 // 100, len(units)):
        if units[index].first and pattern.search(layout.text(index).strip("#* ")):
            return index
    return len(units)


def closing_start(layout: Layout, body: int, notes: int) -> int:
    """The first unit of the end: the last call to the audience, or name and date, or an annex."""
    tail = min(notes, _first_late(layout, ANNEX))
    result = min(_signature(layout, body, notes), _signature(layout, body, tail))
    call = _last_call(layout, body, min(result, tail))
    return min(result, call, tail)


def _last_call(layout: Layout, body: int, tail: int) -> int:
    """The unit before `tail` that turns to the audience for the last time; `tail` if none does."""
    units = layout.units
    if tail <= body:
        return tail
    end = units[tail - 1].end
    for index in range(tail - 1, max(body + 1, int(tail * 0.55)) - 1, -1):
        unit = units[index]
        if end - unit.start > _MOST_APPEAL or unit.kind == "top":
            break
        if not unit.first or not _CALL.search(layout.text(index)):
            continue
        last = unit.paragraph == units[tail - 1].paragraph
        if last or _APPEAL.search(layout.document.text[unit.start : end]):
            return _with_address(layout, index)
    return tail


def _with_address(layout: Layout, call: int) -> int:
    """The 各位代表！ shortly before 让我们…, if there is one."""
    units = layout.units
    for index in range(call, max(call - 8, 0), -1):
        if units[call].start - units[index].start > _MOST_ADDRESS or units[index].heading >= 0:
            break
        if units[index].first and _ADDRESS.search(layout.text(index)):
            return index
    return call


def _signature(layout: Layout, body: int, notes: int) -> int:
    """The first unit of name and date before the notes; `notes` where there is none."""
    units = layout.units
    result = notes
    named = False
    for index in range(notes - 1, max(notes - 8, body), -1):
        line = layout.text(index).strip("*_ ")
        spoken = units[index].first or _FAREWELL.match(line) is not None
        if not spoken or units[index].heading >= 0:
            continue
        if "closing" in opening_labels(line):
            result = index
        elif index + 1 == result < notes and not named and _is_name(line):
            result = index
            named = True
    return result


def _is_name(line: str) -> bool:
    return len(line) <= 30 and not _TITLE_STOP.search(line)

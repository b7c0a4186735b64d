"""How the pages look (GB/T 9704-2012, or the unit's own rules); Word files only.

Reports are none of the fifteen kinds of that standard, which holds for them by custom: all of this
is information. Each rule speaks at most once of a file. The examples are settings ([layout]) that
a file is written by.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from reportnlp.checking.fonts import fonts_differ, sizes_differ, told
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

TYPE_CHECKING = False  # what a type checker takes for true, without loading typing
if TYPE_CHECKING:
    from reportnlp.formats.house import Layout
    from reportnlp.formats.looks import Look, Page, ParagraphOfLook

_PAPER = (210.0, 297.0)
_AREA = (156.0, 225.0)
_LINES = 22
# Word rounds to twips, people to half millimetres.
_MM, _CHARACTERS = 0.55, 0.3
_LEEWAY = 1.0 + _MM
"""Of the margins at the top and at the binding side, in mm (GB/T 9704-2012, 5.2.1)."""
_BODY = 30
"""Characters from which a paragraph is running text, not a line of its own kind."""
_HEADINGS = MappingProxyType(
    {"chinese": "heading1", "bracketed": "heading2", "arabic": "heading3", "round": "heading4"}
)
_WORDS = MappingProxyType(
    {"heading1": "一级", "heading2": "二级", "heading3": "三级", "heading4": "四级"}
)
_TITLE = Pattern(
    r"[^。；！？\n]{4,60}(?:报告|总结|汇报|要点|思路|情况|材料|讲话|计划|方案|打算|安排)[）)]?"
)


class _Seen:
    """A look with what is asked of it; house: None where the standard holds."""

    __slots__ = ("house", "layout", "look")

    def __init__(self, look: Look, layout: Layout, house: Layout | None) -> None:
        self.look = look
        self.layout = layout
        self.house = house


def _seen(draft: Draft) -> _Seen | None:
    look, house = draft.sources.look, draft.sources.house
    if look is None or not look.paragraphs:
        return None
    # Imported here: most checks are of plain text, and should start at once.
    from reportnlp.formats.house import Layout

    return _Seen(look, house or Layout(), house)


def _start(draft: Draft) -> Span:
    """The first line: what is said of a whole file stands there."""
    return _first_words(draft.document.paragraphs[0].span)


def _upright(look: Look) -> Page | None:
    """The first page that is not turned for a table."""
    return next((page for page in look.pages if not page.is_landscape), None)


# ----------------------------------------------------------------------------------- pages


def find_other_paper(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    for page in seen.look.pages if seen else ():
        sides = sorted((page.width, page.height))
        if any(abs(side - other) > 2 * _MM for side, other in zip(sides, _PAPER, strict=True)):
            values = {"found": f"{page.width:.0f} × {page.height:.0f} 毫米"}
            yield Fault(_start(draft), values)
            return


def find_other_margins(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    page = _upright(seen.look) if seen else None
    if seen is None or page is None:
        return
    layout = seen.layout
    asked = [("上", page.top, layout.top), ("左", page.left, layout.left)]
    leeway = _LEEWAY
    if seen.house is not None:
        asked += [("下", page.bottom, layout.bottom), ("右", page.right, layout.right)]
        leeway = _MM
    wrong = [
        f"{side} {found:.1f} 毫米（应为 {wanted:g}）"
        for side, found, wanted in asked
        if abs(found - wanted) > leeway
    ]
    if wrong:
        yield Fault(_start(draft), {"found": "、".join(wrong)})


def find_other_area(draft: Draft) -> Iterator[Fault]:
    """With rules of its own a unit says all four margins."""
    seen = _seen(draft)
    page = _upright(seen.look) if seen else None
    if seen is None or page is None or seen.house is not None:
        return
    width, height = page.width - page.left - page.right, page.height - page.top - page.bottom
    if abs(width - _AREA[0]) > 2 * _LEEWAY or abs(height - _AREA[1]) > 2 * _LEEWAY:
        yield Fault(_start(draft), {"found": f"{width:.0f} × {height:.0f} 毫米"})


def find_other_page_number(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    if seen is None or seen.layout.page_number == "none":
        return
    numbers = seen.look.page_numbers
    if not numbers:
        yield Fault(_start(draft), {"found": "没有页码"})
        return
    layout = seen.layout
    number = numbers[0]
    if layout.page_number == "outside":
        sides = {item.kind: item.align for item in numbers}
        is_split = seen.look.is_two_sided and sides.get("even") in ("left", "", "both")
        if sides.get("default") != "outside" and not (is_split and sides.get("default") == "right"):
            yield Fault(_start(draft), {"found": "页码没有放在外侧（单页右、双页左）"})
            return
    if layout.page_number == "center" and number.align != "center":
        yield Fault(_start(draft), {"found": "页码没有居中"})
        return
    if fonts_differ(number.font, layout.page_number_font) or sizes_differ(
        number.size, layout.page_number_size
    ):
        yield Fault(_start(draft), {"found": f"页码用的是{told(number.font, number.size)}"})


# ------------------------------------------------------------------------------ paragraphs


def _title(draft: Draft, look: Look) -> ParagraphOfLook | None:
    """The paragraph that is the report's title; None where that is not sure."""
    first = look.paragraphs[0]
    if first.span != draft.document.paragraphs[0].span:
        return None
    if any(heading.paragraph == 0 for heading in draft.headings):
        return None
    return first if _TITLE.fullmatch(first.span.cut(draft.text).strip()) else None


def _running(draft: Draft, look: Look) -> list[ParagraphOfLook]:
    """The paragraphs of running text."""
    alone = {
        draft.document.paragraphs[heading.paragraph].span.start
        for heading in draft.headings
        if not heading.run_in
    }
    title = _title(draft, look)
    return [
        item
        for item in look.paragraphs
        if len(item.span) >= _BODY
        and item.span.start not in alone
        and item is not title
        and item.align not in ("center", "right")
        and item.main is not None
    ]


def find_other_title(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    title = _title(draft, seen.look) if seen else None
    main = title.main if title else None
    if seen is None or title is None or main is None:
        return
    wrong = []
    if fonts_differ(main.font, seen.layout.title_font) or sizes_differ(
        main.size, seen.layout.title_size
    ):
        wrong.append(f"用的是{told(main.font, main.size)}")
    if title.align != "center":
        wrong.append("没有居中")
    if wrong:
        asked = told(seen.layout.title_font, seen.layout.title_size)
        yield Fault(title.span, {"found": "，".join(wrong), "asked": asked})


def find_other_headings(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    if seen is None:
        return
    looks = {item.span.start: item for item in seen.look.paragraphs}
    for heading in draft.headings:
        kind = _HEADINGS.get(heading.style)
        look = looks.get(draft.document.paragraphs[heading.paragraph].span.start)
        main = look.main if look else None
        if kind is None or heading.run_in or main is None:
            continue
        asked = getattr(seen.layout, f"{kind}_font")
        if fonts_differ(main.font, asked) or sizes_differ(main.size, seen.layout.body_size):
            values = {
                "level": _WORDS[kind],
                "found": told(main.font, main.size),
                "asked": told(asked, seen.layout.body_size),
            }
            yield Fault(heading.span, values)
            return


def find_other_body(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    if seen is None:
        return
    layout = seen.layout
    wrong = [
        item
        for item in _running(draft, seen.look)
        if item.main is not None
        and (
            fonts_differ(item.main.font, layout.body_font)
            or sizes_differ(item.main.size, layout.body_size)
        )
    ]
    if wrong and wrong[0].main is not None:
        values = {
            "count": f"{len(wrong)}",
            "found": told(wrong[0].main.font, wrong[0].main.size),
            "asked": told(layout.body_font, layout.body_size),
        }
        yield Fault(_first_words(wrong[0].span), values)


def find_other_pitch(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    page = _upright(seen.look) if seen else None
    if seen is None or page is None:
        return
    for item in _running(draft, seen.look):
        if item.pitch is None:
            continue
        lines = int((page.height - page.top - page.bottom) / 25.4 * 72 / item.pitch + 0.05)
        if seen.house is not None:
            is_wrong = sizes_differ(item.pitch, seen.layout.line_pitch)
            asked = f"应为 {seen.layout.line_pitch:g} 磅"
        else:
            is_wrong = lines != _LINES
            asked = "应为每页 22 行，行距约 28 至 28.95 磅"
        if is_wrong:
            found = f"{item.pitch:g} 磅，每页 {lines} 行"
            yield Fault(_first_words(item.span), {"found": found, "asked": asked})
            return


def find_other_indent(draft: Draft) -> Iterator[Fault]:
    seen = _seen(draft)
    if seen is None:
        return
    wrong = [i for i in _running(draft, seen.look) if abs(i.indent - 2.0) > _CHARACTERS]
    if wrong:
        values = {"count": f"{len(wrong)}", "found": f"{wrong[0].indent:.1f}".removesuffix(".0")}
        yield Fault(_first_words(wrong[0].span), values)


# -------------------------------------------------------------------------------- wording


def _first_words(span: Span) -> Span:
    return Span(span.start, min(span.start + 12, span.end))


RULES = (
    Rule(
        code="LY001",
        name="layout-paper",
        severity="info",
        message="纸张是 {found}，不是 A4（210 × 297 毫米）。",
        suggestion="在“页面设置”里把纸张改为 A4。",
        find=find_other_paper,
        explanation="公文用纸统一为 A4，混用会装订不齐；横放的表格页也是 A4。",
        source="标准 GB/T 9704-2012 5.1",
        bad=("paper = [184, 260]",),
        good=("paper = [297, 210]",),
    ),
    Rule(
        code="LY002",
        name="layout-margins",
        severity="info",
        message="页边距：{found}。",
        suggestion="在“页面设置”里改页边距；单位另有规定的，写进设置 [tool.reportnlp.layout]。",
        find=find_other_margins,
        explanation="天头 37±1 毫米、订口 28±1 毫米；单位规定不同的以单位的为准。",
        source="标准 GB/T 9704-2012 5.2.1",
        bad=("left = 20", "top = 25.4"),
        good=("left = 28.5", "top = 36.2"),
    ),
    Rule(
        code="LY003",
        name="layout-type-area",
        severity="info",
        message="版心是 {found}，应为 156 × 225 毫米。",
        suggestion="上 37、下 35、左 28、右 26 毫米的页边距正好留出这个版心。",
        find=find_other_area,
        explanation="版心决定每页 22 行、每行 28 字能否排下。",
        source="标准 GB/T 9704-2012 5.2.1",
        bad=("right = 36", "bottom = 20"),
        good=("right = 25", "bottom = 34.5"),
    ),
    Rule(
        code="LY004",
        name="layout-title",
        severity="info",
        message="标题{found}，一般用{asked}，居中。",
        suggestion="选中标题，改字体、字号和对齐。",
        find=find_other_title,
        explanation="标题一般用二号小标宋体，居中，按词意回行；看不出哪一行是标题时不提示。",
        source="标准 GB/T 9704-2012 7.3.1",
        bad=('title-font = "黑体"', "title-size = 18"),
        good=('title-font = "方正小标宋_GBK"', "title-size = 22.1"),
    ),
    Rule(
        code="LY005",
        name="layout-heading",
        severity="info",
        message="{level}标题用的是{found}，一般用{asked}。",
        suggestion="一级黑体，二级楷体，三级、四级仿宋，都是三号。",
        find=find_other_headings,
        explanation="按“一、”“（一）”“1.”“（1）”认层级；后面接着写正文的标题不看。",
        source="标准 GB/T 9704-2012 7.3.3",
        bad=('heading1-font = "宋体"', 'heading2-font = "黑体"'),
        good=('heading1-font = "SimHei"', 'heading2-font = "KaiTi"'),
    ),
    Rule(
        code="LY006",
        name="layout-body",
        severity="info",
        message="正文有 {count} 段用的是{found}，一般用{asked}。",
        suggestion="选中正文，改字体和字号；仿宋、仿宋_GB2312、方正仿宋都可以。",
        find=find_other_body,
        explanation="正文一般用三号仿宋体。只看 30 字以上的段落，不看标题、表格和落款。",
        source="标准 GB/T 9704-2012 5.2.2",
        bad=('body-font = "宋体"', "body-size = 14"),
        good=('body-font = "FangSong"', 'body-font = "方正仿宋_GBK"'),
    ),
    Rule(
        code="LY007",
        name="layout-line-pitch",
        severity="info",
        message="行距 {found}，{asked}。",
        suggestion="把行距设为固定值 28.95 磅（或 28 磅）。",
        find=find_other_pitch,
        explanation="每页一般排 22 行。行距随字体变化、算不准时不提示。",
        source="标准 GB/T 9704-2012 5.2.3",
        bad=("line-pitch = 30", "line-pitch = 22"),
        good=("line-pitch = 28", "line-pitch = 28.9"),
    ),
    Rule(
        code="LY008",
        name="layout-indent",
        severity="info",
        message="有 {count} 段首行缩进 {found} 字，应为 2 字。",
        suggestion="在“段落”里设首行缩进 2 字符，不用空格。",
        find=find_other_indent,
        explanation="每个自然段左空二字，回行顶格。用空格空出二字的也算。",
        source="标准 GB/T 9704-2012 7.3.3",
        bad=("indent = 0", "indent = 4"),
        good=("indent = 2.2",),
    ),
    Rule(
        code="LY009",
        name="layout-page-number",
        severity="info",
        message="{found}。",
        suggestion="页码用四号半角宋体，左右各一条一字线，单页居右空一字，双页居左空一字。",
        find=find_other_page_number,
        explanation='页码在版心下边缘之外，单右双左。单位规定居中的，设置 page-number = "center"。',
        source="标准 GB/T 9704-2012 7.5",
        bad=('page-number = "none"', 'page-number = "center"', "page-number-size = 9"),
        good=('page-number-font = "SimSun"',),
    ),
)

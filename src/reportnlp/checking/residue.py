"""What templates and programs leave behind in a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_DANGLING = Pattern(
    r"[（(][ ]?(?:计量|数量|金额|货币)?单位[:：][ \u3000_]{0,8}[）)]"
    r"|[（(](?:计量|金额|货币)?单位[:：](?=[，。；\n]|$)"
    # At the end of a line above a table, or behind a figure's name: 全年产值单位：。
    r"|(?:计量|金额)单位[:：][ \u3000]{0,8}(?=[\n，。；]|$)"
    r"|(?<=[情况表 \u3000\n])单位[:：][ \u3000]{0,8}(?=\n[^\n]*\t)"
    r"|(?<=[值额量数资入出])单位[:：][ \u3000]{0,8}(?=[，。；])"
)


def find_dangling_units(draft: Draft) -> Iterator[Fault]:
    """实现产值（单位：）; 完成投资（单位：万元），占计划的86%."""
    text = draft.text
    for match in _DANGLING.finditer(text):
        yield Fault(Span(*match.span()), {"lost": "单位"})
    for match in _UNIT_ALONE.finditer(text):
        clause = re.split("[，。；：、\n]", text[max(match.start() - 14, 0) : match.start()])[-1]
        if not any(character.isdigit() for character in clause):
            yield Fault(Span(*match.span()), {"lost": "数字"})


# The figure is lost, its unit is left in brackets, and the sentence goes on with a comparison.
_UNIT_ALONE = Pattern(
    r"[（(]单位[：:][^（）()\n]{1,5}[）)](?=，(?:占|同比|比|较|增|下降|为|完成)|[。；])"
)


_FIELDS = Pattern(
    r"错误[！!](?:未找到引用源|未定义书签|未指定样式|不能识别的开关参数|超链接引用无效|文档中没有[^。\n]{0,20})[。.]?"
    r"|Error! (?:Reference source|Bookmark|No text|Hyperlink)[^\n。]{0,40}"
    r"|\{\{[^{}\n]{1,40}\}\}|\$\{[^{}\n]{1,40}\}|«[^«»\n]{1,40}»|</?w:[a-zA-Z]{1,20}[^<>\n]{0,60}>"
    r"|\{ ?(?:MERGEFIELD|REF|PAGEREF|TOC|HYPERLINK|SEQ|PAGE|NUMPAGES|DATE)[^{}\n]{0,60}\}"
    r"|#(?:REF|N/A|DIV/0|VALUE|NAME\?|NULL|NUM)!?|&(?:nbsp|lt|gt|amp|quot);"
    r"|</?(?:o:p|a|br|p|span|div|b|i|u|em|strong|h[1-6]|table|tr|td|ul|li|img|font)"
    r"(?: [^<>\n]{0,40})?/?>"
    r"|\[object Object\]"
    r"|(?<![A-Za-z])(?:NaN|undefined|null|None)(?![A-Za-z])(?=[%％\u4e00-\u9fff，。])"
    r"|(?:(?:PAGE)?REF|TOC|SEQ|PAGE|NUMPAGES|HYPERLINK|MERGEFIELD|INCLUDEPICTURE|DATE) {1,4}"
    r"(?:_[A-Za-z0-9]{2,30}|[\\\"“][^\n，。]{1,60})"
    r"(?: {1,2}\\[^\n，。]{0,20})?|\\\* ?MERGEFORMAT"
    r"|(?<!《)《《[^《》\n]{1,10}》》|<<[^<>\n]{1,12}>>"
    r"|\[\[[^\[\]\n]{1,12}\]\]|@@[^@\n]{1,12}@@"
    r"|\[(?:图片|表情|链接|视频|语音|动画表情|微笑|强|抱拳)\](?!\()"
    r"|#{3,40}(?=[万亿元%个家户人次，。；\t\n]|$)"
    r"|<[\u4e00-\u9fff]{0,6}(?:名称|姓名|日期|数据|数字|单位|年份|金额)>|\{[A-Za-z_][A-Za-z_0-9]{1,20}\}"
    r"|\\[nrt](?=[\u4e00-\u9fff（“《0-9]|$)|\\u[0-9a-fA-F]{4}"
    r"|##[^#\n]{1,12}##|\$[\u4e00-\u9fff]{1,8}\$|《(?:单位名称|部门名称|姓名|年份)》|<%[^<>\n]{0,30}%>|【(?:变量|字段|占位符?)[：:][^【】\n]{1,20}】|锟斤拷[锟斤拷]{0,20}|烫烫烫[烫]{0,20}|\ufffd{1,20}"
)


def find_field_residue(draft: Draft) -> Iterator[Fault]:
    """错误！未找到引用源, {{单位}}, <w:t>."""
    text = draft.text
    if any(mark in text for mark in _FIELD_MARKS):
        yield from (Fault(Span(*match.span())) for match in _FIELDS.finditer(text))
    yield from (Fault(Span(*match.span())) for match in _PERCENT_FIELDS.finditer(text))


# Of which one at least stands in what `_FIELDS` matches.
_FIELD_MARKS = (
    *("错误！", "错误!", "Error!", "NaN", "undefined", "null", "None", "锟斤拷", "烫烫", "\ufffd"),
    *("REF ", "TOC ", "SEQ ", "PAGE ", "HYPERLINK ", "MERGE", "INCLUDEPICTURE ", "DATE "),
    *(
        "《单位名",
        "《部门名",
        "《姓名",
        "《年份",
        "【变量",
        "【字段",
        "【占位",
        "{",
        "$",
        "«",
        "<",
        "#",
        "&",
        "\\",
        "《《",
        "[[",
        "@@",
        "[obj",
    ),
    *("[图片", "[表情", "[链接", "[视频", "[语音", "[动画", "[微笑", "[强", "[抱拳"),
)
# %单位%, %s年: of a template.
_PERCENT_FIELDS = Pattern(r"%(?:[sd](?=[\u4e00-\u9fff])|(?<![0-9]%)[\u4e00-\u9fff]{2,8}%)")


_SAMPLES = Pattern(
    # One set first: the search for it is many times faster than for alternatives.
    r"[张李王赵10](?:(?:(?<=张)三|(?<=李)四|(?<=王)五|(?<=赵)六)(?:"
    r"(?=[、，。和与同等（ \u3000])"
    r"(?:(?<=[，。；：、（由与和为给\n]..)|(?<=[，。；：、（由与和为给] ..)|(?<=\A..))"
    r"|(?<!赵六)(?:(?<=联系人..)|(?<=[员志记任长师生民户]..))(?=[、，。和与同等（被获荣]))"
    r"|(?<=1)(?:(?<![0-9.,].)23(?:(?:4|45|456|4567)(?:\.(?:5|56|00))?|\.45)(?=[万亿]元)"
    r"|3[89]0{8}|3800138000|2345678901?(?![0-9])|1{10}(?![0-9]))"
    r"|(?<=0)(?<![0-9.,:：—-].)0{1,3}(?=[吨个件次人名户家场项万亿元套台份]))"
)


# Counts and rates that a keyboard gives, and the names of what should stand there.
_MORE_SAMPLES = Pattern(
    r"[19Yae单姓](?:(?<=1)(?<![0-9.,].)(?:(?:2345[6789]{0,4}|111|1{4,8})"
    r"(?=[万亿]?(?:[个件份户家元]|人次?))(?!个?热线)|2\.34(?=[%％])|23\.45(?=[万亿]?元|[%％]))"
    r"|(?<=9)(?<![0-9.,].)9{3,5}(?=万?(?:元|人次|[人件份户家]))|(?<=Y)YYY年MM月(?:DD日)?"
    r"|(?<=e)xample(?:@example|(?<=@example))\.(?:com|cn|org)|(?<=a)bc@(?:abc|xyz|123)\.com"
    r"|(?<=单)(?<![\u4e00-\u9fff].)位名称(?=[0-9年度关于])"
    r"|(?<=姓)(?<=[人者名][：:].)名(?=[\n，。；（ ]|$))"
)


def find_sample_values(draft: Draft) -> Iterator[Fault]:
    """张三、李四, 1234万元: examples of a template that nobody replaced."""
    for pattern in (_SAMPLES, _MORE_SAMPLES):
        for match in pattern.finditer(draft.text):
            yield Fault(Span(*match.span()))


RULES = (
    Rule(
        code="PH112",
        name="dangling-unit",
        severity="warning",
        message="“{quote}”没有写完：缺{lost}。",
        suggestion="写全数字和单位。",
        find=find_dangling_units,
        triggers=("单位：", "单位:"),
        source="实务",
        explanation="表格或数字的单位没有写完。",
        bad=("实现产值（单位：）。", "完成投资（单位：万元），占年度计划的86%。"),
        good=("各村收入情况（单位：万元）", "牵头单位：县财政局。"),
    ),
    Rule(
        code="PH116",
        name="field-residue",
        severity="error",
        message="程序留下的代码没有清理：“{quote}”。",
        suggestion="在 Word 里更新域或重新填写。",
        find=find_field_residue,
        triggers=(*_FIELD_MARKS, "%"),
        source="实务",
        explanation="引用失效、邮件合并未替换、从网页复制时留下的标记。",
        bad=(
            "详见错误！未找到引用源。",
            "{{单位}}年度工作总结",
            "合计#REF!万元。",
            "%单位%工作总结",
        ),
        good=("坚决纠正错误！绝不姑息。", "采用C#语言开发系统。"),
    ),
    Rule(
        code="PH117",
        name="sample-value",
        severity="warning",
        message="“{quote}”像是模板里的示例。",
        suggestion="换成真实内容。",
        find=find_sample_values,
        triggers=(*"张李王赵10", "9999", "YYYY", "example", "abc@", "单位名称", "姓名"),
        source="实务",
        explanation="“张三”“1234万元”多是示例，没有替换。确是真数的，用 --write-accept 记下。",
        bad=("张三、李四同志参加了培训。", "完成投资1234万元。", "清运垃圾00吨。"),
        good=("参加培训1234人。", "完成投资1235万元。", "慰问300户。"),
    ),
)

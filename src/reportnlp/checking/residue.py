"""What templates, programs and language models leave behind in a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.checking.blanks import touches
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_DANGLING = Pattern(
    r"[（(][ ]?单位[:：][ \u3000]{0,6}[）)]|单位[:：][ \u3000]*(?=[。；，\n]|$)(?<=\u4e00单位：)"
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


_CHUNK = Pattern(r"[（(【〔\[][^（）()【】〔〕\[\]\n]{1,60}[）)】〕\]]")
_ASKED_FOR = (
    "补充",
    "核实",
    "核对",
    "提供",
    "补齐",
    "填写",
    "填报",
    "确认",
    "修改",
    "完善",
    "更新",
    "核定",
    "斟酌",
    "把关",
)
_ASKED = Pattern(
    r"请|各[\u4e00-\u9fff]{0,4}(?:科室|部门|单位|支部|处室|村)|此处|待|需要?|烦|麻烦|办公室|再|一下|？"
)
_WHOLE = frozenset(
    [
        "略",
        "内容略",
        "下略",
        "以下略",
        "待续",
        "未完待续",
        "同上年",
        "同去年",
        "见上年",
        "以上年为准",
        "数据同上",
        "请核实",
    ]
)
_HINTED = Pattern(
    r"此处|沿用去年|(?:此段|这里|本段|该段|这段)[^）)】]{0,12}(?:请|补|加|改|删|再|待|精简|压缩|展开|重写|润色)"
    r"|(?:可|也可)(?:根据|结合|视)[^）)】]{2,24}(?:修改|调整|补充|删减|填写|增减|展开|细化|充实)|^@"
    r"|^(?:[\u4e00-\u9fff]{1,5}[科股室所办局组处站队部]|[小老][\u4e00-\u9fff]|[\u4e00-\u9fff](?:主任|科长|局长))来?"
    r"(?:核|补|填|改|定|提供|核实|负责|再核|再补)$"
    r"|^(?:插入?|配|附)(?:图|表|照片|图片)|^(?:注意|备注|提示|修改意见|批注|领导批示)[:：]"
    r"|请[^）)】]{0,14}(?:[再先帮给]|过目|审阅)?[^）)】]{0,3}(?:[对看核查过改理顺捋](?:一?[遍下]|[对准好清]$)|过目|审阅|把关)"
    r"|[后再时](?:请)?删[除去掉]?$|(?:审阅|审定|统稿|定稿)[后前时]"
    r"|待定稿|勿删|模板|示例|范文|占位|字数控制|字左右|字以内|删去此行|此行删|用后删除|定稿时删"
)
_HERE = Pattern(
    r"(?m:^|(?<=。))此处(?:应|可|请|需)?(?:插入|添加|加入|补充|附|补|填|配)[^，。；\n（）()【】\]〕]{0,16}"
)
# A line of its own to the writers: 备注：本段由综合科修改，改好后删除。 待定，会后补写。
_NOTE = Pattern(
    r"(?m:^)[ \u3000]{0,4}(?:"
    r"(?:备注|说明|提示|批注|注意)[：:][^\n]{0,30}(?:本段|此段|这段|上文|删除|删去|改好|改完|定稿|待补|核实后)[^\n]{0,20}"
    r"|(?:待定|暂缺|待补|后补|先空着|暂空)(?:[，,][^\n，。]{0,10})?[。]?(?=\n|$)"
    r"|[^\n，。]{0,10}[，,]?(?:见|发|传)(?:工作|微信)?群(?:里|文件|中)?[。]?(?=\n|$))"
)


def find_instructions(draft: Draft) -> Iterator[Fault]:
    """（请各科室补充数据）, 此处插入图1: words to the writers, not to the readers."""
    text = draft.text
    found = [
        Span(*match.span()) for match in _CHUNK.finditer(text) if _is_instruction(match.group())
    ]
    if "此处" in text:
        found += [Span(*match.span()) for match in _HERE.finditer(text)]
    found += [Span(*match.span()) for match in _NOTE.finditer(text)]
    for span in sorted(found):
        if not touches(span, draft.placeholders):
            yield Fault(span)


def _is_instruction(chunk: str) -> bool:
    inside = chunk[1:-1].strip()
    if inside in _WHOLE:
        return chunk[0] in "（(【" and (inside != "请核实" or chunk[0] == "【")
    if any(word in inside for word in _ASKED_FOR) and _ASKED.search(inside):
        return True
    return _HINTED.search(inside) is not None


_MODEL = Pattern(
    r"(?:以下|下面)是(?:根据|按照|为您|为你|我为|一份|一篇|修改|润色|优化|调整|扩写|精简|完善|改写|重新|按)[^。\n]{0,40}[：:。]?"
    r"|(?m:^)(?:好的|没问题|明白了|当然可以)[，,！!。][^\n]{0,60}"
    r"|(?m:^)当然[，,！!。][^\n。]{0,20}(?:您|你(?!们)|以下|下面|这是一|我来|我会|我将为)[^\n]{0,40}"
    r"|作为(?:一个|一名)?(?:人工智能|AI|大语言|语言模型|大模型)(?:助手|语言模型|模型|，我|,我|我)[^。\n]{0,40}。?"
    r"|希望(?:以上|这份|这篇|上述)[^。\n]{0,30}(?:对您|对你|有所帮助|有帮助|满足|符合您)[^。\n]{0,20}[。！!]?"
    r"|如(?:果|需|有)[^。\n]{0,24}(?:请随时|随时告诉|请告诉我|请告知我|可以告诉我|我可以(?:继续|进一步|帮))[^。\n]{0,20}[。！!]?"
    r"|(?:以上|上述)(?:内容|文字|报告)?(?:仅供参考|为示例|由AI生成|由人工智能生成)[^。\n]{0,20}。?"
    r"|(?:您|你)可以?根据(?:实际|具体|自身)[^。\n]{0,20}(?:修改|调整|补充|完善)[^。\n]{0,10}[。！!]?"
    r"|(?:根据|按照)(?:您|你)(?:提供|的要求|给出|的需求)[^。\n]{0,30}"
    r"|(?:这是|以下为|下面为)(?:一份|一篇|我)?(?:为您|修改|润色|优化|调整|扩写|精简|改写|完善)"
    r"(?:后的|好的|过的|生成|撰写)[^。\n]{0,40}"
    r"|以上(?:数据|内容|数字)均?(?:为|是)(?:示例|虚构|模拟|假设)[^\n]{0,30}"
    r"|(?:是否|要不要)?需要我(?:再|继续|帮|为您|进一步)[^\n？?]{0,30}[？?]"
    r"|(?m:^)(?:Sure|Certainly|Of course|Here (?:is|are))[,!. ][^\n]{0,80}"
    r"|(?:本文|内容)?由(?:豆包|文心一言|通义千问|通义|Kimi|DeepSeek|ChatGPT|讯飞星火|智谱清言|腾讯元宝|AI|人工智能)"
    r"(?:助手|大模型)?(?:辅助)?(?:生成|撰写)"
    r"|截至我的知识(?:截止|更新)|我无法(?:提供|访问|获取)[^。\n]{0,20}。?|<\|im_(?:start|end)\|>|</?think>"
)


def find_model_residue(draft: Draft) -> Iterator[Fault]:
    """以下是修改后的版本：, 作为人工智能助手，我…"""
    for match in _MODEL.finditer(draft.text):
        yield Fault(Span(*match.span()))


_FIELDS = Pattern(
    r"错误[！!](?:未找到引用源|未定义书签|未指定样式|不能识别的开关参数|超链接引用无效|文档中没有[^。\n]{0,20})[。.]?"
    r"|Error! (?:Reference source|Bookmark|No text|Hyperlink)[^\n。]{0,40}"
    r"|\{\{[^{}\n]{1,40}\}\}|\$\{[^{}\n]{1,40}\}|«[^«»\n]{1,40}»|</?w:[a-zA-Z]{1,20}[^<>\n]{0,60}>"
    r"|\{ ?(?:MERGEFIELD|REF|PAGEREF|TOC|HYPERLINK|SEQ|PAGE|NUMPAGES|DATE)[^{}\n]{0,60}\}"
    r"|#(?:REF|N/A|DIV/0|VALUE|NAME\?|NULL|NUM)!?|&(?:nbsp|lt|gt|amp|quot);"
    r"|</?(?:br|p|span|div|b|i|u|em|strong|h[1-6]|table|tr|td|ul|li|img|font)(?: [^<>\n]{0,40})?/?>"
    r"|\[object Object\]|(?<![A-Za-z])(?:NaN|undefined|null)(?![A-Za-z])(?=[%％\u4e00-\u9fff，。])"
    r"|(?<![0-9])%[\u4e00-\u9fff]{2,8}%"
)


def find_field_residue(draft: Draft) -> Iterator[Fault]:
    """错误！未找到引用源, {{单位}}, <w:t>."""
    for match in _FIELDS.finditer(draft.text):
        yield Fault(Span(*match.span()))


_SAMPLES = Pattern(
    # One set first: the search for it is many times faster than for alternatives.
    r"[张李王赵10](?:(?:(?<=张)三|(?<=李)四|(?<=王)五|(?<=赵)六)(?:"
    r"(?=[、，。和与同等（])"
    r"(?:(?<=[，。；：、（由与和为给\n]..)|(?<=[，。；：、（由与和为给] ..)|(?<=\A..))"
    r"|(?<!赵六)(?:(?<=联系人..)|(?<=[员志记任长师生民户]..))(?=[、，。和与同等（被获荣]))"
    r"|(?<=1)(?:(?<![0-9.,].)23(?:(?:4|45|456|4567)(?:\.(?:5|56|00))?|\.45)(?=[万亿]元)"
    r"|3[89]0{8}|3800138000|2345678901?(?![0-9])|1{10}(?![0-9]))"
    r"|(?<=0)(?<![0-9.,:：—-].)0{1,3}(?=[吨个件次人名户家场项万亿元套台份]))"
)


def find_sample_values(draft: Draft) -> Iterator[Fault]:
    """张三、李四, 1234万元: examples of a template that nobody replaced."""
    for match in _SAMPLES.finditer(draft.text):
        yield Fault(Span(*match.span()))


RULES = (
    Rule(
        code="PH112",
        name="dangling-unit",
        severity="warning",
        message="“{quote}”没有写完：缺{lost}。",
        suggestion="写全数字和单位。",
        find=find_dangling_units,
        triggers="单",
        source="实务",
        explanation="表格或数字的单位没有写完。",
        bad=("实现产值（单位：）。", "完成投资（单位：万元），占年度计划的86%。"),
        good=("各村收入情况（单位：万元）", "牵头单位：县财政局。"),
    ),
    Rule(
        code="PH114",
        name="leftover-instruction",
        severity="error",
        message="写给起草人的话没有删：“{quote}”。",
        suggestion="照办后删去。",
        find=find_instructions,
        triggers="（(【〔[此备待暂群注",
        source="实务",
        explanation="括号里请人补充、核实的话，和“此处插入图1”，不应出现在送审稿里。正文里对下级的要求不在此列。",
        bad=(
            "全年办件量稳步提升（请各科室补充数据）。",
            "此处插入图1",
            "（略）",
            "办结群众来访96件（信访办核）。",
            "备注：本段由综合科修改，改好后删去。",
        ),
        good=(
            "请各单位于9月30日前报送材料。",
            "经现场核实（含补充材料），符合条件。",
            "群众通过服务平台（含小程序）提供线索。",
            "名单待核实后公布，已核实126人（其中低保户32人）。",
        ),
    ),
    Rule(
        code="PH115",
        name="model-residue",
        severity="error",
        message="疑似聊天模型的答话：“{quote}”。",
        suggestion="删去。",
        find=find_model_residue,
        triggers=(
            "是根据",
            "是按照",
            "是为您",
            "是为你",
            "是我为",
            "是一份",
            "是一篇",
            "是修改",
            "是润色",
            "是优化",
            "是调整",
            "是扩写",
            "是精简",
            "是完善",
            "是改写",
            "是重新",
            "好的，",
            "好的,",
            "好的！",
            "当然，",
            "当然,",
            "当然！",
            "没问题，",
            "明白了",
            "作为人工智能",
            "作为AI",
            "作为一个人工",
            "作为一名人工",
            "作为一个AI",
            "作为一个语言",
            "作为语言",
            "作为大",
            "作为一个大",
            "对您",
            "对你",
            "有帮助",
            "有所帮助",
            "符合您",
            "告诉我",
            "请随时",
            "告知我",
            "我可以",
            "仅供参考",
            "为示例",
            "您可",
            "你可",
            "据您",
            "据你",
            "照您",
            "照你",
            "我的知识",
            "这是",
            "以下为",
            "下面为",
            "以上数",
            "以上内",
            "需要我",
            "Sure",
            "Certainly",
            "Of course",
            "Here ",
            "由豆包",
            "由文心",
            "由通义",
            "由Kimi",
            "由DeepSeek",
            "由ChatGPT",
            "由讯飞",
            "由智谱",
            "由腾讯",
            "由AI",
            "由人工",
            "我无法",
            "<|im",
            "think>",
        ),
        source="实务",
        explanation="从对话工具里复制文字时带出来的开场白和结束语。",
        bad=(
            "以下是修改后的版本：",
            "作为人工智能助手，我无法核实数据。",
            "希望以上内容对您有所帮助！",
        ),
        good=("以下是全年重点工作。", "把人工智能作为产业新引擎。", "希望同志们再接再厉。"),
    ),
    Rule(
        code="PH116",
        name="field-residue",
        severity="error",
        message="程序留下的代码没有清理：“{quote}”。",
        suggestion="在 Word 里更新域或重新填写。",
        find=find_field_residue,
        triggers=(
            "错误！",
            "错误!",
            "Error!",
            "{",
            "$",
            "«",
            "<",
            "#",
            "&",
            "[obj",
            "NaN",
            "undefined",
            "null",
            "%",
        ),
        source="实务",
        explanation="引用失效、邮件合并未替换、从网页复制时留下的标记。",
        bad=("详见错误！未找到引用源。", "{{单位}}年度工作总结", "合计#REF!万元。"),
        good=("坚决纠正错误！绝不姑息。", "采用C#语言开发系统。"),
    ),
    Rule(
        code="PH117",
        name="sample-value",
        severity="warning",
        message="“{quote}”像是模板里的示例。",
        suggestion="换成真实内容。",
        find=find_sample_values,
        triggers="张李王赵10",
        source="实务",
        explanation="“张三”“1234万元”多是示例，没有替换。确是真数的，用 --write-accept 记下。",
        bad=("张三、李四同志参加了培训。", "完成投资1234万元。", "清运垃圾00吨。"),
        good=("参加培训1234人。", "完成投资1235万元。", "慰问300户。"),
    ),
)

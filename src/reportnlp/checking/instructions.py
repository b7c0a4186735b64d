"""Words to the writers of a draft that were left in it: （请各科室补充数据）."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.blanks import touches
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

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
    r"|[看核查改补]一下|(?:[看核查]一?[遍眼]|想想)|(?:对|行|准|写|要|留|删|加|放|改)不(?:对|行|准|写|要|留|删|加|放|改)"
    r"|^(?:和|与|找|跟|向|问)[^）)】]{1,8}(?:核对|核实|核准|对账|对数|对接|确认|要数|沟通|衔接)"
    r"|(?:去年|上年|往年|旧)的?(?:数据?|数字|内容|表述)[^）)】]{0,8}(?:更新|[要未没待需]改|替换)"
    r"|(?:参考|参照|仿照|套用|照搬|照抄|沿用)(?:去年|上年|往年|前年|旧|市局|省局|兄弟单位)[^）)】]{0,10}"
    r"(?:写法?|格式|口径|模板|材料|表述|稿)"
    r"|^(?:格式|字体|字数|排版|篇幅)(?:要求)?[：:]|仿宋|黑体|楷体|行距|标[红黄]|排版|另起一页"
    r"|(?:照片|图片|图表|截图)[^）)】]{0,6}(?:另附|后补|待[插补配]|另发|插入)|^(?:插入|配)[图表]"
    r"|[此本这该]个?(?:段|句|条|处|节|页|数|数据|数字|部分)(?:内容|文字)?(?:可[删不以]|[待未需要得]|应[改删核]|建议|由[^）)】]{2,12}(?:提供|起草|撰写|供稿|负责|补))"
    r"|(?:数据?|数字|材料|情况|口径|素材|稿子?)(?:还|尚|暂)?(?:没有?|未)(?:报|给|交|到|来|出|定|提供|反馈|核)"
    r"|(?:数据?|数字|口径)[^）)】]{0,8}(?:有出入|对不上|存疑|有误|不一致|再[核对]|另[报补])"
    r"|^[小老][\u4e00-\u9fff][再来去把帮看核补给问]|^[\u4e00-\u9fff]{1,2}(?:科长|局长|主任|书记|处长|镇长|部长|总)[看审定核说让改把再]"
    r"|(?:TODO|FIXME|TBD)|(?:在此|请在?|点击|单击)(?:处|这里|此处)?(?:输入|键入|填入)|^批注|^建议(?:改|删|加|补|换|调整)|(?:是否|能否|可否|吗|呢|多少|哪[个里年]|什么)[^）)】]{0,16}[？?]$|待写|没写完|写到这里"
    r"|待定稿|勿删|模板|示例|范文|占位|字数控制|字左右|字以内|删去此行|此行删|用后删除|定稿时删"
)
_HERE = Pattern(
    r"(?m:^|(?<=。))此处(?:应|可|请|需)?(?:插入|添加|加入|补充|附|补|填|配)[^，。；\n（）()【】\]〕]{0,16}"
)
# A line of its own to the writers: 备注：本段由综合科修改，改好后删除。 待定，会后补写。
_UNBRACKETED = Pattern(
    r"[单点双]击(?:此处|这里|图标)(?:添加|输入|编辑|插入)[^\n，。]{0,10}|(?<![A-Za-z])(?:TODO|FIXME|TBD)(?![A-Za-z])[^\n。]{0,20}"
    r"|(?m:^)[ \u3000]{0,4}插入[图表](?:片|格)?[0-9]{0,2}(?:[：:][^\n。]{0,20})?(?=\n|$)"
    r"|(?:[本此这该]段|[本该]部分)(?:内容|文字|数据)?(?:由|请|待|需|还要?|要)[^，。；\n]{0,16}"
    r"(?:补充|完善|修改|核实|核对|提供|起草|撰写|改写|重写|删)[^。；\n]{0,10}"
)
_NOTE = Pattern(
    r"(?m:^)[ \u3000]{0,4}(?:"
    r"(?:备注|说明|提示|批注|注意)[：:][^\n]{0,30}(?:本段|此段|这段|上文|删除|删去|改好|改完|定稿|待补|核实后|再填|再补|再改|再核|对接后|填好|待核|另行补充|请补)[^\n]{0,20}"
    r"|(?:待定|暂缺|待补|后补|先空着|暂空)(?:[，,][^\n，。]{0,10})?[。]?(?=\n|$)"
    r"|[^\n，。]{0,10}[，,]?(?:见|发|传)(?:工作|微信)?群(?:里|文件|中)?[。]?(?=\n|$))"
)


# Words of which one at least stands in what the two patterns above match.
_UNBRACKETED_WORDS = tuple(
    "击此处 击这里 击图标 TODO FIXME TBD 插入 本段 此段 这段 该段 本部分 该部分".split()
)
_NOTE_WORDS = tuple("备注 说明 提示 批注 注意 待定 暂缺 待补 后补 先空着 暂空 群".split())


def find_instructions(draft: Draft) -> Iterator[Fault]:
    """（请各科室补充数据）, 此处插入图1: words to the writers, not to the readers."""
    text = draft.text
    found = [
        Span(*match.span()) for match in _CHUNK.finditer(text) if _is_instruction(match.group())
    ]
    if "此处" in text:
        found += [Span(*match.span()) for match in _HERE.finditer(text)]
    if any(word in text for word in _NOTE_WORDS):
        found += [Span(*match.span()) for match in _NOTE.finditer(text)]
    if any(word in text for word in _UNBRACKETED_WORDS):
        found += [Span(*match.span()) for match in _UNBRACKETED.finditer(text)]
    end = 0
    for span in sorted(found):
        if span.start >= end and not touches(span, draft.placeholders):
            end = span.end
            yield Fault(span)


def _is_instruction(chunk: str) -> bool:
    inside = chunk[1:-1].strip()
    if inside in _WHOLE:
        return chunk[0] in "（(【" and (inside != "请核实" or chunk[0] == "【")
    if any(word in inside for word in _ASKED_FOR) and _ASKED.search(inside):
        return True
    return _HINTED.search(inside) is not None


RULES = (
    Rule(
        code="PH114",
        name="leftover-instruction",
        severity="error",
        message="写给起草人的话没有删：“{quote}”。",
        suggestion="照办后删去。",
        find=find_instructions,
        triggers=(
            *"（(【〔[此备待暂群注本该这",
            "单击",
            "双击",
            "点击",
            "TODO",
            "FIXME",
            "TBD",
            "插入",
        ),
        source="实务",
        explanation="括号里请人补充、核实的话，和“此处插入图1”，不应出现在送审稿里。正文里对下级的要求不在此列。",
        bad=(
            "全年办件量稳步提升（请各科室补充数据）。",
            "此处插入图1",
            "（略）",
            "办结群众来访96件（信访办核）。",
            "发放补贴56万元（和财务核对一下）。",
            "插入表格：主要指标完成情况",
            "备注：本段由综合科修改，改好后删去。",
        ),
        good=(
            "请各单位于9月30日前报送材料。",
            "经现场核实（含补充材料），符合条件。",
            "群众通过服务平台（含小程序）提供线索。",
            "名单待核实后公布，已核实126人（其中低保户32人）。",
        ),
    ),
)

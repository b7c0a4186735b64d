"""某 in place of a name: 某某公司, 引进某企业, 李某某同志."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.marks import Mark
from reportnlp.patterns import Pattern


def find_unnamed(document: Document) -> Iterator[Mark]:
    """Two 某 and more stand for a name. A single one, and one behind a surname, may be the way in
    which cases are told; they are left blanks where a deed of one's own names a partner or praises.
    """
    text = document.text
    for match in _UNNAMED.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] in _SURNAMES and not text.startswith(_ORGANS, end):
            is_blank = _is_praised(text, start, end)
        else:
            is_blank = (
                end - start > 1
                or text.startswith(("万元", "亿元"), end)
                or _is_partner(text, start, end)
                or _is_left_open(text, start, end)
            )
        if is_blank:
            yield Mark(Span(start, end), "unnamed")


def _is_partner(text: str, start: int, end: int) -> bool:
    """与某企业签约: a body that one worked with, outside cases."""
    body = _BODY.match(text, end)
    if body is None or text[end] in "些种个一项" or _tells_of_case(text, start, end):
        return False
    if _WITH.search(text, max(start - 4, 0), start) is not None:
        return True
    # 。某局组织培训: the body does something; 某县、某些 does not. A title may leave it open.
    opens = text[start - 1 : start] in ("，", "。", "；") or _opens_line(text, start)
    return opens and text[body.end() : body.end() + 1] not in ("、", "，", "。", "")


def _opens_line(text: str, start: int) -> bool:
    """Whether a line of running text begins there, and not a title."""
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    return (
        not text[begin:start].strip() and text.find("。", start, end if end >= 0 else len(text)) > 0
    )


def _is_left_open(text: str, start: int, end: int) -> bool:
    """某同志被评为先进, 赴某地考察, 某年某月: no case is told."""
    return _OPEN_WORD.match(text, start) is not None and not _tells_of_case(text, start, end)


# One set first, with what may stand before it: 获得某奖.
_OPEN_WORD = Pattern(
    r"某(?:同志(?=被|获|荣|同志|先后|主动|带|坚)|(?<=[赴到]某)(?:地|市|县|区|镇|乡)(?=[考调学参开出召交])"
    r"|年(?=某月(?:某日)?，?[我召组举开参到赴被任在完印])|(?<=[获得]某)(?:奖|项?荣誉|称号))"
)


def _is_praised(text: str, start: int, end: int) -> bool:
    """专家王某某作讲座, 李某某同志: someone with a post or an honour, outside cases."""
    return (
        _POST.search(text, max(start - 5, 0), start - 1) is not None
        or _HONOUR.match(text, end) is not None
    ) and not _tells_of_case(text, start, end)


def _tells_of_case(text: str, start: int, end: int) -> bool:
    """Whether the sentence around is about a case, a dispute or a complaint."""
    first = max(text.rfind(stop, max(start - 80, 0), start) for stop in "。；\n")
    behind = [at for stop in "。；\n" if (at := text.find(stop, end, end + 80)) >= 0]
    first = first if first >= 0 else max(start - 80, 0)
    return _CASE.search(text, first, min(behind, default=end + 80)) is not None


_UNNAMED = Pattern(r"某{1,4}")
_BODY = Pattern(
    r"(?:[^，。；、“”\n的]{0,4}?)(?:公司|企业|集团|银行|医院|学校|中学|小学|大学|学院|研究院|研究所|院所|高校|机构|协会|商会|社区"
    r"|单位|部门|科室|股室|支部|专家|教授|老师|街道|合作社|产业园|园区|局(?!部|面|限|势)|村(?!民)|镇(?!痛|静)|乡|县(?!委)|区(?!域|间))"
)
_WITH = Pattern(
    r"(?:与|和|同|帮助|协调|引进|联合|走访|赴|在|由|邀请|争取|为|对接|依托|委托|到|组织|支持|联系|会同|结对)$"
)
_POST = Pattern(
    r"(?:局长|主任|书记|专家|教授|校长|院长|所长|站长|科长|处长|镇长|乡长|区长|县长|市长|队长|村长|部长|经理|医生|老师|教师"
    r"|护士|院士|(?<!人)员)$"
)
_HONOUR = Pattern(r"(?:同志|被评为|荣获|获评|获得|主持|带队|带领|率队|作(?:专题|了|经验|动员))")
_CASE = Pattern(
    r"案|诉|纠纷|涉嫌|违法|违纪|违规|举报|反映|通报|嫌疑|被告|原告|当事人|处罚|逮捕|调解|执行|信访|事故|查处|处分"
    r"|审理|侦|罪|骗|受害|患者|家属|死亡|拖欠|维权|司法|检察|法官|民警|梗阻|投诉|隐瞒|瞒报|酒驾|醉酒|腐败|贪污"
)
_ORGANS = tuple(
    (
        "局 县 区 市 镇 乡 村 街道 社区 公司 集团 医院 学校 中学 小学 大学 支队 大队 省 厅 委 部门 "
        "单位 企业 支部 科室"
    ).split()
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦马"
    "苗花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛狄米贝"
    "明臧计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田胡凌霍万柯卢莫房丁邓单洪包"
    "左石崔吉龚程嵇邢裴陆荣翁荀羊甄曲封储靳段焦巴牧隗山谷车侯全班秋仲伊宫宁仇栾厉祖武符刘景詹束龙叶司黎白"
    "赖卓蔺屠蒙乔闻党翟谭劳姬申扶冉桑桂牛寿通边尚农温庄晏柴瞿阎连习容向古易廖耿满匡文寇广欧利师巩聂敖冷辛简饶"
)

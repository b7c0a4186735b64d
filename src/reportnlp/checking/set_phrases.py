"""Set phrases whose numerals are Chinese: 三农, 三会一课, 中央八项规定."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern

# A phrase is looked for at each of its figures: what follows a 3, and what stands before it.
# Numerals that come later in a phrase may be of either kind.
_PHRASE = Pattern(
    r"[1-9](?<![0-9.．A-Za-z第＋+、—～-].)(?=[权会岗责学做带路体把如网窗站盘票老个系农重支扶严实小不公级项风种议史大位课定])(?:"
    r"(?<=1)(?:岗[双两2二]责|带[一1]路|体化|把手|如既往|网通办|网统管|窗(?:受理|通办)|站式|盘棋|票否决|系列(?!产品|机)"
    r"|老[一1]小|定程度)"
    r"|(?<=2)(?:学[一1]做|个(?:确立|维护(?!站|班|队|点|小组)|毫不动摇|[一1]百年))"
    r"|(?<=3)(?:会[一1]课|农(?!户|村|场|业|民|机|药|家|资|田)|重[一1]大|支[一1]扶|严三实|严3实|公[”’]?(?:经费|支出)"
    r"|不腐|大攻坚战|权[”’]?分置)"
    r"|(?<=4)(?:个(?:意识|自信|全面(?=[”’，、。]|战略|布局)|最严|服从)|风(?=[”’]?(?:问题|突出|顽疾|整治|建设|，|、|。))|种形态|议[两2二]公开|史(?=[”’]?(?:学习|教育|宣传|宣讲)))"
    r"|(?<=5)(?:位[一1]体|大发展理念|个[一1]工程|级书记)"
    r"|(?<=8)项规定(?:(?<=中央8项规定)|(?=[”’]?(?:精神|及其实施)))"
    r"|(?P<second>(?<=三会1)课|(?<=一岗2)责|(?<=[两二]学1)做|(?<=一带1)路|(?<=五位1)体|(?<=三重1)大|(?<=三支1)扶"
    r"|(?<=三严3)实|(?<=一老1)小|(?<=四议2)公开))"
)
# 党的20大精神, 19届6中全会, “14五”规划.
_CONGRESS = Pattern(
    r"[12][0-9](?:(?<=党的..)(?:大(?!型|力|件|项|类|会堂)|届[二三四五六七1-7]中全会)"
    r"|(?<![0-9]..)(?:届[二三四五六七1-7]中全会|五(?=(?:规划|时期|期间|以来|收官|开局)|末))"
    r"|(?<=[“‘]..)五(?=[”’]))"
)


def find_digits_in_set_phrases(draft: Draft) -> Iterator[Fault]:
    """3农, 1岗双责, 党的20大, 三会1课: set phrases take Chinese numerals."""
    text = draft.text
    for match in _PHRASE.finditer(text):
        before = 2 if match["second"] else 0
        yield Fault(Span(match.start() - before, match.end()))
    for match in _CONGRESS.finditer(text):
        yield Fault(Span(*match.span()))


RULES = (
    Rule(
        code="N02",
        name="arabic-in-set-phrase",
        severity="warning",
        message="固定词语“{quote}”里的数用汉字。",
        suggestion="改为汉字数字，如“三农”“三会一课”“一岗双责”。",
        find=find_digits_in_set_phrases,
        triggers="123458",
        source="标准 GB/T 15835-2011 4.2.3",
        explanation="定型的词、词组、缩略语用汉字数字。",
        bad=("落实1岗双责。", "做好3农工作。", "坚持3会1课制度。", "学习党的20大精神。"),
        good=("落实一岗双责。", "种植3户农田。", "建成“1+3+N”体系。"),
    ),
)

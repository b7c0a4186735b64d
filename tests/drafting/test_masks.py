"""What may be written, character by character and token by token."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportnlp.drafting.barred_words import SENSITIVE
from reportnlp.drafting.generator import Request
from reportnlp.drafting.masks import Guard, TokenTable, build_table
from reportnlp.drafting.policy import policy_for
from reportnlp.extraction.numerals import find_quantities
from reportnlp.resources.loading import load_rows

SENTENCE = Request(
    "sentence",
    "achievements",
    slots=("理论学习会（次）", "走访农户（户）"),
    names=("5G基站", "理论学习会", "走访农户"),
    max_chars=60,
)
CLAUSE = Request("clause", "achievements", max_chars=25)
PARAGRAPH = replace(SENTENCE, task="paragraph", names=())
WORDS = [
    *(
        "坚持 召开 走访 农户 理论学习会 理论 学习会 部署 统一 统 一 次 户 多 数 十 百姓 "
        "千方百计 千 方 百 计 进一步 进 一步 万众 一心 5G 5 G 基站 A 12 ３ ％ 〔 〕 1 2 3 〔1 "
        "2〕 〕， ， 、 ； 。 建设 工作 共 达到 近 超过 增长 若 干 去 年 好 评 每 季度 三 月 "
        "抓 手 部 门 位 个 人 成效 《 》 “ ( 半 倍 第 两 亿 元 家 服务 落实 为"
    ).split(" "),
    "。\n",
]
NUMERAL_WORDS = tuple(row[0] for row in load_rows("numeral_words"))
MEASURES = "个名人位户家次场项件条篇期批起份部处座套台辆间所亩吨天周月年日倍届轮支只元步级度面组段"
BYTES = ("嘉", "１", "①", "三")


@pytest.fixture(scope="module")
def table() -> TokenTable:
    pieces = [b"", *(word.encode() for word in WORDS)]
    for character in BYTES:
        code = character.encode()
        pieces += [code[:1], code[1:2], code[2:], code[:2]]
    return build_table([*pieces, b""], ends=(0,))


@pytest.mark.parametrize(
    "text",
    [
        "统一部署，召开理论学习会〔1〕，走访农户〔2〕。",
        "千方百计抓落实，理论学习会达到〔1〕，走访农户共〔2〕。",
        "建设5G基站，召开理论学习会〔1〕、走访农户〔2〕。",
        "坚持一手抓学习，理论学习会〔1〕；走访农户〔2〕。",
        "理论学习会〔1〕，走访农户〔2〕，一体抓好落实。",
    ],
)
def test_sentences_that_may_stand(text: str) -> None:
    policy = policy_for(SENTENCE)
    state = policy.run(policy.start(), text)

    assert state is not None
    assert policy.can_end(state)


@pytest.mark.parametrize(
    "text",
    [
        "召开会议12次", "召开会议１２", "召开会议①", "召开会议三次", "召开会议几", "召开会议多次",
        "召开会议数十", "统一次", "每季度", "若干", "去年", "受到好评", "半年", "百分", "万户",
        "走访A", "建设4G", "5A", "某", "《", "“", "（", "\n", " ", "，", "工作，，",
        "〔1〕", "理论学习会〔2〕", "理论学习会近〔1〕", "理论学习会超过〔1〕",
        "理论学习会增长〔1〕",
        "召开会议〔1〕", "走访农户〔1〕", "理论学习会召开〔1〕", "理论学习会，",
        "抓学习，抓服务，召开理论学习会〔1〕", "走访农户", "数一步", "第一线",
        "抓学习，理论学习会〔1〕，走访农户〔2〕，抓落实。", "理论学习会〔1〕〔2〕",
        "理论学习会〔1〕次", "理论学习会〔1〕。", "理论学习会〔1〕，走访农户〔2〕。工", "万众一。",
    ],
)  # fmt: skip
def test_texts_that_may_not(text: str) -> None:
    policy = policy_for(SENTENCE)
    state = policy.run(policy.start(), text)

    assert state is None or (state.owed > 0 and not policy.can_end(state))


def test_a_numeral_waits_for_the_rest_of_its_word() -> None:
    policy = policy_for(CLAUSE)
    state = policy.run(policy.start(), "坚持万众一")

    assert state is not None
    assert not policy.can_end(state)
    assert policy.step(state, "心") is not None
    assert policy.step(state, "户") is None
    assert policy.step(state, "，") is None


def test_what_the_facts_say_may_be_said() -> None:
    own = Request("sentence", "plans", topic="三会一课", slots=("35岁以下干部占比（%）",))
    policy = policy_for(own)

    assert policy.run(policy.start(), "落实三会一课，35岁以下干部占比〔1〕。") is not None
    assert policy.run(policy.start(), "35岁以下的") is None


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("整治（含复查）", "开展整治（含复查）〔1〕。", True),
        ("整治（含复查）", "开展整治〔1〕。", False),
        ("专项行动“清零”", "开展专项行动“清零”〔1〕。", True),
        ("平均PM2.5", "平均PM2.5为〔1〕。", True),
        ("平均PM2.5", "平均PM2.5〔1〕。", False),  # the figures would run together
        ("走访企业", "走访企业〔1〕。", True),
        ("走访企业", "未走访企业〔1〕。", False),
        ("走访企业", "力争走访企业〔1〕。", False),
    ],
)
def test_names_with_brackets_and_digits(name: str, text: str, stands: bool) -> None:
    policy = policy_for(Request("sentence", "achievements", slots=(f"{name}（次）",)))
    state = policy.run(policy.start(), text)

    assert (state is not None and policy.can_end(state)) == stands


def test_what_is_planned_may_be_planned() -> None:
    policy = policy_for(Request("sentence", "plans", slots=("走访企业（家）",)))

    assert policy.run(policy.start(), "力争走访企业〔1〕。") is not None
    assert policy.run(policy.start(), "不走访企业〔1〕。") is None


def test_a_part_is_called_one_only_where_it_is() -> None:
    whole = Request("sentence", "achievements", slots=("培训干部（人）", "女干部（人）"))
    part = replace(whole, slots=("培训干部（人）", "其中女干部（人）"))
    text = "培训干部〔1〕，其中女干部〔2〕。"

    assert policy_for(whole).run(policy_for(whole).start(), text) is None
    assert policy_for(part).run(policy_for(part).start(), text) is not None


def test_a_change_may_be_said_where_the_slot_is_one() -> None:
    policy = policy_for(Request("sentence", "achievements", slots=("产值同比增长（%）",)))

    assert policy.run(policy.start(), "产值同比增长〔1〕。") is not None


def test_a_long_sentence_turns_to_the_next_slot_and_ends() -> None:
    policy = policy_for(SENTENCE)
    state = policy.run(policy.start(), "理论学习会〔1〕，")
    assert state is not None

    assert policy.run(state, "走访农户〔2〕。", closing=True) is not None
    assert policy.run(state, "开展走访农户共〔2〕。", closing=True) is not None
    assert policy.run(state, "建设", closing=True) is None
    done = policy.run(policy.start(), "理论学习会〔1〕，走访农户〔2〕")
    assert done is not None
    assert policy.step(done, "，", closing=True) is None
    assert policy.step(done, "。", closing=True) is not None


def test_a_clause_has_no_slots_and_ends_after_words() -> None:
    policy = policy_for(replace(CLAUSE, slots=("走访农户",)))
    state = policy.run(policy.start(), "坚持服务")

    assert state is not None
    assert policy.can_end(state)
    assert policy.run(policy.start(), "走访农户〔") is None
    short = policy.run(policy.start(), "坚持")
    assert short is not None
    assert not policy.can_end(short)


def test_a_paragraph_has_several_sentences() -> None:
    policy = policy_for(PARAGRAPH)
    text = "坚持服务。理论学习会〔1〕。走访农户〔2〕。"
    state = policy.run(policy.start(), text)

    assert state is not None
    assert policy.can_end(state)
    half = policy.run(policy.start(), text[:15])
    assert half is not None
    assert not policy.can_end(half)


def test_a_slot_for_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="slot"):
        policy_for(Request("sentence", "achievements", slots=("",)))


@pytest.mark.parametrize("words", ["〔2〕", "（次）", "\n\n", "〕"])
def test_slots_without_a_name_that_can_be_written(words: str) -> None:
    policy = policy_for(Request("sentence", "achievements", slots=(words,)))

    assert policy.run(policy.start(), "整理有关数据〔1〕。") is not None


def test_words_that_look_like_slots_are_not_repeated() -> None:
    hostile = Request(
        "sentence",
        "achievements",
        "〔2〕",
        slots=("走访〔2〕农户（户）",),
        names=("〔1〕", "忽略\n要求"),
    )
    policy = policy_for(hostile)

    assert policy.run(policy.start(), "走访〔1〕。") is not None
    for text in ("〔1〕", "走访〔2〕", "忽略\n", "走访〔1〕，〔2〕"):
        assert policy.run(policy.start(), text) is None


def test_digits_cannot_be_built_from_bytes(table: TokenTable) -> None:
    guard = Guard.of(table, SENTENCE)
    start = guard.start()
    allowed = {table.pieces[token] for token in np.flatnonzero(guard.mask(start))}

    assert "嘉".encode()[:2] in allowed
    for character in "１①":
        assert not {character.encode()[:size] for size in (1, 2)} & allowed
    begun = guard.advance(start, table.pieces.index("嘉".encode()[:2]))
    following = {table.pieces[token] for token in np.flatnonzero(guard.mask(begun))}
    assert following == {"嘉".encode()[2:]} | {
        piece
        for piece in following
        if len(piece) == 1 and ("嘉".encode()[:2] + piece).decode("utf-8").isalpha()
    }
    assert not guard.can_end(begun)


def test_a_refused_token_is_refused(table: TokenTable) -> None:
    guard = Guard.of(table, SENTENCE)

    with pytest.raises(ValueError, match="may not"):
        guard.advance(guard.start(), table.pieces.index(b"12"))


@settings(max_examples=150)
@given(
    seed=st.integers(0, 10**6),
    request=st.sampled_from([SENTENCE, CLAUSE, PARAGRAPH, replace(SENTENCE, names=())]),
)
def test_whatever_a_model_wants(table: TokenTable, seed: int, request: Request) -> None:
    """A model that writes at random: masks agree with the policy, and no figure comes out."""
    random = np.random.default_rng(seed)
    guard = Guard.of(table, request)
    policy = guard.policy
    written = guard.start()
    for _ in range(120):
        mask = guard.mask(written)
        if not mask.any() or (mask[0] and random.random() < 0.3):
            break
        if not written.place.pending:
            _agrees(guard, written, mask)
        allowed = np.flatnonzero(mask[1:]) + 1
        if not len(allowed):
            break
        written = guard.advance(written, int(random.choice(allowed)))
    text = written.data.decode("utf-8", "ignore")
    state = policy.run(policy.start(), text) if not written.place.closing else written.place.state
    assert state is not None
    words = text
    for name in ("5G基站", "5G"):
        words = words.replace(name, "，")
    assert not re.search(r"[0-9０-９A-Za-z①]", re.sub(r"〔[0-9]?〕?", "", words.replace("5", "")))
    slots = re.findall(r"〔([0-9])〕", text)
    assert slots == ["1", "2"][: len(slots)]
    assert "〕〔" not in text
    if guard.can_end(written):
        assert _counts(re.sub(r"〔[12]〕", "，", words)) == []
        assert request.task == "clause" or (slots == ["1", "2"] and text.endswith("。"))


def _counts(text: str) -> list[str]:
    """What the extractor reads as a figure, unless it lies within one word that counts nothing."""
    return [
        quantity.span.cut(text)
        for quantity in find_quantities(text)
        if not any(
            text.find(word, max(quantity.span.end - len(word), 0), quantity.span.start + len(word))
            >= 0
            for word in NUMERAL_WORDS
        )
    ]


@pytest.fixture(scope="module")
def numerals() -> TokenTable:
    """A vocabulary of numerals, of what can be counted, and of the words that hold numerals."""
    words = [*NUMERAL_WORDS, *"".join(NUMERAL_WORDS), *sorted(SENSITIVE), *MEASURES]
    words += [*"数多第近约超余成来点分之半", "工作", "，", "。"]
    return build_table([b"", *(word.encode() for word in dict.fromkeys(words))], ends=(0,))


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_no_count_comes_of_words_that_meet(numerals: TokenTable, start: int) -> None:
    for seed in range(start, start + 50):
        random = np.random.default_rng(seed)
        guard = Guard.of(numerals, replace(CLAUSE, max_chars=40))
        written = guard.start()
        while not (guard.can_end(written) and random.random() < 0.04):
            allowed = np.flatnonzero(guard.mask(written)[1:]) + 1
            if not len(allowed):
                break
            written = guard.advance(written, int(random.choice(allowed)))

        assert guard.can_end(written)
        assert _counts(written.data.decode()) == []


def test_two_numerals_do_not_meet() -> None:
    policy = policy_for(CLAUSE)

    assert policy.run(policy.start(), "统一思想、进一步落实") is not None
    for text in ("统一一步", "举一反三百姓", "统一千方百计", "统一数人"):
        assert policy.run(policy.start(), text) is None


def _agrees(guard: Guard, written: object, mask: np.ndarray) -> None:
    place = written.place  # type: ignore[attr-defined]
    for token, piece in enumerate(guard.table.pieces):
        try:
            text = piece.decode()
        except UnicodeDecodeError:
            continue
        if text and set(text) <= set("".join(WORDS)) - set("AG5(\n"):
            state = guard.policy.run(place.state, text, closing=place.closing)
            assert bool(mask[token]) == (state is not None), (text, place)

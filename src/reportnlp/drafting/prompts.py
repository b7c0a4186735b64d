"""What a language model is told: resources/prompts/TASK.txt, filled in from a request.

What comes from facts stands in 「」 as data and is cleaned of everything that could look like an
end of the data or a mark of a chat; and whatever a model makes of it, masks and verification stand
behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from string import Template

from reportnlp.drafting.generator import SLOT_CLOSE, SLOT_OPEN, Request
from reportnlp.resources.loading import FOLDER

TASKS = ("clause", "sentence", "paragraph")
_SECTION_WORDS = {
    "intro": "开头",
    "achievements": "工作成效",
    "problems": "存在问题",
    "plans": "下步打算",
    "closing": "结尾",
}
_CONTEXT = 120
_EXAMPLES = 3
# Marks of chats (<|im_end|>, [INST], <<SYS>>) are made of these; as full-width forms they are text.
_HARMLESS = str.maketrans("<>[]{}|「」#$", "＜＞［］｛｝｜『』＃＄")


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat.

    role: "system", "user" or "assistant".
    """

    role: str
    content: str


@cache
def load_prompt(task: str) -> tuple[Message, ...]:
    """The turns of a prompt; the last one is a template.

    task: of `TASKS`.
    """
    text = (FOLDER / "prompts" / f"{task}.txt").read_text(encoding="utf-8")
    turns = []
    for part in text.split("== ")[1:]:
        role, _, content = part.partition("\n")
        turns.append(Message(role.strip(), content.rstrip("\n")))
    return tuple(turns)


def answers_of(task: str) -> tuple[str, ...]:
    """The answers that a prompt shows as examples."""
    return tuple(turn.content for turn in load_prompt(task) if turn.role == "assistant")


def messages_for(request: Request) -> tuple[Message, ...]:
    """The whole chat that asks for an answer; all turns but the last are the same for a task."""
    *fixed, last = load_prompt(request.task)
    slots = "\n".join(
        f"{SLOT_OPEN}{number}{SLOT_CLOSE}是「{_without_slots(words)}」"
        for number, words in enumerate(request.slots, start=1)
    )
    before = quoted(request.before[-_CONTEXT:])
    if request.task != "clause":
        before = f"上文：「{before}」\n" if before else ""
    content = Template(last.content).substitute(
        section=_SECTION_WORDS.get(request.section, ""),
        topic=_without_slots(request.topic),
        before=before,
        after=quoted(request.after[:_CONTEXT]),
        slots=slots,
        examples=_examples(request.examples[:_EXAMPLES]),
    )
    return (*fixed, Message("user", content))


def _examples(examples: Sequence[str]) -> str:
    if not examples:
        return ""
    lines = "\n".join(f"「{quoted(example)}」" for example in examples)
    return f"同类句子的写法（只学写法，不用其中的内容）：\n{lines}\n"


def _without_slots(words: str) -> str:
    """Words of a fact in which nothing looks like a slot."""
    return quoted(words).replace(SLOT_OPEN, "［").replace(SLOT_CLOSE, "］")


def quoted(words: str) -> str:
    """Words of a fact, fit to stand in 「」: one line, no brackets that mean anything to a chat."""
    printable = "".join(c for c in words if c.isprintable() or c.isspace())
    return " ".join(printable.translate(_HARMLESS).split())


def as_plain_text(messages: Sequence[Message]) -> str:
    """The chat as text to be continued, for models without a chat template."""
    return (
        "".join(
            message.content + ("" if message is messages[-1] else "\n\n") for message in messages
        )
        + "\n"
    )

"""Text that was decoded wrongly once and saved again (乱码): 锟斤拷, 鏂囦欢, æ–‡ä»¶.

Each kind is undone and looked at: only what turns into right text, or has lost itself for good,
is refused. Reports that quote a few such characters are not.
"""

from __future__ import annotations

from pathlib import Path

from reportnlp.errors import UnreadableFileError
from reportnlp.formats.opening import shown
from reportnlp.patterns import Pattern

_SAMPLE = 262144
_PIECES = 64
_SENSIBLE = Pattern(r"[\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]")
_ACCENTED = Pattern(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_HIGH_PAIR = Pattern(r"[\u00a1-\u00fe]{2}")
_LOST_SHARE = 0.05
_MISREAD_SHARE = 0.5
_MIN_SIGNS = 6
_CP1252 = {
    ord(sign): byte
    for byte in range(0x80, 0xA0)
    if (sign := bytes([byte]).decode("cp1252", "ignore"))
}
TYPE_CHECKING = False  # what a type checker takes for true, without loading typing
if TYPE_CHECKING:
    from typing import TypeVar

    _Data = TypeVar("_Data", str, bytes)
_ADVICE = "请从原来的程序重新导出，另存为 UTF-8 后再试。"


def sampled(data: _Data) -> _Data:
    """All of a short text, pieces spread over a long one; the same for bytes."""
    if len(data) <= _SAMPLE:
        return data
    size = _SAMPLE // _PIECES
    step = (len(data) - size) // (_PIECES - 1)
    return data[:0].join(data[start : start + size] for start in range(0, step * _PIECES, step))


def utf8_share(data: bytes) -> tuple[int, int]:
    """How many characters of Chinese text the bytes give as UTF-8, and how many broken ones."""
    text = data.decode("utf-8", "replace")
    return len(_SENSIBLE.findall(text)), text.count("\ufffd")


def refuse_mojibake(text: str, path: Path | str) -> None:
    """Raises UnreadableFileError if the text is garbled as a whole."""
    sample = sampled(text)
    visible = len("".join(sample.split()))
    reason = ""
    if _is_lost(sample, visible):
        reason = "文字已成乱码（“锟斤拷”或“�”），原来的字已经丢失"
    elif _is_misread_as_gbk(sample):
        reason = "文字是乱码：UTF-8 的内容曾被当作 GBK 打开并保存"
    elif _is_misread_as_latin(sample, visible):
        reason = "文字是乱码：中文曾被当作西文编码打开并保存"
    if reason:
        raise UnreadableFileError(shown(path), reason, _ADVICE)


def _is_lost(text: str, visible: int) -> bool:
    lost = text.count("\ufffd") + 3 * text.count("锟斤拷")
    return lost >= _MIN_SIGNS and lost >= _LOST_SHARE * visible


def _is_misread_as_gbk(text: str) -> bool:
    data = text.encode("gb18030", "replace")
    read = data.decode("utf-8", "replace")
    if read.count("\ufffd") > (1 - _MISREAD_SHARE) * len(read):
        return False  # as nearly every text: counting what is good would take longer
    good, bad = utf8_share(data)
    return good >= _MIN_SIGNS and good >= _MISREAD_SHARE * (good + bad)


def _is_misread_as_latin(text: str, visible: int) -> bool:
    accented = len(_ACCENTED.findall(text))
    if accented < _MIN_SIGNS or accented < 0.15 * visible:
        return False
    if len(_SENSIBLE.findall(text)) > accented:
        return False
    good, bad = utf8_share(text.translate(_CP1252).encode("latin-1", "replace"))
    if good >= _MIN_SIGNS and good >= _MISREAD_SHARE * (good + bad):
        return True
    return 2 * len(_HIGH_PAIR.findall(text)) >= 0.6 * visible

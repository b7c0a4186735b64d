"""The bytes that the tokens of a Hugging Face tokenizer stand for."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")


def token_pieces(tokenizer: Any, size: int) -> tuple[bytes, ...]:
    """The bytes of each token; b"" for special tokens and numbers without a token.

    tokenizer: of transformers, byte-level (GPT-2, Qwen) or with byte fallback (Llama 2, Yi).
    size:      of the model's vocabulary, which may be larger than the tokenizer's.
    """
    special = {int(token) for token in tokenizer.all_special_ids}
    special |= {
        int(token) for token, added in tokenizer.added_tokens_decoder.items() if added.special
    }
    known = min(size, len(tokenizer))
    tokens = tokenizer.convert_ids_to_tokens(list(range(known)))
    backend = getattr(tokenizer, "backend_tokenizer", None)
    byte_level = backend is not None and '"ByteLevel"' in backend.to_str()
    pieces = [
        b"" if token is None or number in special else piece_of(token, byte_level=byte_level)
        for number, token in enumerate(tokens)
    ]
    return (*pieces, *([b""] * (size - known)))


def piece_of(token: str, *, byte_level: bool) -> bytes:
    """The bytes of a token as a vocabulary writes it.

    byte_level: whether each character stands for a byte (GPT-2), not ▁ for a space and <0x0A> for a
                byte (SentencePiece).
    """
    if byte_level:
        codes = _byte_codes()
        if all(character in codes for character in token):
            return bytes(codes[character] for character in token)
        # A token that was added as text.
        return token.encode()
    byte = _BYTE.fullmatch(token)
    if byte is not None:
        return bytes((int(byte.group(1), 16),))
    return token.replace("\u2581", " ").encode()


@cache
def _byte_codes() -> dict[str, int]:
    """The character that GPT-2's byte-level vocabularies write for a byte -> the byte."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = [byte for byte in range(0x100) if byte not in printable]
    shown = {chr(byte): byte for byte in printable}
    return shown | {chr(0x100 + index): byte for index, byte in enumerate(others)}

"""The tokenizer of the embedded model: byte-pair pieces over characters, read from tokenizer.json.

A small reader of our own, so that drafting needs no tokenizer library; the file is that of Hugging
Face tokenizers, and a test holds the two against each other.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reportnlp.errors import BackendError

_MARKS = re.compile(r"([，。；：、！？“”‘’《》（）【】—…·\-%])")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A vocabulary and its merges.

    ids:     piece -> number.
    ranks:   pair of pieces -> when it is merged.
    special: finds the special tokens in a text.
    unknown: number of the piece for characters that are not in the vocabulary.
    """

    ids: dict[str, int]
    ranks: dict[tuple[str, str], int]
    special: re.Pattern[str]
    names: frozenset[str]
    unknown: int

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """The tokenizer of a file.

        Raises BackendError for one that is missing or damaged.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            model = content["model"]
            names = tuple(token["content"] for token in content["added_tokens"])
            merges = [
                tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in model["merges"]
            ]
            return cls(
                {str(piece): int(number) for piece, number in model["vocab"].items()},
                {(str(one), str(two)): rank for rank, (one, two) in enumerate(merges)},
                re.compile("(" + "|".join(map(re.escape, names)) + ")"),
                frozenset(names),
                int(model["vocab"][model["unk_token"]]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BackendError(
                f"读不出模型的词表 {path}（{error}）。请重新安装 reportnlp 后再试。"
            ) from error

    def encode(self, text: str) -> list[int]:
        """The numbers of the pieces of a text; special tokens stand as they are written."""
        found: list[int] = []
        for part in self.special.split(text):
            if part in self.names:
                found.append(self.ids[part])
                continue
            for word in _MARKS.split(part):
                found += [self.ids.get(piece, self.unknown) for piece in self._merged(word)]
        return found

    def _merged(self, word: str) -> list[str]:
        parts = list(word)
        while len(parts) > 1:
            pairs = [(self.ranks.get(pair, -1), i) for i, pair in enumerate(pairwise(parts))]
            known = [pair for pair in pairs if pair[0] >= 0]
            if not known:
                break
            rank = min(known)[0]
            merged: list[str] = []
            index = 0
            while index < len(parts):
                pair = tuple(parts[index : index + 2])
                if len(pair) == 2 and self.ranks.get((pair[0], pair[1])) == rank:
                    merged.append(pair[0] + pair[1])
                    index += 2
                else:
                    merged.append(parts[index])
                    index += 1
            parts = merged
        return parts

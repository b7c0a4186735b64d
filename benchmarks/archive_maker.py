"""Makes many reports from those of the corpora: `archive_maker.py COUNT FOLDER`, seeded.

Each takes the frame of one report and, paragraph for paragraph, sentences of others in the same
place; digits are drawn anew. So no two are alike, set phrases recur as they do in offices, and one
in forty has a paragraph that was taken from another report whole.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_DIGITS = re.compile(r"(?<![0-9])[0-9]{2,7}(?:\.[0-9]+)?(?=[^0-9年]|$)")
_SENTENCES = re.compile(r"[^。！？]*[。！？]")


def frames() -> list[list[str]]:
    """The reports as lists of paragraphs."""
    paths = [
        path
        for corpus in ("archive", "reports")
        for path in sorted((ROOT / "corpora" / corpus / "documents").iterdir())
    ]
    return [path.read_text(encoding="utf-8").split("\n") for path in paths]


def _drawn(text: str, rng: random.Random) -> str:
    """The text with its figures drawn anew; a fifth of them stays."""

    def other(match: re.Match[str]) -> str:
        old = match.group()
        if rng.random() < 0.2:
            return old
        return "".join(str(rng.randint(1, 9)) if c.isdigit() else c for c in old)

    return _DIGITS.sub(other, text)


def make(count: int, folder: Path, *, seed: int = 7) -> None:
    """Writes so many reports below the folder, a hundred a subfolder."""
    rng = random.Random(seed)
    all_frames = frames()
    pool = [s for f in all_frames for p in f if len(p) > 80 for s in _SENTENCES.findall(p)]
    last = ""
    for number in range(count):
        lines = []
        year = 2004 + number % 20
        for paragraph in rng.choice(all_frames):
            sentences = _SENTENCES.findall(paragraph)
            if len(sentences) > 1:
                kept = [s if rng.random() < 0.5 else rng.choice(pool) for s in sentences[1:]]
                paragraph = "".join([sentences[0], *kept])
            lines.append(_drawn(paragraph, rng))
        if number % 40 == 39:
            lines.insert(-1, last)
        last = max(lines, key=len)
        unit = f"第{number // 20 + 1}分局"
        place = folder / f"{number // 100:04}"
        place.mkdir(parents=True, exist_ok=True)
        text = "\n".join([f"某市{unit}{year}年工作总结", *lines[1:]])
        (place / f"{year}年{unit}工作总结.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))

"""Drafts of the facts files by templates and models, each with and without our guard, measured.

usage: drafts.py write FOLDER [--half dev|test] [--files N] [--threads N] [--only WAY] [NAME=]MODEL…
       drafts.py judge FOLDER [NAME=]MODEL
       drafts.py table FOLDER
       drafts.py doubts FOLDER

`write` puts a line a draft into FOLDER and goes on where it was stopped. MODEL is what
`draft --model` takes, or serve:FILE.gguf: a llama.cpp server of this process, asked as an endpoint.
Behind the guard a draft is what a user gets; without it the same model is told the facts with their
values and asked for each section, no slot, no mask, no reading (`draft_writers`). The embedded
model knows no digits: without the guard its wordings stand unread.
`judge` weighs what others wrote, nats a character; a model NAME does not weigh what NAME… wrote.
`table` prints the measures, `doubts` each figure that a reader should look at.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from draft_scores import Tally, doubts, score
from draft_writers import Record, guarded, served, unguarded, unread

from reportnlp.collecting.reading import load_facts
from reportnlp.drafting.backends import backend_of, load_generator
from reportnlp.facts import Facts

CORPUS = Path(__file__).parents[1] / "corpora" / "facts"
_SERVE = "serve:"
_WAYS = ("guarded", "unguarded")
_LEAST_PARAGRAPH = 20
_LONGEST_JUDGED = 400
HEADS = (
    "写法", "护栏", "事实表", "数字", "有来源", "编出", "单位改动", "约数改动", "说了两遍", "配对",
    "事实写全", "空留住", "编出的名称", "事实之外的分句", "重复", "distinct-2", "字数",
    "模型写成", "拒绝", "照抄例句", "每篇秒数",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write")
    write.add_argument("folder", type=Path)
    write.add_argument("models", nargs="+")
    write.add_argument("--half", choices=("dev", "test"))
    write.add_argument("--files", type=int, default=1000)
    write.add_argument("--threads", type=int, default=2, help="of a server")
    write.add_argument("--only", choices=_WAYS)
    judge = commands.add_parser("judge")
    judge.add_argument("folder", type=Path)
    judge.add_argument("model")
    for name in ("table", "doubts"):
        commands.add_parser(name).add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.command == "write":
        _write(options)
    elif options.command == "judge":
        _judge(options.folder, *_named(options.model))
    elif options.command == "table":
        print("\n".join(_table(options.folder)))
    else:
        print("\n".join(_doubts(options.folder)))
    return 0


def _named(model: str) -> tuple[str, str]:
    """NAME=MODEL as the two; a model without a name is called by its last part."""
    name, sign, rest = model.partition("=")
    return (name, rest) if sign else (Path(model).name, model)


# ------------------------------------------------------------------------ writing


def _write(options: argparse.Namespace) -> None:
    lines = (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    files = [CORPUS / r["facts"] for r in records if options.half in (None, r["half"])]
    options.folder.mkdir(parents=True, exist_ok=True)
    for model in options.models:
        name, address = _named(model)
        for way in _WAYS:
            if options.only in (None, way):
                with ExitStack() as stack:
                    _write_all(
                        options.folder / f"{name}.{way}.jsonl",
                        files[: options.files],
                        lambda a=address, n=name, w=way, s=stack: _writer(
                            a, n, w, s, options.threads
                        ),
                    )


def _writer(
    address: str, name: str, way: str, stack: ExitStack, threads: int
) -> Callable[[Facts], Record] | None:
    is_gguf = address.endswith(".gguf")
    if address.startswith(_SERVE) or (is_gguf and way == "unguarded"):
        path = Path(address.removeprefix(_SERVE))
        address = stack.enter_context(served(path, threads=threads))
    if way == "guarded":
        return guarded(address, name)
    backend = backend_of(address)
    if backend == "template":
        return None
    return unread(address, name) if backend == "embedded" else unguarded(address, name)


def _write_all(
    target: Path, files: list[Path], make: Callable[[], Callable[[Facts], Record] | None]
) -> None:
    """A line a file, each written at once; files that have their line are passed over."""
    done = {record.file for record in _read(target)}
    left = [path for path in files if path.name not in done]
    writer = make() if left else None
    if writer is None:
        return
    for path in left:
        record = writer(load_facts(path))
        with target.open("a", encoding="utf-8") as stream:
            stream.write(record.as_line())
        print(f"{target.stem} {path.name} {record.seconds:.1f} s", file=sys.stderr, flush=True)


def _read(path: Path) -> Iterator[Record]:
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Record(**json.loads(line))


def _drafts(folder: Path) -> Iterator[tuple[Record, Facts]]:
    known = {path.name: path for path in (CORPUS / "files").iterdir()}
    facts: dict[str, Facts] = {}
    for path in sorted(folder.glob("*guarded.jsonl")):
        for record in _read(path):
            if record.file not in facts:
                facts[record.file] = load_facts(known[record.file])
            yield record, facts[record.file]


# ------------------------------------------------------------------------ weighing


def _judge(folder: Path, name: str, model: str) -> None:
    """Weighs each draft; the likelihoods go to FOLDER/NAME.judge.jsonl, a line a draft."""
    generator = load_generator(model)
    if generator is None:
        raise SystemExit("the template weighs nothing")
    target = folder / f"{name}.judge.jsonl"
    done = set()
    if target.is_file():
        lines = target.read_text(encoding="utf-8").splitlines()
        done = {tuple(json.loads(line)["draft"]) for line in lines}
    for record, _ in _drafts(folder):
        draft = (record.writer, record.guarded, record.file)
        lines = [line for line in record.text.splitlines() if len(line) >= _LEAST_PARAGRAPH]
        pieces = tuple(line[:_LONGEST_JUDGED] for line in lines)
        if draft in done or not pieces:
            continue
        known = generator.log_likelihoods("", pieces)
        if known is None:
            raise SystemExit(f"{model} cannot tell likelihoods")
        nats = sum(mean * len(piece) for mean, piece in zip(known, pieces, strict=True))
        line = {"draft": draft, "nats": nats, "characters": sum(map(len, pieces))}
        with target.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _likelihoods(path: Path) -> dict[tuple[str, bool], float]:
    """Writer and guard to mean log-likelihood a character."""
    sums: dict[tuple[str, bool], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        whole = sums[one["draft"][0], one["draft"][1]]
        whole[0] += one["nats"]
        whole[1] += one["characters"]
    return {key: nats / characters for key, (nats, characters) in sums.items()}


# ------------------------------------------------------------------------ printing


def _table(folder: Path) -> Iterator[str]:
    judges = {
        path.name.removesuffix(".judge.jsonl"): _likelihoods(path)
        for path in sorted(folder.glob("*.judge.jsonl"))
    }
    heads = (*HEADS, *(f"似然（{name}）" for name in judges))
    yield "| " + " | ".join(heads) + " |\n|" + "---|" * len(heads)
    rows: dict[tuple[str, bool], list[tuple[Record, Tally]]] = defaultdict(list)
    for record, facts in _drafts(folder):
        rows[record.writer, record.guarded].append((record, score(record.text, facts)))
    for (writer, is_guarded), drafts in rows.items():
        weighed = [
            f"{known[writer, is_guarded]:.2f}"
            if (writer, is_guarded) in known and not writer.startswith(name)
            else "–"
            for name, known in judges.items()
        ]
        cells = [writer, "有" if is_guarded else "无", *_cells(drafts), *weighed]
        yield "| " + " | ".join(cells) + " |"


def _cells(drafts: list[tuple[Record, Tally]]) -> list[str]:
    tally = Tally()
    for _, one in drafts:
        tally.add(one)
    records = [record for record, _ in drafts]
    asked = sum(record.asked for record in records)
    sentences = sum(record.sentences for record in records)
    copied, stood = (sum(r.copied for r in records), sum(r.stood for r in records))
    cells = (
        len(drafts), tally.figures, _share(tally.right, tally.figures),
        tally.figures - tally.right - tally.unit_changes, tally.unit_changes, tally.mark_changes,
        tally.again_said, _share(tally.paired, tally.right),
        _share(tally.said, tally.facts), f"{tally.kept}/{tally.blanks}", tally.names,
        _share(tally.beyond, tally.clauses), _share(tally.again, tally.clauses),
        _share(tally.kinds, tally.pairs), tally.characters // len(drafts),
        _share(sum(record.own for record in records), sentences),
        _share(sum(record.refused for record in records), asked),
        f"{copied}/{asked}，留下 {stood}" if asked else "–",
        f"{sum(record.seconds for record in records) / len(drafts):.2f}",
    )  # fmt: skip
    return [str(cell) for cell in cells]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _doubts(folder: Path) -> Iterator[str]:
    for record, facts in _drafts(folder):
        for doubt in doubts(record.text, facts):
            place = f"{record.writer}\t{record.guarded}\t{record.file}"
            context = doubt.context.replace("\n", "/")
            yield f"{place}\t{doubt.what}\t{context}[{doubt.quote}]"


if __name__ == "__main__":
    sys.exit(main())

"""reportnlp draft: sections from facts, with a model or without, never an invented figure."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from reportnlp.cli.chinese import Command
from reportnlp.cli.console import hand_over
from reportnlp.cli.main import EXIT_ERROR
from reportnlp.drafting.draft import Candidate, Draft
from reportnlp.drafting.generator import TextGenerator
from reportnlp.drafting.outline import BODY_SECTIONS
from reportnlp.drafting.past import PastReport
from reportnlp.errors import ReportNLPError, SettingsError
from reportnlp.facts import Facts
from reportnlp.formats.house import Layout

SUFFIXES = (".docx", ".md", ".txt")


@click.command(
    "draft",
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""用事实表 FACTS（.xlsx、.csv、.yaml、.json）起草报告：数字一个不编，缺的留成【待补】。

    \b
    例：reportnlp facts template -o 事实表.xlsx      先得到一张空表
        reportnlp draft 事实表.xlsx -o 初稿.docx
        reportnlp draft 事实表.xlsx -o 初稿.docx --like 去年.docx
        reportnlp draft 事实表.xlsx --section problems,plans
        reportnlp draft 事实表.xlsx -o 初稿.docx --model D:\\模型\\某某

    \b
    退出码：0 完成，2 用法不对、文件无法读取或事实表有错，130 中断。""",
)
@click.argument("facts_path", metavar="FACTS", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    help="写到文件（.docx、.md、.txt）；不写则打印在屏幕上。",
)
@click.option(
    "--section",
    "sections",
    default=",".join(BODY_SECTIONS),
    help="只写这些部分：achievements（成效）、problems（问题）、plans（思路），用逗号隔开。",
)
@click.option(
    "--like",
    "past_path",
    metavar="PAST",
    type=click.Path(path_type=Path),
    help="照一篇以往报告的标题样式、顺序、句子长短写；不用它的任何数字。",
)
@click.option("--keep-slogans", is_flag=True, help="以往报告标题里的提法也可以用。")
@click.option(
    "--model",
    "model_name",
    default="",
    help="模型：template（只用模板）、embedded（随包的小模型）、本机模型文件夹、GGUF 文件，"
    "或 http 地址；不写则用随包的小模型。",
)
@click.option("--seed", default=0, show_default=False, help="换一个数，措辞换一套；默认 0。")
@click.option("--candidates", default=2, show_default=False, help="模型为每句写几个备选；默认 2。")
@click.option("--choose", is_flag=True, help="在终端上逐句挑选备选。")
@click.option(
    "--trace",
    "trace_path",
    type=click.Path(path_type=Path),
    help="把每句的事实、模型、备选和拒绝的理由写成 JSON。",
)
@click.option("--comments", is_flag=True, help="在 .docx 里用批注标出每句的依据。")
@click.option("-q", "--quiet", is_flag=True, help="不显示进度。")
def draft_command(
    facts_path: Path,
    target: Path | None,
    sections: str,
    past_path: Path | None,
    keep_slogans: bool,
    model_name: str,
    seed: int,
    candidates: int,
    choose: bool,
    trace_path: Path | None,
    comments: bool,
    quiet: bool,
) -> None:
    from reportnlp.checking.settings import load_settings
    from reportnlp.collecting.reading import read_facts_file
    from reportnlp.drafting.drafter import draft_report

    try:
        wanted = _sections(sections)
        _require_fitting(target, comments)
        layout = load_settings(facts_path).layout
        file = read_facts_file(facts_path)
        facts = file.facts
        for notice in file.notices:
            click.echo(f"注意：{notice}。", err=True)
        generator = _generator(model_name)
        draft = draft_report(
            facts,
            generator,
            sections=wanted,
            past=_past(past_path),
            keep_slogans=keep_slogans,
            seed=seed,
            candidates=candidates,
            listener=None if quiet else _Progress(generator is not None).tell,
            chooser=_choose if choose else None,
        )
        inputs = tuple(path for path in (facts_path, past_path) if path is not None)
        hand_over(_rendered(draft, target, layout, comments=comments), target, inputs)
        if trace_path is not None:
            hand_over(_trace(draft), trace_path, (*inputs, *([target] if target else [])))
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    if not quiet:
        _summarise(draft, facts, generator)


def _sections(text: str) -> tuple[str, ...]:
    names = {"成效": "achievements", "问题": "problems", "思路": "plans"}
    wanted = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
    found = tuple(dict.fromkeys(names.get(word, word) for word in wanted))
    for word in found:
        if word not in BODY_SECTIONS:
            raise SettingsError(
                f"没有“{word}”这个部分。--section 可用 achievements（成效）、problems（问题）、"
                "plans（思路）。"
            )
    return found or BODY_SECTIONS


def _require_fitting(target: Path | None, comments: bool) -> None:
    """Before the work, not after it."""
    if target is not None and target.suffix.lower() not in SUFFIXES:
        raise SettingsError(
            f"不会写“{target.suffix or target.name}”格式。-o 的文件名请以 .docx、.md 或 .txt 结尾。"
        )
    if comments and (target is None or target.suffix.lower() != ".docx"):
        raise SettingsError("批注只能写在 Word 文件里。请用 -o 指明一个 .docx 文件。")


def _generator(name: str) -> TextGenerator | None:
    from reportnlp.drafting.backends import default_generator, load_generator

    if name:
        return load_generator(name)
    generator, notice = default_generator()
    if notice:
        click.echo(notice, err=True)
    return generator


def _past(path: Path | None) -> PastReport | None:
    if path is None:
        return None
    from reportnlp.drafting.past import read_past
    from reportnlp.formats.files import read_document

    return read_past(read_document(path))


def _rendered(
    draft: Draft, target: Path | None, layout: Layout | None, *, comments: bool
) -> str | bytes:
    from reportnlp.drafting.pages import draft_as_docx, draft_as_text

    suffix = target.suffix.lower() if target else ".txt"
    if suffix == ".docx":
        return draft_as_docx(draft, comments=comments, layout=layout)
    return draft_as_text(draft, markdown=suffix == ".md")


def _trace(draft: Draft) -> str:
    import json

    from reportnlp.drafting.trace import draft_as_trace

    return json.dumps(draft_as_trace(draft), ensure_ascii=False, indent=1) + "\n"


class _Progress:
    """What is being written, on standard error."""

    def __init__(self, streams: bool) -> None:
        self._terminal = sys.stderr.isatty()
        self._streams = streams and self._terminal
        self._piece = False

    def tell(self, what: str, words: str) -> None:
        """A listener of the drafter."""
        if what == "piece":
            if self._streams:
                click.echo(click.style(words, dim=True), err=True, nl=False)
                self._piece = True
            return
        if self._piece:
            click.echo(err=True)
            self._piece = False
        if what == "heading":
            click.echo(click.style(f"正在写：{words}", bold=self._terminal), err=True)
        elif self._terminal:
            click.echo(f"  {words}", err=True)


def _choose(candidates: Sequence[Candidate]) -> int:
    """Lets the writer pick on the terminal; Enter takes the first."""
    click.echo(err=True)
    for number, candidate in enumerate(candidates, start=1):
        source = "模板" if candidate.source == "template" else "模型"
        click.echo(f"  {number}. [{source}] {candidate.text}", err=True)
    answer = click.prompt("用哪一句", default=1, type=click.IntRange(1, len(candidates)), err=True)
    return int(answer) - 1


def _summarise(draft: Draft, facts: Facts, generator: TextGenerator | None) -> None:
    from reportnlp.drafting.audit import unsourced_figures

    used = set(draft.used)
    stray = unsourced_figures(draft)
    count = sum(fact in used for fact in facts.facts)
    written = sum(sentence.source != "template" for sentence in draft.sentences)
    lines = [
        f"用了事实 {count} 条（共 {len(facts.facts)} 条），待补 {len(draft.blanks)} 处，"
        f"没有来源的数字 {len(stray)} 个。"
    ]
    if generator is not None:
        weighed = sum(c.likelihood is not None for s in draft.sentences for c in s.candidates)
        if written or draft.refused:
            lines.append(f"模型写成 {written} 句，拒绝备选 {draft.refused} 个。")
        elif weighed:
            lines.append(f"模型比较了 {weighed} 个备选措辞。")
        else:
            lines.append("模型没有可写的句子，全部用模板。")
    lines += [
        f"  待补：{fact.name}"
        + (f"（{fact.unit}）" if fact.unit else "")
        + (f"，{fact.place}" if fact.place else "")
        for fact in draft.blanks
    ]
    lines += [f"  没有来源：{quote}" for quote in stray]
    proposals = sum(sentence.proposal for sentence in draft.sentences)
    if proposals:
        lines.append(f"另有 {proposals} 处【请核实】是提议，不是事实，请改写或删去。")
    click.echo("\n".join(lines), err=True)

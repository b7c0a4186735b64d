"""reportnlp train: make the shipped models anew from labelled corpora."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.cli.chinese import Group
from reportnlp.cli.main import EXIT_ERROR
from reportnlp.errors import ReportNLPError

_HELP = {"help_option_names": ["-h", "--help"]}
_FOLDER = click.Path(path_type=Path, file_okay=False)
_EXISTING = click.Path(path_type=Path, file_okay=False, exists=True)


@click.group(
    "train",
    cls=Group,
    context_settings=_HELP,
    help="用标注语料重新训练随包发布的模型（需要 reportnlp[train]）。\n\n"
    "例：reportnlp train sections",
)
def train_group() -> None:
    pass


@train_group.command(
    "sections",
    context_settings=_HELP,
    help="训练篇章结构（成效、问题、思路等）模型，写出 weights.json，并打印交叉验证得分。",
)
@click.option(
    "--corpus",
    "corpora",
    type=_EXISTING,
    multiple=True,
    help="语料文件夹（内有 labels.jsonl 和 documents/），可多次给出；只用其中的开发集（dev）。"
    "默认为 corpora/ 下的 reports、drafts、government。",
)
@click.option(
    "--texts",
    type=_EXISTING,
    help="正文不在语料文件夹内时，正文所在的文件夹（政府工作报告）。默认 ../shared/corpus。",
)
@click.option(
    "-o",
    "--output",
    type=_FOLDER,
    default=Path("models/sections"),
    help="模型写到哪个文件夹，默认 models/sections。",
)
def sections_command(corpora: tuple[Path, ...], texts: Path | None, output: Path) -> None:
    from reportnlp.training.sections import load_corpora, train_sections

    try:
        examples = load_corpora(corpora, texts)
        score = train_sections(examples, output)
    except (ReportNLPError, ValueError) as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    click.echo(f"{len(examples)} 篇报告，交叉验证：{score.summary}")
    click.echo(f"已写入 {output / 'weights.json'}", err=True)

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


@train_group.command(
    "lm",
    context_settings=_HELP,
    help="从头训练随包的小语言模型（需要 reportnlp[lm] 和 reportnlp[train]）。"
    "中断后再次运行会从检查点接着训练。",
)
@click.option(
    "--shared",
    type=_EXISTING,
    default=Path("../shared"),
    help="训练文本所在的文件夹（内有 lm/ 和 corpus/），默认 ../shared。",
)
@click.option(
    "--corpora", type=_EXISTING, default=Path("corpora"), help="自己的语料，默认 corpora。"
)
@click.option("--hours", default=1.5, show_default=False, help="训练多少小时，默认 1.5。")
@click.option("--threads", default=2, show_default=False, help="用几个核，默认 2。")
@click.option(
    "--fast",
    is_flag=True,
    help="用 bfloat16 并先编译（需要 C++ 编译器；处理器支持 AVX512-BF16 时快约六成）。",
)
@click.option(
    "--checkpoints",
    type=_FOLDER,
    default=Path("build/reportlm"),
    help="检查点和训练记录放在哪里，默认 build/reportlm。",
)
@click.option(
    "-o", "--output", type=_FOLDER, default=Path("models/reportlm"), help="模型写到哪个文件夹。"
)
def lm_command(
    shared: Path,
    corpora: Path,
    hours: float,
    threads: int,
    fast: bool,
    checkpoints: Path,
    output: Path,
) -> None:
    from reportnlp.training.lm import LmSettings, draw_curve, train_lm
    from reportnlp.training.lm_corpus import read_sources
    from reportnlp.training.lm_examples import make_training_text

    sources, held_out = read_sources(shared, corpora)
    if not sources:
        raise click.UsageError(f"{shared} 里没有训练文本。请用 --shared 指明。")
    settings = LmSettings(seconds=hours * 3600, threads=threads, half=fast, compiled=fast)
    try:
        text = make_training_text(sources, held_out, rounds=2)
        score = train_lm(text, checkpoints, output, settings)
        draw_curve(checkpoints / "log.csv", output / "curve.png")
    except ImportError as error:
        click.echo(f"错误：训练需要 reportnlp[lm] 和 reportnlp[train]（{error}）。", err=True)
        raise SystemExit(EXIT_ERROR) from error
    click.echo(f"训练 {score['steps']} 步，留出文本每字 {score['bits_per_character']} 比特。")

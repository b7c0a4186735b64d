"""reportnlp models: which language models can be used, what one is, whether it is whole."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.cli.chinese import Command, Group
from reportnlp.cli.main import EXIT_ERROR
from reportnlp.errors import ReportNLPError
from reportnlp.rendering.cells import padded

_SETTINGS = {"help_option_names": ["-h", "--help"]}


@click.group(
    "models",
    cls=Group,
    context_settings=_SETTINGS,
    help="""语言模型：有哪些可用、某一个是什么、文件是否完好。不下载任何东西。

    \b
    例：reportnlp models list
        reportnlp models info 模型文件夹
        reportnlp models verify""",
)
def models_group() -> None:
    pass


@models_group.command(
    "list",
    cls=Command,
    context_settings=_SETTINGS,
    help="""列出 draft --model 能用的几类模型；给出 FOLDER，再列出其中的模型。

    \b
    例：reportnlp models list
        reportnlp models list D:\\\\模型""",
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def list_command(folder: Path | None) -> None:
    from reportnlp.drafting.catalogue import list_backends, list_folder

    try:
        found = list_folder(folder) if folder else ()
    except ReportNLPError as error:
        raise _failed(error) from error
    for entry in list_backends():
        state = f"不可用：{entry.hint}" if entry.hint else "可用"
        click.echo(f"{entry.name:<13}{padded(entry.words, 52)}{state}")
    for entry in found:
        click.echo(f"{entry.name}\t{entry.words}")
    if folder and not found:
        click.echo(f"{folder} 里没有模型。", err=True)


@models_group.command(
    "info",
    cls=Command,
    context_settings=_SETTINGS,
    help="""说明模型 MODEL：结构、参数、大小、校验值。MODEL 的写法与 draft --model 相同。

    \b
    例：reportnlp models info embedded
        reportnlp models info 模型.gguf
        reportnlp models info http://127.0.0.1:8080""",
)
@click.argument("model")
def info_command(model: str) -> None:
    from reportnlp.drafting.catalogue import describe

    try:
        facts = describe(model)
    except ReportNLPError as error:
        raise _failed(error) from error
    for heading, words in facts:
        click.echo(f"{padded(heading, 10)}{words}")


@models_group.command(
    "verify",
    cls=Command,
    context_settings=_SETTINGS,
    help="""检查模型文件是否完好：有 SHA256SUMS 的逐个核对，没有的看文件是否完整。
    不写 MODEL 则检查随包附带的模型。

    \b
    例：reportnlp models verify
        reportnlp models verify 模型文件夹

    退出码：0 完好，2 不完好或无法读取。""",
)
@click.argument("models", metavar="[MODEL]...", nargs=-1, type=click.Path(path_type=Path))
def verify_command(models: tuple[Path, ...]) -> None:
    from reportnlp.drafting.catalogue import shipped_folders, verify

    damaged = False
    paths = models or shipped_folders()
    if not paths:
        click.echo("这次安装没有附带语言模型，没有要检查的。", err=True)
    for path in paths:
        try:
            problems = verify(path)
        except ReportNLPError as error:
            raise _failed(error) from error
        damaged = damaged or bool(problems)
        click.echo(f"{path.name}  {'完好' if not problems else ''.join(problems)}")
    if damaged:
        click.echo("错误：有模型文件不完好。请重新安装或重新拷贝后再试。", err=True)
        raise SystemExit(EXIT_ERROR)


def _failed(error: ReportNLPError) -> SystemExit:
    click.echo(f"错误：{error}", err=True)
    return SystemExit(EXIT_ERROR)

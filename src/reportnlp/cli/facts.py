"""reportnlp facts: an empty facts file, and what a filled one says."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.cli.chinese import Command, Group
from reportnlp.cli.console import hand_over
from reportnlp.cli.main import EXIT_ERROR
from reportnlp.errors import FactsError, ReportNLPError

_SETTINGS = {"help_option_names": ["-h", "--help"]}


@click.group(
    "facts",
    cls=Group,
    context_settings=_SETTINGS,
    help="""事实表：各部门填、程序读的数字和做法，draft 和 fill 由它成文。

    \b
    例：reportnlp facts template -o 事实表.xlsx
        reportnlp facts check 事实表.xlsx""",
)
def facts_group() -> None:
    pass


@facts_group.command(
    "template",
    cls=Command,
    context_settings=_SETTINGS,
    help="""生成一张空的事实表（.xlsx），带填写说明、下拉选项和示例。

    \b
    例：reportnlp facts template -o 事实表.xlsx""",
)
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), default=Path("事实表.xlsx"),
    help="写到文件；不写则为 事实表.xlsx。",
)  # fmt: skip
@click.option("--force", is_flag=True, help="文件已经有了也覆盖。")
def template_command(target: Path, force: bool) -> None:
    from reportnlp.collecting.template import template_workbook
    from reportnlp.errors import UnwritableFileError

    try:
        if target.exists() and not force:
            # It may hold a department's answers by now.
            raise UnwritableFileError(target, "已经有这个文件", "请换一个文件名，或加 --force。")
        hand_over(template_workbook(), target, ())
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error


@facts_group.command(
    "check",
    cls=Command,
    context_settings=_SETTINGS,
    help="""读事实表 FACTS（.xlsx、.csv、.yaml、.json），说出其中有什么、缺什么、哪里要改。

    \b
    例：reportnlp facts check 事实表.xlsx
        reportnlp facts check 事实表.xlsx --format json > 事实.json

    退出码：0 可以使用，2 有错要改或无法读取。""",
)
@click.argument("path", metavar="FACTS", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output",
    type=click.Choice(("text", "json")),
    default="text",
    help="输出格式；json 本身也是事实表。",
)
def facts_check_command(path: Path, output: str) -> None:
    from reportnlp.collecting.listing import facts_as_text
    from reportnlp.collecting.reading import read_facts_file
    from reportnlp.collecting.writing import facts_as_json

    try:
        read = read_facts_file(path)
    except FactsError as error:
        click.echo(f"错误：{path} 有 {len(error.problems)} 处需要改正：", err=True)
        for problem in error.problems:
            click.echo(f"  {problem}。", err=True)
        raise SystemExit(EXIT_ERROR) from error
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    if output == "json":
        click.echo(facts_as_json(read.facts), nl=False)
        for notice in read.notices:
            click.echo(f"提示：{notice}。", err=True)
        return
    click.echo(facts_as_text(read), nl=False)

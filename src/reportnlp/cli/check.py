"""reportnlp check: what is missing or wrong in a draft, and where."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.annotations import SEVERITIES
from reportnlp.checking.settings import PROFILES
from reportnlp.cli.checking import FORMATS, check_files
from reportnlp.cli.chinese import Command
from reportnlp.patterns import keep


@click.command(
    "check",
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="检查草稿 FILE（.docx、.txt、.md；可给多个文件或文件夹，- 读标准输入）"
    "里漏填的数字和其他差错。"
    """

    \b
    例：reportnlp check 草稿.docx
        reportnlp check 草稿.docx --format html -o 草稿.html
        reportnlp check 草稿.docx --comments 批注稿.docx
        reportnlp check 草稿.txt --fix -o 改好.txt
        reportnlp check 报告/ --select PH --format json

    """
    "退出码：0 没有问题，1 有达到 --fail-on 的问题，2 用法不对或文件无法读取，"
    "3 多个文件里有一部分无法读取。",
)
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--format", "output", type=click.Choice(FORMATS), default="text", help="输出格式，默认 text。"
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    help="写到文件；与 --fix 同用时是改好的文本。",
)
@click.option("--select", help="只用这些规则：规则名、代码或代码前缀（如 PH），用逗号隔开。")
@click.option("--ignore", help="不用这些规则，写法同上。")
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="draft：遮盖的名称是错误（默认）；anonymised：隐名稿，名称只汇总提示。",
)
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), help="到哪一级算有问题（退出码 1），默认 warning。"
)
@click.option("--exit-zero", is_flag=True, help="有问题也以 0 退出。")
@click.option("--accept", type=click.Path(path_type=Path), help="已接受清单：其中的问题不再报。")
@click.option("--write-accept", is_flag=True, help="把现有的问题全部写进 --accept 指定的清单。")
@click.option(
    "--fix",
    is_flag=True,
    help="改正标点、括号、空格和序号（不动数字和名称）：先显示差异，有 -o 才写出。",
)
@click.option(
    "--comments",
    type=click.Path(path_type=Path),
    help="另写一份 .docx，每处问题是原处的一条批注；原有的批注和修订不动。",
)
@click.option(
    "--facts",
    type=click.Path(path_type=Path),
    help="事实表：正文的数与表中不一致的、没有出处的都报，没用上的提示。",
)
@click.option(
    "--baseline-report",
    "baseline",
    type=click.Path(path_type=Path),
    help="去年的报告：漏写的指标、照抄的句子、相差十倍的数，另列两年对照表。",
)
@click.option("--encoding", default="", help="文本文件的编码，如 gb18030；不写则自动判断。")
@click.option("-q", "--quiet", is_flag=True, help="只显示总计。")
@click.option("-v", "--verbose", is_flag=True, help="同类提示也逐条显示。")
def check_command(
    paths: tuple[Path, ...],
    output: str,
    target: Path | None,
    select: str | None,
    ignore: str | None,
    profile: str | None,
    fail_on: str | None,
    exit_zero: bool,
    accept: Path | None,
    write_accept: bool,
    fix: bool,
    comments: Path | None,
    facts: Path | None,
    baseline: Path | None,
    encoding: str,
    quiet: bool,
    verbose: bool,
) -> None:
    given = {
        "select": select,
        "ignore": ignore,
        "profile": profile,
        "fail-on": fail_on,
        "accept": str(accept) if accept else None,
    }
    code = check_files(
        paths,
        {key: value for key, value in given.items() if value is not None},
        output=output,
        target=target,
        exit_zero=exit_zero,
        write_accept=write_accept,
        fix=fix,
        comments=comments,
        facts=facts,
        baseline=baseline,
        encoding=encoding,
        quiet=quiet,
        verbose=verbose,
    )
    keep()
    raise SystemExit(code)

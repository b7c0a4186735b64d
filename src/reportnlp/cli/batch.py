"""reportnlp batch: many reports into an archive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportnlp.cli.chinese import Command
from reportnlp.cli.console import EXIT_ERROR, EXIT_SOME_FAILED
from reportnlp.errors import ReportNLPError, SettingsError

if TYPE_CHECKING:
    from reportnlp.archive.store import Archive
    from reportnlp.archive.work import Engine

DEFAULT_ARCHIVE = "档案.db"


@click.command(
    "batch",
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""分析许多报告 PATH（文件或文件夹），存进一个档案，供 reportnlp archive 查询。\
再次运行只处理新增和改动过的文件；中途停下，下次接着做。

    \b
    例：reportnlp batch 历年报告/ --archive 档案.db
        reportnlp batch 历年报告/ --archive 档案.db --export 汇总/
        reportnlp batch 历年报告/ --archive 档案.db --cluster tcp://10.0.0.1:8786

    退出码：0 完成，2 用法不对或档案用不了，3 有文件没能分析（其余已完成），130 已中断。""",
)
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--archive",
    "archive_path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=DEFAULT_ARCHIVE,
    help=f"档案文件，没有就新建；不写则为 {DEFAULT_ARCHIVE}。",
)
@click.option(
    "--jobs",
    type=int,
    default=os.cpu_count() or 1,
    help="同时分析的进程数；不写则与处理器核数相同。",
)
@click.option("--cluster", metavar="ADDRESS", default="", help="交给 Dask 集群：tcp://主机:端口。")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=float,
    default=60.0,
    help="一个文件最多用多少秒；不写则为 60。",
)
@click.option(
    "--memory",
    metavar="MB",
    type=int,
    default=2048,
    help="一个进程最多用多少 MB 内存；不写则为 2048。",
)
@click.option(
    "--correct",
    "corrections",
    metavar="TABLE",
    type=click.Path(path_type=Path),
    multiple=True,
    help="更正表（.csv）：文件、单位、年份、文种，或写法、指标。",
)
@click.option(
    "--export",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="做完后把工作簿、网页和数据表写到这个文件夹。",
)
@click.option("-q", "--quiet", is_flag=True, help="不显示进度，只说结果。")
def batch_command(
    paths: tuple[Path, ...],
    archive_path: Path,
    jobs: int,
    cluster: str,
    timeout: float,
    memory: int,
    corrections: tuple[Path, ...],
    folder: Path | None,
    quiet: bool,
) -> None:
    from reportnlp.archive.batch import run_batch
    from reportnlp.archive.store import open_to_write
    from reportnlp.archive.summing_up import summary_as_text
    from reportnlp.cli.progress import ProgressLine

    try:
        engine = _engine(cluster, jobs, timeout, memory)
        with open_to_write(archive_path) as archive, ProgressLine(quiet) as line:
            summary = run_batch(archive, paths, engine, progress=line)
            line.clear()
            _correct(archive, corrections)
            written = _exported(archive, folder) if folder else ()
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    click.echo(summary_as_text(summary), err=True, nl=False)
    for path in written:
        click.echo(f"已写出 {path}。", err=True)
    if summary.failures:
        raise SystemExit(EXIT_SOME_FAILED)


def _correct(archive: Archive, tables: tuple[Path, ...]) -> None:
    if tables:
        from reportnlp.archive.corrections import take_in

        for table in tables:
            take_in(archive, table)


def _exported(archive: Archive, folder: Path) -> tuple[Path, ...]:
    from reportnlp.archive.export import export_to

    return export_to(archive, folder)


def _engine(cluster: str, jobs: int, timeout: float, memory: int) -> Engine:
    numbers = (("jobs", jobs, 1), ("timeout", timeout, 0.1), ("memory", memory, 64))
    for name, value, least in numbers:
        if value < least:
            raise SettingsError(f"--{name} {value:g} 太小了。请给出不小于 {least:g} 的数。")
    if cluster:
        from reportnlp.archive.cluster import DaskCluster

        return DaskCluster(cluster)
    from reportnlp.archive.processes import LocalProcesses

    return LocalProcesses(jobs, timeout, memory)

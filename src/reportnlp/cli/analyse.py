"""reportnlp analyse: what a report says, part by part."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.annotations import Analysis
from reportnlp.cli.chinese import Command
from reportnlp.cli.console import colour_wanted, columns_wanted, hand_over
from reportnlp.cli.main import EXIT_ERROR, EXIT_SOME_FAILED
from reportnlp.document import Document
from reportnlp.errors import ReportNLPError, SettingsError

FORMATS = ("text", "json", "html", "csv", "xlsx")
Results = list[tuple[Document, Analysis]]


@click.command(
    "analyse",
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""分析报告 FILE（.docx、.txt、.md；可给多个文件或文件夹，- 读标准输入）\
的部分（成效、问题、思路等）、指标、提法和缺项。

    \b
    例：reportnlp analyse 述职报告.docx
        reportnlp analyse 述职报告.docx -o 述职报告.html
        reportnlp analyse 报告/ -o 指标.xlsx
        reportnlp analyse 报告/ --format json > 分析.jsonl

    退出码：0 完成，2 用法不对或文件无法读取，3 多个文件里有一部分无法读取。""",
)
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--format",
    "output",
    type=click.Choice(FORMATS),
    help="输出格式；不写则看 -o 的后缀，没有则 text。",
)
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="写到文件。")
@click.option("--encoding", default="", help="文本文件的编码，如 gb18030；不写则自动判断。")
@click.option("-q", "--quiet", is_flag=True, help="只显示总计（用于 text 格式）。")
def analyse_command(
    paths: tuple[Path, ...],
    output: str | None,
    target: Path | None,
    encoding: str,
    quiet: bool,
) -> None:
    from reportnlp.formats.files import find_files

    form = output or _form_of(target)
    try:
        files = find_files(paths)
        _require_fitting(form, target, files)
        results, failures = _analyse_all(files, encoding)
        if results:
            to_file = target is not None
            rendered = _rendered(
                results, form, several=len(files) > 1, to_file=to_file, quiet=quiet
            )
            hand_over(rendered, target, files)
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    for failure in failures:
        click.echo(f"错误：{failure}", err=True)
    if failures:
        raise SystemExit(EXIT_SOME_FAILED if results else EXIT_ERROR)


def _form_of(target: Path | None) -> str:
    suffix = target.suffix.lower().removeprefix(".") if target else ""
    return suffix if suffix in FORMATS else "text"


def _require_fitting(form: str, target: Path | None, files: tuple[Path, ...]) -> None:
    """Before the work, not after it."""
    if form == "xlsx" and target is None:
        raise SettingsError("xlsx 格式要写到文件。请用 -o 指明，例如 -o 指标.xlsx。")
    if form == "html" and len(files) > 1:
        raise SettingsError("html 格式一次只能看一个文件。请逐个生成，或改用 xlsx、json。")


def _analyse_all(files: tuple[Path, ...], encoding: str) -> tuple[Results, list[ReportNLPError]]:
    from reportnlp.extraction.analysis import analyse
    from reportnlp.formats.files import read_document

    results: Results = []
    failures: list[ReportNLPError] = []
    for path in files:
        try:
            document = read_document(path, encoding=encoding)
        except ReportNLPError as error:
            failures.append(error)
            continue
        results.append((document, analyse(document)))
    return results, failures


def _rendered(
    results: Results, form: str, *, several: bool, to_file: bool, quiet: bool
) -> str | bytes:
    if form == "json":
        from reportnlp.rendering.analysis_machine import analyses_as_json_lines, analysis_as_json

        return analyses_as_json_lines(results) if several else analysis_as_json(*results[0])
    if form == "html":
        from reportnlp.rendering.analysis_html import analysis_as_html

        document, analysis = results[0]
        path = document.source.path
        return analysis_as_html(
            document, analysis, title=Path(path).name if path not in ("", "-") else "分析结果"
        )
    if form == "csv":
        from reportnlp.rendering.analysis_tables import analyses_as_csv

        # As bytes: a console would translate its line ends and its encoding.
        return analyses_as_csv(results).encode(errors="replace")
    if form == "xlsx":
        from reportnlp.rendering.analysis_tables import analyses_as_xlsx

        return analyses_as_xlsx(results)
    from reportnlp.rendering.analysis_text import analyses_as_text, counts_as_text

    if quiet:
        return counts_as_text(results)
    return analyses_as_text(results, width=columns_wanted(), colour=not to_file and colour_wanted())

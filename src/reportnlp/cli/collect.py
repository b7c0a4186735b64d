"""reportnlp collect: the list of missing figures, for the departments to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.cli.chinese import Command
from reportnlp.cli.console import hand_over
from reportnlp.cli.main import EXIT_ERROR
from reportnlp.errors import ReportNLPError, SettingsError, UnwritableFileError


@click.command(
    "collect",
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""把草稿 DRAFT（.docx、.txt、.md；可给多个文件或文件夹）里没填的数字列成缺项清单\
（.xlsx），交各部门填写；填好的清单就是事实表，fill 和 draft 可以直接用。

    \b
    例：reportnlp collect 草稿.docx -o 缺项清单.xlsx
        reportnlp collect 草稿.docx --past 去年报告.docx -o 缺项清单.xlsx
        reportnlp collect 草稿.docx --departments 部门.csv --by 部门 -o 缺项清单.xlsx
        reportnlp collect 新稿.docx --answers 缺项清单.xlsx -o 缺项清单2.xlsx

    部门表一行一个部门：组织科,党员 党支部 党费

    退出码：0 完成（没有缺项时不写文件），2 用法不对或文件无法读取。""",
)
@click.argument(
    "paths", metavar="DRAFT...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), default=Path("缺项清单.xlsx"),
    help="写到文件；不写则为 缺项清单.xlsx。",
)  # fmt: skip
@click.option(
    "--past", multiple=True, type=click.Path(path_type=Path),
    help="过去的报告，可给多次：列出上年数，也列出上年报过而草稿没有的数字。",
)  # fmt: skip
@click.option(
    "--departments", type=click.Path(path_type=Path),
    help="部门表（.csv、.txt、.yaml）：按关键词把缺项分给责任部门。",
)  # fmt: skip
@click.option(
    "--by", type=click.Choice(("部门", "department")), help="一个部门一张表，分不出的在“待分配”。"
)
@click.option(
    "--answers", type=click.Path(path_type=Path),
    help="以前的缺项清单：已经填好的数带到新清单里，不用再问一遍。",
)  # fmt: skip
@click.option("--encoding", default="", help="文本文件的编码，如 gb18030；不写则自动判断。")
@click.option("--force", is_flag=True, help="清单文件已经有了也覆盖。")
def collect_command(
    paths: tuple[Path, ...],
    target: Path,
    past: tuple[Path, ...],
    departments: Path | None,
    by: str | None,
    answers: Path | None,
    encoding: str,
    force: bool,
) -> None:
    from reportnlp.collecting.answers import read_answers, with_answers
    from reportnlp.collecting.departments import load_departments
    from reportnlp.collecting.missing import find_missing, heading_of
    from reportnlp.collecting.missing_sheet import missing_as_text, missing_workbook
    from reportnlp.formats.files import find_files, read_document

    try:
        _require_fitting(target, force=force, by=by, departments=departments)
        files, reports = find_files(paths), find_files(past) if past else ()
        table = load_departments(departments) if departments else None
        known = read_answers(answers) if answers else ()
        drafts = [read_document(path, encoding=encoding) for path in files]
        past_reports = [read_document(path, encoding=encoding) for path in reports]
        missing, unused = with_answers(find_missing(drafts, past_reports, table), known)
        if missing:
            inputs = (*files, *reports, *filter(None, (departments, answers)))
            book = missing_workbook(missing, heading_of(drafts), by_department=by is not None)
            hand_over(book, target, inputs)
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    click.echo(missing_as_text(missing), nl=False)
    if unused:
        click.echo(f"以前的清单里另有 {unused} 个答案，新清单没有问到。", err=True)


def _require_fitting(
    target: Path, *, force: bool, by: str | None, departments: Path | None
) -> None:
    """Before the work, not after it."""
    if target.suffix.lower() != ".xlsx":
        raise SettingsError(f"缺项清单是 Excel 表，{target} 的后缀要写成 .xlsx。")
    if by and departments is None:
        raise SettingsError(
            "按部门分表要有部门表。请用 --departments 指明，一行一个部门和它的关键词。"
        )
    if target.exists() and not force:
        # It may hold the departments' answers by now.
        raise UnwritableFileError(
            target, "已经有这个文件", "里面可能有填好的数，请换一个文件名，或加 --force。"
        )

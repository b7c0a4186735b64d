"""reportnlp archive: asks an archive of many reports."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from reportnlp.cli.archive_answers import FORMATS, SECTIONS, asking, reports_of, show, writing
from reportnlp.cli.batch import DEFAULT_ARCHIVE
from reportnlp.cli.chinese import Group
from reportnlp.errors import SettingsError

_CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group(
    "archive",
    cls=Group,
    context_settings=_CONTEXT,
    help="""查询 batch 建好的档案：往年怎么写、指标历年多少、提法哪年有、哪些段落相似。

    \b
    例：reportnlp archive search 优化营商环境 --section 思路 --year 2019-2021
        reportnlp archive trend 地区生产总值
        reportnlp archive similar --across""",
)
def archive_group() -> None:
    pass


def _positive(ctx: click.Context, param: click.Parameter, value: int) -> int:
    if value < 1:
        raise click.BadParameter("请给出 1 或更大的数", ctx, param)
    return value


def _share(ctx: click.Context, param: click.Parameter, value: float) -> float:
    if not 0.3 <= value <= 1:
        raise click.BadParameter("请给出 0.3 到 1 之间的数", ctx, param)
    return value


_command = partial(archive_group.command, context_settings=_CONTEXT)
_archive_option = click.option(
    "--archive",
    "archive_path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=DEFAULT_ARCHIVE,
    help=f"档案文件；不写则为 {DEFAULT_ARCHIVE}。",
)
_unit_option = click.option(
    "--unit", metavar="NAME", default="", help="只看名称里有这几个字的单位。"
)
_year_option = click.option(
    "--year", "years", metavar="YEAR", default="", help="年份或范围：2021、2019-2021。"
)
_format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="输出格式；不写则看 -o 的后缀，没有则 text。",
)
_target_option = click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), help="写到文件。"
)


@_command(
    "search",
    help="""在全部报告里查找字词，或用一句话问往年怎么写。

    \b
    例：reportnlp archive search 护林员 打分
        reportnlp archive search 2021年怎么写山洪预警 --section 思路""",
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "--section",
    "sections",
    type=click.Choice(tuple(SECTIONS)),
    multiple=True,
    help="只查这一部分，可给多个。",
)
@_year_option
@_unit_option
@click.option("--limit", type=int, callback=_positive, default=10, help="最多几段；不写则为 10。")
@_archive_option
@_format_option
@_target_option
def search_command(
    words: tuple[str, ...],
    sections: tuple[str, ...],
    years: str,
    unit: str,
    limit: int,
    archive_path: Path,
    form: str | None,
    target: Path | None,
) -> None:
    from reportnlp.archive import grids, machine, terminal
    from reportnlp.archive.search import search

    with asking(archive_path) as archive:
        only = reports_of(years, unit, sections)
        hits = search(archive, " ".join(words), only=only, limit=limit)
        show(
            form,
            target,
            archive_path,
            lambda w, c: terminal.hits_as_text(hits, width=w, colour=c),
            lambda: machine.hits_as_json(hits),
            lambda: (grids.hits_grid(hits),),
        )


@_command(
    "trend",
    help="""一个指标历年的数值：换算单位，合并不同写法，标出空缺和没有写的年份。

    \b
    例：reportnlp archive trend 农业总产值 --unit 农业农村局""",
)
@click.argument("figure", metavar="NAME")
@_unit_option
@_archive_option
@_format_option
@_target_option
def trend_command(
    figure: str, unit: str, archive_path: Path, form: str | None, target: Path | None
) -> None:
    from reportnlp.archive import grids, machine, terminal
    from reportnlp.archive.trends import trend

    with asking(archive_path) as archive:
        series = trend(archive, figure, unit=unit)
        show(
            form,
            target,
            archive_path,
            lambda w, c: terminal.trends_as_text(series, width=w, colour=c),
            lambda: machine.trends_as_json(series),
            lambda: (
                grids.series_grid(series),
                grids.matrix_grid(series),
                grids.names_grid(series),
            ),
        )


@_command(
    "slogans",
    help="""提法的首次和最近使用、年份、其他形式，以及变化（如四大工程→五大工程）。

    \b
    例：reportnlp archive slogans 工程""",
)
@click.argument("contains", required=False, default="", metavar="[WORD]")
@_unit_option
@click.option("--limit", type=int, callback=_positive, default=40, help="最多几条；不写则为 40。")
@_archive_option
@_format_option
@_target_option
def slogans_command(
    contains: str,
    unit: str,
    limit: int,
    archive_path: Path,
    form: str | None,
    target: Path | None,
) -> None:
    from reportnlp.archive import grids, machine, terminal
    from reportnlp.archive.slogans_over_time import drifts, slogan_uses

    with asking(archive_path) as archive:
        uses = slogan_uses(archive, unit=unit, contains=contains)[:limit]
        changes = [
            one for one in drifts(archive, unit=unit) if contains in one.old or contains in one.new
        ]
        show(
            form,
            target,
            archive_path,
            lambda w, c: terminal.slogans_as_text(uses, changes, width=w, colour=c),
            lambda: machine.slogans_as_json(uses, changes),
            lambda: (grids.slogans_grid(uses), grids.drifts_grid(changes)),
        )


@_command(
    "similar",
    help="""相似的段落：同一单位各年之间，或各单位之间，并排对照。

    \b
    例：reportnlp archive similar --across -o 相似.xlsx""",
)
@_unit_option
@click.option("--across", is_flag=True, help="只看不同单位之间。")
@click.option(
    "--least", type=float, callback=_share, default=0.6, help="最低相似度；不写则为 0.6。"
)
@click.option("--limit", type=int, callback=_positive, default=20, help="最多几对；不写则为 20。")
@_archive_option
@_format_option
@_target_option
def similar_command(
    unit: str,
    across: bool,
    least: float,
    limit: int,
    archive_path: Path,
    form: str | None,
    target: Path | None,
) -> None:
    from reportnlp.archive import grids, machine, terminal
    from reportnlp.archive.similarity import find_copies

    with asking(archive_path) as archive:
        found = find_copies(archive, least=least, unit=unit, across=across)
        copies = found[:limit]
        show(
            form,
            target,
            archive_path,
            lambda w, c: terminal.copies_as_text(copies, width=w, colour=c),
            lambda: machine.copies_as_json(copies),
            lambda: (grids.copies_grid(copies),),
        )
        if len(found) > limit:
            click.echo(f"共 {len(found)} 对，只显示前 {limit} 对（--limit 可改）。", err=True)


@_command(
    "list",
    help="""档案里有哪些报告（--failed 失败的文件，--figures 指标和写法）。

    \b
    例：reportnlp archive list --year 2023
        reportnlp archive list --figures -o 写法.csv""",
)
@_year_option
@_unit_option
@click.option("--failed", is_flag=True, help="没能分析的文件和原因。")
@click.option("--figures", is_flag=True, help="有两年以上数值的指标，以及各种写法。")
@_archive_option
@_format_option
@_target_option
def list_command(
    years: str,
    unit: str,
    failed: bool,
    figures: bool,
    archive_path: Path,
    form: str | None,
    target: Path | None,
) -> None:
    from reportnlp.archive import grids, listings, machine
    from reportnlp.archive.listing import list_failures, list_reports
    from reportnlp.archive.trends import all_series

    with asking(archive_path) as archive:
        if figures:
            series = all_series(archive, unit=unit, shortest=2)
            show(
                form,
                target,
                archive_path,
                lambda w, c: listings.figures_as_text(series, width=w, colour=c),
                lambda: machine.trends_as_json(series),
                lambda: (grids.names_grid(series), grids.matrix_grid(series)),
            )
            return
        failures = list_failures(archive)
        entries = () if failed else list_reports(archive, reports_of(years, unit, ()))
        show(
            form,
            target,
            archive_path,
            lambda w, c: (
                listings.failures_as_text(failures)
                if failed
                else listings.reports_as_text(entries, len(failures), width=w, colour=c)
            ),
            lambda: machine.reports_as_json(entries, failures),
            lambda: (
                (grids.failures_grid(failures),)
                if failed
                else (grids.reports_grid(entries), grids.failures_grid(failures))
            ),
        )


@_command(
    "remove",
    help="""从档案里去掉文件或文件夹（不动原文件）。

    \b
    例：reportnlp archive remove 报告/2019/
        reportnlp archive remove --gone""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--gone", is_flag=True, help="去掉已经不在的文件。")
@click.option("--failed", is_flag=True, help="忘掉失败的文件，下次 batch 重试。")
@_archive_option
def remove_command(paths: tuple[Path, ...], gone: bool, failed: bool, archive_path: Path) -> None:
    from reportnlp.archive.listing import remove_failed, remove_files, remove_gone

    with writing(archive_path) as archive:
        if not paths and not gone and not failed:
            raise SettingsError("请给出要去掉的文件或文件夹，或用 --gone、--failed。")
        removed = [*remove_files(archive, paths)] if paths else []
        removed += remove_gone(archive) if gone else ()
        removed += remove_failed(archive) if failed else ()
        if paths and not removed:
            raise SettingsError("这些文件都不在档案里。运行 reportnlp archive list 可看有哪些。")
    click.echo(f"已从档案里去掉 {len(removed)} 个文件，原文件没有动。", err=True)


@_command(
    "correct",
    help="""用一张小表更正单位、年份、文种，或指定写法属于哪个指标。

    \b
    例：reportnlp archive correct 更正.csv（表头：文件、单位、年份、文种，或写法、指标）""",
)
@click.argument("table", metavar="TABLE", type=click.Path(path_type=Path))
@_archive_option
def correct_command(table: Path, archive_path: Path) -> None:
    from reportnlp.archive.corrections import take_in

    with writing(archive_path) as archive:
        done = take_in(archive, table)
    click.echo(f"已更正 {done.identities} 份报告、{done.figures} 个指标写法。", err=True)


@_command(
    "export",
    help="""把工作簿、网页和数据表（CSV、Parquet）写到文件夹 FOLDER。

    \b
    例：reportnlp archive export 汇总/""",
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@_archive_option
def export_command(folder: Path, archive_path: Path) -> None:
    from reportnlp.archive.export import export_to

    with asking(archive_path) as archive:
        for path in export_to(archive, folder):
            click.echo(f"已写出 {path}。", err=True)

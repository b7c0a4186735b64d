"""reportnlp config: which settings hold, and where each comes from."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.checking.settings import load_settings, user_settings_path
from reportnlp.cli.chinese import Group
from reportnlp.cli.main import EXIT_ERROR
from reportnlp.errors import ReportNLPError

_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(
    "config",
    cls=Group,
    context_settings=_HELP,
    help="查看生效的设置和它们的来源。\n\n例：reportnlp config show 草稿.docx",
)
def config_group() -> None:
    pass


@config_group.command(
    "show", context_settings=_HELP, help="显示对 PATH（默认当前文件夹）生效的设置，每项注明来源。"
)
@click.argument("path", type=click.Path(path_type=Path), default=".")
def show_command(path: Path) -> None:
    try:
        settings = load_settings(path)
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    sources = dict(settings.sources)
    values = {
        "profile": settings.profile,
        "select": "、".join(sorted(settings.select)) or "全部规则",
        "ignore": "、".join(sorted(settings.ignore)) or "无",
        "fail-on": settings.fail_on,
        "accept": settings.accept or "无",
        "layout": "单位自己的版式" if settings.layout else "GB/T 9704-2012",
    }
    for key, value in values.items():
        click.echo(f"{key:<10}{value}（{sources.get(key, '默认')}）")
    own = user_settings_path()
    if own is not None:
        click.echo(f"个人设置文件：{own}（{'有' if own.is_file() else '没有'}）")

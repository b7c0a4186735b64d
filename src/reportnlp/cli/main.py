"""The command line: a group that loads each command only when it is called."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence

import click

import reportnlp
from reportnlp.cli.chinese import Group
from reportnlp.cli.console import EXIT_ERROR as EXIT_ERROR
from reportnlp.cli.console import EXIT_FINDINGS as EXIT_FINDINGS
from reportnlp.cli.console import EXIT_INTERRUPTED as EXIT_INTERRUPTED
from reportnlp.cli.console import EXIT_SOME_FAILED as EXIT_SOME_FAILED
from reportnlp.cli.console import prepare_streams

COMMANDS = {
    "check": (
        "reportnlp.cli.check",
        "check_command",
        "检查草稿：漏填的数字、遮盖、标点、日期、序号等差错。",
    ),
    "analyse": (
        "reportnlp.cli.analyse",
        "analyse_command",
        "分析报告：部分（成效、问题、思路）、指标、提法、缺项。",
    ),
    "collect": (
        "reportnlp.cli.collect",
        "collect_command",
        "收集：把草稿里没填的数字列成清单，交各部门填写。",
    ),
    "fill": (
        "reportnlp.cli.fill",
        "fill_command",
        "填数：把事实表里的数填进草稿的空缺，Word 里成为修订。",
    ),
    "facts": (
        "reportnlp.cli.facts",
        "facts_group",
        "事实表：生成空表，或说出表里有什么、缺什么。",
    ),
    "batch": (
        "reportnlp.cli.batch",
        "batch_command",
        "批量分析许多报告，存进档案；再次运行只做新增和改动的。",
    ),
    "archive": (
        "reportnlp.cli.archive",
        "archive_group",
        "查询档案：往年怎么写、历年指标、提法变化、相似段落。",
    ),
    "draft": (
        "reportnlp.cli.draft",
        "draft_command",
        "用事实表起草报告：数字一个不编，缺的留成【待补】。",
    ),
    "models": (
        "reportnlp.cli.models",
        "models_group",
        "语言模型：有哪些可用、某一个是什么、文件是否完好。",
    ),
    "train": ("reportnlp.cli.train", "train_group", "用语料重新训练随包附带的模型。"),
    "rules": ("reportnlp.cli.rules", "rules_group", "列出规则，或解释一条规则。"),
    "config": ("reportnlp.cli.config", "config_group", "查看生效的设置和它们的来源。"),
}
ALIASES = {"analyze": "analyse"}


class _LazyGroup(Group):
    """Knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[name]
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="reportnlp：检查、分析和起草述职报告、工作总结、政府工作报告。全部在本机完成，不联网。"
    "\n\n例：reportnlp check 草稿.docx",
)
@click.version_option(reportnlp.__version__, prog_name="reportnlp", message="%(prog)s %(version)s")
def group() -> None:
    pass


def main() -> None:
    """Run the command line; Ctrl+C ends it with 130."""
    # Loading a command makes thousands of objects and no cycles: looking for some doubles the time.
    gc.set_threshold(100_000, 20, 20)
    prepare_streams()
    try:
        group(prog_name="reportnlp", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("已中断。", err=True)
        raise SystemExit(EXIT_INTERRUPTED) from None
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
    except click.UsageError as error:
        click.echo(f"错误：{_usage_sentence(error)}", err=True)
        raise SystemExit(EXIT_ERROR) from None
    except click.exceptions.Exit as error:
        raise SystemExit(error.exit_code) from None
    except click.ClickException as error:
        click.echo(f"错误：{error.format_message()}", err=True)
        raise SystemExit(EXIT_ERROR) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


def _usage_sentence(error: click.UsageError) -> str:
    """What was wrong with the words of the command, in Chinese."""
    from difflib import get_close_matches

    command = error.ctx.command_path if error.ctx else "reportnlp"
    help_ = f"运行 {command} --help 查看用法。"
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项{_meant(error.possibilities)}。{help_}"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        return f"缺少 {name}。{help_}"
    if isinstance(error, click.BadParameter):
        name = _as_typed(error.param)
        choices = getattr(getattr(error.param, "type", None), "choices", None)
        if choices:
            return f"{name} 的值不对，可用的有：{'、'.join(choices)}。{help_}"
        return f"{name} 的值不对：{error.message}。{help_}"
    if error.message.startswith("No such command"):
        word = error.message.split("'")[1]
        context = error.ctx
        if context is not None and isinstance(context.command, click.Group):
            near = get_close_matches(word, context.command.list_commands(context), n=1)
        else:
            near = []
        return f"没有 {word} 这个命令{_meant(near)}。{help_}"
    return f"{error.message} {help_}"


def _as_typed(parameter: click.Parameter | None) -> str:
    """An option as the user types it (--format), an argument by its name in the usage line."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name if parameter else ""


def _meant(candidates: Sequence[str] | None) -> str:
    return f"，最接近的是 {candidates[0]}" if candidates else ""


if __name__ == "__main__":
    main()

"""click's help page in Chinese."""

from __future__ import annotations

import click


class _Help:
    """What command and group share: the headings of the help page."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        words = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}
        args = " ".join(words.get(piece, piece) for piece in pieces)
        formatter.write_usage(ctx.command_path, args, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for param in self.get_params(ctx)  # type: ignore[attr-defined]
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
        ]
        if records:
            with formatter.section("选项"):
                formatter.write_dl([(names, _chinese(text)) for names, text in records])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


def _chinese(text: str) -> str:
    known = {
        "Show this message and exit.": "显示这段说明。",
        "Show the version and exit.": "显示版本。",
    }
    return known.get(text, text)


class Command(_Help, click.Command):
    """A command whose help page is Chinese."""


class Group(_Help, click.Group):
    """A group whose help page, and those of its commands, are Chinese."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            (name, command.help.split("\n")[0] if command.help else "")
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("命令"):
            formatter.write_dl(rows)

"""reportnlp fill: facts into the blanks of a draft."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.cli.chinese import Command
from reportnlp.cli.console import say, warn
from reportnlp.cli.main import EXIT_ERROR
from reportnlp.errors import ReportNLPError


@click.command(
    "fill",
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""把事实表里的数填进草稿 DRAFT（.docx、.txt、.md）的空缺。拿不准的只列出，不填。

    \b
    例：reportnlp fill 草稿.docx --facts 缺项清单.xlsx -o 填好.docx
        reportnlp fill 草稿.txt --facts 事实表.yaml

    .docx 里填的数是修订，可以逐条接受或拒绝；文本文件不给 -o 时只显示差异。

    退出码：0 完成，2 用法不对或文件无法读取。""",
)
@click.argument("path", metavar="DRAFT", type=click.Path(path_type=Path))
@click.option(
    "--facts", "facts_path", required=True, type=click.Path(path_type=Path),
    help="事实表（.xlsx、.csv、.yaml、.json），填好的缺项清单也可以。",
)  # fmt: skip
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path),
    help="写到文件，格式和草稿相同；不写则只列出会怎么填。",
)  # fmt: skip
@click.option("--plain", is_flag=True, help=".docx 里直接改成新文字，不留修订。")
@click.option("--author", default="reportnlp", help="修订的作者，默认 reportnlp。")
@click.option(
    "--format", "output", type=click.Choice(("text", "json")), default="text",
    help="结果清单的格式，默认 text。",
)  # fmt: skip
@click.option("--encoding", default="", help="文本文件的编码，如 gb18030；不写则自动判断。")
def fill_command(
    path: Path,
    facts_path: Path,
    target: Path | None,
    plain: bool,
    author: str,
    output: str,
    encoding: str,
) -> None:
    from reportnlp.collecting.reading import read_facts_file
    from reportnlp.filling.filler import fill_document
    from reportnlp.filling.reporting import filled_as_json, filled_as_text
    from reportnlp.filling.writing import filled_as_diff, write_filled
    from reportnlp.formats.files import read_document

    difference = ""
    try:
        facts = read_facts_file(facts_path)
        for notice in facts.notices:
            warn(f"注意：{notice}。")
        filled = fill_document(read_document(path, encoding=encoding), facts.facts)
        if target is not None:
            filled = write_filled(
                target, filled, tracked=not plain, author=author, inputs=(path, facts_path)
            )
            warn(f"已写出 {target}。")
        elif filled.document.source.format != "docx":
            difference = filled_as_diff(filled)
    except ReportNLPError as error:
        warn(f"错误：{error}")
        raise SystemExit(EXIT_ERROR) from error
    if output == "json":
        say(filled_as_json(filled))
    elif difference:
        say(difference)
        warn(filled_as_text(filled).rstrip("\n"))
    else:
        say(filled_as_text(filled))
    if target is None and not difference and filled.of_state("filled"):
        warn("没有写出文件：加上 -o 文件名 才会写出。")

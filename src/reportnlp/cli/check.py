"""reportnlp check: what is missing or wrong in a draft, and where."""

from __future__ import annotations

from pathlib import Path

import click

from reportnlp.annotations import SEVERITIES, Finding
from reportnlp.checking.settings import PROFILES, Settings, load_settings
from reportnlp.cli.chinese import Command
from reportnlp.cli.console import colour_wanted, columns_wanted, hand_over
from reportnlp.cli.main import EXIT_ERROR, EXIT_FINDINGS, EXIT_SOME_FAILED
from reportnlp.document import Document
from reportnlp.errors import ReportNLPError

FORMATS = ("text", "json", "sarif", "html", "github")
Results = list[tuple[Document, tuple[Finding, ...]]]


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
    from reportnlp.formats.files import find_files

    try:
        files = find_files(paths)
        settings = load_settings(files[0]).with_values(
            {key: value for key, value in given.items() if value is not None}, "命令行"
        )
        results, failures = _check_all(files, settings, encoding)
        if write_accept:
            _write_accepted(results, settings)
            results = [(document, ()) for document, _ in results]
        elif settings.accept:
            results = _without_accepted(results, settings)
        if results and fix:
            _fix(results, target, files, verbose=verbose)
        elif results:
            hand_over(
                _rendered(
                    results,
                    output,
                    settings,
                    quiet=quiet,
                    verbose=verbose,
                    to_file=target is not None,
                ),
                target,
                files,
            )
    except ReportNLPError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(EXIT_ERROR) from error
    for failure in failures:
        click.echo(f"错误：{failure}", err=True)
    raise SystemExit(_exit_code(results, failures, settings, exit_zero=exit_zero))


def _check_all(
    files: tuple[Path, ...], settings: Settings, encoding: str
) -> tuple[Results, list[ReportNLPError]]:
    from reportnlp.checking.runner import check
    from reportnlp.formats.files import read_document

    results: Results = []
    failures: list[ReportNLPError] = []
    for path in files:
        try:
            document = read_document(path, encoding=encoding)
        except ReportNLPError as error:
            failures.append(error)
            continue
        results.append((document, check(document, settings)))
    return results, failures


def _exit_code(
    results: Results, failures: list[ReportNLPError], settings: Settings, *, exit_zero: bool
) -> int:
    if failures:
        return EXIT_SOME_FAILED if results else EXIT_ERROR
    floor = SEVERITIES.index(settings.fail_on)
    grave = any(
        SEVERITIES.index(finding.severity) >= floor
        for _, findings in results
        for finding in findings
    )
    return EXIT_FINDINGS if grave and not exit_zero else 0


def _write_accepted(results: Results, settings: Settings) -> None:
    from reportnlp.checking.baseline import accepted_entries, entries_as_json
    from reportnlp.errors import SettingsError
    from reportnlp.formats.files import write_bytes

    if not settings.accept:
        raise SettingsError(
            "--write-accept 需要用 --accept 指明清单文件。请加上 --accept 清单.json 再试。"
        )
    entries = accepted_entries(results)
    write_bytes(Path(settings.accept), entries_as_json(entries).encode())
    click.echo(f"已把 {sum(entries.values())} 处问题记入 {settings.accept}。", err=True)


def _without_accepted(results: Results, settings: Settings) -> Results:
    from reportnlp.checking.baseline import load_accepted, without_accepted

    accepted = load_accepted(Path(settings.accept))
    new: Results = []
    for document, findings in results:
        kept, accepted = without_accepted(document, findings, accepted)
        new.append((document, kept))
    return new


def _fix(results: Results, target: Path | None, files: tuple[Path, ...], *, verbose: bool) -> None:
    from reportnlp.checking.fixing import as_diff, fixed_text, safe_edits
    from reportnlp.errors import SettingsError
    from reportnlp.formats.files import write_text_like

    if target is not None and len(results) > 1:
        raise SettingsError("--fix 一次只能写出一个文件。请逐个处理，或去掉 -o 只看差异。")
    for document, findings in results:
        after = fixed_text(document, findings)
        name = document.source.path or "-"
        difference = as_diff(document.text, after, name)
        if difference:
            click.echo(difference, nl=False)
        count = len(safe_edits(findings))
        click.echo(
            f"{name}：可以安全改正 {count} 处，其余 {len(findings) - count} 处要由人决定。",
            err=True,
        )
        if target is not None:
            write_text_like(target, after, document, inputs=files)
            click.echo(f"已写出 {target}。", err=True)


def _rendered(
    results: Results, output: str, settings: Settings, *, quiet: bool, verbose: bool, to_file: bool
) -> str:
    if output == "json":
        from reportnlp.rendering.machine import findings_as_json, findings_as_json_lines

        return (
            findings_as_json(*results[0]) if len(results) == 1 else findings_as_json_lines(results)
        )
    if output == "github":
        from reportnlp.rendering.machine import findings_as_github

        return "".join(findings_as_github(*result) for result in results)
    if output == "sarif":
        from reportnlp import __version__
        from reportnlp.checking.runner import selected_rules
        from reportnlp.rendering.sarif import findings_as_sarif

        return findings_as_sarif(results, selected_rules(settings), version=__version__)
    if output == "html":
        from reportnlp.checking.runner import selected_rules
        from reportnlp.errors import SettingsError
        from reportnlp.rendering.html import findings_as_html

        if len(results) > 1:
            raise SettingsError("html 格式一次只能看一个文件。请逐个生成，或改用 json、sarif。")
        document, findings = results[0]
        title = (
            Path(document.source.path).name if document.source.path not in ("", "-") else "检查结果"
        )
        return findings_as_html(
            document, findings, selected_rules(settings), title=title, levels=_levels(document)
        )
    from reportnlp.rendering.terminal import findings_as_text
    from reportnlp.rendering.wording import closing_line

    if quiet:
        every = [finding for _, findings in results for finding in findings]
        return closing_line(every, files=len(results)) + "\n"
    return findings_as_text(
        results, colour=not to_file and colour_wanted(), width=columns_wanted(), verbose=verbose
    )


def _levels(document: Document) -> dict[int, int]:
    """Heading levels by paragraph, for the reading view."""
    from reportnlp.extraction.headings import find_headings

    joined, _ = document.unwrapped()
    return {h.paragraph: h.level for h in find_headings(joined) if not h.run_in}

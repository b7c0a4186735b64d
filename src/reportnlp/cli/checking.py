"""What `reportnlp check` does once its words are read; without click, which loads slowly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportnlp.annotations import SEVERITIES, Finding
from reportnlp.checking.rule import Sources
from reportnlp.checking.settings import Settings, load_settings
from reportnlp.cli.console import (
    EXIT_ERROR,
    EXIT_FINDINGS,
    EXIT_SOME_FAILED,
    colour_wanted,
    columns_wanted,
    hand_over,
    say,
    warn,
)
from reportnlp.document import Document
from reportnlp.errors import ReportNLPError

TYPE_CHECKING = False  # what a type checker takes for true, without loading typing
if TYPE_CHECKING:
    from reportnlp.checking.comparison import Comparison
    from reportnlp.rendering.page import Table

FORMATS = ("text", "json", "sarif", "html", "github")
Results = list[tuple[Document, tuple[Finding, ...]]]


def check_files(
    paths: tuple[Path, ...],
    given: Mapping[str, str],
    *,
    output: str = "text",
    target: Path | None = None,
    exit_zero: bool = False,
    write_accept: bool = False,
    fix: bool = False,
    comments: Path | None = None,
    facts: Path | None = None,
    baseline: Path | None = None,
    encoding: str = "",
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Check files and folders, print or write the result, and give the exit code.

    given:    settings of the command line, by name.
    facts:    a facts file to check the figures against.
    baseline: last year's report to compare with.
    """
    from reportnlp.formats.files import find_files

    try:
        files = find_files(paths)
        settings = load_settings(files[0]).with_values(given, "命令行")
        sources = _sources(facts, baseline)
        results, failures = _check_all(files, settings, encoding, sources)
        if write_accept:
            _write_accepted(results, settings)
            results = [(document, ()) for document, _ in results]
        elif settings.accept:
            results = _without_accepted(results, settings)
        if results and comments:
            _write_comments(results, comments, files)
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
                    past=sources.past,
                ),
                target,
                files,
            )
    except ReportNLPError as error:
        warn(f"错误：{error}")
        return EXIT_ERROR
    for failure in failures:
        warn(f"错误：{failure}")
    return _exit_code(results, failures, settings, exit_zero=exit_zero)


def _sources(facts: Path | None, baseline: Path | None) -> Sources:
    """What the files are compared with, read once."""
    known = past = None
    if facts is not None:
        from reportnlp.collecting.reading import load_facts

        known = load_facts(facts)
    if baseline is not None:
        from reportnlp.formats.files import read_document

        past = read_document(baseline).unwrapped()[0]
    return Sources(known, past)


def _check_all(
    files: tuple[Path, ...], settings: Settings, encoding: str, sources: Sources
) -> tuple[Results, list[ReportNLPError]]:
    from reportnlp.checking.looking import with_look
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
        results.append(
            (document, check(document, settings, with_look(sources, document, settings)))
        )
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
    warn(f"已把 {sum(entries.values())} 处问题记入 {settings.accept}。")


def _without_accepted(results: Results, settings: Settings) -> Results:
    from reportnlp.checking.baseline import load_accepted, without_accepted

    accepted = load_accepted(Path(settings.accept))
    new: Results = []
    for document, findings in results:
        kept, accepted = without_accepted(document, findings, accepted)
        new.append((document, kept))
    return new


def _write_comments(results: Results, target: Path, files: tuple[Path, ...]) -> None:
    from reportnlp.rendering.margins import write_commented

    count = write_commented(target, results, inputs=files)
    warn(f"已写出 {target}，其中 {count} 条批注。")


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
            say(difference)
        count = len(safe_edits(findings))
        warn(
            f"{name}：可以安全改正 {count} 处，其余 {len(findings) - count} 处要由人决定。",
        )
        if target is not None:
            write_text_like(target, after, document, inputs=files)
            warn(f"已写出 {target}。")


def _rendered(
    results: Results,
    output: str,
    settings: Settings,
    *,
    quiet: bool,
    verbose: bool,
    to_file: bool,
    past: Document | None,
) -> str:
    compared = _compared(results, past)
    if output == "json":
        from reportnlp.rendering.machine import findings_as_json, findings_as_json_lines

        if len(results) > 1:
            return findings_as_json_lines(results)
        if compared is not None:
            from reportnlp.rendering.yearly_words import comparison_object

            return findings_as_json(*results[0], comparison_object(compared))
        return findings_as_json(*results[0])
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
            document,
            findings,
            selected_rules(settings),
            title=title,
            levels=_levels(document),
            tables=_tables(compared),
        )
    from reportnlp.rendering.terminal import findings_as_text
    from reportnlp.rendering.wording import closing_line

    if quiet:
        every = [finding for _, findings in results for finding in findings]
        return closing_line(every, files=len(results)) + "\n"
    text = findings_as_text(
        results, colour=not to_file and colour_wanted(), width=columns_wanted(), verbose=verbose
    )
    if compared is None:
        return text
    from reportnlp.rendering.yearly_text import comparison_as_text

    return text + comparison_as_text(compared)


def _compared(results: Results, past: Document | None) -> Comparison | None:
    """The one file beside last year's report; several files are only checked against it."""
    if past is None or len(results) != 1:
        return None
    from reportnlp.checking.comparison import compare_documents

    return compare_documents(results[0][0], past)


def _tables(compared: Comparison | None) -> tuple[Table, ...]:
    if compared is None:
        return ()
    from reportnlp.rendering.yearly_html import comparison_tables

    return comparison_tables(compared)


def _levels(document: Document) -> dict[int, int]:
    """Heading levels by paragraph, for the reading view."""
    from reportnlp.extraction.headings import find_headings

    joined, _ = document.unwrapped()
    return {h.paragraph: h.level for h in find_headings(joined) if not h.run_in}

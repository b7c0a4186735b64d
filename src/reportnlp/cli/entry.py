"""Where the program begins: the plain call `check FILE…` without click, all else with it."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; Ctrl+C ends it with 130."""
    # Loading a command makes thousands of objects and no cycles: looking for some takes long.
    gc.set_threshold(100_000, 20, 20)
    if is_plain_check(sys.argv[1:]) and "_REPORTNLP_COMPLETE" not in os.environ:
        _check(sys.argv[2:])
    from reportnlp.cli.main import main as run

    run()


def is_plain_check(words: list[str]) -> bool:
    """Whether the words are `check` and the names of files, without any option."""
    return (
        len(words) > 1
        and words[0] == "check"
        and not any(word.startswith("-") and word != "-" for word in words)
    )


def _check(names: list[str]) -> None:
    from pathlib import Path

    from reportnlp.cli.checking import check_files
    from reportnlp.cli.console import EXIT_INTERRUPTED, prepare_streams, warn
    from reportnlp.patterns import keep

    prepare_streams()
    try:
        code = check_files(tuple(Path(name) for name in names), {})
    except KeyboardInterrupt:
        warn("已中断。")
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    keep()
    # The process is about to end: looking for cycles on the way out takes long, too.
    gc.freeze()
    raise SystemExit(code)

"""reportnlp rules: which rules there are, and what one of them means."""

from __future__ import annotations

import click

from reportnlp.checking.rule import Rule
from reportnlp.checking.runner import RULES, unknown_rule
from reportnlp.cli.chinese import Group
from reportnlp.cli.main import EXIT_ERROR

_HELP = {"help_option_names": ["-h", "--help"]}
_SEVERITY_WORDS = {"error": "错误", "warning": "警告", "info": "提示"}


@click.group(
    "rules",
    cls=Group,
    context_settings=_HELP,
    help="列出规则，或解释一条规则。\n\n例：reportnlp rules explain star-placeholder",
)
def rules_group() -> None:
    pass


@rules_group.command(
    "list", context_settings=_HELP, help="列出全部规则：代码、名称、级别、能否自动改正。"
)
def list_command() -> None:
    for rule in RULES:
        fixable = "可自动改" if rule.fixable else ""
        click.echo(
            f"{rule.code:<7}{rule.name:<28}{_SEVERITY_WORDS[rule.severity]}  {fixable}".rstrip()
        )


@rules_group.command(
    "explain",
    context_settings=_HELP,
    help="解释规则 NAME（名称或代码）：为什么、正例、反例、依据。",
)
@click.argument("name")
def explain_command(name: str) -> None:
    found = [rule for rule in RULES if name in (rule.name, rule.code)]
    if not found:
        click.echo(f"错误：{unknown_rule(name)}", err=True)
        raise SystemExit(EXIT_ERROR)
    click.echo("\n".join(_explained(rule) for rule in found), nl=False)


def _explained(rule: Rule) -> str:
    lines = [
        f"{rule.name}（{rule.code}，{_SEVERITY_WORDS[rule.severity]}）",
        f"  为什么  {rule.explanation}",
    ]
    if rule.suggestion:
        lines.append(f"  怎么办  {rule.suggestion}")
    lines.append(f"  依据    {rule.source}")
    lines.append(f"  自动改  {'可以（check --fix）' if rule.fixable else '不可以，要由人决定'}")
    lines += [f"  有问题  {_one_line(example)}" for example in rule.bad]
    lines += [f"  没问题  {_one_line(example)}" for example in rule.good]
    return "\n".join(lines) + "\n"


def _one_line(example: str) -> str:
    text = example.replace("\n", " ⏎ ")
    return text if len(text) <= 90 else text[:88] + "……"

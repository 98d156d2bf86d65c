"""``lintnews explain``: the page of a rule, or the handbook of all."""

import os
import re
import sys

import click

from lintnews.checks import catalogue
from lintnews.cli.check import complete_rules
from lintnews.cli.output import colour, to_stdout
from lintnews.config.errors import ConfigError, hint
from lintnews.config.load import Finder
from lintnews.proofreader import known
from lintnews.reports.handbook import handbook, outside_page, page
from lintnews.reports.terminal import painter
from lintnews.selection import OUTSIDE

_OUTSIDE = re.compile(rf"{OUTSIDE}/[a-z0-9]+(?:-[a-z0-9]+)*")


@click.command("explain")
@click.argument("rule", required=False, shell_complete=complete_rules)
@click.option("--all", "everything", is_flag=True, help="Write the handbook of all shipped rules, in Markdown.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour.")
def command(rule: str | None, everything: bool, color: str) -> None:
    """Explain RULE: why it is one, what it flags and what not, its options."""
    if everything == bool(rule):
        raise click.UsageError("name one rule, or use --all")
    if everything:
        to_stdout(handbook(catalogue.pages()), plain=False)
    elif rule:
        to_stdout([_page(rule, shows_colour=colour(color, sys.stdout, os.environ))], plain=True)


def _page(name: str, *, shows_colour: bool) -> str:
    if _OUTSIDE.fullmatch(name):
        return "\n".join([*outside_page(known(name), painter(shows_colour)), ""])
    config = Finder().config(".")
    extra = config.rule_folders, config.plugins
    rules = catalogue.rules(*extra)
    names = {alias: rule.name for rule in rules for alias in (rule.name, *rule.aliases)}
    if name not in names:
        raise ConfigError(f"unknown rule {name!r}{hint(name, names)}")
    return "\n".join(page(catalogue.page(names[name], *extra), painter(shows_colour)))

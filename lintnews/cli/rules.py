"""``lintnews rules``: list the rules."""

import json
import os
import sys
from collections.abc import Sequence

import click

from lintnews.checks import catalogue
from lintnews.checks.rule import Rule
from lintnews.cli.output import colour, to_stdout
from lintnews.config.load import Finder
from lintnews.reports.terminal import painter, severity_name


@click.command("rules")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the list.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour.")
def command(form: str, color: str) -> None:
    """List all rules."""
    config = Finder().config(".")
    rules = catalogue.rules(config.rule_folders, config.plugins)
    text = _json(rules) if form == "json" else _text(rules, shows_colour=colour(color, sys.stdout, os.environ))
    to_stdout([text], plain=form == "text")


def _text(rules: Sequence[Rule], *, shows_colour: bool) -> str:
    paint = painter(shows_colour)
    wide = max(len(rule.name) for rule in rules)
    lines = [
        f"{paint(rule.name, 'rule')}{' ' * (wide - len(rule.name))}  {severity_name(rule.severity, paint)}"
        f"{' ' * (7 - len(str(rule.severity)))}  {rule.message}\n"
        for rule in rules
    ]
    return "".join(lines)


def _json(rules: Sequence[Rule]) -> str:
    listed = [
        {
            "name": rule.name,
            "category": rule.category,
            "severity": str(rule.severity),
            "message": rule.message,
            "languages": list(rule.languages),
            "options": dict(rule.options),
        }
        for rule in rules
    ]
    return json.dumps(listed, indent=2) + "\n"

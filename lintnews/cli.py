"""The command."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from lintnews import __version__
from lintnews.findings import Severity

if TYPE_CHECKING:
    from lintnews.reports.outcome import Outcome


@click.group()
@click.version_option(__version__, prog_name="lintnews")
def main() -> None:
    """A linter for news text."""


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "--output-format", "form", type=click.Choice(["concise", "json"]), default="concise")
@click.option("--severity", default="warning")
@click.option("--fail-on", default="warning")
@click.option("--encoding")
@click.option("--text-field", default="text")
@click.option("--no-cache", is_flag=True)
def check(
    paths: tuple[str, ...],
    form: str,
    severity: str,
    fail_on: str,
    encoding: str | None,
    text_field: str,
    no_cache: bool,  # noqa: ARG001
) -> None:
    """Lint files and folders."""
    import importlib

    from lintnews.checks import catalogue
    from lintnews.documents.discover import discover
    from lintnews.documents.document import ReadError
    from lintnews.documents.read import read
    from lintnews.engine import Engine
    from lintnews.reports.outcome import Style, Tally
    from lintnews.selection import everything

    files, problems = discover(paths)
    rules = catalogue.rules()
    size = sum(os.path.getsize(file) for file in files if os.path.exists(file))  # noqa: PTH110, PTH202
    engine = Engine(rules, catalogue.FUNCTIONS, fast=True if size > 100_000 else None)
    lowest = Severity.parse(severity)
    selection = {name: setting for name, setting in everything(rules).items() if setting.severity >= lowest}

    def outcomes() -> Iterator["Outcome"]:
        yield from problems
        for file in files:
            for document in read(file, encoding=encoding, text_field=text_field):
                if isinstance(document, ReadError):
                    yield document
                    continue
                result = engine.lint(document, selection)
                kept = tuple(finding for finding in result.findings if finding.severity >= lowest)
                yield result._replace(findings=kept)

    def shown(some: Iterable["Outcome"]) -> Iterator["Outcome"]:
        for outcome in some:
            if isinstance(outcome, ReadError):
                click.echo(f"lintnews: {outcome}", err=True)
            yield outcome

    tally = Tally()
    module = importlib.import_module(f"lintnews.reports.{'json_report' if form == 'json' else form}")
    for piece in module.report(tally.watch(shown(outcomes())), Style()):
        sys.stdout.write(piece)
    failing = any(tally.by_severity[each] for each in Severity if each >= Severity.parse(fail_on))
    sys.exit(2 if tally.errors else int(failing))

"""``lintnews provenance``: where articles come from."""

import json
from collections.abc import Iterator, Sequence

import click

from lintnews import provenance
from lintnews.checks import catalogue
from lintnews.cli.app import BROKEN, complain
from lintnews.cli.output import to_stdout
from lintnews.config.load import Finder
from lintnews.corpus.plan import Plan, make_plan
from lintnews.documents.document import ReadError
from lintnews.documents.read import read
from lintnews.engine import Engine
from lintnews.reports.terminal import safe
from lintnews.selection import everything


@click.command("provenance")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Form of the records.")
def command(paths: Sequence[str], form: str) -> int:
    """Show where articles come from: outlet, byline, date, cited outlets, speakers, unnamed sources, copies.

    JSON has one record a line, with the names of schema.org's NewsArticle.
    """
    records, errors = [], 0
    for one in _records(make_plan(paths or ["."], Finder())):
        if isinstance(one, ReadError):
            complain(str(one))
            errors += 1
        else:
            records.append(one)
    to_stdout(_lines(records, form), plain=form == "table")
    return BROKEN if errors else 0


def _records(plan: Plan) -> Iterator[provenance.Record | ReadError]:
    yield from plan.problems
    rules = catalogue.rules()
    engine, selection = Engine(rules, catalogue.FUNCTIONS), everything(rules)
    for task in plan.tasks:
        config = plan.configs[task.config]
        for one in read(task.path, encoding=config.encoding, text_field=config.text_field, data=task.data):
            if isinstance(one, ReadError):
                yield one
            else:
                yield provenance.record(one, engine.lint(one, selection, figures=True))


def _lines(records: Sequence[provenance.Record], form: str) -> Iterator[str]:
    for record in records:
        if form == "json":
            yield json.dumps(record, ensure_ascii=True) + "\n"
            continue
        yield safe(record["path"]) + "\n"
        for label, words in provenance.rows(record):
            yield f"  {label:18}{safe(words)}\n"
        yield "\n"

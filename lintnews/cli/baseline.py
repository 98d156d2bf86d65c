"""``lintnews baseline``: know today's findings, so that only new ones fail."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from lintnews import baseline
from lintnews.cli.app import BROKEN, complain
from lintnews.cli.check import names
from lintnews.cli.given import finder_of
from lintnews.cli.output import to_file
from lintnews.corpus.plan import Asked, make_plan
from lintnews.documents.document import ReadError
from lintnews.findings import Result
from lintnews.reports.sieve import Sieve, seen_from
from lintnews.reports.terminal import count


class _Options(NamedTuple):
    paths: Sequence[str]
    file: str
    select: Sequence[str]
    ignore: Sequence[str]
    config: Sequence[str]
    isolated: bool
    severity: str | None
    jobs: int
    no_cache: bool
    grammar: bool = False


def _with_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, metavar="N", help="Processes to use."),
        click.option("--no-cache", is_flag=True, help="Do not keep results between runs."),
        click.option("--severity", type=click.Choice(["info", "warning", "error"]), help="Findings from here on."),
        click.option("--isolated", is_flag=True, help="Use no config file."),
        click.option("--config", multiple=True, metavar="FILE|KEY=VALUE", help="As for check."),
        click.option("--ignore", multiple=True, callback=names, metavar="RULES", help="Not these rules."),
        click.option("--select", multiple=True, callback=names, metavar="RULES", help="Only these rules."),
        click.option("--file", default=baseline.NAME, metavar="FILE", show_default=True, help="The baseline."),
        click.argument("paths", nargs=-1, type=click.Path()),
    ):
        function = option(function)
    return function


@click.group("baseline")
def command() -> None:
    """Know today's findings, so that only new ones fail (check --baseline FILE)."""


@command.command("write")
@_with_options
def write(**given: Any) -> int:  # noqa: ANN401  (click passes them by name)
    """Write down the findings there are."""
    options, errors, results = _run(given)
    known = baseline.counts(results)
    if errors:
        return BROKEN
    to_file([baseline.dump(known)], options.file)
    click.echo(f"Wrote {options.file}: {_sum(known)}")
    return 0


@command.command("check")
@_with_options
def check(**given: Any) -> int:  # noqa: ANN401
    """Fail where there are findings that are not written down, or some written down are gone."""
    options, errors, results = _run(given)
    known, now = baseline.load(Path(options.file)), baseline.counts(results)
    new = baseline.more(now, known)
    gone = baseline.more(baseline.of(known, [path for path, _ in results]), now)
    click.echo(f"{count(new, 'new finding')}, {count(gone, 'known finding')} gone")
    return BROKEN if errors else int(bool(new or gone))


@command.command("prune")
@_with_options
def prune(**given: Any) -> int:  # noqa: ANN401
    """Take out what is gone; nothing new comes in."""
    options, errors, results = _run(given)
    known = baseline.load(Path(options.file))
    if errors:
        return BROKEN
    left = baseline.pruned(known, baseline.counts(results), [path for path, _ in results])
    to_file([baseline.dump(left)], options.file)
    click.echo(f"Wrote {options.file}: {_sum(left)}")
    return 0


def _run(given: dict[str, Any]) -> tuple[_Options, int, list[tuple[str, Result]]]:
    """The options, how many errors there were, and the results with their paths from the baseline's folder."""
    from lintnews.corpus.again import run

    options = _Options(**given)
    finder = finder_of(options)
    plan = make_plan(options.paths or ["."], finder)
    sieve = Sieve(finder, None, allowing=not options.isolated)
    folder, errors, results = Path(options.file).parent, 0, []
    for outcome in sieve.sift(run(plan, Asked(jobs=options.jobs, cached=not options.no_cache))):
        if isinstance(outcome, ReadError):
            complain(str(outcome))
            errors += 1
        else:
            results.append((seen_from(folder, outcome.path), outcome))
    return options, errors, results


def _sum(known: baseline.Counts) -> str:
    return f"{count(sum(_numbers(known)), 'finding')} in {count(len(known), 'file')}"


def _numbers(known: baseline.Counts) -> Iterator[int]:
    for each in known.values():
        yield from each.values()

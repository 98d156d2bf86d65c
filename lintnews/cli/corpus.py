"""``lintnews corpus``: lint a corpus into a folder of shards, and compare two such folders."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from lintnews.cli.app import BROKEN, complain
from lintnews.cli.check import complete_rules, names
from lintnews.cli.given import finder_of, listed
from lintnews.cli.output import colour, to_stdout
from lintnews.corpus.plan import Plan, make_plan
from lintnews.findings import Severity


class _WithDefault(click.Group):
    """A group whose first argument may be left out: it is "run" then."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("corpus", cls=_WithDefault, no_args_is_help=True)
def command() -> None:
    """Lint a corpus of any size into a folder: lintnews corpus INPUT... --out DIR."""


SETTINGS: Sequence[Callable[[Any], Any]] = (
    click.option("--files-from", metavar="FILE", help="Read paths from a file, one a line; '-' is standard input."),
    click.option("--select", multiple=True, callback=names, shell_complete=complete_rules, metavar="RULES",
                 help="Only these rules or categories (comma-separated, repeatable)."),
    click.option("--ignore", multiple=True, callback=names, shell_complete=complete_rules, metavar="RULES",
                 help="Not these rules or categories."),
    click.option("--severity", type=click.Choice([str(each) for each in Severity]),
                 help="Report findings from this severity on.  [default: warning]"),
    click.option("--config", multiple=True, metavar="FILE|KEY=VALUE",
                 help="Use this config file, or set one key (TOML)."),
    click.option("--isolated", is_flag=True, help="Use no config file."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files.  [default: utf-8]"),
    click.option("--text-field", metavar="FIELD", help="Field or column with the text.  [default: text]"),
)  # fmt: skip
"""Options of all commands that read a corpus."""

PATHS = click.argument("paths", nargs=-1, type=click.Path())
JOBS = click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes to use."
)
GRAMMAR = click.option("--grammar", is_flag=True, help="Ask LanguageTool too (see: lintnews setup languagetool).")


class Given(NamedTuple):
    """What SETTINGS were given."""

    files_from: str | None
    select: Sequence[str]
    ignore: Sequence[str]
    severity: str | None
    config: Sequence[str]
    isolated: bool
    encoding: str | None
    text_field: str | None
    grammar: bool = False

    def plan(self, paths: Sequence[str]) -> Plan:
        """What to do for paths, and those that a file lists."""
        paths = [*paths, *(listed(self.files_from) if self.files_from else [])]
        if not paths:
            raise click.UsageError("name a file or folder to read")
        return make_plan(paths, finder_of(self))


def out_folder(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--out`` with what is said of it."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("--out", required=True, type=kind, metavar="DIR", help=what)


def with_settings(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command with SETTINGS."""
    for option in reversed(SETTINGS):
        function = option(function)
    return function


@command.command("run")
@PATHS
@out_folder("Folder for the shards; a run that was stopped goes on there.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "jsonl"]),
    help="Form of the shards.  [default: parquet where pyarrow is installed]",
)
@JOBS
@click.option(
    "--shard-size",
    type=click.FloatRange(min=0.0001),
    default=8,
    show_default=True,
    metavar="MB",
    help="Input for one shard.",
)
@GRAMMAR
@click.option("--no-compare", is_flag=True, help="Do not look for passages that documents share.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@with_settings
def run(
    paths: Sequence[str], out: Path, form: str | None, jobs: int, shard_size: float, no_compare: bool, quiet: bool,
    **given: Any,  # noqa: ANN401  (click passes them by name)
) -> int:  # fmt: skip
    """Lint files and folders into shards: one row a finding, one row a document (the default command)."""
    from lintnews.corpus.shards import WorkerDiedError, run_shards, total_size
    from lintnews.corpus.tables import MissingError, best_format

    plan = Given(**given).plan(paths)
    progress = _Progress(None if quiet else total_size(plan), silent=quiet)
    try:
        done = run_shards(
            plan,
            out,
            form=form or best_format(),
            jobs=jobs,
            compare=not no_compare,
            size=int(shard_size * 1_000_000),
            watch=progress.watch,
        )
    except (MissingError, WorkerDiedError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{out}: {(error.strerror or str(error)).lower()}") from None
    documents, findings, errors = (sum(column) for column in zip(*(each[2:5] for each in done), strict=True))
    progress.finish(f"{documents:,} documents, {findings:,} findings, {errors:,} errors in {len(done)} shards: {out}")
    if errors:
        complain(f"{errors:,} records or files could not be read; see {out / 'errors'}")
    return BROKEN if errors or not documents else 0


class _Progress:
    """Says on standard error how far a run is; on a terminal in one line that is written over."""

    def __init__(self, total: int | None, *, silent: bool) -> None:
        self._silent = silent
        self._total = total
        self._size = self._fresh = self._shards = self._read = self._fresh_read = 0
        self._begun = self._said = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def watch(self, done: Any, read: int) -> None:  # noqa: ANN401
        """Count a shard, and the bytes of input that were read for it."""
        self._shards += 1
        self._size += done.size
        self._read += read
        if done.fresh:
            self._fresh += done.size
            self._fresh_read += read
        now = time.monotonic()
        if not self._silent and now - self._said > (0.5 if self._terminal else 30):
            self._said = now
            self._say(self._line(now - self._begun), done=False)

    def finish(self, words: str) -> None:
        """Say how it went."""
        if not self._silent:
            self._say(f"{words} ({time.monotonic() - self._begun:.0f} s)", done=True)

    def _line(self, seconds: float) -> str:
        rate = self._fresh / 1e6 / max(seconds, 0.1)
        left = ""
        if self._fresh_read and self._total:
            left = f", {_minutes(max(self._total - self._read, 0) * seconds / self._fresh_read)} left"
        return f"{self._shards} shards, {self._size / 1e6:,.0f} MB, {rate:.1f} MB/s{left}"

    def _say(self, line: str, *, done: bool) -> None:
        if self._terminal:
            click.echo(f"\r\x1b[K{line}" + ("\n" if done else ""), err=True, nl=False)
        else:
            click.echo(line, err=True)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"


@command.command("diff")
@click.argument("old", type=click.Path(file_okay=False, exists=True, path_type=Path), metavar="A")
@click.argument("new", type=click.Path(file_okay=False, exists=True, path_type=Path), metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the comparison.",
)
@click.option(
    "--examples",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    metavar="N",
    help="Findings to show for each rule.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour.")
def diff(old: Path, new: Path, form: str, examples: int, color: str) -> None:  # fmt: skip
    """Compare two folders of shards: findings that are gone in B, and those that are new."""
    from lintnews.corpus.difference import difference
    from lintnews.corpus.sums import NotARunError
    from lintnews.corpus.tables import MissingError
    from lintnews.reports.corpus_report import difference_as_json, difference_as_text
    from lintnews.reports.terminal import painter

    try:
        found = difference(old, new, examples)
    except (NotARunError, MissingError) as error:
        raise click.ClickException(str(error)) from None
    shows_colour = colour(color, sys.stdout, os.environ)
    pieces = difference_as_json(found) if form == "json" else difference_as_text(found, painter(shows_colour))
    to_stdout(pieces, plain=form == "text")

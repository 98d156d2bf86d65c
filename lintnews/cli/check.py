"""``lintnews check``: lint files and folders."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from lintnews.cli.app import BROKEN, complain
from lintnews.cli.given import finder_of, listed
from lintnews.cli.output import colour, columns, to_file, to_stdout
from lintnews.cli.progress import Progress
from lintnews.config.errors import ConfigError, hint
from lintnews.config.load import Finder
from lintnews.config.settings import Config
from lintnews.corpus.plan import STDIN, Asked, Plan, make_plan, stdin_plan
from lintnews.documents.document import ReadError
from lintnews.findings import Severity
from lintnews.reports.formats import FOR_PEOPLE, FORMATS, load
from lintnews.reports.outcome import Outcome, Style, Tally
from lintnews.reports.sieve import Sieve
from lintnews.thresholds import Thresholds

if TYPE_CHECKING:
    from lintnews.corpus.archive import Archive

_STEP = "GITHUB_STEP_SUMMARY"  # the variable that names the file to append a summary to
_SEVERITIES = click.Choice([str(each) for each in Severity])


def names(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> list[str]:
    """Rule names from an option that may be repeated and hold lists with commas."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def complete_rules(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """Categories and rules that begin so, the last of a list with commas."""
    from lintnews.checks import catalogue

    before, comma, last = begun.rpartition(",")
    rules = catalogue.rules()
    names = sorted({rule.category for rule in rules}) + [rule.name for rule in rules]
    return [before + comma + name for name in names if name.startswith(last)]


def _outputs(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Formats and files from ``FORMAT=FILE``."""
    pairs = [(form, file) for form, _, file in (value.partition("=") for value in values)]
    for form, file in pairs:
        if form not in FORMATS or not file:
            raise click.BadParameter(f"expected FORMAT=FILE with a format of {', '.join(FORMATS)}")
    return pairs


_OPTIONS: Sequence[Callable[[Any], Any]] = (
    click.argument("paths", nargs=-1, type=click.Path(allow_dash=True)),
    click.option("--files-from", metavar="FILE", help="Read paths from a file, one a line; '-' is standard input."),
    click.option("--select", multiple=True, callback=names, shell_complete=complete_rules, metavar="RULES",
                 help="Only these rules or categories (comma-separated, repeatable)."),
    click.option("--ignore", multiple=True, callback=names, shell_complete=complete_rules, metavar="RULES",
                 help="Not these rules or categories."),
    click.option("--severity", type=_SEVERITIES, help="Report findings from this severity on.  [default: warning]"),
    click.option("--fail-on", type=_SEVERITIES, help="Exit with 1 from this severity on.  [default: warning]"),
    click.option("--format", "--output-format", "form", type=click.Choice(list(FORMATS)),
                 envvar="LINTNEWS_OUTPUT_FORMAT", help="Form of the report.  [default: text]"),
    click.option("--output-file", type=click.Path(dir_okay=False), metavar="FILE",
                 help="Write the report to a file, which appears when it is complete."),
    click.option("--output", "outputs", multiple=True, callback=_outputs, metavar="FORMAT=FILE",
                 help="Write another report to a file (repeatable)."),
    click.option("--statistics", is_flag=True, help="Show how often each rule speaks instead of each finding."),
    click.option("--fix", is_flag=True, help="Make safe fixes, then report what is left."),
    click.option("--unsafe-fixes", is_flag=True, help="Also make fixes that may change what the author wrote."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, as a patch."),
    click.option("--baseline", metavar="FILE", help="Report only what this baseline does not know."),
    click.option("--changed-since", metavar="REV", help="Report only findings on lines added since a git revision."),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings."),
    click.option("--config", multiple=True, metavar="FILE|KEY=VALUE",
                 help="Use this config file, or set one key (TOML)."),
    click.option("--plugin", "plugins", multiple=True, metavar="NAME",
                 help="Use the rules of an installed plugin (repeatable), in place of those in the settings."),
    click.option("--isolated", is_flag=True, help="Use no config file."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files.  [default: utf-8]"),
    click.option("--text-field", metavar="FIELD", help="JSON field with the text.  [default: text]"),
    click.option("--stdin-filename", metavar="PATH", help="What '-' is called, for its format and settings."),
    click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named."),
    click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, metavar="N",
                 help="Processes to use.  [default: as many as pay]"),
    click.option("--timeout", type=click.FloatRange(min=0), metavar="SECONDS",
                 help="Give up a document that takes longer; 0 never does.  [default: 60]"),
    click.option("--grammar", is_flag=True, help="Ask LanguageTool too (see: lintnews setup languagetool)."),
    click.option("--metrics", is_flag=True, help="Measure how hard each file is to read (JSON)."),
    click.option("--against", type=click.Path(), metavar="FOLDER",
                 help="Compare with an archive too: a folder, or the index of one ('lintnews index')."),
    click.option("--no-cache", is_flag=True, help="Do not keep results between runs."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour."),
    click.option("--quiet", "-q", is_flag=True, help="No summary."),
)  # fmt: skip


class Options(NamedTuple):
    """What the command was given."""

    paths: Sequence[str]
    files_from: str | None
    select: Sequence[str]
    ignore: Sequence[str]
    severity: str | None
    fail_on: str | None
    form: str | None
    output_file: str | None
    outputs: Sequence[tuple[str, str]]
    statistics: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: str | None
    changed_since: str | None
    exit_zero: bool
    config: Sequence[str]
    plugins: Sequence[str]
    isolated: bool
    encoding: str | None
    text_field: str | None
    stdin_filename: str | None
    force_exclude: bool
    jobs: int
    timeout: float | None
    grammar: bool
    metrics: bool
    against: str | None
    no_cache: bool
    color: str
    quiet: bool


def _with_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("check")
@_with_options
def command(**given: Any) -> int:  # noqa: ANN401  (click passes them by name)
    """Lint files and folders (default: this folder; "-" is standard input)."""
    from lintnews.corpus.again import run

    options = Options(**given)
    paths = [*options.paths, *listed(options.files_from)] if options.files_from else options.paths or ["."]
    finder = finder_of(options)
    plan = _plan(paths, finder, options)
    config = finder.config(_common(paths, options.stdin_filename))
    form = _format(options.form, config, statistics=options.statistics)
    forms = {form, *(other for other, _ in options.outputs)}
    if options.diff or options.fix:
        from lintnews.cli import fixing

        if STDIN in paths and options.fix:
            raise click.UsageError("--fix cannot change standard input; --diff shows what it would change")
        allowed = Sieve(finder, None, allowing=not options.isolated).sift
        if options.diff:
            return fixing.show(plan, allowed, unsafe=options.unsafe_fixes)
        plan.problems.extend(fixing.make(plan, allowed, unsafe=options.unsafe_fixes, quiet=options.quiet))
    archive = None
    if options.against:
        archive, problems = _archive(options.against, finder)
        plan.problems.extend(problems)
    thresholds, tally = Thresholds(config.thresholds), Tally()
    sieve = Sieve(finder, Path(options.baseline) if options.baseline else None, allowing=not options.isolated)
    with Progress(len(plan.tasks), wanted=not options.quiet) as progress:
        outcomes = run(
            plan,
            Asked(
                jobs=options.jobs,
                figures=bool(forms & {"json", "html"}) or thresholds.counts_words,
                readability=options.metrics or "html" in forms,
                texts="html" in forms,
                cached=not options.no_cache,
            ),
            archive=archive,
            tick=progress.tick,
        )
        printing = not options.output_file and sys.stdout.isatty()
        outcomes = sieve.sift(progress.shown_between(outcomes, printing=printing))
        if options.changed_since:
            from lintnews.cli.changed import Changes

            outcomes = Changes(options.changed_since).sift(outcomes)
        basis = Style(thresholds=thresholds, rule_folders=config.rule_folders, plugins=config.plugins)
        _write(form, thresholds.watch(tally.watch(_announced(outcomes))), options, basis)
    for note in sieve.notes(every_rule=not (options.select or options.ignore)):
        complain(note)
    return _status(tally, thresholds, config, exit_zero=options.exit_zero)


def _archive(path: str, finder: Finder) -> "tuple[Archive, list[ReadError]]":
    from lintnews.corpus.against import archive_at
    from lintnews.corpus.segment import IndexDamagedError

    try:
        return archive_at(path, finder)
    except IndexDamagedError as error:
        raise click.ClickException(str(error)) from None


def _plan(paths: Sequence[str], finder: Finder, options: Options) -> Plan:
    if STDIN not in paths:
        return make_plan(paths, finder, force_exclude=options.force_exclude)
    if len(paths) > 1:
        raise click.UsageError("'-' (standard input) cannot be combined with other paths")
    return stdin_plan(options.stdin_filename or "<stdin>", sys.stdin.buffer.read(), finder)


def _common(paths: Sequence[str], stdin_filename: str | None) -> str:
    """The folder common to all paths: its settings are those of the whole run."""
    if STDIN in paths:
        return stdin_filename or "."
    try:
        return os.path.commonpath([os.path.abspath(path) for path in paths])  # noqa: PTH100
    except ValueError:  # different drives
        return "."


def _format(form: str | None, config: Config, *, statistics: bool) -> str:
    form = form or config.format or "text"
    if form not in FORMATS:
        raise ConfigError(f"{config.place('format')}: unknown format {form!r}{hint(form, FORMATS)}")
    if statistics and form not in FOR_PEOPLE:
        raise click.UsageError(f"--statistics has no meaning for the format {form}")
    return form


def _announced(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, errors also said on standard error."""
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            complain(str(outcome))
        yield outcome


def _write(form: str, outcomes: Iterable[Outcome], options: Options, basis: Style) -> None:
    """The report, and others; all of these are made from outcomes that are kept until the run is over."""
    path = options.output_file
    summary = os.environ.get(_STEP) if "github" in (form, *(other for other, _ in options.outputs)) else None
    if options.outputs or summary:
        outcomes = list(outcomes)
    if summary:
        from lintnews.cli import step

        step.append(outcomes, basis, summary, os.environ)
    for other, file in options.outputs:
        to_file(load(other)(outcomes, basis), file)
    style = basis._replace(
        colour=colour(options.color, sys.stdout, os.environ) if not path else options.color == "always",
        statistics=options.statistics,
        quiet=options.quiet,
        columns=columns(sys.stdout),
    )
    pieces = load(form)(outcomes, style)
    if path:
        to_file(pieces, path)
    else:
        to_stdout(pieces, plain=form in FOR_PEOPLE)


def _status(tally: Tally, thresholds: Thresholds, config: Config, *, exit_zero: bool) -> int:
    """The exit status; limits that are exceeded are said on standard error."""
    exceeded = [verdict for verdict in thresholds.verdicts() if verdict.exceeded]
    for verdict in exceeded:
        complain(f"{config.place('thresholds', verdict.name, verdict.limit)}: {verdict}")
    if tally.errors:
        return BROKEN
    bad = [rule for rule, severity in tally.severities.items() if severity >= config.fail_on]
    failing = bool(exceeded) or not all(map(thresholds.covers, bad))
    return int(failing and not exit_zero)

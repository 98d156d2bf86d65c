"""``lintnews filter``: a corpus without what a policy drops and cuts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lintnews.cli.app import BROKEN, complain
from lintnews.cli.check import names
from lintnews.cli.corpus import GRAMMAR, JOBS, PATHS, Given, out_folder, with_settings
from lintnews.cli.given import finder_of
from lintnews.config.settings import FilterSettings


@click.command("filter")
@PATHS
@out_folder("Folder for the filtered files (DIR/corpus) and the ledger (DIR/ledger.jsonl).")
@click.option(
    "--run",
    "run_folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Findings of lintnews corpus over the same files; made in DIR/run of --out if not given.",
)
@click.option(
    "--drop",
    multiple=True,
    callback=names,
    metavar="WHAT",
    help="Drop documents with such findings: a rule, a category, a severity, or one:severity.",
)
@click.option("--cut", multiple=True, callback=names, metavar="WHAT", help="Cut the spans of such findings out.")
@click.option(
    "--most-share",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Drop documents of which more than this stands in findings.",
)
@click.option(
    "--most-rate",
    type=click.FloatRange(min=0),
    metavar="N",
    help="Drop documents with more findings than this per 1000 words.",
)
@JOBS
@GRAMMAR
@with_settings
def command(
    paths: Sequence[str], out: Path, run_folder: Path | None, drop: Sequence[str], cut: Sequence[str],
    most_share: float | None, most_rate: float | None, jobs: int,
    **given: Any,  # noqa: ANN401  (click passes them by name)
) -> int:  # fmt: skip
    """Write a corpus without documents, or without spans, that a policy names.

    The policy is the table [filter] of the config (drop, cut, most-share, most-rate) or the options here. Every cut
    is noted in a ledger, with what was removed, so that it can be looked at and undone.
    """
    from lintnews.corpus.filtering import filter_corpus
    from lintnews.corpus.policy import Policy
    from lintnews.corpus.shards import WorkerDiedError, run_shards
    from lintnews.corpus.sums import NotARunError
    from lintnews.corpus.tables import MissingError, best_format

    settings = Given(**given)
    plan = settings.plan(paths)
    base = finder_of(settings).config(".").filter
    wanted = FilterSettings(
        drop=tuple(drop) or base.drop,
        cut=tuple(cut) or base.cut,
        most_share=base.most_share if most_share is None else most_share,
        most_rate=base.most_rate if most_rate is None else most_rate,
    )
    try:
        policy = Policy(wanted)
        if policy.does_nothing:
            raise click.UsageError("say what to take out: --drop, --cut, --most-share, --most-rate, or [filter]")
        if run_folder is None:
            run_folder = out / "run"
            run_shards(plan, run_folder, form=best_format(), jobs=jobs)
        done = filter_corpus(plan, run_folder, policy, out)
    except (ValueError, NotARunError, MissingError, WorkerDiedError) as error:
        raise click.ClickException(str(error)) from None
    for problem in [*plan.problems, *done.problems]:
        complain(str(problem))
    click.echo(
        f"{done.kept:,} documents kept, {done.dropped:,} dropped, {done.cuts:,} spans cut out: {out / 'ledger.jsonl'}",
        err=True,
    )
    return BROKEN if plan.problems or done.problems else 0

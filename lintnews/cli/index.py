"""``lintnews index``: keep the fingerprints of an archive, for ``check --against``."""

from pathlib import Path

import click

from lintnews.cli.app import BROKEN, complain
from lintnews.config.load import Finder
from lintnews.corpus.against import index_files
from lintnews.corpus.index import FOLDER
from lintnews.corpus.plan import make_plan
from lintnews.corpus.segment import IndexDamagedError


@click.command("index")
@click.argument("folder", type=click.Path())
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help=f"Where the index is kept.  [default: {FOLDER} in the folder]",
)
@click.option("--rebuild", is_flag=True, help="Make it new, even if the one there is is damaged.")  # fmt: skip
def command(folder: str, output: Path | None, rebuild: bool) -> int:
    """Make or update the index of an archive: 'check --against FOLDER' then reads only what is like a new article.

    Files that have not changed since are not read again.
    """
    finder = Finder()
    plan = make_plan([folder], finder)
    for problem in plan.problems:
        complain(str(problem))
    if not plan.tasks:
        return BROKEN
    root = Path(folder) if Path(folder).is_dir() else Path(folder).parent
    try:
        where, built = index_files(plan, root, output, finder, anew=rebuild)
    except (IndexDamagedError, OSError) as error:
        complain(str(error))
        return BROKEN
    click.echo(
        f"{where}: {built.documents} documents; files read: {built.read}, unchanged: {built.kept}, gone: {built.gone}"
    )
    return BROKEN if plan.problems else 0

"""``lintnews spark``: a corpus on Apache Spark."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lintnews.cli.app import BROKEN, complain
from lintnews.cli.corpus import Given, with_settings
from lintnews.cli.given import finder_of, listed
from lintnews.corpus.plan import make_plan
from lintnews.documents.read import kind_of


@click.command("spark")
@click.argument("paths", nargs=-1)
@click.option("--out", required=True, metavar="DIR", help="Where findings/, documents/ and errors/ go: a path or URL.")
@click.option("--master", metavar="URL", help="Spark master.  [default: as spark-submit or the configuration says]")
@click.option(
    "--exact",
    type=click.IntRange(min=0),
    metavar="WORDS",
    help="Words up to which all documents are compared with each other.  [default: 60 million]",
)
@with_settings
def command(paths: Sequence[str], out: str, master: str | None, exact: int | None, **given: Any) -> int:  # noqa: ANN401
    """Lint files on Spark, with the findings of lintnews corpus.

    Parquet is read by Spark: paths or URLs that it knows. All else that lintnews corpus reads (JSON Lines, compressed
    too, WARC, text), one file a task: every executor must be able to open the paths. The settings are those of this
    folder, for all files.
    """
    from lintnews.corpus.rowwise import Columns, Job
    from lintnews.corpus.spark import EXACT, lint_files, lint_frame, read_files, read_parquet, session
    from lintnews.corpus.tables import MissingError

    options = Given(**given)
    paths = [*paths, *(listed(options.files_from) if options.files_from else [])]
    if not paths:
        raise click.UsageError("name a file or folder to read")
    config = finder_of(options).config(".")
    plan = make_plan([path for path in paths if "://" not in path], finder_of(options))
    files = [task.path for task in plan.tasks if kind_of(task.path) != "parquet"]
    if files and len(files) < len(plan.tasks) + sum("://" in path for path in paths):
        raise click.ClickException("Parquet and other files in one run: name them in two")
    try:
        spark = session(master)
    except MissingError as error:
        raise click.ClickException(str(error)) from None
    job = Job(config, Columns(text=config.text_field))
    exact = EXACT if exact is None else exact
    if files:
        tables = lint_files(read_files(spark, files), job, exact=exact)
    else:
        frame = read_parquet(spark, [str(Path(path).resolve()) if "://" not in path else path for path in paths])
        if config.text_field not in frame.columns:
            raise click.ClickException(f"no column {config.text_field!r} (it has {', '.join(frame.columns)})")
        tables = lint_frame(frame, job, exact=exact)
    for name, table in tables._asdict().items():
        table.write.mode("overwrite").parquet(f"{out.rstrip('/')}/{name}")
    errors = spark.read.parquet(f"{out.rstrip('/')}/errors").count()
    for problem in plan.problems:
        complain(str(problem))
    if errors:
        complain(f"{errors:,} records or files could not be read; see {out}/errors")
    return BROKEN if errors or plan.problems else 0

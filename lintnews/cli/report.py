"""``lintnews report``: what a corpus is like, from the shards of ``lintnews corpus``."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from lintnews.cli.output import colour, to_file, to_stdout
from lintnews.corpus.sums import NotARunError, Sums, sums_of
from lintnews.corpus.tables import MissingError
from lintnews.reports.corpus_page import page
from lintnews.reports.corpus_report import as_json, as_text
from lintnews.reports.terminal import painter

FORMS = click.Choice(["text", "json", "html"])


@click.command("report")
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path), metavar="DIR")
@click.option("--format", "form", type=FORMS, default="text", show_default=True, help="Form of the report.")
@click.option("--output-file", type=click.Path(dir_okay=False), metavar="FILE", help="Write it to a file.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour.")
def command(folder: Path, form: str, output_file: str | None, color: str) -> None:
    """Report on a corpus that lintnews corpus has linted into DIR.

    By rule, category, source, month and language; the worst documents and sources; clusters of copies.
    """
    try:
        sums = sums_of(folder)
    except (NotARunError, MissingError) as error:
        raise click.ClickException(str(error)) from None
    shows_colour = colour(color, sys.stdout, os.environ) and not output_file
    pieces = _pieces(sums, form, shows_colour=shows_colour)
    if output_file:
        to_file(pieces, output_file)
    else:
        to_stdout(pieces, plain=form == "text")


def _pieces(sums: Sums, form: str, *, shows_colour: bool) -> Iterator[str]:
    if form == "text":
        return as_text(sums, painter(shows_colour))
    return as_json(sums) if form == "json" else page(sums)

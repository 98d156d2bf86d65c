"""``lintnews twins``: which documents repeat others."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from lintnews.analysis.copies import percent
from lintnews.cli.app import BROKEN, complain
from lintnews.cli.output import to_stdout
from lintnews.config.load import Finder
from lintnews.corpus.across import name_of
from lintnews.corpus.compare import compare
from lintnews.corpus.plan import make_plan
from lintnews.corpus.reading import summaries_of
from lintnews.corpus.summary import Summary
from lintnews.corpus.twins import LEAST, Twins, twins
from lintnews.documents.document import ReadError
from lintnews.reports.terminal import safe

_HEAD = ("first", "later", "of first", "of later", "the same", "passages")


@click.command("twins")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Form of the list.")
@click.option("--least", type=click.FloatRange(0, 1), default=LEAST, show_default=True, metavar="SHARE",
              help="Least share of either document that the other has too.")  # fmt: skip
def command(paths: Sequence[str], form: str, least: float) -> int:
    """List pairs of documents of which one repeats the other, the closest first.

    The earlier document comes first where both name a date; else the one whose file comes first.
    """
    summaries, errors = [], 0
    for one in summaries_of(make_plan(paths or ["."], Finder())):
        if isinstance(one, ReadError):
            complain(str(one))
            errors += 1
        else:
            summaries.append(one)
    pairs = twins(summaries, compare(summaries), least)
    write = _json if form == "json" else _table
    to_stdout(write(summaries, pairs), plain=form == "table")
    return BROKEN if errors else 0


def _table(summaries: Sequence[Summary], pairs: Sequence[Twins]) -> Iterator[str]:
    rows = [_HEAD, *(_row(summaries, pair) for pair in pairs)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows if pairs else []:
        texts = [text.ljust(width) for text, width in zip(row[:2], widths, strict=False)]
        numbers = [text.rjust(width) for text, width in zip(row[2:], widths[2:], strict=True)]
        yield "  ".join([*texts, *numbers]) + "\n"
    yield f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} in {len(summaries)} documents\n"


def _row(summaries: Sequence[Summary], pair: Twins) -> tuple[str, ...]:
    names = [safe(name_of(summaries[number])) for number in pair[:2]]
    return *names, *(percent(share) for share in pair[2:5]), str(pair.passages)


def _json(summaries: Sequence[Summary], pairs: Sequence[Twins]) -> Iterator[str]:
    listed = [
        {
            "first": _document(summaries[pair.first]),
            "later": _document(summaries[pair.later]),
            "share_of_first": round(pair.share, 3),
            "share_of_later": round(pair.later_share, 3),
            "similarity": round(pair.similarity, 3),
            "passages": pair.passages,
        }
        for pair in pairs
    ]
    yield json.dumps({"schema_version": 1, "documents": len(summaries), "pairs": listed}, indent=1) + "\n"


def _document(summary: Summary) -> dict[str, Any]:
    known = {"path": summary.path, "record": summary.record, "date": summary.date or None}
    return {key: value for key, value in known.items() if value is not None}

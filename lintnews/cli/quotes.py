"""``lintnews quotes``: what is quoted in articles, and who says it."""

from collections.abc import Iterator, Sequence
from itertools import chain

import click

from lintnews.analysis.analysis import Analysis
from lintnews.cli.app import BROKEN, complain
from lintnews.cli.output import to_stdout
from lintnews.config.load import Finder
from lintnews.corpus.plan import Plan, make_plan
from lintnews.documents.document import Document, ReadError
from lintnews.documents.read import read
from lintnews.positions import Span
from lintnews.reports.terminal import safe

_WIDEST_NAME = 34
_WIDEST_WORDS = 76


@click.command("quotes")
@click.argument("paths", nargs=-1, type=click.Path())
def command(paths: Sequence[str]) -> int:
    """List the quotations of articles with their places and speakers ("?" where none is named)."""
    plan = make_plan(paths or ["."], Finder())
    broken: list[ReadError] = []
    to_stdout((line for document in _documents(plan, broken) for line in _lines(document)), plain=True)
    return BROKEN if broken else 0


def _documents(plan: Plan, broken: list[ReadError]) -> Iterator[Document]:
    """The documents of a plan; what cannot be read is said at once, and added to ``broken``."""
    read_all = (
        read(task.path, encoding=config.encoding, text_field=config.text_field, data=task.data)
        for task in plan.tasks
        for config in (plan.configs[task.config],)
    )
    for one in chain(plan.problems, chain.from_iterable(read_all)):
        if isinstance(one, ReadError):
            complain(str(one))
            broken.append(one)
        else:
            yield one


def _lines(document: Document) -> Iterator[str]:
    analysis = Analysis(document)
    for quotation, speaker in zip(analysis.quotations.double, analysis.speakers, strict=True):
        place = document.source.lines.place(document.in_file(Span(quotation.start, quotation.end)).start)
        name = "?" if speaker is None else analysis.text[speaker.start : speaker.end]
        words = analysis.text[quotation.start : quotation.end]
        where = safe(f"{document.path}:{place.line}:{place.column}")
        yield f"{where}  {_short(name, _WIDEST_NAME):{_WIDEST_NAME}}  {_short(words, _WIDEST_WORDS)}\n"


def _short(words: str, most: int) -> str:
    words = safe(" ".join(words.split()))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"

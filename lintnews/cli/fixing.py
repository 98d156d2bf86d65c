"""``lintnews check --fix`` and ``--diff``."""

import sys

import click

from lintnews.cli.app import BROKEN, complain
from lintnews.corpus.fixing import Fixed, Sift, fixed
from lintnews.corpus.plan import Plan
from lintnews.documents.document import ReadError
from lintnews.fixes import patch, write
from lintnews.reports.terminal import count


def show(plan: Plan, sift: Sift, *, unsafe: bool) -> int:
    """Print what the fixes would change, as a patch; the exit status is 1 where there is something to change."""
    status = 0
    for one in fixed(plan, sift, unsafe=unsafe):
        if isinstance(one, Fixed):
            sys.stdout.buffer.write(patch(one.source, one.text))
            status = max(status, 1)
        else:
            complain(str(one))
            status = BROKEN
    sys.stdout.buffer.flush()
    return status


def make(plan: Plan, sift: Sift, *, unsafe: bool, quiet: bool) -> list[ReadError]:
    """Make the fixes, and say on standard error how many there were; what could not be done is returned."""
    files = fixes = 0
    problems = []
    for one in fixed(plan, sift, unsafe=unsafe):
        if isinstance(one, Fixed):
            problem = _write(one)
            if problem is None:
                files, fixes = files + 1, fixes + one.made
                continue
            one = problem
        problems.append(one)
    if files and not quiet:
        click.echo(f"Fixed {count(fixes, 'finding')} in {count(files, 'file')}", file=sys.stderr)
    return problems


def _write(one: Fixed) -> ReadError | None:
    try:
        write(one.source, one.text)
    except OSError as error:
        return ReadError(one.source.path, f"cannot write: {(error.strerror or str(error)).lower()}")
    return None

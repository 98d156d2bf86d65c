"""Quotation marks that have no partner, or the wrong one."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.quotations import Quotation, mismatched
from lintnews.checks.rule import Given
from lintnews.findings import Hit, Severity

_CURLY_OPENS, _STRAIGHT = "“", '"'


def unbalanced(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Marks that open what is never closed, or close what was never opened."""
    for mark in analysis.quotations.stray:
        yield Hit(mark.start, mark.end, {"side": "opens" if mark.opens else "closes"})


def mixed(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Quotations opened by a curly mark and closed by a straight one, or the other way round.

    Where a paragraph has as many of one kind as of the other, a program made only its outer marks curly; all of such
    a text is weak evidence.
    """
    some = [quotation for quotation in analysis.quotations.double if mismatched(quotation)]
    severity = Severity.INFO if _half_converted(some) else None
    for one in some:
        yield Hit(one.start, one.end, {"opening": one.opening, "closing": one.closing}, severity)


def _half_converted(mixed: list[Quotation]) -> bool:
    balance: dict[int, int] = {}
    for one in mixed:
        curly_first = one.opening == _CURLY_OPENS and one.closing == _STRAIGHT
        balance[one.paragraph] = balance.get(one.paragraph, 0) + (1 if curly_first else -1)
    return 0 in balance.values()

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

    Where the curly mark of one is the first or last character of its paragraph, a program made only the outer marks
    of paragraphs curly: that is weak evidence, and so are the others of such a text.
    """
    some = [quotation for quotation in analysis.quotations.double if mismatched(quotation)]
    outer = [one for one in some if _is_outer(analysis, one)]
    for one in some:
        severity = Severity.INFO if one in outer or 2 * len(outer) >= len(some) else None
        yield Hit(one.start, one.end, {"opening": one.opening, "closing": one.closing}, severity)


def _is_outer(analysis: Analysis, quotation: Quotation) -> bool:
    start, end = analysis.paragraph(quotation.paragraph)
    if quotation.closing == _STRAIGHT:
        return quotation.opening == _CURLY_OPENS and quotation.start == start
    return quotation.opening == _STRAIGHT and quotation.end == end

"""Foreign quotation marks."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.shadow import LEFT_GUILLEMET, RIGHT_GUILLEMET
from lintnews.checks.rule import Given, Match
from lintnews.findings import Edit, Fix, Hit

_SHORTEST = 40  # characters of a line that is a sentence rather than a link
_EDGE = 2


def guillemets(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Pairs of guillemets, and single ones inside a sentence; arrows beside a link are left out."""
    opened: Match | None = None
    for match in given.matches:
        start, end = analysis.paragraph(match.paragraph)
        if opened and opened.paragraph != match.paragraph:
            opened = None
        if analysis.shadow[match.start] == LEFT_GUILLEMET:
            opened = match
        elif opened:
            yield _pair(opened, match)
            opened = None
        elif _inside_sentence(analysis, match, start, end):
            yield Hit(match.start, match.end)


def _pair(left: Match, right: Match) -> Hit:
    edits = (Edit(left.start, left.end, "“"), Edit(right.start, right.end, "”"))
    return Hit(left.start, right.end, fix=Fix(False, edits))


def _inside_sentence(analysis: Analysis, match: Match, start: int, end: int) -> bool:
    """Whether a lone mark stands in running text: a long line that ends as a sentence, with words on either side."""
    if end - start < _SHORTEST or match.start - start < _EDGE or end - match.end < _EDGE:
        return False
    shadow = analysis.shadow
    return shadow.count(RIGHT_GUILLEMET, start, end) == 1 and shadow[end - 1] in ".!?\"'"

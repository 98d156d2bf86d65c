"""Quotations that lost their marks: the first person where nobody is quoted."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex

_SHORTEST, _LONGEST = 30, 400
_FIRST_PERSON = regex(r"\b(?:I|I'\w+|[Mm]y|me)\b")


def unmarked_quotation(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A paragraph in the first person without any mark, where nothing else in the text is in the writer's own."""
    if len(given.matches) != 1:
        return
    paragraph = given.matches[0].paragraph
    start, end = analysis.paragraph(paragraph)
    words = analysis.shadow[start:end]
    if '"' in words or not _SHORTEST <= len(words) <= _LONGEST or words[-1] not in ".!?":
        return
    led_to = paragraph > 0 and analysis.shadow[analysis.paragraph(paragraph - 1).end - 1] == ":"
    if not led_to and not _elsewhere(analysis, start, end):
        yield Hit(start, end)


def _elsewhere(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the writer speaks in the first person outside of the span."""
    return any(
        not start <= found.start() < end and not analysis.quoted(found.start())
        for found in _FIRST_PERSON.finditer(analysis.shadow)
    )

"""Passages in another language than their article."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.language import FAR_LETTER, foreign_passages
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.languages import language_name

_QUOTED = 0.6  # of a paragraph, from which it is a quotation and not the article's own words


def foreign_paragraph(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A paragraph of 50 characters or more in another language, not quoted; other scripts are another rule's."""
    for index, language in analysis.foreign_paragraphs.items():
        start, end = analysis.paragraph(index)
        other_script = analysis.has_far_letters and _is_far(analysis.text[start:end])
        if not other_script and _quoted(analysis, start, end) < _QUOTED * (end - start):
            yield Hit(start, end, _names(language, analysis))


def foreign_quotation(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A quotation of 50 characters or more in another language."""
    spans = [(one.inner_start, one.inner_end) for one in analysis.quotations.double]
    if analysis.language == "en" and not analysis.has_far_letters:
        little = analysis.vocabulary.foreign
        spans = [span for span in spans if bisect_left(little, span[0]) < bisect_left(little, span[1])]
    for start, end, language in foreign_passages(analysis.text, analysis.shadow, spans, analysis.language):
        yield Hit(start, end, _names(language, analysis))


def _names(language: str, analysis: Analysis) -> dict[str, str]:
    return {"language": language_name(language), "article": language_name(analysis.language)}


def _is_far(text: str) -> bool:
    return len(FAR_LETTER.findall(text)) * 2 > sum(map(str.isalpha, text))


def _quoted(analysis: Analysis, start: int, end: int) -> int:
    """How many characters between two offsets stand in quotations."""
    double = analysis.quotations.double  # in order, none in another
    first = bisect_right(double, start, key=lambda one: one.end)
    some = takewhile(lambda one: one.start < end, islice(double, first, None))
    return sum(min(end, one.end) - max(start, one.start) for one in some)

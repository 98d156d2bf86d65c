"""Code of the page that became text."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex

# A selector, a declaration, the end of a block of a style sheet.
_CODE = regex(
    r"[\w.#@:,>*\[\]=()' -]{1,80}\{|[a-z-]{2,30} ?: ?[^;{}]{1,80};|[\w-]+: ?[^;{}]{1,80}; ?\}|[{}]{1,3}[.,;]?"
)


def page_code(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The paragraphs with a piece of code, with those beside them that are lines of a style sheet, as one block."""
    touched = {match.paragraph for match in given.matches}
    done = -1
    for match in given.matches:
        if match.paragraph <= done:
            continue
        first = last = match.paragraph
        while first - 1 > done and _is_code(analysis, first - 1):
            first -= 1
        while last + 1 < len(analysis.paragraphs) and (last + 1 in touched or _is_code(analysis, last + 1)):
            last += 1
        done = last
        values = {"match": analysis.text[match.start : match.end]}
        yield Hit(analysis.paragraph(first).start, analysis.paragraph(last).end, values)


def is_code(line: str) -> bool:
    """Whether a line, blanks at its ends left out, can be one of a style sheet."""
    return bool(_CODE.fullmatch(line))


def _is_code(analysis: Analysis, paragraph: int) -> bool:
    start, end = analysis.paragraph(paragraph)
    return is_code(analysis.shadow[start:end])

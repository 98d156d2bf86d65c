"""Notes on the author under an article."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex

_LAST = 5  # paragraphs in which a note on the author stands
_LEAST = 4  # paragraphs of running text before it
_PROSE = 80
_LONGEST = 700
# The note begins with the name it is about, or with a pronoun or a title.
_OPENING = regex(
    r"(?:About (?:the )?[Aa]uthors?:? |By |As )?(?:Dr\.? |Prof\.? )?(?:[A-Z][\w.'-]+,? ){1,4}"
    r"(?:\(|is|was|has|lives|writes|covers)\b|(?:He|She|They)(?:'s| is| has| lives| writes)\b"
)


def author_portrait(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A paragraph among the last that introduces somebody in the present tense."""
    count = len(analysis.paragraphs)
    for paragraph in sorted({match.paragraph for match in given.matches}):
        start, end = analysis.paragraph(paragraph)
        late = paragraph >= count - _LAST and _prose_before(analysis, paragraph) >= _LEAST
        if late and end - start <= _LONGEST and _OPENING.match(analysis.shadow, start, end):
            yield Hit(start, end)


def _prose_before(analysis: Analysis, paragraph: int) -> int:
    starts, ends = analysis.paragraphs
    return sum(end - start >= _PROSE for start, end in zip(starts[:paragraph], ends[:paragraph], strict=True))

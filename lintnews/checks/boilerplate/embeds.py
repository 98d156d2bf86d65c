"""Links to other articles in the middle of a text: a label, and under it the title and picture caption of the link."""

from bisect import bisect_right
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.lineshape import is_caption_like, is_title_like
from lintnews.checks.rule import Given, Match
from lintnews.findings import Hit

_PROSE = 120  # characters from which a line is a paragraph of its own
_UNDER_LABEL = 3  # lines an embedded link has at most


def section_label(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A label with a title under it and running text after that; on top of the text the label alone."""
    for match in given.matches:
        line = _line(analysis, match)
        below = _text(analysis, line + 1)
        if not is_title_like(below):
            continue
        if line == 0:
            yield Hit(match.start, match.end)
        elif len(_text(analysis, line + 2)) >= _PROSE and _touch(analysis, line) and _after_prose(analysis, line):
            yield Hit(match.start, match.end)
            yield _hit(analysis, line + 1)


def under_label(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The title and caption that stand close under the label of a link."""
    for match in given.matches:
        line = _line(analysis, match)
        if len(_text(analysis, line)) != match.end - match.start:
            continue
        block = _block(analysis, line)
        closed = not _touch(analysis, line + len(block)) if block else True
        fits = is_caption_like if closed else is_title_like
        lines = [_text(analysis, number) for number in block]
        if all(map(fits, lines)) and any(map(is_title_like, lines)):
            yield from (_hit(analysis, number) for number in block)


def between_prose(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A line between two lines of running text."""
    for match in given.matches:
        line = _line(analysis, match)
        if all(len(_text(analysis, near)) >= _PROSE for near in (line - 1, line + 1)):
            yield Hit(match.start, match.end)


def _block(analysis: Analysis, label: int) -> range:
    """The lines from the one under a label down to the next blank line or paragraph, three at most."""
    end = label
    while end - label < _UNDER_LABEL and _touch(analysis, end) and len(_text(analysis, end + 1)) < _PROSE:
        end += 1
    return range(label + 1, end + 1)


def _after_prose(analysis: Analysis, line: int) -> bool:
    """Whether one of the two lines before is running text."""
    return any(len(_text(analysis, before)) >= _PROSE for before in (line - 1, line - 2))


def _line(analysis: Analysis, match: Match) -> int:
    return bisect_right(analysis.lines.starts, match.start) - 1


def _text(analysis: Analysis, line: int) -> str:
    """The shadow of a line, empty where there is none."""
    lines = analysis.lines
    return analysis.shadow[lines.starts[line] : lines.ends[line]] if 0 <= line < len(lines) else ""


def _touch(analysis: Analysis, line: int) -> bool:
    """Whether the next line follows without a blank one between."""
    lines = analysis.lines
    if line + 1 >= len(lines):
        return False
    between = analysis.text[lines.ends[line] : lines.starts[line + 1]]
    return between.replace("\r\n", "\n").replace("\r", "\n").count("\n") == 1


def _hit(analysis: Analysis, line: int) -> Hit:
    return Hit(analysis.lines.starts[line], analysis.lines.ends[line])

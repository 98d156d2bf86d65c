"""Paragraphs: the lines of a text, joined where the text is hard-wrapped."""

from collections.abc import Iterator
from typing import NamedTuple

_WRAPPED_MIN, _WRAPPED_MAX = 50, 100
_WRAPPED_LINES = 3
# No paragraph is longer than about this, so that the work on a text grows with its length, whatever it looks like.
LONGEST = 20_000
_MOST_LINES = LONGEST // _WRAPPED_MAX


class Paragraphs(NamedTuple):
    """Starts and ends (code points) of the paragraphs of a text, blanks at both ends left out, none of them empty."""

    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.starts)


def find_lines(shadow: str) -> Paragraphs:
    """The lines that hold more than blanks, as spans from the first to behind the last character that is none.

    A line longer than ``LONGEST`` is several, cut behind a sentence or at least between words where that can be.
    """
    starts, ends = [], []
    at = 0
    for line in shadow.split("\n"):
        bare = line and line.strip()  # every second line of most texts is empty
        if bare:
            size = len(bare)
            start = at if size == len(line) else at + len(line) - len(line.lstrip())
            if size <= LONGEST:
                starts.append(start)
                ends.append(start + size)
            else:
                for piece in _pieces(shadow, start, start + size):
                    starts.append(piece[0])
                    ends.append(piece[1])
        at += len(line) + 1
    return Paragraphs(starts, ends)


def _pieces(shadow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line, in pieces where it is too long."""
    while end - start > LONGEST:
        cut = _cut(shadow, start)
        yield start, start + len(shadow[start:cut].rstrip())
        start = cut
        while shadow[start].isspace():  # ends before the line does: its last character is no blank
            start += 1
    yield start, end


def _cut(shadow: str, start: int) -> int:
    """Where to cut a line that is too long."""
    least, most = start + LONGEST // 2, start + LONGEST
    after = max(shadow.rfind(mark, least, most) for mark in (". ", "? ", "! ", '" '))
    if after >= 0:
        return after + 1
    blank = shadow.rfind(" ", least, most)
    return blank if blank >= 0 else most


def join_wrapped(lines: Paragraphs, shadow: str) -> Paragraphs:
    """Paragraphs of lines: blocks of three or more neighbouring lines of 50 to 100 characters are hard-wrapped text.

    The last line of a block may be shorter. A third of the lines after the first must begin in lower case; else they
    are a list of titles, captions or buttons. Other lines are paragraphs of their own.
    """
    starts, ends = lines
    joined_starts: list[int] = []
    joined_ends: list[int] = []
    index = 0
    while index < len(starts):
        last = index
        if _WRAPPED_MIN <= ends[index] - starts[index] <= _WRAPPED_MAX:
            last = _block_end(lines, shadow, index)
        joined_starts.append(starts[index])
        joined_ends.append(ends[last])
        index = last + 1
    return Paragraphs(joined_starts, joined_ends)


def _block_end(lines: Paragraphs, shadow: str, first: int) -> int:
    """The last line of the wrapped block that begins at line ``first``; ``first`` itself where there is none."""
    starts, ends = lines
    last = first
    while (
        last - first < _MOST_LINES
        and _WRAPPED_MIN <= ends[last] - starts[last] <= _WRAPPED_MAX
        and last + 1 < len(starts)
        and ends[last + 1] - starts[last + 1] <= _WRAPPED_MAX
        and shadow.count("\n", ends[last], starts[last + 1]) == 1
    ):
        last += 1
    wrapped = (
        last - first + 1 >= _WRAPPED_LINES
        and any(shadow[end - 1] not in '.!?"' for end in ends[first:last])
        and 3 * sum(shadow[start].islower() for start in starts[first + 1 : last + 1]) >= last - first
    )
    return last if wrapped else first

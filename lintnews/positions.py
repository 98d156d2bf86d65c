r"""Where things stand: spans, lines and columns, and the way back from extracted text to its file.

All offsets are code points of the decoded file, 0-based, a byte order mark not counted; spans are half open.
Lines and columns are 1-based. Lines end at ``\n``, ``\r\n`` or a lone ``\r`` and at nothing else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half-open stretch of text, in code points."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether ``other`` lies inside this span (equal spans do)."""
        return self.start <= other.start and other.end <= self.end


class Place(NamedTuple):
    """One position of a file: line and column (1-based, code points) and offset (0-based, code points)."""

    line: int
    column: int
    offset: int


BEGIN = Place(1, 1, 0)
"""The first place of a file."""


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of ``text`` begin; the first is always 0."""
    if "\r" in text:
        return [0, *(end.end() for end in _LINE_END.finditer(text))]
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


class LineIndex:
    """Lines and columns of a file, or of whole lines of it that begin at ``start``.

    Offsets and lines that go in and come out are those of the file; ``starts`` counts from the beginning of ``text``.
    """

    __slots__ = ("_starts", "start", "text")

    def __init__(self, text: str, start: Place = BEGIN) -> None:
        self.text = text
        self.start = start
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where lines begin; looked for when first asked for, since of most files nothing is reported."""
        if self._starts is None:
            self._starts = line_starts(self.text)
        return self._starts

    def place(self, offset: int) -> Place:
        """The line and column of an offset; offsets past the end count as the end, those before as the beginning."""
        first, _, begin = self.start
        at, starts = offset - begin, self.starts
        if at < 0:
            at = 0
        elif at > len(self.text):
            at = len(self.text)
        line = bisect_right(starts, at)
        return Place(line + first - 1, at - starts[line - 1] + 1, at + begin)

    def line(self, number: int) -> Span:
        """The span of a line (1-based) without its line end.

        Raises:
            IndexError: there is no such line.
        """
        index = number - self.start.line
        start = self.starts[index]
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start + self.start.offset, end + self.start.offset)

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[max(span.start - self.start.offset, 0) : max(span.end - self.start.offset, 0)]

    def end(self) -> Place:
        """The place behind the text."""
        return self.place(self.start.offset + len(self.text))

    def utf16_column(self, place: Place) -> int:
        """The column of a place counted in UTF-16 code units (1-based), as editors and language servers count."""
        return len(self._before(place).encode("utf-16-le", "surrogatepass")) // 2 + 1

    def byte_column(self, place: Place) -> int:
        """The column of a place counted in UTF-8 bytes (1-based)."""
        return len(self._before(place).encode("utf-8", "surrogatepass")) + 1

    def _before(self, place: Place) -> str:
        begin = self.starts[place.line - self.start.line]
        return self.text[begin : place.offset - self.start.offset]


def utf16_span(text: str, start: int, units: int) -> Span:
    """The span that begins at ``start`` (code points) and is ``units`` UTF-16 code units long, at most."""
    end = start
    while units > 0 and end < len(text):
        units -= 2 if text[end] > "\uffff" else 1
        end += 1
    return Span(start, end)


class Piece(NamedTuple):
    """A stretch of extracted text and the stretch of the file it came from, both in code points.

    ``exact`` pieces map character by character (both lengths are equal). The others map as a whole: every character of
    the text leads to the full source span, as for an entity, an escape, folded white space, or (with an empty source
    span) a line break the reader put in between two blocks.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    exact: bool


class OffsetMap:
    """The way from extracted text back to its file, as contiguous pieces in reading order."""

    __slots__ = ("_order", "_starts", "pieces")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Checks that the pieces follow each other without gap in the text, and that exact ones have equal lengths.

        Raises:
            ValueError: a piece does not begin where the one before ends, or its lengths do not fit.
        """
        self.pieces = list(pieces)
        at = 0
        for piece in self.pieces:
            if piece.start != at or piece.end < piece.start or piece.source_end < piece.source_start:
                raise ValueError(f"offset map is not contiguous at {piece}")
            if piece.exact and piece.end - piece.start != piece.source_end - piece.source_start:
                raise ValueError(f"exact piece of unequal lengths: {piece}")
            at = piece.end
        self._starts = [piece.start for piece in self.pieces]
        self._order: tuple[list[Piece], list[int]] | None = None

    def source(self, span: Span) -> Span:
        """The smallest span of the file that holds all of ``span``; an empty span leads to an empty one."""
        if not self.pieces:
            return Span(0, 0)
        if span.start >= span.end:
            at = self._point(span.start)
            return Span(at, at)
        bounds = [self._bounds(piece, span) for piece in self._pieces(span)]
        # Pieces without a source (line breaks put in by the reader) say nothing while others do.
        real = [b for b in bounds if b.start < b.end] or bounds
        return Span(min(b.start for b in real), max(b.end for b in real))

    def extracted(self, span: Span) -> Span:
        """The smallest span of the text that came from ``span`` of the file; an empty one where nothing did."""
        order, ends = self._by_source()
        index = bisect_right(ends, span.start)
        start = end = -1
        while index < len(order) and order[index].source_start < max(span.end, span.start + 1):
            piece = order[index]
            shift = piece.start - piece.source_start
            first = max(span.start + shift, piece.start) if piece.exact else piece.start
            behind = min(span.end + shift, piece.end) if piece.exact else piece.end
            start = first if start < 0 else min(start, first)
            end = max(end, behind if span.start < span.end else first)
            index += 1
        if start < 0:
            start = end = order[index].start if index < len(order) else order[-1].end if order else 0
        return Span(start, max(start, end))

    def _by_source(self) -> tuple[list[Piece], list[int]]:
        """The pieces that have a source in its order, and where they end in it."""
        if self._order is None:
            real = sorted(
                (piece for piece in self.pieces if piece.source_start < piece.source_end),
                key=lambda piece: piece.source_start,
            )
            self._order = real, [piece.source_end for piece in real]
        return self._order

    def _pieces(self, span: Span) -> Iterator[Piece]:
        index = max(bisect_right(self._starts, span.start) - 1, 0)
        while index < len(self.pieces) and self.pieces[index].start < span.end:
            yield self.pieces[index]
            index += 1

    @staticmethod
    def _bounds(piece: Piece, span: Span) -> Span:
        if not piece.exact:
            return Span(piece.source_start, piece.source_end)
        shift = piece.source_start - piece.start
        return Span(max(span.start, piece.start) + shift, min(span.end, piece.end) + shift)

    def _point(self, offset: int) -> int:
        piece = self.pieces[max(bisect_right(self._starts, offset) - 1, 0)]
        if piece.exact:
            return piece.source_start + min(offset, piece.end) - piece.start
        return piece.source_start if offset <= piece.start else piece.source_end

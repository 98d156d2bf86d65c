"""Putting together extracted text and its way back to the file."""

from bisect import bisect_right
from collections.abc import Iterator

from lintnews.positions import OffsetMap, Piece, Span


class Extract:
    """Text under construction, made of stretches of a file and of what they stand for."""

    __slots__ = ("_length", "_parts", "_pieces", "_text")

    def __init__(self, text: str) -> None:
        """Starts with nothing; ``text`` is that of the file."""
        self._text = text
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def exact(self, start: int, end: int) -> None:
        """Adds a stretch of the file as it stands."""
        if start >= end:
            return
        self._parts.append(self._text[start:end])
        begin, self._length = self._length, self._length + end - start
        last = self._pieces[-1] if self._pieces else None
        if last is not None and last.exact and last.source_end == start:
            self._pieces[-1] = Piece(last.start, self._length, last.source_start, end, True)
        else:
            self._pieces.append(Piece(begin, self._length, start, end, True))

    def whole(self, text: str, start: int, end: int) -> None:
        """Adds text that a stretch of the file stands for as a whole; an empty stretch for text put in."""
        if not text:
            return
        self._parts.append(text)
        begin, self._length = self._length, self._length + len(text)
        self._pieces.append(Piece(begin, self._length, start, end, False))

    def append(self, other: "Extract") -> None:
        """Adds what another extract from the same file holds."""
        shift = self._length
        self._pieces.extend(p._replace(start=p.start + shift, end=p.end + shift) for p in other._pieces)
        self._parts.extend(other._parts)
        self._length += len(other)

    def text(self) -> str:
        """What was put together so far."""
        return "".join(self._parts)

    def offsets(self) -> OffsetMap:
        """The way back to the file."""
        return OffsetMap(self._pieces)


def through(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """The way back through two extractions: ``outer`` leads to a text, and ``inner`` from there to the file."""
    pieces: list[Piece] = []
    for piece in outer.pieces:
        if not piece.exact:
            source = inner.source(Span(piece.source_start, piece.source_end))
            pieces.append(Piece(piece.start, piece.end, source.start, source.end, False))
            continue
        shift = piece.start - piece.source_start
        parts = _between(inner, piece.source_start, piece.source_end)
        pieces.extend(part._replace(start=part.start + shift, end=part.end + shift) for part in parts)
    return OffsetMap(pieces)


def _between(offsets: OffsetMap, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a stretch of text, cut to it; one that maps as a whole keeps its full source span."""
    pieces = offsets.pieces
    index = max(bisect_right(pieces, start, key=lambda piece: piece.start) - 1, 0)
    while index < len(pieces) and pieces[index].start < end:
        piece = pieces[index]
        index += 1
        cut = Span(max(piece.start, start), min(piece.end, end))
        if cut.start < cut.end:
            source = offsets.source(cut)
            yield Piece(cut.start, cut.end, source.start, source.end, piece.exact)

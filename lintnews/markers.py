"""Markers: comments in Markdown and HTML that let findings pass, with the reason. Other formats have none.

    <!-- lintnews: allow boilerplate/read-more-teaser the name of the column -->
    <!-- lintnews: off attribution,garbled minutes of a meeting -->
    <!-- lintnews: on attribution,garbled -->

``allow`` is for the block the marker stands in or, standing between blocks, for the next one; ``off`` for all that
follows, up to an ``on`` that names the same, or names nothing, or to the end of the file.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from lintnews.documents.document import Document
from lintnews.findings import Marker, Result
from lintnews.positions import Piece, Span
from lintnews.regexes import regex

KINDS = ("markdown", "html")
"""The formats that may have markers."""
_NAME = "lintnews:"
_MARKER = regex(r"<!--\s*lintnews:\s*(\S*)\s*(.*?)\s*--!?>", re.DOTALL)


def markers(document: Document) -> tuple[Marker, ...]:
    """The markers of a document in order, with the spans of the file they are about."""
    text = document.source.text
    if document.kind not in KINDS or _NAME not in text or document.offsets is None:
        return ()
    pieces = [piece for piece in document.offsets.pieces if piece.source_start < piece.source_end]
    found = [one for one in _MARKER.finditer(text) if not _shown(pieces, Span(*one.span()))]
    return tuple(
        _marker(document, pieces, one, found[number + 1 :]) for number, one in enumerate(found) if one[1] != "on"
    )


class Marked:
    """The markers of files at work: take out findings, and are reported where they were of no use."""

    def __init__(self) -> None:
        self._unused: list[tuple[str, Marker]] = []

    def sift(self, result: Result) -> Result:
        """A result without the findings that markers of its file let pass."""
        if not result.markers:
            return result
        used: set[Marker] = set()
        kept = []
        for finding in result.findings:
            marker = next((marker for marker in result.markers if marker.lets_pass(finding)), None)
            if marker is None:
                kept.append(finding)
            else:
                used.add(marker)
        self._unused += [(result.path, marker) for marker in result.markers if marker not in used]
        return result._replace(findings=tuple(kept))

    def complaints(self, *, unused: bool) -> Iterator[str]:
        """One line for each marker that cannot be understood or, if asked for, let nothing pass."""
        for path, marker in self._unused:
            if marker.trouble:
                yield f"{path}:{marker.line}: marker: {marker.trouble}"
            elif unused:
                yield f"{path}:{marker.line}: marker lets nothing pass any more: {marker.reason}"


def _marker(document: Document, pieces: list[Piece], found: re.Match[str], later: list[re.Match[str]]) -> Marker:
    names, _, reason = " ".join(found[2].split()).partition(" ")
    line = document.source.lines.place(found.start()).line
    trouble = _trouble(found[1], names, reason)
    if trouble:
        return Marker(line, (), 0, 0, "", trouble)
    if found[1] == "allow":
        span = _block(document, pieces, Span(*found.span()))
    else:
        ends = (one.start() for one in later if one[1] == "on" and one[2].strip() in ("", names))
        span = Span(found.start(), next(ends, len(document.source.text)))
    return Marker(line, tuple(names.split(",")), span.start, span.end, reason)


def _trouble(word: str, names: str, reason: str) -> str:
    if word not in ("allow", "off"):
        return f"{word!r} is no marker; expected one of allow, off, on"
    if not names:
        return f"say what may pass, behind {word!r}: rules or categories"
    return "" if reason else f"say why, behind {names!r}"


def _block(document: Document, pieces: list[Piece], marker: Span) -> Span:
    """The block of text that a marker stands in, or else the next one, in the file."""
    number = bisect_left(pieces, marker.start, key=lambda piece: piece.source_start)
    if number and _adjacent(document, pieces[number - 1], marker):
        number -= 1
    if number == len(pieces):
        return Span(marker.end, marker.end)
    text, at = document.text, pieces[number].start
    end = text.find("\n", at)
    return document.in_file(Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end))


def _adjacent(document: Document, before: Piece, marker: Span) -> bool:
    """Whether nothing but blanks stands between a piece of text and a marker; in Markdown, on the same line."""
    gap = document.source.text[before.source_end : marker.start]
    return not (gap.strip(" \t") if document.kind == "markdown" else gap.strip())


def _shown(pieces: list[Piece], marker: Span) -> bool:
    """Whether what looks like a marker is part of the text."""
    return any(piece.source_start < marker.end and marker.start < piece.source_end for piece in _near(pieces, marker))


def _near(pieces: list[Piece], marker: Span) -> Iterator[Piece]:
    number = max(bisect_left(pieces, marker.start, key=lambda piece: piece.source_start) - 1, 0)
    while number < len(pieces) and pieces[number].source_start < marker.end:
        yield pieces[number]
        number += 1

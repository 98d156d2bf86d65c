"""Lines and characters as an editor counts them, and a text that follows its edits.

Lines end as the protocol says and as everywhere in lintnews, not as ``str.splitlines`` has it. A character is a code
unit of the encoding that client and server agreed on.
"""

from bisect import bisect_right
from collections.abc import Mapping

from lintnews.positions import line_starts

Point = tuple[int, int]
"""A line and a character in it, both 0-based, the latter in code units."""

UNITS: Mapping[str, int] = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
"""The encodings that can be agreed on, and the bytes of a code unit."""
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_LOW, _HIGH = range(0xDC00, 0xE000), range(0xD800, 0xDC00)


class Positions:
    """The way between offsets in a text (code points) and an editor's positions in it."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        """Take a text.

        Raises:
            KeyError: the encoding is none of UNITS.
        """
        self.text = text
        self.encoding, self._unit, self._codec = encoding, UNITS[encoding], _CODECS[encoding]
        self._starts = line_starts(text)
        self._even = encoding == "utf-32" or text.isascii()  # every character is one unit
        self._last = 0, 0, 0  # line, characters and units before a place in it

    def point(self, offset: int) -> Point:
        """The position of an offset; inside a line end it is that before the line end, outside the text its nearest."""
        at = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, at) - 1
        start = self._starts[line]
        at = min(at, self._end(line))
        if self._even:
            return line, at - start
        before, characters, units = self._last
        if before != line or start + characters > at:
            characters, units = 0, 0
        units += self._count(self.text[start + characters : at])
        self._last = line, at - start, units  # findings come in order: what is counted need not be counted again
        return line, units

    def offset(self, point: Point) -> int:
        """The offset of a position; one behind its line is the line's end, one inside a character is before it."""
        line, units = point
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[line], self._end(line)
        if self._even:
            return min(start + max(units, 0), end)
        # No character has less than one unit, so the rest of a long line need not be looked at.
        return start + self._fitting(self.text[start : min(end, start + max(units, 0))], max(units, 0))

    def _end(self, line: int) -> int:
        """Where a line's own characters end."""
        if line + 1 == len(self._starts):
            return len(self.text)
        end = self._starts[line + 1] - 1
        return end - 1 if self.text.startswith("\r\n", end - 1) and end > self._starts[line] else end

    def _count(self, text: str) -> int:
        return len(text) if text.isascii() else len(text.encode(self._codec, "surrogatepass")) // self._unit

    def _fitting(self, text: str, units: int) -> int:
        """How many characters of a text fit into some units."""
        if text.isascii():
            return min(units, len(text))
        data = text.encode(self._codec, "surrogatepass")
        cut = min(units * self._unit, len(data))
        while 0 < cut < len(data) and self._inside(data, cut):
            cut -= self._unit
        return len(data[:cut].decode(self._codec, "surrogatepass"))

    def _inside(self, data: bytes, at: int) -> bool:
        """Whether a character begins before a byte and ends behind it."""
        if self.encoding == "utf-8":
            return data[at] & 0xC0 == 0x80
        here, before = (int.from_bytes(data[place : place + 2], "little") for place in (at, at - 2))
        return here in _LOW and before in _HIGH


def joined(text: str) -> str:
    """A text in which the two halves of a character are that character, as they are in an editor."""
    try:
        text.encode("utf-16-le")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def edited(positions: Positions, start: Point, end: Point, new: str) -> str:
    """The text with what stands between two positions replaced."""
    first = positions.offset(start)
    return joined(positions.text[:first] + new + positions.text[max(first, positions.offset(end)) :])

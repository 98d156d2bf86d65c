"""Files of many records in parts that can be read one by one, in any process."""

import codecs
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from lintnews.documents.decode import complaint, is_binary, python_name
from lintnews.documents.document import ReadError, Source
from lintnews.positions import BEGIN, LineIndex, Place

LARGER = 10
"""Times as large as a record a whole file may be."""
_FOLLOWING = bytes(range(0x80, 0xC0))  # bytes of UTF-8 that begin no character
_BLANK = " \t\r\n"


class Part(NamedTuple):
    """A part of a file: whole lines of it, a row group of Parquet, or (no ``text``, no ``group``) all of it.

    ``record`` is the number of its first record, ``start`` where the lines begin. ``encoding`` and ``bom`` are those
    of the file. ``size`` is about how many bytes it has.
    """

    record: int = 0
    text: str | None = None
    start: Place = BEGIN
    encoding: str = "utf-8"
    bom: bool = False
    group: int | None = None
    size: int = 0

    def source(self, path: str) -> Source:
        """The lines as a source."""
        return Source(path, self.text or "", self.encoding, self.bom, self.start)


WHOLE = Part()


def line_parts(path: str, blocks: Iterator[bytes], encoding: str | None, limit: int) -> Iterator[Part | ReadError]:
    r"""A file of lines, each a record, as parts of about the size of a block; lines end at ``\n``.

    A line that is too long, or not in the file's encoding, comes as a ReadError between the parts. An empty file is
    one empty part.

    Args:
        path: the file.
        blocks: its bytes.
        encoding: the name of its encoding; UTF-8 if not given.
        limit: the most bytes a line may have.
    """
    splitter = _Splitter(path, encoding, limit)
    try:
        first = next(blocks, b"")
        name = python_name(encoding, first, path) if encoding else "utf-8"
        if is_binary(first, nuls=encoding is None):
            yield ReadError(path, "binary file")
            return
        splitter.encoding = name
        for block in _utf8(path, first, blocks, name, encoding):
            yield from splitter.feed(block)
    except ReadError as error:
        yield from splitter.finish(complete=False)
        yield error
    else:
        yield from splitter.finish(complete=True)


def _utf8(path: str, first: bytes, blocks: Iterator[bytes], name: str, encoding: str | None) -> Iterator[bytes]:
    """Blocks in whatever encoding as UTF-8.

    Raises:
        ReadError: there are bytes that another encoding than UTF-8 does not know; in UTF-8 they are passed on.
    """
    if name == "utf-8":
        yield first
        yield from blocks
        return
    decoder, block = codecs.getincrementaldecoder(name)(), first
    try:
        while block:
            yield decoder.decode(block).encode("utf-8", "surrogatepass")
            block = next(blocks, b"")
        yield decoder.decode(b"", True).encode("utf-8", "surrogatepass")
    except UnicodeError as error:
        raise ReadError(path, f"not {encoding}: {error}; what comes after is not read") from None


def holding(some: Iterable[Part | ReadError], records: Collection[int | None]) -> Iterator[Part]:
    """What of the parts of a file holds some records: single lines of files of lines, else whole parts."""
    wanted = {0 if record is None else record for record in records}
    parts = (part for part in some if isinstance(part, Part))
    held = next(parts, None)
    while held is not None and wanted and held.record <= max(wanted):
        following = next(parts, None)
        behind = following.record if following else max(wanted) + 1
        own = [record for record in wanted if held.record <= record < behind]
        if held.text:
            yield from _lines(held, set(own))
        elif own or held == WHOLE:
            yield held
        held = following


def _lines(part: Part, wanted: Collection[int]) -> Iterator[Part]:
    """The lines of a part that are some records, each as a part."""
    if not wanted or part.text is None:
        return
    record, at, place, known = part.record, 0, part.start, 0
    for line in part.text.split("\n"):
        if line.strip(_BLANK):
            if record in wanted:
                place, known = LineIndex(part.text[known:at], place).end(), at
                yield part._replace(record=record, text=line, start=place, size=len(line))
            record += 1
        at += len(line) + 1


class _Splitter:
    """Cuts blocks of UTF-8 at line ends and keeps count of records, lines and characters."""

    def __init__(self, path: str, encoding: str | None, limit: int) -> None:
        self._path = path
        self._given = encoding
        self._limit = limit
        self._waiting: list[bytes] = []
        self._size = 0
        self._skipping = False
        self._begun = False
        self._empty = True
        self._place = BEGIN
        self._record = 0
        self.encoding = "utf-8"
        self._bom = False

    def feed(self, block: bytes) -> Iterator[Part | ReadError]:
        """The parts that are complete with a block."""
        if not self._begun:
            block = self._begin(block)
        self._empty = self._empty and not block
        if self._skipping:
            end = block.find(b"\n") + 1
            self._advance(block[:end] if end else block)
            if not end:
                return
            self._skipping, block = False, block[end:]
        cut = block.rfind(b"\n") + 1
        if cut:
            yield from self._part(b"".join([*self._waiting, block[:cut]]))
            self._waiting, self._size = [], 0
        self._waiting.append(block[cut:])
        self._size += len(block) - cut
        if self._size > self._limit:
            yield self._too_long()
            self._advance(b"".join(self._waiting))
            self._waiting, self._size, self._skipping = [], 0, True

    def finish(self, *, complete: bool) -> Iterator[Part | ReadError]:
        """The last line, if the file is ``complete`` and does not end with a line end."""
        rest = b"".join(self._waiting)
        if complete and (rest or self._empty):
            yield from self._part(rest)

    def _begin(self, block: bytes) -> bytes:
        self._begun = bool(block)
        self._bom = block.startswith(codecs.BOM_UTF8)
        return block.removeprefix(codecs.BOM_UTF8)

    def _part(self, data: bytes) -> Iterator[Part | ReadError]:
        """Whole lines as one part, or as several around those that cannot be read."""
        if len(data) <= self._limit:
            try:
                yield self._whole(data.decode())
                return
            except UnicodeDecodeError:
                pass
        good: list[str] = []
        for line in BytesIO(data):
            text = _decoded(line) if len(line) <= self._limit else None
            if text is not None:
                good.append(text)
                continue
            if good:
                yield self._whole("".join(good))
                good = []
            yield self._too_long() if len(line) > self._limit else self._not_text(line)
            self._advance(line)
        if good:
            yield self._whole("".join(good))

    def _whole(self, text: str) -> Part:
        part = Part(self._record, text, self._place, self.encoding, self._bom, size=len(text))
        self._record += sum(1 for line in text.split("\n") if line.strip(_BLANK))
        self._place = LineIndex(text, self._place).end()
        return part

    def _advance(self, data: bytes) -> None:
        """Count what no part holds."""
        lines = data.count(b"\n")
        line, _, offset = self._place
        self._place = Place(line + lines, 1, offset + len(data.translate(None, _FOLLOWING)))

    def _too_long(self) -> ReadError:
        self._record += 1
        message = f"the record is larger than {megabytes(self._limit)} (size-limit); it is not read"
        return ReadError(self._path, message, self._place.line, record=self._record - 1)

    def _not_text(self, line: bytes) -> ReadError:
        self._record += 1
        try:
            line.decode()
        except UnicodeDecodeError as error:
            message = complaint(line, error, self._given)
        return ReadError(self._path, message, self._place.line, record=self._record - 1)


def megabytes(size: int) -> str:
    """A size limit in words."""
    return f"{size / 1_000_000:g} MB"


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None

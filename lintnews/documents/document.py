"""A document: the text to lint, what is known about it, and the way back to its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lintnews.positions import BEGIN, LineIndex, OffsetMap, Place, Span


class ReadError(Exception):
    """A file, or one record of it, that could not be read: one line of words for the user.

    Readers yield these beside the documents that are fine. ``line`` and ``column`` (1-based, code points) are known
    where a certain place of the file is at fault; ``record`` is the 0-based record.
    """

    def __init__(
        self,
        path: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        record: int | None = None,
    ) -> None:
        super().__init__(path, message, line, column, record)
        self.path = path
        self.message = message
        self.line = line
        self.column = column
        self.record = record

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return f"{':'.join([self.path, *numbers])}: {self.message}"


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded file: its path as given, its text (without a byte order mark) and how it was encoded.

    The bytes of the file are those of the byte order mark, if ``bom``, and of the text, both in ``encoding``. Of a
    file of many records the text may be a stretch of whole lines, which begins at ``start``; offsets that lead to a
    source are always those of the whole file. Where a file holds values that are no text of its own (Parquet, WARC),
    each value is a source.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False
    start: Place = BEGIN
    lines: LineIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", LineIndex(self.text, self.start))


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one article.

    ``offsets`` is None where the text is the file's own, character for character. ``metadata`` holds what the format
    says beside the text, under the keys title, url, author, date, source, language where they are known. ``record``
    (0-based) says which part of the file this is, where it has several, and ``pointer`` (JSON Pointer, from the top of
    the record) which value of it. ``kind`` is the
    reader's name: plain, markdown, html, json, jsonl, parquet, warc.
    """

    source: Source
    text: str
    kind: str = "plain"
    metadata: Mapping[str, str] = field(default_factory=dict)
    offsets: OffsetMap | None = None
    record: int | None = None
    pointer: str | None = None

    @property
    def path(self) -> str:
        """The path of the file, as given on the command line or found in a folder."""
        return self.source.path

    def in_file(self, span: Span) -> Span:
        """The span of the file that a span of the text came from."""
        return span if self.offsets is None else self.offsets.source(span)


def from_text(text: str, path: str = "<text>") -> Document:
    """A plain document made of a string."""
    return Document(Source(path, text), text)

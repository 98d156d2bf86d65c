"""A document: the text to lint, what is known about it, and the way back to its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lintnews.positions import LineIndex, OffsetMap, Span


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded file: its path as given, its text (without a byte order mark) and how it was encoded."""

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False
    lines: LineIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", LineIndex(self.text))


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one article.

    ``offsets`` is None where the text is the file's own, character for character. ``metadata`` holds what the format
    says beside the text, under the keys title, url, author, date, source, language where they are known. ``record``
    (0-based) and ``pointer`` (JSON Pointer) say which part of the file this is, where it has several. ``kind`` is the
    reader's name: plain, markdown, html, json, jsonl.
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

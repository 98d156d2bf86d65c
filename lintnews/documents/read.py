"""A path to the documents in it, whatever its format and size. What reads a format is loaded where there is some."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from lintnews.documents.decode import decode
from lintnews.documents.document import Document, ReadError, Source
from lintnews.documents.metadata import NO_NAMES, TEXT_FIELD
from lintnews.documents.parts import LARGER, WHOLE, Part, line_parts, megabytes
from lintnews.documents.plain import read_plain
from lintnews.documents.stream import Watch, blocks, inner_path

_Reader = Callable[[Source], Iterator[Document | ReadError]]

SIZE_LIMIT = 20_000_000
"""Bytes a record of a file may have; a file that is read as a whole may have more."""

_BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
KINDS = ("plain", "markdown", "html", "json", "jsonl", "parquet", "warc")
_FILES_ONLY = ("parquet", "warc")  # not from standard input


class How(NamedTuple):
    """How to read files.

    Attributes:
        encoding: the name of their encoding; UTF-8 if None.
        text_field: the field of a record with the text: a name, names joined with dots, a JSON Pointer.
        names: what records and front matter call the metadata (``{"author": "written_by"}``).
        limit: the most bytes of a record; a whole file may be ten times as large.
    """

    encoding: str | None = None
    text_field: str = TEXT_FIELD
    names: Mapping[str, str] = NO_NAMES
    limit: int = SIZE_LIMIT


def read(
    path: str,
    *,
    encoding: str | None = None,
    text_field: str = TEXT_FIELD,
    kind: str | None = None,
    data: bytes | None = None,
    names: Mapping[str, str] = NO_NAMES,
    limit: int = SIZE_LIMIT,
) -> Iterator[Document | ReadError]:
    """The documents of a file, on demand; what cannot be read comes as a ReadError, and nothing is raised for it.

    An empty file is one empty document, whatever its format.

    Args:
        path: the file; its suffix says its format, an unknown one is plain text.
        encoding: the name of its encoding; UTF-8 if not given.
        text_field: for formats with records, the field with the text: a name, names joined with dots, a JSON Pointer.
        kind: the format, one of KINDS, instead of what the suffix says.
        data: the bytes of the file, where they are not to be read from ``path``.
        names: what records and front matter call the metadata (``{"author": "written_by"}``).
        limit: the most bytes of a record; a whole file may be ten times as large.

    Raises:
        ValueError: there is no such kind.
    """
    kind = kind or kind_of(path)
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}, expected one of {', '.join(KINDS)}")
    return _read(path, kind, How(encoding, text_field, names, limit), data)


def kind_of(path: str) -> str:
    """The format that the suffix of a path stands for."""
    return _BY_SUFFIX.get(PurePath(inner_path(path)).suffix.lower(), "plain")


def is_text(path: str) -> bool:
    """Whether a file's bytes are those of its text: it is neither compressed nor an archive of values."""
    return inner_path(path) == path and kind_of(path) not in _FILES_ONLY


def parts(
    path: str, how: How, *, kind: str | None = None, data: bytes | None = None, watch: Watch | None = None
) -> Iterator[Part | ReadError]:
    """The parts of a file, in order and on demand: several where it has many records, else all of it as one.

    They are the same however often and wherever they are made; ``read_part`` reads them. ``watch`` is told how many
    bytes were read of a compressed file of lines.
    """
    kind = kind or kind_of(path)
    if data is not None and kind in _FILES_ONLY:
        return iter([ReadError(path, f"{kind} can only be read from a file")])
    if kind == "jsonl":
        return line_parts(path, blocks(path, data, watch), how.encoding, how.limit)
    if kind == "parquet":
        from lintnews.documents.parquet import parquet_parts

        return parquet_parts(path)
    return iter([WHOLE])


def read_part(
    path: str, part: Part, how: How, *, kind: str | None = None, data: bytes | None = None
) -> Iterator[Document | ReadError]:
    """The documents of a part of a file."""
    kind = kind or kind_of(path)
    if part.text is not None:
        source = part.source(path)
        if part.text or part.record:
            from lintnews.documents.json_text import read_jsonl

            return read_jsonl(source, how.text_field, how.names, record=part.record)
        return iter([Document(source, "", kind)])
    if kind == "parquet":
        from lintnews.documents.parquet import read_parquet

        return read_parquet(path, part, how.text_field, how.names, how.limit)
    if kind == "warc":
        from lintnews.documents.warc import read_warc

        return read_warc(path, how.limit, how.encoding)
    return _read_whole(path, kind, how, data)


def load(path: str, *, encoding: str | None = None, data: bytes | None = None, limit: int | None = None) -> Source:
    """The decoded text of a file; ``limit`` is the most bytes it may have.

    Raises:
        ReadError: the file cannot be read, is too large, is binary, or is not in that encoding.
    """
    some, size = [], 0
    for block in blocks(path, data):
        some.append(block)
        size += len(block)
        if limit is not None and size > limit:
            raise ReadError(path, f"larger than {megabytes(limit)} (size-limit); it is not read")
    return decode(b"".join(some), path, encoding)


def _read(path: str, kind: str, how: How, data: bytes | None) -> Iterator[Document | ReadError]:
    for part in parts(path, how, kind=kind, data=data):
        if isinstance(part, ReadError):
            yield part
        else:
            yield from read_part(path, part, how, kind=kind, data=data)


def _read_whole(path: str, kind: str, how: How, data: bytes | None) -> Iterator[Document | ReadError]:
    try:
        source = load(path, encoding=how.encoding, data=data, limit=how.limit * LARGER)
    except ReadError as error:
        yield error
        return
    if source.text:
        yield from _reader(kind, how)(source)
    else:
        yield Document(source, "", kind)


def _reader(kind: str, how: How) -> _Reader:
    if kind == "markdown":
        from lintnews.documents.markdown import read_markdown

        return partial(read_markdown, names=how.names)
    if kind == "html":
        from lintnews.documents.html_text import read_html

        return read_html
    if kind == "json":
        from lintnews.documents.json_text import read_json

        return partial(read_json, text_field=how.text_field, names=how.names)
    return read_plain

"""A path to the documents in it, whatever its format."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePath

from lintnews.documents.decode import decode
from lintnews.documents.document import Document, ReadError, Source
from lintnews.documents.html_text import read_html
from lintnews.documents.json_text import TEXT_FIELD, read_json, read_jsonl
from lintnews.documents.metadata import NO_NAMES
from lintnews.documents.plain import read_plain

_Reader = Callable[[Source], Iterator[Document | ReadError]]

KINDS = ("plain", "markdown", "html", "json", "jsonl")
_BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
}


def read(
    path: str,
    *,
    encoding: str | None = None,
    text_field: str = TEXT_FIELD,
    kind: str | None = None,
    data: bytes | None = None,
    names: Mapping[str, str] = NO_NAMES,
) -> Iterator[Document | ReadError]:
    """The documents of a file, on demand; what cannot be read comes as a ReadError, and nothing is raised for it.

    An empty file is one empty document, whatever its format.

    Args:
        path: the file; its suffix says its format, an unknown one is plain text.
        encoding: the name of its encoding; UTF-8 if not given.
        text_field: for JSON and JSON Lines, the field with the text: a name, names joined with dots, a JSON Pointer.
        kind: the format, one of KINDS, instead of what the suffix says.
        data: the bytes of the file, where they are not to be read from ``path``.
        names: what JSON records and front matter call the metadata (``{"author": "written_by"}``).

    Raises:
        ValueError: there is no such kind.
    """
    kind = kind or kind_of(path)
    return _read(path, kind, _reader(kind, text_field, names), encoding, data)


def kind_of(path: str) -> str:
    """The format that the suffix of a path stands for."""
    return _BY_SUFFIX.get(PurePath(path).suffix.lower(), "plain")


def load(path: str, *, encoding: str | None = None, data: bytes | None = None) -> Source:
    """The decoded text of a file.

    Raises:
        ReadError: the file cannot be read, is binary, or is not in that encoding.
    """
    if data is None:
        try:
            with open(path, "rb") as file:  # noqa: PTH123 (a path is a str here, also one that pathlib would change)
                data = file.read()
        except (OSError, ValueError) as error:
            raise ReadError(path, _reason(error)) from None
    return decode(data, path, encoding)


def _reader(kind: str, text_field: str, names: Mapping[str, str]) -> _Reader:
    readers: dict[str, _Reader] = {
        "plain": read_plain,
        "markdown": _read_markdown,
        "html": read_html,
        "json": partial(read_json, text_field=text_field, names=names),
        "jsonl": partial(read_jsonl, text_field=text_field, names=names),
    }
    if kind not in readers:
        raise ValueError(f"unknown kind {kind!r}, expected one of {', '.join(KINDS)}")
    return readers[kind]


def _read_markdown(source: Source) -> Iterator[Document | ReadError]:
    """Loads the Markdown parser only where there is Markdown."""
    from lintnews.documents.markdown import read_markdown

    return read_markdown(source)


def _read(
    path: str, kind: str, reader: _Reader, encoding: str | None, data: bytes | None
) -> Iterator[Document | ReadError]:
    try:
        source = load(path, encoding=encoding, data=data)
    except ReadError as error:
        yield error
        return
    if source.text:
        yield from reader(source)
    else:
        yield Document(source, "", kind)


def _reason(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:]

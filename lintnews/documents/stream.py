"""The bytes of a file, decompressed, block by block: memory stays the same whatever the size."""

import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePath
from typing import Any, Protocol

from lintnews.documents.document import ReadError

BLOCK = 1 << 20
_FEED = 1 << 12  # compressed bytes taken at once; what they may become is bounded by this
_GZIP = 31  # zlib's window size for a gzip header


class _Inflater(Protocol):
    """What zlib and zstandard decompress with; ``eof`` is true behind the end of a member."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


Watch = Callable[[int], None]
"""Is told how many bytes have been read of a compressed file, some at a time."""


def blocks(path: str, data: bytes | None = None, watch: Watch | None = None) -> Iterator[bytes]:
    """The bytes of a file, or ``data`` in its place, in blocks of BLOCK bytes; the last may be shorter.

    A suffix ``.gz`` or ``.zst`` says that they are compressed; what comes out is decompressed, and ``watch`` is told
    how many compressed bytes were read for it.

    Raises:
        ReadError: the file cannot be read, or is damaged; what could be read before comes first.
    """
    compression = _COMPRESSIONS.get(PurePath(path).suffix.lower())
    if compression is None:
        return _raw(path, data, BLOCK)
    raw = _raw(path, data, _FEED)
    return _even(_inflated(path, _watched(raw, watch) if watch else raw, *compression(path)))


def inner_path(path: str) -> str:
    """A path without the suffix of a compression."""
    suffix = PurePath(path).suffix
    return path[: -len(suffix)] if suffix.lower() in _COMPRESSIONS else path


def reason(error: Exception) -> str:
    """Why a file cannot be read, in words that may follow a colon."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:]


def extra(path: str, module: str, name: str) -> Any:  # noqa: ANN401  (whatever the library is)
    """A library that one format alone needs.

    Args:
        path: the file that is read.
        module: the library.
        name: the extra of lintnews that installs it.

    Raises:
        ReadError: it is not installed; the words say how to.
    """
    try:
        return import_module(module)
    except ImportError:
        raise ReadError(path, f"needs {module.partition('.')[0]}: pip install 'lintnews[{name}]'") from None


def _raw(path: str, data: bytes | None, size: int) -> Iterator[bytes]:
    if data is not None:
        yield from (data[at : at + size] for at in range(0, len(data), size))
        return
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (a path is a str here, also one that pathlib would change)
            while block := file.read(size):
                yield block
    except (OSError, ValueError) as error:
        raise ReadError(path, reason(error)) from None


def _watched(raw: Iterator[bytes], watch: Watch) -> Iterator[bytes]:
    for block in raw:
        watch(len(block))
        yield block


def _gzip(_path: str) -> tuple[str, Callable[[], _Inflater], type[Exception]]:
    return "gzip", lambda: zlib.decompressobj(_GZIP), zlib.error


def _zstd(path: str) -> tuple[str, Callable[[], _Inflater], type[Exception]]:
    zstandard = extra(path, "zstandard", "zstd")
    # Frames of --long=31 are common in large dumps.
    return "zstd", zstandard.ZstdDecompressor(max_window_size=1 << 31).decompressobj, zstandard.ZstdError


_COMPRESSIONS = {".gz": _gzip, ".zst": _zstd}


def _inflated(
    path: str, raw: Iterator[bytes], name: str, begin: Callable[[], _Inflater], damage: type[Exception]
) -> Iterator[bytes]:
    """What one or more compressed members hold, one behind the other."""
    inflater, inside = begin(), False
    try:
        for data in raw:
            while data:
                inside = True
                yield inflater.decompress(data)
                data = b""
                if inflater.eof:
                    # Padding with zeros behind a member means nothing.
                    data = inflater.unused_data.lstrip(b"\0")
                    inflater, inside = begin(), False
    except damage as error:
        raise ReadError(path, f"damaged {name} data: {error}; what comes after is not read") from None
    if inside:
        raise ReadError(path, f"truncated {name} data: the file ends too early; its last record may be missing")


def _even(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks of one size, whatever a library makes of them; they come before an error does."""
    waiting = bytearray()
    try:
        for chunk in chunks:
            waiting += chunk
            while len(waiting) >= BLOCK:
                yield bytes(waiting[:BLOCK])
                del waiting[:BLOCK]
    except ReadError:
        if waiting:
            yield bytes(waiting)
        raise
    if waiting:
        yield bytes(waiting)

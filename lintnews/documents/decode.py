"""Bytes to text and back: encodings, byte order marks, binary files."""

import codecs

from lintnews.documents.document import ReadError, Source

_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"\xfd7zXZ",
    b"\x7fELF",
    b"SQLite format 3\x00",
    b"\xd0\xcf\x11\xe0",
    b"PAR1",
)
_SAMPLE = 1 << 16
_FEW_NULS = 4
BOM = "\ufeff"
# An encoding that picks its byte order by the mark gets the name of the order found, so that the text can be written
# back with the same bytes.
_ORDERS = {
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf-32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
    "utf-8-sig": ((b"", "utf-8"),),
}
_MARKED = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def decode(data: bytes, path: str, encoding: str | None = None) -> Source:
    """The text of a file. Line ends are left as they are; a byte order mark is taken off and counted apart.

    Args:
        data: the bytes of the file.
        path: its path, for reports.
        encoding: the name of its encoding; UTF-8 if not given.

    Raises:
        ReadError: the file is binary, has bytes that its encoding does not know, or the encoding has no such name.
    """
    name = python_name(encoding, data, path) if encoding else "utf-8"
    if is_binary(data, nuls=encoding is None):
        raise ReadError(path, "binary file")
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError(path, complaint(data, error, encoding)) from None
    except (UnicodeError, LookupError) as error:
        raise ReadError(path, f"cannot be read as {encoding}: {error}") from None
    bom = name in _MARKED and text.startswith(BOM)
    return Source(path, text[1:] if bom else text, name, bom)


def encode(source: Source, text: str) -> bytes:
    """The bytes of a file with another text, in the encoding of ``source`` and with a byte order mark if it has one.

    Raises:
        UnicodeEncodeError: the encoding has no bytes for a character of the text.
    """
    return ((BOM if source.bom else "") + text).encode(source.encoding)


def python_name(encoding: str, data: bytes, path: str) -> str:
    """What Python calls an encoding; one that goes by a byte order mark gets the name of the order in ``data``.

    Raises:
        ReadError: there is no such encoding.
    """
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise ReadError(path, f"unknown encoding {encoding!r}") from None
    for mark, ordered in _ORDERS.get(name, ()):
        if data.startswith(mark):
            return ordered
    return name


def is_binary(data: bytes, *, nuls: bool) -> bool:
    """Whether a file that begins so is none of text; ``nuls`` says whether many zeros speak against it."""
    if data.startswith(_MAGIC):
        return True
    if not nuls or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    sample = data[:_SAMPLE]
    count = sample.count(0)
    return count > _FEW_NULS and count * 100 > len(sample)


def complaint(data: bytes, error: UnicodeDecodeError, encoding: str | None) -> str:
    """What to tell of bytes that are not in their encoding, with a guess at a better one."""
    place = f"byte 0x{data[error.start]:02X} at offset {error.start}"
    if encoding is not None:
        return f"not {encoding}: {place}"
    guess = _guess(data, error.start)
    hint = f" (looks like {guess})" if guess else ""
    return f"not UTF-8: {place}; name its encoding with --encoding{hint}"


def _guess(data: bytes, at: int) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    from charset_normalizer import from_bytes

    begin = max(0, at - _SAMPLE // 2)
    best = from_bytes(data[begin : begin + _SAMPLE]).best()
    if best is None:
        return None
    # Of encodings that read these bytes alike, the name that people know.
    return "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding

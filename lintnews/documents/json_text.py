"""JSON and JSON Lines: the text of a record, and the way back through its escapes.

Values are decoded by the json module, one member of an object at a time, so that their places are known.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lintnews.documents.document import Document, ReadError, Source
from lintnews.documents.extract import through
from lintnews.documents.html_text import html_extract
from lintnews.documents.metadata import NO_NAMES, TEXT_FIELD, metadata_of
from lintnews.positions import OffsetMap, Piece

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*+")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_MANY_FIELDS = 12
_TYPES: dict[type, str] = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
}


class _Value(NamedTuple):
    """A decoded value and where it stands."""

    value: Any
    start: int
    end: int


class _Record(NamedTuple):
    """A record and where it stands: the members of an object, or None and the value of anything else."""

    members: dict[str, _Value] | None
    value: Any
    start: int
    end: int


class _Text(NamedTuple):
    """The string that holds the text of a record, the JSON Pointer to it, and whether it is HTML."""

    literal: _Value
    pointer: str
    html: bool = False


class _Part(NamedTuple):
    """A stretch of JSON, where in the file it begins, and which record of what kind of file it is."""

    text: str
    base: int
    kind: str
    record: int | None


class _UnfitError(Exception):
    """Why a record is no document."""


def read_json(
    source: Source, text_field: str = TEXT_FIELD, names: Mapping[str, str] = NO_NAMES
) -> Iterator[Document | ReadError]:
    """The documents of a JSON file: one object, or an array of objects, each a record.

    Args:
        source: the file.
        text_field: the field with the text: a name, names joined with dots, or a JSON Pointer.
        names: what the file calls the metadata, as for metadata_of.

    Yields:
        A Document for each record with text, a ReadError for each without, and one where the JSON is broken, after
        the records before it.
    """
    text = source.text
    try:
        at = _skip(text, 0)
        if text[at : at + 1] == "[":
            for record, value in enumerate(_elements(text, at, whole=True)):
                yield _document(source, value, _Part(text, 0, "json", record), text_field, names)
        else:
            value = _record(text, at)
            _expect_end(text, value.end)
            yield _document(source, value, _Part(text, 0, "json", None), text_field, names)
    except (ValueError, RecursionError) as error:
        yield _invalid(source, error, 0, None)


def read_jsonl(
    source: Source, text_field: str = TEXT_FIELD, names: Mapping[str, str] = NO_NAMES, *, record: int = 0
) -> Iterator[Document | ReadError]:
    r"""The documents of JSON Lines, one a line, in order and on demand; lines end at ``\\n`` or ``\\r\\n``.

    Empty lines are skipped and not counted as records.

    Args:
        source: the file, or lines of it.
        text_field: as for read_json.
        names: as for read_json.
        record: the number of the first record.

    Yields:
        A Document for each record with text, a ReadError for each that is broken or without text.
    """
    text, at = source.text, 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if not _is_blank(line):
            yield _read_line(source, _Part(line, source.start.offset + at, "jsonl", record), text_field, names)
            record += 1
        at = end + 1


def _read_line(source: Source, part: _Part, text_field: str, names: Mapping[str, str]) -> Document | ReadError:
    try:
        value = _record(part.text, _skip(part.text, 0))
        _expect_end(part.text, value.end)
    except (ValueError, RecursionError) as error:
        return _invalid(source, error, part.base, part.record)
    return _document(source, value, part, text_field, names)


def _is_blank(line: str) -> bool:
    return _skip(line, 0) == len(line)


def _document(
    source: Source, record: _Record, part: _Part, text_field: str, names: Mapping[str, str]
) -> Document | ReadError:
    try:
        members = _members(record)
        found = _find_text(members, part.text, text_field)
    except _UnfitError as unfit:
        line = source.lines.place(part.base + record.start).line
        return ReadError(source.path, str(unfit), line, record=part.record)
    text: str = found.literal.value
    offsets = _string_map(part.text, found.literal, part.base)
    if found.html:
        extract = html_extract(text)
        text, offsets = extract.text(), through(extract.offsets(), offsets)
    metadata = metadata_of({name: member.value for name, member in members.items()}, names)
    return Document(source, text, part.kind, metadata, offsets, part.record, found.pointer)


def _members(record: _Record) -> dict[str, _Value]:
    if record.members is None:
        raise _UnfitError(f"the record is {_TYPES[type(record.value)]}, not an object")
    return record.members


def _find_text(members: dict[str, _Value], text: str, field: str) -> _Text:
    """The string that a field names, or in a record of IPTC's ninjs the one that holds its body.

    Raises:
        _UnfitError: there is no such field, or it is no string.
    """
    steps = _steps(members, field)
    value = _follow(members, steps, text)
    if value is None and field == TEXT_FIELD:
        body = _ninjs_body(members, text)
        if body is not None:
            return body
    if value is None:
        raise _UnfitError(f"no field {field!r} in the record ({_fields(members)})")
    if not isinstance(value.value, str):
        raise _UnfitError(f"the field {field!r} is {_TYPES[type(value.value)]}, not a string")
    return _Text(value, _pointer(steps))


def _fields(members: dict[str, _Value]) -> str:
    names = [repr(name) for name in members]
    more = f" and {len(names) - _MANY_FIELDS} more" if len(names) > _MANY_FIELDS else ""
    return f"it has {', '.join(names[:_MANY_FIELDS])}{more}" if names else "it is empty"


def _steps(members: dict[str, _Value], field: str) -> list[str]:
    """The names on the way to a field; a member with a dot in its own name comes before a path."""
    if field.startswith("/"):
        return [step.replace("~1", "/").replace("~0", "~") for step in field[1:].split("/")]
    return [field] if field in members else field.split(".")


def _pointer(steps: list[str]) -> str:
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def _follow(members: dict[str, _Value], steps: list[str], text: str) -> _Value | None:
    value = None
    for step in steps:
        if value is not None:
            members = _inside(value, text)
        value = members.get(step)
        if value is None:
            return None
    return value


def _inside(value: _Value, text: str) -> dict[str, _Value]:
    """The members of an object, or the elements of an array by number."""
    if isinstance(value.value, dict):
        return _object(text, value.start)[0]
    if isinstance(value.value, list):
        found = _elements(text, value.start, whole=False)
        return {
            str(n): _Value(plain, each.start, each.end)
            for n, (plain, each) in enumerate(zip(value.value, found, strict=True))
        }
    return {}


def _ninjs_body(members: dict[str, _Value], text: str) -> _Text | None:
    """The body of a record in ninjs 1 (``body_text``) or 2 and 3 (``bodies``), plain text before HTML."""
    value = members.get("body_text")
    if value is not None and isinstance(value.value, str):
        return _Text(value, "/body_text")
    bodies = members.get("bodies")
    if bodies is None or not isinstance(bodies.value, list):
        return None
    fit = [(_is_html(body), str(n)) for n, body in enumerate(bodies.value) if _has_text(body)]
    if not fit:
        return None
    html, number = min(fit, key=lambda each: each[0])
    steps = ["bodies", number, "value"]
    literal = _follow(members, steps, text)
    return _Text(literal, _pointer(steps), html) if literal else None


def _has_text(body: object) -> bool:
    return isinstance(body, dict) and isinstance(body.get("value"), str)


def _is_html(body: dict[str, object]) -> bool:
    return "html" in str(body.get("contentType", body.get("contenttype", "")))


def _string_map(text: str, literal: _Value, base: int) -> OffsetMap:
    """The way from a decoded string to the inside of its literal: a piece for each run and for each escape."""
    at, last, length = literal.start + 1, literal.end - 1, 0
    if text.find("\\", at, last) < 0:
        return OffsetMap([Piece(0, last - at, at + base, last + base, True)])
    pieces = []
    for escape in _ESCAPE.finditer(text, at, last):
        start, end = escape.span()
        if start > at:
            run = start - at
            pieces.append(Piece(length, length + run, at + base, start + base, True))
            length += run
        pieces.append(Piece(length, length + 1, start + base, end + base, False))
        length += 1
        at = end
    if last > at:
        pieces.append(Piece(length, length + last - at, at + base, last + base, True))
    return OffsetMap(pieces)


def _record(text: str, at: int) -> _Record:
    if text[at : at + 1] == "{":
        members, end = _object(text, at)
        return _Record(members, None, at, end)
    value, end = _DECODER.raw_decode(text, at)
    return _Record(None, value, at, end)


def _object(text: str, at: int) -> tuple[dict[str, _Value], int]:
    """The members of the object that begins at an offset, and where it ends; of equal names the last counts.

    Raises:
        ValueError: this is no JSON.
        RecursionError: it is nested too deep.
    """
    members: dict[str, _Value] = {}
    at = _skip(text, at + 1)
    if text[at : at + 1] == "}":
        return members, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", text, at)
        at = _skip(text, at + 1)
        value, end = _DECODER.raw_decode(text, at)
        members[name] = _Value(value, at, end)
        at = _skip(text, end)
        if text[at : at + 1] == "}":
            return members, at + 1
        at = _after_comma(text, at)


def _elements(text: str, at: int, *, whole: bool) -> Iterator[_Record]:
    """The elements of the array that begins at an offset; nothing may follow it if it is the ``whole`` text.

    Raises:
        ValueError: this is no JSON.
        RecursionError: it is nested too deep.
    """
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        record = _record(text, at)
        yield record
        at = _skip(text, record.end)
        if text[at : at + 1] != "]":
            at = _after_comma(text, at)
            if text[at : at + 1] == "]":
                raise json.JSONDecodeError("Expecting value", text, at)
    if whole:
        _expect_end(text, at + 1)


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _after_comma(text: str, at: int) -> int:
    if text[at : at + 1] != ",":
        raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    return _skip(text, at + 1)


def _expect_end(text: str, at: int) -> None:
    at = _skip(text, at)
    if at < len(text):
        raise json.JSONDecodeError("Extra data", text, at)


def _invalid(source: Source, error: Exception, base: int, record: int | None) -> ReadError:
    """What is wrong with a piece of JSON that begins at an offset of the file."""
    if isinstance(error, json.JSONDecodeError):
        place = source.lines.place(base + error.pos)
        return ReadError(source.path, f"invalid JSON: {error.msg}", place.line, place.column, record)
    reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
    line = source.lines.place(base).line if base or record is not None else None
    return ReadError(source.path, f"invalid JSON: {reason}", line, record=record)

"""Parquet: a text column, streamed row group by row group. The one home of pyarrow's reader."""

from collections.abc import Iterator, Mapping
from typing import Any

from lintnews.documents.document import Document, ReadError, Source
from lintnews.documents.metadata import is_known, metadata_of
from lintnews.documents.parts import Part, megabytes
from lintnews.documents.stream import extra, reason

_ROWS = 256  # rows decoded at once
_MANY_COLUMNS = 12


def parquet_parts(path: str) -> Iterator[Part | ReadError]:
    """The row groups of a file."""
    try:
        metadata = _opened(path).metadata
    except ReadError as error:
        yield error
        return
    row = 0
    for group in range(metadata.num_row_groups):
        about = metadata.row_group(group)
        yield Part(row, group=group, size=about.total_byte_size)
        row += about.num_rows


def read_parquet(
    path: str, part: Part, text_field: str, names: Mapping[str, str], limit: int
) -> Iterator[Document | ReadError]:
    """The documents of a row group: one a row, its text a source of its own.

    Args:
        path: the file.
        part: which row group, and the number of its first row.
        text_field: the column with the text; names joined with dots lead into structs.
        names: what the file calls the metadata, as for metadata_of.
        limit: the most bytes of a text.
    """
    record = part.record
    try:
        file = _opened(path)
        steps = _steps(path, file.schema_arrow, text_field)
        columns = [".".join(steps), *_known(file.schema_arrow, names, steps[0])]
        for batch in file.iter_batches(_ROWS, row_groups=[part.group], columns=columns, use_threads=False):
            for row in _rows(batch):
                yield _document(path, row, record, steps, names, limit)
                record += 1
    except ReadError as error:
        yield error
    except (OSError, ValueError, MemoryError) as error:  # what pyarrow raises is one of these
        yield ReadError(path, f"damaged Parquet: {_one_line(error)}; the rest of row group {part.group} is not read")


def _opened(path: str) -> Any:  # noqa: ANN401  (pyarrow has no types)
    parquet = extra(path, "pyarrow.parquet", "parquet")
    try:
        # Without these, the whole row group is held in memory beside what is made of it.
        return parquet.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20)
    except OSError as error:
        raise ReadError(path, reason(error) if error.errno else f"damaged Parquet: {_one_line(error)}") from None
    except ValueError as error:
        raise ReadError(path, f"damaged Parquet: {_one_line(error)}") from None


def _steps(path: str, schema: Any, field: str) -> list[str]:  # noqa: ANN401
    """The names on the way to the text column.

    Raises:
        ReadError: there is no such column, or it holds no text.
    """
    steps = field.lstrip("/").split("/") if field.startswith("/") else [field]
    if steps[0] not in schema.names:
        steps = field.lstrip("/").replace("/", ".").split(".")
    kind: Any = schema
    for step in steps:
        names = [each.name for each in kind] if hasattr(kind, "__iter__") else []
        if step not in names:
            shown = ", ".join(map(repr, schema.names[:_MANY_COLUMNS]))
            raise ReadError(path, f"no column {field!r} in the file (it has {shown}); name it with --text-field")
        kind = kind.field(step).type
    if str(kind) not in ("string", "large_string", "string_view") and "values=string" not in str(kind):
        raise ReadError(path, f"the column {field!r} holds {kind}, not text")
    return steps


def _known(schema: Any, names: Mapping[str, str], text: str) -> list[str]:  # noqa: ANN401
    """The columns that may say something of a document."""
    return [name for name in schema.names if name != text and is_known(name, names)]


def _rows(batch: Any) -> Iterator[dict[str, Any] | str]:  # noqa: ANN401
    """The rows of a batch; words for one that cannot be read."""
    try:
        yield from batch.to_pylist()
    except ValueError:  # in a string that is not UTF-8
        for index in range(batch.num_rows):
            try:
                yield batch.slice(index, 1).to_pylist()[0]
            except ValueError as error:
                yield _one_line(error)


def _document(
    path: str, row: dict[str, Any] | str, record: int, steps: list[str], names: Mapping[str, str], limit: int
) -> Document | ReadError:
    if isinstance(row, str):
        return ReadError(path, f"row {record}: {row}", record=record)
    value: Any = row
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    if value is None:
        return ReadError(path, f"row {record}: the column {'.'.join(steps)!r} is null", record=record)
    if len(value) > limit:
        message = f"row {record}: the text is larger than {megabytes(limit)} (size-limit); it is not read"
        return ReadError(path, message, record=record)
    pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
    return Document(Source(path, value), value, "parquet", metadata_of(row, names), None, record, pointer)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())

"""Tables on disk, as Parquet or JSON Lines: written at once or not at all."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lintnews.atomic import beside
from lintnews.corpus.rows import Columns, Row

FORMATS = ("parquet", "jsonl")
_BATCH = 1024


class MissingError(Exception):
    """A library that a format needs is not installed; the words say how to get it."""


def arrow(module: str = "pyarrow") -> Any:  # noqa: ANN401  (pyarrow has no types)
    """A module of pyarrow.

    Raises:
        MissingError: pyarrow is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingError("Parquet needs pyarrow: pip install 'lintnews[parquet]', or use --format jsonl") from None


def best_format() -> str:
    """Parquet where it can be written, else JSON Lines."""
    return "parquet" if find_spec("pyarrow") else "jsonl"


def arrow_schema(columns: Columns) -> Any:  # noqa: ANN401
    """The columns as an Arrow schema."""
    pa = arrow()
    kinds = {"text": pa.string(), "json": pa.string(), "int": pa.int64(), "flag": pa.bool_()}
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])


def write_table(path: Path, columns: Columns, rows: Sequence[Row]) -> None:
    """Write rows to a file; its suffix, .parquet or .jsonl, says the format. It is not there until it is complete."""
    if path.suffix == ".parquet":
        written(path, lambda temporary: _write_parquet(temporary, columns, rows))
    else:
        lines = "".join(json.dumps({name: row[name] for name in columns}, ensure_ascii=True) + "\n" for row in rows)
        written(path, lambda temporary: temporary.write_text(lines, encoding="ascii"))


def read_table(path: Path) -> Iterator[Row]:
    """The rows of a file."""
    if path.suffix == ".parquet":
        for batch in arrow("pyarrow.parquet").ParquetFile(path).iter_batches(_BATCH):
            yield from batch.to_pylist()
    else:
        with path.open(encoding="ascii") as file:
            for line in file:
                yield json.loads(line)


def written(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and move it there when it is complete and on the disk."""
    temporary = beside(path)
    try:
        write(temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def encodable(rows: Iterable[Row]) -> list[Row]:
    """The rows with what cannot be written as UTF-8 (lone surrogates, of broken JSON escapes) written as escapes."""
    return [{name: _encodable(value) for name, value in row.items()} for row in rows]


def _encodable(value: object) -> object:
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-8", "backslashreplace").decode()


def _write_parquet(path: Path, columns: Columns, rows: Sequence[Row]) -> None:
    table = arrow().Table.from_pylist(encodable(rows), schema=arrow_schema(columns))
    arrow("pyarrow.parquet").write_table(table, path, compression="zstd")

"""A corpus without what a policy drops and cuts, in the formats it came in, with a ledger of all that is missing.

Cuts are made in the text as it stands in the file: of a JSON record, all other characters stay as they are.
"""

import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import IO, Any

from lintnews.corpus.policy import Cut, Verdict
from lintnews.corpus.tables import arrow, written
from lintnews.documents.document import ReadError
from lintnews.documents.read import How, kind_of, load, parts
from lintnews.documents.stream import extra, inner_path

Judge = Callable[[int | None], Verdict | None]
"""The verdict on a record; None for one that could not be read."""
Entry = dict[str, Any]
CAN_CUT = ("plain", "markdown", "jsonl", "parquet")
_ROWS = 1024


class Ledger:
    """Writes down what is missing, one line an entry; complete when it is closed."""

    def __init__(self, file: IO[str], path: str) -> None:
        self._file = file
        self._path = path
        self.cuts = self.dropped = self.kept = 0

    def note(self, record: int | None, action: str, **more: object) -> None:
        """Write down one thing."""
        entry = {"path": self._path, "record": record, "action": action, **more}
        self._file.write(json.dumps(entry, ensure_ascii=True) + "\n")

    def judged(self, text: str, record: int | None, verdict: Verdict | None, base: int = 0) -> str | None:
        """What is left of a record's text, which begins at ``base`` in the file; None if nothing is kept of it."""
        if verdict is None or verdict.reason:
            self.dropped += 1
            if verdict is None:
                self.note(record, "unreadable", removed=text)
            else:
                self.note(record, "drop", rule=verdict.rule, reason=verdict.reason, removed=text)
            return None
        self.kept += 1
        for cut in verdict.cuts:
            self.cuts += 1
            start, end = cut.start - base, cut.end - base
            self.note(record, "cut", rule=cut.rule, severity=cut.severity, start=start, removed=text[start:end])
        return without(text, verdict.cuts, base)


def without(text: str, cuts: Sequence[Cut], base: int = 0) -> str:
    """A text without some stretches of it."""
    at, kept = 0, []
    for cut in cuts:
        kept.append(text[at : cut.start - base])
        at = cut.end - base
    return "".join([*kept, text[at:]])


def restored(text: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """The text of a record as it was, from what is left of it and the entries of the ledger about its cuts."""
    for entry in sorted(entries, key=lambda entry: int(entry["start"])):
        text = text[: entry["start"]] + entry["removed"] + text[entry["start"] :]
    return text


def rewrite(path: str, out: Path, how: How, judge: Judge, ledger: Ledger) -> ReadError | None:
    """Write a file again without what the verdicts take out of it.

    Args:
        path: the file.
        out: the new one; its folder is made.
        how: how the file is read.
        judge: the verdict on each record, None for the file itself where it is one document.
        ledger: where to note what is missing.

    Returns:
        Why it cannot be done, if it cannot.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    kind = kind_of(path)
    try:
        if kind == "jsonl":
            written(out, lambda temporary: _write_lines(path, temporary, _lines(path, how, judge, ledger)))
        elif kind == "parquet":
            return _rewrite_parquet(path, out, how, judge, ledger)
        else:
            return _rewrite_whole(path, out, how, judge, ledger)
    except ReadError as error:
        return error
    return None


def _lines(path: str, how: How, judge: Judge, ledger: Ledger) -> Iterator[str]:
    for part in parts(path, how):
        if isinstance(part, ReadError):
            ledger.note(part.record, "unreadable", reason=part.message)
            continue
        record, at = part.record, part.start.offset
        for line in (part.text or "").split("\n"):
            if line.strip(" \t\r\n"):
                left = ledger.judged(line, record, judge(record), at)
                if left is not None:
                    yield left.removesuffix("\r") + "\n"
                record += 1
            at += len(line) + 1


def _write_lines(path: str, temporary: Path, lines: Iterator[str]) -> None:
    suffix = path.removeprefix(inner_path(path)).lower()
    with temporary.open("wb") as raw:
        if suffix == ".gz":
            with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
                packed.writelines(line.encode() for line in lines)
        elif suffix == ".zst":
            with extra(path, "zstandard", "zstd").ZstdCompressor().stream_writer(raw, closefd=False) as packed:
                for line in lines:
                    packed.write(line.encode())
        else:
            raw.writelines(line.encode() for line in lines)


def _rewrite_whole(path: str, out: Path, how: How, judge: Judge, ledger: Ledger) -> ReadError | None:
    verdict = judge(None)
    if verdict is None:
        return ReadError(path, "files with several articles in one JSON array, and archives, cannot be filtered")
    if verdict.cuts and kind_of(path) not in CAN_CUT:
        return ReadError(path, f"nothing can be cut out of {kind_of(path)}; it can only be dropped")
    source = load(path, encoding=how.encoding)
    left = ledger.judged(source.text, None, verdict)
    if left is None:
        return None
    data = (("\ufeff" if source.bom else "") + left).encode(source.encoding)
    written(out, lambda temporary: temporary.write_bytes(gzip.compress(data) if path.endswith(".gz") else data))
    return None


def _rewrite_parquet(path: str, out: Path, how: How, judge: Judge, ledger: Ledger) -> ReadError | None:
    parquet = arrow("pyarrow.parquet")
    try:
        with parquet.ParquetFile(path) as file:
            column = how.text_field.removeprefix("/")
            if column not in file.schema_arrow.names:
                return ReadError(path, f"no column {column!r} at the top, where text can be cut")
            written(out, lambda temporary: _write_rows(file, temporary, column, judge, ledger))
    except ValueError as error:
        return ReadError(path, f"cannot be filtered: {error}")
    return None


def _write_rows(file: Any, temporary: Path, column: str, judge: Judge, ledger: Ledger) -> None:  # noqa: ANN401
    pa, parquet = arrow(), arrow("pyarrow.parquet")
    record, at = 0, file.schema_arrow.get_field_index(column)
    with parquet.ParquetWriter(temporary, file.schema_arrow, compression="zstd") as writer:
        for batch in file.iter_batches(_ROWS):
            texts = []
            for text in batch.column(at).to_pylist():
                texts.append(ledger.judged(text or "", record, judge(record)))
                record += 1
            changed = pa.array(texts, batch.schema.field(at).type)
            table = pa.Table.from_batches([batch]).set_column(at, batch.schema.field(at), changed)
            writer.write_table(table.filter(pa.array([text is not None for text in texts])))


def safe_place(out: Path, path: str) -> Path:
    """Where a file goes below a folder: by its own path, without what leads out of the folder."""
    whole = PurePath(os.path.normpath(path))
    return out.joinpath(*(step for step in whole.parts if step not in (whole.anchor, "..")))

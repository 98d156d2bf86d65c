"""A corpus whose records are rows of somebody else's table: the two pure functions on rows.

What Spark and datatrove call: lint some rows; compare documents that may share something.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lintnews.config.settings import Config
from lintnews.corpus.crossing import Read, found_across
from lintnews.corpus.plan import Task
from lintnews.corpus.rows import Row, document_row, error_row, finding_row
from lintnews.corpus.shelf import packed, unpacked
from lintnews.corpus.summary import Summary
from lintnews.corpus.worker import Outcome, Setup, Worker, documents
from lintnews.documents.document import Document, ReadError, Source
from lintnews.documents.metadata import metadata_of
from lintnews.findings import Result

Fields = Mapping[str, Any]


class Columns(NamedTuple):
    """What the columns are called: the text, the file a row is of, and its number in the file."""

    text: str = "text"
    path: str = "path"
    record: str = "record"


class Job(NamedTuple):
    """How rows are linted: settings, names of columns, which matcher (see ``Engine``), and whether to summarise."""

    config: Config
    columns: Columns = Columns()
    fast: bool | None = True
    compare: bool = True


class Linted(NamedTuple):
    """The rows of one document: its own, those of its findings, and its summary as bytes (empty where none is kept)."""

    document: Row | None
    error: Row | None
    findings: Sequence[Row]
    summary: bytes


_workers: dict[str, Worker] = {}


def worker_of(job: Job) -> Worker:
    """The worker for a job; each process makes it once."""
    key = repr(job)
    if key not in _workers:
        _workers[key] = Worker(Setup([job.config], fast=job.fast, figures=True, across=job.compare))
    return _workers[key]


def lint_rows(rows: Iterable[Fields], job: Job) -> Iterator[Linted]:
    """Lint documents that are rows, some at a time, which is faster; a row without text is an error."""
    return lint_documents((document_of(row, job) for row in rows), job)


def lint_documents(some: Iterable[Document | ReadError], job: Job) -> Iterator[Linted]:
    """Lint documents that have been read, some at a time; what could not be read is an error."""
    yield from map(_linted, worker_of(job).lint_each((Task(one.path, 0, 0), one) for one in some))


def document_of(row: Fields, job: Job) -> Document | ReadError:
    """The document in a row, as the Parquet reader would make it."""
    columns = job.columns
    path, record, text = row[columns.path], row[columns.record], row[columns.text]
    if not isinstance(text, str):
        return ReadError(path, f"row {record}: the column {columns.text!r} is null", record=record)
    fields = {key: value for key, value in row.items() if key not in columns}
    pointer = "/" + columns.text.replace("~", "~0").replace("/", "~1")
    return Document(
        Source(path, text), text, "parquet", metadata_of(fields, job.config.metadata), None, record, pointer
    )


def documents_in(path: str, records: Collection[int | None] | None, job: Job) -> Iterator[Document | ReadError]:
    """The documents of a file that this process can open, whatever its format; of ``records`` hardly more."""
    return documents(Task(path, 0, 0), [job.config], records)


def compare_rows(rows: Sequence[tuple[Fields, bytes]], job: Job) -> Iterator[Row]:
    """The findings of passages that documents share: rows with their summaries, in the order that counts."""
    by_path: dict[str, list[Document | ReadError]] = {}
    for row, _ in rows:
        by_path.setdefault(row[job.columns.path], []).append(document_of(row, job))
    return compare_documents((summary for _, summary in rows), lambda path, _: by_path[path], job)


def compare_documents(packed: Iterable[bytes], read: Read, job: Job) -> Iterator[Row]:
    """The findings of passages that documents share, from their summaries in the order that counts.

    ``read`` gives the documents of a path again; it is asked for those that share something.
    """
    worker = worker_of(job)
    found = found_across(
        [one for summary in packed for one in unpacked(summary)],
        read,
        lambda document, hits, others: worker.report(Task(document.path, 0, 0), document, hits, others),
    )
    for _, findings in found:
        yield from map(finding_row, findings)


def _linted(outcomes: Iterable[Outcome | Summary]) -> Linted:
    document, error, findings, summary = None, None, [], b""
    for outcome in outcomes:
        if isinstance(outcome, Summary):
            summary = packed([outcome])
        elif isinstance(outcome, Result):
            document, findings = document_row(outcome), list(map(finding_row, outcome.findings))
        else:
            error = error_row(outcome)
    return Linted(document, error, findings, summary)

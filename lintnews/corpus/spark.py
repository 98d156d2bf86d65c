"""A corpus on Apache Spark: the same two pure functions, over partitions. The one home of pyspark.

Documents are compared where they share a run of words: hashes of runs are joined, those in too many documents dropped
first, and documents that hang together are compared as ``lintnews check`` compares the documents of a folder. Up to
``exact`` words all documents are one such group, and the findings are exactly those of ``lintnews corpus``.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lintnews.corpus.groups import Groups
from lintnews.corpus.links import id_shingles
from lintnews.corpus.rows import DOCUMENTS, ERRORS, FINDINGS
from lintnews.corpus.rowwise import (
    Columns,
    Job,
    Linted,
    compare_documents,
    compare_rows,
    documents_in,
    lint_documents,
    lint_rows,
)
from lintnews.corpus.shelf import unpacked
from lintnews.corpus.tables import MissingError, arrow, arrow_schema, encodable
from lintnews.memory import collect_seldom

Frame = Any
"""A DataFrame (pyspark is not there when types are checked)."""

EXACT = 60_000_000
MOST_DOCUMENTS = 200
_RUN = 7  # words of a run that makes two documents worth comparing
_TOGETHER = 256  # documents of files that are handed on at once
_KEY, _GROUP, _SUMMARY = "lintnews_key", "lintnews_group", "lintnews_summary"


class Tables(NamedTuple):
    """What comes out, with the columns that docs/corpus.md describes."""

    findings: Frame
    documents: Frame
    errors: Frame


def session(master: str | None = None) -> Any:  # noqa: ANN401
    """A Spark session, with the master that is named, or that its configuration says.

    Raises:
        MissingError: pyspark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingError("needs pyspark: pip install 'lintnews[spark]'") from None
    builder = SparkSession.builder.appName("lintnews")
    if (master or "").startswith("local"):  # its workers need what this Python has
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return (builder.master(master) if master else builder).getOrCreate()


def read_parquet(spark: Any, paths: Iterable[str], text: str = "text") -> Frame:  # noqa: ANN401
    """Parquet files as a frame that lint_frame takes, with the columns ``path`` and ``record`` beside their own.

    The row numbers are those of Spark's hidden column ``_metadata.row_index`` (Spark 3.5 or newer).
    """
    from pyspark.sql import functions as f

    frame = spark.read.parquet(*paths)
    local = f.udf(_local_path, "string")
    return frame.withColumns(
        {"path": local(f.col("_metadata.file_path")), "record": f.col("_metadata.row_index").cast("long")}
    )


def read_files(spark: Any, paths: Sequence[str]) -> Frame:  # noqa: ANN401
    """Paths of files as a frame that lint_files takes: each is read by one task, of whatever format."""
    rows = [(path,) for path in paths]
    return spark.createDataFrame(rows, "path string").repartitionByRange(max(len(rows), 1), "path")


def lint_frame(frame: Frame, job: Job, *, exact: int = EXACT, most: int = MOST_DOCUMENTS) -> Tables:
    """Lint the documents of a frame, one a row, and compare them.

    Args:
        frame: has the columns that ``job`` names; others may say what metadata a document has. Path and record
            together name a document, and their order counts: of two copies the one that comes first is the first
            where no dates say otherwise.
        job: settings, and what the columns are called.
        exact: words up to which all documents are compared at once, on one executor, exactly.
        most: documents from which a run of words is no longer taken to link them.

    Returns:
        Findings, documents and errors; the linted frame behind them is kept on disk until Spark drops it.
    """
    return _tables(frame, job, _lint(job, _rows), exact, most, with_text=True)


def lint_files(frame: Frame, job: Job, *, exact: int = EXACT, most: int = MOST_DOCUMENTS) -> Tables:
    """Lint the files that the column ``path`` of a frame names, and compare their documents.

    JSON Lines and all else that ``lintnews corpus`` reads; every executor must be able to open the files. Arguments
    and what is returned are those of ``lint_frame``; columns that ``job`` names are not looked at.
    """
    return _tables(frame, job._replace(columns=Columns()), _lint(job, _files), exact, most, with_text=False)


def _tables(
    frame: Frame, job: Job, lint: Callable[[Iterator[Any]], Iterator[Any]], exact: int, most: int, *, with_text: bool
) -> Tables:
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    linted = _mapped(frame, lint, _linted_schema).persist(StorageLevel.DISK_ONLY)
    documents = linted.where("document is not null").select("document.*")
    errors = linted.where("error is not null").select("error.*")
    findings = linted.select(f.explode("findings").alias("finding")).select("finding.*")
    compared = _compared(frame if with_text else None, linted, job, exact, most)
    return Tables(findings.unionByName(compared), documents, errors)


def _compared(frame: Frame | None, linted: Frame, job: Job, exact: int, most: int) -> Frame:
    """What comparing the linted documents finds; their texts are in ``frame``, else in their files."""
    from pyspark.sql import functions as f

    columns = job.columns
    key = [f.col("path").alias(columns.path), f.col("record").alias(columns.record)]
    summaries = linted.where("summary is not null").select(*key, f.col("words"), f.col("summary").alias(_SUMMARY))
    words = summaries.agg(f.sum("words")).first()[0] or 0
    if words <= exact:
        grouped = summaries.withColumn(_GROUP, f.lit(0).cast("long"))
        partitions = 1
    else:
        grouped = _grouped(summaries, columns, most)
        partitions = int(linted.sparkSession.conf.get("spark.sql.shuffle.partitions"))
    grouped = grouped.drop("words")
    joined = grouped if frame is None else frame.join(grouped, [columns.path, columns.record])
    ordered = joined.repartition(partitions, _GROUP).sortWithinPartitions(_GROUP, columns.path, columns.record)
    return _mapped(ordered, _compare(job, with_text=frame is not None), _findings_schema)


def _grouped(summaries: Frame, columns: Columns, most: int) -> Frame:
    """The summaries of documents that share a run of words with another, each with the number of its group."""
    from pyspark.sql import functions as f

    key = f.struct(f.col(columns.path).alias("path"), f.col(columns.record).alias("record"))
    runs = _mapped(summaries.withColumn(_KEY, key).select(_KEY, _SUMMARY), _runs, _runs_schema)
    linking = (
        runs.groupBy("run").agg(f.count("*").alias("n"), f.min(_KEY).alias("first"))
        .where((f.col("n") > 1) & (f.col("n") <= most)).drop("n")
    )  # fmt: skip
    pairs = runs.join(linking, "run").where(f"first != {_KEY}").select("first", _KEY).distinct()
    groups = Groups[tuple[Any, ...]]()
    for row in pairs.toLocalIterator():
        groups.join(tuple(row[0]), tuple(row[1]))
    names = [f"{_GROUP}_of_{name}" for name in ("path", "record")]
    rows = [(*name, group) for name, group in groups.numbers().items()]
    found = summaries.sparkSession.createDataFrame(rows, f"{names[0]} string, {names[1]} long, {_GROUP} long")
    # A file that is one document has no record, and null equals nothing.
    same = (f.col(columns.path) == f.col(names[0])) & f.col(columns.record).eqNullSafe(f.col(names[1]))
    return summaries.join(f.broadcast(found), same).drop(*names)


def _rows(batches: Iterator[Any], job: Job) -> Iterator[Iterable[Linted]]:
    """What comes of the rows of each batch."""
    for batch in batches:
        yield lint_rows(batch.to_pylist(), job)


def _files(batches: Iterator[Any], job: Job) -> Iterator[Iterable[Linted]]:
    """What comes of files, some documents at a time: a file may have any number of them."""
    paths = (path for batch in batches for path in batch.column("path").to_pylist())
    linted = lint_documents((one for path in paths for one in documents_in(path, None, job)), job)
    while some := list(islice(linted, _TOGETHER)):
        yield some


def _lint(
    job: Job, lint: Callable[[Iterator[Any], Job], Iterator[Iterable[Linted]]]
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def linted(batches: Iterator[Any]) -> Iterator[Any]:
        collect_seldom()
        for some in lint(batches, job):
            rows = [
                {
                    "path": (one.document or one.error or {})["path"],
                    "record": (one.document or one.error or {})["record"],
                    "document": encodable([one.document])[0] if one.document else None,
                    "error": encodable([one.error])[0] if one.error else None,
                    "findings": encodable(one.findings),
                    "words": one.document["words"] if one.document else 0,
                    "summary": one.summary or None,
                }
                for one in some
            ]
            yield arrow().RecordBatch.from_pylist(rows, schema=_linted_schema())

    return linted


def _compare(job: Job, *, with_text: bool) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def compare(batches: Iterator[Any]) -> Iterator[Any]:
        collect_seldom()
        rows = (row for batch in batches for row in batch.to_pylist())
        for _, group in groupby(rows, key=itemgetter(_GROUP)):
            if with_text:
                found = compare_rows([({**row, _GROUP: None, _SUMMARY: None}, row[_SUMMARY]) for row in group], job)
            else:
                found = compare_documents((row[_SUMMARY] for row in group), partial(documents_in, job=job), job)
            yield arrow().RecordBatch.from_pylist(encodable(found), schema=_findings_schema())

    return compare


def _runs(batches: Iterator[Any]) -> Iterator[Any]:
    """The hashes of the runs of words of each document."""
    import numpy as np

    pa = arrow()
    for batch in batches:
        for key, data in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            (summary,) = unpacked(data)
            shingles = id_shingles(summary.ids)
            later = shingles[_RUN - 4 :]
            runs = np.unique(shingles[: len(later)] * np.uint64(0x9E3779B97F4A7C15) ^ later).view(np.int64)
            keys = pa.array([key] * len(runs), batch.schema.field(0).type)
            yield pa.RecordBatch.from_arrays([pa.array(runs), keys], schema=_runs_schema(batch.schema.field(0).type))


def _mapped(frame: Frame, function: Callable[..., Any], schema: Callable[[], Any]) -> Frame:
    from pyspark.sql.pandas.types import from_arrow_schema

    return frame.mapInArrow(function, from_arrow_schema(schema()))


def _findings_schema() -> Any:  # noqa: ANN401
    return arrow_schema(FINDINGS)


def _runs_schema(key: Any = None) -> Any:  # noqa: ANN401
    pa = arrow()
    key = key or pa.struct([("path", pa.string()), ("record", pa.int64())])
    return pa.schema([("run", pa.int64()), (_KEY, key)])


def _linted_schema() -> Any:  # noqa: ANN401
    pa = arrow()
    documents, errors, findings = (pa.struct(list(arrow_schema(each))) for each in (DOCUMENTS, ERRORS, FINDINGS))
    return pa.schema([
        ("path", pa.string()), ("record", pa.int64()), ("document", documents), ("error", errors),
        ("findings", pa.list_(findings)), ("words", pa.int64()), ("summary", pa.binary()),
    ])  # fmt: skip


def _local_path(uri: str) -> str:
    """The path of a local file that Spark names by URI; other addresses stay as they are."""
    parts = urlsplit(uri)
    return unquote(parts.path) if parts.scheme == "file" else uri

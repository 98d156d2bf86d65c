"""Spark finds what ``lintnews corpus`` finds, row by row; skipped where there is no Spark or Java."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lintnews.config.load import Finder
from lintnews.corpus.plan import make_plan
from lintnews.corpus.rowwise import Job
from lintnews.corpus.shards import run_shards
from lintnews.corpus.spark import _components, lint_frame, read_parquet
from lintnews.corpus.tables import read_table

COPIED = (
    "The harbour of the old town was rebuilt with money from three foreign banks after the flood, said the mayor, "
    "and the fishermen who had lost their boats were paid within a year of the day on which the water came."
)
WORDS = ("council", "budget", "river", "school", "market", "bridge", "library", "theatre")
TEXTS = [f"Read more\n\nIn {word} number {n} nobody said said a thing." for n, word in enumerate(WORDS)]
TEXTS[1] += f"\n\n{COPIED}"
TEXTS[6] += f"\n\n{COPIED}\n\nDonate now"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="needs lintnews[spark]")
    pytest.importorskip("pandas", reason="needs lintnews[spark]")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two files with a passage in both, and a row without text."""
    pa = pytest.importorskip("pyarrow", reason="needs lintnews[parquet]")
    pq = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "in"
    folder.mkdir()
    for n in (0, 1):
        texts = [*TEXTS[n * 4 : n * 4 + 4], *([None] if n else [])]
        dates = [f"2024-0{n + 1}-0{k + 1}" for k in range(len(texts))]
        pq.write_table(pa.table({"text": texts, "date": dates}), folder / f"{n}.parquet")
    return folder


def said(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("exact", [1_000_000, 0])
def test_same_rows_as_shards(spark: Any, corpus: Path, tmp_path: Path, exact: int) -> None:
    config = Finder(isolated=True).config(".")
    run_shards(make_plan([str(corpus)], Finder(isolated=True)), tmp_path / "out")
    tables = lint_frame(read_parquet(spark, [str(corpus)]), Job(config, fast=None), exact=exact)
    for name, table in tables._asdict().items():
        expected = [row for file in (tmp_path / "out" / name).iterdir() for row in read_table(file)]
        assert said([row.asDict() for row in table.collect()]) == said(expected)
        assert expected
    rules = {row["rule"] for row in tables.findings.collect()}
    assert {"duplication/copied-passage", "garbled/doubled-word", "boilerplate/read-more-teaser"} <= rules


def test_what_hangs_together() -> None:
    groups = _components([(1, 2), (3, 4), (2, 5), (4, 6)])
    assert groups[1] == groups[2] == groups[5] != groups[3] == groups[4] == groups[6]

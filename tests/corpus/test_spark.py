"""Spark finds what ``lintnews corpus`` finds, row by row; skipped where there is no Spark or Java."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lintnews.config.load import Finder
from lintnews.corpus.plan import make_plan
from lintnews.corpus.rowwise import Job
from lintnews.corpus.shards import run_shards
from lintnews.corpus.spark import lint_files, lint_frame, read_files, read_parquet
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
    pq = pytest.importorskip("pyarrow.parquet", reason="needs lintnews[parquet]")
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


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("exact", [1_000_000, 0])
def test_same_rows_from_json_lines(spark: Any, tmp_path: Path, exact: int) -> None:
    """Compressed and not, with places in the file, a passage in both, and a broken record."""
    lines = [json.dumps({"text": text, "date": f"2024-01-0{n + 1}"}) for n, text in enumerate(TEXTS)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(lines[:4]).encode()))
    (tmp_path / "in" / "b.jsonl").write_text("\n".join([lines[4], "{broken", *lines[5:]]), "utf-8")
    (tmp_path / "in" / "c.txt").write_text(TEXTS[6], "utf-8")
    plan = make_plan([str(tmp_path / "in")], Finder(isolated=True))
    run_shards(plan, tmp_path / "out", form="jsonl")
    job = Job(Finder(isolated=True).config("."), fast=None)
    tables = lint_files(read_files(spark, [task.path for task in plan.tasks]), job, exact=exact)
    for name, table in tables._asdict().items():
        expected = [row for file in (tmp_path / "out" / name).iterdir() for row in read_table(file)]
        assert said([row.asDict() for row in table.collect()]) == said(expected)
        assert expected
    related = [json.loads(row["related"]) for row in tables.findings.collect() if row["related"]]
    assert {other["path"].rpartition("/")[2] for some in related for other in some} >= {"a.jsonl.gz", "b.jsonl"}


def test_the_command_reads_json_lines(tmp_path: Path, spark: Any) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXTS[0]}) + "\nnull\n", "utf-8")
    options = ["--master", "local[1]", "--isolated", "--out", str(tmp_path / "out")]
    ran = subprocess.run(
        [sys.executable, "-m", "lintnews", "spark", str(tmp_path / "a.jsonl"), *options], capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert f"lintnews: 1 records or files could not be read; see {tmp_path}/out/errors" in ran.stderr
    found = [row for file in (tmp_path / "out" / "findings").glob("*.parquet") for row in read_table(file)]
    assert {(row["path"], row["record"]) for row in found} == {(str(tmp_path / "a.jsonl"), 0)}

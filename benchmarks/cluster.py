"""Compare two ways to lint a folder of Parquet: ``python -m benchmarks.cluster FOLDER [--work DIR] [--select RULES]``.

Runs ``lintnews corpus --jobs 2`` and ``lintnews spark --master local[2]`` over the same files, one after the other, and
prints for each the megabytes of text, wall and CPU seconds, and the peak memory of the whole tree of processes, all
that it shares counted once. Then every row of findings, documents and errors is compared. The command fails where a row
is in one of the two alone.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.processes import Used, measured

TABLES = ("findings", "documents", "errors")
_SHOWN = 5
_ACROSS = (
    "duplication/copied-passage",
    "duplication/quote-drift",
    "duplication/shared-banner",
    "provenance/uncredited-copy",
)


def text_size(folder: Path, column: str = "text") -> int:
    """Bytes of the texts in a folder of Parquet files."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    total = 0
    for file in sorted(folder.glob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(columns=[column]):
            total += pc.sum(pc.binary_length(batch.column(0))).as_py() or 0
    return total


def rows(folder: Path, table: str) -> Iterator[str]:
    """The rows of a table in one order of columns, as JSON."""
    import pyarrow.parquet as pq

    for file in sorted((folder / table).glob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches():
            for row in batch.to_pylist():
                yield json.dumps(row, sort_keys=True)


def differences(one: Path, other: Path, table: str) -> tuple[int, Counter[bytes]]:
    """How many rows the first has, and of each row (by its hash) how many more than the other."""
    more: Counter[bytes] = Counter()
    number = 0
    for row in rows(one, table):
        more[_name(row)] += 1
        number += 1
    for row in rows(other, table):
        name = _name(row)
        more[name] -= 1
        if not more[name]:
            del more[name]
    return number, more


def _name(row: str) -> bytes:
    return hashlib.blake2b(row.encode(), digest_size=16).digest()


def _copies(folder: Path) -> tuple[int, int]:
    """Findings about several documents, and how many of these name another file."""
    found = [json.loads(row) for row in rows(folder, "findings")]
    related = [(row["path"], json.loads(row["related"])) for row in found if row["rule"] in _ACROSS and row["related"]]
    return len(related), sum(any(other["path"] != path for other in others) for path, others in related)


def _tell(name: str, size: int, used: Used) -> None:
    speed = size / 1e6 / used.cpu
    print(
        f"{name:24}{size / 1e6:8.0f} MB{used.wall:8.0f} s wall{used.cpu:8.0f} s CPU{speed:7.2f} MB/CPU s"
        f"{used.memory / 1e6:8.0f} MB peak ({used.largest / 1e6:.0f} MB the largest process)",
        flush=True,
    )


def _compare(corpus: Path, spark: Path) -> bool:
    same = True
    for table in TABLES:
        number, more = differences(corpus, spark, table)
        print(f"{table:24}{number:8,} rows of corpus, {sum(map(abs, more.values())):,} differ")
        same = same and not more
        for folder, sign in ((corpus, 1), (spark, -1)):
            only = (row for row in rows(folder, table) if more and more[_name(row)] * sign > 0)
            for row, _ in zip(only, range(_SHOWN), strict=False):
                print(f"  only in {folder.name}: {row[:300]}")
    print("{:24}{:8,} findings about several documents, {:,} name another file".format("copies", *_copies(corpus)))
    return same


def main() -> int:
    """Run both and compare."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--work", type=Path, help="where the two runs go; a temporary folder without it")
    arguments.add_argument("--select", help="only these rules")
    given = arguments.parse_args()
    select = ["--select", given.select] if given.select else []
    with tempfile.TemporaryDirectory() as temporary:
        work: Path = given.work or Path(temporary)
        size = text_size(given.folder)
        ran: dict[str, Any] = {
            "corpus": ["corpus", str(given.folder.resolve()), "--jobs", "2", "-q"],
            "spark": ["spark", str(given.folder.resolve()), "--master", "local[2]"],
        }
        for name, command in ran.items():
            used = measured([sys.executable, "-m", "lintnews", *command, "--out", str(work / name), *select])
            _tell(f"lintnews {name}", size, used)
            if used.status:
                print(f"exit status {used.status}")
                return 1
        return 0 if _compare(work / "corpus", work / "spark") else 1


if __name__ == "__main__":
    sys.exit(main())

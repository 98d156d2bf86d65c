"""``lintnews corpus`` on what cannot be read: a clear word on each, the rest done, exit status 2."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CONFIG, Command, Ran, write
from tests.cli.test_corpus import rows
from tests.documents.test_archives import response

GOOD = json.dumps({"text": "A wombat."}) + "\n"


@pytest.fixture(params=["1", "2"], ids=["alone", "two"])
def ran(request: pytest.FixtureRequest, place: Path, process: Command) -> Any:
    """Runs the real command over ``in``, with one and with two processes."""
    write(place / "lintnews.toml", CONFIG)
    write(place / "in" / "z.jsonl", GOOD)  # comes after what is bad

    def run() -> tuple[Ran, list[dict[str, Any]], list[tuple[str, int | None]]]:
        done = process("corpus", "in", "--out", "out", "-q", "-j", request.param, "--format", "jsonl", timeout=120)
        found = [(row["path"], row["record"]) for row in rows(place / "out", "findings")]
        return done, rows(place / "out", "errors"), found

    return run


def test_a_record_of_50_megabytes(place: Path, ran: Any) -> None:
    write(place / "in" / "a.jsonl", GOOD + '{"text": "' + "x " * 25_000_000 + '"}\n' + GOOD)
    done, (error,), found = ran()
    assert done.status == 2
    assert (error["path"], error["record"], error["line"]) == ("in/a.jsonl", 1, 2)
    assert error["message"] == "the record is larger than 20 MB (size-limit); it is not read"
    assert found == [("in/a.jsonl", 0), ("in/a.jsonl", 2), ("in/z.jsonl", 0)]
    assert "1 records or files could not be read" in done.err


def test_a_truncated_gzip(place: Path, ran: Any) -> None:
    lines = "".join(json.dumps({"text": f"A wombat. {n * 7919 % 9973}"}) + "\n" for n in range(1500))
    write(place / "in" / "a.jsonl.gz", gzip.compress(lines.encode())[:-800])
    done, (error,), found = ran()
    assert done.status == 2
    assert error["message"] == "truncated gzip data: the file ends too early; its last record may be missing"
    records = [record for path, record in found if path == "in/a.jsonl.gz"]
    assert 100 < len(records) < 1500
    assert records == list(range(len(records)))
    assert found[-1] == ("in/z.jsonl", 0)


def test_parquet_without_the_column(place: Path, ran: Any) -> None:
    pa = pytest.importorskip("pyarrow", reason="needs lintnews[parquet]")
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs lintnews[parquet]")
    (place / "in").mkdir(exist_ok=True)
    parquet.write_table(pa.table({"body": ["A wombat."], "date": [""]}), place / "in" / "a.parquet")
    done, (error,), found = ran()
    assert done.status == 2
    assert error["path"] == "in/a.parquet"
    assert error["message"] == "no column 'text' in the file (it has 'body', 'date'); name it with --text-field"
    assert found == [("in/z.jsonl", 0)]


def test_an_archive_with_pictures(place: Path, ran: Any) -> None:
    pytest.importorskip("warcio", reason="needs lintnews[warc]")
    payloads = [("text/html", b"<p>A wombat.</p>"), ("image/png", b"\x89PNG\r\n\0"), ("text/plain", b"\0\1\2\xff" * 99),
                ("text/html", b"<p>No wombat.</p>")]  # fmt: skip
    records = (response(f"https://news.example/{n}", data, kind) for n, (kind, data) in enumerate(payloads))
    write(place / "in" / "a.warc.gz", b"".join(map(gzip.compress, records)))
    done, errors, found = ran()
    assert done.status == 2
    assert [(error["record"], error["message"]) for error in errors] == [
        (1, "record 1 (https://news.example/1): image/png is no text"),
        (2, "record 2 (https://news.example/2): binary file"),
    ]
    assert found == [("in/a.warc.gz", 0), ("in/a.warc.gz", 3), ("in/z.jsonl", 0)]

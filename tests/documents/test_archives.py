"""Parquet and WARC; each test is skipped where the library is missing."""

import datetime
import gzip
from pathlib import Path
from typing import Any

import pytest

from lintnews.documents.document import Document, ReadError
from lintnews.documents.read import How, parts, read, read_part
from lintnews.positions import Span


@pytest.fixture
def arrow() -> Any:
    return pytest.importorskip("pyarrow", reason="needs lintnews[parquet]")


def write(path: Path, columns: dict[str, Any], **options: Any) -> str:
    arrow = pytest.importorskip("pyarrow", reason="needs lintnews[parquet]")
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs lintnews[parquet]")
    parquet.write_table(arrow.table(columns), path, **options)
    return str(path)


def test_rows_are_records(tmp_path: Path) -> None:
    columns = {
        "text": ["One é.\nTwo 😀.", "Three."],
        "author": [["A B", "C D"], None],
        "date": [datetime.date(2024, 5, 1), None],
        "embedding": [[0.5], [1.5]],
    }
    first, second = read(write(tmp_path / "a.parquet", columns))
    assert isinstance(first, Document)
    assert (first.text, first.record, first.pointer) == ("One é.\nTwo 😀.", 0, "/text")
    assert first.metadata == {"author": "A B, C D", "date": "2024-05-01"}
    assert first.source.lines.place(first.in_file(Span(7, 8)).start)[:2] == (2, 1)
    assert isinstance(second, Document)
    assert (second.record, second.metadata) == (1, {})


def test_row_groups_are_parts(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [f"Text {n}" for n in range(10)]}, row_group_size=4)
    some = list(parts(path, How()))
    assert [part.record for part in some if not isinstance(part, ReadError)] == [0, 4, 8]
    alone = [one for part in reversed(some) if not isinstance(part, ReadError) for one in read_part(path, part, How())]
    assert sorted((one.record or 0, getattr(one, "text", "")) for one in alone) == [(n, f"Text {n}") for n in range(10)]


def test_columns_inside_of_others(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"article": [{"body": "Deep."}, {"body": None}, None]})
    first, *others = read(path, text_field="article.body")
    assert isinstance(first, Document)
    assert (first.text, first.pointer) == ("Deep.", "/article/body")
    assert [str(each) for each in others] == [f"{path}: row {n}: the column 'article.body' is null" for n in (1, 2)]


@pytest.mark.parametrize(
    ("columns", "field", "message"),
    [
        ({"title": ["a"], "n": [1]}, "text", "no column 'text' in the file (it has 'title', 'n'); name it with"),
        ({"text": [1]}, "text", "the column 'text' holds int64, not text"),
        ({"a": [{"b": "c"}]}, "a.x", "no column 'a.x' in the file"),
        ({"a": [{"b": "c"}]}, "a", "the column 'a' holds struct<b: string>, not text"),
    ],
)
def test_parquet_without_text(tmp_path: Path, columns: dict[str, Any], field: str, message: str) -> None:
    (bad,) = read(write(tmp_path / "a.parquet", columns), text_field=field)
    assert isinstance(bad, ReadError)
    assert bad.message.startswith(message)


def test_damaged_parquet(tmp_path: Path, arrow: Any) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    (bad,) = read(str(path))
    assert str(bad).startswith(f"{path}: damaged Parquet: ")
    (missing,) = read(str(tmp_path / "missing.parquet"))
    assert isinstance(missing, ReadError)
    assert "o such file" in missing.message


def test_texts_that_are_too_large_or_not_utf8(tmp_path: Path, arrow: Any) -> None:
    wrong = arrow.array([b"good", b"\xff\xfe", b"x" * 200], arrow.binary()).cast(arrow.string(), safe=False)
    path = write(tmp_path / "a.parquet", {"text": wrong})
    good, broken, large = read(path, limit=100)
    assert isinstance(good, Document)
    assert isinstance(broken, ReadError)
    assert (broken.record, "utf-8" in broken.message) == (1, True)
    assert str(large).endswith("row 2: the text is larger than 0.0001 MB (size-limit); it is not read")


def warc_record(kind: str, url: str, content_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, kind: str, status: str = "200 OK") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    return warc_record("response", url, "application/http; msgtype=response", block)


def archive(path: Path, *, packed: bool = True) -> str:
    pytest.importorskip("warcio", reason="needs lintnews[warc]")
    records = [
        warc_record("warcinfo", "", "application/warc-fields", b"software: test\r\n"),
        response("https://news.example/1", "<p>Café au lait.</p>".encode("latin-1"), "text/html; charset=iso-8859-1"),
        response("https://news.example/2.png", b"\x89PNG\0\0", "image/png"),
        response("https://news.example/3", b"gone", "text/html", "404 Not Found"),
        warc_record("conversion", "https://news.example/4", "text/plain", "Naïve.".encode()),
    ]
    path.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
    return str(path)


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_an_archive(tmp_path: Path, packed: bool) -> None:
    page, image, text = read(archive(tmp_path / f"a.warc{'.gz' if packed else ''}", packed=packed))
    assert isinstance(page, Document)
    assert (page.text, page.record, page.metadata["url"]) == ("Café au lait.", 1, "https://news.example/1")
    assert page.source.lines.slice(page.in_file(Span(0, 4))) == "Café"
    assert str(image).endswith("record 2 (https://news.example/2.png): image/png is no text")
    assert isinstance(text, Document)
    assert (text.text, text.record) == ("Naïve.", 4)


def test_damaged_archives(tmp_path: Path) -> None:
    path = Path(archive(tmp_path / "a.warc.gz"))
    path.write_bytes(path.read_bytes()[:-40])
    *_, bad = read(str(path))
    assert isinstance(bad, ReadError)
    path.write_bytes(b"no archive at all")
    (bad,) = read(str(path))
    assert isinstance(bad, ReadError)

"""Files of many records in parts, and compressed files."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.documents.document import Document, ReadError
from lintnews.documents.parts import Part, line_parts
from lintnews.documents.read import How, parts, read, read_part
from lintnews.documents.stream import BLOCK, blocks
from lintnews.positions import Span

LINES = st.lists(
    st.sampled_from(['{"text": "é\\n\\u00e9 😀"}', "", '{"text": "a"', '{"text":\r"b"}', '{"title": "c"}', "\x80"]),
    max_size=8,
)


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def described(found: Document | ReadError) -> tuple[object, ...]:
    """All of a document that may be reported, or the words of an error."""
    if isinstance(found, ReadError):
        return (str(found), found.record)
    lines = found.source.lines
    spans = [found.in_file(Span(at, at + 1)) for at in range(len(found.text))]
    return (found.text, found.record, [(lines.place(span.start), lines.slice(span)) for span in spans])


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.integers(3, 30), st.booleans())
def test_blocks_of_any_size_make_the_same_documents(lines: list[str], end: str, size: int, bom: bool) -> None:
    data = (b"\xef\xbb\xbf" if bom else b"") + end.join(lines).encode().replace("\x80".encode(), b"\x80")
    whole = list(read("a.jsonl", data=data))
    found: list[Document | ReadError] = []
    for part in line_parts("a.jsonl", cut(data, size), None, 1000):
        found.extend([part] if isinstance(part, ReadError) else read_part("a.jsonl", part, How()))
    assert list(map(described, found)) == list(map(described, whole))


def test_places_count_from_the_beginning_of_the_file() -> None:
    records = [json.dumps({"n": n, "text": f"Line {n} é"}, ensure_ascii=False) for n in range(50)]
    text = "\n".join(records)
    for part in line_parts("a.jsonl", cut(text.encode(), 100), None, 1000):
        assert isinstance(part, Part)
        for one in read_part("a.jsonl", part, How()):
            assert isinstance(one, Document)
            assert one.record is not None
            assert one.offsets
            place = one.source.lines.place(one.offsets.pieces[0].source_start)
            assert text[place.offset :].startswith(f"Line {one.record} é")
            assert (place.line, place.column) == (one.record + 1, records[one.record].index("Line") + 1)


@pytest.mark.parametrize("size", [10, 1000, BLOCK])
def test_a_record_that_is_too_long_is_told_and_passed_over(size: int) -> None:
    data = b"\n".join([b'{"text": "a"}', b'{"text": "' + b"b" * 500 + b'"}', b'{"text": "c"}'])
    found: list[Document | ReadError] = []
    for part in line_parts("a.jsonl", cut(data, size), None, 100):
        found.extend([part] if isinstance(part, ReadError) else read_part("a.jsonl", part, How()))
    first, long, last = found
    assert isinstance(first, Document) and isinstance(long, ReadError) and isinstance(last, Document)
    assert str(long) == "a.jsonl:2: the record is larger than 0.0001 MB (size-limit); it is not read"
    assert (first.record, long.record, last.record) == (0, 1, 2)
    assert last.offsets
    assert data[last.offsets.pieces[0].source_start :].startswith(b"c")


def test_records_not_in_their_encoding_are_passed_over() -> None:
    found = list(read("a.jsonl", data=b'{"text": "a"}\n{"text": "\xe9"}\n{"text": "c"}\n'))
    assert [type(each) for each in found] == [Document, ReadError, Document]
    assert str(found[1]).startswith("a.jsonl:2: not UTF-8: byte 0xE9")


def test_other_encodings_are_read_in_blocks() -> None:
    data = "".join(json.dumps({"text": f"é {n}"}, ensure_ascii=False) + "\n" for n in range(9)).encode("utf-16")
    texts = [each.text for each in read("a.jsonl", data=data, encoding="utf-16") if isinstance(each, Document)]
    assert texts == [f"é {n}" for n in range(9)]


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_compressed_files(tmp_path: Path, suffix: str) -> None:
    data = "".join(json.dumps({"text": f"text {n}"}) + "\n" for n in range(19_999)).encode()
    path = tmp_path / f"a.jsonl.{suffix}"
    half = len(data) // 2
    path.write_bytes(compressed(data[:half], suffix) + compressed(data[half:], suffix))
    texts = [each.text for each in read(str(path)) if isinstance(each, Document)]
    assert texts == [f"text {n}" for n in range(19_999)]
    assert b"".join(blocks(str(path))) == data


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_a_truncated_file_is_read_as_far_as_it_goes(tmp_path: Path, suffix: str) -> None:
    data = "".join(json.dumps({"text": f"text {n * 7919 % 99991}"}) + "\n" for n in range(19_999)).encode()
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(compressed(data, suffix)[:-2000])
    *good, bad = read(str(path))
    assert len(good) > 5_000
    assert all(isinstance(each, Document) for each in good)
    assert isinstance(bad, ReadError)
    assert "truncated" in bad.message


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_what_is_not_compressed_at_all(tmp_path: Path, suffix: str) -> None:
    compressed(b"", suffix)  # skips where the library is missing
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(b'{"text": "a"}\n')
    (bad,) = read(str(path))
    assert isinstance(bad, ReadError)
    assert f"damaged {'gzip' if suffix == 'gz' else 'zstd'} data" in bad.message


def test_a_compressed_text_of_any_format() -> None:
    (found,) = read("a.txt.gz", data=gzip.compress(b"plain"))
    assert isinstance(found, Document)
    assert (found.kind, found.text) == ("plain", "plain")


def test_files_that_are_too_large() -> None:
    (found,) = read("a.txt", data=b"a" * 101, limit=10)
    assert str(found) == "a.txt: larger than 0.0001 MB (size-limit); it is not read"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "words " * 500}).encode() + b"\n"
    path.write_bytes(line * 10_000)
    tracemalloc.start()
    try:
        number = sum(1 for _ in read(str(path)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert number == 10_000
    assert peak < 12 * BLOCK < path.stat().st_size / 2


def test_parts_do_not_depend_on_how_often_they_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "some words"}\n' * 200_000)
    first, again = (list(parts(str(path), How())) for _ in range(2))
    assert first == again
    assert len(first) > 3


def compressed(data: bytes, suffix: str) -> bytes:
    if suffix == "gz":
        return gzip.compress(data)
    zstandard = pytest.importorskip("zstandard", reason="needs lintnews[zstd]")
    made: bytes = zstandard.compress(data)
    return made

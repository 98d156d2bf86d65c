import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from lintnews.documents.document import Document, ReadError
from lintnews.documents.read import KINDS, kind_of, read

TEXT_KINDS = [kind for kind in KINDS if kind not in ("parquet", "warc")]


def only(path: str, **options: object) -> Document | ReadError:
    (found,) = read(path, **options)  # type: ignore[arg-type]
    return found


def test_a_plain_file_is_its_own_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffé\r\nb\r\0\u2028".encode())
    found = only(str(path))
    assert isinstance(found, Document)
    assert (found.text, found.offsets, found.kind, found.path) == ("é\r\nb\r\0\u2028", None, "plain", str(path))
    assert found.source.bom


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.txt", "plain"),
        ("a", "plain"),
        ("a.md/b", "plain"),
        (".md", "plain"),
        ("a.MARKDOWN", "markdown"),
        ("a.md", "markdown"),
        ("a.htm", "html"),
        ("a.HTML", "html"),
        ("a.json", "json"),
        ("a.txt.jsonl", "jsonl"),
    ],
)
def test_the_suffix_says_the_format(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_the_format_can_be_named() -> None:
    found = only("-", kind="jsonl", data=b'{"text": "a"}')
    assert isinstance(found, Document)
    assert (found.text, found.kind) == ("a", "jsonl")
    with pytest.raises(ValueError, match="unknown kind 'rtf', expected one of plain, markdown, html, json, jsonl"):
        read("a.txt", kind="rtf")


@pytest.mark.parametrize("kind", TEXT_KINDS)
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_empty_document(kind: str, data: bytes) -> None:
    found = only("a", kind=kind, data=data)
    assert isinstance(found, Document)
    assert (found.text, found.kind, found.record) == ("", kind, None)


@pytest.mark.parametrize("path", ["missing.txt", "missing/a.jsonl", "a\0b.txt"])
def test_a_file_that_is_not_there(tmp_path: Path, path: str) -> None:
    found = only(f"{tmp_path}/{path}")
    assert isinstance(found, ReadError)
    assert found.message in ("no such file or directory", "embedded null byte")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    found = only(str(tmp_path))
    assert isinstance(found, ReadError)
    assert found.message == "is a directory"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user without all rights")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(0)
    assert str(only(str(path))) == f"{path}: permission denied"


@pytest.mark.parametrize("kind", TEXT_KINDS)
def test_undecodable_files_of_any_format(kind: str) -> None:
    found = only("a", kind=kind, data=b"abc\xff\n", encoding="utf-8")
    place = "a:1" if kind == "jsonl" else "a"
    assert str(found) == f"{place}: not utf-8: byte 0xFF at offset 3"


def test_records_come_on_demand() -> None:
    records = read("a.jsonl", data=b'{"text": "a"}\n' * 3)
    first = next(records)
    assert isinstance(first, Document)
    assert first.record == 0
    assert len(list(records)) == 2


def test_what_readers_give_can_be_sent_to_another_process() -> None:
    error = ReadError("a", "b", 1, 2, 3)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)
    found = only("a.html", data=b"<title>t</title>a&amp;b")
    copy = pickle.loads(pickle.dumps(found))
    assert isinstance(found, Document)
    assert found.offsets
    assert (copy.text, copy.metadata, copy.source) == (found.text, found.metadata, found.source)
    assert copy.offsets.pieces == found.offsets.pieces
    assert copy.source.lines.place(17) == found.source.lines.place(17)


@pytest.mark.parametrize(
    ("name", "data", "loaded"),
    [
        ("a.txt", "b'abc'", "[]"),
        ("a.html", "b'<p>abc'", "[]"),
        ("a.jsonl", 'b\'{"text": "a"}\'', "[]"),
        ("a.md", "b'abc'", "['markdown_it']"),
        ("a.md", "b'---\\na: b\\n---'", "['markdown_it', 'yaml']"),
    ],
)
def test_libraries_load_only_where_they_are_used(name: str, data: str, loaded: str) -> None:
    code = (
        "import sys; from lintnews.documents.read import read; import lintnews.documents.discover\n"
        f"list(read({name!r}, data={data}))\n"
        "heavy = ('charset_normalizer', 'markdown_it', 'pathspec', 'tree_sitter', 'yaml')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == loaded


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.jsonl", b'{"text": "Words.", "author": "the desk", "Written-By": "A. B."}'),
        ("a.json", b'[{"text": "Words.", "author": "the desk", "written_by": {"name": "A. B."}}]'),
        ("a.md", b"---\nauthor: the desk\nwritten by: A. B.\n---\nWords."),
    ],
)
def test_metadata_under_a_name_of_its_own(path: str, data: bytes) -> None:
    (document,) = read(path, data=data, names={"author": "written_by"})
    assert isinstance(document, Document)
    assert document.metadata["author"] == "A. B."

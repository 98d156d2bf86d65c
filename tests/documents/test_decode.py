import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.documents.decode import decode, encode
from lintnews.documents.document import ReadError


def failure(data: bytes, encoding: str | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        decode(data, "a.txt", encoding)
    assert "\n" not in str(caught.value)
    return caught.value


def test_line_ends_stay() -> None:
    assert decode(b"a\r\nb\rc\n", "a.txt").text == "a\r\nb\rc\n"


def test_a_byte_order_mark_is_counted_apart() -> None:
    source = decode(b"\xef\xbb\xbfa\xef\xbb\xbf", "a.txt")
    assert (source.text, source.bom, source.encoding) == ("a\ufeff", True, "utf-8")


@pytest.mark.parametrize(
    ("data", "encoding", "text", "name", "bom"),
    [
        (b"caf\xe9", "latin-1", "café", "iso8859-1", False),
        (b"\x93a\x94", "cp1252", "“a”", "cp1252", False),
        (b"\xff\xfea\0", "utf-16", "a", "utf-16-le", True),
        (b"\xfe\xff\0a", "UTF-16", "a", "utf-16-be", True),
        (b"a\0b\0c\0d\0e\0f\0", "utf-16-le", "abcdef", "utf-16-le", False),
        (b"\xef\xbb\xbfa", "utf-8-sig", "a", "utf-8", True),
        (b"a", "utf-8-sig", "a", "utf-8", False),
        (b"\xcf\xf0\xe8", "windows-1251", "При", "cp1251", False),
    ],
)
def test_a_named_encoding(data: bytes, encoding: str, text: str, name: str, bom: bool) -> None:
    source = decode(data, "a.txt", encoding)
    assert (source.text, source.encoding, source.bom) == (text, name, bom)


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"]))
def test_the_bytes_come_back(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    source = decode(data, "a.txt", encoding)
    assert encode(source, source.text) == data


def test_undecodable_bytes_are_named_with_their_place() -> None:
    words = "Le café était fermé, où les élèves révisaient leurs leçons près de la fenêtre. "
    error = failure((words * 5).encode("cp1252"))
    assert error.message.startswith("not UTF-8: byte 0xE9 at offset 6; name its encoding with --encoding (looks like ")


def test_a_utf_16_file_is_recognised_by_its_mark() -> None:
    error = failure("Zwölf".encode("utf-16"))
    assert error.message.endswith("--encoding (looks like utf-16)")


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("ascii", "not ascii: byte 0xE9 at offset 1"),
        ("utf-16", "not utf-16: byte 0x62 at offset 2"),
        ("nonsense", "unknown encoding 'nonsense'"),
        ("a\0b", "unknown encoding 'a\\x00b'"),
        ("hex", "cannot be read as hex"),
    ],
)
def test_a_wrong_encoding(encoding: str, message: str) -> None:
    assert failure(b"a\xe9b", encoding).message.startswith(message)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7\n",
        b"PK\x03\x04abc",
        b"\x1f\x8b\x08abc",
        b"a\0b\0c\0d\0e\0f\0",
        bytes(range(256)) + bytes(40),
    ],
)
def test_binary_files(data: bytes) -> None:
    assert failure(data).message == "binary file"


@pytest.mark.parametrize("data", [b"\0", b"a\0b", b"\0\0\0\0", b"word " * 1000 + b"\0" * 10])
def test_a_few_nul_characters_are_text(data: bytes) -> None:
    assert decode(data, "a.txt").text == data.decode()

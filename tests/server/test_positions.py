"""Positions in an editor's units, and texts that follow its edits, against the plain way to count them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.server.positions import UNITS, Positions, joined

ENCODINGS = st.sampled_from(sorted(UNITS))
CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# Astral characters, an accent of its own, both halves of a character, and what other programs take for line ends.
LETTERS = st.text(alphabet="ab\u00e9\u0301\u20ac\U0001f600\U00010348\r\n\u2028\x0b\x0c\x85\x00", max_size=30)
ANY = LETTERS | st.text(alphabet=st.characters(codec=None), max_size=30) | st.text(alphabet="a\ud83d\ude00\n")


def lines(text: str) -> list[str]:
    found = [one[0] for one in LINE.finditer(text)]
    return found if not text or text[-1] in "\r\n" else found[:-1] if found[-1] == "" else found


def point(text: str, offset: int, encoding: str) -> tuple[int, int]:
    """The position of an offset, counted line by line and byte by byte."""
    before = lines(text[:offset])
    if text[:offset].endswith("\r") and text[offset : offset + 1] == "\n":
        before = [*before[:-2], before[-2][:-1]]  # inside a line end: before it
    data = before[-1].encode(CODECS[encoding], "surrogatepass")
    return len(before) - 1, len(data) // UNITS[encoding]


def places(text: str) -> st.SearchStrategy[int]:
    """Offsets that an editor can name: none is inside a line end."""
    inside = {found.start() + 1 for found in re.finditer("\r\n", text)}
    return st.sampled_from([at for at in range(len(text) + 1) if at not in inside])


@given(st.data(), ANY.map(joined), ENCODINGS)
def test_there_and_back(data: st.DataObject, text: str, encoding: str) -> None:
    positions = Positions(text, encoding)
    offsets = data.draw(st.lists(places(text), min_size=1, max_size=6))
    for offset in offsets:  # in any order: what was counted before must not matter
        assert positions.point(offset) == point(text, offset, encoding)
        assert positions.offset(positions.point(offset)) == offset


@given(ANY.map(joined), ENCODINGS, st.integers(-2, 40), st.integers(-2, 90))
def test_any_position_is_somewhere_in_its_line(text: str, encoding: str, line: int, units: int) -> None:
    offset = Positions(text, encoding).offset((line, units))
    assert 0 <= offset <= len(text)
    if 0 <= line < len(lines(text)):
        start = sum(map(len, lines(text)[:line]))
        end = start + len(lines(text)[line].rstrip("\r\n"))
        assert start <= offset <= end
        assert point(text, offset, encoding)[1] <= max(units, 0)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 6), ("utf-16", 4), ("utf-32", 3)])
def test_units(encoding: str, character: int) -> None:
    positions = Positions("one\r\na\U0001f600b\n", encoding)
    assert positions.point(8) == (1, character)
    assert positions.offset((1, character)) == 8
    assert positions.offset((1, 2)) == (7 if encoding == "utf-32" else 6)  # inside the character: before it
    assert positions.point(4) == (0, 3)
    assert positions.offset((0, 99)) == 3
    assert positions.offset((9, 0)) == len("one\r\na\U0001f600b\n")

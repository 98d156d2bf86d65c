"""Fixes as edits of a text."""

from hypothesis import given
from hypothesis import strategies as st

from lintnews.findings import Edit, Fix
from lintnews.fixes import apply, has_manifest, mend
from lintnews.positions import LineIndex
from tests.reports.made import FINDING

TEXT = "0123456789" * 3


def finding(safe: bool, *edits: Edit) -> object:
    lines = LineIndex(TEXT)
    return FINDING._replace(start=lines.place(edits[0].start), end=lines.place(edits[-1].end), fix=Fix(safe, edits))


def mended(*some: object, unsafe: bool = False) -> tuple[str, int, int]:
    return mend(TEXT, some, unsafe=unsafe)  # type: ignore[arg-type]


def test_safe_fixes_alone_unless_asked() -> None:
    safe, unsafe = finding(True, Edit(0, 2, "")), finding(False, Edit(4, 5, "x"))
    assert mended(safe, unsafe) == (TEXT[2:], 1, 0)
    assert mended(safe, unsafe, unsafe=True) == ("23x" + TEXT[5:], 2, 0)


def test_overlapping_fixes_wait() -> None:
    first, second = finding(True, Edit(0, 4, "")), finding(True, Edit(3, 6, ""), Edit(20, 21, ""))
    assert mended(first, second) == (TEXT[4:], 1, 1)


def test_equal_edits_are_made_once() -> None:
    assert mended(finding(True, Edit(0, 4, "")), finding(True, Edit(0, 4, ""))) == (TEXT[4:], 2, 0)


def test_neighbours_do_not_wait_but_insertions_at_an_edge_do() -> None:
    assert mended(finding(True, Edit(0, 4, "a")), finding(True, Edit(4, 6, "b"))) == ("ab" + TEXT[6:], 2, 0)
    assert mended(finding(True, Edit(0, 4, "a")), finding(True, Edit(4, 4, "b"))) == ("a" + TEXT[4:], 1, 1)


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 9), st.text(max_size=2)), max_size=6))
def test_what_is_made_does_not_overlap(edits: list[tuple[int, int, str]]) -> None:
    some = [finding(True, Edit(start, min(start + length, 30), text)) for start, length, text in edits]
    text, made, waiting = mended(*some)
    assert made + waiting == len(some)
    assert made or not some
    if not waiting:
        assert text == apply(TEXT, {each.fix.edits[0] for each in some})  # type: ignore[attr-defined]


def selectors(data: bytes) -> str:
    return "".join(chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in data)


def test_manifest() -> None:
    assert has_manifest("Words.\ufeff" + selectors(b"C2PATXT\0\1rest"))
    assert has_manifest("<!-- -----BEGIN C2PA MANIFEST----- -->")
    assert not has_manifest("Words.\ufeff and 🐨\ufe0f \ufeff" + selectors(b"C2PA"))

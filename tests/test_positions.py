import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.positions import LineIndex, OffsetMap, Piece, Span, line_starts

ODD = st.text(st.sampled_from("ab \t\n\r\u2028\u2029\x85\x0b\x0c\x1c\0\ufeff\u0301é😀"), max_size=30)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("a\n", [0, 2]),
        ("a\nb\r\nc\rd", [0, 2, 5, 7]),
        ("\r\r\n\n", [0, 1, 3, 4]),
        ("a\u2028b\x0bc\x0cd\x85e\x1cf\u2029g", [0]),
        ("😀\ne\u0301\n", [0, 2, 5]),
    ],
)
def test_lines_end_at_newlines_and_carriage_returns_only(text: str, starts: list[int]) -> None:
    assert line_starts(text) == starts


@given(ODD)
def test_lines_and_their_ends_make_up_the_text(text: str) -> None:
    index = LineIndex(text)
    spans = [index.line(number) for number in range(1, len(index.starts) + 1)]
    assert [text[span.start : span.end] for span in spans] == re.split(r"\r\n|\r|\n", text)


@given(ODD, st.integers(-2, 40))
def test_a_place_leads_back_to_its_offset(text: str, offset: int) -> None:
    index = LineIndex(text)
    place = index.place(offset)
    assert place.offset == max(0, min(offset, len(text)))
    assert index.starts[place.line - 1] + place.column - 1 == place.offset
    assert place.line == sum(start <= place.offset for start in index.starts)


@pytest.mark.parametrize(
    ("text", "offset", "utf16", "utf8"),
    [("😀x", 1, 3, 5), ("éx", 1, 2, 3), ("e\u0301x", 2, 3, 4), ("\n\t\0x", 3, 3, 3), ("\ud800x", 1, 2, 4)],
)
def test_columns_in_other_units(text: str, offset: int, utf16: int, utf8: int) -> None:
    index = LineIndex(text)
    place = index.place(offset)
    assert index.utf16_column(place) == utf16
    assert index.byte_column(place) == utf8


def test_there_is_no_line_past_the_last() -> None:
    with pytest.raises(IndexError):
        LineIndex("a\nb").line(3)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(0, 4).holds(Span(0, 4))
    assert not Span(1, 4).holds(Span(0, 4))


@st.composite
def offset_maps(draw: st.DrawFn) -> OffsetMap:
    """Maps as readers make them: pieces in order, with gaps in the file between them."""
    pieces, at, source = [], 0, 0
    for _ in range(draw(st.integers(1, 8))):
        source += draw(st.integers(0, 3))
        exact = draw(st.booleans())
        length = draw(st.integers(1, 5))
        taken = length if exact else draw(st.integers(0, 6))
        pieces.append(Piece(at, at + length, source, source + taken, exact))
        at, source = at + length, source + taken
    return OffsetMap(pieces)


@given(offset_maps(), st.data())
def test_a_longer_span_leads_to_a_span_that_holds_the_shorter_one(offsets: OffsetMap, data: st.DataObject) -> None:
    end = offsets.pieces[-1].end
    cuts = sorted(data.draw(st.lists(st.integers(0, end), min_size=4, max_size=4)))
    outer, inner = offsets.source(Span(cuts[0], cuts[3])), offsets.source(Span(cuts[1], cuts[2]))
    assert outer.start <= outer.end
    touched = (p for p in offsets.pieces if p.start < cuts[2] and cuts[1] < p.end)
    if any(piece.source_start < piece.source_end for piece in touched):
        assert outer.holds(inner)


@given(offset_maps(), st.data())
def test_characters_of_exact_pieces_lead_to_themselves(offsets: OffsetMap, data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(offsets.pieces))
    at = data.draw(st.integers(piece.start, piece.end - 1))
    if piece.exact:
        start = piece.source_start + at - piece.start
        assert offsets.source(Span(at, at + 1)) == (start, start + 1)
    else:
        assert offsets.source(Span(at, at + 1)) == (piece.source_start, piece.source_end)


@given(offset_maps())
def test_the_whole_text_leads_to_all_that_was_read(offsets: OffsetMap) -> None:
    real = [piece for piece in offsets.pieces if piece.source_start < piece.source_end]
    whole = offsets.source(Span(0, offsets.pieces[-1].end))
    if real:
        assert whole == (real[0].source_start, real[-1].source_end)


def test_an_empty_span_leads_to_an_empty_one() -> None:
    offsets = OffsetMap([Piece(0, 2, 5, 7, True), Piece(2, 3, 7, 12, False), Piece(3, 4, 20, 21, True)])
    assert [offsets.source(Span(at, at)) for at in range(5)] == [(5, 5), (6, 6), (7, 7), (20, 20), (21, 21)]
    assert OffsetMap([]).source(Span(0, 0)) == (0, 0)


@pytest.mark.parametrize(
    "pieces",
    [
        [Piece(1, 2, 0, 1, True)],
        [Piece(0, 2, 0, 2, True), Piece(3, 4, 3, 4, True)],
        [Piece(0, 2, 0, 2, True), Piece(1, 4, 3, 6, True)],
        [Piece(0, 2, 0, 3, True)],
        [Piece(0, 2, 3, 1, False)],
        [Piece(0, -1, 3, 3, False)],
    ],
)
def test_a_map_with_gaps_or_unequal_lengths_is_refused(pieces: list[Piece]) -> None:
    with pytest.raises(ValueError, match=r"piece|contiguous"):
        OffsetMap(pieces)

"""Lines and paragraphs of a text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.paragraphs import LONGEST, find_lines, join_wrapped
from lintnews.documents.document import from_text
from lintnews.positions import Span

WRAPPED = (
    "The council met on Tuesday night to talk about the bridge that\n"
    "has been closed since the storm, and put off a decision until\n"
    "the engineers have said what it would cost to mend it.\n"
)


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in zip(*Analysis(from_text(text)).paragraphs, strict=True)]


def test_each_line_is_a_paragraph() -> None:
    assert paragraphs("One.\n\n  Two. \r\nThree.\rFour.") == ["One.", "Two.", "Three.", "Four."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert paragraphs(f"Bridge stays closed\n\n{WRAPPED}\nNext.") == ["Bridge stays closed", WRAPPED.rstrip(), "Next."]


def test_list_of_sentences_is_not_taken_for_wrapped_text() -> None:
    lines = ["The first of these sentences is a paragraph that stands alone."] * 4
    assert paragraphs("\n".join(lines)) == lines


def test_list_of_titles_is_not_taken_for_wrapped_text() -> None:
    lines = [
        "Council puts off its decision on the bridge until the spring",
        "* Click to share on Facebook (Opens in new window)",
    ]
    assert paragraphs("\n".join(lines * 2)) == lines * 2


def test_line_ends_inside_a_wrapped_paragraph_are_spaces_in_the_shadow() -> None:
    analysis = Analysis(from_text(WRAPPED))
    assert "\n" not in analysis.shadow.rstrip("\n")
    assert len(analysis.shadow) == len(WRAPPED)


def test_other_separators_end_no_line() -> None:
    assert len(paragraphs("one\u2028two\x85three\x0cfour\x0bfive")) == 1


@given(st.text(st.sampled_from("ab .\n\r\t\u2028\u00a0😀")))
def test_paragraphs_are_in_order_and_hold_all_that_is_not_blank(text: str) -> None:
    analysis = Analysis(from_text(text))
    at = 0
    for start, end in zip(*analysis.paragraphs, strict=True):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip("\u2028 \t\n\r\u00a0")
        assert text[start:end].strip() == text[start:end]
        at = end
    assert not text[at:].strip()


@given(st.text(st.sampled_from('ab. !?"”)AB\nMr. U.S. ')))
def test_sentences_cover_their_paragraph(text: str) -> None:
    analysis = Analysis(from_text(text))
    for index in range(len(analysis.paragraphs)):
        start, end = analysis.paragraph(index)
        some = analysis.sentences(index)
        assert some[0].start == start
        assert some[-1].end == end
        for one, other in itertools.pairwise(some):
            assert text[one.end : other.start].isspace()


def test_place_of_an_offset() -> None:
    text = "First here. Second there.\n\nThird one."
    analysis = Analysis(from_text(text))
    assert analysis.sentence_at(text.index("there")) == Span(12, 25)
    assert analysis.paragraph_at(text.index("Third")) == 1


@pytest.mark.parametrize(
    "unit", ["A sentence here. ", "words and ", "x", "x" * 19_999 + " ", "he said: " + " " * 30_000]
)
def test_endless_line_is_cut_between_sentences_or_words(unit: str) -> None:
    text = unit * (60_000 // len(unit) + 1)
    starts, ends = find_lines(text)
    assert len(starts) > 1
    assert all(0 < end - start <= LONGEST for start, end in zip(starts, ends, strict=True))
    assert all(not text[end:start].strip() for end, start in zip(ends, starts[1:], strict=False))
    assert text[starts[0] : ends[0]].startswith(unit[:10].strip())
    if unit.startswith("A"):
        assert all(text[end - 1] == "." for end in ends)


def test_endless_wrapped_text_is_several_paragraphs() -> None:
    text = ("a line of wrapped text, long enough to be one, without a stop\n" * 1000).strip()
    lines = find_lines(text)
    paragraphs = join_wrapped(lines, text)
    assert 2 <= len(paragraphs) <= 10

"""Quotations: the plain cases, the conventions of newspapers, odd marks, and any text at all."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.quotations import Quotations, _marks, mismatched
from lintnews.documents.document import from_text

MARKS = "\"“”„‟«»＂''‘’ab. ,A\n=1"


def quotations(text: str) -> Quotations:
    return Analysis(from_text(text)).quotations


def inner(text: str) -> list[str]:
    return [text[one.inner_start : one.inner_end] for one in quotations(text).double]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "yes" and left.', ["yes"]),
        ("She said “yes,” and “no.”", ["yes,", "no."]),
        ("Sie sagte „ja“ und »nein« und «vielleicht».", ["ja", "nein", "vielleicht"]),
        ("He called it ''a step.''", ["a step."]),
        ("He wrote, ''She had me at 'yes.'''", ["She had me at 'yes.'"]),
        ('"He did not "frame" us," she said.', ['He did not "frame" us,']),
        ('The board is 12" wide.', []),
        ("He is 6’2”, I am told.", []),
        ("It makes one 9” x 4.5” loaf.", []),
        ("Home » News » Berlin", []),
        ("Sie nannte es »gut« und »frag.jetzt«", ["gut", "frag.jetzt"]),
        ("Han sa ”ja” och »nej» till det.", ["ja", "nej"]),
        ("» Two stories", []),
        ("« The last story", []),
        ("Il a dit « oui » et « non ».", [" oui ", " non "]),
        ('They bought “Book 3” in 1" paper.', ["Book 3"]),
        ('<a href="x" title="y">', []),
    ],
)
def test_quotations_of_a_paragraph(text: str, quoted: list[str]) -> None:
    assert inner(text)[: len(quoted)] == quoted


@given(
    st.lists(
        st.sampled_from(["a", " ", ".", "5", "=", "\t", '"', "''", "“", "”", ' "a." ', " ''b,'' ", " “c,” "]),
        max_size=9,
    )
)
def test_pairs_that_look_it_are_read_as_any_marks_are(pieces: list[str]) -> None:
    text = "x" + "".join(pieces)
    found = quotations(text)
    assume(len(_marks(text)) > 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lintnews.analysis.quotations._plain", lambda *_: [])
        expected = quotations(text)
    assert (found.double, found.stray) == (expected.double, expected.stray)


def test_quotation_over_paragraphs_reopens_without_closing() -> None:
    found = quotations("“One,” he said. “Two.\n\n“Three.”")
    assert [one.goes_on for one in found.double] == [False, True, False]
    assert not found.stray


def test_set_apart_quotation_closes_in_a_later_paragraph() -> None:
    assert not quotations('He stated:\n\n"One.\n\nTwo."').stray


def test_paragraphs_run_together_leave_no_stray_mark() -> None:
    assert not quotations('He said: "One. "Two.\n\n"Three."').stray


@pytest.mark.parametrize(
    ("text", "at", "opens"),
    [
        ('It was over" before it began.', 11, False),
        ("It was over in 2014” before it began.", 19, False),
        ("He came, he said. added. » said Lee.", 25, False),
        ("“This is bad. He left.", 0, True),
        ('"Yes, he said. "No," she said.', 0, True),
    ],
)
def test_stray_mark(text: str, at: int, opens: bool) -> None:
    assert [(mark.start, mark.opens) for mark in quotations(text).stray] == [(at, opens)]


def test_arrows_are_no_marks() -> None:
    assert not quotations("Home » News » Berlin\n\n« The last story\n\nThe next one »").stray


def test_curly_mark_closed_by_a_straight_one_is_mismatched() -> None:
    assert [mismatched(one) for one in quotations('“One," he said, “two.”').double] == [True, False]


@pytest.mark.parametrize("text", ["»Nein«, sagte sie.", "»Nej», sa hon.", "„Ja“, sagte er.", "« Oui », dit-elle."])
def test_marks_of_other_languages_fit(text: str) -> None:
    assert [mismatched(one) for one in quotations(text).double] == [False]


def test_single_marks() -> None:
    text = "He called it 'a war' and the workers' union didn't."
    assert [text[one.start : one.end] for one in quotations(text).single] == ["'a war'"]


@given(st.text(alphabet=MARKS, max_size=80))
def test_any_text_gives_spans_in_order_inside_their_paragraphs(text: str) -> None:
    analysis = Analysis(from_text(text))
    found = analysis.quotations
    end = 0
    for one in found.double:
        paragraph = analysis.paragraph(one.paragraph)
        assert end <= one.start < one.inner_start <= one.inner_end <= one.end
        assert paragraph.start <= one.start and one.end <= paragraph.end
        assert one.goes_on == (one.closing == "")
        end = one.end
    for mark in found.stray:
        assert analysis.paragraph(mark.paragraph).start <= mark.start < mark.end
    assert all(one.start < one.inner_start <= one.inner_end < one.end for one in found.single)


@given(st.text(alphabet="ab. \n", max_size=40))
def test_text_without_marks_has_no_quotation(text: str) -> None:
    found = quotations(text)
    assert not found.double
    assert not found.single
    assert not found.stray

"""Runs of equal words and the copies grown from them."""

import random

import numpy as np  # noqa: F401  (loaded before any test has a deadline)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis.alignment import Copy
from lintnews.analysis.analysis import Analysis
from lintnews.analysis.shingles import SHINGLE, Run, runs_within
from lintnews.analysis.words import find_words
from lintnews.documents.document import from_text

FEW_WORDS = st.lists(st.sampled_from(["the", "cat", "sat", "on", "a", "mat."]), max_size=60).map(" ".join)


def runs(text: str, *, arrays: bool) -> list[Run]:
    return runs_within(find_words(text, text, far=False, arrays=arrays))


@given(FEW_WORDS)
def test_both_ways_find_the_same_runs(text: str) -> None:
    assert runs(text, arrays=True) == runs(text, arrays=False)


@given(FEW_WORDS)
def test_runs_are_equal_words_in_order(text: str) -> None:
    some = text.replace(".", "").split()
    for run in runs(text, arrays=False):
        assert run.first < run.later
        assert run.words >= SHINGLE
        assert some[run.first : run.first + run.words] == some[run.later : run.later + run.words]


def test_large_texts_join_runs_the_same_way() -> None:
    source = random.Random(1)
    text = " ".join(source.choice(["one", "two", "three", "four", "five", "six"]) for _ in range(3000))
    assert runs(text, arrays=True) == runs(text, arrays=False)


@given(FEW_WORDS, FEW_WORDS)
def test_copies_stand_apart_and_in_order(one: str, other: str) -> None:
    analysis = Analysis(from_text(f"{one}\n\n{other}\n\n{one}"))
    behind = 0
    for copy in analysis.copies:
        assert 0 <= copy.first < copy.first_end
        assert copy.first < copy.later
        assert behind <= copy.later < copy.later_end <= len(analysis.words)
        assert 0 < copy.similarity <= 1
        behind = copy.later_end


ORIGINAL = "Divers have lifted the old church bell from the lake after more than ninety years under water."


@pytest.mark.parametrize(
    ("later", "changed"),
    [
        (ORIGINAL, 0),
        (ORIGINAL.upper().replace(".", "!"), 0),
        (ORIGINAL.replace("old", "ancient"), 1),
        (ORIGINAL.replace("old ", "").replace("more than", "some"), 3),
    ],
)
def test_a_sentence_said_twice(later: str, changed: int) -> None:
    analysis = Analysis(from_text(f"{ORIGINAL} Nobody had looked for it.\n\nThe lake is deep. {later}"))
    (copy,) = analysis.copies
    assert copy.changed == changed
    assert analysis.text[analysis.words.starts[copy.later] :].startswith(later[:6])


@pytest.mark.parametrize(
    "text",
    [
        "Sales in Turin rose 4 percent to 30 million euros in May. "
        "Sales in Genoa rose 9 percent to 51 million euros in June.",
        "The bell hung in the tower of the church. It hung there long, in the tower of the church.",
        "",
        "la " * 7,
    ],
)
def test_what_is_no_copy(text: str) -> None:
    assert Analysis(from_text(text)).copies == []


def test_words_that_repeat_at_once() -> None:
    (copy,) = Analysis(from_text("la " * 40)).copies
    assert copy == Copy(0, 1, 1, 40, 39)


def test_a_line_repeated_very_often_takes_no_time() -> None:
    line = "This is the same line over and over, again and again.\n"
    copies = Analysis(from_text(line * 20_000)).copies
    assert len(copies) == 1

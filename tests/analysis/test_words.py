"""Words and their keys: the same by both ways, whatever the text."""

import subprocess
import sys

import numpy as np  # noqa: F401  (loaded before any test has a deadline)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis import words as module
from lintnews.analysis.analysis import Analysis
from lintnews.analysis.words import Words, equal_at, find_words
from lintnews.documents.document import from_text

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("aAbÉé'’’ '1 -\n½²İßæыЫ漢字٣\x00\u00ad😀𝒳"), st.characters()), max_size=60
)


def lists(words: Words) -> list[list[int]]:
    return [[int(each) for each in some] for some in words]


def both(text: str) -> tuple[Words, Words]:
    analysis = Analysis(from_text(text))
    far = analysis.has_far_letters
    return tuple(find_words(analysis.shadow, text, far=far, arrays=arrays) for arrays in (False, True))  # type: ignore[return-value]


def keys(text: str) -> list[int]:
    return list(both(text)[0].keys)


@given(TEXTS)
def test_both_ways_are_equal(text: str) -> None:
    plain, arrays = both(text)
    assert lists(plain) == lists(arrays)
    assert arrays.is_array
    assert not plain.is_array


@given(TEXTS)
def test_blocks_change_nothing(text: str) -> None:
    whole = both(text)[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", 3)
        assert lists(both(text)[1]) == lists(whole)


@given(st.lists(st.sampled_from(["so", "it", "goes"]), max_size=30), st.integers(1, 3))
def test_equal_words_at_a_distance(some: list[str], distance: int) -> None:
    expected = [i for i in range(len(some) - distance) if some[i] == some[i + distance]]
    for words in both(" ".join(some)):
        assert equal_at(words, distance) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("Café", "CAFE"), ("don’t", "Don't"), ("ЫВА", "ыва"), ("naïve", "naive")],
)
def test_what_counts_as_the_same_word(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(("one", "other"), [("ыва", "ыве"), ("ab", "ba"), ("a", "aa"), ("漢字", "字漢"), ("٣", "٤")])
def test_what_does_not(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_bounds_of_words() -> None:
    text = "The O’Neills' dog, 3rd-best 'so far'"
    words = both(text)[0]
    found = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert found == ["The", "O’Neills", "dog", "3rd", "best", "so", "far"]


def test_keys_are_the_same_everywhere() -> None:
    """Keys are kept on disk: a change here needs a new version of the index."""
    assert keys("news") == [0xF4120C77470EAB89]


def test_an_article_needs_no_numpy() -> None:
    code = (
        "import sys; from lintnews.analysis.analysis import Analysis; "
        "from lintnews.documents.document import from_text; "
        "len(Analysis(from_text('One two three. ' * 400)).words); sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

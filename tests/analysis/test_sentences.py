"""Where sentences end, and where a stop belongs to a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis.sentences import sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Gov. Jones and Govs. Hill and Dale at 9 a.m. on Monday.",
        "The case of Roe v. Wade was before the court.",
        "J. R. Smith left the U.S. Senate in 2010.",
        "It was No. 10 on the list of Apple Inc. and others.",
        "A headline without a stop",
    ],
)
def test_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He left.|She stayed.",
        '"He left."|She stayed.',
        "He lives in the U.S.|The court is there.",
        "Did he go?|No.|He stayed!",
        "It ended in May.|2015 began well.",
        'He said so.|"It is late."',
    ],
)
def test_sentences(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


@given(st.text(alphabet="aAv. !?\"')1", max_size=60))
def test_sentences_cover_all_but_blanks_in_order(text: str) -> None:
    at = 0
    for span in sentences(text, 0, len(text)):
        assert not text[at : span.start].strip()
        assert at <= span.start < span.end
        at = span.end
    assert not text[at:].strip()

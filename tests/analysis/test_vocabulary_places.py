"""Where the words of a text stand, in short and in endless texts."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis import vocabulary
from lintnews.analysis.vocabulary import Vocabulary, is_rare


@given(st.text(alphabet="zqx '-.\n", max_size=60))
def test_large_texts_are_searched_with_the_same_result(shadow: str) -> None:
    small, large = Vocabulary(shadow), Vocabulary(shadow)
    with patch.object(vocabulary, "_LARGE", -1):
        indexed = {word: list(large.places(word)) for word in large.distinct}
    assert indexed == {word: list(small.places(word)) for word in small.distinct}


def test_endless_run_of_letters_is_no_word() -> None:
    assert list(filter(is_rare, ["zzqx", "z" * 41])) == ["zzqx"]

"""The forms in which words are kept say what wordfreq says."""

import wordfreq

from lintnews.analysis import frequencies
from lintnews.analysis.vocabulary import lexicon
from lintnews.resources import word_set

BINS = frequencies.bins()


def test_bins_are_those_wordfreq_reads() -> None:
    assert wordfreq.get_frequency_list("en", wordlist="large") == BINS
    file = frequencies._file()
    assert file is not None
    assert frequencies._read(file) == BINS


def test_another_format_is_left_to_wordfreq() -> None:
    assert frequencies._asked() == BINS


def test_list_and_index_agree_with_wordfreq() -> None:
    listed, index = frequencies.Listed(frequencies.as_list()), frequencies.as_index()
    some = [word for words in BINS for word in words[::97]]
    assert len(some) > 3000
    for word in (*some, "cafe", "naive", "zzqx", "", " ", "don't", "a b", "e", "3", "a:", "\n"):
        found = frequencies.in_index(index, word)
        assert listed.zipf(word) == found
        if word.isascii() and word.isalpha() and word not in frequencies._accented():
            assert found == round(wordfreq.zipf_frequency(word, "en", wordlist="large"), 2)


def test_a_list_that_was_cut_is_known_by_it() -> None:
    whole = frequencies.as_list()
    assert frequencies.is_whole(whole, 0)
    assert frequencies.is_whole(b"head" + whole, 4)
    for end in (0, 7, 300, len(whole) - 1):
        assert not frequencies.is_whole(whole[:end], 0)
        assert not frequencies.is_whole(b"head" + whole[:end], 4)


def test_words_of_everyday_use() -> None:
    common = lexicon().common
    assert {"the", "minister", "a", "cafe"} <= common
    assert "zzqx" not in common
    assert not common & word_set("word-pieces")
    index = frequencies.as_index()
    assert all(frequencies.in_index(index, word) >= 3.0 for word in common)

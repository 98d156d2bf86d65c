"""Stock phrases that are known beforehand (``rules/words/stock-phrases.txt``); a corpus teaches more of them."""

from collections.abc import Sequence
from functools import cache

from lintnews.analysis.shingles import SHINGLE
from lintnews.analysis.words import find_words
from lintnews.resources import word_list

_HALF = 32


def stock_words(ids: Sequence[int]) -> int:
    """How many of some words, given by the upper halves of their keys, belong to stock phrases."""
    known = _shingles()
    covered = behind = 0
    for at, shingle in enumerate(zip(ids, ids[1:], ids[2:], ids[3:], strict=False)):
        if shingle in known:
            covered += at + SHINGLE - max(at, behind)
            behind = at + SHINGLE
    return covered


@cache
def _shingles() -> frozenset[tuple[int, ...]]:
    found: set[tuple[int, ...]] = set()
    for phrase in word_list("stock-phrases"):
        ids = [key >> _HALF for key in find_words(phrase, phrase, far=False, arrays=False).keys]
        found.update(zip(ids, ids[1:], ids[2:], ids[3:], strict=False))
    return frozenset(found)

"""Words and phrases written twice in a row."""

import re
from collections.abc import Iterator
from itertools import compress
from operator import eq

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.vocabulary import lexicon
from lintnews.checks.rule import Given
from lintnews.findings import Edit, Fix, Hit
from lintnews.resources import word_set

_LONGEST = 6  # words of a phrase
_BETWEEN = frozenset(("and", "or", "after", "by", "to", "in", "on", "upon", "a"))


def word(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The same word twice with nothing but blanks between, where English does not double it."""
    tokens = analysis.vocabulary.tokens
    doubled = {tokens[first] for first in compress(range(len(tokens)), map(eq, tokens, tokens[1:]))}
    for twice in sorted(doubled):
        if _may_double(twice):
            continue
        places = list(_places(analysis, twice))
        if twice[:1].isupper() and (len(places) > 1 or (tokens.count(twice) == 2 and not _is_common(twice))):
            continue  # a name such as "Duran Duran"
        safe = twice.casefold() in word_set("function-words")
        for start, end in places:
            yield Hit(start, end, {"word": twice}, fix=Fix(safe, (Edit(start + len(twice), end, ""),)))


def _is_common(word: str) -> bool:
    return word.lower() in lexicon().common


def _may_double(word: str) -> bool:
    bare = word.strip("-'")
    short = len(word) == 1 and word != "a"
    return short or not bare or bare.isdigit() or bare.casefold() in word_set("doubled-words") or bare != word


def _places(analysis: Analysis, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand exactly twice in a row; three times is meant."""
    once = re.escape(words).replace("\\ ", " +")
    twice = re.compile(rf"(?<![\w'-])({once})(?: +{once}){{1,9}}(?![\w'-])")
    for found in twice.finditer(analysis.shadow):
        if found[0].count(words) == 2:
            yield found.span()


def phrase(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Two to six words twice with nothing but blanks between."""
    tokens = analysis.vocabulary.tokens
    repeated: set[str] = set()
    for length in range(2, _LONGEST + 1):
        # Of as many neighbouring tokens as the phrase is long, one has a number that the length divides.
        for step in compress(range(len(tokens)), map(eq, tokens[::length], tokens[length::length])):
            around = _phrase_around(tokens, step * length, length)
            if around:
                repeated.add(" ".join(around))
    for words in sorted(repeated):
        for start, end in _places(analysis, words):
            yield Hit(start, end, fix=Fix(False, (Edit(start + len(words), end, ""),)))


def _phrase_around(tokens: list[str], at: int, length: int) -> list[str]:
    """The phrase of so many words that stands twice in a row and holds the token at ``at``; empty where none does."""
    first = at
    while first > 0 and first > at - length + 1 and tokens[first - 1] == tokens[first - 1 + length]:
        first -= 1
    words = tokens[first : first + length]
    if tokens[first + length : first + 2 * length] != words:
        return []
    before, after = tokens[first - 1 : first] if first else [], tokens[first + 2 * length : first + 2 * length + 1]
    return words if _is_phrase(words) and before != words[-1:] and after != words[:1] else []


def _is_phrase(words: list[str]) -> bool:
    """Whether repeated words are no idiom such as "more and more and" or "hand in hand in"."""
    spelt = all(word.replace("'", "").replace("-", "").isalpha() for word in words)
    idiom = len(words) == 2 and not set(words) <= word_set("function-words") and _BETWEEN & set(words)
    return spelt and len(set(words)) > 1 and not idiom

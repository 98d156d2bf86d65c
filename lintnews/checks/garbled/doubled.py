"""Words and phrases written twice in a row."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.vocabulary import lexicon
from lintnews.analysis.words import equal_at
from lintnews.checks.rule import Given
from lintnews.findings import Edit, Fix, Hit
from lintnews.regexes import regex
from lintnews.resources import word_set

_LONGEST = 6  # words of a phrase
_BETWEEN = frozenset(("and", "or", "after", "by", "to", "in", "on", "upon", "a"))
_BLANKS = regex(r" +")
_CLAUSE = 60  # characters of one that is the subject
_WHAT = regex(r"\b(?:[Ww]hat|[Aa]ll|[Tt]hing|[Pp]roblem|[Tt]ruth|[Ww]ho|[Ww]here) (?:[\w']+ ){1,6}$")  # "what it is is"


def word(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The same word twice with nothing but blanks between, where English does not double it."""
    words, shadow = analysis.words, analysis.shadow
    for first in equal_at(words, 1):
        start, end = int(words.starts[first]), int(words.ends[first + 1])
        twice = shadow[start : int(words.ends[first])]
        same_case = shadow.startswith((twice, twice.lower()), int(words.starts[first + 1]))
        if _may_double(twice) or not same_case or not _only_blanks(analysis, first, first + 1):
            continue
        if twice == "is" and _WHAT.search(shadow, max(0, start - _CLAUSE), start):
            continue
        if _is_third(analysis, first, 1) or _is_joined(shadow, start, end) or _is_name(analysis, twice):
            continue
        safe = twice.casefold() in word_set("function-words")
        yield Hit(start, end, {"word": twice}, fix=Fix(safe, (Edit(start + len(twice), end, ""),)))


def _may_double(word: str) -> bool:
    return (len(word) == 1 and word != "a") or word.isdigit() or word.casefold() in word_set("doubled-words")


def _only_blanks(analysis: Analysis, first: int, last: int) -> bool:
    """Whether blanks alone stand between the words from the first to the last one."""
    words, shadow = analysis.words, analysis.shadow
    return all(
        _BLANKS.fullmatch(shadow, int(words.ends[at]), int(words.starts[at + 1])) is not None
        for at in range(first, last)
    )


def _is_third(analysis: Analysis, first: int, length: int) -> bool:
    """Whether what stands twice goes on in the same way before or behind, as in "no no no": that is meant."""
    keys = analysis.words.keys
    behind = first + 2 * length
    again = behind < len(keys) and keys[behind] == keys[first]
    return bool(again or (first > 0 and keys[first - 1] == keys[first + length - 1]))


def _is_joined(shadow: str, start: int, end: int) -> bool:
    return (start > 0 and shadow[start - 1] in "-'") or shadow[end : end + 1] == "-"


def _is_name(analysis: Analysis, twice: str) -> bool:
    """Whether a capitalised word is a name such as "Duran Duran": doubled again, or uncommon and not seen else."""
    if not twice[0].isupper():
        return False
    again = analysis.shadow.count(f"{twice} {twice}") > 1
    return again or (twice.lower() not in lexicon().common and analysis.shadow.count(twice) == 2)


def phrase(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Two to six words twice with nothing but blanks between."""
    words = analysis.words
    behind = 0
    for length in range(2, _LONGEST + 1):
        last, run = -2, 0
        for at in equal_at(words, length):
            run = run + 1 if at == last + 1 else 1
            last = at
            first = at - length + 1
            if run == length and first >= behind and _is_phrase(analysis, first, length):
                behind = first + 2 * length
                start, end = int(words.starts[first]), int(words.ends[behind - 1])
                keep = int(words.ends[first + length - 1])
                yield Hit(start, end, fix=Fix(False, (Edit(keep, end, ""),)))


def _is_phrase(analysis: Analysis, first: int, length: int) -> bool:
    """Whether words that stand twice are a phrase, and no idiom such as "more and more and" or "hand in hand in"."""
    if not _only_blanks(analysis, first, first + 2 * length - 1) or _is_third(analysis, first, length):
        return False
    places = zip(
        analysis.words.starts[first : first + length], analysis.words.ends[first : first + length], strict=True
    )
    some = [analysis.shadow[start:end].lower() for start, end in places]
    idiom = length == 2 and not set(some) <= word_set("function-words") and not _BETWEEN.isdisjoint(some)
    return not idiom and len(set(some)) > 1 and all(word.replace("'", "").isalpha() for word in some)

"""Capitals where none belong, and names without one."""

from collections.abc import Iterator
from functools import cache

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.vocabulary import Kind, lexicon
from lintnews.checks.rule import Given
from lintnews.findings import Edit, Fix, Hit
from lintnews.regexes import regex
from lintnews.resources import word_list, word_set

_WORD = regex(r"[A-Za-z][A-Za-z'-]*")
_MID_SENTENCE = regex(r"(?:^|[\s(\"])[a-z][a-z'-]*,? $")
_WORD_GOES_ON = regex(r" [a-z]")
_BEFORE_NAMES = frozenset(
    (
        "of",
        "the",
        "a",
        "an",
        "and",
        "its",
        "new",
        "in",
        "at",
        "on",
        "for",
        "by",
        "with",
        "from",
        "called",
        "named",
        "name",
    )
)
_SAYS = regex(r" (?:said|says|told|asked|added|wrote|noted|argued|and|has|had|was|is)\b")  # behind a surname
_SHORTEST_PROSE = 60
_NOT_BESIDE = frozenset("@#/\\_=&.-:'")
_MIXED = frozenset(
    ("mrna", "trna", "ebook", "ebooks", "iphone", "ipad", "ipod", "imac", "ebay", "ios", "macos", "esports")
)

_PLAIN = Kind(listed=cache(lambda: frozenset(word_list("plain-words"))))
_NAME = Kind(listed=lambda: word_set("always-capitalised"))


def capital(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A word that opens sentences, with a capital behind a lower-case word, outside of headlines and titles."""
    for match in given.matches:
        start = analysis.shadow.index(" ", match.start) + 1
        end = match.end - len(" a")
        if _stands_in_prose(analysis, match.paragraph, start, end):
            yield _without_capital(analysis, start, end, fixed=False)


def plain_word(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A word that is part of no name and seldom opens a sentence, with a capital behind a lower-case word."""
    vocabulary, shadow = analysis.vocabulary, analysis.shadow
    for word in vocabulary.of(_PLAIN):
        for start in vocabulary.places(word):
            end = start + len(word)
            if shadow[start - 1 : start] != " " or not "a" <= shadow[start - 2] <= "z":
                continue
            before = _MID_SENTENCE.search(analysis.shadow, max(0, start - 20), start)
            if (
                before is None
                or before[0].strip(' ("').rstrip(",") in _BEFORE_NAMES
                or not _WORD_GOES_ON.match(shadow, end)
                or _SAYS.match(shadow, end)
            ):
                continue
            paragraph = analysis.paragraph_at(start)
            if _stands_in_prose(analysis, paragraph, start, end):
                yield _without_capital(analysis, start, end, fixed=True)


def _without_capital(analysis: Analysis, start: int, end: int, *, fixed: bool) -> Hit:
    word = analysis.text[start:end]
    fix = Fix(False, (Edit(start, end, word.lower()),)) if fixed else None
    return Hit(start, end, {"word": word}, fix=fix)


def _stands_in_prose(analysis: Analysis, paragraph: int, start: int, end: int) -> bool:
    """Whether the line is prose, and few of the longer words around are capitalised as they are in titles."""
    first, last = analysis.paragraph(paragraph)
    if last - first < _SHORTEST_PROSE or analysis.shadow[last - 1] not in ".!?\"')":
        return False
    before = _WORD.findall(analysis.shadow[max(first, start - 50) : start])[-4:]
    after = _WORD.findall(analysis.shadow[end : min(last, end + 50)])[:4]
    capitals = sum(word[0].isupper() for word in before + after)
    return capitals <= 2 and not (after and after[0][0].isupper() and len(after) > 1 and after[1][0].isupper())


def inverted(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A known word that begins in lower case and goes on in capitals."""
    for match in given.matches:
        word = analysis.text[match.start : match.end]
        if word.lower() in lexicon().common and word.lower() not in _MIXED:
            yield Hit(match.start, match.end, fix=Fix(False, (Edit(match.start, match.end, word.lower()),)))


def lower_name(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Words that are always written with a capital, in lower case."""
    for word in analysis.vocabulary.of(_NAME):
        for start in analysis.vocabulary.places(word):
            if _is_free(analysis, start, start + len(word)):
                yield _with_capital(analysis, start, start + len(word))


def _is_free(analysis: Analysis, start: int, end: int) -> bool:
    """Whether a word is no part of a link, handle, compound or name of a file."""
    before, after = analysis.shadow[start - 1 : start], analysis.shadow[end : end + 2]
    dotted = after[:1] == "." and after[1:].isalnum()
    return not (before and before in _NOT_BESIDE) and not dotted and (not after or after[0] not in "@/_=&-:")


def _with_capital(analysis: Analysis, start: int, end: int) -> Hit:
    meant = analysis.text[start:end].capitalize()
    return Hit(start, end, {"meant": meant}, fix=Fix(False, (Edit(start, end, meant),)))

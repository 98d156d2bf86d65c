"""Sequences of little words that English does not allow."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Match
from lintnews.findings import Hit
from lintnews.regexes import regex

_SOUNDS_LIKE_YOU = regex(r"a (?:eu|ew|once?\b|ones\b|ouija)")
_SPELT_OUT = regex(r"an (?:[b-df-hj-np-tv-z]{2,4}\b|[a-z]\b)")
_TWO_VERBS = regex(r"(?:is|are|was|were) (?:is|are|was|were)\b")
_QUESTION = regex(r"\b(?:[Ww]hat|[Ww]hatever|[Ww]ho|[Ww]hoever|[Ww]here|[Hh]ow|[Aa]ll)\b[^.?!]*$")
_CLAUSE = 60  # characters before two verbs in which it is looked for
_NAMED = regex(r"[A-Z][a-z]*$")


def impossible_pair(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Two little words side by side of which the second cannot follow the first."""
    for match in given.matches:
        if _is_running(analysis, match) and not _ends_question(analysis, match):
            yield Hit(match.start, match.end)


def _ends_question(analysis: Analysis, match: Match) -> bool:
    """Whether the first of two verbs ends a clause that stands for a noun: "what we are is …"."""
    if not _TWO_VERBS.match(analysis.shadow, match.start):
        return False
    return bool(_QUESTION.search(analysis.shadow, max(0, match.start - _CLAUSE), match.start))


def wrong_article(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The article "a" before a vowel and "an" before a consonant, as far as spelling tells the sound."""
    for match in given.matches:
        words = analysis.shadow[match.start : match.end]
        if _SOUNDS_LIKE_YOU.match(words) or _SPELT_OUT.match(words) or not _is_running(analysis, match):
            continue
        yield Hit(match.start, match.end)


def verb_form(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A form of a verb, adjective or noun that the word before it does not allow."""
    yield from (Hit(match.start, match.end) for match in given.matches if _is_running(analysis, match))


def _is_running(analysis: Analysis, match: Match) -> bool:
    """Whether both words are words of one sentence: no name or number before, nothing joined on."""
    before = analysis.shadow[max(0, match.start - 20) : match.start]
    after = analysis.shadow[match.end : match.end + 1]
    if after and after in "-'@_/\"":
        return False
    labelled = analysis.shadow.startswith("a ", match.start) and _NAMED.search(before.rstrip(' "'))  # "plan A"
    return before[-1:] not in ("'", "-", "/", "@", ".") and not labelled

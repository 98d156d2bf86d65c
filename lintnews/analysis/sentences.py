"""Sentences of a paragraph, on the shadow text."""

import re

from lintnews.positions import Span
from lintnews.regexes import regex
from lintnews.resources import word_set

# A stop with what may close behind it, blanks, and what may open a sentence.
_STOP = regex(r"""([.!?]+)(['")\]\x0f]*)(?:[ \t]+(?=['"(\[\x0e*]*[A-Z0-9\x02])|$)""")
_WORD_BEFORE = regex(r"(?:[A-Za-z]\.)*[A-Za-z]+$")
_LOWER_CASE = frozenset({"vs", "v", "approx", "viz", "cf", "incl"})
_WORD_AFTER = regex(r"['\"(\[\x0e*]*([A-Za-z']+)")


def sentences(shadow: str, start: int, end: int) -> list[Span]:
    """The sentences of the paragraph ``start`` to ``end``, blanks between them left out.

    A stop ends a sentence when blanks and a capital, a digit or an opening mark follow; not after an abbreviation
    (``rules/words/abbreviations.txt``), an initial, or a dotted acronym unless the next word usually begins a
    sentence. Text without any stop is one sentence.
    """
    found = []
    at = start
    for stop in _STOP.finditer(shadow, start, end):
        if stop.end() < end and _goes_on(shadow, at, stop, end):
            continue
        close = stop.end(2)
        if close > at:
            found.append(Span(at, close))
        at = stop.end()
    if at < end:
        found.append(Span(at, end))
    return found


def _goes_on(shadow: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether the stop belongs to a word rather than ending a sentence."""
    if stop[1] != "." or stop[2]:
        return False
    before = _WORD_BEFORE.search(shadow, max(start, stop.start() - 24), stop.start())
    if before is None:
        return False
    word = before[0]
    if word in _LOWER_CASE:
        return True
    if "." in word or len(word) == 1:  # "U.S.", "J."
        after = _WORD_AFTER.match(shadow, stop.end(), end)
        starter = after is not None and after[1].casefold() in word_set("sentence-starters")
        return not starter if len(word) > 1 else word.isupper() and word != "I"
    if word in ("No", "Nos"):
        return shadow[stop.end() : stop.end() + 1].isdigit()
    return word[0].isupper() and word.casefold() in word_set("abbreviations")

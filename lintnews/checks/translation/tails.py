"""Pieces of a sentence that come out behind its full stop."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex
from lintnews.resources import word_set

_SHORT = frozenset({"etc", "sq", "al", "approx", "est", "ca", "cf", "incl", "max", "min", "no", "vs", "km", "kg", "cm"})
_LAST_WORD = regex(r"[A-Za-z.]+$")
_SITE = regex(r"https?:|www\.|@|\.(?:com|org|net)\b")


def stray_tails(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """The matches behind a true full stop: not an ellipsis, an abbreviation or an address."""
    for match in given.matches:
        stop = analysis.shadow.find(".", match.start, match.end)
        if _ends_sentence(analysis, stop):
            start = _word_start(analysis.shadow, match.start)
            yield Hit(start, match.end, {"match": analysis.text[start : match.end]})


def _ends_sentence(analysis: Analysis, stop: int) -> bool:
    if stop < 0 or analysis.text[stop] != ".":
        return stop < 0
    word = _LAST_WORD.search(analysis.shadow, max(0, stop - 30), stop)
    if word and ("." in word[0] or len(word[0]) < 2 or word[0].casefold() in _SHORT | word_set("abbreviations")):
        return False
    sentence = analysis.paragraph(analysis.paragraph_at(stop))
    return not _SITE.search(analysis.shadow, max(sentence.start, stop - 60), min(sentence.end, stop + 60))


def _word_start(shadow: str, offset: int) -> int:
    """The start of the word that holds an offset."""
    while offset > 0 and (shadow[offset - 1].isalnum() or shadow[offset - 1] in "'-"):
        offset -= 1
    return offset

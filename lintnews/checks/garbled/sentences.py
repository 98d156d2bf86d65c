"""Sentences that lost their beginning or end."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.vocabulary import lexicon
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex
from lintnews.resources import word_set

_ENDS = ".!?\"')"
_FIRST_WORD = regex(r"[a-z]+(?=[ ,;:']|$)")
_LAST_WORD = regex(r"([A-Za-z]+)$")
_CODE = regex(r"[{}=<>|@#]|://|;$")
_SET_APART = regex(r"[-:*|\x02)\"'(\]]")
_GOES_ON = regex(r"[;,] (?:and|or)$")  # the last item but one of a list
_SHORTEST = 40  # characters of a paragraph that is judged
_PROSE = 140
_NEAR_END = 45


def head_lost(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A paragraph that begins in lower case behind one that ended, and ends as a sentence does."""
    shadow, (starts, ends) = analysis.shadow, analysis.paragraphs
    for index, start in enumerate(starts):
        if not "a" <= shadow[start] <= "z" or ends[index] - start < _SHORTEST or shadow[ends[index] - 1] not in _ENDS:
            continue
        first = _FIRST_WORD.match(shadow, start)
        if first is None or _CODE.search(shadow, start, ends[index]) or _goes_on_from_before(analysis, index):
            continue
        yield Hit(start, first.end(), {"word": first[0]})


def _goes_on_from_before(analysis: Analysis, index: int) -> bool:
    """Whether the paragraph before did not end, as in a list or a sentence broken into lines."""
    if index == 0:
        return True
    start, end = analysis.paragraph(index - 1)
    ended = analysis.shadow[end - 1] in _ENDS
    in_list = analysis.shadow[start].islower()
    return not ended or in_list


def end_lost(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A paragraph without a stop at its end that breaks off behind a function word, in mid-word, or after sentences."""
    shadow = analysis.shadow
    for start, end in zip(*analysis.paragraphs, strict=True):
        if end - start < _SHORTEST or not shadow[end - 1].isalpha() or not shadow[end - 1].islower():
            continue
        last = _LAST_WORD.search(shadow, max(start, end - 30), end)
        if last is None or not last[1].islower() or _CODE.search(shadow, start, end):
            continue
        if _breaks_off(analysis, start, end, last[1]):
            yield Hit(last.start(), end, {"word": last[1]})


def _breaks_off(analysis: Analysis, start: int, end: int, word: str) -> bool:
    shadow = analysis.shadow
    if _GOES_ON.search(shadow, end - _NEAR_END, end):
        return False
    if word in word_set("never-last") and not _is_title(shadow, start, end):
        return True
    several = ". " in shadow[start : end - _NEAR_END] and not _SET_APART.search(shadow, end - _NEAR_END, end)
    in_word = len(word) > 1 and lexicon().zipf(word) < 1.5 and end - start > _PROSE
    return (several or in_word) and end - start > _PROSE


def _is_title(shadow: str, start: int, end: int) -> bool:
    words = [word for word in shadow[start:end].split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def stop_behind(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A stop behind a word that no sentence ends with."""
    for match in given.matches:
        if "…" not in analysis.text[match.start : match.end]:
            yield Hit(match.start, match.start + len(analysis.shadow[match.start : match.end].rstrip()))

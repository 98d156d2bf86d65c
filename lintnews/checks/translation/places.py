"""Names of places, peoples, weekdays and months in lower case."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Match
from lintnews.findings import Edit, Fix, Hit
from lintnews.regexes import regex

_JOINED = frozenset("@#/.-_'&=\\:")
_CAPITAL = regex(r"[A-Z]")
_SHORTEST = 40  # characters of a paragraph that is more than a label


def lower_cased_places(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Lower-case names in sentences that use capitals elsewhere; parts of addresses and compounds are left out."""
    for match in given.matches:
        if not _joined(analysis.shadow, match) and _has_capitals(analysis, match):
            edit = Edit(match.start, match.start + 1, analysis.text[match.start].upper())
            yield Hit(match.start, match.end, fix=Fix(False, (edit,)))


def _joined(shadow: str, match: Match) -> bool:
    """Whether the word is joined to its neighbours: an address, a handle, a compound."""
    before, after = shadow[match.start - 1 : match.start], shadow[match.end : match.end + 2]
    if before and before in _JOINED:
        return True
    return after[:1] in ("-", "_", "@", "/", "=") or (
        after[:1] in (".", "'") and after[1:2].isalnum() and after != "'s"
    )


def _has_capitals(analysis: Analysis, match: Match) -> bool:
    """Whether the paragraph is running text that begins its sentence with a capital."""
    start, end = analysis.paragraph(match.paragraph)
    if end - start < _SHORTEST:
        return False
    sentence = analysis.sentence_at(match.start)
    return bool(_CAPITAL.search(analysis.shadow, sentence.start, match.start))

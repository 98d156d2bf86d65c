"""A woman's pronoun for an organisation, a newspaper or a city."""

import re
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Match
from lintnews.findings import Hit
from lintnews.regexes import regex
from lintnews.resources import word_set

_WOMAN = regex(
    r"\b(?:Mrs|Ms|Miss|Madame?|Lady|Queen|Princess|Dame|Baroness|Duchess|actress(?:es)?|\w+woman|\w+women|women|"
    r"girls?|ladies|lady|wife|wives|widow|mother|mothers|daughters?|sisters?|grandmother|aunt|niece|girlfriend|"
    r"fiancee|heroine|waitress|empress|goddess|nuns?|bride|female|ballerina|mom|mum|schoolgirl|mistress|singer|ship|"
    r"vessel|boat|yacht|frigate|ferry|submarine|trans)\b",
    re.IGNORECASE,
)
_NAME = regex(r"\b[A-Z][a-z]+(?:-[A-Za-z]+)?\b")
_PERSON = regex(
    r"\b(?:[a-z]+(?:or|er|ist|ant|ent|ian|ic|chief|head)|professor|doctor|judge|minister|senator|spokesperson|student|"
    r"victim|teenager|patient|teacher|colleague|candidate|author|nurse|child|person|someone|toddler|baby|player|one),? "
    r"(?:[A-Z][a-z]+|who)\b|\b[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]+, (?:\d\d|an?|the|who|head|director|chief)\b|\(\d\d\)"
)
_BODY = (
    r"(?:magazine|newspaper|daily|weekly|paper|outlet|publication|agency|broadcaster|channel|website|portal|network|"
    r"ministry|embassy|company|firm|corporation|organi[sz]ation|association|federation|commission|committee|union|party|"
    r"movement|government|army|administration|authority|agency|foundation|council|parliament|court|bank|university|"
    r"institution|institute|coalition|alliance|club|group|statement|report|study|municipality)"
)
_SUBJECT = regex(
    rf"\b(?:[Tt]he|[Tt]his|[Aa]ccording to the) (?:[A-Z]?[\w-]+ ){{0,3}}{_BODY}\b|"
    r"\b[A-Z]{3,6}\b(?= (?:said|reported|also|has|is|was|will))"
)
_REACH = 700  # characters before the pronoun that may hold what it stands for


def organisation_pronouns(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Each "she" where the sentence, or the text just before, names a body and no woman came before."""
    woman = -1  # not looked for yet
    for match in given.matches:
        if analysis.quoted(match.start) or _follows_quotation(analysis.shadow, match.start):
            continue
        if _stands_for_body(analysis, match):
            woman = _first_woman(analysis.shadow) if woman < 0 else woman
            if match.start < woman:
                yield Hit(match.start, match.end)


def _follows_quotation(shadow: str, start: int) -> bool:
    return shadow[max(0, start - 2) : start].strip()[-1:] in ('"', "'")


def _stands_for_body(analysis: Analysis, match: Match) -> bool:
    """Whether a body is named, and nobody else: in the sentence so far, or else in the text before it."""
    sentence = analysis.sentence_at(match.start).start
    start = analysis.paragraph(match.paragraph).start
    if sentence == start:
        start = analysis.paragraph(max(0, match.paragraph - 1)).start
    for begin in (sentence, max(start, match.start - _REACH)):
        near = analysis.shadow[begin : match.start]
        if _names_body(near):
            return not _PERSON.search(near)
    return False


def _names_body(near: str) -> bool:
    capitals = word_set("capital-cities")
    return bool(_SUBJECT.search(near)) or any(name[0].casefold() in capitals for name in _NAME.finditer(near))


def _first_woman(text: str) -> int:
    """Where the first woman named ends; behind the text where there is none."""
    names = word_set("womens-names")
    named = (name.end() for name in _NAME.finditer(text) if name[0].casefold() in names)
    told = _WOMAN.search(text)
    return min(next(named, len(text)), told.end() if told else len(text))

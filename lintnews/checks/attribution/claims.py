"""Claims in the voice of the paper."""

import re
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.attribution.floating import speech
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex

_FIRST_PERSON = regex(r"\b(?:I|I'm|I've|I'd|my)\b")
_OPINION = regex(r"\b(?:opinion|op-ed|editorial|commentary|column|comment)\b", re.IGNORECASE)
_OWN_VOICE = 3  # times "I" in a text that is its writer's opinion


def claim(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Judgements that neither their sentence nor the article's kind gives an owner."""
    if not given.matches or is_opinion(analysis):
        return
    for match in given.matches:
        sentence = analysis.sentence_at(match.start)
        if not speech().search(analysis.shadow, sentence.start, sentence.end):
            yield Hit(match.start, match.end)


def is_opinion(analysis: Analysis) -> bool:
    """Whether an article is an opinion: by its address or title, or by the first person outside quotations."""
    about = analysis.document.metadata
    if _OPINION.search(f"{about.get('url', '')} {about.get('title', '')}"):
        return True
    said = 0
    for found in _FIRST_PERSON.finditer(analysis.shadow):
        said += not analysis.quoted(found.start())
        if said >= _OWN_VOICE:
            return True
    return False

"""Who wrote a text and when, as its head and tail matter say: bylines, dates, datelines."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lintnews.analysis.paragraphs import Paragraphs
from lintnews.analysis.zones import Zones
from lintnews.positions import Span
from lintnews.regexes import regex

_HEAD_PARAGRAPHS, _TAIL_PARAGRAPHS = 8, 4
_LONGEST = 120  # characters of a line that gives a byline or a date
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = regex(
    rf"\b(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?\b|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|"
    r"\d+ (?:minutes?|hours?|days?|weeks?|months?) ago\b)",
    re.IGNORECASE,
)
_DATELINE = regex(r"(?:[^.\n]|[A-Z]\.|[a-z]\.,){2,70}?(?: -{1,2} |\) ?-)")
_NAME = r"[A-Z][\w'.-]*(?: (?:[A-Z][\w'.-]*|de|la|van|von|der|den|bin|al|el|di|da|del|dos|du|le)){1,4}"
_BYLINE = regex(
    rf"(?:\b[Bb]y:?|\bBY:?|\b[Aa]uthors?:|\b[Ww]ritten by:?|\b[Pp]osted by:?|\b[Pp]ublished by:?|\b[Rr]eported by:?|"
    rf"\b[Rr]eporting by:?|\b[Ee]diting by|\bStory by:?|\bText by:?|\bWords by:?) +{_NAME}|^{_NAME}, [^.]{{3,60}}$|"
    r"\((?:AP|Reuters|AFP|CNN|UPI|PTI|ANI|IANS|Xinhua|dpa|EFE)\)"
)
_ONLY_NAMES = regex(rf"[-*_ ]*{_NAME}(?:,? (?:and|&) {_NAME})?")
_NO_PERSON = regex(
    r"\b(?:Ads?|Media|Group|News|Read|Most|Now|The|Sign|Comments?|View|Home|Subscribe|Network|Team|Desk|Staff|Share|"
    r"Tags|Photo|Menu|More|Search|Play|Times|Post|Daily|Press|Agency|Editorial|World|Politics|Sports?|Business|Log)\b"
)


class Origin(NamedTuple):
    """A byline and a date as they stand in a text (its shadow); empty where there is none."""

    byline: str
    date: str


def find_origin(shadow: str, paragraphs: Paragraphs, zones: Zones, headline: Span) -> Origin:
    """The first byline and the first date in the head matter, the dateline or the tail matter of a text."""
    head, tail = _edge_lines(shadow, paragraphs, zones, headline)
    lines = head + tail
    byline = _first(_BYLINE, lines) or next(filter(_is_name, head), "")
    return Origin(byline.strip(), _first(_DATE, lines))


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str:
    return next((found[0] for found in map(pattern.search, lines) if found), "")


def _is_name(line: str) -> bool:
    """Whether a line is a person's name and nothing else, or two of them."""
    return bool(_ONLY_NAMES.fullmatch(line)) and not _NO_PERSON.search(line)


def _edge_lines(shadow: str, paragraphs: Paragraphs, zones: Zones, headline: Span) -> tuple[list[str], list[str]]:
    """The shadow of what may give an author or a date: the head matter with the dateline, and the tail matter.

    The headline is left out, and so are long paragraphs.
    """
    count = len(paragraphs)
    spans = list(zip(*paragraphs, strict=True))

    def short(wanted: Iterable[int]) -> list[str]:
        some = (spans[index] for index in wanted)
        return [shadow[start:end] for start, end in some if start != headline.start and end - start <= _LONGEST]

    head = short(range(min(zones.body, _HEAD_PARAGRAPHS)))
    tail = short(range(max(zones.tail, count - _TAIL_PARAGRAPHS), count))
    if zones.body < count:
        dateline = _DATELINE.match(shadow, *spans[zones.body])
        head += [dateline[0]] if dateline else []
    return head, tail

"""Who wrote a text and when: bylines and dates at its head and tail."""

import re
from collections.abc import Iterable, Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit

_HEAD_PARAGRAPHS, _TAIL_PARAGRAPHS = 8, 4
_LONGEST = 120  # characters of a line that gives a byline or a date
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?\b|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|"
    r"\d+ (?:minutes?|hours?|days?|weeks?|months?) ago\b)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"(?:[^.\n]|[A-Z]\.|[a-z]\.,){2,70}?(?: -{1,2} |\) ?-)")
_NAME = r"[A-Z][\w'.-]*(?: (?:[A-Z][\w'.-]*|de|la|van|von|der|den|bin|al|el|di|da|del|dos|du|le)){1,4}"
_BYLINE = re.compile(
    rf"(?:\b[Bb]y:?|\bBY:?|\b[Aa]uthors?:|\b[Ww]ritten by:?|\b[Pp]osted by:?|\b[Pp]ublished by:?|\b[Rr]eported by:?|"
    rf"\b[Rr]eporting by:?|\b[Ee]diting by|\bStory by:?|\bText by:?|\bWords by:?) +{_NAME}|^{_NAME}, [^.]{{3,60}}$|"
    r"\((?:AP|Reuters|AFP|CNN|UPI|PTI|ANI|IANS|Xinhua|dpa|EFE)\)"
)
_ONLY_NAMES = re.compile(rf"[-*_ ]*{_NAME}(?:,? (?:and|&) {_NAME})?")
_NO_PERSON = re.compile(
    r"\b(?:Ads?|Media|Group|News|Read|Most|Now|The|Sign|Comments?|View|Home|Subscribe|Network|Team|Desk|Staff|Share|"
    r"Tags|Photo|Menu|More|Search|Play|Times|Post|Daily|Press|Agency|Editorial|World|Politics|Sports?|Business|Log)\b"
)


def missing_origin(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit on the headline of a text that names neither an author nor a date, in its format or at its ends.

    ``given.options["each"]``: a hit where only one of the two is missing, too.
    """
    if not len(analysis.paragraphs):
        return
    metadata = analysis.document.metadata
    head, tail = _edge_lines(analysis)
    lines = head + tail
    author = bool(metadata.get("author")) or any(map(_BYLINE.search, lines)) or any(map(_is_name, head))
    date = bool(metadata.get("date")) or any(map(_DATE.search, lines))
    missing = [word for word, known in (("byline", author), ("date", date)) if not known]
    if len(missing) == 2 or (missing and given.options["each"]):
        headline = analysis.headline
        yield Hit(headline.start, headline.end, {"missing": " and no ".join(missing)}, whole=True)


def _is_name(line: str) -> bool:
    """Whether a line is a person's name and nothing else, or two of them."""
    return bool(_ONLY_NAMES.fullmatch(line)) and not _NO_PERSON.search(line)


def _edge_lines(analysis: Analysis) -> tuple[list[str], list[str]]:
    """The shadow of what may give an author or a date: the head matter with the dateline, and the tail matter.

    The headline is left out, and so are long paragraphs.
    """
    count, zones, headline = len(analysis.paragraphs), analysis.zones, analysis.headline

    def short(wanted: Iterable[int]) -> list[str]:
        spans = map(analysis.paragraph, wanted)
        return [analysis.shadow[a:b] for a, b in spans if a != headline.start and b - a <= _LONGEST]

    head = short(range(min(zones.body, _HEAD_PARAGRAPHS)))
    tail = short(range(max(zones.tail, count - _TAIL_PARAGRAPHS), count))
    if zones.body < count:
        body = analysis.paragraph(zones.body)
        dateline = _DATELINE.match(analysis.shadow, body.start, body.end)
        head += [dateline[0]] if dateline else []
    return head, tail

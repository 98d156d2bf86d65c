"""Who wrote a text and when: bylines and dates at its head and tail."""

import re
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit

_HEAD_PARAGRAPHS, _TAIL_PARAGRAPHS = 8, 4
_LONGEST = 160  # characters of a line that gives a byline or a date
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?\b|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|\d+ (?:minutes?|hours?|days?|weeks?|months?) ago\b)",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w'.-]*(?: (?:[A-Z][\w'.-]*|de|la|van|von|der|den|bin|al|el|di|da|del|dos|du|le)){1,4}"
_BYLINE = re.compile(
    rf"(?:\b[Bb]y:?|\bBY:?|\b[Aa]uthors?:|\b[Ww]ritten by:?|\b[Pp]osted by:?|\b[Pp]ublished by:?|\b[Rr]eported by:?|"
    rf"\b[Rr]eporting by:?|\b[Ee]diting by|\bStory by:?|\bText by:?|\bWords by:?) +{_NAME}|^{_NAME}, [^.]{{3,60}}$|"
    rf"^[-*_ ]*{_NAME}(?: (?:and|&) {_NAME})?$|\((?:AP|Reuters|AFP|CNN|UPI|PTI|ANI|IANS|Xinhua|dpa|EFE)\)"
)


def missing_origin(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit on the headline of a text that names neither an author nor a date, in its format or at its ends.

    ``given.options["each"]``: a hit where only one of the two is missing, too.
    """
    if not len(analysis.paragraphs):
        return
    metadata = analysis.document.metadata
    lines = _edge_lines(analysis)
    author = bool(metadata.get("author")) or any(_BYLINE.search(line) for line in lines)
    date = bool(metadata.get("date")) or any(_DATE.search(line) for line in lines)
    missing = [word for word, known in (("byline", author), ("date", date)) if not known]
    if len(missing) == 2 or (missing and given.options["each"]):
        headline = analysis.headline
        yield Hit(headline.start, headline.end, {"missing": " and no ".join(missing)}, whole=True)


def _edge_lines(analysis: Analysis) -> list[str]:
    """The shadow of the paragraphs at the head and tail that may give an author or a date.

    Of long ones only the beginning (a dateline) and the end (a signature) count. The headline is left out.
    """
    count, headline = len(analysis.paragraphs), analysis.headline
    wanted = sorted({*range(min(count, _HEAD_PARAGRAPHS)), *range(max(0, count - _TAIL_PARAGRAPHS), count)})
    lines = []
    for start, end in map(analysis.paragraph, wanted):
        if start == headline.start:
            continue
        if end - start <= _LONGEST:
            lines.append(analysis.shadow[start:end])
        else:
            lines += [analysis.shadow[start : start + 50], analysis.shadow[end - 50 : end]]
    return lines

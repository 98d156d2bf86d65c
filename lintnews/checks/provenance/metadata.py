"""What formats say beside the text: missing, malformed, or at odds with the text."""

import re
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.languages import language_code
from lintnews.regexes import regex

_DATE = regex(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|^\d{9,13}$")
_URL = regex(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}(?:[/:?#]|$)|[\w-]+(?:\.[\w-]+)+(?:/|$)", re.IGNORECASE)
_NO_AUTHOR = regex(
    r"https?:|www\.|@|^\W*(?:null|none|n/?a|undefined|unknown|admin|user|author|nan)?\W*$", re.IGNORECASE
)
_AGENCY = regex(r"\((\w+)\)")
_FULL = {"AP": "Associated Press", "AFP": "Agence France-Presse", "PTI": "Press Trust of India", "DPA": "dpa"}


def missing_metadata(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit where the format carries metadata but lacks what is wanted of it."""
    known = analysis.document.metadata
    missing = [key for key in given.options["wanted"] if not known.get(key)]
    if known and missing:
        yield _whole(analysis, {"missing": ", ".join(missing)})


def malformed_metadata(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit that names all fields of the metadata that cannot be right."""
    problems = list(_problems(analysis))
    if problems:
        yield _whole(analysis, {"problems": "; ".join(problems)})


def agency_dateline(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Datelines of an agency in a text whose metadata name another source."""
    known = analysis.document.metadata
    credit = f"{known.get('source', '')} {known.get('author', '')}".casefold()
    if not known.get("source"):
        return
    for match in given.matches[:1]:
        found = _AGENCY.match(analysis.shadow, match.start)
        agency = found[1] if found else ""
        names = {agency.casefold(), _FULL.get(agency.upper(), agency).casefold()}
        if not any(re.search(rf"\b{re.escape(name)}\b", credit) for name in names):
            yield Hit(match.start, match.end, {"agency": agency, "source": known["source"]})


def _problems(analysis: Analysis) -> Iterator[str]:
    known = analysis.document.metadata
    for key, pattern in (("date", _DATE), ("url", _URL)):
        value = known.get(key)
        if value and not pattern.search(value):
            yield f'{key} "{value}" is none'
    author, language = known.get("author"), known.get("language", "")
    if author and _NO_AUTHOR.search(author):
        yield f'author "{author}" is no name'
    if language and not language_code(language):
        yield f'language "{language}" is none'


def _whole(analysis: Analysis, values: dict[str, str]) -> Hit:
    headline = analysis.headline
    return Hit(headline.start, headline.end, values, whole=True)

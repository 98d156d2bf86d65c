"""Blanks before and missing after punctuation, stops in mid-sentence, punctuation heaped up."""

import re
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given, Match
from lintnews.findings import Edit, Fix, Hit, Severity
from lintnews.regexes import regex
from lintnews.resources import word_set

_BLANKS = regex(r"[^\S\n]+")
_WORD_BEFORE = regex(r"[A-Za-z.'&-]+$")
_MARKS_HEAPED = regex(r"[^\w\s]")
_MARKS_END = regex(r"[.,;!?]")
_TOKEN = regex(r"\S+")
_LINK = regex(r"[/@#_\\={}]|www\.|\.(?:com|org|net|gov|edu|co|uk|io|tv|ly|js|html?|php|jpg|png|pdf)\b", re.I)
_PARTICLE_NAME = regex(
    r"(?:de|del|della|den|der|des|di|da|dos|du|van|von|ter|ten|al|el|la|le|bin|bint|ibn|abu|zu)[- ]"
    r"[A-Zdl]|[a-z]{1,2}[A-Z]|[a-z]'[A-Z]"
)
_ITEM, _ITEM_LONGEST = regex(r"(?:\n|\A) *\d+$"), 8  # the number of a list's item
_NO_WORD = regex(r"etc\b|[a-z]*\d")
_BARS = 2  # of a row
_MARK_IN_NAME = regex(r"(?:Yahoo|Jeopardy)!")
_COUNTRY_SITE = regex(r"\.(?:Az|Ge|Il|Kg|Kz|Lk|Md|Ng|Ru|Ua|Uz)$")  # outlets named after their site
_NO_STOP = "…"
_FULL_WIDTH = frozenset("，；！？")  # has its blank inside


def before_punctuation(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A blank between a word and the comma or stop that ends it; an ellipsis may stand apart."""
    for match in given.matches:
        if _NO_STOP in analysis.text[match.start : match.end]:
            continue
        blanks = _BLANKS.search(analysis.text, match.start, match.end)
        if blanks is not None:
            fix = Fix(True, (Edit(blanks.start(), blanks.end(), ""),))
            yield Hit(blanks.start(), match.end, {"mark": analysis.text[match.end - 1]}, fix=fix)


def after_punctuation(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A comma or stop with the next word right behind it, outside of links, names of files and handles."""
    for match in given.matches:
        token, text = token_at(analysis.text, match.start), analysis.text[match.start : match.end]
        if _MARK_IN_NAME.match(token) or _COUNTRY_SITE.search(analysis.text, match.start, match.end):
            continue
        if _FULL_WIDTH.isdisjoint(text) and _NO_STOP not in text and not _LINK.search(token):
            at = _MARKS_END.search(analysis.shadow, match.start + 1, match.end)
            yield Hit(match.start, match.end, fix=Fix(False, (Edit(at.end(), at.end(), " "),)) if at else None)


def before_lower_case(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A stop with a lower-case word behind it, where the stop is no part of an abbreviation."""
    for match in given.matches:
        if not _is_part_of_word(analysis, match):
            yield Hit(match.start, match.end)


def _is_part_of_word(analysis: Analysis, match: Match) -> bool:
    """Whether the stop belongs to an abbreviation, an ellipsis or a link, or the word behind it to a name."""
    stop = next(at for at in range(match.start, match.end) if analysis.shadow[at] in ".!?")
    if analysis.text[stop] == _NO_STOP:
        return True
    before = _WORD_BEFORE.search(analysis.shadow, max(0, match.start - 30), stop)
    word = before[0] if before else ""
    if "." in word or word.casefold() in word_set("abbreviations") or (word.isupper() and len(word) < 3):
        return True
    if _ITEM.search(analysis.shadow, max(0, stop - _ITEM_LONGEST), stop):
        return True
    behind = re.search(r"[A-Za-z]", analysis.shadow[stop : match.end])
    if behind is None:
        return True
    start = stop + behind.start()
    token = token_at(analysis.text, start)
    if _NO_WORD.match(token) or (token[-1:] == "." and token[:-1] in word_set("abbreviations")):
        return True
    return bool(_LINK.search(token) or "." in token[:-1].rstrip(".") or _PARTICLE_NAME.match(analysis.shadow, start))


def heaped(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Marks that do not go together, outside of links and abbreviations."""
    for match in given.matches:
        text = analysis.text[match.start : match.end]
        if _NO_STOP in text or _LINK.search(token_at(analysis.text, match.start)):
            continue
        if _ends_abbreviation(analysis, match) or ("|" in text and _is_row(analysis, match.paragraph)):
            continue
        found = _MARKS_HEAPED.search(analysis.shadow, match.start, match.end)
        yield Hit(match.start if found is None else found.start(), match.end)


def _is_row(analysis: Analysis, paragraph: int) -> bool:
    """Whether a paragraph looks like the row of a table, its cells between bars."""
    return analysis.shadow.count("|", *analysis.paragraph(paragraph)) >= _BARS


def _ends_abbreviation(analysis: Analysis, match: Match) -> bool:
    """Whether the first mark of a match is the stop of an abbreviation."""
    stop = analysis.shadow.find(".", match.start, match.end)
    before = _WORD_BEFORE.search(analysis.shadow, max(0, match.start - 30), stop) if stop >= 0 else None
    word = before[0] if before else ""
    return "." in word or (len(word) == 1 and word.isupper()) or word.casefold() in word_set("abbreviations")


def dash(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """An en or em dash that touches the word behind it alone; not one of a pair around a clause."""
    for match in given.matches:
        dash = next((mark for mark in "–—" if mark in analysis.text[match.start : match.end]), None)
        if dash is None or re.search(
            rf"\w{dash}[ ,.]", analysis.text[match.end : analysis.paragraphs.ends[match.paragraph]]
        ):
            continue
        at = analysis.text.index(dash, match.start)
        severity = Severity.INFO if dash == "—" else None
        yield Hit(match.start, match.end, severity=severity, fix=Fix(False, (Edit(at + 1, at + 1, " "),)))


def token_at(text: str, offset: int) -> str:
    """What stands between the blanks around an offset."""
    start = offset
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    found = _TOKEN.match(text, start)
    return found[0] if found else ""


_SAYING = regex(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|ask(?:ed|s)?|add(?:ed|s)?|wrote|writes?|tweet(?:ed|s)?|claim(?:ed|s)?|warn(?:ed|s)?"
    r"|call(?:ed|s)?|repl(?:ied|ies)|not(?:ed|es)|argu(?:ed|es)|insist(?:ed|s)?|joke[ds]?|explain(?:ed|s)?|was|were|is|are|read|reads"
    r"|went|goes|declare[ds]?|stat(?:ed|es)|recall(?:ed|s)?|continued|concluded|answered|shouted|cried|agreed|quipped|mused)\b"
)


def tail(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Words in lower case between a closed quotation and a stop that do not say who spoke; a bare count at the end."""
    for match in given.matches:
        words = analysis.shadow[match.start : match.end]
        start = re.search(r"[.][\"']? +", words)
        if (
            start is None
            or _ends_abbreviation(analysis, match)
            or "…" in analysis.text[match.start : match.end]
            or _SAYING.search(words, start.end())
        ):
            continue
        yield Hit(match.start + start.end(), match.start + len(words.rstrip()))

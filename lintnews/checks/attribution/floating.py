"""Quotations that hang in the air: whole sentences, and nothing outside the marks that could say whose they are."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import chain

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.quotations import BLOT, Quotation
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex
from lintnews.resources import word_list

_FEWEST_WORDS = 4
_LONGEST_SIGNATURE = 90
_FAR = 800  # characters around a quotation
_FEW = 8  # paragraphs before it
_MAY_END = frozenset(".!?'\")] ")
_LETTER = regex(r"[A-Za-z]")
_WHOLE_END = regex(r"""[.!?]['")\]]*$""")
_SAID = regex(r"\b(?:said|says|saying|told|telling|added|adding|statement|responded|continued)\b")
_LABELLED = regex(r"[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?: ")
_SENTENCE_BEFORE = regex(r"""(?:[.!?:]['")\]]*|["\x0f]|^)\s*$""")
_SENTENCE_BEHIND = regex(r"""\s+[A-Z0-9"'(\[]""")
_ATTRIBUTED = regex("\x03[^\x03.!?]*[A-Za-z]{2}")
_TITLES = "|".join(word_list("person-titles"))
_FIRST_SENTENCE = regex(rf"(?:\b(?:{_TITLES}|[A-Z])\.|\x03++|[^.!?]|\.(?=[\w,]))*")
_SENTENCE_START = regex("(?<=[.!?]) +(?=[A-Z\x03])|(?<=\x03) +(?=[A-Z\x03])")


def without_speaker(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Quotations of whole sentences without any words that could say whose they are."""
    shadow = analysis.shadow
    for quotation in chain(analysis.quotations.double, _unclosed(analysis)):
        if shadow[quotation.inner_end - 1] not in _MAY_END:  # most end in a comma or a word
            continue
        if _alone(analysis, quotation) and _whole(shadow, quotation) and not _carried(analysis, quotation):
            yield Hit(quotation.start, quotation.end)


def _unclosed(analysis: Analysis) -> Iterator[Quotation]:
    """Paragraphs that open with a mark and never close it, taken as one quotation each."""
    for stray in analysis.quotations.stray:
        start, end = analysis.paragraph(stray.paragraph)
        if stray.opens and stray.start == start:
            mark = analysis.text[start : stray.end]
            yield Quotation(start, end, stray.end, end, stray.paragraph, mark, mark)


def _alone(analysis: Analysis, quotation: Quotation) -> bool:
    """Whether no words of its sentence stand outside the marks."""
    start, end = analysis.paragraph(quotation.paragraph)
    before = analysis.shadow[max(start, quotation.start - 4) : quotation.start]
    if not _SENTENCE_BEFORE.search(before) or before.rstrip().endswith(":") or before[-1:] == '"':
        return False
    return quotation.end >= end or bool(_SENTENCE_BEHIND.match(analysis.shadow, quotation.end, end))


def _whole(shadow: str, quotation: Quotation) -> bool:
    """Whether a quotation is one or more whole sentences of at least four words that name no speaker themselves."""
    inner = shadow[quotation.inner_start : quotation.inner_end].strip()
    if not quotation.closing or '"' in inner or not _WHOLE_END.search(inner[-6:]):
        return False
    first = _LETTER.search(inner)
    if first is None or not inner[first.start()].isupper() or _LABELLED.match(inner):
        return False
    return inner.count(" ") + 1 >= _FEWEST_WORDS


def _carried(analysis: Analysis, quotation: Quotation) -> bool:
    """Whether words near the quotation say, or may say, whose it is."""
    start = analysis.paragraph(quotation.paragraph).start
    words = analysis.outside(quotation.paragraph)
    at, end = quotation.start - start, quotation.end - start
    before = words[max(0, at - _FAR) : at]
    if _ATTRIBUTED.search(before) or speech().search(_last_sentence(before)) or _spoken_after(words[end : end + _FAR]):
        return True
    if _LETTER.search(before):
        return False
    return led_to(analysis, quotation.paragraph) or _signed(analysis, quotation)


def _spoken_after(after: str) -> bool:
    """Whether the next sentence tells of the speech: "Go on!" she called to them."""
    sentence = _FIRST_SENTENCE.match(after)
    return sentence is not None and bool(speech().search(sentence[0]))


def led_to(analysis: Analysis, paragraph: int) -> bool:
    """Whether the paragraph before leads to a quotation: by a colon, an open or an attributed quotation."""
    for before in range(paragraph - 1, max(-1, paragraph - _FEW), -1):
        words = analysis.outside(before)
        if words.endswith(":") or _goes_on(analysis, before):
            return True
        if BLOT not in words:
            return bool(_SAID.search(_last_sentence(words)))
        if _LETTER.search(words):
            return bool(speech().search(words if words.endswith(BLOT) else _last_sentence(words)))
    return False


def _goes_on(analysis: Analysis, paragraph: int) -> bool:
    """Whether the last quotation of the paragraph is left open."""
    double = analysis.quotations.double
    index = bisect_right(double, analysis.paragraph(paragraph).end, key=lambda quotation: quotation.start) - 1
    return index >= 0 and double[index].paragraph == paragraph and double[index].goes_on


def _signed(analysis: Analysis, quotation: Quotation) -> bool:
    """Whether the line below is a signature: a dash, or nothing but a name and what somebody is."""
    following = quotation.paragraph + 1
    if quotation.end != analysis.paragraph(quotation.paragraph).end or following >= len(analysis.paragraphs):
        return False
    start, end = analysis.paragraph(following)
    return end - start <= _LONGEST_SIGNATURE and bool(_signature().fullmatch(analysis.shadow[start:end]))


def _last_sentence(words: str) -> str:
    return _SENTENCE_START.split(words.rstrip())[-1]


@cache
def speech() -> re.Pattern[str]:
    """Words that only a report of speech has (``rules/words/speech.txt``)."""
    return re.compile(r"\b(?:" + "|".join(word_list("speech")) + r")\b", re.ASCII | re.IGNORECASE)


@cache
def _signature() -> re.Pattern[str]:
    word = rf"(?:[A-Z][\w.'-]*|{'|'.join(word_list('lower-name-words'))}|\d+),?"
    name = rf"""(?![A-Z ]+\.?$)(?:{word} )+[A-Z][\w.'-]*[.")]*"""
    return re.compile(rf"[-*(] ?[A-Z].*|{name}(?:, .*)?")

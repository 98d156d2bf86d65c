"""Words that stayed in the other language, and letters of other scripts."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.vocabulary import lexicon
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.regexes import regex

# Lower-case letters of Latin alphabets that English words do not have.
_LETTERS = "à-öø-ÿāăąćčďđēėęěğģīıįķļľłńņňōőœřśşšţťūůűųźżžơưạ-ỹ"
_WORD = regex(rf"(?<![\w'’@#/.-])[a-z]*[{_LETTERS}][a-z{_LETTERS}]*(?![\w'’@/-])")
_LETTER = regex(f"[{_LETTERS}]")
_SCRIPT = regex(
    r"[\u0391-\u03a9\u03b1-\u03c9\u0400-\u052f\u05d0-\u05ea\u0620-\u064a\u0900-\u0dff\u0e00-\u0e7f\u3041-\u3096"
    r"\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7af]{2,}"
)
_SHORTEST = 4
_BEFORE = regex(r"\b([A-Z][a-z]+)(,? )$")
_AFTER = regex(r" ([a-z]+)\b")
_MARKS = "\"'“”‘’«»()[]"


def untranslated_words(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Lower-case words with foreign letters that English does not know, outside of quotation marks and brackets."""
    if not _LETTER.search(analysis.beyond_ascii):
        return
    last = -1
    for letter in _LETTER.finditer(analysis.text):
        if letter.start() < last:
            continue
        word = _WORD.match(analysis.text, _word_start(analysis.text, letter.start()))
        if word is None:
            continue
        last = word.end()
        folded = analysis.shadow[word.start() : word.end()].lower()
        if len(folded) < _SHORTEST or lexicon().knows(folded) or _in_title(analysis.shadow, *word.span()):
            continue
        if _in_english(analysis, *word.span()):
            yield Hit(*word.span())


def _in_title(shadow: str, start: int, end: int) -> bool:
    """Whether a word looks like one of a foreign title: an unknown word with a capital before, an unknown one behind.

    So does one that follows itself with a capital.
    """
    before, after = _BEFORE.search(shadow, max(0, start - 40), start), _AFTER.match(shadow, end)
    if before is None:
        return False
    if before[1].lower() == shadow[start:end].lower():
        return True
    unknown = (not lexicon().knows(word.lower()) for word in (before[1], after[1] if after else "the"))
    return before[2] == " " and all(unknown)


def _word_start(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1].islower():
        offset -= 1
    return offset


def foreign_script(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Runs of letters of another script in running text, outside of quotation marks and brackets."""
    if not analysis.has_far_letters:
        return
    for run in _SCRIPT.finditer(analysis.text):
        if _in_english(analysis, *run.span()):
            yield Hit(*run.span())


def _in_english(analysis: Analysis, start: int, end: int) -> bool:
    """Whether a word stands in an English sentence as if it were a word of it."""
    return analysis.paragraph_at(start) not in analysis.foreign_paragraphs and not _set_apart(analysis, start, end)


def _set_apart(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the writer shows the word as foreign: quoted, in brackets, or in brackets before it."""
    text = analysis.text
    if analysis.quoted(start) or text[start - 1 : start] in _MARKS or text[end : end + 1] in _MARKS:
        return bool(text[start - 1 : start] and text[end : end + 1])
    paragraph = analysis.paragraph(analysis.paragraph_at(start))
    opened, closed = text.rfind("(", paragraph.start, start), text.rfind(")", paragraph.start, start)
    return opened > closed

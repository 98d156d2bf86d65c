"""Sentences in another language than the text, and filler text."""

from collections import Counter
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.language import passage_language
from lintnews.analysis.vocabulary import Kind, is_rare, lexicon
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.positions import Span
from lintnews.regexes import regex
from lintnews.resources import word_set

_FOREIGN = 3.3  # a word as frequent (Zipf scale) is English
_WORD = regex(r"[a-z]+")
_MARKS = '.,;:!?"()[]'
_ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "is",
        "that",
        "with",
        "it",
        "from",
        "has",
        "had",
        "by",
        "not",
        "are",
        "his",
        "which",
        "their",
        "were",
        "been",
    )
)
_TECHNICAL = ("@", "://", "</", "/>")  # in links and markup, which have words of their own
_FEWEST = 4  # words of a sentence
_SOME = 2  # little words that make a text worth a look

_LITTLE = Kind(listed=lambda: word_set("foreign-little-words"))
_STRANGE = Kind(lambda word: is_rare(word) and lexicon().zipf(word) < _FOREIGN)
_UNKNOWN = Kind(lambda word: is_rare(word) and lexicon().zipf(word) < 1)

_FILLER_TOO = frozenset(
    (  # noqa: SIM905
        "et in ut ad ex ac at id est non sed qui quis sit do eu cum nec per ante vel sunt esse ea enim minim anim sint "
        "magna"
    ).split()
)
_FILLER_END = regex(r"(?:u[mst]|i[nst]|a[dmt]|e[dmt]|[eo]r|ur|re|non|qui|sed)$")
_NEXT_WORD = regex(r",? ([A-Za-z]+)\b")


def filler_text(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Lorem ipsum, or three words of Latin filler text or more, and what else looks Latin behind them."""
    behind = 0
    for match in given.matches:
        word = match.groups.get("word", "").lower()
        end = _filler_end(analysis.shadow, match.end, 2 if word == "lorem" else 3) if word else match.end
        if match.start >= behind and end:
            behind = end
            yield Hit(match.start, end)


def _filler_end(shadow: str, end: int, least: int) -> int:
    """Where filler text ends whose first word ends at an offset; 0 where it has not so many words."""
    known, count = word_set("filler-text") | _FILLER_TOO, 1
    while found := _NEXT_WORD.match(shadow, end):
        word = found[1].lower()
        if word not in known and (count < least or not _FILLER_END.search(word)):
            break
        count, end = count + 1, found.end()
    return end if count >= least else 0


def language(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Sentences with little words of another language and hardly one of English."""
    vocabulary = analysis.vocabulary
    little = vocabulary.of(_LITTLE)
    if len(little) < _SOME and not vocabulary.foreign:
        return
    places = (at for word in little for at in vocabulary.places(word))
    for sentence in sorted({analysis.sentence_at(at) for at in places if not analysis.quoted(at)}):
        if analysis.paragraph_at(sentence.start) in analysis.foreign_paragraphs:  # another rule's
            continue
        words = _words(analysis, sentence)
        foreign = len(word_set("foreign-little-words").intersection(words))
        if len(words) < _FEWEST or _english(words) * 3 > foreign:
            continue
        found = _language(analysis, sentence)
        if found not in ("", "en") or (foreign > 1 and foreign * 5 >= len(words) and found != "en"):
            yield Hit(sentence.start, sentence.end, {"language": found or "unknown"})


def strange_words(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Sentences of an English text in which most words are unknown to English, or known to another language."""
    for sentence, strange in sorted(_strange(analysis).items()):
        if analysis.paragraph_at(sentence.start) in analysis.foreign_paragraphs:
            continue
        words = _words(analysis, sentence)
        link = any(mark in analysis.text[sentence.start : sentence.end] for mark in _TECHNICAL)
        if strange > 1 and strange * 6 >= len(words) and not _english(words) and not link:
            known = _language(analysis, sentence)
            if known not in ("", "en") or strange * 2 > len(words) or (strange * 3 > len(words) and known != "en"):
                yield Hit(sentence.start, sentence.end)


def _words(analysis: Analysis, sentence: Span) -> list[str]:
    words = (
        word.strip(_MARKS) for word in analysis.shadow[sentence.start : sentence.end].lower().replace("'", " ").split()
    )
    return [word for word in words if word]


def _english(words: list[str]) -> int:
    return sum(word in _ENGLISH for word in words)


def _strange(analysis: Analysis) -> dict[Span, int]:
    """How many words that English hardly knows a sentence has, in paragraphs with a word quite unknown to it."""
    counts: Counter[Span] = Counter()
    vocabulary = analysis.vocabulary
    unknown = vocabulary.of(_UNKNOWN)
    rare = set(vocabulary.of(_STRANGE)) if unknown else set()
    for paragraph in {analysis.paragraph_at(at) for word in unknown for at in vocabulary.places(word)}:
        start, end = analysis.paragraph(paragraph)
        found = [word for word in _WORD.finditer(analysis.shadow, start, end) if word[0] in rare]
        if len(found) > 1:
            counts.update(analysis.sentence_at(word.start()) for word in found)
    return counts


def _language(analysis: Analysis, sentence: Span) -> str:
    return passage_language(
        analysis.text[sentence.start : sentence.end], analysis.shadow[sentence.start : sentence.end]
    )

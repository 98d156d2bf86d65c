"""Which language a text, or a part of it, is in. The only home of langdetect.

English function words are looked for first: they settle nearly every paragraph of English news for next to nothing.
langdetect is asked where they do not, and believed where the script, or the little words of the language it names
(``rules/tables/function-words.tsv``), say the same: lists of names are foreign to it, and have none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from lintnews.resources import table

FAR_LETTER = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\uffdc]")
"""A letter beyond the Latin scripts."""

SHORTEST = 50
"""Code points below which nothing is said of a text unless its function words are English."""

_SURE = (" the ", " and ", " that ", " with ", " this ")  # no other language has these as common words
_ALSO = (
    " of ", " to ", " in ", " a ", " for ", " is ", " on ", " was ", " as ", " it ", " he ", " at ", " his ", " by ",
)  # fmt: skip
_ENOUGH, _SOME = 3, 2
_DENSE = 80  # an English text has one of the words of _SURE in so many characters or fewer, usually in 50
_LONG = 100  # from here on more little words are asked for
_SAMPLE = 4000
_GLANCE = 400  # characters of a passage in which English shows
_DETECTED = 1000  # characters of a passage that are looked at in all
_PROBABLE = 0.9
_WORD = re.compile(r"[a-z]+")
_CODES = {"zh-cn": "zh", "zh-tw": "zh"}


def text_language(text: str, shadow: str, paragraphs: Iterable[tuple[int, int]]) -> str:
    """The language of most of a text as a two-letter code (ISO 639-1), empty where nothing can be said.

    The first 4000 characters count; where English function words do not settle it, its paragraphs vote, each with its
    length.
    """
    sample = f" {shadow[:_SAMPLE].lower()} ".replace("\n", " ")
    mixed = not text.isascii() and FAR_LETTER.search(text, 0, _SAMPLE)
    if not mixed and _reads_english(sample) and sum(map(sample.count, _SURE)) * _DENSE >= len(sample):
        return "en"
    some = [(start, end) for start, end in paragraphs if start < _SAMPLE]
    english = sum(end - start for start, end in some if _reads_english(f" {shadow[start:end][:_GLANCE].lower()} "))
    if 2 * english > sum(end - start for start, end in some):
        return "en"
    votes: Counter[str] = Counter()
    for start, end in some:
        votes[passage_language(text[start:end], shadow[start:end])] += end - start
    del votes[""]
    if votes:
        return max(votes.items(), key=lambda vote: (vote[1], vote[0]))[0]
    return passage_language(text[:_SAMPLE], shadow[:_SAMPLE])


def passage_language(text: str, shadow: str) -> str:
    """The language of a paragraph or quotation (ISO 639-1), empty where nothing can be said.

    Below 50 characters that is always so, unless its function words are English.
    """
    lower = f" {shadow[:_DETECTED].lower()} "
    if _reads_english(lower[:_GLANCE]):
        return "en"
    if len(text) < SHORTEST:
        return ""
    words = set(_WORD.findall(lower))
    text = text[:_DETECTED]
    far = 0 if text.isascii() else len(FAR_LETTER.findall(text))
    counts = _little_words(words)
    if not far and counts["en"] >= _SOME and _most(counts) == "en":
        return "en"
    return _confirmed(_detect(text), text, words, far)


def _reads_english(lower: str) -> bool:
    """Whether three English function words are there, one of them found in no other language."""
    sure = sum(word in lower for word in _SURE)
    return sure >= _ENOUGH or (sure > 0 and sure + sum(word in lower for word in _ALSO) >= _ENOUGH)


def _confirmed(found: tuple[str, float], text: str, words: set[str], far: int) -> str:
    """What langdetect found, if there is evidence for it."""
    language, foreign = found
    if language == "en" or foreign < _PROBABLE:
        return language if language == "en" else ""
    if far * 2 > sum(map(str.isalpha, text)):
        return language
    counts = _little_words(words)
    best = _most(counts)
    if counts.get(language) == counts[best]:
        best = language
    own = len(words & _function_words().get(best, frozenset()) - _function_words()["en"])
    enough = _ENOUGH if len(text) >= _LONG else _SOME
    return best if own >= enough and counts[best] > counts["en"] else ""


def _little_words(words: set[str]) -> dict[str, int]:
    """How many of the commonest little words of each language in Latin script are among ``words``."""
    return {language: len(words & known) for language, known in _function_words().items()}


def _most(counts: dict[str, int]) -> str:
    """The language with most; of several, one that is not English."""
    return max(counts, key=lambda language: (counts[language], language != "en", language))


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(row["words"].split()) for row in table("function-words")}


def _detect(text: str) -> tuple[str, float]:
    """What langdetect thinks most likely, and how likely it is not English; nothing for a text without letters."""
    import langdetect

    langdetect.DetectorFactory.seed = 0  # it guesses with random numbers
    try:
        guesses = langdetect.detect_langs(text.lower() if text.isupper() else text)
    except langdetect.LangDetectException:
        return "", 0.0
    english = next((guess.prob for guess in guesses if guess.lang == "en"), 0.0)
    best = guesses[0].lang
    return _CODES.get(best, best), 1.0 - english


def foreign_passages(
    text: str, shadow: str, spans: Iterable[tuple[int, int]], home: str
) -> Iterator[tuple[int, int, str]]:
    """The spans that are in another language than ``home``, each with its language; nothing where that is unknown."""
    if not home:
        return
    for start, end in spans:
        if end - start >= SHORTEST:
            language = passage_language(text[start:end], shadow[start:end])
            if language not in ("", home):
                yield start, end, language

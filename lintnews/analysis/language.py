"""Which language a text, or a part of it, is in.

English function words are looked for first: they settle nearly every paragraph of English news for next to nothing.
langdetect is asked where they do not, and believed where the script, or the little words of the language it names
(``rules/tables/function-words.tsv``), say the same: lists of names are foreign to it, and have none.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from lintnews.languages import easily_confused
from lintnews.regexes import regex
from lintnews.resources import table

FAR = r"\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe30-\ufefe\uff01-\uffdc"
"""The letters beyond the Latin scripts, for a class of a regular expression.

Variation selectors (of emoji) and the mark of byte order are none.
"""

FAR_LETTER = regex(f"[{FAR}]")
"""A letter beyond the Latin scripts."""

SHORTEST = 50
"""Code points below which nothing is said of a text unless its function words are English."""

_SURE = (" the ", " and ", " that ", " with ", " this ")  # no other language has these as common words
_SCREEN = (
    " the ", " to ", " of ", " and ", " in ", " a ", " that ", " for ", " is ", " on ", " was ", " with ", " as ",
    " it ", " he ", " at ", " his ", " by ", " this ",
)  # fmt: skip
_ENOUGH, _SOME = 3, 2
_DENSE, _DENSE_LONG = 60, 75  # characters that have one of the words of _SURE in a text that is English, in a long one
_LONG = 100  # from here on more little words are asked for
_SAMPLE = 4000
_TELLING, _LONGEST = 800, 12  # characters that say enough of a text; else how many of its paragraphs are asked
_GLANCE = 400  # characters of a passage in which English shows
_WIDE = 1000  # characters of a passage whose words are looked at
_DETECTED = 400  # characters that langdetect is given
_PROBABLE, _SURELY = 0.9, 0.99
_ACCENTED = 0.02  # of the characters of a text that is not English
_WORD = regex(r"(?<!')[a-z]+|(?<=')(?!(?:s|t|m|d|ll|re|ve)\b)[a-z]+")  # less what English contracts
_SCRIPTS = {
    "ARMENIAN": "hy", "GEORGIAN": "ka", "ETHIOPIC": "am", "SINHALA": "si", "MYANMAR": "my", "KHMER": "km", "LAO": "lo",
    "TIBETAN": "bo", "MONGOLIAN": "mn", "ORIYA": "or",
}  # fmt: skip
_CODES = {"zh-cn": "zh", "zh-tw": "zh"}


def text_language(text: str, shadow: str, paragraphs: Iterable[tuple[int, int]], *, far: bool) -> str:
    """The language of most of a text as a two-letter code (ISO 639-1), empty where nothing can be said.

    The first 4000 characters count; where English function words do not settle it, its paragraphs vote, each with its
    length, and the longest of the text where those say little. ``far`` says whether the text has letters beyond the
    Latin scripts.
    """
    sample = f" {shadow[:_SAMPLE].lower()} ".replace("\n", " ")
    mixed = far and FAR_LETTER.search(text, 0, _SAMPLE)
    if not mixed and _reads_english(sample, 0, len(sample)) and _is_dense(sample):
        return "en"
    spans = list(paragraphs)
    some = [(start, end) for start, end in spans if start < _SAMPLE]
    english = sum(end - start for start, end in some if _reads_english(sample, start, min(end, start + _GLANCE) + 2))
    if 2 * english > sum(end - start for start, end in some):
        return "en"
    votes = _votes(text, shadow, some)
    if votes.total() < _TELLING and len(text) > _SAMPLE:  # a menu comes first, or the like
        votes = _votes(text, shadow, sorted(spans, key=lambda span: span[0] - span[1])[:_LONGEST])
    if votes:
        return max(votes.items(), key=lambda vote: (vote[1], vote[0]))[0]
    return passage_language(text[:_SAMPLE], shadow[:_SAMPLE]) or _by_letters(text[:_SAMPLE], shadow[:_SAMPLE])


def _votes(text: str, shadow: str, spans: Iterable[tuple[int, int]]) -> Counter[str]:
    """How many characters are surely in which language."""
    votes: Counter[str] = Counter()
    for start, end in spans:
        votes[passage_language(text[start:end], shadow[start:end])] += end - start
    del votes[""]
    return votes


def passage_language(text: str, shadow: str) -> str:
    """The language of a paragraph or quotation (ISO 639-1), empty where nothing can be said.

    Below 50 characters that is always so, unless its function words are English.
    """
    if _reads_english(f" {shadow[:_GLANCE].lower()} ", 0, _GLANCE + 2):
        return "en"
    if len(text) < SHORTEST:
        return ""
    text = text[:_WIDE]
    if not text.isascii() and 2 * len(FAR_LETTER.findall(text)) > sum(map(str.isalpha, text)):
        return _of_script(text) or _detect(text)[0]
    words = set(_WORD.findall(shadow[:_WIDE].lower()))
    enough = _ENOUGH if len(text) >= _LONG else _SOME
    if len(words & foreign_words()) < enough:  # so it is in no other language for sure, and needs no detector
        return "en" if len(words & _function_words()["en"]) >= _SOME else ""
    return _confirmed(text, words, enough)


def _by_letters(text: str, shadow: str) -> str:
    """The language that langdetect is sure of, of a text with many letters that English does not have, else nothing."""
    accented = sum(not char.isascii() and char.isalpha() for char in text)
    words = set(shadow.lower().split())
    if len(text) < _LONG or accented < _ACCENTED * len(text) or sum(each.strip() in words for each in _SCREEN) > _SOME:
        return ""
    language, foreign = _detect(text)
    return language if foreign >= _SURELY else ""


def _reads_english(lower: str, start: int, end: int) -> bool:
    """Whether three English function words are between two offsets, one of them found in no other language."""
    found, sure = 0, False
    for word in _SCREEN:
        if lower.find(word, start, end) >= 0:
            found += 1
            sure = sure or word in _SURE
            if sure and found >= _ENOUGH:
                return True
    return False


def _is_dense(sample: str) -> bool:
    """Whether English function words are as frequent as in English."""
    found, enough = 0, len(sample) / (_DENSE if len(sample) < _SAMPLE else _DENSE_LONG)
    for word in _SURE:
        found += sample.count(word)
        if found >= enough:
            return True
    return False


def _confirmed(text: str, words: set[str], enough: int) -> str:
    """The language whose little words are there, if it has ``enough`` of its own and langdetect says it is foreign."""
    counts = {language: len(words & known) for language, known in _function_words().items()}
    best = max(counts, key=lambda language: (counts[language], language == "en", language))
    if best == "en" or len(words & _function_words()[best] & foreign_words()) < enough:
        return "en" if best == "en" else ""
    language, foreign = _detect(text)
    if foreign < _PROBABLE:
        return "en" if language == "en" else ""
    return language if 3 * counts.get(language, 0) >= 2 * counts[best] else best


def _of_script(text: str) -> str:
    """The language of a script that langdetect does not know, if most letters beyond the Latin scripts are of it."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in FAR_LETTER.findall(text[:_DETECTED]))
    return _SCRIPTS.get(max(scripts, key=lambda script: scripts[script], default=""), "")


@cache
def foreign_words() -> frozenset[str]:
    """Little words that English does not have."""
    words = _function_words()
    return frozenset().union(*words.values()) - words["en"]


def little_words(language: str) -> frozenset[str]:
    """The commonest little words of a language (ISO 639-1), in lower case without accents; none if none are known."""
    return _function_words().get(language, frozenset())


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(row["words"].split()) for row in table("function-words")}


@cache
def _words_in_names_too() -> dict[str, frozenset[str]]:
    """Little words of languages, with those that stand in names all over the world."""
    return {row["language"]: frozenset(f"{row['words']} {row['particles']}".split()) for row in table("function-words")}


def _detect(text: str) -> tuple[str, float]:
    """What langdetect thinks most likely, and how likely it is not English; nothing for a text without letters."""
    from lintnews.analysis.detector import guesses

    found = guesses(text[:_DETECTED].lower() if text.isupper() else text[:_DETECTED])
    if not found:
        return "", 0.0
    best = found[0][0]
    return _CODES.get(best, best), 1.0 - dict(found).get("en", 0.0)


def foreign_passages(
    text: str, shadow: str, spans: Iterable[tuple[int, int]], home: str
) -> Iterator[tuple[int, int, str]]:
    """The spans that are in another language than ``home``, each with its language; nothing where that is unknown."""
    long = [(start, end) for start, end in spans if end - start >= SHORTEST] if home else []
    lower = shadow.lower() if long else ""
    for start, end in long:
        if home != "en" or not _reads_english(lower, start, min(end, start + _GLANCE)):
            language = passage_language(text[start:end], shadow[start:end])
            if language in ("", home) or easily_confused(language, home):
                continue
            if not _could_be(lower[start:end], home, language):
                yield start, end, language


def _could_be(lower: str, home: str, language: str) -> bool:
    """Whether a passage has as many little words of the text's own language as of the one it seems to be in."""
    words = set(_WORD.findall(lower[:_WIDE]))
    known = _words_in_names_too()
    own = len(words & known.get(home, frozenset()))
    return language in known and own > 0 and own >= len(words & known[language])

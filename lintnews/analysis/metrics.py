"""Figures about a text."""

from lintnews.analysis import readability as textstat_figures
from lintnews.analysis.analysis import Analysis


def metrics(analysis: Analysis, *, readability: bool = False) -> dict[str, float]:
    """How many words (runs of characters between blanks) and sentences a text has.

    With ``readability`` also how hard the article between its head and tail matter is to read, if it is English.
    """
    paragraphs = range(len(analysis.paragraphs))
    figures: dict[str, float] = {
        "words": len(analysis.shadow.split()),
        "sentences": sum(len(analysis.sentences(paragraph)) for paragraph in paragraphs),
    }
    return {**article_readability(analysis), **figures} if readability else figures


def article_readability(analysis: Analysis) -> dict[str, float]:
    """The readability metrics of the article between its head and tail matter; none if it is not in English."""
    if analysis.language not in ("", "en"):
        return {}
    zones = analysis.zones
    body = (sentence for index in range(zones.body, zones.tail) for sentence in analysis.sentences(index))
    return textstat_figures.metrics(analysis.text, body)

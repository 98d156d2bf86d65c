"""Figures about a text."""

from lintnews.analysis.analysis import Analysis


def metrics(analysis: Analysis) -> dict[str, float]:
    """How many words (runs of characters between blanks) and sentences a text has."""
    paragraphs = range(len(analysis.paragraphs))
    return {
        "words": len(analysis.shadow.split()),
        "sentences": sum(len(analysis.sentences(paragraph)) for paragraph in paragraphs),
    }

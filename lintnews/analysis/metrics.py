"""Figures about a text."""

from lintnews.analysis.analysis import Analysis


def metrics(analysis: Analysis, *, readability: bool = False) -> dict[str, float]:
    """How many words (runs of characters between blanks) and sentences a text has, and how hard it is to read."""
    paragraphs = range(len(analysis.paragraphs))
    figures: dict[str, float] = {
        "words": len(analysis.shadow.split()),
        "sentences": sum(len(analysis.sentences(paragraph)) for paragraph in paragraphs),
    }
    return {**analysis.readability, **figures} if readability else figures

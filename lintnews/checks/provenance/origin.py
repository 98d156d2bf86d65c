"""Texts that say neither who wrote them nor when."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.checks.rule import Given
from lintnews.findings import Hit


def missing_origin(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """One hit on the headline of a text that names neither an author nor a date, in its format or at its ends.

    ``given.options["each"]``: a hit where only one of the two is missing, too.
    """
    if not len(analysis.paragraphs):
        return
    metadata, origin = analysis.document.metadata, analysis.origin
    author, date = metadata.get("author") or origin.byline, metadata.get("date") or origin.date
    missing = [word for word, known in (("byline", author), ("date", date)) if not known]
    if len(missing) == 2 or (missing and given.options["each"]):
        headline = analysis.headline
        yield Hit(headline.start, headline.end, {"missing": " and no ".join(missing)}, whole=True)

"""Articles that lean on one voice."""

from collections.abc import Iterator

from lintnews.analysis.analysis import Analysis
from lintnews.analysis.sources import shares
from lintnews.checks.rule import Given
from lintnews.findings import Hit


def single_source(analysis: Analysis, given: Given) -> Iterator[Hit]:
    """A note on the whole text where nearly all of its quotations are one source's."""
    if len(analysis.quotations.double) < given.options["quotations"]:
        return
    for source, share in shares(analysis.sources)[:1]:
        if share >= given.options["share"]:
            values = {"name": source.name, "share": str(round(100 * share))}
            yield Hit(*analysis.headline, values, whole=True)

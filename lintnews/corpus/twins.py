"""Who copies whom: pairs of documents with the share of each that the other has too."""

from collections.abc import Sequence
from typing import NamedTuple

from lintnews.corpus.across import day
from lintnews.corpus.compare import Shared
from lintnews.corpus.summary import Summary

LEAST = 0.25
"""Share of either document from which two are twins."""


class Twins(NamedTuple):
    """Two documents of which one repeats a good part of the other, by their numbers.

    ``first`` is the one with the earlier date where both have one, else the one that came first. ``share`` is the
    share of the first's characters that stand in the later one, ``later_share`` the other way round; ``similarity``
    the share of equal words in what they have in common; ``passages`` how many places that is.
    """

    first: int
    later: int
    share: float
    later_share: float
    similarity: float
    passages: int


def twins(summaries: Sequence[Summary], shared: Sequence[Shared], least: float = LEAST) -> list[Twins]:
    """The pairs that have at least the share ``least`` of either document in common, the closest first."""
    pairs: dict[tuple[int, int], list[Shared]] = {}
    for one in shared:
        pairs.setdefault((one.one, one.other), []).append(one)
    found = [_twins(summaries, some) for some in pairs.values()]
    close = [pair for pair in found if max(pair.share, pair.later_share) >= least]
    return sorted(close, key=lambda pair: (-max(pair.share, pair.later_share), pair.first, pair.later))


def _twins(summaries: Sequence[Summary], shared: Sequence[Shared]) -> Twins:
    one, other = shared[0].one, shared[0].other
    copies = [each.copy for each in shared]
    share = _share(summaries[one], [(copy.first, copy.first_end) for copy in copies])
    later_share = _share(summaries[other], [(copy.later, copy.later_end) for copy in copies])
    equal, changed = sum(copy.equal for copy in copies), sum(copy.changed for copy in copies)
    similarity = equal / max(1, equal + changed)
    if _is_later(summaries[one], summaries[other]):
        return Twins(other, one, later_share, share, similarity, len(copies))
    return Twins(one, other, share, later_share, similarity, len(copies))


def _is_later(one: Summary, other: Summary) -> bool:
    dates = day(one.date), day(other.date)
    return dates[0] is not None and dates[1] is not None and dates[0] > dates[1]


def _share(summary: Summary, places: Sequence[tuple[int, int]]) -> float:
    """The share of a document's characters that the places cover; where they overlap they count once."""
    covered = behind = 0
    for first, end in sorted(places):
        start, stop = summary.span(first, end)
        covered += max(0, stop - max(start, behind))
        behind = max(behind, stop)
    return covered / max(1, summary.length)

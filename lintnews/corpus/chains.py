"""Runs of equal words joined over changed words to chains, all documents at once.

Of two runs of the same documents that follow each other with at most four words between them, in either document, the
words between are taken as changed, if both runs outweigh the change. What a change costs is told in ``alignment``.
Cost: some passes over the runs.
"""

from typing import TYPE_CHECKING, NamedTuple

from lintnews.analysis.alignment import REACH, cost
from lintnews.analysis.shingles import SHINGLE
from lintnews.corpus.links import Links

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CLOSE = 24  # words between two short chains that support each other


class Chains(NamedTuple):
    """Chains as rows: the documents' numbers, the first words and those behind the last, and what is in between.

    Words are counted through all documents. Rows are sorted by later document, first document and place.
    """

    one: "NDArray[np.int64]"
    other: "NDArray[np.int64]"
    first: "NDArray[np.int64]"
    first_end: "NDArray[np.int64]"
    later: "NDArray[np.int64]"
    later_end: "NDArray[np.int64]"
    equal: "NDArray[np.int64]"
    changed: "NDArray[np.int64]"
    places: "NDArray[np.int64]"

    def take(self, which: "NDArray[np.int64]") -> "Chains":
        """Some of the rows."""
        return Chains(*(column[which] for column in self))


def find_chains(links: Links, news: "NDArray[np.bool_]") -> Chains:
    """The chains of the runs; ``news`` says of each word whether it is a name or a figure."""
    import numpy as np

    ends, later_ends = links.first + links.words, links.later + links.words
    gaps, later_gaps = links.first[1:] - ends[:-1], links.later[1:] - later_ends[:-1]
    widest = np.maximum(gaps, later_gaps)
    join = (np.diff(links.one) == 0) & (np.diff(links.other) == 0)
    join &= (np.minimum(gaps, later_gaps) >= 0) & (widest <= REACH)
    sums = np.zeros(len(news) + 1, np.int32)
    np.cumsum(news, out=sums[1:])
    at = join.nonzero()[0]
    names = (sums[links.first[at + 1]] > sums[ends[at]]).astype(np.int64)
    names += sums[links.later[at + 1]] > sums[later_ends[at]]
    costs = widest[at] * cost(1, 0) + np.array([cost(0, number) for number in range(3)])[names]
    join[at] = costs < np.minimum(links.words[at], links.words[at + 1])
    begins = np.concatenate(([0], (~join).nonzero()[0] + 1)) if len(links.words) else np.empty(0, np.int64)
    last = np.concatenate((begins[1:], [len(links.words)])).astype(np.int64) - 1 if len(begins) else begins
    changes = np.concatenate(([0], np.cumsum(np.where(join, widest, 0))))
    words = np.concatenate(([0], np.cumsum(links.words)))
    return Chains(
        links.one[begins],
        links.other[begins],
        links.first[begins],
        ends[last],
        links.later[begins],
        later_ends[last],
        words[last + 1] - words[begins],
        changes[last] - changes[begins],
        last - begins,
    )


def covered(chains: Chains, words: int, *, long: int, short: int) -> "NDArray[np.bool_]":
    """Which chains of fewer than ``short`` words lie in the later place of one of ``long`` words, which says enough.

    ``words`` is the number of all words.
    """
    import numpy as np

    covers = np.zeros(words + 1, np.int32)
    covering = chains.equal >= long
    np.add.at(covers, chains.later[covering], 1)
    np.add.at(covers, chains.later_end[covering], -1)
    within: NDArray[np.bool_] = np.cumsum(covers, out=covers)[(chains.later + chains.later_end) // 2] > 0
    return within & (chains.equal < short)


def supported(chains: Chains) -> "NDArray[np.bool_]":
    """Which chains have seven words or more, or another one of the same two documents close by."""
    import numpy as np

    near = (np.diff(chains.one) == 0) & (np.diff(chains.other) == 0)
    near &= (np.abs(np.diff(chains.first)) < _CLOSE) & (np.diff(chains.later) < _CLOSE)
    keep: NDArray[np.bool_] = chains.equal >= SHINGLE + 3
    if len(keep) > 1:
        keep[1:] |= near
        keep[:-1] |= near
    return keep

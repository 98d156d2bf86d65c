"""Which words of many documents stand in another document too: runs of equal words, by one sort of all shingles.

The shingles of all documents are sorted at once (64-bit numbers, the place in the low bits). Of equal ones each is
linked to the first document that has it and to the document before, so that a banner in a thousand documents costs
two thousand links, not half a million. Links that follow each other in both documents join to runs. Cost: one sort,
n log n in the number of words, and some passes; about 40 bytes for each word while it lasts.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lintnews.analysis.shingles import FACTORS, SHINGLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Links(NamedTuple):
    """Runs of words shared between documents, and in how many documents each shingle stands.

    A run is a row of ``first`` and ``later`` (words counted through all documents, ``first`` in an earlier document)
    and ``words``, with the numbers of the two documents, ``one`` and ``other``; they are sorted by later document,
    first document and place. ``bases`` are the counts at which documents begin, with the count of all words at the end.
    ``groups`` and ``members`` say where a shingle stands: ``members[groups[g]:groups[g + 1]]`` are the places of
    group ``g``, one a document; ``group_of`` is the group of the shingle at each place, -1 where it stands alone.
    """

    bases: "NDArray[np.int64]"
    first: "NDArray[np.int64]"
    later: "NDArray[np.int64]"
    words: "NDArray[np.int64]"
    one: "NDArray[np.int64]"
    other: "NDArray[np.int64]"
    groups: "NDArray[np.int64]"
    members: "NDArray[np.int64]"
    group_of: "NDArray[np.int32]"


def find_links(documents: "Sequence[NDArray[np.uint32]]") -> Links:
    """The runs of words shared between documents, given as word ids."""
    import numpy as np

    bases = np.concatenate(([0], np.cumsum([len(ids) for ids in documents]))).astype(np.int64)
    ids = np.concatenate(documents) if documents else np.empty(0, np.uint32)
    shingles = id_shingles(ids)
    places = _shared_places(shingles, bases)
    group_begins, places = _one_each(shingles, places, bases)
    groups = np.concatenate((group_begins.nonzero()[0], [len(places)]))
    numbers = np.cumsum(group_begins) - 1
    group_of = np.full(len(ids), -1, np.int32)
    group_of[places] = numbers
    firsts = places[groups[numbers]] if len(places) else places
    runs = [_runs(places[:-1][~group_begins[1:]], places[1:][~group_begins[1:]], len(ids))]
    others = ~group_begins
    others[1:] &= firsts[1:] != places[:-1]
    runs.append(_runs(firsts[others], places[others], len(ids)))
    first, later, words = (np.concatenate(parts) for parts in zip(*runs, strict=True))
    one = np.searchsorted(bases, first, side="right") - 1
    other = np.searchsorted(bases, later, side="right") - 1
    order = np.lexsort((later, one, other))
    first, later, words, one, other = (some[order] for some in (first, later, words, one, other))
    return Links(bases, first, later, words, one, other, groups, places, group_of)


def id_shingles(ids: "NDArray[np.uint32]") -> "NDArray[np.uint64]":
    """The shingles that begin with each word but the last three, of word ids."""
    import numpy as np

    count = max(len(ids) - SHINGLE + 1, 0)
    total = np.zeros(count, np.uint64)
    for place, factor in enumerate(FACTORS):
        total += ids[place : place + count] * np.uint64(factor)
    total ^= total >> np.uint64(29)
    total *= np.uint64(FACTORS[1])
    return total


def _shared_places(shingles: "NDArray[np.uint64]", bases: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """The places of shingles that stand more than once, equal ones together, each in order."""
    import numpy as np

    bits = np.uint64(max(len(shingles).bit_length(), 1))
    packed = shingles >> bits << bits
    packed |= np.arange(len(shingles), dtype=np.uint64)
    inside = np.ones(len(shingles), np.bool_)
    for back in range(1, SHINGLE):  # those that run over the end of a document
        ends = bases[1:] - back
        inside[ends[(ends >= 0) & (ends < len(inside))]] = False
    packed = packed[inside]
    packed.sort()
    same = (packed[1:] >> bits) == (packed[:-1] >> bits)
    shared = np.zeros(len(packed), np.bool_)
    shared[1:] = same
    shared[:-1] |= same
    return (packed[shared] & np.uint64((1 << int(bits)) - 1)).astype(np.int64)


def _one_each(
    shingles: "NDArray[np.uint64]", places: "NDArray[np.int64]", bases: "NDArray[np.int64]"
) -> "tuple[NDArray[np.bool_], NDArray[np.int64]]":
    """The first place of each shingle in each document, for shingles of two documents or more; where groups begin."""
    import numpy as np

    documents = np.searchsorted(bases, places, side="right")
    values = shingles[places]
    again = np.zeros(len(places), np.bool_)
    again[1:] = (documents[1:] == documents[:-1]) & (values[1:] == values[:-1])
    places, values = places[~again], values[~again]
    begins = np.ones(len(places), np.bool_)
    begins[1:] = values[1:] != values[:-1]
    alone = begins.copy()
    alone[:-1] &= begins[1:]
    return begins[~alone], places[~alone]


def _runs(
    first: "NDArray[np.int64]", later: "NDArray[np.int64]", count: int
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    """Runs of links; each place is the later one of one link at most."""
    import numpy as np

    partner = np.full(count + 1, -1, np.int64)
    partner[later] = first
    later = (partner >= 0).nonzero()[0]
    first = partner[later]
    begins = np.ones(len(later), np.bool_)
    begins[1:] = (np.diff(later) != 1) | (np.diff(first) != 1)
    at = begins.nonzero()[0]
    sizes = np.diff(np.concatenate((at, [len(later)]))) + SHINGLE - 1
    return first[at], later[at], sizes

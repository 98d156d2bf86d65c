"""Which words of many documents stand in another document too: runs of equal words, by one sort of all shingles.

The shingles of all documents are sorted at once (64-bit numbers, the place in the low bits). Of equal ones each is
linked to the first document that has it and to the document before, so that a banner in a thousand documents costs
two thousand links, not half a million. Links that follow each other in both documents join to runs. Cost: one sort,
n log n in the number of words, and some passes; about 40 bytes for each word while it lasts.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lintnews.analysis.shingles import FACTORS, SHINGLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_BLOCK = 1 << 16  # shingles worked on at a time: what is made on the way stays in the processor's cache
_MOST = 1 << 31


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
    members: "NDArray[np.integer[Any]]"
    group_of: "NDArray[np.int32]"


def find_links(documents: "Sequence[NDArray[np.uint32]]") -> Links:
    """The runs of words shared between documents, given as word ids."""
    import numpy as np

    sizes = [len(ids) for ids in documents]
    bases = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    ids = np.concatenate(documents) if documents else np.empty(0, np.uint32)
    count = len(ids)
    place = np.int32 if count < _MOST else np.int64  # what is large is kept small
    shingles = id_shingles(ids)
    del ids
    shared: NDArray[Any] = _shared_places(shingles, bases).astype(place)
    owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    begins, places = _one_each(shingles, shared, owners)
    del shingles, shared
    groups = np.concatenate((begins.nonzero()[0], [len(places)]))
    counts = np.diff(groups)
    group_of = np.full(count, -1, np.int32)
    group_of[places] = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    others = ~begins
    runs = [_runs(places[:-1][others[1:]], places[1:][others[1:]], count)]
    firsts = np.repeat(places[groups[:-1]], counts)
    others[1:] &= firsts[1:] != places[:-1]
    runs.append(_runs(firsts[others], places[others], count))
    first, later, words = (np.concatenate(parts).astype(np.int64) for parts in zip(*runs, strict=True))
    one, other = owners[first].astype(np.int64), owners[later].astype(np.int64)
    order = np.lexsort((later, one, other))
    first, later, words, one, other = (some[order] for some in (first, later, words, one, other))
    at, words = _touching(first, later, words, one, other)
    return Links(bases, first[at], later[at], words, one[at], other[at], groups, places, group_of)


def id_shingles(ids: "NDArray[np.uint32]") -> "NDArray[np.uint64]":
    """The shingles that begin with each word but the last three, of word ids."""
    import numpy as np

    count = max(len(ids) - SHINGLE + 1, 0)
    total = np.zeros(count, np.uint64)
    for begin in range(0, count, _BLOCK):
        part = total[begin : begin + _BLOCK]
        for place, factor in enumerate(FACTORS):
            part += ids[begin + place : begin + place + len(part)] * np.uint64(factor)
        part ^= part >> np.uint64(29)
        part *= np.uint64(FACTORS[1])
    return total


def _shared_places(shingles: "NDArray[np.uint64]", bases: "NDArray[np.int64]") -> "NDArray[np.uint64]":
    """The places of shingles that stand more than once, equal ones together, each in order."""
    import numpy as np

    room = 1 << max(len(shingles).bit_length(), 1)
    inside = np.ones(len(shingles), np.bool_)
    for back in range(1, SHINGLE):  # those that run over the end of a document
        ends = bases[1:] - back
        inside[ends[(ends >= 0) & (ends < len(inside))]] = False
    packed = np.arange(len(shingles), dtype=np.uint64)
    for begin in range(0, len(shingles), _BLOCK):
        packed[begin : begin + _BLOCK] |= shingles[begin : begin + _BLOCK] & np.uint64((1 << 64) - room)
    packed = _sieved(packed, inside)
    packed.sort()
    shared = np.zeros(len(packed), np.bool_)
    for begin in range(0, len(packed), _BLOCK):
        part = packed[begin : begin + _BLOCK + 1]
        same = (part[1:] ^ part[:-1]) < np.uint64(room)
        shared[begin : begin + len(same)] |= same
        shared[begin + 1 : begin + 1 + len(same)] |= same
    packed = _sieved(packed, shared)
    packed &= np.uint64(room - 1)
    return packed


def _sieved(values: "NDArray[np.uint64]", keep: "NDArray[np.bool_]") -> "NDArray[np.uint64]":
    """Those of some values to be kept, moved to the front of the array they are in: a copy takes as much again."""
    at = 0
    for begin in range(0, len(values), _BLOCK):
        some = values[begin : begin + _BLOCK][keep[begin : begin + _BLOCK]]
        values[at : at + len(some)] = some
        at += len(some)
    return values[:at]


def _one_each(
    shingles: "NDArray[np.uint64]", places: "NDArray[np.int64]", owners: "NDArray[np.int32]"
) -> "tuple[NDArray[np.bool_], NDArray[np.int64]]":
    """The first place of each shingle in each document, for shingles of two documents or more; where groups begin."""
    import numpy as np

    documents, values = owners[places], shingles[places]
    begins = np.ones(len(places), np.bool_)
    begins[1:] = values[1:] != values[:-1]
    del values
    again = ~begins
    again[1:] &= documents[1:] == documents[:-1]
    if again.any():
        # What begins a group is never left out, so that the groups stay.
        places, begins = places[~again], begins[~again]
    alone = begins.copy()
    alone[:-1] &= begins[1:]
    return begins[~alone], places[~alone]


def _touching(
    first: "NDArray[np.int64]",
    later: "NDArray[np.int64]",
    words: "NDArray[np.int64]",
    one: "NDArray[np.int64]",
    other: "NDArray[np.int64]",
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Which runs begin one, and its words, where those that overlap or touch are joined.

    A run falls to pieces where a shingle in it is linked to other documents. Documents that follow each other may hold
    what follows each other in an earlier one, and touch: they stay apart.
    """
    import numpy as np

    joins = (np.diff(first) == np.diff(later)) & (np.diff(one) == 0) & (np.diff(other) == 0)
    joins &= later[1:] <= later[:-1] + words[:-1]
    at = np.concatenate(([True], ~joins)).nonzero()[0] if len(first) else np.empty(0, np.int64)
    last = np.concatenate((at[1:], [len(first)]))[: len(at)] - 1
    return at, later[last] + words[last] - later[at]


def _runs(
    first: "NDArray[np.int64]", later: "NDArray[np.int64]", count: int
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    """Runs of links; each place is the later one of one link at most."""
    import numpy as np

    partner = np.full(count + 1, -1, first.dtype)
    partner[later] = first
    later = (partner >= 0).nonzero()[0]
    first = partner[later]
    del partner
    begins = np.ones(len(later), np.bool_)
    begins[1:] = (np.diff(later) != 1) | (np.diff(first) != 1)
    at = begins.nonzero()[0]
    sizes = np.diff(np.concatenate((at, [len(later)]))) + SHINGLE - 1
    return first[at], later[at], sizes

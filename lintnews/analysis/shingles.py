"""Where words repeat: runs of words that stand in two places, by their four-word shingles.

A shingle is four neighbouring words as one 64-bit number (Broder, "On the resemblance and containment of documents",
1997). Sorting the shingles of a text brings equal ones together; each is linked to the first place it stands at and to
the place before, never to all, so that a line that occurs a thousand times costs a thousand links and no million.
Neighbouring links of one distance join to a run. Cost: one sort, and a few passes over the words.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lintnews.analysis.words import Numbers, Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 4
"""Words of a shingle."""

_FEW = 200  # links that are joined faster one by one
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_BITS = (1 << 64) - 1


class Run(NamedTuple):
    """Equal words in two places of a text: indices of the first words, ``first`` before ``later``, and how many."""

    first: int
    later: int
    words: int


def shingle_array(keys: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """The shingles that begin with each word but the last three."""
    import numpy as np

    count = max(len(keys) - SHINGLE + 1, 0)
    total = keys[:count] * np.uint64(FACTORS[0])
    for place, factor in enumerate(FACTORS[1:], 1):
        total += keys[place : place + count] * np.uint64(factor)
    return total


def runs_within(words: Words) -> list[Run]:
    """All runs of four and more words of a text that stand earlier in the same text, by the place of the later one.

    The two places may overlap where words repeat at once.
    """
    links = _linked_arrays(words.keys) if words.is_array else _linked_lists(words.keys)
    return sorted(set(links), key=lambda run: (run.later, run.first))


def _linked_lists(keys: Sequence[int]) -> Iterator[Run]:
    seen: dict[tuple[int, ...], int] = {}
    before: dict[tuple[int, ...], int] = {}
    firsts: list[tuple[int, int]] = []
    befores: list[tuple[int, int]] = []
    for later, shingle in enumerate(zip(keys, keys[1:], keys[2:], keys[3:], strict=False)):
        first = seen.setdefault(shingle, later)
        if first != later:
            firsts.append((first, later))
            befores.append((before.get(shingle, first), later))
            before[shingle] = later
    yield from _joined(firsts)
    if befores != firsts:
        yield from _joined(befores)


def _joined(links: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """Runs of links (first, later), sorted by ``later``, each of which follows the one before by a word in both."""
    begun = last = (-2, -2)
    for link in links:
        if link != (last[0] + 1, last[1] + 1):
            if begun[0] >= 0:
                yield Run(*begun, last[0] - begun[0] + SHINGLE)
            begun = link
        last = link
    if begun[0] >= 0:
        yield Run(*begun, last[0] - begun[0] + SHINGLE)


def _linked_arrays(keys: Numbers) -> Iterator[Run]:
    import numpy as np

    shingles = shingle_array(keys)
    bits = np.uint64(max(len(shingles).bit_length(), 1))
    # The low bits give way to the place: one sort of numbers is faster than one of indices.
    packed = shingles >> bits << bits
    packed += np.arange(len(shingles), dtype=np.uint64)
    packed.sort()
    values = packed >> bits
    same = (values[1:] == values[:-1]).nonzero()[0]
    if not len(same):
        return
    places = (packed & np.uint64((1 << int(bits)) - 1)).astype(np.int64)
    later, before = places[same + 1], places[same]
    begins = np.concatenate(([True], same[1:] != same[:-1] + 1))
    first = before[np.maximum.accumulate(np.where(begins, np.arange(len(same)), 0))]
    # The bits that gave way count again here.
    true = (shingles[first] == shingles[later]) & (shingles[before] == shingles[later])
    if not true.all():
        first, before, later = first[true], before[true], later[true]
    join = _joined_few if len(later) <= _FEW else _joined_arrays
    yield from join(first, later)
    if not begins.all():
        yield from join(before, later)


def _joined_few(first: "NDArray[np.int64]", later: "NDArray[np.int64]") -> Iterator[Run]:
    links = sorted(zip(later.tolist(), first.tolist(), strict=True))
    return _joined([(one, other) for other, one in links])


def _joined_arrays(first: "NDArray[np.int64]", later: "NDArray[np.int64]") -> Iterator[Run]:
    import numpy as np

    order = later.argsort()
    first, later = first[order], later[order]
    breaks = (np.diff(later) != 1) | (np.diff(first) != 1)
    begins = np.concatenate(([0], breaks.nonzero()[0] + 1))
    ends = np.concatenate((begins[1:], [len(first)]))
    sizes = ends - begins + SHINGLE - 1
    yield from map(Run._make, zip(first[begins].tolist(), later[begins].tolist(), sizes.tolist(), strict=True))
